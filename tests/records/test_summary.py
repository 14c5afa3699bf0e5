"""The summary of a saved case: the same as the simulator says, and certain until the day that it names."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import BOOK, as_request, cases
from worked_cases import read_cases

from playbook_sim.cases import read_case
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case
from playbook_sim.records.summary import SETTLED, summarise
from playbook_sim.rendering.now import plain_lines
from playbook_sim.rendering.refusal import refusal_words
from playbook_sim.rendering.view import View, link_from_simulator

WORKED = read_cases()
DAY = dt.timedelta(days=1)


def summary(told: dict[str, Any], today: dt.date) -> dict[str, Any]:
    """The summary of a case on a day."""
    return summarise(BOOK, {**told, "today": "ignored"}, today.isoformat())


def content(told: dict[str, Any], today: dt.date) -> dict[str, Any]:
    """The same without the days for which it holds."""
    return {key: value for key, value in summary(told, today).items() if key not in ("from", "until")}


def days_of(found: dict[str, Any]) -> tuple[dt.date, dt.date]:
    """From when and until when a summary holds."""
    return dt.date.fromisoformat(found["from"]), dt.date.fromisoformat(found["until"])


# --- it never disagrees with the simulator ----------------------------------------------------------------------


@pytest.mark.parametrize("worked", WORKED, ids=lambda worked: worked.name)
@pytest.mark.parametrize("language", BOOK.languages)
def test_it_is_a_line_of_the_simulators_box(worked: Any, language: str) -> None:
    found = summary(dict(worked.request), worked.today)
    resolution = evaluate(BOOK, *read_case(BOOK, worked.request))
    said = plain_lines(View(BOOK, language, link_from_simulator), resolution)
    assert found["status"] == resolution.status
    urgency = BOOK.words[f"urgency.{found['urgency']}"][language]
    do = found["do"][language].split(" (")[0]
    without_a_step = found["urgency"] in ("ask", "silent", "done")
    if without_a_step:  # the box says what to look at first at the duty, the list has one line
        for words in (limit.look_first[language] for limit in BOOK.limits.values() if limit.look_first):
            assert words not in do or any(words in line for line in said)
            do = do.removeprefix(f"{words} ")
    lines = [line for line in said if do in line]
    assert lines, (do, said)
    if not without_a_step:
        assert any(line.startswith(f"{urgency}. {found['actor'][language]}: ") for line in lines)


@given(cases())
@settings(deadline=None)
def test_nothing_more_urgent_is_hidden_from_the_list(asked: tuple[Case, dt.date]) -> None:
    case, today = asked
    found = summary(as_request(case, today), today)
    if found["error"] or not found["due"]:
        return
    left = (dt.date.fromisoformat(found["due"]) - today).days
    if found["literal"] and left <= 0:
        assert found["urgency"] in ("overdue", "today")


# --- what its date is of ----------------------------------------------------------------------------------------


def test_a_step_without_a_deadline_is_not_joined_to_the_date_of_another() -> None:
    opened = BOOK.released
    told = {
        "platform": "aliexpress",
        "problem": "signed_but_disputed",
        "facts": {
            "dispute_opened_on": str(opened),
            "dispute_answered_on": str(opened + 4 * DAY),
            "logistics_used": "offline",
            "proof_sent_on": str(opened + 4 * DAY),
        },
    }
    today = opened + 4 * DAY
    resolution = evaluate(BOOK, *read_case(BOOK, {**told, "today": str(today)}))
    (path,) = resolution.paths
    step = next(one for one in path.steps if one.step.id == path.headline)
    settle = next(deadline for deadline in resolution.deadlines if deadline.id == "ae_settle")
    assert step.step.limit is None
    found = summary(told, today)
    assert found["do"]["en"] == step.step.do["en"]
    assert (found["due"], found["literal"]) == (str(settle.strict), str(settle.literal))
    assert (found["due_of"], found["own_due"]) == (settle.label, None)


@given(cases())
@settings(deadline=None)
def test_a_date_that_names_nothing_else_is_that_of_the_thing_to_do(asked: tuple[Case, dt.date]) -> None:
    case, today = asked
    found = summary(as_request(case, today), today)
    if found["due"] and found["due_of"] is None:
        assert found["own_due"] == found["due"]


# --- until ------------------------------------------------------------------------------------------------------


def assert_until_holds(told: dict[str, Any], today: dt.date, looked_at: int = 400) -> None:
    """From the first to the last day it is the same, and on the day after it is another (or there is none)."""
    first, last = days_of(summary(told, today))
    assert first == today <= last <= BOOK.last_date
    at_first = content(told, first)
    for ahead in range(1, min((last - first).days, looked_at) + 1):
        assert content(told, first + ahead * DAY) == at_first
    if last < BOOK.last_date:
        assert content(told, last + DAY) != at_first


@pytest.mark.parametrize("worked", WORKED, ids=lambda worked: worked.name)
def test_it_holds_until_the_day_named_and_not_a_day_longer(worked: Any) -> None:
    assert_until_holds(dict(worked.request), worked.today, looked_at=60)


@given(cases())
@settings(deadline=None)
def test_whatever_the_case_it_holds_until_the_day_named(asked: tuple[Case, dt.date]) -> None:
    case, today = asked
    assert_until_holds(as_request(case, today), today, looked_at=90)


@given(cases(), st.data())
@settings(deadline=None)
def test_far_ahead_too(asked: tuple[Case, dt.date], data: st.DataObject) -> None:
    case, today = asked
    told = as_request(case, today)
    first, last = days_of(summary(told, today))
    day = data.draw(st.dates(first, last))
    assert content(told, day) == content(told, first)


# --- duties -----------------------------------------------------------------------------------------------------


def test_a_duty_past_its_last_day_is_missed_and_the_day_it_is_done_decides_the_rest() -> None:
    start = BOOK.first_date + 100 * DAY
    told = {
        "platform": "dsers_tmall",
        "problem": "shipment_overdue",
        "facts": {"promised_ship_date": start.isoformat()},
    }
    resolution = evaluate(BOOK, *read_case(BOOK, {**told, "today": start.isoformat()}))
    press = next(deadline for deadline in resolution.deadlines if deadline.id == "dsers_overdue_press")
    assert press.literal is not None
    after = press.literal + DAY
    assert summary(told, press.literal)["duties"] == {"kept": 0, "late": 0, "missed": 0}
    assert summary(told, after)["duties"]["missed"] == 1

    def done_on(day: dt.date) -> dict[str, int]:
        facts = {**told["facts"], "supplier_pressed_on": day.isoformat()}
        return summary({**told, "facts": facts}, after)["duties"]

    assert done_on(press.literal) == {"kept": 1, "late": 0, "missed": 0}
    assert done_on(after) == {"kept": 0, "late": 1, "missed": 0}
    assert summary({**told, "done": ["press_supplier"]}, after)["duties"] == {"kept": 0, "late": 0, "missed": 0}


# --- what cannot be answered ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        {"platform": "dsers_tmall", "problem": "gone"},
        {"platform": "dsers_tmall", "problem": "shipment_overdue", "facts": {"gone": "yes"}},
        {"platform": "dsers_tmall", "problem": "shipment_overdue", "done": ["gone"]},
        {"platform": "dsers_tmall", "problem": "shipment_overdue", "facts": {"promised_ship_date": "soon"}},
        {"platform": ["dsers_tmall"], "problem": {"a": 1}, "facts": 3},
        {},
    ],
)
def test_a_case_that_cannot_be_used_says_why(told: dict[str, Any]) -> None:
    found = summary(told, BOOK.released)
    with pytest.raises(FactError) as refused:
        read_case(BOOK, {**told, "today": BOOK.released.isoformat()})
    assert found["error"] == {
        "fact": refused.value.fact,
        "message": {lang: refusal_words(BOOK, refused.value, lang) for lang in BOOK.languages},
    }
    assert days_of(found) == (BOOK.released, BOOK.last_date)


@pytest.mark.parametrize("record", [None, 3, "x", [], ["a"]])
def test_what_is_no_record_says_so(record: Any) -> None:
    assert summarise(BOOK, record, "2026-03-10")["error"]["fact"] == "facts"


def test_a_date_in_the_future_is_looked_at_again_every_day() -> None:
    today = BOOK.released
    told = {
        "platform": "dsers_tmall",
        "problem": "shipment_overdue",
        "facts": {"supplier_pressed_on": (today + DAY).isoformat()},
    }
    found = summary(told, today)
    assert found["error"]["fact"] == "supplier_pressed_on"
    assert days_of(found) == (today, today)


@pytest.mark.parametrize("today", ["1999-01-01", "2999-01-01", "x", None, 5])
def test_a_today_that_cannot_be_used_is_said_of_each_case(today: Any) -> None:
    found = summarise(BOOK, {"platform": "dsers_tmall", "problem": "no_stock"}, today)
    assert found["error"]["fact"] == "today"
    assert found["until"] == found["from"] == today


def test_the_last_day_covered_is_the_last_that_a_summary_holds() -> None:
    told = {"platform": "dsers_tmall", "problem": "no_stock"}
    assert days_of(summary(told, BOOK.last_date)) == (BOOK.last_date, BOOK.last_date)
    assert summarise(BOOK, told, (BOOK.last_date + DAY).isoformat())["error"]["fact"] == "today"


# --- closed cases -----------------------------------------------------------------------------------------------


def test_what_was_to_be_done_when_a_case_was_settled_was_done_in_time() -> None:
    received = BOOK.released
    told = {"platform": "tmall_global", "problem": "returned_goods", "facts": {"return_received_on": str(received)}}
    much_later = received + 300 * DAY

    def closed(day: dt.date, outcome: str) -> dict[str, int]:
        return summary({**told, "closed_on": str(day), "outcome": outcome}, much_later)["duties"]

    for outcome in BOOK.vocabulary["closing"]:
        kept = int(outcome in SETTLED)
        assert closed(received + DAY, outcome) == {"kept": kept, "late": 0, "missed": 0}
        assert closed(received + 100 * DAY, outcome) == {"kept": 0, "late": 0, "missed": 1}
    assert set(SETTLED) < set(BOOK.vocabulary["closing"])
    untold = {**told, "facts": {}, "closed_on": str(received), "outcome": "refunded"}
    assert summary(untold, much_later)["duties"] == {"kept": 0, "late": 0, "missed": 0}


def test_a_closed_case_has_nothing_left_to_do_and_stays_so_for_ever() -> None:
    start = BOOK.released
    told = {"platform": "dsers_tmall", "problem": "shipment_overdue", "facts": {"promised_ship_date": str(start)}}
    much_later = start + 300 * DAY
    assert summary(told, much_later)["duties"]["missed"] > 0
    closed = summary({**told, "closed_on": str(start + DAY)}, much_later)
    assert (closed["urgency"], closed["due"], closed["from"], closed["until"]) == ("done", None, str(much_later), None)
    assert closed["duties"]["missed"] == 0
    assert closed["do"] == BOOK.words["records.closed"]
    missed = summary({**told, "closed_on": str(start + 200 * DAY)}, much_later)
    assert missed["duties"]["missed"] > 0


def test_what_happened_after_the_closing_day_is_no_contradiction() -> None:
    told = {
        "platform": "dsers_tmall",
        "problem": "shipment_overdue",
        "facts": {"promised_ship_date": "2026-03-10", "supplier_pressed_on": "2026-03-12"},
        "closed_on": "2026-03-11",
    }
    assert summary(told, dt.date(2026, 4, 1))["error"] is None
    assert summary(told, dt.date(2026, 3, 10))["urgency"] != "done"
