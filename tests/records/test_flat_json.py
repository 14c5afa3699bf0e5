"""A JSON list that a person or a tool has written: it is read as the rows of a CSV file are."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from random_cases import BOOK

from playbook_sim.records import json_file
from playbook_sim.records.columns import fact_title
from playbook_sim.records.files import read_cases
from playbook_sim.records.reading import MOST_COLUMNS, Reading
from playbook_sim.todays import Todays

TODAY = Todays.everywhere(dt.date(2035, 12, 31))
STEPS = ["tell_customer", "try_interception"]


def read(*entries: Any, lang: str = "en", indent: int | None = None) -> Reading:
    """The cases of a JSON list with these entries."""
    return read_cases(BOOK, lang, "json", json.dumps(entries, indent=indent), TODAY)


def told(reading: Reading) -> list[tuple[int | None, str | None, bool]]:
    """Line and field of each mistake, and whether it is only a remark."""
    return [(mistake.line, mistake.field, mistake.entered) for mistake in reading.mistakes]


def row(**cells: Any) -> Reading:
    """The same as a row of CSV."""
    quoted = [",".join('"' + text.replace('"', '""') + '"' for text in line) for line in (cells, cells.values())]
    return read_cases(BOOK, "en", "csv", "\n".join(quoted), TODAY)


# --- the same names as in a CSV file ----------------------------------------------------------------------------


@pytest.mark.parametrize("problem", ["wrong_item", "Wrong item", "ARTICOLO  ERRATO ", "articolo errato"])
@pytest.mark.parametrize("column", ["problem", "Problem", "Problema"])
def test_the_problem_alone_is_enough_by_any_of_its_names(column: str, problem: str) -> None:
    reading = read({column: problem})
    assert reading.mistakes == []
    assert [(record["platform"], record["problem"]) for record in reading.records] == [("dsers_tmall", "wrong_item")]


@pytest.mark.parametrize("lang", BOOK.languages)
def test_an_answer_stands_beside_the_other_parts_by_id_or_by_its_question(lang: str) -> None:
    title = fact_title(BOOK, lang, "promised_ship_date")
    for column in ("promised_ship_date", title):
        reading = read({"problem": "shipment_overdue", column: "2026-03-10"})
        assert reading.mistakes == []
        assert reading.records[0]["facts"] == {"promised_ship_date": "2026-03-10"}


@pytest.mark.parametrize(
    "cells",
    [
        {"problem": "no_stock", "order": "'0017", "notes": "=1"},
        {"problem": "shipment_overdue", "promised_ship_date": "26/11/2026", "id": "abcdefgh-1"},
        {"problem": "shipment_overdue", "promised_ship_date": "10/03/2026"},
        {"problem": "shipment_overdue", "promised_ship_date": "tomorrow"},
        {"problem": "zzz"},
        {"platform": "aliexpress", "problem": "no_stock"},
        {"problem": "no_stock", "id": "# only an example"},
        {"problem": "no_stock", "promised_ship_date": "2026-03-10"},
        {"problem": "no_stock", "outcome": "refund", "closed_on": "2026-03-10"},
        {"problem": "no_stock", "order": "8,1E+15"},
        {"problem": "no_stock", "done": "a b", "sent": "hello=2026-03-10", "blanks": '{"name": "x"}'},
        {"problem": "no_stock", "sent": "hello", "blanks": "x"},
        {"problem": "no_stock", "notes": "x" * 4001},
        {"problem": "", "notes": "x"},
    ],
)
def test_what_a_row_says_an_entry_says(cells: dict[str, str]) -> None:
    from_json, from_csv = read(cells), row(**cells)
    assert from_json.records == from_csv.records
    assert [mistake.at(None) for mistake in from_json.mistakes] == [mistake.at(None) for mistake in from_csv.mistakes]


def test_the_days_of_one_entry_settle_those_of_all() -> None:
    days = ["10/03/2026", "26/11/2026"]
    reading = read(*({"problem": "shipment_overdue", "promised_ship_date": day} for day in days))
    assert [record["facts"]["promised_ship_date"] for record in reading.records] == ["2026-03-10", "2026-11-26"]


def test_each_entry_may_name_its_parts_in_its_own_way() -> None:
    reading = read({"problem": "no_stock", "notes": "a"}, {"Note": "b", "Problema": "no_stock"})
    assert [record["notes"] for record in reading.records] == ["a", "b"]
    assert reading.mistakes == []


def test_a_part_that_stands_twice_in_an_entry_is_remarked() -> None:
    reading = read({"problem": "no_stock", "Problema": "wrong_item"})
    assert [record["problem"] for record in reading.records] == ["no_stock"]
    assert told(reading) == [(1, "problem", True)]


# --- what is wrong ----------------------------------------------------------------------------------------------


def test_a_problem_that_nobody_knows_is_what_is_named() -> None:
    reading = read({"problem": "zzz"})
    assert told(reading) == [(1, "problem", False)]
    assert "zzz" in reading.mistakes[0].message


@pytest.mark.parametrize("entry", [{"order": "1"}, {"order": "1", "facts": {}}, {}])
def test_without_a_problem_only_the_problem_is_missing(entry: dict[str, Any]) -> None:
    assert told(read(entry)) == [(1, "problem", False)]


def test_a_mistake_names_its_line_and_keeps_nothing_else_out() -> None:
    reading = read({"problem": "no_stock"}, {"problem": "zzz"}, {"problem": "wrong_item"}, indent=1)
    assert told(reading) == [(5, "problem", False)]
    assert len(reading.records) == 2


def test_unknown_names_are_told_once() -> None:
    reading = read(*[{"problem": "no_stock", "colour": "red", "\u202esize": 1}] * 2)
    assert told(reading) == [(None, None, True)]
    assert "colour" in reading.mistakes[0].message
    assert "\\u202esize" in reading.mistakes[0].message
    assert len(reading.records) == 2


# --- what JSON has and a cell has not ---------------------------------------------------------------------------


def test_values_that_are_no_text() -> None:
    yes_no = next(id_ for id_ in BOOK.problems["order_cancelled"].asks if BOOK.facts[id_].kind == "yes_no")
    entry = {
        "problem": "order_cancelled",
        yes_no: True,
        "order": 8123456789012345678,
        "store": None,
        "done": STEPS,
    }
    reading = read(entry | {"sent": {"hello": "2026-03-10"}, "blanks": {"name": "x y"}})
    assert reading.mistakes == []
    (record,) = reading.records
    assert record["facts"] == {yes_no: "yes"}
    assert (record["order"], record["store"], record["done"]) == ("8123456789012345678", "", STEPS)
    assert (record["sent"], record["blanks"]) == ({"hello": "2026-03-10"}, {"name": "x y"})


def test_a_number_that_a_spreadsheet_has_rounded_is_remarked() -> None:
    assert told(read({"problem": "no_stock", "order": 8.1e15})) == [(1, "order", True)]


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("problem", ["no_stock"]),
        ("order", {"a": 1}),
        ("notes", True),
        ("done", [1]),
        ("done", {"a": "b"}),
        ("sent", ["a"]),
        ("blanks", [["a"]]),
        ("promised_ship_date", ["2026-03-10"]),
    ],
)
def test_a_value_that_fits_no_cell_is_refused(part: str, value: Any) -> None:
    reading = read({"problem": "shipment_overdue"} | {part: value}, {"problem": "no_stock"})
    assert told(reading) == [(1, part, False)]
    assert len(reading.records) == 1


# --- beside the playbook's own files ----------------------------------------------------------------------------


def test_cases_of_the_playbook_and_rows_may_stand_in_one_list() -> None:
    own = {"schema": 1, "platform": "dsers_tmall", "problem": "shipment_overdue", "facts": {"gone": "yes"}}
    reading = read({"problem": "Wrong item"}, own, {"problem": "no_stock"})
    assert [record["problem"] for record in reading.records] == ["wrong_item", "shipment_overdue", "no_stock"]
    assert reading.records[1]["facts"] == {"gone": "yes"}
    assert told(reading) == [(1, "gone", True)]


@pytest.mark.parametrize("problem", ["Wrong item", "articolo errato", "wrong_item"])
@pytest.mark.parametrize("platform", [{}, {"platform": None}, {"platform": "DSers + Tmall"}])
def test_the_playbooks_own_form_takes_titles_too(problem: str, platform: dict[str, Any]) -> None:
    platform = {key: value and BOOK.vocabulary["platform"]["dsers_tmall"]["it"] for key, value in platform.items()}
    reading = read({"problem": problem, "facts": {}, **platform})
    assert reading.mistakes == []
    assert [(record["platform"], record["problem"]) for record in reading.records] == [("dsers_tmall", "wrong_item")]


def test_the_playbooks_own_form_names_a_problem_that_nobody_knows() -> None:
    reading = read({"problem": "zzz", "facts": {}})
    assert told(reading) == [(1, "problem", False)]
    assert "zzz" in reading.mistakes[0].message


# --- limits -----------------------------------------------------------------------------------------------------


def test_more_names_than_a_file_may_have_columns() -> None:
    reading = read({"problem": "no_stock"} | {f"x{number}": 1 for number in range(MOST_COLUMNS)})
    assert (reading.records, len(reading.mistakes)) == ([], 1)
    assert str(MOST_COLUMNS) in reading.mistakes[0].message


def test_more_entries_than_a_file_may_have_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_file, "MOST_CASES", 3)
    reading = read(*[{"problem": "no_stock"}] * 4, indent=1)
    assert len(reading.records) == 3
    assert told(reading) == [(11, None, False)]
