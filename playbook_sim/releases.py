"""Versions of the rulebook: which of two is older, and the limits as one of them had them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from playbook_sim.model import Limit, Release, Rulebook
from playbook_sim.versions import chained

_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}")


# A link may name any version.
@lru_cache(maxsize=64)
def number_of(version: str) -> tuple[int, ...] | None:
    """A version such as ``1.10.0`` as numbers that compare (``1.10`` is the same); None for anything else."""
    # Digits of other scripts are no digits here.
    if not version.isascii() or _NUMBER.fullmatch(version) is None:
        return None
    number = [int(part) for part in version.split(".")]
    while len(number) > 1 and number[-1] == 0:
        number.pop()
    return tuple(number)


def standing(rulebook: Rulebook, version: str) -> str:
    """``same``, ``older``, ``newer``, or ``unknown`` for what was never a version of this rulebook."""
    number = number_of(version)
    if number is None:
        return "unknown"
    released = [number_of(release.version) for release in rulebook.history]
    if number == released[-1]:
        return "same"
    if number > released[-1]:
        return "newer"
    return "older" if number in released else "unknown"


def releases_since(rulebook: Rulebook, version: str) -> tuple[Release, ...]:
    """The versions released after ``version``, which must be one of ``history``, the oldest first."""
    return tuple(release for release in rulebook.history if number_of(release.version) > number_of(version))


def limits_at(rulebook: Rulebook, version: str) -> Mapping[str, Limit]:
    """The limits as the ``version`` of the rulebook had them. What has come since stands among them as it is now."""
    had: dict[str, Limit] = {}
    for release in releases_since(rulebook, version):
        for change in release.changes:
            for id_, limit in change.had.items():
                had.setdefault(id_, limit)
    limits = {**rulebook.limits, **had}
    return {id_: chained(limit, [limits[link] for link in limit.chain]) for id_, limit in limits.items()}
