"""Where a step of a future would lie: by the chain of the rulebook, and nowhere else."""

from __future__ import annotations

import datetime as dt

import pytest
from engine import BOOK, ask, day, deadline
from oracle import Oracle

from playbook_sim.projections import projected

START = "2026-02-10"
TODAY = "2026-02-12"
CLAIMS = ("wrong_item", "missing_item", "damaged_goods")
ORACLE = Oracle.of()


@pytest.mark.parametrize("calendar", [None, "italy"])
@pytest.mark.parametrize("problem", CLAIMS)
def test_what_follows_a_running_window_lies_where_the_chain_puts_it(problem: str, calendar: str | None) -> None:
    answer = ask(problem, TODAY, calendar, evidence_sent_on=START)
    found = projected(BOOK, answer)
    assert list(found) == ["dsers_remedy"]
    before = ORACLE.dates("dsers_verification", day(START), calendar)
    whole = ORACLE.dates("dsers_claim_to_remedy", day(START), calendar)
    remedy = found["dsers_remedy"]
    assert (remedy.starts_from, remedy.starts_by) == (before["earliest"], before["latest"])
    assert (remedy.ends_from, remedy.ends_by) == (whole["earliest"], whole["latest"])
    assert deadline(answer, "dsers_remedy").start is None, "the deadline itself stays without dates"


def test_what_has_not_happened_by_today_is_not_expected_before_today() -> None:
    before = ORACLE.dates("dsers_verification", day(START))
    today = before["earliest"] + dt.timedelta(days=1)
    remedy = projected(BOOK, ask("wrong_item", today.isoformat(), evidence_sent_on=START))["dsers_remedy"]
    assert remedy.starts_from == remedy.ends_from == today
    assert remedy.starts_by == before["latest"]


def test_a_window_that_has_run_out_promises_nothing() -> None:
    last = ORACLE.dates("dsers_verification", day(START))["latest"]
    on_time = ask("wrong_item", last.isoformat(), evidence_sent_on=START)
    too_late = ask("wrong_item", (last + dt.timedelta(days=1)).isoformat(), evidence_sent_on=START)
    assert projected(BOOK, on_time)
    assert projected(BOOK, too_late) == {}


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"claim_result": "verified"},
        {"claim_result": "verified", "evidence_sent_on": START, "verified_on": TODAY},
        {"claim_result": "rejected", "evidence_sent_on": START},
    ],
    ids=["nothing sent", "verified, no day", "verified on a day", "rejected"],
)
def test_without_a_running_window_before_it_nothing_is_projected(facts: dict[str, str]) -> None:
    assert projected(BOOK, ask("wrong_item", TODAY, **facts)) == {}


@pytest.mark.parametrize(
    ("problem", "facts"),
    [
        ("quality_problem", {}),
        ("unsatisfied_buyer", {}),
        ("parcel_lost", {"dispute_opened_on": "2026-02-10"}),
        ("no_tracking_update", {"dispute_opened_on": "2026-02-10"}),
        ("complaint", {"complaint_received_on": "2026-02-10"}),
    ],
)
def test_where_no_chain_is_stated_nothing_is_made_up(problem: str, facts: dict[str, str]) -> None:
    answer = ask(problem, TODAY, **facts)
    assert len(answer.paths) > 1
    assert projected(BOOK, answer) == {}


def test_a_date_beyond_the_known_calendar_is_provisional() -> None:
    start = ORACLE.horizon() - dt.timedelta(days=20)
    answer = ask("wrong_item", start.isoformat(), evidence_sent_on=start.isoformat())
    assert projected(BOOK, answer)["dsers_remedy"].provisional
    sure = ask("wrong_item", TODAY, evidence_sent_on=START)
    assert projected(BOOK, sure)["dsers_remedy"].provisional is None
