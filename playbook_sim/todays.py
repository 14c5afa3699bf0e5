"""Today, which is not the same day everywhere: whose it is depends on the platform of a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NO_PLATFORM = "any"
"""Where the problems stand that are the merchant's own on whatever platform."""

_CHINA = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Todays:
    """One moment as a day in China, whose days the platforms count, and as the merchant's ``own`` day."""

    china: dt.date
    own: dt.date

    @classmethod
    def everywhere(cls, day: dt.date) -> Todays:
        """A day that was chosen: it is the same for every case."""
        return cls(day, day)

    @classmethod
    def at(cls, moment: dt.datetime) -> Todays:
        """The days at ``moment``, whose zone is the merchant's."""
        return cls(moment.astimezone(_CHINA).date(), moment.date())

    def of(self, case: Any) -> dt.date:
        """Today where the days of ``case`` are counted; ``case`` may be anything that somebody has written."""
        is_own = isinstance(case, Mapping) and case.get("platform") == NO_PLATFORM
        return self.own if is_own else self.china
