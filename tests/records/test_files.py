"""Files of cases: what is written is read again, and what is wrong is named and keeps nothing else out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import BOOK
from saved import records

from playbook_sim.cli_cases import _text
from playbook_sim.records import csv_file, files
from playbook_sim.records.cells import guarded, normal, unguarded
from playbook_sim.records.columns import AFTER_FACTS, BEFORE_FACTS, columns, fact_title, known_columns
from playbook_sim.records.files import FORMATS, read_cases, template, write_cases
from playbook_sim.records.reading import MOST_CHARACTERS, MOST_COLUMNS, Reading
from playbook_sim.records.summary import summarise
from playbook_sim.rendering.words import date_words
from playbook_sim.todays import Todays

TODAY = dt.date(2035, 12, 31)
"""A day after which nothing lies, so that no date of a random case lies in the future."""

EVERYWHERE = Todays.everywhere(TODAY)

LANGUAGES = st.sampled_from(BOOK.languages)


def read(format_: str, text: str, lang: str = "en", today: dt.date = TODAY) -> Reading:
    """The cases of a file."""
    return read_cases(BOOK, lang, format_, text, Todays.everywhere(today))


def told(reading: Reading) -> list[tuple[int | None, str | None, bool]]:
    """Line and field of each mistake, and whether it is only a remark."""
    return [(mistake.line, mistake.field, mistake.entered) for mistake in reading.mistakes]


def csv_of(*rows: str, separator: str = ",") -> str:
    """A file with the rows given, whose cells stand between ``|``."""
    return "\n".join(row.replace("|", separator) for row in rows)


# --- what is written is read again ------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
@given(
    saved=st.lists(records(), min_size=1, max_size=4, unique_by=lambda record: record["id"]),
    lang=LANGUAGES,
    other=LANGUAGES,
)
@settings(deadline=None)
def test_nothing_is_lost_between_writing_and_reading(
    format_: str, saved: list[dict[str, Any]], lang: str, other: str
) -> None:
    text, lost = write_cases(BOOK, lang, format_, saved, EVERYWHERE)
    reading = read(format_, text, other)
    assert lost == []
    assert all(mistake.entered for mistake in reading.mistakes)
    assert reading.records == saved


@given(records(), LANGUAGES)
@settings(deadline=None)
def test_a_spreadsheet_runs_nothing(record: dict[str, Any], lang: str) -> None:
    text, _ = write_cases(BOOK, lang, "csv", [record], EVERYWHERE)
    separator = ";" if lang == "it" else ","
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator):
        assert not [cell for cell in row if cell[:1] and cell[0] in "=+-@\t\r\n"]


@given(st.text())
def test_the_apostrophe_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "007", "1234567890123456", "12-5", "1.5", "\t=1", "＝1"])
def test_what_a_spreadsheet_would_change_has_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["12345", "Milano", "'A Livella", "#1001", "", "A-12"])
def test_and_nothing_else_has(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


def test_a_json_file_holds_even_what_is_damaged_and_csv_names_it() -> None:
    damaged = {"id": "x" * 10, "order": "17", "problem": 5, "notes": ["a"]}
    text, lost = write_cases(BOOK, "en", "json", [damaged], EVERYWHERE)
    assert json.loads(text)["records"] == [damaged]
    assert lost == []
    text, lost = write_cases(BOOK, "en", "csv", [damaged, None], EVERYWHERE)
    assert len(text.splitlines()) == 1
    assert [mistake.message[:3] for mistake in lost] == ["17:", "–: "]


def test_csv_says_which_facts_it_cannot_bring_back() -> None:
    record = {"id": "a" * 8, "platform": "dsers_tmall", "problem": "no_stock", "facts": {"gone": "yes"}}
    text, lost = write_cases(BOOK, "en", "csv", [record], EVERYWHERE)
    assert '"gone"' in text
    assert [(mistake.field, mistake.entered) for mistake in lost] == [("gone", True)]


# --- the template -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", BOOK.languages)
@pytest.mark.parametrize("problem", [None, *BOOK.problems])
def test_the_template_is_read_without_a_mistake(lang: str, problem: str | None) -> None:
    text = template(BOOK, lang, "csv", EVERYWHERE, problem)
    assert read("csv", text, lang).as_data() == {"records": [], "mistakes": [], "unread": False}
    filled_in = read("csv", text.replace('"#"', '""'), lang)
    assert filled_in.mistakes == []
    platforms = {BOOK.problems[problem].platform} if problem else {told.platform for told in BOOK.problems.values()}
    assert {record["platform"] for record in filled_in.records} == platforms
    examples = json.loads(template(BOOK, lang, "json", EVERYWHERE, problem))
    assert examples["records"] == []
    again = read("json", json.dumps({"records": examples["examples"]}), lang)
    assert again.mistakes == []
    assert [record["facts"] for record in again.records] == [record["facts"] for record in filled_in.records]


def test_the_template_has_a_column_for_everything_that_can_be_told() -> None:
    titles = next(csv.reader(io.StringIO(template(BOOK, "en", "csv", EVERYWHERE).removeprefix("\ufeff"))))
    found = {id_ for title in titles for id_ in known_columns(BOOK, title)}
    assert found == {*BEFORE_FACTS, *AFTER_FACTS, *(id_ for told in BOOK.problems.values() for id_ in told.asks)}


@pytest.mark.parametrize("lang", BOOK.languages)
def test_every_column_is_explained(lang: str) -> None:
    told = columns(BOOK, lang)
    assert [column.id for column in told] == [*BEFORE_FACTS, "facts", *AFTER_FACTS]
    assert all(column.title and column.what and "{" not in column.what for column in told)
    for outcome in BOOK.vocabulary["closing"].values():
        assert any(outcome[lang] in column.what for column in told)


# --- names in two languages -------------------------------------------------------------------------------------


def test_every_title_leads_to_its_column() -> None:
    for fact in (fact for told in BOOK.problems.values() for fact in told.asks):
        assert known_columns(BOOK, fact) == [fact]
        for lang in BOOK.languages:
            assert known_columns(BOOK, fact_title(BOOK, lang, fact)) == [fact]
    for id_ in (*BEFORE_FACTS, *AFTER_FACTS):
        assert id_ not in BOOK.facts
        for title in (id_, *BOOK.words[f"records.column_{id_}"].values()):
            assert known_columns(BOOK, title) == [id_]


def test_no_two_answers_are_called_the_same() -> None:
    groups = [{value.id: value.label for value in fact.values} for fact in BOOK.facts.values()]
    groups += [{id_: calendar.name for id_, calendar in BOOK.calendars.items()}, BOOK.vocabulary["closing"]]
    for platform in {told.platform for told in BOOK.problems.values()}:
        groups.append({id_: told.title for id_, told in BOOK.problems.items() if told.platform == platform})
    for names in groups:
        seen: dict[str, str] = {}
        for id_, label in names.items():
            for name in (id_, *label.values()):
                assert seen.setdefault(normal(name), id_) == id_


@pytest.mark.parametrize("problem", ["wrong_item", "Wrong item", "ARTICOLO  ERRATO ", "articolo errato"])
def test_a_problem_by_any_of_its_names(problem: str) -> None:
    reading = read("csv", csv_of("Problema", problem))
    assert [(record["platform"], record["problem"]) for record in reading.records] == [("dsers_tmall", "wrong_item")]
    assert reading.mistakes == []


@pytest.mark.parametrize(("cell", "value"), [("Sì", "yes"), ("si", "yes"), ("SI", "yes"), ("yes", "yes"), ("No", "no")])
def test_an_answer_by_any_of_its_names(cell: str, value: str) -> None:
    fact = next(id_ for id_ in BOOK.problems["order_cancelled"].asks if BOOK.facts[id_].kind == "yes_no")
    reading = read("csv", csv_of(f"problem|{fact}", f"order_cancelled|{cell}"))
    assert [record["facts"] for record in reading.records] == [{fact: value}]


# --- dates ------------------------------------------------------------------------------------------------------

DATES = [
    ("2026-03-10", ",", [], "2026-03-10"),
    ("2026/3/10", ",", [], "2026-03-10"),
    ("2026-03-10 00:00:00", ",", [], "2026-03-10"),
    ("26/11/2026", ",", [], "2026-11-26"),
    ("11/26/2026", ",", [], "2026-11-26"),
    ("26/11/26", ",", [], "2026-11-26"),
    ("10.03.2026", ",", [], "2026-03-10"),
    ("10/03/2026", ";", [], "2026-03-10"),
    ("10/03/2026", ",", ["26/11/2026"], "2026-03-10"),
    ("10/03/2026", ",", ["11/26/2026"], "2026-10-03"),
    ("10/03/2026", ";", ["11/26/2026"], "2026-10-03"),
    ("03/03/2026", ",", [], "2026-03-03"),
    ("10/03/2026", ",", [], None),
    ("10/03/2026", ";", ["26/11/2026", "11/26/2026"], None),
    ("31/02/2026", ";", [], None),
    ("tomorrow", ",", [], None),
]


@pytest.mark.parametrize(("cell", "separator", "others", "day"), DATES)
def test_dates_as_spreadsheets_write_them(cell: str, separator: str, others: list[str], day: str | None) -> None:
    rows = [f"shipment_overdue|{date}" for date in (cell, *others)]
    reading = read("csv", csv_of("problem|promised_ship_date", *rows, separator=separator))
    if day is None:
        assert (2, "promised_ship_date", False) in told(reading)
        assert len(reading.records) == len(others)
    else:
        assert reading.mistakes == []
        assert reading.records[0]["facts"] == {"promised_ship_date": day}


def test_an_ambiguous_date_is_told_how_to_be_written() -> None:
    (mistake,) = read("csv", csv_of("problem|promised_ship_date", "shipment_overdue|10/03/2026"), "it").mistakes
    assert "10/03/2026" in mistake.message
    assert "2026-03-10" in mistake.message
    assert mistake.message.startswith(BOOK.facts["promised_ship_date"].label["it"])


# --- bad rows ---------------------------------------------------------------------------------------------------

GOOD = "dsers_tmall|no_stock|x"
BAD = [
    ("dsers_tmall|gone|x", "problem"),
    ("gone|no_stock|x", "platform"),
    ("aliexpress|no_stock|x", "problem"),
    ("dsers_tmall||x", "problem"),
    ("dsers_tmall|no_stock|x|more", None),
    ('dsers_tmall|"no_stock|x', None),
    ('dsers_tmall|"no"_stock|x', None),
    (f"dsers_tmall|no_stock|{'x' * 4001}", "notes"),
]


@pytest.mark.parametrize(("bad", "field"), BAD)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_bad_row_is_named_and_the_good_ones_enter(bad: str, field: str | None, separator: str) -> None:
    text = csv_of("Platform|Problem|Notes", GOOD, bad, "", GOOD + "y", separator=separator)
    reading = read("csv", text)
    assert told(reading) == [(3, field, False)]
    assert [record["notes"] for record in reading.records] == ["x", "xy"]


def test_a_line_is_that_of_the_file_whatever_stands_in_the_notes() -> None:
    text = csv_of("problem|notes", 'no_stock|"a\nb\nc"', "gone|x", 'no_stock|"""quoted"""')
    reading = read("csv", text)
    assert told(reading) == [(5, "problem", False)]
    assert [record["notes"] for record in reading.records] == ["a\nb\nc", '"quoted"']


def test_rows_far_down_a_long_file_have_their_line() -> None:
    rows = ['no_stock|"a\nb\nc"'] * 5_000
    reading = read("csv", csv_of("problem|notes", *rows, "gone|x", "no_stock|last"))
    assert [mistake for mistake in told(reading) if not mistake[2]] == [(15_002, "problem", False)]
    assert len(reading.records) == 5_001


def test_unknown_columns_are_told_once() -> None:
    reading = read("csv", csv_of("problem|colour|problem|size", "no_stock|a||b", "no_stock|c||d"))
    assert told(reading) == [(1, "problem", True), (1, None, True)]
    assert "colour" in reading.mistakes[1].message
    assert "size" in reading.mistakes[1].message
    assert len(reading.records) == 2


def test_a_fact_of_another_problem_is_not_left_out_without_a_word() -> None:
    reading = read("csv", csv_of("problem|promised_ship_date", "no_stock|2026-03-10"))
    assert told(reading) == [(2, "promised_ship_date", False)]


def test_dates_that_contradict_each_other_enter_with_a_remark() -> None:
    text = csv_of("problem|promised_ship_date|supplier_pressed_on", "shipment_overdue|2026-03-10|2026-03-20")
    reading = read("csv", text, today=dt.date(2026, 3, 15))
    assert told(reading) == [(2, "supplier_pressed_on", True)]
    assert len(reading.records) == 1


def test_a_rounded_order_number_is_remarked() -> None:
    reading = read("csv", csv_of("problem;order", "no_stock;8,1E+15"))
    assert told(reading) == [(2, "order", True)]


def test_no_column_for_the_problem_and_no_row_at_all() -> None:
    assert told(read("csv", "a,b\nc,d\n")) == [(1, "problem", False)]
    assert told(read("csv", "")) == told(read("csv", "\n \n")) == [(1, None, False)]


@pytest.mark.parametrize("text", ["sep=;\nproblem;notes\nno_stock;a,b\n", "\ufeffproblem;notes\r\nno_stock;a,b\r\n"])
def test_what_spreadsheets_put_before_the_titles(text: str) -> None:
    assert [record["notes"] for record in read("csv", text).records] == ["a,b"]


def test_an_order_number_with_a_hash_in_front_is_a_case() -> None:
    reading = read("csv", csv_of("order|problem|id", "#1001|no_stock|", "x|no_stock|# only an example"))
    assert [record["order"] for record in reading.records] == ["#1001"]


# --- ids --------------------------------------------------------------------------------------------------------


def test_a_row_without_an_id_has_the_same_one_each_time() -> None:
    text = csv_of("problem|order", "no_stock|1", "no_stock|2", "no_stock|1")
    first = [record["id"] for record in read("csv", text).records]
    later = [record["id"] for record in read("csv", text, today=TODAY - dt.timedelta(days=1)).records]
    assert first == later
    assert len(set(first)) == 3


def test_a_row_copied_with_its_id_is_a_case_of_its_own() -> None:
    id_ = "c0209c82-003f-5505-a512-9434574e80ed"
    reading = read("csv", csv_of("id|problem|order", f"{id_}|no_stock|1", f"{id_}|no_stock|2", f"{id_}|no_stock|1"))
    assert [record["order"] for record in reading.records] == ["1", "2"]
    assert reading.records[0]["id"] == id_ != reading.records[1]["id"]
    assert told(reading) == [(3, "id", True), (4, "id", True)]


@pytest.mark.parametrize("id_", ["1", "a b", "<b>", "x" * 65, 7, None])
def test_what_is_no_id_gives_way_to_one(id_: Any) -> None:
    (record,) = read("json", json.dumps([{"id": id_, "platform": "dsers_tmall", "problem": "no_stock"}])).records
    assert len(record["id"]) == 36


# --- limits and hostile files -----------------------------------------------------------------------------------


def test_a_file_that_is_too_large_is_not_read() -> None:
    for format_ in FORMATS:
        assert told(read(format_, "x" * (MOST_CHARACTERS + 1))) == [(None, None, False)]


def test_more_cases_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    most = 50
    monkeypatch.setattr(csv_file, "MOST_CASES", most)
    monkeypatch.setattr(files, "MOST_CASES", most)
    reading = read("csv", "problem\n" + "no_stock\n" * (most + 5))
    assert len(reading.records) == most
    assert told(reading) == [(most + 2, None, False)]
    for format_ in FORMATS:
        for count, said in ((most, 0), (most + 1, 1)):
            assert len(write_cases(BOOK, "en", format_, reading.records[:1] * count, EVERYWHERE)[1]) == said
    monkeypatch.setattr(files, "MOST_CHARACTERS", 100)
    assert [one.entered for one in write_cases(BOOK, "en", "json", reading.records[:1], EVERYWHERE)[1]] == [True]


def test_an_export_of_the_size_that_a_large_store_has_is_read_again() -> None:
    (case,) = read("csv", "problem\nno_stock\n").records
    saved = [case | {"id": f"case-{number:08}"} for number in range(20_003)]
    text, said = write_cases(BOOK, "en", "json", saved, EVERYWHERE)
    assert said == []
    reading = read("json", text)
    assert (len(reading.records), reading.mistakes) == (len(saved), [])


def test_the_platform_follows_from_the_problem_in_both_formats() -> None:
    from_json = read("json", json.dumps([{"problem": "no_stock"}]))
    from_csv = read("csv", "problem\nno_stock\n")
    assert from_json.mistakes == from_csv.mistakes == []
    assert from_json.records[0]["platform"] == from_csv.records[0]["platform"] == BOOK.problems["no_stock"].platform
    assert told(read("json", '[{"problem": "gone"}]')) == [(1, "problem", False)]


@pytest.mark.parametrize("lang", BOOK.languages)
@pytest.mark.parametrize(
    ("format_", "text", "code"),
    [
        ("csv", "%PDF-1.7 x", "no_list"),
        ("csv", "PK\x03\x04", "no_list"),
        ("json", "{\\rtf1", "no_list"),
        ("csv", "problem,order\n\n", "no_rows"),
        ("json", '{"records": []}', "no_rows"),
    ],
)
def test_what_holds_no_case_says_why(lang: str, format_: str, text: str, code: str) -> None:
    reading = read(format_, text, lang)
    assert [one.message for one in reading.mistakes] == [BOOK.words[f"records.{code}"][lang]]


# --- files of which nothing can be read -------------------------------------------------------------------------

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR".decode("cp1252", "replace")


@pytest.mark.parametrize("lang", BOOK.languages)
@pytest.mark.parametrize(
    ("format_", "text", "code"),
    [
        ("csv", "", "empty"),
        ("csv", " \n\n", "empty"),
        ("csv", PICTURE, "no_list"),
        ("csv", b"\xff\xd8\xff\xe0,JFIF".decode("cp1252"), "no_list"),
        ("csv", b"\xd0\xcf\x11\xe0\xa1\xb1".decode("cp1252"), "no_list"),
        ("csv", "<!DOCTYPE html>\n<p>x", "no_list"),
        ("csv", "\n  <HTML>\n<p>x", "no_list"),
        ("csv", '\ufeff<?xml version="1.0"?>', "no_list"),
        ("csv", "order,notes\n1,x\n", "no_problem_column"),
        ("csv", "a," * MOST_COLUMNS + "a", "too_many_columns"),
        ("csv", "problem,order\n", "no_rows"),
        ("json", '{"a": 1}', "no_records"),
        ("json", "[]", "no_rows"),
        ("json", '[\n{"problem": }]', "not_json_at"),
        ("json", "[NaN]", "not_json"),
        ("json", "[" * 40 + "]" * 40, "too_deep"),
        ("json", json.dumps([{f"x{number}": 1 for number in range(MOST_COLUMNS + 1)}]), "too_many_columns"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_says_so(lang: str, format_: str, text: str, code: str) -> None:
    reading = read(format_, text, lang)
    words = {"field": BOOK.words["records.column_problem"][lang], "line": 2}
    words |= {"most": MOST_COLUMNS, "given": MOST_COLUMNS + 1}
    assert [one.message for one in reading.mistakes] == [BOOK.words[f"records.{code}"][lang].format(**words)]
    assert reading.as_data()["unread"] is True


@pytest.mark.parametrize("text", ["problem\nzzz\n", 'problem\n"\n', "problem\nno_stock\n"])
def test_a_row_that_cannot_be_read_is_no_file_that_cannot(text: str) -> None:
    assert read("csv", text).as_data()["unread"] is False


@pytest.mark.parametrize("lang", BOOK.languages)
def test_the_titles_of_the_columns_are_words(lang: str) -> None:
    for fact in (fact for one in BOOK.problems.values() for fact in one.asks):
        assert BOOK.facts[fact].label[lang] in fact_title(BOOK, lang, fact)


@pytest.mark.parametrize("line", ['"\n', '"a\n', 'a"b,"\n', '"a"b\n', '""""\n', ",,,,,\n", "\x00\n", "=\n"])
def test_no_file_takes_for_ever(line: str) -> None:
    started = time.process_time()
    read("csv", "problem,notes\n" + line * (400_000 // len(line)))
    assert time.process_time() - started < 20


@given(st.text(), st.sampled_from(FORMATS), LANGUAGES)
@settings(deadline=None)
def test_any_text_is_read_or_refused_in_words(text: str, format_: str, lang: str) -> None:
    reading = read(format_, text, lang)
    assert all(mistake.message and "{" not in mistake.message.replace(text, "") for mistake in reading.mistakes)


ROWS = st.lists(st.lists(st.text(max_size=20) | st.sampled_from([*BOOK.problems, "2026-03-10", '"', "#"]), max_size=6))


@given(ROWS, st.sampled_from(",;\t"), LANGUAGES)
@settings(deadline=None)
def test_any_rows_are_read_or_refused(rows: list[list[str]], separator: str, lang: str) -> None:
    header = ["problem", "platform", "promised_ship_date", "sent", "blanks", "closed_on"]
    text = "\n".join(separator.join(row) for row in [header, *rows])
    reading = read("csv", text, lang)
    assert all(mistake.message for mistake in reading.mistakes)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)
PARTS = ("schema", "id", "store", "order", "platform", "problem", "facts", "calendar", "done", "sent", "blanks")


@given(records(), st.sampled_from([*PARTS, "notes", "created_on", "closed_on", "outcome", "rulebook", "x"]), JSON)
@settings(deadline=None)
def test_any_part_of_a_record_may_be_anything(record: dict[str, Any], part: str, value: Any) -> None:
    text = json.dumps({"records": [record | {part: value}, record]})
    reading = read("json", text)
    assert reading.records, reading.mistakes
    assert all(mistake.message for mistake in reading.mistakes)
    written, _ = write_cases(BOOK, "en", "csv", [record | {part: value}], EVERYWHERE)
    assert written


@given(JSON)
@settings(deadline=None)
def test_any_json_is_read_or_refused(data: Any) -> None:
    for text in (json.dumps(data), json.dumps({"records": data}), json.dumps({"records": [data]})):
        assert all(mistake.message for mistake in read("json", text).mistakes)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"records": [' + "[" * 100_000, "1" * 5_000, "NaN", '"\\ud800"'])
def test_json_without_end(text: str) -> None:
    assert read("json", text).records == []


def test_a_mistake_in_json_names_its_line() -> None:
    good = {"platform": "dsers_tmall", "problem": "no_stock"}
    text = json.dumps({"a": '"records": [', "records": [good, {"problem": 5}, good | {"notes": "x"}]}, indent=1)
    reading = read("json", text)
    assert len(reading.records) == 2
    (mistake, *_) = [mistake for mistake in reading.mistakes if not mistake.entered]
    assert '"problem": 5' in text.splitlines()[mistake.line]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_command_line_reads_what_spreadsheets_write(encoding: str) -> None:
    assert _text("Priorità\tn.".encode(encoding)).removeprefix("\ufeff") == "Priorità\tn."


@pytest.mark.parametrize("lang", BOOK.languages)
def test_a_date_to_come_is_told_without_a_date_of_today_that_nobody_can_correct(lang: str) -> None:
    """My cases, and files of cases, have no field for it; the simulator has one, and its words speak of it."""
    told = {"problem": "shipment_overdue", "facts": {"supplier_pressed_on": "2026-11-30"}}
    text = json.dumps({"format": "after-sales-playbook cases", "schema": 1, "records": [told]})
    reading = read("json", text, lang, dt.date(2026, 11, 26))
    (said,) = reading.mistakes
    (kept,) = reading.records
    assert said.entered
    message = summarise(BOOK, kept, "2026-11-26")["error"]["message"][lang]
    assert message in said.message
    label = BOOK.facts["supplier_pressed_on"].label[lang]
    days = {name: date_words(BOOK, lang, dt.date(2026, 11, day)) for name, day in (("given", 30), ("today", 26))}
    assert message == BOOK.words["records.after_today"][lang].format(fact=label, **days)
    assert BOOK.words["errors.after_today"][lang].format(fact=label, **days) not in said.message
