"""The same requests to CPython and to Pyodide as it is shipped, at the same time; whether both give the same bytes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from playbook_sim.bridge import handle
from playbook_sim.site import runtime

SCRIPT = Path(__file__).parent / "parity" / "answer.mjs"


class Pyodide:
    """The runtime, built into a folder of its own, and asked in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runtime = folder / runtime.build(folder)

    def difference(self, requests: Sequence[str]) -> str | None:
        """What differs between CPython's replies and Pyodide's, at the first request where they do; None if nothing.

        Thousands of replies are compared by their digests, and the two that differ are asked for again.
        """
        asked = self._ask(requests, "digests")
        ours = [hashlib.sha256(handle(request).encode()).hexdigest().encode() for request in requests]
        theirs = self._told(asked)
        if len(theirs) != len(ours):
            return f"{len(requests)} requests and {len(theirs)} replies"
        request = next((one for one, mine, other in zip(requests, ours, theirs, strict=True) if mine != other), None)
        if request is None:
            return None
        (other,) = self._told(self._ask([request], "replies"))
        return f"{request}\n{_first_difference(handle(request).encode(), other)}"

    def _ask(self, requests: Sequence[str], what: str) -> subprocess.Popen[str]:
        written = self._folder / "requests"
        written.write_text("\n".join(requests) + "\n", encoding="utf-8")
        node = Path(sys.executable).with_name("node")
        return subprocess.Popen(
            [node, SCRIPT, self._runtime, written, self._folder / "replies", what],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def _told(self, asked: subprocess.Popen[str]) -> list[bytes]:
        said, _ = asked.communicate()
        assert asked.returncode == 0, said
        return (self._folder / "replies").read_bytes().splitlines()


def _first_difference(mine: bytes, other: bytes) -> str:
    place = next(place for place in range(len(mine) + 1) if mine[: place + 1] != other[: place + 1])
    near = slice(max(place - 60, 0), place + 60)
    return f"CPython: …{mine[near].decode(errors='replace')}…\nPyodide: …{other[near].decode(errors='replace')}…"
