"""The path of a rule: its steps with their states by today, and the step to do now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from playbook_sim.conditions import meets, meets_all, meets_any
from playbook_sim.model import Deadline, Path, PathStep, Problem, Rule, Rulebook, Step


def expanded(rulebook: Rulebook, problem: Problem, rule: Rule) -> Iterator[tuple[Step, str]]:
    """The steps of ``rule`` with the problem each was written in; a ``follow`` goes on in the other problem."""
    for step in rule.steps:
        yield step, problem.id
        if step.follow:
            other = rulebook.problems[step.follow]
            yield from expanded(rulebook, other, other.rules[0])


def steps_of(rulebook: Rulebook, problem: Problem) -> tuple[str, ...]:
    """The ids of all steps that ``problem`` may come to."""
    return tuple(dict.fromkeys(step.id for rule in problem.rules for step, _ in expanded(rulebook, problem, rule)))


def ticks(done: Iterable[str]) -> dict[str, str]:
    """What stands among the facts for each step that the reader has ticked off."""
    return {_tick(step): step for step in done}


def is_done(step: Step, facts: Mapping[str, Any]) -> bool:
    """Whether the facts prove the step done, or the reader has ticked it off. A date proves it by being given."""
    return _tick(step.id) in facts or meets_any(facts, step.done_when)


def is_reported(step: Step, facts: Mapping[str, Any]) -> bool:
    """Whether the facts say that the step was done, rather than that it is no longer needed."""
    proof = list(step.done_when.items())[:1]
    return _tick(step.id) in facts or any(meets(facts, fact, values) for fact, values in proof)


def _tick(step: str) -> str:
    # No fact has a colon in its id.
    return f"done:{step}"


def is_conditional(step: Step, facts: Mapping[str, Any]) -> bool:
    """Whether the step is to be done only if something happens that has not."""
    return not meets_all(facts, step.only_if)


def build_path(
    rulebook: Rulebook,
    problem: Problem,
    rule: Rule,
    supposed: Mapping[str, str],
    facts: Mapping[str, Any],
    deadlines: Mapping[str, Deadline],
    late: Mapping[str, int],
    today: dt.date,
    over: frozenset[str] = frozenset(),
) -> Path:
    """The path of ``rule`` on ``today``.

    ``supposed`` are the future facts, ``deadlines`` those laid by limit id, ``late`` the limits that were kept too
    late with the days after their last day, ``over`` those whose last day was over before anything ended the duty.
    """
    steps = _with_states(rulebook, problem, rule, facts, deadlines, late, today, over)
    limits = [step.step.limit for step in steps if step.step.limit and step.state != "done"]
    followed = [rulebook.problems[step.step.follow].rules[0] for step in steps if step.step.follow]
    return Path(
        rule=rule.id,
        title=rule.title,
        when=supposed,
        outcome=rule.outcome,
        silent=rule.silent,
        nearest=rule.nearest,
        ask=rule.ask,
        steps=steps,
        headline=_headline(steps, deadlines, today),
        deadlines=tuple(dict.fromkeys([*limits, *(id_ for id_ in rule.limits if id_ in deadlines)])),
        notes=tuple(dict.fromkeys(note for part in (rule, *followed) for note in part.notes)),
        cites=tuple(dict.fromkeys(cite for part in (rule, *followed) for cite in part.cites)),
        doubts=tuple(dict.fromkeys(doubt for part in (rule, *followed) for doubt in part.doubts)),
    )


def _with_states(
    rulebook: Rulebook,
    problem: Problem,
    rule: Rule,
    facts: Mapping[str, Any],
    deadlines: Mapping[str, Deadline],
    late: Mapping[str, int],
    today: dt.date,
    over: frozenset[str],
) -> tuple[PathStep, ...]:
    states: list[tuple[Step, str, str]] = []
    waiting = False
    steps = list(expanded(rulebook, problem, rule))
    halted = any(step.halts and not is_done(step, facts) and not is_conditional(step, facts) for step, _ in steps)
    for step, written_in in steps:
        conditional = is_conditional(step, facts)
        # What halts the rest was never done where it was never called for.
        if is_done(step, facts) and not (step.halts and conditional):
            states.append((step, "done", written_in))
            continue
        if conditional:
            states.append((step, "conditional", written_in))
            continue
        if halted and not step.halts:
            states.append((step, "later", written_in))
            continue
        state = _state(rulebook, step, facts, deadlines, today, waiting=waiting)
        if state == "ahead":
            state = "later" if any(other == "next" for _, other, _ in states) else "next"
        states.append((step, state, written_in))
        waiting = True
    replaced = {step.replaces for step, state, _ in states if step.replaces and state in ("done", "now", "overdue")}
    # While the platform has the case nothing is paid or sent: its ruling is waited for.
    looked_at = frozenset() if halted else over
    return tuple(
        PathStep(
            step=step,
            state=state,
            reported=state == "done" and is_reported(step, facts),
            late=late.get(step.limit, 0) if state == "done" else 0,
            replaced=state != "done" and step.id in replaced,
            problem=written_in,
            look_first=_looked_at(step, looked_at) if state not in ("done", "conditional") else (),
        )
        for step, state, written_in in states
    )


def _looked_at(step: Step, over: frozenset[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in step.look_first if id_ in over)


def _state(
    rulebook: Rulebook,
    step: Step,
    facts: Mapping[str, Any],
    deadlines: Mapping[str, Deadline],
    today: dt.date,
    *,
    waiting: bool,
) -> str:
    """``overdue``, ``now`` or ``ahead``. Without dates a step is due once nothing before it waits to be done."""
    deadline = deadlines.get(step.limit)
    last = deadline and (deadline.literal or deadline.latest)
    if deadline and last:
        opens = deadline.strict if deadline.timing == "after" and deadline.strict else deadline.start
        if today > last:
            return "overdue"
        # Waiting for somebody else has not begun while something before it is still to be done.
        if deadline.kind == "window" and waiting:
            return "ahead"
        return "now" if today >= opens else "ahead"
    start = rulebook.limits[deadline.id].counted_from if deadline else None
    if start and start not in facts and rulebook.facts[start].required:
        return "ahead"
    return "ahead" if waiting else "now"


def _headline(steps: tuple[PathStep, ...], deadlines: Mapping[str, Deadline], today: dt.date) -> str | None:
    """The step to do now: overdue before due, the one that ends first before the others; else the next one.

    A window of somebody else that waits for an earlier step is not it, even when its time has run out. Nor does the
    end of a duty overtake the steps before it until its strict date has come: they are the way to fulfil it.
    """

    def laid(step: PathStep) -> Deadline | None:
        return deadlines.get(step.step.limit)

    def last(step: PathStep) -> dt.date:
        deadline = laid(step)
        if deadline is None or (deadline.timing == "within" and deadline.strict and today < deadline.strict):
            return dt.date.max
        return deadline.literal or deadline.latest or dt.date.max

    open_steps = [step for step in steps if step.state not in ("done", "conditional") and not step.replaced]
    for state in ("overdue", "now", "next"):
        due = [
            step
            for step in open_steps
            if step.state == state
            and (step is open_steps[0] or (deadline := laid(step)) is None or deadline.kind != "window")
        ]
        if due:
            return min(due, key=last).step.id
    return None
