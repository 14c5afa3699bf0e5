"""The figures of many cases, worked out by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import BOOK
from saved import records

from playbook_sim.records.figures import METRICS, figures
from playbook_sim.records.summary import summarise
from playbook_sim.todays import Todays

TODAY = dt.date(2026, 11, 26)


def case(problem: str = "no_stock", **parts: Any) -> dict[str, Any]:
    """A saved case."""
    platform = BOOK.problems[problem].platform
    return {"platform": platform, "problem": problem, "facts": {}, "created_on": "2026-11-01", **parts}


def told(*cases: Any) -> dict[str, Any]:
    """Their figures."""
    return figures(BOOK, "en", list(cases), Todays.everywhere(TODAY))


def test_none_at_all() -> None:
    found = told()
    assert (found["cases"], found["on_time"], found["problems"]) == (0, None, [])
    assert found["days"]["median"] is found["days"]["longest"] is None
    assert len(found["months"]) == 12


def test_cases_by_problem_open_and_closed() -> None:
    found = told(case("wrong_item"), case(), case(), case(closed_on="2026-11-05"), case("wrong_item"), case("exchange"))
    assert (found["cases"], found["open"], found["closed"], found["damaged"]) == (6, 5, 1, 0)
    counted = [(line["problem"], line["cases"], line["open"], line["closed"]) for line in found["problems"]]
    assert counted == [("no_stock", 3, 2, 1), ("wrong_item", 2, 2, 0), ("exchange", 1, 1, 0)]


def test_how_long_cases_took() -> None:
    lengths = [0, 1, 2, 3, 7, 8, 61]
    start = dt.date(2026, 8, 1)
    found = told(
        case(),
        *(case(created_on=str(start), closed_on=str(start + dt.timedelta(days=length))) for length in lengths),
    )
    assert (found["days"]["cases"], found["days"]["median"], found["days"]["longest"]) == (7, 3, 61)
    groups = {(group["first"], group["last"]): group["cases"] for group in found["days"]["groups"]}
    assert sum(groups.values()) == len(lengths)
    assert groups[(0, 1)] == 2
    assert groups[(2, 3)] == 2
    assert groups[(4, 7)] == groups[(8, 14)] == groups[(61, None)] == 1


@given(st.lists(records(), max_size=5))
@settings(deadline=None)
def test_the_parts_add_up(saved: list[dict[str, Any]]) -> None:
    found = figures(BOOK, "it", saved, Todays.everywhere(TODAY))
    assert found["cases"] == found["open"] + found["closed"] == len(saved)
    for key in ("cases", "open", "closed"):
        assert sum(line[key] for line in found["problems"]) == found[key]
    for key in ("kept", "late", "missed"):
        assert sum(line["duties"][key] for line in found["problems"]) == found["duties"][key]
    assert sum(group["cases"] for group in found["days"]["groups"]) == found["days"]["cases"]
    duties = found["duties"]
    counted = sum(duties.values())
    assert found["on_time"] == (pytest.approx(duties["kept"] / counted, abs=1e-4) if counted else None)


def test_duties_in_time_late_and_missed() -> None:
    start = dt.date(2026, 10, 1)
    asked = case("shipment_overdue", facts={"promised_ship_date": str(start)})
    last = next(
        day
        for day in (start + dt.timedelta(days=ahead) for ahead in range(1, 90))
        if summarise(BOOK, asked, str(day))["duties"]["missed"]
    )

    def pressed(day: dt.date) -> dict[str, Any]:
        return case("shipment_overdue", facts={**asked["facts"], "supplier_pressed_on": str(day)}, closed_on=str(day))

    found = told(pressed(last - dt.timedelta(days=1)), pressed(last))
    assert found["duties"] == {"kept": 1, "late": 1, "missed": 0}
    assert found["on_time"] == 0.5


def test_the_time_to_a_first_answer() -> None:
    answered = {"complaint_received_on": "2026-11-02", "complaint_answered_on": "2026-11-05"}
    found = told(case("complaint", facts=answered), case("complaint"), case())
    assert found["response"] == {"cases": 1, "median": 3, "longest": 3}


def test_months_and_outcomes() -> None:
    found = told(
        case(created_on="2026-11-30"),
        case(created_on="2025-12-01", closed_on="2026-01-01", outcome="refunded"),
        case(created_on="2025-11-30"),
    )
    assert [month["month"] for month in found["months"]][::11] == ["2025-12", "2026-11"]
    assert [month["cases"] for month in found["months"]] == [1, *[0] * 10, 1]
    assert [(line["outcome"], line["cases"]) for line in found["outcomes"]] == [("refunded", 1)]


def test_a_stored_summary_is_used_only_while_it_holds() -> None:
    fresh = summarise(BOOK, case(), str(TODAY))
    invented = {"kept": 7, "late": 0, "missed": 0}
    assert told(case(summary=fresh | {"duties": invented}))["duties"] == invented
    for stale in (
        {"rulebook": "0.0.1"},
        {"until": "2026-11-25"},
        {"from": "2026-11-27"},
        {"duties": {"kept": "7"}},
        {"duties": None},
    ):
        assert told(case(summary=fresh | {"duties": invented} | stale))["duties"]["kept"] == 0


def test_a_summary_of_the_open_case_says_nothing_of_the_closed_one() -> None:
    """Nor the other way round, nor one of another outcome, though the open one holds on the closing day too."""
    open_case = case("returned_goods", facts={"return_received_on": "2026-11-24"}, closed_on=None, outcome=None)
    closed = open_case | {"closed_on": "2026-11-26", "outcome": "refunded"}
    invented = {"kept": 7, "late": 0, "missed": 0}
    states = [open_case, closed, closed | {"outcome": "other"}]
    for of in states:
        stored = summarise(BOOK, of, str(TODAY)) | {"duties": invented}
        for now in states:
            expected = invented if of is now else summarise(BOOK, now, str(TODAY))["duties"]
            assert told(now | {"summary": stored})["duties"] == expected
    assert told(closed | {"summary": summarise(BOOK, open_case, str(TODAY))})["on_time"] == 1
    older = {key: value for key, value in summarise(BOOK, open_case, str(TODAY)).items() if key != "closed_on"}
    assert told(closed | {"summary": older})["on_time"] == 1


def test_the_summary_of_a_closed_case_holds_whenever_it_was_worked_out() -> None:
    closed = case("returned_goods", facts={"return_received_on": "2026-11-02"}, closed_on="2026-11-04")
    invented = {"kept": 7, "late": 0, "missed": 0}
    stored = summarise(BOOK, closed, "2026-11-20") | {"duties": invented}
    assert told(closed | {"summary": stored})["duties"] == invented


@pytest.mark.parametrize("damaged", [None, 5, {}, {"problem": []}, {"problem": "gone", "created_on": "2026-11-01"}])
def test_what_is_no_case_is_counted_as_damaged(damaged: Any) -> None:
    found = told(damaged, case())
    assert (found["cases"], found["damaged"]) == (1, 1)


def test_the_metrics_are_those_of_the_sources() -> None:
    found = told()
    assert set(found["metrics"]) == set(METRICS) <= {*found}
    for metrics in found["metrics"].values():
        for metric in metrics:
            assert metric["title"] == BOOK.metrics[metric["id"]].title["en"]
