"""Derived facts: what follows from several answers by a rule that no list of values can express.

Each function is named in ``facts/*.toml`` by ``function`` and is part of the rulebook's language. It returns one of
its ``OUTCOMES`` as soon as the facts decide it, whatever the missing ones may be, and None before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from playbook_sim.calendars import count_days, count_working_days
from playbook_sim.model import Calendar, Fact, Limit, Rulebook

OUTCOMES: Mapping[str, tuple[str, ...]] = {"any_right_open": ("open", "closed")}
"""The values that each function can return."""


def derive(rulebook: Rulebook, ids: Iterable[str], facts: Mapping[str, Any]) -> dict[str, str]:
    """The derived facts among ``ids`` that ``facts`` decide, with their values."""
    found = {}
    for id_ in ids:
        derivation = rulebook.facts[id_].derivation
        if derivation is None:
            continue
        limits = [rulebook.limits[limit] for limit in derivation.limits]
        value = _FUNCTIONS[derivation.function](rulebook, limits, derivation.on, facts)
        if value is not None:
            found[id_] = value
    return found


def inputs(fact: Fact, facts: Mapping[str, Fact], limits: Mapping[str, Limit]) -> tuple[str, ...]:
    """The facts that must be asked so that a derived fact can be worked out: its dates, and what those presume."""
    if fact.derivation is None:
        return ()
    dates = (*(limits[limit].counted_from for limit in fact.derivation.limits), fact.derivation.on)
    return tuple(dict.fromkeys(id_ for date in dates for id_ in (*facts[date].presumes, date)))


def any_right_open(rulebook: Rulebook, limits: list[Limit], on: str, facts: Mapping[str, Any]) -> str | None:
    """``open`` if on the day ``on`` at least one right had not run out, else ``closed``.

    The last day of a right still belongs to it. A right whose start has not happened, because the answers rule it
    out, has not begun to run and so cannot have run out. Tmall Global states two windows for one return and does not
    say which decides: the wider one does (B16).
    """
    day = facts.get(on)
    states = [_right_open(rulebook, limit, day, facts) for limit in limits]
    if True in states:
        return "open"
    return None if None in states else "closed"


def _right_open(rulebook: Rulebook, limit: Limit, day: Any, facts: Mapping[str, Any]) -> bool | None:
    start = facts.get(limit.counted_from)
    if start is None:
        needs = rulebook.facts[limit.counted_from].presumes
        ruled_out = any(other in facts and facts[other] not in values for other, values in needs.items())
        return True if ruled_out else None
    if day is None:
        return None
    calendar: Calendar | None = rulebook.calendars[limit.calendar] if limit.calendar else None
    count = count_working_days(calendar, start, limit.amount) if calendar else count_days(start, limit.amount)
    return day <= count.end


_FUNCTIONS: Mapping[str, Callable[[Rulebook, list[Limit], str, Mapping[str, Any]], str | None]] = {
    "any_right_open": any_right_open
}
