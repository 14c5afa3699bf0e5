"""A limit laid on the calendar: its strict and literal dates, or its window, with the counts that led there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from playbook_sim.calendars import count_days, count_working_days
from playbook_sim.model import Calendar, Count, Deadline, Limit, Ruling, Text
from playbook_sim.versions import chained, in_force

SOON = 2
"""Days before a date from which it counts as due soon."""


def lay(
    limit: Limit,
    links: tuple[Limit, ...],
    start: dt.date | None,
    start_event: Text,
    calendar_of: Callable[[Limit], Calendar | None],
    *,
    analogy: bool,
    own_amount: int | None = None,
) -> Deadline:
    """The deadline of ``limit`` counted from ``start``, or one without dates when ``start`` is None.

    ``own_amount`` is the number of days of a limit whose length the merchant sets; without it there are no dates.

    ``links`` are the limits of a chain in their order (empty for a plain limit); their ends add up. Each limit is
    laid in the version in force on the day on which its count starts.
    ``start_event`` names the start in words, ``analogy`` says that the source states the limit for a similar
    case only. Working days are counted by the calendar that ``calendar_of`` gives; without one every day counts, and
    no date rolls over a weekend or a holiday.
    """

    def count(since: dt.date, by: Limit, amount: int) -> Count:
        calendar = calendar_of(by)
        return count_working_days(calendar, since, amount) if calendar else count_days(since, amount)

    if limit.amount_from is not None:
        start = start if own_amount is not None else None
        limit = replace(limit, amount=own_amount or 0)
    laid = links or (limit,)
    rulings = tuple(Ruling(start=start, limit=link) for link in laid if link.versions)
    strict = literal = earliest = latest = None
    counts: tuple[Count, ...] = ()
    if start is not None and limit.kind == "duty":
        strict = count(start, limit, reading_days(limit, limit.strict)).end
        counts = (count(start, limit, reading_days(limit, limit.literal)),)
        literal = counts[-1].end
    elif start is not None:
        earliest = latest = start
        laid, rulings = (), ()
        for link in links or (limit,):
            soonest, slowest = in_force(link, earliest), in_force(link, latest)
            rulings += _rulings({earliest: soonest, latest: slowest})
            earliest = count(earliest, soonest, soonest.least).end
            counts += (count(latest, slowest, slowest.amount),)
            latest = counts[-1].end
            laid += (slowest,)
    limit = chained(limit, laid)
    calendar = calendar_of(limit)
    return Deadline(
        id=limit.id,
        label=limit.label,
        kind=limit.kind,
        timing=limit.timing,
        start=start,
        start_event=start_event,
        strict=strict,
        literal=literal,
        earliest=earliest,
        latest=latest,
        amount=own_amount if limit.amount_from is not None else limit.amount,
        amount_from=limit.amount_from,
        missed=limit.missed,
        unit=limit.unit,
        unit_stated=limit.unit_stated,
        calendar=calendar.id if calendar else None,
        provisional=next((part.provisional for part in counts if part.provisional), None),
        counts=counts,
        analogy=analogy,
        cites=limit.cites,
        doubts=limit.doubts,
        laid=laid,
        rulings=rulings,
    )


def outside_day(deadline: Deadline) -> dt.date | None:
    """The last day of a duty by what is no part of the sources; None where nobody names one before the strict date."""
    outside = deadline.laid[0].outside
    if outside is None or deadline.start is None or deadline.strict is None:
        return None
    day = count_days(deadline.start, outside.amount).end
    return day if day < deadline.strict else None


def _rulings(starts: dict[dt.date, Limit]) -> tuple[Ruling, ...]:
    """The versions by which a count is judged that starts on one of these days, each of them once."""
    found: dict[dt.date | None, Ruling] = {}
    for start, version in starts.items():
        if version.versions:
            found.setdefault(version.valid_from, Ruling(start=start, limit=version))
    return tuple(found.values())


def reading_days(limit: Limit, reading: str | None) -> int:
    """The number of days at which ``reading`` puts the date of a duty: ``first_day`` → 1, ``that_day`` → amount, …"""
    offsets = {"first_day": 1, "day_before": limit.amount - 1, "that_day": limit.amount, "day_after": limit.amount + 1}
    return offsets[reading or "that_day"]
