"""JSON in, JSON out: what the page's worker calls."""

from __future__ import annotations

import datetime as dt
import gc
import json
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from engine import BOOK, ask, request

from playbook_sim import bridge
from playbook_sim.contract import as_data
from playbook_sim.records.figures import figures
from playbook_sim.records.summary import summarise
from playbook_sim.rendering.answer import announce, render_answer
from playbook_sim.rendering.by_calendar import by_calendar_words, render_by_calendar
from playbook_sim.rendering.comparing import comparison_words, render_comparison
from playbook_sim.rendering.ledger_text import ledger_of
from playbook_sim.todays import Todays


def reply(method: Any, params: Any) -> dict[str, Any]:
    return json.loads(bridge.handle(json.dumps({"method": method, "params": params})))


def test_version() -> None:
    assert reply("version", {}) == {"result": {"rulebook": BOOK.version}}
    assert json.loads(bridge.handle('{"method": "version"}')) == {"result": {"rulebook": BOOK.version}}


@pytest.mark.parametrize("language", ["en", "it"])
def test_an_answer(language: str) -> None:
    asked = request("shipment_overdue", "2026-03-12", promised_ship_date="2026-03-10")
    result = reply("answer", {**asked, "lang": language})["result"]
    resolution = ask("shipment_overdue", "2026-03-12", promised_ship_date="2026-03-10")
    assert set(result) == {"answer", "questions", "html", "announcement", "dated"}
    assert result["answer"] == as_data(BOOK, resolution, language)
    assert result["questions"] == ["promised_ship_date", "supplier_pressed_on"]
    assert result["html"] == render_answer(BOOK, resolution, language)
    assert result["announcement"] == announce(BOOK, resolution, language)
    del result["answer"]
    assert reply("show", {**asked, "lang": language}) == {"result": result}


@pytest.mark.parametrize("method", ["answer", "show", "ledger"])
def test_a_reply_is_written_as_short_as_json_can_be(method: str) -> None:
    asked = request("wrong_item", "2026-03-12", evidence_sent_on="2026-02-10") | {"lang": "it"}
    for limit in ("no such limit", "dsers_claim_to_remedy"):
        said = bridge.handle(json.dumps({"method": method, "params": {**asked, "limit": limit}}))
        assert said == json.dumps(json.loads(said), ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("language", ["en", "it"])
def test_two_cases_side_by_side(language: str) -> None:
    case, other = (request("wrong_item", "2026-03-12", evidence_sent_on=day) for day in ("2026-02-10", "2026-02-11"))
    answers = [ask("wrong_item", "2026-03-12", evidence_sent_on=day) for day in ("2026-02-10", "2026-02-11")]
    result = reply("compare", {"case": case, "other": other, "lang": language})["result"]
    assert result == {
        "html": render_comparison(BOOK, *answers, language),
        "announcement": comparison_words(BOOK, *answers, language),
    }
    wrong = request("wrong_item", "2026-03-12", evidence_sent_on="2026-03-13")
    error = reply("compare", {"case": case, "other": wrong, "lang": language})["error"]
    assert (error["code"], error["fact"]) == ("fact", "evidence_sent_on")
    assert reply("compare", {"case": case, "lang": language})["error"]["code"] == "fact"


@pytest.mark.parametrize("language", ["en", "it"])
def test_one_count_and_one_comparison_of_calendars(language: str) -> None:
    asked = request("wrong_item", "2026-03-12", evidence_sent_on="2026-02-10") | {"lang": language}
    resolution = ask("wrong_item", "2026-03-12", evidence_sent_on="2026-02-10")
    found = reply("ledger", {**asked, "limit": "dsers_verification"})["result"]
    assert found == ledger_of(BOOK, resolution, language, "dsers_verification")
    assert found["text"]
    assert found["html"]
    compared = reply("by_calendar", {**asked, "calendar": "italy-milano"})["result"]
    assert compared == {
        "html": render_by_calendar(BOOK, resolution, language, "italy-milano"),
        "announcement": by_calendar_words(BOOK, resolution, language, "italy-milano"),
    }
    for method, key in (("ledger", "limit"), ("by_calendar", "calendar")):
        for wrong in ("mars", None, []):
            assert reply(method, {**asked, key: wrong})["error"]["code"] == "request"


def test_what_is_typed_is_not_markup() -> None:
    asked = request("shipment_overdue", "2026-03-12", promised_ship_date="<b>2026</b>")
    error = reply("answer", {**asked, "lang": "it"})["error"]
    assert error == {
        "code": "fact",
        "fact": "promised_ship_date",
        "message": "Data di spedizione promessa: «<b>2026</b>» non è una data. "
        "Scrivi anno, mese e giorno, per esempio 2026-03-10.",
    }


METHODS = ", ".join(bridge.METHODS)

NO_SENSE = [
    ("", "this is not JSON: Expecting value: line 1 column 1 (char 0)"),
    (
        "{'method': 'version'}",
        "this is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
    ),
    ("[]", 'write {"method": …, "params": {…}}'),
    ("null", 'write {"method": …, "params": {…}}'),
    ('{"method": "version", "params": []}', 'write {"method": …, "params": {…}}'),
    ("{}", f"method: found None, not one of {METHODS}"),
    ('{"method": "evaluate", "params": {}}', f"method: found 'evaluate', not one of {METHODS}"),
    ('{"method": ["answer"], "params": {}}', f"method: found ['answer'], not one of {METHODS}"),
    ('{"method": "answer", "params": {}}', "lang: found None, not one of en, it"),
    ('{"method": "answer", "params": {"lang": "de"}}', "lang: found 'de', not one of en, it"),
]


@pytest.mark.parametrize(("text", "message"), NO_SENSE)
def test_a_request_that_makes_no_sense(text: str, message: str) -> None:
    assert json.loads(bridge.handle(text)) == {"error": {"code": "request", "message": message}}


def test_brackets_without_end() -> None:
    error = json.loads(bridge.handle("[" * 100_000))["error"]
    assert error["code"] == "request"
    assert error["message"].startswith("this is not JSON: ")


def test_a_mistake_of_the_package_is_not_blamed_on_the_request(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> dict[str, Any]:
        raise KeyError("a word that is not there")

    monkeypatch.setattr("playbook_sim.bridge.answers.as_data", broken)
    with pytest.raises(KeyError):
        reply("answer", {**request("no_stock", "2026-03-12"), "lang": "en"})


class _Ring:
    """Refers to itself: only a collection finds that nobody else does."""

    def __init__(self) -> None:
        self.ring = self


@pytest.fixture
def no_collections() -> Iterator[None]:
    """Python as the start image has it: it collects nothing by itself."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collections")
@pytest.mark.parametrize(("rings", "collected"), [(10, False), (30_000, True)])
def test_where_python_collects_nothing_by_itself_it_does_so_between_two_requests(rings: int, collected: bool) -> None:
    left = [weakref.ref(_Ring()) for _ in range(rings)]
    reply("version", {})
    assert (left[0]() is None) == collected


def test_summaries_come_in_the_order_of_the_cases() -> None:
    asked = request("shipment_overdue", "2026-03-12", promised_ship_date="2026-03-10")
    cases = [{"id": "a", **asked}, {"id": "b"}, {"id": "c", **asked, "problem": "no_stock", "facts": {}}]
    found = reply("summaries", {"lang": "en", "cases": cases, "today": "2026-03-12"})["result"]["summaries"]
    assert found == [summarise(BOOK, case, "2026-03-12") for case in cases]
    assert [bool(summary["error"]) for summary in found] == [False, True, False]


@pytest.mark.parametrize("cases", [None, {}, "x"])
def test_summaries_of_no_list_make_no_sense(cases: Any) -> None:
    assert reply("summaries", {"lang": "en", "cases": cases, "today": "2026-03-12"})["error"]["code"] == "request"


RECORD = {"platform": "dsers_tmall", "problem": "no_stock", "created_on": "2026-03-10", "facts": {}}


@pytest.mark.parametrize("format_", ["csv", "json"])
def test_files_of_cases_go_out_and_come_in(format_: str) -> None:
    asked = {"lang": "it", "format": format_, "today": "2026-03-12"}
    (record,) = reply("read_records", {**asked, "format": "json", "text": json.dumps([RECORD])})["result"]["records"]
    file = reply("write_records", {**asked, "records": [record]})["result"]
    assert file["name"] == f"cases-2026-03-12.{format_}"
    assert file["mistakes"] == []
    read = reply("read_records", {**asked, "text": file["text"]})["result"]
    assert read == {"records": [record], "mistakes": [], "unread": False}
    template = reply("record_template", {**asked, "problem": "wrong_item"})["result"]
    read = reply("read_records", {**asked, "text": template["text"]})["result"]
    assert read["records"] == []
    # The template of a spreadsheet has its examples in it, marked as such; the other one is an empty list.
    said = {"csv": [], "json": [BOOK.words["records.no_rows"]["it"]]}[format_]
    assert [mistake["message"] for mistake in read["mistakes"]] == said


def test_a_mistake_in_a_file_comes_with_its_line() -> None:
    asked = {"lang": "en", "format": "csv", "today": "2026-03-12", "text": "problem\nno_stock\ngone\n"}
    (mistake,) = reply("read_records", asked)["result"]["mistakes"]
    assert (mistake["line"], mistake["field"], mistake["entered"]) == (3, "problem", False)


def test_figures() -> None:
    found = reply("figures", {"lang": "en", "records": [RECORD], "today": "2026-03-12"})["result"]
    assert found == figures(BOOK, "en", [RECORD], Todays.everywhere(dt.date(2026, 3, 12)))


OWN = {
    "platform": "any",
    "problem": "complaint",
    "created_on": "2026-03-11",
    "facts": {"complaint_received_on": "2026-03-11", "own_reply_target": 0},
}
"""A complaint that is to be answered on the day on which it came."""


def test_figures_count_what_is_missed_by_the_today_of_each_case() -> None:
    def missed(**days: str) -> int:
        return reply("figures", {"lang": "en", "records": [OWN], **days})["result"]["duties"]["missed"]

    assert missed(today="2026-03-12") == 1
    assert missed(today="2026-03-12", own_today="2026-03-11") == 0
    assert missed(today="2026-03-11", own_today="2026-03-12") == 1


def test_a_file_is_read_and_written_by_the_today_of_each_case() -> None:
    days = {"today": "2026-03-12", "own_today": "2026-03-11"}
    rows = "problem,complaint_received_on,promised_ship_date\ncomplaint,2026-03-11,\nshipment_overdue,,2026-03-10\n"
    read = reply("read_records", {"lang": "en", "format": "csv", "text": rows, **days})["result"]["records"]
    assert [(one["problem"], one["created_on"]) for one in read] == [
        ("complaint", "2026-03-11"),
        ("shipment_overdue", "2026-03-12"),
    ]
    file = reply("write_records", {"lang": "en", "format": "csv", "records": read, **days})["result"]
    assert file["name"] == "cases-2026-03-11.csv"


@pytest.mark.parametrize("method", ["read_records", "write_records", "record_template", "figures"])
@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"format": "xls", "text": "", "records": 5}, "request"),
        ({"format": "csv", "text": 5, "records": None, "problem": "gone"}, "request"),
        ({"format": "csv", "text": "", "records": [], "today": "soon"}, "fact"),
    ],
)
def test_requests_about_files_that_make_no_sense(method: str, params: dict[str, Any], code: str) -> None:
    assert reply(method, {"lang": "en", "today": "2026-03-12", **params})["error"]["code"] == code
