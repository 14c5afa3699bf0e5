"""Duties that came too late, told before everything is known of a case, and for each step by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from playbook_sim.cases import read_case
from playbook_sim.evaluation import evaluate
from playbook_sim.lateness import kept_late
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Resolution, Step

BOOK = load_rulebook()
OPENED = "2026-11-24"
ANSWER = next(step for rule in BOOK.problems["own_reason"].rules for step in rule.steps if step.limit == "ae_answer")


def _undecided(today: str, **facts: str) -> Resolution:
    """A case that cannot be decided before a question has its answer."""
    given = {"dispute_opened_on": OPENED, **facts}
    told = {"platform": "aliexpress", "problem": "signed_but_disputed", "facts": given, "today": today}
    found = evaluate(BOOK, *read_case(BOOK, told))
    assert found.status == "needs_facts"
    return found


def test_what_may_have_happened_is_told_before_the_path_is_known() -> None:
    found = _undecided("2026-12-20")
    assert found.look_first == ("ae_answer",)
    assert found.paths == ()


def test_so_long_as_the_time_runs_nothing_has_happened() -> None:
    assert _undecided("2026-11-25").look_first == ()


def test_an_answer_after_the_last_day_is_told_before_the_path_is_known() -> None:
    assert _undecided("2026-12-20", dispute_answered_on="2026-12-10").look_first == ("ae_answer",)
    assert _undecided("2026-12-20", dispute_answered_on="2026-11-26").look_first == ()


@pytest.mark.parametrize("before", [{"limit": None}, {"done_when": {"nothing_given_on": ("given",)}}])
def test_a_step_that_was_not_late_hides_no_later_one_that_was(before: dict[str, object]) -> None:
    last = dt.date(2026, 12, 1)
    (ends,) = [id_ for id_ in ANSWER.done_when if id_ == "dispute_answered_on"]
    late = replace(ANSWER, done_when={ends: ANSWER.done_when[ends]})
    steps: list[Step] = [replace(late, **before), late]
    assert kept_late(steps, {ends: last + dt.timedelta(days=3)}, lambda _: last) == {"ae_answer": 3}
