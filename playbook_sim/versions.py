"""Limits that change from a day on: which version of them judges a count.

It is the one in force on the day on which the count starts, whatever day it is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from playbook_sim.model import Limit, Rulebook
from playbook_sim.remembering import memory_of


def in_force(limit: Limit, start: dt.date) -> Limit:
    """The version of ``limit`` that judges a count which starts on ``start``.

    It knows all ``versions`` in turn. A start before the first day for which any version is known is judged by the
    oldest of them; see ``before_known``.
    """
    return replace(_on(limit, start), versions=limit.versions) if limit.versions else limit


def _on(limit: Limit, start: dt.date) -> Limit:
    since = (version for version in limit.versions if version.valid_from is None or version.valid_from <= start)
    return next(since, limit.versions[-1])


def judging(rulebook: Rulebook, facts: Mapping[str, Any], today: dt.date) -> Mapping[str, Limit]:
    """The limits of ``rulebook`` in the versions that judge a case with ``facts``; the same mapping for the same ones.

    A limit whose start is not known, or not told, stands there in the version in force ``today``: so it would be
    judged if the count began now. A chain is put together from its links, which ``deadlines.lay`` judges by the day on
    which each of them begins.
    """
    limits = rulebook.limits
    starts = {limit.id: facts.get(limit.counted_from, today) for limit in limits.values() if limit.versions}
    if not starts:
        return limits
    memory = memory_of(rulebook)
    key = (judging, *((id_, _on(limits[id_], start).valid_from) for id_, start in starts.items()))
    if key not in memory:
        judged = {**limits, **{id_: in_force(limits[id_], start) for id_, start in starts.items()}}
        chains = {limit.id: chained(limit, [judged[link] for link in limit.chain]) for limit in judged.values()}
        memory[key] = judged | chains
    return memory[key]


def chained(chain: Limit, links: Sequence[Limit]) -> Limit:
    """``chain`` with what it takes from its ``links``: their amounts add up. Without links it stays as it is."""
    if not links:
        return chain
    return replace(
        chain,
        unit=next((link.unit for link in links if link.calendar), links[0].unit),
        calendar=next((link.calendar for link in links if link.calendar), None),
        unit_stated=all(link.unit_stated for link in links),
        least=sum(link.least for link in links),
        amount=sum(link.amount for link in links),
        cites=tuple(dict.fromkeys(cite for link in links for cite in link.cites)),
        doubts=tuple(dict.fromkeys(doubt for link in links for doubt in link.doubts)),
    )


def later(limit: Limit) -> tuple[Limit, ...]:
    """The versions that have taken, or will take, the place of this one, the next one first."""
    return tuple(reversed(limit.versions[: _place(limit)]))


def earlier(limit: Limit) -> tuple[Limit, ...]:
    """The versions before this one, the newest first."""
    return limit.versions[_place(limit) + 1 :]


def before_known(limit: Limit, start: dt.date) -> bool:
    """Whether a count starts before the first day for which any version of ``limit`` is known."""
    first = limit.versions[-1].valid_from if limit.versions else None
    return first is not None and start < first


def every_version(limits: Iterable[Limit]) -> Iterator[Limit]:
    """All limits, and all versions of those that change from a day on."""
    for limit in limits:
        yield from limit.versions or (limit,)


def _place(limit: Limit) -> int:
    return next((at for at, other in enumerate(limit.versions) if other.valid_from == limit.valid_from), 0)
