"""Counts worked out by hand: the table of the design, every case of the inventory, and three ledgers day by day."""

from __future__ import annotations

import datetime as dt

import pytest

from playbook_sim.calendars import count_days, count_working_days
from playbook_sim.model import Calendar, Count

# calendar, start, the 10th, 15th and 30th working day
CASES = [
    ("china", "2026-02-10", "2026-03-02", "2026-03-09", "2026-03-30"),  # Spring Festival, make-up Saturdays
    ("china", "2026-02-14", "2026-03-06", "2026-03-13", "2026-04-03"),  # starts on a make-up Saturday
    ("china", "2026-09-18", "2026-10-09", "2026-10-15", "2026-11-05"),  # make-up Sunday, National Day
    ("china", "2026-09-30", "2026-10-20", "2026-10-27", "2026-11-17"),  # eve of National Day
    ("china", "2026-04-28", "2026-05-14", "2026-05-21", "2026-06-11"),  # Labour Day
    ("china", "2026-11-20", "2026-12-04", "2026-12-11", "2027-01-04"),  # ends past the last notice
    ("china", "2026-12-21", "2027-01-05", "2027-01-12", "2027-02-02"),  # all past the last notice
    ("italy", "2026-08-05", "2026-08-19", "2026-08-26", "2026-09-16"),  # Ferragosto on a Saturday
    ("italy", "2025-08-06", "2025-08-21", "2025-08-28", "2025-09-18"),  # Ferragosto on a Friday
    ("italy", "2026-12-04", "2026-12-21", "2026-12-29", "2027-01-21"),  # Immacolata, Natale, Capodanno, Epifania
    ("italy", "2026-03-27", "2026-04-13", "2026-04-20", "2026-05-12"),  # Easter Monday
    ("italy", "2027-09-24", "2027-10-11", "2027-10-18", "2027-11-09"),  # Saint Francis
    ("italy-milano", "2026-12-04", "2026-12-22", "2026-12-30", "2027-01-22"),  # Sant’Ambrogio besides
    ("mon_fri", "2026-02-10", "2026-02-24", "2026-03-03", "2026-03-24"),
    ("mon_fri", "2026-02-14", "2026-02-27", "2026-03-06", "2026-03-27"),
    ("mon_fri", "2026-09-18", "2026-10-02", "2026-10-09", "2026-10-30"),
    ("mon_fri", "2026-09-30", "2026-10-14", "2026-10-21", "2026-11-11"),
    ("mon_fri", "2026-04-28", "2026-05-12", "2026-05-19", "2026-06-09"),
    ("mon_fri", "2026-08-05", "2026-08-19", "2026-08-26", "2026-09-16"),
    ("mon_fri", "2025-08-06", "2025-08-20", "2025-08-27", "2025-09-17"),
    ("mon_fri", "2026-12-04", "2026-12-18", "2026-12-25", "2027-01-15"),
    ("mon_fri", "2026-03-27", "2026-04-10", "2026-04-17", "2026-05-08"),
    ("mon_fri", "2027-09-24", "2027-10-08", "2027-10-15", "2027-11-05"),
    ("mon_fri", "2026-11-20", "2026-12-04", "2026-12-11", "2027-01-01"),
    ("mon_fri", "2026-12-21", "2027-01-04", "2027-01-11", "2027-02-01"),
]

# Of all these counts, only the Chinese ones that end in 2027 need a notice that was not seen.
PROVISIONAL_CASES = {("china", "2026-11-20", 30), *(("china", "2026-12-21", amount) for amount in (10, 15, 30))}


@pytest.mark.parametrize(("name", "start", "tenth", "fifteenth", "thirtieth"), CASES)
def test_the_nth_working_day(
    calendars: dict[str, Calendar], name: str, start: str, tenth: str, fifteenth: str, thirtieth: str
) -> None:
    for amount, end in ((10, tenth), (15, fifteenth), (30, thirtieth)):
        count = count_working_days(calendars[name], dt.date.fromisoformat(start), amount)
        assert count.end.isoformat() == end
        assert (count.provisional is not None) == ((name, start, amount) in PROVISIONAL_CASES)


def test_a_provisional_count_says_why_in_both_languages(calendars: dict[str, Calendar]) -> None:
    count = count_working_days(calendars["china"], dt.date(2026, 11, 20), 30)
    assert count.provisional == calendars["china"].unverified_reason
    assert "a year whose notice had not been seen" in count.provisional["en"]
    assert "un anno il cui avviso, all’ultima verifica" in count.provisional["it"]


def ledger(count: Count) -> list[str]:
    """A line for each day: date, number or what it is, and its English name if it has one."""
    lines = []
    for day in count.days:
        place = day.kind if day.number is None else f"{day.number} {day.kind}"
        lines.append(f"{day.date:%a %Y-%m-%d} {place}" + (f": {day.name['en']}" if day.name else ""))
    return lines


def test_ledger_of_the_spring_festival(calendars: dict[str, Calendar]) -> None:
    count = count_working_days(calendars["china"], dt.date(2026, 2, 10), 10)
    assert ledger(count) == [
        "Tue 2026-02-10 start",
        "Wed 2026-02-11 1 working",
        "Thu 2026-02-12 2 working",
        "Fri 2026-02-13 3 working",
        "Sat 2026-02-14 4 make_up: Make-up working day for the Spring Festival",
        "Sun 2026-02-15 weekend",
        "Mon 2026-02-16 holiday: Spring Festival (Chinese New Year)",
        "Tue 2026-02-17 holiday: Spring Festival (Chinese New Year)",
        "Wed 2026-02-18 holiday: Spring Festival (Chinese New Year)",
        "Thu 2026-02-19 holiday: Spring Festival (Chinese New Year)",
        "Fri 2026-02-20 holiday: Spring Festival (Chinese New Year)",
        "Sat 2026-02-21 weekend",
        "Sun 2026-02-22 weekend",
        "Mon 2026-02-23 holiday: Spring Festival (Chinese New Year)",
        "Tue 2026-02-24 5 working",
        "Wed 2026-02-25 6 working",
        "Thu 2026-02-26 7 working",
        "Fri 2026-02-27 8 working",
        "Sat 2026-02-28 9 make_up: Make-up working day for the Spring Festival",
        "Sun 2026-03-01 weekend",
        "Mon 2026-03-02 10 working",
    ]
    further = count_working_days(calendars["china"], dt.date(2026, 2, 10), 30)
    numbers = {day.number: day.date.isoformat() for day in further.days}
    assert {number: numbers[number] for number in (11, 14, 15, 20, 25, 26, 29, 30)} == {
        11: "2026-03-03",
        14: "2026-03-06",
        15: "2026-03-09",
        20: "2026-03-16",
        25: "2026-03-23",
        26: "2026-03-24",
        29: "2026-03-27",
        30: "2026-03-30",
    }


def test_ledger_of_an_italian_december(calendars: dict[str, Calendar]) -> None:
    count = count_working_days(calendars["italy"], dt.date(2026, 12, 4), 30)
    assert ledger(count) == [
        "Fri 2026-12-04 start",
        "Sat 2026-12-05 weekend",
        "Sun 2026-12-06 weekend",
        "Mon 2026-12-07 1 working",
        "Tue 2026-12-08 holiday: Immaculate Conception",
        "Wed 2026-12-09 2 working",
        "Thu 2026-12-10 3 working",
        "Fri 2026-12-11 4 working",
        "Sat 2026-12-12 weekend",
        "Sun 2026-12-13 weekend",
        "Mon 2026-12-14 5 working",
        "Tue 2026-12-15 6 working",
        "Wed 2026-12-16 7 working",
        "Thu 2026-12-17 8 working",
        "Fri 2026-12-18 9 working",
        "Sat 2026-12-19 weekend",
        "Sun 2026-12-20 weekend",
        "Mon 2026-12-21 10 working",
        "Tue 2026-12-22 11 working",
        "Wed 2026-12-23 12 working",
        "Thu 2026-12-24 13 working",
        "Fri 2026-12-25 holiday: Christmas Day",
        "Sat 2026-12-26 holiday: Saint Stephen’s Day",
        "Sun 2026-12-27 weekend",
        "Mon 2026-12-28 14 working",
        "Tue 2026-12-29 15 working",
        "Wed 2026-12-30 16 working",
        "Thu 2026-12-31 17 working",
        "Fri 2027-01-01 holiday: New Year’s Day",
        "Sat 2027-01-02 weekend",
        "Sun 2027-01-03 weekend",
        "Mon 2027-01-04 18 working",
        "Tue 2027-01-05 19 working",
        "Wed 2027-01-06 holiday: Epiphany",
        "Thu 2027-01-07 20 working",
        "Fri 2027-01-08 21 working",
        "Sat 2027-01-09 weekend",
        "Sun 2027-01-10 weekend",
        "Mon 2027-01-11 22 working",
        "Tue 2027-01-12 23 working",
        "Wed 2027-01-13 24 working",
        "Thu 2027-01-14 25 working",
        "Fri 2027-01-15 26 working",
        "Sat 2027-01-16 weekend",
        "Sun 2027-01-17 weekend",
        "Mon 2027-01-18 27 working",
        "Tue 2027-01-19 28 working",
        "Wed 2027-01-20 29 working",
        "Thu 2027-01-21 30 working",
    ]


def test_ledger_of_national_day(calendars: dict[str, Calendar]) -> None:
    count = count_working_days(calendars["china"], dt.date(2026, 9, 18), 10)
    assert ledger(count) == [
        "Fri 2026-09-18 start",
        "Sat 2026-09-19 weekend",
        "Sun 2026-09-20 1 make_up: Make-up working day for National Day",
        "Mon 2026-09-21 2 working",
        "Tue 2026-09-22 3 working",
        "Wed 2026-09-23 4 working",
        "Thu 2026-09-24 5 working",
        "Fri 2026-09-25 holiday: Mid-Autumn Festival",
        "Sat 2026-09-26 weekend",
        "Sun 2026-09-27 weekend",
        "Mon 2026-09-28 6 working",
        "Tue 2026-09-29 7 working",
        "Wed 2026-09-30 8 working",
        "Thu 2026-10-01 holiday: National Day",
        "Fri 2026-10-02 holiday: National Day",
        "Sat 2026-10-03 holiday: National Day",
        "Sun 2026-10-04 weekend",
        "Mon 2026-10-05 holiday: National Day",
        "Tue 2026-10-06 holiday: National Day",
        "Wed 2026-10-07 holiday: National Day",
        "Thu 2026-10-08 9 working",
        "Fri 2026-10-09 10 working",
    ]


def test_ledger_in_milan_names_the_patron_saint_in_italian(calendars: dict[str, Calendar]) -> None:
    count = count_working_days(calendars["italy-milano"], dt.date(2026, 12, 4), 1)
    assert [(day.date.day, day.kind, day.name and day.name["it"]) for day in count.days] == [
        (4, "start", None),
        (5, "weekend", None),
        (6, "weekend", None),
        (7, "holiday", "Sant’Ambrogio, patrono di Milano"),
        (8, "holiday", "Immacolata Concezione"),
        (9, "working", None),
    ]


def test_ledger_of_calendar_days_counts_every_day_and_moves_no_end() -> None:
    # The promised ship date of the design's example: two days after it is a Thursday, four a Saturday.
    count = count_days(dt.date(2026, 3, 10), 4)
    assert ledger(count) == [
        "Tue 2026-03-10 start",
        "Wed 2026-03-11 1 calendar",
        "Thu 2026-03-12 2 calendar",
        "Fri 2026-03-13 3 calendar",
        "Sat 2026-03-14 4 calendar",
    ]
    assert count.end == dt.date(2026, 3, 14)
    assert count.provisional is None
