"""The benchmark times a start only when its answer is right."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from benchmarks import starts
from benchmarks.contenders import Contender, plain
from benchmarks.server import hosted
from benchmarks.task import the_task


def test_a_start_is_timed_only_when_its_answer_is_right(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starts, "_WARMING", 0)
    offer = plain.offer(the_task())
    (right,) = offer.contenders
    wrong = Contender(id="wrong", group="task", version="", path=right.path, expected="2000-01-01", patience=1)
    with hosted(offer.folders, offer.pages) as host:
        (timed,) = starts.measure(browser, host, [right], 1, lambda _: None)
        (refused,) = starts.measure(browser, host, [wrong], 1, lambda _: None)
    assert timed.reason is None
    assert all(len(runs) == 1 for runs in timed.seconds.values())
    assert 0 < timed.as_data()["bytes"] < sum(map(len, offer.pages.values())), "compressed, and counted"
    assert refused.reason
    assert refused.as_data()["seconds"] == dict.fromkeys(starts.STATES)
