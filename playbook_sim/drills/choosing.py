"""The answers to choose from: the right one, and wrong ones that a trainee might well give."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from playbook_sim.drills.parts import Choice, Solution
from playbook_sim.drills.solving import due_steps
from playbook_sim.model import PathStep, Problem, Resolution, Rulebook, Step
from playbook_sim.paths import expanded

_WRONG = 3
_IDLE = ("wait", "not_yet", "nothing")


def choices_for(
    rulebook: Rulebook, resolution: Resolution, solution: Solution, rng: random.Random
) -> tuple[Choice, ...] | None:
    """The right choice and three wrong ones, in any order; None where there are not enough that are surely wrong.

    What is to be done today as well, or rests on the same passages, is never offered as wrong.
    """
    right = solution.choice
    problem = rulebook.problems[resolution.case.problem]
    due = [step.step for step in due_steps(resolution)] + ([right.step] if right.step else [])
    own = list(_own(resolution))
    pools = [
        rng.sample(own, len(own)),
        _apart(rng, due, _siblings(rulebook, resolution, problem)),
        _apart(rng, due, _cousins(rulebook, problem, same_stage=True)),
        _apart(rng, due, _cousins(rulebook, problem, same_stage=False)),
    ]
    idle = [Choice(kind="ask", reason="covered")] if right.kind != "ask" else []
    idle += [Choice(kind="nothing", reason="idle")] if right.kind == "do" else []
    wrong: list[Choice] = []
    taken = {_key(right), *map(_texts, due)}
    # What is a step of this case as well is offered as such, or not at all.
    here = {_texts(step.step) for path in resolution.paths for step in path.steps}
    if idle and rng.random() < 0.6:
        wrong.append(rng.choice(idle))
    for place, pool in enumerate(pools):
        # Two of the case's own steps are enough: what belongs elsewhere is to be told apart as well.
        room = min(_WRONG, len(wrong) + 2) if place == 0 else _WRONG
        for choice in pool:
            elsewhere = place > 0 and _key(choice) in here
            known = _key(choice) in taken or elsewhere or _too_alike(choice, (right, *wrong))
            if len(wrong) < room and not known:
                wrong.append(choice)
                taken.add(_key(choice))
    if len(wrong) < _WRONG:
        return None
    shown = [right, *wrong]
    rng.shuffle(shown)
    return tuple(shown)


def _key(choice: Choice) -> tuple[str, ...]:
    return _texts(choice.step) if choice.step else (choice.kind,)


def _texts(step: Step) -> tuple[str, ...]:
    return tuple(step.do.values())


def _too_alike(choice: Choice, others: Iterable[Choice]) -> bool:
    """Two ways of doing nothing are no two answers."""
    return choice.kind in _IDLE and any(other.kind in _IDLE for other in others)


# --- where wrong answers come from ------------------------------------------------------------------------------


def _own(resolution: Resolution) -> Iterator[Choice]:
    """The steps of the case's own paths whose turn it is not."""
    due = {(step.problem, step.step.id) for step in due_steps(resolution)}
    seen: set[tuple[str, str]] = set()
    for path in resolution.paths:
        for step in path.steps:
            id_ = (step.problem, step.step.id)
            if id_ not in due and id_ not in seen:
                seen.add(id_)
                yield _choice(step.step, step.problem, _standing(step))


def _standing(step: PathStep) -> str:
    if step.replaced:
        return "replaced"
    return "not_needed" if step.state == "done" and not step.reported else step.state


def _siblings(rulebook: Rulebook, resolution: Resolution, problem: Problem) -> list[Choice]:
    """The steps of the same problem's rules that the facts rule out."""
    possible = {path.rule for path in resolution.paths}
    return [
        _choice(step, written_in, "other_rule", rule.id)
        for rule in problem.rules
        if rule.id not in possible
        for step, written_in in expanded(rulebook, problem, rule)
    ]


def _cousins(rulebook: Rulebook, problem: Problem, *, same_stage: bool) -> list[Choice]:
    """The steps of the platform's other problems. Where a platform has but one, those of all the others."""
    others = [other for other in rulebook.problems.values() if other.id != problem.id]
    here = [other for other in others if other.platform == problem.platform] or others
    return [
        _choice(step, other.id, "other_problem")
        for other in here
        if (other.stage == problem.stage) == same_stage
        for rule in other.rules
        for step in rule.steps
    ]


def _choice(step: Step, problem: str, reason: str, rule: str = "") -> Choice:
    kind = "do" if step.actor == "merchant" else "wait"
    return Choice(kind=kind, step=step, problem=problem, reason=reason, rule=rule)


def _apart(rng: random.Random, due: list[Step], choices: list[Choice]) -> list[Choice]:
    """``choices`` in any order, without those that come down to one of the steps that are ``due``."""
    apart = [choice for choice in choices if choice.step and not any(_alike(choice.step, step) for step in due)]
    return rng.sample(apart, len(apart))


def _alike(step: Step, other: Step) -> bool:
    shared = (step.limit is not None and step.limit == other.limit) or (
        step.message is not None and step.message == other.message
    )
    return step.id == other.id or shared or bool({*step.cites} & {*other.cites})
