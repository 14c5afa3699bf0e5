"""Derived facts: which of two windows decides, and what is asked for until it is decided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from engine import PINNED as BOOK
from engine import ask, day, deadline, states

from playbook_sim.derived import OUTCOMES, derive
from playbook_sim.errors import FactError
from playbook_sim.model import Resolution

RETURN = ["return_window"]


def window(**facts: str) -> str | None:
    """The return window by what is known: dates as text, the rest as it is."""
    dated = {id_: day(value) if "-" in value else value for id_, value in facts.items()}
    return derive(BOOK, RETURN, dated).get("return_window")


def returned(today: str, **facts: str) -> Resolution:
    """The answer to a return of goods as new."""
    return ask("return_without_reason", today, book=BOOK, goods_state="as_new", **facts)


@pytest.mark.parametrize(
    ("requested", "expected"),
    [
        ("2026-03-17", "open"),  # both
        ("2026-03-25", "open"),  # the last day of the one from purchase; the one from receipt ended on the 12th
        ("2026-03-26", "closed"),
    ],
)
def test_the_window_from_purchase_may_be_the_wider(requested: str, expected: str) -> None:
    found = window(purchased_on="2026-03-10", goods_received="yes", received_on="2026-03-05", requested_on=requested)
    assert found == expected


@pytest.mark.parametrize(("requested", "expected"), [("2026-04-08", "open"), ("2026-04-09", "closed")])
def test_the_window_from_receipt_may_be_the_wider(requested: str, expected: str) -> None:
    found = window(purchased_on="2026-03-10", goods_received="yes", received_on="2026-04-01", requested_on=requested)
    assert found == expected


def test_goods_that_have_not_arrived_leave_the_window_from_receipt_unbegun() -> None:
    assert window(purchased_on="2026-03-10", goods_received="no", requested_on="2026-05-01") == "open"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"requested_on": "2026-03-20"}, None),
        ({"purchased_on": "2026-03-10"}, None),
        # The window from purchase is open, whatever the other one says.
        ({"purchased_on": "2026-03-10", "requested_on": "2026-03-20"}, "open"),
        # It is closed, so the other one decides.
        ({"purchased_on": "2026-03-10", "requested_on": "2026-03-30"}, None),
        ({"goods_received": "yes", "received_on": "2026-03-25", "requested_on": "2026-03-30"}, "open"),
        ({"goods_received": "yes", "received_on": "2026-03-05", "requested_on": "2026-03-30"}, None),
    ],
)
def test_it_is_known_as_soon_as_the_rest_cannot_change_it(facts: dict[str, str], expected: str | None) -> None:
    assert window(**facts) == expected


def test_only_what_can_still_decide_is_asked_for() -> None:
    answer = returned("2026-03-31", requested_on="2026-03-30", purchased_on="2026-03-10")
    assert (answer.status, answer.next_question, answer.paths) == ("needs_facts", "goods_received", ())
    answer = returned("2026-03-31", requested_on="2026-03-20", purchased_on="2026-03-10")
    assert (answer.status, answer.derived) == ("resolved", {"return_window": "open"})


def test_both_windows_are_shown_with_their_last_days() -> None:
    answer = returned(
        "2026-04-08",
        purchased_on="2026-03-10",
        goods_received="yes",
        received_on="2026-04-01",
        requested_on="2026-04-08",
    )
    ends = {id_: deadline(answer, id_).latest for id_ in ("tg_return_from_purchase", "tg_return_from_receipt")}
    assert ends == {"tg_return_from_purchase": day("2026-03-25"), "tg_return_from_receipt": day("2026-04-08")}


def test_a_derived_fact_stands_in_the_findings() -> None:
    answer = returned("2026-03-31", requested_on="2026-03-20", purchased_on="2026-03-10")
    found = {(finding.rule, finding.given): finding.result for finding in answer.findings if finding.fact in RETURN}
    assert set(found.values()) == {"met", "not_met"}
    assert {given for _, given in found} == {"open"}


def test_a_derived_fact_cannot_be_typed() -> None:
    with pytest.raises(FactError) as raised:
        returned("2026-03-31", return_window="open")
    assert (raised.value.fact, raised.value.code) == ("return_window", "unknown_fact")


def test_every_outcome_of_a_function_is_a_value_of_its_facts() -> None:
    derived = [fact for fact in BOOK.facts.values() if fact.derivation]
    assert {fact.id for fact in derived} == {"return_window", "exchange_window"}
    for fact in derived:
        assert fact.derivation
        assert tuple(value.id for value in fact.values) == OUTCOMES[fact.derivation.function]


def test_the_steps_follow_the_window() -> None:
    late = returned(
        "2026-05-01", purchased_on="2026-03-10", goods_received="yes", received_on="2026-03-12",
        requested_on="2026-04-30",
    )  # fmt: skip
    early = returned("2026-03-31", requested_on="2026-03-20", purchased_on="2026-03-10")
    assert [path.rule for path in late.paths] != [path.rule for path in early.paths]
    assert states(late.paths[0]) != states(early.paths[0])


def test_a_right_in_working_days_is_counted_on_its_calendar() -> None:
    """Five working days after a Friday end on the next Friday."""
    derivation = BOOK.facts["return_window"].derivation
    working = {
        id_: replace(BOOK.limits[id_], unit="working_days", calendar="mon_fri", amount=5, versions=())
        for id_ in derivation.limits
    }
    book = replace(BOOK, limits={**BOOK.limits, **working})
    starts = {limit.counted_from: day("2026-03-06") for limit in working.values()}
    for told, value in (("2026-03-13", "open"), ("2026-03-14", "closed")):
        assert derive(book, RETURN, {**starts, derivation.on: day(told)}) == {"return_window": value}


def test_what_is_not_derived_is_passed_over() -> None:
    derivation = BOOK.facts["return_window"].derivation
    starts = {BOOK.limits[id_].counted_from: day("2026-03-06") for id_ in derivation.limits}
    facts = {**starts, derivation.on: day("2026-03-06")}
    assert derive(BOOK, ["requested_on", *RETURN], facts) == {"return_window": "open"}
