"""What is remembered of a rulebook changes no answer, and belongs to that rulebook only."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from typing import Any

import dated
import pytest
from worked_cases import read_cases

from playbook_sim.bridge.foreseeing import show
from playbook_sim.bridge.requests import resolved
from playbook_sim.errors import FactError
from playbook_sim.judged import judged_book
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook
from playbook_sim.remembering import memory_of
from playbook_sim.rendering.marks import note_box
from playbook_sim.rendering.view import View, judging_book, link_from_simulator

BOOK = load_rulebook()


def fresh(book: Rulebook) -> Rulebook:
    """The same book, of which nothing is remembered."""
    return replace(book)


@pytest.mark.parametrize("lang", BOOK.languages)
def test_an_answer_from_memory_is_the_answer_worked_out_anew(lang: str) -> None:
    cases = [case.request for case in read_cases()][::7]
    for case in (*cases, *cases):
        assert show(BOOK, lang, case) == show(fresh(BOOK), lang, case), case


def _changed(case: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The case with one fact more, less, or another one."""
    facts = dict(case["facts"])
    asks = BOOK.problems[case["problem"]].asks
    if not asks:
        return case
    fact = BOOK.facts[chance.choice(asks)]
    if facts.pop(fact.id, None) is None or chance.random() < 0.7:
        day = dt.date.fromisoformat(case["today"]) - dt.timedelta(days=chance.randrange(30))
        facts[fact.id] = (
            day.isoformat()
            if fact.kind == "date"
            else chance.randrange(1, 9)
            if fact.kind == "integer"
            else chance.choice([value.id for value in fact.values] or ["yes", "no"])
        )
    return case | {"facts": facts}


def test_an_answer_after_another_one_is_the_same_as_alone() -> None:
    """What did not change since the last answer is taken from it: any change must be seen."""
    chance, compared = random.Random(20261127), 0
    for problem in BOOK.problems.values():
        case = {"platform": problem.platform, "problem": problem.id, "facts": {}, "today": "2026-03-12"}
        for _ in range(8):
            changed = _changed(case, chance)
            try:
                alone = show(fresh(BOOK), "en", changed)
            except FactError:
                continue
            case = changed
            compared += 1
            assert show(BOOK, "en", case) == alone, case
    assert compared > 4 * len(BOOK.problems)


@pytest.mark.parametrize("lang", BOOK.languages)
def test_versions_of_a_limit_do_not_answer_for_each_other(lang: str) -> None:
    book = dated.rulebook()
    assert any(limit.versions for limit in book.limits.values())
    cases = [case.request for case in read_cases() if case.request["facts"]][::7]
    for case in (*cases, *reversed(cases)):
        assert show(book, lang, case) == show(fresh(book), lang, case), case


def test_another_book_has_another_memory() -> None:
    words = {key: {lang: f"{text} *" for lang, text in texts.items()} for key, texts in BOOK.words.items()}
    case = next(case.request for case in read_cases() if case.status == "resolved")
    before = show(BOOK, "en", case)
    assert show(replace(BOOK, words=words), "en", case) != before
    assert show(BOOK, "en", case) == before


def test_a_part_that_is_not_of_the_book_is_remembered_for_itself() -> None:
    view = View(BOOK, "en", link_from_simulator)
    note = next(iter(BOOK.notes.values()))
    for number in range(50):
        text = f"Text number {number}."
        assert text in note_box(view, replace(note, text={"en": text}))


def test_a_memory_stays_small() -> None:
    book = fresh(BOOK)
    for number in range(20_000):
        memory_of(book)[("test", number)] = number
    assert len(memory_of(book)) < 10_000


def test_the_same_limits_make_the_same_book() -> None:
    assert judged_book(BOOK, BOOK.limits) is BOOK
    limits = dict(BOOK.limits)
    assert judged_book(BOOK, limits) is judged_book(BOOK, limits)
    assert judged_book(BOOK, limits) is not BOOK
    assert judged_book(BOOK, limits).limits is limits


def test_an_answer_is_told_from_the_limits_that_judged_it() -> None:
    case = next(case.request for case in read_cases() if case.status == "resolved")
    resolution = resolved(BOOK, {**case, "today": dt.date(2026, 3, 12).isoformat(), "facts": {}})
    assert judging_book(BOOK, resolution) is BOOK
