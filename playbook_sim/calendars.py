"""Counting days: all date arithmetic of the product, and nothing else.

The start day is day 0 and is never counted. Dates have no time of day. docs/decisions/0010-counting-days.md
says why each convention was chosen.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from playbook_sim.model import Calendar, Count, Day, Text

_ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5


# Answers about many cases count the same days over and over.
_KEPT = 2048


@lru_cache(maxsize=_KEPT)
def count_days(start: dt.date, amount: int) -> Count:
    """Count ``amount`` calendar days after ``start``: every day counts, and no end moves off a holiday.

    The result is never provisional. Raises ValueError when ``amount`` is negative.
    """
    _check(amount)
    days = [_start(start)]
    for number in range(1, amount + 1):
        days.append(Day(date=start + number * _ONE_DAY, number=number, kind="calendar", name=None))
    return Count(start=start, amount=amount, end=days[-1].date, days=tuple(days), provisional=None)


@lru_cache(maxsize=_KEPT)
def count_working_days(calendar: Calendar, start: dt.date, amount: int) -> Count:
    """Count ``amount`` working days of ``calendar`` after ``start``; the end is the last one counted.

    ``start`` need not be a working day. With ``amount`` 0 the end is the start. A further count that goes on
    where this one ends starts at this one's ``end``. Raises ValueError when ``amount`` is negative.
    """
    _check(amount)
    days = [_start(start)]
    date, number = start, 0
    while number < amount:
        date += _ONE_DAY
        kind, name = _kind(calendar, date)
        counted = _counts(kind)
        number += counted
        days.append(Day(date=date, number=number if counted else None, kind=kind, name=name))
    provisional = None
    if amount and not _known(calendar, days[1].date.year, date.year):
        provisional = calendar.unverified_reason
    return Count(start=start, amount=amount, end=date, days=tuple(days), provisional=provisional)


def is_working_day(calendar: Calendar, day: dt.date) -> bool:
    """Whether ``day`` is counted as a working day of ``calendar``."""
    return _counts(_kind(calendar, day)[0])


def horizon(calendar: Calendar) -> dt.date | None:
    """The last day up to which the calendar is officially known, without a gap; None when it always is.

    It is the last day of the last year in the first unbroken run of verified years. Raises ValueError when no
    year is verified.
    """
    if calendar.always_known:
        return None
    year = min(year for year, known in calendar.years.items() if known.verified)
    while _known(calendar, year + 1, year + 1):
        year += 1
    return dt.date(year, 12, 31)


def _check(amount: int) -> None:
    if amount < 0:
        raise ValueError(f"cannot count {amount} days: days are counted forwards")


def _start(date: dt.date) -> Day:
    return Day(date=date, number=None, kind="start", name=None)


def _kind(calendar: Calendar, date: dt.date) -> tuple[str, Text | None]:
    # A make-up day lies on a weekend by definition, so it is looked up first. A holiday on a weekend is shown
    # as the holiday that it is: the reader looks for its name, and the count is the same.
    if (name := calendar.workdays.get(date)) is not None:
        return "make_up", name
    if (name := calendar.holidays.get(date)) is not None:
        return "holiday", name
    return ("weekend" if date.weekday() >= _SATURDAY else "working"), None


def _counts(kind: str) -> bool:
    return kind in ("working", "make_up")


def _known(calendar: Calendar, first: int, last: int) -> bool:
    if calendar.always_known:
        return True
    return all(year in calendar.years and calendar.years[year].verified for year in range(first, last + 1))
