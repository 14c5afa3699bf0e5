"""Calendars, and days counted on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from playbook_sim.model.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A public holiday, or a make-up working day, with its name."""

    date: dt.date
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """One year of a calendar. ``verified``: an official notice was seen; ``reference`` names it."""

    year: int
    verified: bool
    reference: Text | None
    link: str | None
    holidays: tuple[SpecialDay, ...]
    workdays: tuple[SpecialDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Which days are working days: Monday to Friday, less ``holidays``, plus ``workdays`` (make-up days).

    ``id`` is ``china``, ``italy``, ``italy-milano`` …, ``mon_fri``. ``holidays`` and ``workdays`` join all years.
    ``unverified_reason`` says why a date in a year that is not verified is provisional.
    """

    id: str
    name: Text
    years: Mapping[int, CalendarYear]
    holidays: Mapping[dt.date, Text]
    workdays: Mapping[dt.date, Text]
    unverified_reason: Text
    always_known: bool

    def __hash__(self) -> int:
        """By its id, so that what was counted on a calendar can be kept."""
        return hash(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One line of a ledger. ``number`` is its place in the count, or None when skipped (or for the start day).

    ``kind``: ``start``, ``working``, ``make_up``, ``weekend``, ``holiday`` or ``calendar`` (every day counts).
    ``name``: the holiday's or make-up day's name.
    """

    date: dt.date
    number: int | None
    kind: str
    name: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of days laid on a calendar: ``end`` is the day the count reaches, ``days`` every day looked at."""

    start: dt.date
    amount: int
    end: dt.date
    days: tuple[Day, ...]
    provisional: Text | None
