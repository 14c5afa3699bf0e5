"""What a worked case wants to see beside its answer, and is not there, ``playbook-sim check`` tells at its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from worked_cases import FOLDER, read_cases

from playbook_sim.editing import check, unproven
from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Problem, Rulebook

BOOK = load_rulebook()
CASES = read_cases()
FILE = "tests/cases/tmall_global/exchange.toml"
OLD, NEW = "tg_exchange_7d", "tg_exchange_new"


def moved(*, dated: bool) -> Rulebook:
    """The rulebook, in which all that cited one passage cites a new one; if ``dated``, with what held before."""

    def cites(part: Any) -> Any:
        return replace(part, cites=tuple(NEW if cite == OLD else cite for cite in part.cites))

    def rules(problem: Problem) -> Problem:
        each = (replace(cites(rule), steps=tuple(map(cites, rule.steps))) for rule in problem.rules)
        return replace(cites(problem), rules=tuple(each))

    limit = BOOK.limits["tg_exchange"]
    newest = replace(cites(limit), valid_from=dt.date(2026, 1, 1) if dated else None)
    newest = replace(newest, versions=(newest, limit) if dated else ())
    return replace(
        BOOK,
        citations={**BOOK.citations, NEW: replace(BOOK.citations[OLD], id=NEW)},
        problems={id_: rules(problem) for id_, problem in BOOK.problems.items()},
        notes={id_: cites(note) for id_, note in BOOK.notes.items()},
        limits={**BOOK.limits, limit.id: newest},
    )


def test_every_answer_has_what_its_case_wants_to_see() -> None:
    assert unproven.mistakes_of_cases(BOOK) == []


def test_cases_that_want_the_old_quote_are_named_with_the_new_one() -> None:
    found = unproven.mistakes_of_cases(moved(dated=True))
    text = (FOLDER / "tmall_global" / "exchange.toml").read_text(encoding="utf-8")
    wanting = [number for number, case in enumerate(text.split("[[case]]")) if number and f'"{OLD}"' in case]
    assert wanting
    assert [each.place for each in found] == [f"{FILE}: case[{number}].expect.cites" for number in wanting]
    assert {each.problem.partition(" expects ")[2] for each in found} == {
        f"the citation {OLD!r}, which its answer does not show; it shows {NEW!r} instead. Write that one, or, if the "
        "source still says what the case expects, mend the rule"
    }


def test_where_nothing_tells_which_took_its_place_all_that_the_case_does_not_name_are_listed() -> None:
    (first, *_) = unproven.mistakes_of_cases(moved(dated=False))
    assert NEW in first.problem
    case = next(case for case in CASES if f"the case {case.name!r}" in first.problem)
    assert not [cite for cite in case.contains["citations"] if f"{cite}," in first.problem.partition(" it shows ")[2]]


@pytest.mark.parametrize(
    "change",
    [
        lambda case: replace(case, contains={**case.contains, "gaps": ("tg_return_used_gap_of_nobody",)}),
        lambda case: replace(case, request={**case.request, "facts": {"received_on": "2099-01-01"}}),
    ],
)
def test_what_an_answer_cannot_show_is_told(monkeypatch: pytest.MonkeyPatch, change: Callable[[Any], Any]) -> None:
    """A gap that the answer does not have; facts that are refused."""
    case = next(case for case in CASES if case.problem == "exchange")
    others = [other for other in CASES if other is not case]
    monkeypatch.setattr(unproven, "_read", lambda _: ([change(case), *others], []))
    (found, *_) = unproven.mistakes_of_cases(BOOK)
    assert found.place.startswith(f"{FILE}: case[{case.number}].")


def test_the_check_compares_with_another_revision_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules answer, whatever the cases expect."""
    monkeypatch.setattr(check, "mistakes_of_cases", lambda _: [RulebookError(f"{FILE}: case[1]", "as it was")])
    (found,) = [each for each in check.findings() if each.problem == "as it was"]
    assert (found.file, found.grave, found.answered) == (FILE, True, True)
