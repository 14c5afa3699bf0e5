"""A server of the built site whose runtime can be made to fail, file by file."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playbook_sim.site.places import SITE
from playbook_sim.site.static_server import Handler, Server

NO_WEBASSEMBLY = b"delete globalThis.WebAssembly;\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """``of``: file of the runtime → ``missing``, ``truncated``, ``wrong``, ``cut``, ``held`` or ``no_webassembly``.

    ``always`` holds what stays so, whatever ``of`` says. ``asked`` counts the requests for files of the runtime by what
    they are for. What is held waits for ``release``.
    """

    url: str
    of: dict[str, str] = field(default_factory=dict)
    always: dict[str, str] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    release: threading.Event = field(default_factory=threading.Event)


class _FaultyHandler(Handler):
    faults: Faults

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if not path.startswith("/runtime/"):
            super().do_GET()
            return
        name = path.rpartition("/")[2]
        self.faults.asked[name] += 1
        match (self.faults.of | self.faults.always).get(name):
            case None:
                super().do_GET()
            case "missing":
                self.send_error(404)
            case "held":
                self.faults.release.wait()
                super().do_GET()
            case fault:
                self._send_wrong(fault, Path(self.translate_path(path)).read_bytes())

    def _send_wrong(self, fault: str, good: bytes) -> None:
        """A body that is not what it should be; ``cut``: it ends before its time, as when the network is lost."""
        half = len(good) // 2
        body = {
            "truncated": good[:half],
            "wrong": good[:half] + bytes([good[half] ^ 1]) + good[half + 1 :],
            "cut": good,
            "no_webassembly": NO_WEBASSEMBLY + good,
        }[fault]
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(self.path.partition("?")[0]))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:half] if fault == "cut" else body)
        self.close_connection = True


@contextmanager
def faulty() -> Iterator[Faults]:
    """Serve the built site on a free port, without faults at first."""
    handler = type("Handler", (_FaultyHandler,), {})
    with Server(SITE, port=0, handler=handler) as server:
        handler.faults = Faults(url=server.url)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield handler.faults
        finally:
            handler.faults.release.set()
            server.shutdown()
            thread.join()
