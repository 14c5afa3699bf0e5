"""Serves what is measured as a good host would: compressed beforehand, with caching headers, and counting the bytes."""

from __future__ import annotations

import hashlib
import mimetypes
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli

from benchmarks.line import Line
from playbook_sim.site.headers import ASKED_FOR, KEPT, PROTECTION, content_type
from playbook_sim.site.hosting import read
from playbook_sim.site.places import CACHE

IMAGES = ("image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/x-icon", "image/vnd.microsoft.icon")
# Nothing is gained by compressing these again; all else travels as brotli, at its best.
_PACKED = ("image/png", "image/jpeg", "image/webp", "font/woff2")


_HELD = 512
"""Files kept in memory, so that a visit waits for the line and not for a disk."""


class Host(ThreadingHTTPServer):
    """Folders and single pages below one address; ``sent`` counts the bytes of the bodies by path.

    ``line``: what all answers go through from now on, None for as fast as they can.

    ``folders``: first part of the path ("site") → folder. ``pages``: whole path ("bench/plain.html") → bytes. What lies
    in ``lasting`` folders is never changed under its name, so browsers may keep it.
    """

    daemon_threads = True
    request_queue_size = 128  # as in `static_server.Server`

    def __init__(self, folders: Mapping[str, Path], pages: Mapping[str, bytes], lasting: frozenset[str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folders = dict(folders)
        self.pages = dict(pages)
        self.lasting = lasting
        self.blocks = {name: read(folder) for name, folder in folders.items() if (folder / "_headers").exists()}
        self.sent: Counter[str] = Counter()
        self.types: dict[str, str] = {}
        self.line: Line | None = None
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """The address below which everything lies, with a slash at its end."""
        return f"http://127.0.0.1:{self.server_port}/"

    def count(self, path: str, size: int, type_: str) -> None:
        """Note that a body was sent."""
        with self._lock:
            self.sent[path] += size
            self.types[path] = type_

    def take(self) -> Counter[str]:
        """The bytes sent since this was last asked, by path."""
        with self._lock:
            taken, self.sent = self.sent, Counter()
        return taken

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that hang up early."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Host

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        found = self._found(path)
        if found is None:
            self._send(404, b"", {}, with_body=False)
            return
        body, type_ = found
        tag = f'"{_digest(body)}"'
        headers = self._usual(path) | {"Content-Type": type_, "ETag": tag}
        if self.headers.get("If-None-Match") == tag:
            self._send(304, b"", headers, with_body=False)
            return
        if type_ not in _PACKED and "br" in self.headers.get("Accept-Encoding", ""):
            body = compressed(body)
            headers |= {"Content-Encoding": "br", "Vary": "Accept-Encoding"}
        self._send(200, body, headers, with_body=with_body)
        if with_body:
            self.server.count(path, len(body), type_)

    def _found(self, path: str) -> tuple[bytes, str] | None:
        if path in self.server.pages:
            return self.server.pages[path], _type(f"{path}index.html" if path.endswith("/") else path)
        first, _, rest = path.partition("/")
        folder = self.server.folders.get(first)
        if folder is None:
            return None
        file = folder / rest
        if file.is_dir():
            file = file / "index.html"
        if not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
            return None
        return _read(file, file.stat().st_mtime_ns), _type(file.name)

    def _usual(self, path: str) -> dict[str, str]:
        """The headers that every file has, those of the site as the build asks hosts to send them."""
        first, _, rest = path.partition("/")
        sent = PROTECTION | {"Cache-Control": KEPT if first in self.server.lasting else ASKED_FOR}
        for block in self.server.blocks.get(first, ()):
            if block.covers(f"/{rest}"):
                sent |= block.headers
        return sent

    def _send(self, status: int, body: bytes, headers: Mapping[str, str], *, with_body: bool) -> None:
        line = self.server.line
        if line:
            line.wait()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body and line:
            line.carry(body, self.wfile.write)
        elif with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for what was measured."""


def prepare(folders: Iterable[Path]) -> None:
    """Compress the large files below ``folders``, so that no visit waits for it. Takes a minute, the first time."""
    for folder in folders:
        for file in folder.rglob("*"):
            if file.suffix in (".wasm", ".zip", ".whl", ".js", ".mjs", ".data") and file.stat().st_size > 100_000:
                compressed(file.read_bytes())


def _type(name: str) -> str:
    return content_type(Path(name).suffix[1:]) or mimetypes.guess_type(name)[0] or "application/octet-stream"


@lru_cache(maxsize=_HELD)
def _read(file: Path, changed: int) -> bytes:
    return file.read_bytes()


@lru_cache(maxsize=_HELD)
def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@lru_cache(maxsize=_HELD)
def compressed(body: bytes) -> bytes:
    """``body`` as brotli at its best; kept, because that takes long."""
    kept = CACHE / "brotli" / _digest(body)
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{threading.get_ident()}")
        part.write_bytes(brotli.compress(body, quality=11))
        part.replace(kept)
    return kept.read_bytes()


@contextmanager
def hosted(
    folders: Mapping[str, Path], pages: Mapping[str, bytes], lasting: frozenset[str] = frozenset()
) -> Iterator[Host]:
    """Serve them on a free port while the block runs."""
    with Host(folders, pages, lasting) as host:
        thread = threading.Thread(target=host.serve_forever)
        thread.start()
        try:
            yield host
        finally:
            host.shutdown()
            thread.join()
