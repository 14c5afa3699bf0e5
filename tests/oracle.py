"""When a limit ends, worked out a second time and in another way: the engine takes no part in it.

What the worked cases expect comes from here: the amounts from ``limits.toml`` as it stands, the working days from the
package ``holidays``, and no line of ``playbook_sim``. So an edit of a limit moves the expectation with the answer,
and a mistake of the engine moves the answer alone.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import holidays

RULEBOOK = Path(__file__).parents[1] / "playbook_sim" / "rulebook"

_YEARS = range(2019, 2040)
_CITIES = {"italy-milano": "MI"}
_ONE_DAY = dt.timedelta(days=1)


class Oracle:
    """The dates of limits. ``limits`` is ``limits.toml`` as read, ``china`` the years of China's calendar file."""

    def __init__(self, limits: Mapping[str, Any], china: Mapping[str, Any]) -> None:
        self.limits = limits
        self._china = china

    @classmethod
    def of(cls, rulebook: Path = RULEBOOK) -> Oracle:
        """The oracle of the rulebook in a folder."""
        china = _toml(rulebook / "calendars" / "china.toml")["years"]
        return cls(_toml(rulebook / "limits.toml"), china)

    def with_amount(self, limit: str, amount: int) -> Oracle:
        """The same oracle with another amount of one limit."""
        edited = deepcopy(dict(self.limits))
        edited[limit]["amount"] = amount
        return Oracle(edited, self._china)

    def counted_from(self, limit: str) -> str:
        """The fact whose date starts the count."""
        return self._links(limit)[0]["counted_from"]

    def calendar(self, limit: str, chosen: str | None, start: dt.date | None = None) -> str | None:
        """The calendar that a limit is counted by when the reader has ``chosen`` one; None where every day counts.

        ``start``: the day on which the count starts, for a limit that changes from a day on.
        """
        own = self._on(self._links(limit)[0], start).get("calendar")
        return own and (chosen or own)

    def amount_from(self, limit: str) -> str | None:
        """The fact that says how long a limit is, where the merchant sets it; None where a source does."""
        return self._links(limit)[0].get("amount_from")

    def ends(self, limit: str) -> tuple[str, str]:
        """What the dates of a limit are called: those of a duty, or those of a window or right."""
        return ("strict", "literal") if self._links(limit)[0]["kind"] == "duty" else ("earliest", "latest")

    def dates(
        self, limit: str, start: dt.date, chosen: str | None = None, own: int | None = None
    ) -> dict[str, dt.date]:
        """The strict and literal date of a duty, or the earliest and latest of a window or right.

        ``own``: how long a limit is whose length the merchant sets.
        """
        links = self._links(limit)
        if links[0]["kind"] == "duty":
            duty = self._on(links[0], start)
            amount = own if "amount_from" in duty else duty["amount"]
            return {end: _after(start, _READINGS[duty[end]](amount), _by(duty, chosen)) for end in self.ends(limit)}
        ends = {}
        for end, key in (("earliest", "least"), ("latest", "amount")):
            day = start
            for link in links:
                held = self._on(link, day)
                day = _after(day, held.get(key, 0), _by(held, chosen))
            ends[end] = day
        return ends

    def last_start(
        self, limit: str, end: str, day: dt.date, chosen: str | None = None, own: int | None = None
    ) -> dt.date:
        """The last day from which a limit still ends no later than ``day``."""
        start = day
        while self.dates(limit, start, chosen, own)[end] > day:
            start -= _ONE_DAY
        return start

    def first_days(self, limit: str) -> list[dt.date]:
        """The days from which a limit, or a link of a chain, is another one, in their order."""
        versions = [version for link in self._links(limit) for version in (link, *link.get("earlier", ()))]
        return sorted(version["valid_from"] for version in versions if "valid_from" in version)

    def horizon(self) -> dt.date:
        """The last day for which China's holidays have been announced."""
        return dt.date(max(int(year) for year, days in self._china.items() if days["verified"]), 12, 31)

    def _links(self, limit: str) -> list[Mapping[str, Any]]:
        entry = self.limits[limit]
        return [self.limits[link] for link in entry["chain"]] if "chain" in entry else [entry]

    @staticmethod
    def _on(link: Mapping[str, Any], start: dt.date | None) -> Mapping[str, Any]:
        """What a limit says of a count that starts on a day; of the newest version where the day is not told.

        From the newest version back in time: as long as the count starts before it, what the version before says
        takes the place of what it says.
        """
        held = dict(link)
        for before in link.get("earlier", ()):
            if start is None or held["valid_from"] <= start:
                break
            if "unit" in before:
                held.pop("calendar", None)
            held |= before
        return held


def _by(limit: Mapping[str, Any], chosen: str | None) -> str | None:
    return limit.get("calendar") and (chosen or limit["calendar"])


_READINGS = {
    "first_day": lambda amount: 1,
    "day_before": lambda amount: amount - 1,
    "that_day": lambda amount: amount,
    "day_after": lambda amount: amount + 1,
}


@cache
def _after(start: dt.date, amount: int, calendar: str | None) -> dt.date:
    if calendar is None or amount == 0:
        return start + amount * _ONE_DAY
    return _source(calendar).get_nth_working_day(start, amount)


@cache
def _source(calendar: str) -> holidays.HolidayBase:
    if calendar == "china":
        return holidays.country_holidays("CN", years=_YEARS)
    if calendar == "mon_fri":
        return holidays.HolidayBase()
    subdivision = None if calendar == "italy" else _CITIES[calendar]
    return holidays.country_holidays("IT", subdiv=subdivision, years=_YEARS)


def _toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
