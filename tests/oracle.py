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

    def calendar(self, limit: str, chosen: str | None) -> str | None:
        """The calendar that a limit is counted by when the reader has ``chosen`` one; None where every day counts."""
        own = self._links(limit)[0].get("calendar")
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
        links, calendar = self._links(limit), self.calendar(limit, chosen)
        amounts = [own if "amount_from" in link else link["amount"] for link in links]
        if links[0]["kind"] == "duty":
            (duty,), (amount,) = links, amounts
            return {end: _after(start, _READINGS[duty[end]](amount), calendar) for end in self.ends(limit)}
        # All links of a chain are counted in the same days, so the days can be added before they are counted.
        least = sum(link.get("least", 0) for link in links)
        return {"earliest": _after(start, least, calendar), "latest": _after(start, sum(amounts), calendar)}

    def last_start(
        self, limit: str, end: str, day: dt.date, chosen: str | None = None, own: int | None = None
    ) -> dt.date:
        """The last day from which a limit still ends no later than ``day``."""
        start = day
        while self.dates(limit, start, chosen, own)[end] > day:
            start -= _ONE_DAY
        return start

    def horizon(self) -> dt.date:
        """The last day for which China's holidays have been announced."""
        return dt.date(max(int(year) for year, days in self._china.items() if days["verified"]), 12, 31)

    def _links(self, limit: str) -> list[Mapping[str, Any]]:
        entry = self.limits[limit]
        return [self.limits[link] for link in entry["chain"]] if "chain" in entry else [entry]


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
