"""Every fact that is asked can change the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from itertools import pairwise
from typing import Any

from playbook_sim.checking.space import complete_sets, far_apart, file_of, open_sets
from playbook_sim.errors import FactError, RulebookError
from playbook_sim.evaluation import evaluate
from playbook_sim.message_texts import facts_of
from playbook_sim.model import Case, Fact, Problem, Resolution, Rulebook

# What an answer says of the case itself; the limits are those of the rulebook, whatever is asked.
_ASKED = ("case", "status", "questions", "next_question", "findings", "derived", "limits")


def without_effect(rulebook: Rulebook, problems: Iterable[Problem] | None = None) -> Iterator[RulebookError]:
    """A fact is asked in vain when cases that differ in nothing else all have the same answer.

    ``problems``: where to look; None for all.
    """
    for problem in rulebook.problems.values() if problems is None else problems:
        if problem.mirrors is None:
            for id_ in problem.asks:
                if not _matters(rulebook, problem, rulebook.facts[id_]):
                    yield RulebookError(
                        f"{file_of(problem)}: asks",
                        f"{id_!r} changes no answer; use it in a rule, or do not ask it",
                        "no_effect",
                        fact=id_,
                        asked_by=problem.id,
                    )


def _matters(rulebook: Rulebook, problem: Problem, fact: Fact) -> bool:
    for others in _other_facts(rulebook, problem, fact):
        answers = []
        for value in _values(rulebook, fact):
            facts = others if value is None else {**others, fact.id: value}
            case = Case(platform=problem.platform, problem=problem.id, facts=facts)
            # Dates in an impossible order are no case to compare with.
            with suppress(FactError):
                answers.append(_seen(rulebook, evaluate(rulebook, case, rulebook.released + far_apart(rulebook))))
        if any(one != other for one, other in pairwise(answers)):
            return True
    return False


def _other_facts(rulebook: Rulebook, problem: Problem, fact: Fact) -> Iterator[Mapping[str, Any]]:
    """Every set of answers without ``fact``, once without and once with all other dates and numbers."""
    others = [rulebook.facts[id_] for id_ in problem.asks if id_ != fact.id]
    filled: dict[str, Any] = {other.id: rulebook.released for other in others if other.kind == "date"}
    filled |= {other.id: other.most for other in others if other.kind == "integer"}
    for answers in (*complete_sets(rulebook, problem), *open_sets(rulebook, problem)):
        bare = {id_: value for id_, value in answers.items() if id_ != fact.id}
        yield bare
        yield {**bare, **filled}


def _values(rulebook: Rulebook, fact: Fact) -> list[str | int | dt.date | None]:
    """Values to compare; None is no answer, which for a required fact is no case to compare with."""
    some: list[str | int | dt.date | None] = [value.id for value in fact.values]
    if fact.kind == "date":
        days = far_apart(rulebook)
        some = [rulebook.released - days, rulebook.released, rulebook.released + days]
    if fact.kind == "integer":
        some = [fact.least, fact.most]
    return some if fact.required else [*some, None]


def _seen(rulebook: Rulebook, resolution: Resolution) -> tuple[list[Any], list[Any]]:
    """What the reader can do with the answer, apart from the facts and the questions themselves."""
    parts = [getattr(resolution, field.name) for field in fields(resolution) if field.name not in _ASKED]
    said = [resolution.case.facts.get(id_) for m in resolution.messages for id_ in facts_of(rulebook.messages[m])]
    return parts, said
