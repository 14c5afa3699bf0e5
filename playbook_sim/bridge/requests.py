"""What the methods read from a request; only the page's own scripts can be wrong in this way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from playbook_sim.cases import read_case
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Resolution, Rulebook


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
