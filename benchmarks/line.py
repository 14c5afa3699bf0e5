"""A slow line, on the side that sends: whoever asks, and however, gets no more than it carries."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_PART = 8192
"""Bytes sent at once; requests that are answered at the same time take turns."""


class Line:
    """All answers share ``bytes_a_second``, and each begins ``latency`` seconds after it was asked for."""

    def __init__(
        self,
        bytes_a_second: float,
        latency: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._bytes_a_second = bytes_a_second
        self._latency = latency
        self._clock = clock
        self._sleep = sleep
        self._free = 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Until an answer begins."""
        self._sleep(self._latency)

    def carry(self, body: bytes, write: Callable[[bytes], object]) -> None:
        """Hand the body to ``write`` in parts, as they would arrive."""
        for start in range(0, len(body), _PART):
            part = body[start : start + _PART]
            with self._lock:
                now = self._clock()
                self._free = max(self._free, now) + len(part) / self._bytes_a_second
                until = self._free - now
            self._sleep(until)
            write(part)
