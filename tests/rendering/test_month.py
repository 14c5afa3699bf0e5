"""The months of a count: what each day says, against counts made by hand (design: golden cases)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from playbook_sim.calendars import count_days, count_working_days
from playbook_sim.rendering.month import named_runs, pictured_count, run_words, uncertain
from playbook_sim.rendering.view import View, link_from_simulator

# calendar, start, {number: the day that must bear it}, the named days in English
GOLDEN = [
    (
        "china",
        "2026-02-10",
        {3: "2026-02-13", 4: "2026-02-14", 5: "2026-02-24", 9: "2026-02-28", 10: "2026-03-02", 30: "2026-03-30"},
        [
            "Make-up working day for the Spring Festival: Sat 14 Feb",
            "Spring Festival (Chinese New Year): Mon 16 Feb – Mon 23 Feb",
            "Make-up working day for the Spring Festival: Sat 28 Feb",
        ],
    ),
    (
        "china",
        "2026-09-18",
        {
            1: "2026-09-20",
            5: "2026-09-24",
            6: "2026-09-28",
            8: "2026-09-30",
            9: "2026-10-08",
            10: "2026-10-09",
            11: "2026-10-10",
            30: "2026-11-05",
        },
        [
            "Make-up working day for National Day: Sun 20 Sep",
            "Mid-Autumn Festival: Fri 25 Sep",
            "National Day: Thu 1 Oct – Wed 7 Oct",
            "Make-up working day for National Day: Sat 10 Oct",
        ],
    ),
    (
        "italy",
        "2025-08-06",
        {6: "2025-08-14", 7: "2025-08-18", 10: "2025-08-21", 30: "2025-09-18"},
        ["Assumption Day (Ferragosto): Fri 15 Aug"],
    ),
    (
        "italy",
        "2026-12-04",
        {1: "2026-12-07", 2: "2026-12-09", 10: "2026-12-21", 15: "2026-12-29", 30: "2027-01-21"},
        [
            "Immaculate Conception: Tue 8 Dec",
            "Christmas Day: Fri 25 Dec",
            "Saint Stephen’s Day: Sat 26 Dec",
            "New Year’s Day: Fri 1 Jan",
            "Epiphany: Wed 6 Jan",
        ],
    ),
    ("china", "2026-11-20", {10: "2026-12-04", 15: "2026-12-11", 30: "2027-01-04"}, ["New Year’s Day: Fri 1 Jan"]),
    # The feast of Saint Francis is a holiday again from 2026 on; in 2027 it takes a Monday away.
    ("italy", "2027-09-24", {5: "2027-10-01", 6: "2027-10-05", 10: "2027-10-11"}, None),
]


def pictured(book, see, lang: str, calendar: str, start: str, amount: int = 30):
    count = count_working_days(book.calendars[calendar], dt.date.fromisoformat(start), amount)
    marks = {count.end: "latest"}
    return count, see(pictured_count(View(book, lang, link_from_simulator), count, marks, calendar))


@pytest.mark.parametrize(("calendar", "start", "numbers", "names"), GOLDEN)
def test_each_counted_day_bears_its_number(book, see, calendar, start, numbers, names) -> None:
    count, seen = pictured(book, see, "en", calendar, start)
    days = {g.attributes["data-date"]: g for g in seen.all("g", "pb-day") if "data-date" in g.attributes}
    assert list(days) == [day.date.isoformat() for day in count.days], "every day of the count once, in order"
    shown = {int(g.attributes["data-number"]): date for date, g in days.items() if "data-number" in g.attributes}
    assert {number: shown[number] for number in numbers} == numbers
    assert sorted(shown) == list(range(1, 31))
    for number, date in shown.items():
        written = [e.text for e in seen.all("text", "pb-day__number") if days[date] in e.inside]
        assert written == [str(number)]
    if names is not None:
        view = View(book, "en", link_from_simulator)
        assert [run_words(view, run) for run in named_runs(count)] == names
        for name in names:
            assert name in seen.text


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_last_day_is_ringed_and_told(book, see, lang) -> None:
    count, seen = pictured(book, see, lang, "china", "2026-02-10")
    (ringed,) = [g for g in seen.all("g", "pb-day") if g.attributes.get("data-role")]
    assert (ringed.attributes["data-date"], ringed.attributes["data-role"]) == (count.end.isoformat(), "latest")
    # Once in its month, once in the list of signs, where the letter on its flag is told.
    assert len(seen.all("rect", "pb-day__ring")) == 2
    letters = {e.text for e in seen.all("text", "pb-day__letter")}
    assert letters == {book.words["month.sign.latest"][lang]}
    assert book.words["role.latest"][lang] in seen.text


def test_what_is_skipped_is_told_by_shape_and_letter_and_name(book, see) -> None:
    _, seen = pictured(book, see, "it", "italy-milano", "2026-12-04", 10)
    days = {g.attributes.get("data-date"): g for g in seen.all("g", "pb-day")}
    holiday, weekend = days["2026-12-07"], days["2026-12-05"]
    assert "2026-12-30" not in days
    assert "pb-day--holiday" in holiday.classes
    assert seen.within(holiday, "path", "pb-day__holiday")
    assert seen.within(holiday, "text", "pb-day__number")[0].text == book.words["month.sign.holiday"]["it"]
    assert "Sant’Ambrogio" in seen.within(holiday, "title")[0].text
    assert "pb-day--weekend" in weekend.classes
    assert seen.within(weekend, "path", "pb-day__weekend")
    assert not seen.within(weekend, "text", "pb-day__number")


def test_the_fourth_of_october_is_named_even_on_a_sunday(book, see) -> None:
    (day,) = [run for run in named_runs(pictured(book, see, "it", "italy", "2026-09-25")[0]) if run.first.month == 10]
    assert (day.first, day.last) == (dt.date(2026, 10, 4), dt.date(2026, 10, 4))
    count, _ = pictured(book, see, "it", "italy", "2025-09-25")
    assert all(run.first != dt.date(2025, 10, 4) for run in named_runs(count)), "not before 2026"


def test_days_that_nobody_has_announced_are_hatched_and_said_to_be(book, see) -> None:
    count, seen = pictured(book, see, "en", "china", "2026-11-20")
    view = View(book, "en", link_from_simulator)
    open_days = uncertain(view, count, "china")
    assert open_days == {day.date for day in count.days if day.date.year == 2027}
    hatched = {
        g.attributes["data-date"]
        for g in seen.all("g", "pb-day")
        if "data-date" in g.attributes and seen.within(g, "path", "pb-day__open")
    }
    assert hatched == {day.isoformat() for day in open_days}
    said = [e.text for e in seen.all("text", "pb-month__provisional")]
    assert said == [view.say("badge.provisional")]
    _, certain = pictured(book, see, "en", "china", "2026-02-10")
    assert not certain.all("path", "pb-day__open")


@pytest.mark.parametrize("lang", ["en", "it"])
def test_each_month_is_named_and_told(book, see, lang) -> None:
    _, seen = pictured(book, see, lang, "china", "2026-02-10")
    months = seen.all("svg", "pb-month")
    titles = [seen.within(month, "title")[0].text for month in months]
    assert titles == [f"{book.words[f'date.month_{n}'][lang]} 2026" for n in (2, 3)]
    assert all(month.attributes["role"] == "img" for month in months)
    told = [element.text for element in seen.all("desc")]
    assert [re.findall(r"\d+", text)[:2] for text in told] == [["1", "9"], ["10", "30"]]
    first = [seen.within(month, "text", "pb-month__weekday")[0].text for month in months]
    assert first == [book.words["date.weekday_1"][lang]] * 2, "weeks begin on Monday"


def test_calendar_days_have_no_weekend(book, see) -> None:
    count = count_days(dt.date(2026, 3, 13), 4)
    seen = see(pictured_count(View(book, "en", link_from_simulator), count, {count.end: "due"}, None))
    kinds = {c for g in seen.all("g", "pb-day") for c in g.classes if c.startswith("pb-day--")}
    assert kinds == {"pb-day--outside", "pb-day--start", "pb-day--calendar"}
    assert not seen.all("div", "pb-month-names")


def test_names_are_escaped(book, see) -> None:
    nasty = {"en": "<img src=x>", "it": "<img src=x>"}
    china = book.calendars["china"]
    hostile = replace(china, holidays={**china.holidays, dt.date(2026, 2, 12): nasty})
    count = count_working_days(hostile, dt.date(2026, 2, 10), 10)
    seen = see(pictured_count(View(book, "en", link_from_simulator), count, {}, "china"))
    assert not seen.all("img")
    assert "<img src=x>" in seen.text
