"""The rules of a problem as one tree of steps and questions: what its flowchart draws and its text reads out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playbook_sim.errors import RulebookError
from playbook_sim.evaluation import derived_facts
from playbook_sim.model import Problem, Rule, Rulebook, Step
from playbook_sim.rendering.static_path import shared_steps


@dataclass(frozen=True, slots=True)
class Branch:
    """The answers (value ids) that lead to the same place, and that place."""

    values: tuple[str, ...]
    tree: Tree


@dataclass(frozen=True, slots=True)
class Tree:
    """Steps to take, then either a question with its branches or the rule that has been reached."""

    steps: tuple[Step, ...]
    question: str | None
    branches: tuple[Branch, ...]
    rule: Rule | None

    @property
    def leaves(self) -> int:
        """How many ends the tree has."""
        return sum(branch.tree.leaves for branch in self.branches) or 1


def decision_tree(rulebook: Rulebook, problem: Problem) -> Tree:
    """The tree of ``problem``. Questions come in the order of ``asks``, then what is worked out from the answers; steps
    shared by all branches stand above them.

    Answers that are still open have no branch: they lead to all the others. Raises RulebookError when two rules
    cannot be told apart.
    """
    return _tree(rulebook, problem, problem.rules, frozenset(), 0)


def _tree(rulebook: Rulebook, problem: Problem, rules: Sequence[Rule], asked: frozenset[str], done: int) -> Tree:
    if len(rules) == 1:
        return Tree(steps=rules[0].steps[done:], question=None, branches=(), rule=rules[0])
    steps = shared_steps(rules)[done:]
    facts = (*problem.asks, *derived_facts(rulebook, problem))
    question = next((fact for fact in facts if fact not in asked and any(fact in rule.when for rule in rules)), None)
    if question is None:
        both = " and ".join(rule.id for rule in rules)
        raise RulebookError(
            f"problems/{problem.platform}/{problem.id}.toml", f"no fact tells {both} apart; add a `when`"
        )
    by_rules: dict[tuple[str, ...], list[str]] = {}
    for value in rulebook.facts[question].values:
        reached = tuple(rule.id for rule in rules if value.id in rule.when.get(question, (value.id,)))
        if reached and not value.open:
            by_rules.setdefault(reached, []).append(value.id)
    branches = []
    for ids, values in by_rules.items():
        reached_rules = [rule for rule in rules if rule.id in ids]
        tree = _tree(rulebook, problem, reached_rules, asked | {question}, done + len(steps))
        branches.append(Branch(tuple(values), tree))
    return Tree(steps=steps, question=question, branches=tuple(branches), rule=None)
