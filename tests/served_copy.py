"""`make serve` in a copy of the project that a test may edit."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from typing import Any
from urllib.parse import urlsplit

from project_copy import copy_of_the_project

PATIENCE = 120
"""Seconds that a busy machine may take for what an idle one does in one."""

_SIGN = 15  # seconds from one sign of life of the stream to the next

LIMITS = "playbook_sim/rulebook/limits.toml"


class Served:
    """A copy of the project that is being served; what the open pages are told comes one state at a time."""

    def __init__(self, root: Path, url: str, said: Queue[str]) -> None:
        self.root = root
        self.url = url
        self._host = urlsplit(url).netloc
        self._said = said
        connection = HTTPConnection(self._host, timeout=PATIENCE)
        connection.request("GET", "/_live")
        self._stream = connection.getresponse()
        self.state: dict[str, Any] = {}
        self.state = self._told()

    def wait_for_pages(self) -> None:
        """Until then each address says that we are getting ready."""
        while not self.state["number"]:
            self.state = self._told()

    def wait_for_trouble(self) -> str:
        """The first mistake that is told."""
        while not self.state["trouble"]:
            self.state = self._told()
        return self.state["trouble"][0]

    def wait_for_line(self, words: str) -> str:
        """The next line with these words that the terminal shows."""
        while words not in (line := self._said.get(timeout=PATIENCE)):
            pass
        return line

    def get(self, path: str) -> tuple[int, bytes]:
        with closing(HTTPConnection(self._host, timeout=PATIENCE)) as connection:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()

    def page(self, path: str) -> str:
        status, body = self.get(path)
        assert status == 200
        return body.decode()

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        """Change a file, and wait until the open pages hear of something."""
        path = self.root / name
        before = path.read_text(encoding="utf-8")
        after = change(before)
        assert after != before
        path.write_text(after, encoding="utf-8")
        known = self.state
        while (self.state["number"], self.state["trouble"]) == (known["number"], known["trouble"]):
            self.state = self._told()

    def runtime(self, page: str) -> str:
        """Where the simulator of ``page`` starts from."""
        found = re.search(r"runtime/\d+", self.page(page))
        assert found
        return found[0]

    def rulebook_in_the_simulator(self, page: str, name: str) -> str:
        """A file of the rulebook as the simulator of ``page`` will read it."""
        return json.loads(self.page(f"/{self.runtime(page)}/rules.json"))["files"][name]

    def _told(self) -> dict[str, Any]:
        signs = 0
        while not (line := self._stream.readline()).startswith(b"data: "):
            assert line, "the stream has ended"
            signs += line.startswith(b":")
            assert signs * _SIGN < PATIENCE, f"nothing new is told: {self.state}"
        return json.loads(line.removeprefix(b"data: "))


@contextmanager
def serving(root: Path) -> Iterator[Served]:
    """A copy of the project in ``root``, which does not exist yet, served until the end."""
    copy_of_the_project(root)
    command = [sys.executable, "-m", "playbook_sim.site", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        said: Queue[str] = Queue()
        listener = threading.Thread(target=_listen, args=(process.stdout, said), daemon=True)
        listener.start()
        try:
            while not (found := re.search(r"http://[\d.:]+/", said.get(timeout=PATIENCE))):
                pass
            served = Served(root, found[0], said)
            served.wait_for_pages()
            yield served
        finally:
            process.terminate()
            listener.join()


def _listen(lines: Iterable[str], said: Queue[str]) -> None:
    for line in lines:
        said.put(line)


def changed_amount(text: str, limit: str, amount: int) -> str:
    """The text of ``LIMITS`` with another amount."""
    head, start, rest = text.partition(f"[{limit}]\n")
    return head + start + re.sub(r"(?m)^(amount *= )\d+", rf"\g<1>{amount}", rest, count=1)
