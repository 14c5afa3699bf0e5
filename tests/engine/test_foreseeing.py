"""What the worker works out while the reader thinks: no answer changes by it, it has bounds, and it comes in slices."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from worked_cases import read_cases

from playbook_sim.bridge import foreseeing, handle
from playbook_sim.bridge.foreseeing import Foreseen
from playbook_sim.bridge.nearby import nearby
from playbook_sim.bridge.showing import shown
from playbook_sim.bridge.writing import written
from playbook_sim.cases import read_case
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Case

BOOK = load_rulebook()
WORKED = list(read_cases())[::25]
CASES = [read_case(BOOK, case.request) for case in WORKED]
LANG = "it"

type Asked = tuple[Case, dt.date]


def alone(case: Asked) -> str | None:
    """The answer worked out on its own; None for a case that contradicts itself."""
    try:
        return written(shown(BOOK, evaluate(BOOK, *case), LANG))
    except FactError:
        return None


def work_through(foreseen: Foreseen) -> int:
    """Foresee all there is; returns in how many slices."""
    slices = 1
    while foreseen.go_on():
        slices += 1
    return slices


def likely(case: Asked) -> list[Asked]:
    return list(nearby(BOOK, evaluate(BOOK, *case), LANG))


def forbid_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def worked_out(*_: Any) -> None:
        raise AssertionError("this answer was not kept")

    monkeypatch.setattr(foreseeing, "shown", worked_out)


def test_a_foreseen_answer_is_the_one_that_would_be_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreseeing, "ROOM", 10**9)
    compared = 0
    for case in CASES:
        foreseen = Foreseen(BOOK)
        foreseen.show(LANG, *case)
        work_through(foreseen)
        with monkeypatch.context() as patch:
            forbid_work(patch)
            for other in likely(case):
                if answer := alone(other):
                    assert foreseen.show(LANG, *other) == answer, other
                    compared += 1
    assert compared > 5 * len(CASES)


def test_every_answer_to_choose_from_comes_first_then_every_tick() -> None:
    ticked = 0
    for case, today in CASES:
        asked = [BOOK.facts[id_] for id_ in evaluate(BOOK, case, today).questions]
        others = {(f.id, v.id) for f in asked for v in f.values if v.id != case.facts.get(f.id)}
        told = [other for other, _ in likely((case, today))]
        first, rest = told[: len(others)], told[len(others) :]
        assert {item for other in first for item in other.facts.items() - case.facts.items()} == others
        ticks = [other.done != case.done for other in rest]
        assert ticks == sorted(ticks, reverse=True)
        ticked += any(ticks)
    assert ticked > len(CASES) / 2


def test_another_answer_stands_where_the_form_asks_it() -> None:
    """The page tells the facts in the order of its form."""
    for case, today in CASES:
        asks = BOOK.problems[case.problem].asks
        for other, _ in likely((case, today)):
            if other.facts != case.facts:
                assert list(other.facts) == sorted(other.facts, key=asks.index)


def test_in_between_anything_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request has its turn between two slices; what was being foreseen for the case before is given up then."""
    monkeypatch.setattr(foreseeing, "ROOM", 10**9)
    (one, other), foreseen = CASES[:2], Foreseen(BOOK)
    expected = alone(other)
    foreseen.show(LANG, *one)
    for slices in range(40):
        for _ in range(slices):
            foreseen.go_on()
        assert foreseen.show(LANG, *other) == expected
        assert foreseen.show(LANG, *one) == alone(one)
    foreseen.show(LANG, *other)
    work_through(foreseen)
    kept = [case for case in likely(other) if foreseen._find(foreseeing._key(LANG, *case))]
    assert kept == [case for case in likely(other) if alone(case)]


def test_how_many_slices_there_are_depends_on_the_case_alone() -> None:
    """The start image is compared reply by reply with a Python that has seen other things."""
    for case in CASES[:6]:
        foreseen = Foreseen(BOOK)
        foreseen.show(LANG, *case)
        first = work_through(foreseen)
        foreseen.show(LANG, *case)
        assert work_through(foreseen) == first > len(likely(case))


def test_what_is_kept_has_a_bound_and_the_likeliest_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    largest = max(CASES, key=lambda case: len(alone(case) or ""))
    room = 4 * len(alone(largest) or "")
    monkeypatch.setattr(foreseeing, "ROOM", room)
    foreseen = Foreseen(BOOK)
    for case in (*CASES, largest):
        foreseen.show(LANG, *case)
        while foreseen.go_on():
            assert foreseen.size <= room
    assert foreseen.size == sum(map(len, foreseen._kept.values()))
    first = next(case for case in likely(largest) if alone(case))
    assert foreseeing._key(LANG, *first) in foreseen._kept
    assert foreseeing._key(LANG, *CASES[0]) not in foreseen._kept


def test_a_mistake_of_ours_is_told_to_whoever_asks_for_that_answer_and_to_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    foreseen = Foreseen(BOOK)
    foreseen.show(LANG, *CASES[0])

    def broken(*_: Any) -> str:
        raise KeyError("a word")

    monkeypatch.setattr(foreseeing, "render_part", broken)
    assert work_through(foreseen) < 5
    assert foreseen.show(LANG, *CASES[0]) == alone(CASES[0])


def test_through_the_bridge() -> None:
    request = {"method": "show", "params": WORKED[0].request | {"lang": LANG}}
    foresee = json.dumps({"method": "foresee", "params": {}})
    reply = handle(json.dumps(request))
    more = []
    while not more or more[-1]:
        more.append(json.loads(handle(foresee))["result"]["more"])
    assert len(more) > 10
    assert handle(foresee) == '{"result":{"more":false}}'
    assert handle(json.dumps(request)) == reply
