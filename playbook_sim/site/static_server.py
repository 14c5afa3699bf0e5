"""Serves a built site as a static host would: index pages, the root 404, the right content types."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from playbook_sim.site.headers import ASKED_FOR, CONTENT_TYPES, PROTECTION, content_type
from playbook_sim.site.hosting import read


class Handler(SimpleHTTPRequestHandler):
    """Answers requests for the files of one directory, with the headers that the build asks hosts to send."""

    # Ours alone: the standard library reads others from the machine.
    extensions_map: ClassVar = {f".{ending}": content_type(ending) for ending in CONTENT_TYPES}

    def send_response(self, code: int, message: str | None = None) -> None:
        self._code = code
        super().send_response(code, message)

    def end_headers(self) -> None:
        sent = PROTECTION | {"Cache-Control": ASKED_FOR}
        for block in read(Path(self.directory)):
            if block.covers(getattr(self, "path", "/")):
                sent |= block.headers
        if self._code >= HTTPStatus.BAD_REQUEST:
            # What is missing now may be there in a minute.
            sent["Cache-Control"] = ASKED_FOR
        for name, value in sent.items():
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path: str) -> None:
        """A static host does not list directories."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.send_page(code, page.read_bytes())

    def send_page(self, code: int, body: bytes) -> None:
        """Send one HTML page with the status `code`."""
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for what the build has to say."""


class Server(ThreadingHTTPServer):
    """Serves `directory` on 127.0.0.1; port 0 takes a free one. Raises `OSError` when the port is taken."""

    daemon_threads = True
    # Connections that wait to be accepted; beyond that, browsers knock again after 1, 3, 7, … 63 seconds. The library's
    # 5 are taken at once by a service worker that keeps the site while a page loads.
    request_queue_size = 128

    def __init__(self, directory: Path, port: int, handler: type[Handler] = Handler) -> None:
        super().__init__(("127.0.0.1", port), partial(handler, directory=str(directory)))
        self._directory = directory

    def answer_with(self, handler: type[Handler]) -> None:
        """Have another handler answer from now on: one that had to know the port first."""
        self.RequestHandlerClass = partial(handler, directory=str(self._directory))

    @property
    def url(self) -> str:
        """The address of the root page."""
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that hang up early."""


@contextmanager
def served(directory: Path) -> Iterator[str]:
    """Serve `directory` on a free port while the block runs; the value is the address of its root page."""
    with Server(directory, port=0) as server, running(server) as url:
        yield url


@contextmanager
def running(server: Server) -> Iterator[str]:
    """Let a server answer while the block runs; the value is the address of its root page."""
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.url
    finally:
        server.shutdown()
        thread.join()
