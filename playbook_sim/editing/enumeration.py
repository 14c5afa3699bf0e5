"""Every case worth asking: each combination of answers, with dates on, before and after each limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from playbook_sim.checking.space import complete_sets, far_apart, open_sets
from playbook_sim.meaning import Asked, answered
from playbook_sim.model import Calendar, Case, Limit, Problem, Rulebook
from playbook_sim.versions import every_version

_DAY = dt.timedelta(days=1)
_ENDS = ("strict", "literal", "earliest", "latest")


def enumeration(before: Rulebook, after: Rulebook, problem: str) -> Iterator[Asked]:
    """Every case about ``problem`` whose answers by two rulebooks are to be compared, each once.

    Each set of answers that either rulebook knows; with no date, with all of them, with all but one and with only
    one, asked on that day and around each deadline; and with each other date around each deadline. Counts start on an
    ordinary day, and around each day on which the two rulebooks' calendars or limits part.
    """
    seen: set[tuple[object, ...]] = set()
    for case, today in _cases((before, after), problem):
        key = (tuple(sorted((fact, str(value)) for fact, value in case.facts.items())), today)
        if key not in seen:
            seen.add(key)
            yield case, today


def _cases(books: tuple[Rulebook, Rulebook], problem: str) -> Iterator[Asked]:
    for answers in _answers(books, problem):
        yield from _asked(books, problem, answers, books[1].released)
        for start in _starts(books):
            filled = answers | _dates(books, problem, start) | _numbers(books, problem)
            for facts in _partly(books, problem, filled):
                yield from _asked(books, problem, facts, start)
            yield from _moved(books, problem, filled, start)


def _answers(books: Iterable[Rulebook], problem: str) -> list[dict[str, Any]]:
    """Every set of choices in either rulebook, without what follows from others."""
    found: list[dict[str, Any]] = []
    for book in books:
        if told := book.problems.get(problem):
            for answers in (*complete_sets(book, told), *open_sets(book, told)):
                given = {fact: value for fact, value in answers.items() if fact in told.asks}
                if given not in found:
                    found.append(given)
    return found


def _asked(books: Iterable[Rulebook], problem: str, facts: Mapping[str, Any], start: dt.date) -> Iterator[Asked]:
    """The case on the day its counts start, and the days around each of its deadlines."""
    case = Case(platform=_told(books, problem).platform, problem=problem, facts=facts)
    yield case, start
    for day in sorted(_around(books, case, start)):
        yield case, day


def _moved(books: tuple[Rulebook, Rulebook], problem: str, facts: Mapping[str, Any], start: dt.date) -> Iterator[Asked]:
    """What starts a count, and one date after the other on the days around its deadlines, asked when all is over."""
    platform = _told(books, problem).platform
    dates = [fact for fact, value in facts.items() if isinstance(value, dt.date)]
    late = start + max(far_apart(book) for book in books)
    for first in dates:
        alone = {fact: value for fact, value in facts.items() if fact == first or fact not in dates}
        days = sorted(_around(books, Case(platform=platform, problem=problem, facts=alone), start))
        for other in dates:
            if other != first:
                for day in days:
                    yield Case(platform=platform, problem=problem, facts={**alone, other: day}), late


def _around(books: Iterable[Rulebook], case: Case, start: dt.date) -> set[dt.date]:
    """On, before and after each date that the answer to a case names."""
    days: set[dt.date] = set()
    for book in books:
        answer = answered(book, case, start)
        for deadline in answer.deadlines if answer else ():
            for date in (getattr(deadline, end) for end in _ENDS):
                days |= {date - _DAY, date, date + _DAY} if date else set()
    return {day for day in days if day >= start}


def _partly(books: Iterable[Rulebook], problem: str, facts: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """All, all but one date, only one date."""
    dates = [fact for fact, value in facts.items() if isinstance(value, dt.date)]
    yield dict(facts)
    for one in dates:
        yield {fact: value for fact, value in facts.items() if fact != one}
        yield {fact: value for fact, value in facts.items() if fact == one or fact not in dates}


def _told(books: Iterable[Rulebook], problem: str) -> Problem:
    return next(book.problems[problem] for book in books if problem in book.problems)


def _dates(books: Iterable[Rulebook], problem: str, start: dt.date) -> dict[str, dt.date]:
    return {fact: start for fact, kind in _kinds(books, problem).items() if kind == "date"}


def _numbers(books: Iterable[Rulebook], problem: str) -> dict[str, int]:
    found = {}
    for book in books:
        for id_ in book.problems[problem].asks if problem in book.problems else ():
            if book.facts[id_].kind == "integer":
                found[id_] = book.facts[id_].least or 1
    return found


def _kinds(books: Iterable[Rulebook], problem: str) -> dict[str, str]:
    return {
        id_: book.facts[id_].kind for book in books if problem in book.problems for id_ in book.problems[problem].asks
    }


def _starts(books: tuple[Rulebook, Rulebook]) -> list[dt.date]:
    """The days on which counts start: an ordinary one, and those from which the two rulebooks can differ."""
    before, after = books
    days = {after.released}
    for limit in (*every_version(before.limits.values()), *every_version(after.limits.values())):
        days |= _first_days(limit)
    for id_ in after.calendars:
        if id_ in before.calendars and before.calendars[id_] != after.calendars[id_]:
            days |= _parting(before.calendars[id_], after.calendars[id_])
    return sorted(day for day in days if after.first_date <= day <= after.last_date)


def _first_days(limit: Limit) -> set[dt.date]:
    return {limit.valid_from - _DAY, limit.valid_from} if limit.valid_from else set()


def _parting(before: Calendar, after: Calendar) -> set[dt.date]:
    """The eve of each day, and the end of the year before each year, of which two calendars do not say the same."""
    days = set()
    for one, other in ((before.holidays, after.holidays), (before.workdays, after.workdays)):
        days |= {day - _DAY for day in one.keys() ^ other.keys()}
    for year in before.years.keys() | after.years.keys():
        verified = [book.years[year].verified if year in book.years else None for book in (before, after)]
        if verified[0] != verified[1]:
            days.add(dt.date(year - 1, 12, 20))
    return days
