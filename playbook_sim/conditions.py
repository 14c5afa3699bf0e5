"""Whether facts meet conditions. Every condition of the rulebook is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playbook_sim.model import Conditions

GIVEN = "given"
"""The value with which a condition on a date is met: any date that the reader has given."""


def meets(facts: Mapping[str, Any], fact: str, values: tuple[str, ...]) -> bool:
    """Whether ``fact`` has one of ``values``, or has been given where ``given`` is one of them."""
    return facts.get(fact) in values or (GIVEN in values and fact in facts)


def meets_all(facts: Mapping[str, Any], conditions: Conditions) -> bool:
    """Whether every condition is met. No condition is met by all facts."""
    return all(meets(facts, fact, values) for fact, values in conditions.items())


def meets_any(facts: Mapping[str, Any], conditions: Conditions) -> bool:
    """Whether at least one condition is met. No condition is met by no facts."""
    # Asked for each step of each rule at each answer: a loop is half the work of a generator.
    for fact, values in conditions.items():  # noqa: SIM110
        if meets(facts, fact, values):
            return True
    return False
