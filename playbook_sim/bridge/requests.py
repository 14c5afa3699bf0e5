"""What the methods read from a request; only the page's own scripts can be wrong in this way."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from typing import Any

from playbook_sim.cases import read_case
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Resolution, Rulebook
from playbook_sim.untrusted import clean, shown

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
        raise RequestError(f"{key}: found {shown(repr(value))}, not one of {', '.join(known)}")
    return value


def text(params: Mapping[str, Any], key: str) -> str:
    """The text at ``key``, "" where there is none; without what no file can hold. Raises RequestError."""
    value = params.get(key)
    if value is not None and not isinstance(value, str):
        raise RequestError(f"{key}: found {shown(repr(value))}; write a text")
    return clean(value or "")


def address(params: Mapping[str, Any], key: str) -> str:
    """The address at ``key``, "" where there is none. Raises RequestError, also for what no address can hold."""
    found = text(params, key)
    if re.search(r"\s", found):
        raise RequestError(f"{key}: found {shown(repr(found))}; write an address, without blanks or line ends")
    return found


def texts(params: Mapping[str, Any], key: str) -> dict[str, str]:
    """The named texts at ``key``, as ``text`` reads them; none where there are none. Raises RequestError."""
    value = table(params, key)
    return {name: text(value, name) for name in value}


def table(params: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The object at ``key``, an empty one where there is none. Raises RequestError."""
    value = params.get(key)
    if value is not None and not isinstance(value, Mapping):
        raise RequestError(f"{key}: found {shown(repr(value))}; write an object")
    return value or {}


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
        example = "2026-03-12T09:30:00Z"
        raise RequestError(f"now: found {shown(repr(given))}; write a moment with its zone, such as {example}")
    return found
