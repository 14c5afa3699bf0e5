"""What holds for every count, whatever the calendar and the day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook_sim.calendars import count_days, count_working_days, horizon, is_working_day
from playbook_sim.model import Calendar

FIRST, LAST = dt.date(2020, 1, 1), dt.date(2035, 12, 31)
ONE_DAY = dt.timedelta(days=1)

starts = st.dates(FIRST, LAST)
amounts = st.integers(0, 90)
unhurried = settings(deadline=None)  # a busy machine is no failure


@unhurried
@given(start=starts, amount=amounts)
def test_the_ledger_is_the_count(calendar: Calendar, start: dt.date, amount: int) -> None:
    count = count_working_days(calendar, start, amount)

    assert (count.start, count.amount) == (start, amount)
    assert [day.number for day in count.days if day.number is not None] == list(range(1, amount + 1))
    assert count.days[0].date == start
    assert (count.days[0].kind, count.days[0].number) == ("start", None)
    assert [day.date for day in count.days] == [start + n * ONE_DAY for n in range(len(count.days))]
    assert count.days[-1].date == count.end
    for day in count.days[1:]:
        assert (day.number is not None) == is_working_day(calendar, day.date) == (day.kind in ("working", "make_up"))
        assert day.name == (calendar.workdays.get(day.date) or calendar.holidays.get(day.date))
        assert day.kind != "working" or day.date.weekday() < 5
        assert day.kind != "weekend" or day.date.weekday() >= 5


@unhurried
@given(start=starts, amount=amounts)
def test_the_end_is_a_working_day_after_the_start(calendar: Calendar, start: dt.date, amount: int) -> None:
    end = count_working_days(calendar, start, amount).end
    if amount:
        assert end > start
        assert is_working_day(calendar, end)
    else:
        assert end == start


@unhurried
@given(start=starts, amount=amounts)
def test_a_count_is_provisional_exactly_when_it_looks_into_an_unverified_year(
    calendar: Calendar, start: dt.date, amount: int
) -> None:
    count = count_working_days(calendar, start, amount)
    verified = {year for year, days in calendar.years.items() if days.verified}
    unverified = any(day.date.year not in verified for day in count.days[1:]) and not calendar.always_known
    assert count.provisional == (calendar.unverified_reason if unverified else None)


@unhurried
@given(start=starts, first=amounts, second=amounts)
def test_counts_chained_are_one_count(calendar: Calendar, start: dt.date, first: int, second: int) -> None:
    link = count_working_days(calendar, start, first)
    chained = count_working_days(calendar, link.end, second)
    whole = count_working_days(calendar, start, first + second)
    assert chained.end == whole.end
    assert len(link.days) + len(chained.days) - 1 == len(whole.days)


@unhurried
@given(start=starts, later=st.integers(0, 60), amount=amounts)
def test_a_later_start_never_gives_an_earlier_end(calendar: Calendar, start: dt.date, later: int, amount: int) -> None:
    end = count_working_days(calendar, start, amount).end
    assert count_working_days(calendar, start + later * ONE_DAY, amount).end >= end


def test_a_day_later_never_gives_an_earlier_end_from_2020_to_2035(calendar: Calendar) -> None:
    start, end = FIRST, FIRST
    while start <= LAST:
        previous, end = end, count_working_days(calendar, start, 10).end
        assert end >= previous
        start += ONE_DAY


@unhurried
@given(start=starts, amount=amounts, extra=st.integers(-10, 150))
def test_a_holiday_more_never_makes_an_end_earlier(calendar: Calendar, start: dt.date, amount: int, extra: int) -> None:
    holiday = {start + extra * ONE_DAY: {"en": "One more", "it": "Una in più"}}
    more = replace(calendar, holidays={**calendar.holidays, **holiday})
    before, after = count_working_days(calendar, start, amount), count_working_days(more, start, amount)
    assert after.end >= before.end
    if next(iter(holiday)) in [day.date for day in before.days[1:] if day.kind == "working"]:
        assert after.end > before.end


@unhurried
@given(start=starts, first=amounts, second=amounts)
def test_calendar_days_add_up_and_are_never_provisional(start: dt.date, first: int, second: int) -> None:
    count = count_days(start, first)
    assert count.end == start + first * ONE_DAY
    assert count_days(count.end, second).end == count_days(start, first + second).end
    assert [day.date for day in count.days] == [start + n * ONE_DAY for n in range(first + 1)]
    assert [day.number for day in count.days] == [None, *range(1, first + 1)]
    assert [day.kind for day in count.days] == ["start", *["calendar"] * first]
    assert count.provisional is None


@pytest.mark.parametrize("amount", [-1, -30])
def test_days_are_counted_forwards_only(calendars: dict[str, Calendar], amount: int) -> None:
    with pytest.raises(ValueError, match="counted forwards"):
        count_days(FIRST, amount)
    with pytest.raises(ValueError, match="counted forwards"):
        count_working_days(calendars["mon_fri"], FIRST, amount)


@pytest.mark.parametrize(
    ("name", "day", "works"),
    [
        ("china", dt.date(2026, 2, 14), True),  # a Saturday made up for
        ("china", dt.date(2026, 2, 15), False),  # a Sunday inside the holiday
        ("china", dt.date(2026, 2, 16), False),
        ("china", dt.date(2026, 2, 24), True),
        ("italy", dt.date(2026, 2, 16), True),
        ("italy", dt.date(2025, 10, 4), False),  # a Saturday
        ("italy", dt.date(2027, 10, 4), False),  # Saint Francis, a Monday
        ("italy", dt.date(2022, 10, 4), True),  # before the law
        ("italy", dt.date(2026, 12, 7), True),
        ("italy-milano", dt.date(2026, 12, 7), False),
        ("italy-venezia", dt.date(2025, 11, 21), False),
        ("italy-roma", dt.date(2026, 6, 29), False),
        ("mon_fri", dt.date(2026, 12, 25), True),
        ("mon_fri", dt.date(2026, 12, 26), False),
    ],
)
def test_days_that_work_and_days_that_do_not(
    calendars: dict[str, Calendar], name: str, day: dt.date, works: bool
) -> None:
    assert is_working_day(calendars[name], day) is works


def test_a_holiday_on_a_weekend_is_shown_as_the_holiday(calendars: dict[str, Calendar]) -> None:
    saturday = count_working_days(calendars["italy"], dt.date(2026, 8, 14), 1).days[1]
    assert (saturday.date, saturday.kind) == (dt.date(2026, 8, 15), "holiday")
    assert saturday.name is not None
    assert saturday.name["it"] == "Ferragosto (Assunzione di Maria)"


def test_the_horizon_is_the_end_of_the_last_year_known_without_a_gap(calendars: dict[str, Calendar]) -> None:
    last_notice = max(year.year for year in calendars["china"].years.values() if year.verified)
    assert last_notice >= 2026
    assert horizon(calendars["china"]) == dt.date(last_notice, 12, 31)
    assert horizon(calendars["italy"]) == horizon(calendars["italy-milano"]) == dt.date(2037, 12, 31)
    assert horizon(calendars["mon_fri"]) is None

    china = calendars["china"]
    gap = replace(china.years[2023], verified=False, reference=None)
    assert horizon(replace(china, years={**china.years, 2023: gap})) == dt.date(2022, 12, 31)


def test_outside_the_years_of_a_calendar_a_count_is_provisional(calendars: dict[str, Calendar]) -> None:
    italy = calendars["italy"]
    assert count_working_days(italy, dt.date(2037, 12, 20), 5).provisional is None
    assert count_working_days(italy, dt.date(2037, 12, 31), 1).provisional == italy.unverified_reason
    assert count_working_days(italy, dt.date(2019, 12, 30), 1).provisional == italy.unverified_reason
    assert count_working_days(italy, dt.date(2019, 12, 30), 10).provisional == italy.unverified_reason
    assert count_working_days(italy, dt.date(2019, 12, 31), 10).provisional is None
    assert count_working_days(calendars["mon_fri"], dt.date(2050, 1, 1), 30).provisional is None
