"""The slow line of the benchmark carries just so many bytes a second, whoever shares it."""

from __future__ import annotations

from http.client import HTTPConnection
from pathlib import Path

import pytest

from benchmarks.line import Line
from benchmarks.server import compressed, hosted


class Watch:
    """A clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_bodies_share_the_line_and_a_pause_saves_nothing_up() -> None:
    watch, arrived = Watch(), bytearray()
    line = Line(1000, 0.5, watch, watch.sleep)
    line.wait()
    line.carry(bytes(10_000), arrived.extend)
    line.carry(b"x" * 20_000, arrived.extend)
    assert arrived == bytes(10_000) + b"x" * 20_000
    assert watch.now == pytest.approx(100 + 0.5 + 30)
    watch.sleep(60)
    line.carry(bytes(1000), arrived.extend)
    assert watch.now == pytest.approx(100 + 0.5 + 30 + 60 + 1)


def test_what_goes_through_it_is_the_compressed_body(tmp_path: Path) -> None:
    body = b"<p>the same again</p>" * 5000
    watch = Watch()
    with hosted({"site": tmp_path}, {"site/page.html": body}) as host:
        host.line = Line(100, 2, watch, watch.sleep)
        asked = HTTPConnection("127.0.0.1", host.server_port)
        asked.request("GET", "/site/page.html", headers={"Accept-Encoding": "br"})
        assert asked.getresponse().read() == compressed(body)
        asked.close()
    assert watch.now == pytest.approx(100 + 2 + len(compressed(body)) / 100)
