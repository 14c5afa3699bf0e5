"""Days in the worked cases that follow the limits: "the day after dsers_remedy.latest" instead of a date.

A day: ``on``, ``the day before`` or ``the day after`` one of the dates of a limit (``LIMIT.strict``,
``LIMIT.literal``, ``LIMIT.earliest``, ``LIMIT.latest``). A start: ``the last day that puts LIMIT.latest no later than
DATE`` or ``the first day that puts LIMIT.latest after DATE``; ``the horizon`` may stand for the date, which is the
last day for which China's holidays have been announced. A condition: ``DAY is before
LIMIT.strict``. A limit whose length the merchant sets takes the number of days from the facts of the case, and
a fact may depend on one that is written before it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from oracle import Oracle

_DAY = re.compile(r"(on|the day before|the day after) (\w+)\.(\w+)")
_START = re.compile(
    r"the (?:(last) day that puts (\w+)\.(\w+) no later than|(first) day that puts (\w+)\.(\w+) after)"
    r" (\d{4}-\d{2}-\d{2}|the horizon)"
)
_PLACE = {"the day before": -1, "on": 0, "the day after": 1}


class PhraseError(Exception):
    """A phrase that means no day; the message says what was found and what to write instead."""


class Days:
    """The days of one case: what its phrases mean by the facts whose dates are known so far."""

    def __init__(self, oracle: Oracle, calendar: str | None) -> None:
        self._oracle = oracle
        self._calendar = calendar

    def facts(self, written: Mapping[str, Any]) -> dict[str, Any]:
        """The facts with their phrases as dates. Raises PhraseError."""
        found = {id_: value for id_, value in written.items() if not _is_phrase(value)}
        starts = {id_: value for id_, value in written.items() if _is_phrase(value) and _START.fullmatch(value)}
        found |= {id_: self._start(value, found) for id_, value in starts.items()}
        for id_, value in written.items():
            # A day may depend on one that is written before it.
            if id_ not in found:
                found[id_] = self.day(value, found)
        return {id_: found[id_] for id_ in written}

    def day(self, phrase: str, facts: Mapping[str, Any]) -> dt.date:
        """The day that ``phrase`` means where ``facts`` hold. Raises PhraseError."""
        said = _DAY.fullmatch(phrase)
        if said is None:
            raise PhraseError(
                f"found {phrase!r}; write 'on', 'the day before' or 'the day after' and a date of a limit, such as "
                "'the day after dsers_remedy.latest', or for a start 'the last day that puts dsers_remedy.latest no "
                "later than 2026-12-31' or 'the first day that puts dsers_remedy.latest after 2026-12-31'"
            )
        place, limit, end = said.groups()
        return self.dates(limit, facts, end)[end] + dt.timedelta(_PLACE[place])

    def dates(self, limit: str, facts: Mapping[str, Any], end: str | None = None) -> dict[str, dt.date]:
        """All dates of a limit, ``end`` among them. Raises PhraseError."""
        self._known(limit, end)
        start = facts.get(self._oracle.counted_from(limit))
        if not isinstance(start, dt.date):
            raise PhraseError(f"{limit} has no dates: {self._oracle.counted_from(limit)} is not a date of this case")
        return self._oracle.dates(limit, start, self._calendar, self._amount(limit, facts))

    def own_amount(self, limit: str, facts: Mapping[str, Any]) -> int | None:
        """The merchant's own number of days; None for a limit of a source and while it is not told."""
        self._known(limit)
        return facts.get(self._oracle.amount_from(limit) or "")

    def why_not_dated(self, limit: str, facts: Mapping[str, Any]) -> str | None:
        """``not started``: the day it is counted from is not told; ``no target``: the merchant has set no number of
        days; None: it has dates. Raises PhraseError."""
        self._known(limit)
        if self._oracle.counted_from(limit) not in facts:
            return "not started"
        fact = self._oracle.amount_from(limit)
        return "no target" if fact and fact not in facts else None

    def counted_by(self, limit: str, facts: Mapping[str, Any]) -> str | None:
        """The calendar by which a limit is counted in this case. Raises PhraseError."""
        self._known(limit)
        return self._oracle.calendar(limit, self._calendar, facts.get(self._oracle.counted_from(limit)))

    def holds(self, condition: str, facts: Mapping[str, Any]) -> bool:
        """Whether "DAY is before LIMIT.END". Raises PhraseError."""
        earlier, said, later = condition.partition(" is before ")
        if not said:
            raise PhraseError(f"found {condition!r}; write a day, 'is before' and a date of a limit")
        return self.day(earlier, facts) < self.day(f"on {later}", facts)

    def _start(self, phrase: str, facts: Mapping[str, Any]) -> dt.date:
        said = _START.fullmatch(phrase)
        assert said is not None
        _, limit, end = (part for part in said.groups()[:-1] if part)
        self._known(limit, end)
        day = self._oracle.horizon() if said[7] == "the horizon" else dt.date.fromisoformat(said[7])
        own = self._amount(limit, facts)
        return self._oracle.last_start(limit, end, day, self._calendar, own) + dt.timedelta(1 if said[4] else 0)

    def _amount(self, limit: str, facts: Mapping[str, Any]) -> int | None:
        fact = self._oracle.amount_from(limit)
        if fact and not isinstance(facts.get(fact), int):
            raise PhraseError(f"{limit} has no dates: {fact} is not a number of this case")
        return self.own_amount(limit, facts)

    def _known(self, limit: str, end: str | None = None) -> None:
        if limit not in self._oracle.limits:
            raise PhraseError(f"{limit!r} is not in limits.toml; write one of {', '.join(self._oracle.limits)}")
        ends = self._oracle.ends(limit)
        if end is not None and end not in ends:
            raise PhraseError(f"{limit} has no date {end!r}; write {' or '.join(ends)}")


def _is_phrase(value: Any) -> bool:
    # The values of a choice are single words.
    return isinstance(value, str) and " " in value
