"""Calendar files: read by two parsers that know nothing of the package that writes them, and dated by the oracle."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from oracle import Oracle
from worked_cases import WorkedCase, read_cases

from playbook_sim.bridge import handle
from playbook_sim.calendar_file import Entry, calendar_file, usual_key
from playbook_sim.cases import read_case
from playbook_sim.evaluation import evaluate
from playbook_sim.exports import case_link
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Resolution

BOOK = load_rulebook()
ORACLE = Oracle.of()
SCRIPT = Path(__file__).with_name("parse.mjs")
HOUR = 60 * 60
ALARMS = [-15 * HOUR, -6 * HOUR]  # at nine and at eighteen of the day before: in China the day is not over yet
OWN_ALARMS = [-15 * HOUR, 9 * HOUR]  # nine in the morning of the day before, and of the day
NAME = "订单 7; «più», ordine"
OVERDUE = {
    "platform": "dsers_tmall",
    "problem": "shipment_overdue",
    "facts": {"promised_ship_date": "2026-03-10"},
    "today": "2026-03-12",
}

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:vobject")


def resolved(request: dict[str, Any]) -> Resolution:
    return evaluate(BOOK, *read_case(BOOK, request))


def to_keep(case: WorkedCase, resolution: Resolution) -> list[tuple[str, str]]:
    """The limits that belong into a calendar, with the oracle's date for each; both dates of a duty that has two, and
    before them the one that others name."""
    steps = [step for path in resolution.paths for step in path.steps]
    done = ("done", "conditional")
    open_limits = {step.step.limit for step in steps if step.state not in done and not step.replaced}
    found = []
    for id_, wanted in case.deadlines.items():
        kind = BOOK.limits[id_].kind
        roles = {"duty": ("strict", "literal"), "window": ("latest",)}.get(kind, ())
        days = dict.fromkeys(wanted["dates"][role] for role in roles if wanted["dates"].get(role))
        if id_ in open_limits or not resolution.paths:
            found += [(id_, day) for day in [*named_by_others(case, id_), *days]]
    return found


def named_by_others(case: WorkedCase, id_: str) -> list[str]:
    """The day that is no part of the sources, where it comes before theirs."""
    limit, wanted = ORACLE.limits[id_], case.deadlines[id_]["dates"]
    if "outside" not in limit or "strict" not in wanted:
        return []
    start = dt.date.fromisoformat(case.request["facts"][limit["counted_from"]])
    day = (start + dt.timedelta(limit["outside"]["amount"])).isoformat()
    return [day] if day < wanted["strict"] else []


@cache
def worked() -> list[tuple[WorkedCase, Resolution, list[tuple[str, str]]]]:
    """Every worked case that has something for a calendar."""
    cases = [(case, resolved(case.request)) for case in read_cases()]
    dated = [(case, resolution, to_keep(case, resolution)) for case, resolution in cases]
    return [entry for entry in dated if entry[2]]


def events(text: str) -> list[dict[str, Any]]:
    """The events of a file as ical.js reads them."""
    node = shutil.which("node", path=str(Path(sys.executable).parent))
    assert node, "Node is not beside Python: run make setup first."
    run = subprocess.run([node, SCRIPT], input=text.encode(), capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return json.loads(run.stdout)


def entry(request: dict[str, Any], **changes: Any) -> Entry:
    resolution = resolved(request)
    told = {"key": usual_key(BOOK, resolution, ""), "name": "", "link": "", "resolution": resolution}
    return Entry(**told | changes)


def one_file(request: dict[str, Any], **changes: Any) -> list[dict[str, Any]]:
    return events(calendar_file(BOOK, "en", [entry(request, **changes)]))


# --- every worked case ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", BOOK.languages)
def test_every_worked_case_lies_on_the_dates_of_the_oracle_for_two_other_parsers(lang: str) -> None:
    cases = worked()
    assert len(cases) > 100
    entries = [
        Entry(key=case.name, name=NAME, link=f"https://example.com/#{place}", resolution=resolution)
        for place, (case, resolution, _) in enumerate(cases)
    ]
    text = calendar_file(BOOK, lang, entries)
    wanted = [day for _, _, days in cases for _, day in days]
    alarms = [OWN_ALARMS if case.request["platform"] == "any" else ALARMS for case, _, days in cases for _ in days]
    ours = events(text)
    assert sorted(event["start"] for event in ours) == sorted(wanted)
    assert len({event["uid"] for event in ours}) == len(wanted)
    assert [event["alarms"] for event in ours] == alarms
    for event in ours:
        assert event["all_day"]
        assert dt.date.fromisoformat(event["end"]) - dt.date.fromisoformat(event["start"]) == dt.timedelta(1)
        assert NAME in event["summary"]
    theirs = list(vobject.readOne(text).vevent_list)
    assert [(event.uid.value, event.dtstart.value.isoformat(), event.summary.value) for event in theirs] == [
        (event["uid"], event["start"], event["summary"]) for event in ours
    ]
    assert [event.description.value for event in theirs] == [event["description"] for event in ours]
    assert [[alarm.trigger.value.total_seconds() for alarm in event.valarm_list] for event in theirs] == alarms


@pytest.mark.parametrize("lang", BOOK.languages)
def test_its_text_says_both_dates_why_and_where_it_comes_from(lang: str) -> None:
    for case, resolution, days in worked()[::5]:
        told = events(calendar_file(BOOK, lang, [Entry(key="k", name="", link="", resolution=resolution)]))
        assert len(told) == len(days)
        for event, (id_, day) in zip(told, days, strict=True):
            deadline = next(deadline for deadline in resolution.deadlines if deadline.id == id_)
            assert event["start"] == day
            from_others = day in named_by_others(case, id_)
            is_last = deadline.kind == "duty" and day != deadline.strict.isoformat() and not from_others
            for role, is_it in (("literal", is_last), ("outside", from_others)):
                what = BOOK.words[f"take.event_{role}"][lang].format(what=deadline.label[lang])
                assert event["summary"].startswith(what) == is_it, case.name
            assert deadline.label[lang] in event["summary"], case.name
            assert BOOK.problems[case.problem].title[lang] in event["summary"]
            text = event["description"]
            last = deadline.literal or deadline.latest
            assert f"{last.day} {BOOK.words[f'date.month_{last.month}'][lang]} {last.year}" in text
            assert all(BOOK.citations[cite].quote in text for cite in deadline.cites)
            assert not deadline.missed or deadline.missed[lang] in text
            assert not deadline.provisional or deadline.provisional[lang] in text
            assert resolution.version in text
            ends_in_china = deadline.kind == "duty" and case.request["platform"] != "any"
            assert (BOOK.words["take.day_end"][lang] in text) == ends_in_china


@pytest.mark.parametrize(
    "zone", ["Pacific/Honolulu", "America/Los_Angeles", "Europe/Rome", "Asia/Shanghai", "Pacific/Kiritimati"]
)
def test_reminders_ring_before_the_day_is_over_wherever_the_reader_is(zone: str) -> None:
    """A day is the platform's, and ends at midnight in China; calendars take its alarms from the reader's midnight."""
    for event in one_file(OVERDUE):
        day = dt.date.fromisoformat(event["start"])
        end = dt.datetime.combine(day, dt.time(16), tzinfo=dt.UTC)
        begins = dt.datetime.combine(day, dt.time(), tzinfo=ZoneInfo(zone))
        rung = [begins + dt.timedelta(seconds=alarm) for alarm in event["alarms"]]
        assert len(rung) == 2
        assert max(rung).astimezone(dt.UTC) < end


def test_lines_are_folded_by_bytes_and_end_in_cr_lf() -> None:
    text = calendar_file(BOOK, "it", [entry(OVERDUE, name=NAME * 6)]).encode()
    assert text.count(b"\n") == text.count(b"\r\n")
    lines = text.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    assert events(text.decode())[0]["summary"].count(NAME) == 6


# --- importing it again -----------------------------------------------------------------------------------------


def test_a_changed_date_moves_the_event_and_keeps_its_name() -> None:
    later = {**OVERDUE, "facts": {"promised_ship_date": "2026-03-20"}, "today": "2026-03-22"}
    before, after = one_file(OVERDUE, key="saved"), one_file(later, key="saved")
    assert [event["uid"] for event in before] == [event["uid"] for event in after]
    assert [event["start"] for event in before] != [event["start"] for event in after]
    assert all(new["sequence"] > old["sequence"] for old, new in zip(before, after, strict=True))


def test_what_is_told_later_on_the_same_day_is_newer_too() -> None:
    told = {**OVERDUE, "facts": {**OVERDUE["facts"], "supplier_pressed_on": "2026-03-11"}}
    assert one_file(told)[0]["sequence"] > one_file(OVERDUE)[0]["sequence"]


def test_the_moment_of_the_export_tells_corrections_of_the_same_day_apart() -> None:
    corrected = {**OVERDUE, "facts": {"promised_ship_date": "2026-03-11"}}
    exports = [
        ({**OVERDUE, "facts": {**OVERDUE["facts"], "supplier_pressed_on": "2026-03-11"}}, "2026-03-12T09:30:00Z"),
        (OVERDUE, "2026-03-12T17:30:01+08:00"),  # a fact less
        (corrected, "2026-03-12T09:30:02.5Z"),  # another date
    ]
    told = []
    for request, now in exports:
        asked = {**request, "format": "calendar", "beside": {"key": "saved", "now": now}}
        first, again = (ask("export", **asked)["result"]["text"] for _ in range(2))
        assert first == again
        event = vobject.readOne(first).vevent
        assert event.last_modified.value == event.dtstamp.value
        told.append((event.uid.value, int(event.sequence.value), event.dtstamp.value.second))
    assert told[1][0] == told[2][0]
    first = told[0][1]
    assert [(number - first, second) for _, number, second in told] == [(0, 0), (1, 1), (2, 2)]
    undated = one_file(OVERDUE)[0]["sequence"]
    assert undated < first < 2**31


def test_saved_cases_tell_the_moment_too_and_what_is_no_moment_is_refused() -> None:
    record = {"id": "1", **OVERDUE}
    asked = {"records": [record], "today": OVERDUE["today"], "link": ""}
    before, after = (
        vobject.readOne(ask("case_calendar", **asked, now=now)["result"]["text"]).vevent
        for now in ("2026-03-12T09:30:00Z", "2026-03-12T09:31:00Z")
    )
    assert int(after.sequence.value) == int(before.sequence.value) + 60
    for wrong in ("2026-03-12T09:30:00", "today", 7, "1999-01-01T00:00:00Z", "2100-01-01T00:00:00Z"):
        assert ask("case_calendar", **asked, now=wrong)["error"]["code"] == "request"
        assert ask("export", **OVERDUE, format="calendar", beside={"now": wrong})["error"]["code"] == "request"


def test_each_case_and_each_language_has_its_own_or_the_same_events() -> None:
    first = {event["uid"] for event in one_file(OVERDUE)}
    other_case = {event["uid"] for event in one_file(OVERDUE, key="another")}
    italian = {event["uid"] for event in events(calendar_file(BOOK, "it", [entry(OVERDUE)]))}
    assert not first & other_case
    assert first == italian


def test_a_case_that_is_not_saved_is_known_by_its_order_or_by_its_first_date() -> None:
    moved = {**OVERDUE, "facts": {"promised_ship_date": "2026-03-11"}}
    keys = [usual_key(BOOK, resolved(request), name) for name in ("", "A 7") for request in (OVERDUE, moved)]
    assert keys[0] != keys[1]
    assert keys[2] == keys[3]


# --- through the bridge -----------------------------------------------------------------------------------------


def ask(method: str, **params: Any) -> dict[str, Any]:
    return json.loads(handle(json.dumps({"method": method, "params": {"lang": "en", **params}})))


def test_a_complaint_of_today_where_the_reader_is_is_in_the_file() -> None:
    """There it is the 13th already, in China still the 12th."""
    facts = {"complaint_received_on": "2026-03-13", "own_reply_target": 1}
    complaint = {"id": "1", "platform": "any", "problem": "complaint", "facts": facts}
    asked = {"records": [complaint], "today": "2026-03-12", "link": ""}
    assert ask("case_calendar", **asked)["result"]["contradictory"] == 1
    file = ask("case_calendar", **asked, own_today="2026-03-13")["result"]
    assert (file["cases"], file["name"]) == (1, "after-sales-cases-2026-03-13.ics")
    assert ask("case_calendar", **asked, own_today="soon")["error"]["code"] == "fact"


def test_the_saved_cases_in_one_file_and_what_is_left_out_of_it() -> None:
    facts = OVERDUE["facts"]
    record = {"id": "1", "order": "A", "store": "Milano", **OVERDUE, "closed_on": None}
    records = [
        record,
        {**record, "id": "2", "facts": {}},
        {**record, "id": "3", "closed_on": "2026-03-11"},
        {**record, "id": "4", "facts": {**facts, "supplier_pressed_on": "2026-03-01"}},
        {**record, "id": "5", "order": "B"},
    ]
    file = ask("case_calendar", records=records, today="2026-03-12", link="https://x.example/en/simulator/")["result"]
    assert {key: file[key] for key in ("cases", "closed", "undated", "contradictory", "name", "type")} == {
        "cases": 2,
        "closed": 1,
        "undated": 1,
        "contradictory": 1,
        "name": "after-sales-cases-2026-03-12.ics",
        "type": "text/calendar",
    }
    found = events(file["text"])
    first = one_file(OVERDUE, key="1")
    assert [event["uid"] for event in found[: len(first)]] == [event["uid"] for event in first]
    assert "A · Milano" in found[0]["summary"]
    link = case_link("https://x.example/en/simulator/", resolved(OVERDUE).case, BOOK.version, "1")
    assert link.endswith("&case=1")
    assert link in found[0]["description"].replace("\n", "")
    assert "case=" not in case_link("https://x.example/", resolved(OVERDUE).case, BOOK.version)
    assert "promised_ship_date=2026-03-10" in link
    assert "today" not in link


def test_where_the_package_is_missing_the_worker_is_told_which_to_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "playbook_sim.calendar_file")
    monkeypatch.setitem(sys.modules, "icalendar", None)
    error = ask("export", **OVERDUE, format="calendar")["error"]
    assert (error["code"], error["packages"]) == ("needs", ["icalendar"])
    assert "result" in ask("export", **OVERDUE, format="markdown")
