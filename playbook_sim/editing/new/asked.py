"""What ``playbook-sim new`` asks for, one by one: each is refused as soon as it is given, and not after the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from playbook_sim.editing.new import case, language, page, problem
from playbook_sim.editing.new.draft import Draft, known
from playbook_sim.model import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A value, and what it is judged by. ``before``: the values given before it, by parameter; ``language``: of a text,
    else ""."""

    value: str
    language: str
    draft: Draft
    rulebook: Rulebook
    before: Mapping[str, Any]


def _rule(given: Given) -> None:
    case.rule_of(given.rulebook.problems[given.before["problem"]], given.value)


def _page(given: Given) -> None:
    path = page.checked_path(given.draft, given.rulebook, given.value)
    if not given.before.get("after"):
        page.last_beside(given.draft, path)


CHECKS: Mapping[str, Callable[[Given], object]] = MappingProxyType(
    {
        "problem of a case": lambda given: case.checked_problem(given.rulebook, given.value),
        "rule": _rule,
        "name of a case": lambda given: case.checked_name(given.draft, given.value),
        "page": _page,
        "neighbour": lambda given: page.checked_neighbour(given.draft, given.rulebook, given.value),
        "title": lambda given: page.checked_title(given.draft, given.language, given.value),
        "platform": lambda given: known("platform", given.value, given.rulebook.vocabulary["platform"]),
        "problem": lambda given: problem.checked_new_id(given.rulebook, given.value),
        "stage": lambda given: known("stage", given.value, given.rulebook.vocabulary["stage"]),
        "outcome": lambda given: known("outcome", given.value, given.rulebook.vocabulary["outcome"]),
        "question": lambda given: known("question", given.value, given.rulebook.triage),
        "language": lambda given: language.checked_code(given.rulebook, given.value),
    }
)
"""What may be asked for, and what raises NewError where it cannot be."""
