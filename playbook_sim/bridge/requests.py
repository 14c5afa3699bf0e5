"""What the methods read from a request; only the page's own scripts can be wrong in this way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from playbook_sim.cases import read_case
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Resolution, Rulebook

_YEARS = (2020, 2087)
"""Between them the seconds since the first day of 2020 fit into the 32 bits that calendars have for a number."""


class RequestError(Exception):
    """A request that makes no sense."""


def resolved(rulebook: Rulebook, data: Any) -> Resolution:
    """The answer to the case in ``data`` (see ``cases.read_case``). Raises FactError."""
    case, today = read_case(rulebook, data)
    return evaluate(rulebook, case, today)


def one_of(params: Mapping[str, Any], key: str, known: Collection[str]) -> str:
    """The text at ``key``, one of ``known``. Raises RequestError."""
    value = params.get(key)
    if not isinstance(value, str) or value not in known:
        raise RequestError(f"{key}: found {value!r}, not one of {', '.join(known)}")
    return value


def moment(params: Mapping[str, Any]) -> dt.datetime | None:
    """The moment at ``now``, an ISO 8601 timestamp with its zone ("2026-03-12T09:30:00Z"), or None where there is none.

    Raises RequestError for anything else, and for a moment before 2020 or so late that no calendar could number it.
    """
    given = params.get("now")
    if given is None:
        return None
    try:
        found = dt.datetime.fromisoformat(given)
    except (TypeError, ValueError):
        found = None
    if found is None or found.tzinfo is None or not _YEARS[0] <= found.year <= _YEARS[1]:
        raise RequestError(f"now: found {given!r}; write a moment with its zone, such as 2026-03-12T09:30:00Z")
    return found
