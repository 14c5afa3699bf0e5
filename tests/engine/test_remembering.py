"""What is remembered of a rulebook changes no answer, and belongs to that rulebook only."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import dated
import pytest
from worked_cases import read_cases

from playbook_sim.bridge.requests import resolved
from playbook_sim.bridge.showing import show
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook
from playbook_sim.remembering import memory_of, with_limits
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
    assert with_limits(BOOK, BOOK.limits) is BOOK
    limits = dict(BOOK.limits)
    assert with_limits(BOOK, limits) is with_limits(BOOK, limits)
    assert with_limits(BOOK, limits) is not BOOK
    assert with_limits(BOOK, limits).limits is limits


def test_an_answer_is_told_from_the_limits_that_judged_it() -> None:
    case = next(case.request for case in read_cases() if case.status == "resolved")
    resolution = resolved(BOOK, {**case, "today": dt.date(2026, 3, 12).isoformat(), "facts": {}})
    assert judging_book(BOOK, resolution) is BOOK
