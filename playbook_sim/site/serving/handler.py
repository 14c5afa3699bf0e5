"""The answers of ``make serve``: pages are built when they are asked for, files are sent as they are now."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playbook_sim.site import vendor
from playbook_sim.site.headers import PROTECTION
from playbook_sim.site.places import ROOT
from playbook_sim.site.serving.announcing import Announcer
from playbook_sim.site.static_server import Handler

_HERE = Path(__file__).parent
_LIVE = ("live.js", "live.css")
# Of the pages on a map of the site, Material would bring the next one into this document. Here each is loaded anew.
_NO_PAGES = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>'
_FAREWELL = _HERE.parent / "offline" / "farewell.js"
_OF_THE_RULES = ("rules.json", "manifest.js")
"""The files of a runtime that change with the rules. Written out: nothing here may import what is being edited."""
_NEVER = "no-store"
"""How long browsers keep it: two changes may come within the second that they compare by."""
_FOR_EVER = "public, max-age=31536000, immutable"
"""The same for a runtime, whose directory has another name after each change of the code."""
_ALIVE = 15  # seconds after which a stream shows that we are there
_ADDED = (
    '<link rel="stylesheet" href="/_live.css">'
    '<script src="/_live.js" defer data-number="{number}" data-frame="{frame}" data-words="{words}"></script></head>'
)
_USUAL = "en"
"""The language in which we speak where a page has one that we do not know."""
_FRAME = (b'data-md-component="container"', b'<div class="md-dialog"')
"""Before the one and after the other stands what Material leaves as it is when another page comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What there is to serve. ``page(language, address)`` gives a page as it is now, or None;
    ``runtime(directory)`` where the files of a runtime lie, or None."""

    languages: tuple[str, ...]
    announcer: Announcer
    page: Callable[[str, str], bytes | None]
    runtime: Callable[[str], Path | None]


class LiveHandler(Handler):
    """Answers for ``site``. What lies nowhere else is taken from the last build of the whole: search, ask box."""

    site: Site
    # A page loads dozens of files.
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    _kept = _NEVER

    def do_GET(self) -> None:
        # One connection brings many requests.
        self._kept = _NEVER
        path = unquote(urlsplit(self.path).path)
        first, _, rest = path.lstrip("/").partition("/")
        if path == "/_live":
            self._stream()
        elif path in {f"/_{name}" for name in _LIVE}:
            self._send_file(_HERE / path.removeprefix("/_"))
        elif path == "/service-worker.js":
            # At all times, and not only where there is a build: what a deployed site has left here would hide all else.
            self._send_file(_FAREWELL)
        elif first == "runtime":
            self._send_runtime(rest)
        elif first in self.site.languages and path.endswith(("/", "/index.html")):
            self._send_page_of(first, rest.removesuffix("index.html"))
        elif first in self.site.languages and rest == "sitemap.xml":
            self._send(_NO_PAGES, "application/xml")
        elif first in self.site.languages and "." not in path:
            asked = urlsplit(self.path)
            self._send_elsewhere(asked._replace(path=f"{asked.path}/").geturl())
        else:
            self._send_current(first, rest)

    do_HEAD = do_GET

    def end_headers(self) -> None:
        for name, value in (PROTECTION | {"Cache-Control": self._kept}).items():
            self.send_header(name, value)
        super(Handler, self).end_headers()

    def _stream(self) -> None:
        """Tell the state whenever it changes; a comment now and then shows that we are there."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        told = None
        try:
            while True:
                state = self.site.announcer.wait(told, _ALIVE)
                line = ":\n\n" if state == told else f"data: {json.dumps(asdict(state))}\n\n"
                self.wfile.write(line.encode())
                told = state
        except OSError:
            self.close_connection = True

    def _send_page_of(self, language: str, address: str) -> None:
        # A change that comes while the page is being built is one that it does not show.
        number = self.site.announcer.state.number
        if not number:
            self._send_waiting(language, "waiting")
            return
        page = self.site.page(language, address)
        if page is not None:
            self.send_page(200, _live(page, number, language))
        elif (last := self._last_build()) is not None and last.suffix == ".html":
            self.send_page(200, _live(last.read_bytes(), number, language))
        elif not Path(self.directory).is_dir() and self.site.announcer.state.trouble:
            self._send_waiting(language, "unbuilt")
        else:
            self.send_error(404)

    def _send_waiting(self, language: str, why: str) -> None:
        number = self.site.announcer.state.number
        spoken, words = _words(language)
        page = (_HERE / "waiting.html").read_text(encoding="utf-8")
        page = page.format(language=spoken, title=words[why], text=words[f"{why}_text"])
        self.send_page(503, _live(page.encode(), number, language))

    def _send_runtime(self, path: str) -> None:
        directory, _, name = path.partition("/")
        place = self.site.runtime(directory)
        if place is None or "/" in name:
            self.send_error(404)
            return
        self._send_file(place / name, _NEVER if name in _OF_THE_RULES else _FOR_EVER)

    def _send_current(self, first: str, rest: str) -> None:
        places = _places(first, rest, self.site.languages)
        place = next((place for place in places if place.is_file()), None) or self._last_build()
        if place is None and not first:
            # The page that chooses a language is not built yet.
            self._send_elsewhere(f"/{self.site.languages[0]}/")
        elif place is None:
            self.send_error(404)
        elif place.suffix == ".html":
            self.send_page(200, _live(place.read_bytes(), self.site.announcer.state.number, first))
        else:
            self._send_file(place)

    def _send_elsewhere(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _last_build(self) -> Path | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        return path if path.is_file() else None

    def _send_file(self, place: Path, kept: str = _NEVER) -> None:
        try:
            content = place.read_bytes()
        except OSError:
            self.send_error(404)
            return
        self._kept = kept
        self._send(content, self.guess_type(str(place)))

    def _send(self, content: bytes, type_: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _places(first: str, rest: str, languages: tuple[str, ...]) -> list[Path]:
    """Where the file of an address may lie as it is written, the likeliest first. None leads out of these places."""
    if ".." in Path(rest).parts:
        return []
    if first in languages:
        # What else a theme holds are templates, which are nothing as they are written.
        themes = _themes() if rest.startswith("assets/") else ()
        return [*(theme / rest for theme in themes), *([ROOT / "docs" / first / rest] if rest else [])]
    if first == "vendor":
        source = vendor.FILES.get(rest)
        return [ROOT / "node_modules" / source] if source else []
    return []


@cache
def _themes() -> tuple[Path, ...]:
    """Our own theme, and below it the one that it builds on. Found without importing it."""
    found = find_spec("material")
    below = [Path(place) / "templates" for place in (found.submodule_search_locations or ())] if found else []
    return (ROOT / "overrides", *below)


@cache
def _words(language: str) -> tuple[str, dict[str, str]]:
    """What we say in a language, or else in the usual one, and which of both it is."""
    words = tomllib.loads((_HERE / "words.toml").read_text(encoding="utf-8"))
    spoken = language if all(language in said for said in words.values()) else _USUAL
    return spoken, {key: said[spoken] for key, said in words.items()}


def _live(page: bytes, number: int, language: str) -> bytes:
    """The page with what tells it of changes; ``number``: that of the last change that it shows."""
    before, rest = page.split(_FRAME[0], 1) if _FRAME[0] in page else (page, b"")
    frame = hashlib.sha256(before + rest.rpartition(_FRAME[1])[2]).hexdigest()[:16]
    words = escape(json.dumps(_words(language)[1], ensure_ascii=False))
    return page.replace(b"</head>", _ADDED.format(number=number, frame=frame, words=words).encode(), 1)


def handler(site: Site) -> type[LiveHandler]:
    """A handler for ``site``."""
    return type("Handler", (LiveHandler,), {"site": site})
