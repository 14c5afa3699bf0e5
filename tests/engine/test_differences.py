"""What differs between two answers: each kind, the same from both sides, and nothing where nothing does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from engine import BOOK, ask, day
from oracle import Oracle
from worked_cases import WorkedCase, read_cases

from playbook_sim.cases import read_case
from playbook_sim.differences import Difference, ItemChange, Move, StepChange, WayChange, deadline_changes, difference
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Resolution

SENT = {"evidence_sent_on": "2026-02-10"}
TODAY = "2026-03-20"
OPEN = ask("wrong_item", TODAY, **SENT)
ORACLE = Oracle.of()
CASES = read_cases()


def kinds(changes: Iterable[Any]) -> dict[str, str]:
    """Id of what differs → how."""
    return {_id(change): change.kind for change in changes if change.kind != "same"}


def _id(change: Any) -> str:
    if isinstance(change, ItemChange):
        return change.id
    thing = change.after or change.before
    if isinstance(change, StepChange):
        return thing.steps[0].step.id
    return thing.rule if isinstance(change, WayChange) else thing.id


def to(**facts: str) -> Difference:
    """From the open case to the same with these facts."""
    return difference(OPEN, ask("wrong_item", TODAY, **SENT, **facts))


# --- each kind ---


def test_a_date_that_moves_is_told_with_its_days() -> None:
    later = ask("wrong_item", TODAY, evidence_sent_on="2026-02-11")
    change = next(c for c in difference(OPEN, later).deadlines if c.after and c.after.id == "dsers_verification")
    one, other = (ORACLE.dates("dsers_verification", day(start)) for start in ("2026-02-10", "2026-02-11"))
    assert change.kind == "moved"
    assert change.moves == (
        Move("start", day("2026-02-10"), day("2026-02-11")),
        *(Move(role, one[role], other[role]) for role in ("earliest", "latest") if one[role] != other[role]),
    )
    assert change.moves[0].days == 1


def test_a_start_that_moves_without_its_dates_has_moved() -> None:
    """A count of working days from a Saturday ends as one from the Sunday after it."""
    saturday, sunday = (ask("wrong_item", TODAY, evidence_sent_on=d) for d in ("2026-03-14", "2026-03-15"))
    change = deadline_changes(saturday.deadlines, sunday.deadlines)[0]
    assert (change.kind, [move.role for move in change.moves]) == ("moved", ["start"])


def test_a_choice_takes_ways_steps_deadlines_and_messages_away() -> None:
    found = to(claim_result="rejected")
    assert kinds(found.ways) == {"reissue": "gone", "refund": "gone", "rejected": "certain"}
    assert kinds(found.deadlines) == dict.fromkeys(
        ("dsers_verification", "dsers_remedy", "dsers_claim_to_remedy"), "gone"
    )
    assert kinds(found.steps)["verification"] == "changed"
    assert kinds(found.steps)["carry_out_refund"] == "gone"
    assert kinds(found.messages) == {"claim_under_way": "gone"}
    assert found.status, "the sources are silent about a rejected claim"
    assert [change.fact for change in found.facts] == ["claim_result"]


def test_a_step_of_one_way_becomes_certain_and_uncertain_again() -> None:
    one = ask("wrong_item", TODAY, claim_result="verified", remedy="refund")
    two = ask("wrong_item", TODAY, claim_result="verified")
    assert kinds(difference(two, one).steps)["carry_out_refund"] == "certain"
    assert kinds(difference(one, two).steps)["carry_out_refund"] == "uncertain"


def test_dates_come_and_go_with_the_day_they_are_counted_from() -> None:
    facts = {"claim_result": "verified", "remedy": "refund"}
    undated, dated = ask("wrong_item", TODAY, **facts), ask("wrong_item", TODAY, **facts, verified_on="2026-03-19")
    assert kinds(difference(undated, dated).deadlines) == {"dsers_remedy": "dated"}
    assert kinds(difference(dated, undated).deadlines) == {"dsers_remedy": "undated"}


def test_only_how_sure_a_date_is() -> None:
    sure = OPEN.deadlines[0]
    unsure = replace(sure, provisional={"en": "x", "it": "x"})
    assert [change.kind for change in deadline_changes([sure], [unsure])] == ["certainty"]


def test_another_day_changes_states_and_no_date() -> None:
    last = ORACLE.dates("dsers_verification", day("2026-02-10"))["latest"]
    late = ask("wrong_item", (last + dt.timedelta(days=1)).isoformat(), **SENT)
    found = difference(OPEN, late)
    assert [change.fact for change in found.facts] == ["today"]
    assert kinds(found.deadlines) == {}
    assert kinds(found.steps) == {"verification": "changed"}


def test_another_calendar_is_a_difference_of_the_cases() -> None:
    found = difference(OPEN, ask("wrong_item", TODAY, "mon_fri", **SENT))
    assert [(change.fact, change.after) for change in found.facts] == [("calendar", "mon_fri")]


def test_warnings_and_evidence_come_with_what_needs_them() -> None:
    one, other = ask("no_stock", TODAY), ask("wrong_item", TODAY)
    found = difference(one, other)
    assert set(other.evidence) - set(one.evidence) == {
        i for i, kind in kinds(found.evidence).items() if kind == "appeared"
    }
    assert set(one.warnings) ^ set(other.warnings) == set(kinds(found.warnings))


def test_each_thing_is_told_once_in_the_order_of_the_answers() -> None:
    found = to(claim_result="rejected")
    told = [change.before.steps[0].step.id for change in found.steps if change.before]
    assert told == list(dict.fromkeys(step.step.id for path in OPEN.paths for step in path.steps))


def test_what_only_the_second_answer_has_stands_where_it_stands_there() -> None:
    one, other, third = OPEN.deadlines[:3]
    found = deadline_changes([one, third], [one, other, third])
    assert [(change.after, change.kind) for change in found] == [(one, "same"), (other, "appeared"), (third, "same")]


# --- all cases ---


def answers_of(case: WorkedCase) -> Resolution:
    return evaluate(BOOK, *read_case(BOOK, case.request))


def test_a_step_whose_words_were_changed_is_the_same_step() -> None:
    """Under two rulebooks: its state and its words change together, and nothing has come or gone."""
    case = read_case(BOOK, {"platform": "dsers_tmall", "problem": "wrong_item", "facts": SENT, "today": TODAY})
    problem = BOOK.problems["wrong_item"]
    rules = tuple(
        replace(rule, steps=tuple(replace(step, do=_shouted(step.do)) for step in rule.steps)) for rule in problem.rules
    )
    limits = {**BOOK.limits, "dsers_verification": replace(BOOK.limits["dsers_verification"], amount=11, least=10)}
    problems = {**BOOK.problems, problem.id: replace(problem, rules=rules)}
    found = difference(OPEN, evaluate(replace(BOOK, problems=problems, limits=limits), *case))
    assert len(found.steps) == len(difference(OPEN, OPEN).steps)
    assert {change.kind for change in found.steps} <= {"same", "changed"}
    assert all(change.after.steps[0].step.do["en"].isupper() for change in found.steps if change.after)


def _shouted(text: Mapping[str, str]) -> dict[str, str]:
    return {lang: said.upper() for lang, said in text.items()}


def test_an_answer_does_not_differ_from_itself() -> None:
    for case in CASES:
        answer = answers_of(case)
        found = difference(answer, answer)
        assert found.is_empty, case.name
        assert found.facts == ()


OPPOSITE = {"appeared": "gone", "dated": "undated", "certain": "uncertain"}
OPPOSITE |= {there: here for here, there in OPPOSITE.items()}


def test_the_difference_is_the_same_from_both_sides() -> None:
    seen = set()
    for one, other in pairwise(CASES):
        answers = answers_of(one), answers_of(other)
        forth, back = difference(*answers), difference(*reversed(answers))
        assert {(c.fact, c.before, c.after) for c in forth.facts} == {(c.fact, c.after, c.before) for c in back.facts}
        assert forth.status == back.status
        for part in ("ways", "steps", "deadlines", "evidence", "messages", "warnings"):
            changes = getattr(back, part)
            for change in getattr(forth, part):
                kind = OPPOSITE.get(change.kind, change.kind)
                mirrored = [c for c in changes if (c.before, c.after, c.kind) == (change.after, change.before, kind)]
                assert mirrored, (part, change)
                seen.add(kind)
            assert len(getattr(forth, part)) == len(changes)
        assert forth.is_empty == back.is_empty
    assert {"appeared", "gone", "changed", "moved", "certain", "uncertain"} <= seen


@pytest.mark.parametrize("part", ["ways", "steps", "deadlines", "evidence", "messages", "warnings"])
def test_nothing_of_either_answer_is_lost(part: str) -> None:
    for one, other in pairwise(CASES):
        before, after = answers_of(one), answers_of(other)
        changes = getattr(difference(before, after), part)
        if part in ("evidence", "messages", "warnings"):
            assert {c.id for c in changes if c.before} == set(getattr(before, part))
            assert {c.id for c in changes if c.after} == set(getattr(after, part))
        elif part == "deadlines":
            assert [c.before for c in changes if c.before] == list(before.deadlines)
            assert {c.after.id for c in changes if c.after} == {d.id for d in after.deadlines}
