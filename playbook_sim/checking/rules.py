"""Exactly one rule for each set of facts, every rule reached, every future a single one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from playbook_sim.checking.space import Answers, applies, complete_sets, far_apart, file_of, open_sets, said, written
from playbook_sim.errors import RulebookError
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case, Problem, Rule, Rulebook
from playbook_sim.paths import expanded


def faults_of_rules(rulebook: Rulebook, problems: Iterable[Problem] | None = None) -> Iterator[RulebookError]:
    """Gaps, overlaps, rules that are never reached, ambiguous futures, and steps with the same id on one path.

    ``problems``: where to look; None for all.
    """
    for problem in rulebook.problems.values() if problems is None else problems:
        # A mirror has the rules of another problem, whose file is the one to mend.
        if problem.mirrors is None:
            yield from _gaps_and_overlaps(rulebook, problem)
            yield from _open_gaps(rulebook, problem)
            for rule in problem.rules:
                yield from _conditions(rulebook, problem, rule)
        for rule in problem.rules:
            yield from _double_steps(rulebook, problem, rule)


def _gaps_and_overlaps(rulebook: Rulebook, problem: Problem) -> Iterator[RulebookError]:
    reached = set()
    for answers in complete_sets(rulebook, problem):
        rules = [rule.id for rule in problem.rules if applies(rule, answers)]
        reached.update(rules)
        if not rules:
            yield RulebookError(
                file_of(problem), f"no rule applies to {said(answers)}; add a [[rule]] with when = {written(answers)}"
            )
        if len(rules) > 1:
            names = " and ".join(repr(rule) for rule in rules)
            yield RulebookError(
                file_of(problem),
                f"the rules {names} apply at once to {said(answers)}; narrow the when of all but one of them",
            )
    for rule in problem.rules:
        if rule.id not in reached:
            yield RulebookError(
                _place(problem, rule), "no set of facts leads to this rule; correct its when, or take the rule out"
            )


def _open_gaps(rulebook: Rulebook, problem: Problem) -> Iterator[RulebookError]:
    """While something is open there is at least one future. Evaluated for real, so that no answer can fail."""
    for answers in open_sets(rulebook, problem):
        if not all(_leads_on(rulebook, problem, answers, gap) for gap in (dt.timedelta(0), far_apart(rulebook))):
            yield RulebookError(
                file_of(problem), f"with {said(answers)}, the rest still open, no rule can follow; add a [[rule]]"
            )


def _leads_on(rulebook: Rulebook, problem: Problem, answers: Answers, gap: dt.timedelta) -> bool:
    """Whether a path follows from ``answers`` with every date given, one ``gap`` after the other."""
    asked = [id_ for id_ in problem.asks if rulebook.facts[id_].kind == "date"]
    dates = {id_: rulebook.released + number * gap for number, id_ in enumerate(asked)}
    case = Case(platform=problem.platform, problem=problem.id, facts={**answers, **dates})
    return bool(evaluate(rulebook, case, rulebook.released + len(asked) * gap).paths)


def _conditions(rulebook: Rulebook, problem: Problem, rule: Rule) -> Iterator[RulebookError]:
    for id_, values in rule.when.items():
        fact = rulebook.facts[id_]
        if len(values) > 1 and any(value.open for value in fact.values):
            yield RulebookError(
                f"{_place(problem, rule)}.when.{id_}",
                f"found {' and '.join(values)}; while {id_!r} is open this rule is a future, which can have only "
                "one of them: write a rule for each",
            )
        for other, presumed in fact.presumes.items():
            if other not in rule.when:
                yield RulebookError(
                    f"{_place(problem, rule)}.when",
                    f"{id_!r} makes sense only with {other!r}; add {other} = {list(presumed)}",
                )


def _double_steps(rulebook: Rulebook, problem: Problem, rule: Rule) -> Iterator[RulebookError]:
    first: dict[str, str] = {}
    for step, written_in in expanded(rulebook, problem, rule):
        if step.id in first:
            yield RulebookError(
                _place(problem, rule),
                f"its path has two steps {step.id!r}, one of {first[step.id]!r} and one of {written_in!r}, which it "
                "follows; give one of them another id",
            )
        first[step.id] = written_in


def _place(problem: Problem, rule: Rule) -> str:
    return f"{file_of(problem)}: rule[{problem.rules.index(rule) + 1}]"
