"""The content security policy of the built pages, and the proof that they need no more than it grants.

The policy travels in each page as a `<meta>` element, because a static host may not let us set headers.
Scripts written into the page are allowed by their hashes; styles written into the page, event handlers in
attributes and resources of other hosts are not allowed at all, and a page that has one fails the build.
"""

import base64
import hashlib
import html
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

from playbook_sim.site.headers import PROTECTION

_CHARSET = re.compile(r'<head>\s*<meta charset="utf-8">', re.IGNORECASE)

# Elements that make the browser fetch what they point at, and the attribute that points.
_FETCHING = {
    "script": "src",
    "link": "href",
    "img": "src",
    "source": "src",
    "iframe": "src",
    "object": "data",
    "embed": "src",
    "video": "src",
    "audio": "src",
    "image": "href",
    "use": "href",
}
# Relations of a <link> that only name an address.
_NAMING = {"canonical", "alternate", "prev", "edit", "license"}
# Relations for which a browser fetches a whole page ahead of time; Firefox does so for the next one.
_AHEAD = {"next", "prefetch", "prerender"}
_EXECUTED_TYPES = {"", "module", "text/javascript", "application/javascript"}


class PolicyError(Exception):
    """Pages hold what the policy forbids; the message names each page and line."""


class _Page(HTMLParser):
    """Collects a page's inline scripts and whatever the policy would block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.violations: list[str] = []
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "style":
            self._blame("a <style> element; move it to the style sheet")
        if "style" in values:
            self._blame(f'style="{values["style"]}" on <{tag}>; use a class')
        for name in values:
            if name.startswith("on"):
                self._blame(f"an event handler, {name}, on <{tag}>; use a script file")
        for name in ("href", "src", "action"):
            if values.get(name, "").strip().lower().startswith("javascript:"):
                self._blame(f"a javascript: address on <{tag}>; use a script file")
        self._check_origin(tag, values)
        if tag == "script" and "src" not in values and values.get("type", "").lower() in _EXECUTED_TYPES:
            self._script = []

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.scripts.append("".join(self._script))
            self._script = None

    def _check_origin(self, tag: str, values: dict[str, str]) -> None:
        relations = set(values.get("rel", "").lower().split()) if tag == "link" else set()
        if relations & _AHEAD:
            self._blame(f'<link rel="{values["rel"]}">: browsers fetch that page ahead; leave it out')
        if relations & _NAMING:
            return
        address = values.get(_FETCHING.get(tag, ""), "")
        if re.match(r"(?:https?:)?//", address.strip(), re.IGNORECASE):
            self._blame(f"<{tag}> fetches {address}; keep a copy in the project")

    def _blame(self, what: str) -> None:
        self.violations.append(f"line {self.getpos()[0]}: {what}")


def apply(directory: Path) -> str:
    """Write one policy into every page under `directory`, and return it.

    One policy for all, because navigation without reload keeps the policy of the first page, and so that a host
    can send the same. Raises `PolicyError` when a page holds what the policy forbids.
    """
    pages = sorted(directory.glob("**/*.html"))
    hashes = _hashes(pages, directory)
    policy = _policy(sorted(hashes))
    for path in pages:
        _insert(path, policy)
    return policy


def apply_to(page: Path) -> None:
    """Write the policy that one page needs into it. Raises `PolicyError` when it holds what the policy forbids."""
    _insert(page, _policy(sorted(_hashes([page], page.parent))))


def _hashes(pages: Iterable[Path], directory: Path) -> set[str]:
    """The hashes of all scripts written into the pages. Raises `PolicyError`."""
    violations: list[str] = []
    hashes: set[str] = set()
    for path in pages:
        page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
        page.close()
        violations += [f"{path.relative_to(directory)}, {violation}" for violation in page.violations]
        hashes |= {_hash(script) for script in page.scripts}
    if violations:
        raise PolicyError("The content security policy would block:\n  " + "\n  ".join(violations))
    return hashes


def _policy(hashes: list[str]) -> str:
    scripts = " ".join(["'self'", "'wasm-unsafe-eval'", *hashes])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'none'",
        ]
    )


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _insert(path: Path, policy: str) -> None:
    """Put the policy before all that could load, but after the charset: that must be in the first KiB.

    With it goes what else works without a header: the sites that links lead to are not told from which page.
    """
    text = path.read_text(encoding="utf-8")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy, quote=False)}">'
    referrer = f'<meta name="referrer" content="{PROTECTION["Referrer-Policy"]}">'
    text, count = _CHARSET.subn(lambda match: f"{match[0]}\n    {meta}\n    {referrer}", text, count=1)
    if count == 0:
        raise PolicyError(f'{path}: found no <meta charset="utf-8"> first in <head>; the policy goes after it')
    path.write_text(text, encoding="utf-8")
