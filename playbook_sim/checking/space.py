"""The space of the facts of a problem: every set of answers that makes sense, one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from playbook_sim.evaluation import derived_facts
from playbook_sim.model import Problem, Rule, Rulebook
from playbook_sim.versions import every_version

type Answers = Mapping[str, str]
"""Choice, yes_no or derived fact → its value. A fact that the others rule out, or that is not answered, is absent."""


def complete_sets(rulebook: Rulebook, problem: Problem) -> Iterator[Answers]:
    """Every set in which each fact that makes sense has an answer and nothing is open.

    A derived fact stands in it with each of its outcomes, whatever the dates that it is worked out from.
    """
    return _sets(rulebook, (*problem.asks, *derived_facts(rulebook, problem)), {}, with_open=False)


def open_sets(rulebook: Rulebook, problem: Problem) -> Iterator[Answers]:
    """Every set in which the required facts have an answer, and at least one other fact is open or not answered.

    Derived facts are left out: they follow from the dates.
    """
    complete = list(_sets(rulebook, problem.asks, {}, with_open=False))
    return (answers for answers in _sets(rulebook, problem.asks, {}, with_open=True) if answers not in complete)


def _sets(rulebook: Rulebook, asks: tuple[str, ...], answers: Answers, *, with_open: bool) -> Iterator[Answers]:
    if not asks:
        yield answers
        return
    fact, rest = rulebook.facts[asks[0]], asks[1:]
    if not fact.values or any(answers.get(other) not in values for other, values in fact.presumes.items()):
        yield from _sets(rulebook, rest, answers, with_open=with_open)
        return
    for value in fact.values:
        if with_open or not value.open:
            yield from _sets(rulebook, rest, {**answers, fact.id: value.id}, with_open=with_open)
    if with_open and not fact.required:
        yield from _sets(rulebook, rest, answers, with_open=with_open)


def applies(rule: Rule, answers: Answers) -> bool:
    """Whether all conditions of ``rule`` are met."""
    return all(answers.get(fact) in values for fact, values in rule.when.items())


def coverage(rulebook: Rulebook) -> dict[str, list[tuple[Answers, str]]]:
    """For each problem, every complete set of answers with the id of the rule that applies to it.

    In a rulebook that passes ``check`` each set stands exactly once.
    """
    return {
        problem.id: [
            (answers, rule.id)
            for answers in complete_sets(rulebook, problem)
            for rule in problem.rules
            if applies(rule, answers)
        ]
        for problem in rulebook.problems.values()
    }


def far_apart(rulebook: Rulebook) -> dt.timedelta:
    """A time longer than any limit, so that dates this far apart lie on both sides of each."""
    return dt.timedelta(days=10 + 2 * max(limit.amount for limit in every_version(rulebook.limits.values())))


def said(answers: Answers) -> str:
    """``shipped = yes, parcel_leg = domestic``, for a message."""
    return ", ".join(f"{fact} = {value}" for fact, value in answers.items()) or "whatever the facts"


def written(answers: Answers) -> str:
    """``{ shipped = ["yes"], parcel_leg = ["domestic"] }``, as an editor would write it."""
    return "{ " + ", ".join(f'{fact} = ["{value}"]' for fact, value in answers.items()) + " }"


def file_of(problem: Problem) -> str:
    """The file of ``problem``, as the loader names it."""
    return f"problems/{problem.platform}/{problem.id}.toml"
