"""What an answer says to do first, and by when: the solution of a drill, read off the resolution."""

from __future__ import annotations

import datetime as dt

from playbook_sim.deadlines import SOON
from playbook_sim.drills.parts import RIGHT, Choice, Solution
from playbook_sim.model import Deadline, PathStep, Resolution

_MERCHANT = "merchant"
_DUE = ("now", "overdue")


def solve(resolution: Resolution) -> Solution | None:
    """The solution, or None where the answer has no single one: a fact is missing, the futures begin differently, or
    the time of somebody else is over and the rules do not say what follows."""
    if resolution.status == "needs_facts" or not resolution.paths:
        return None
    heads = [_step(resolution, path.headline) for path in resolution.paths if path.headline]
    if not heads:
        return _without_step(resolution)
    if resolution.status == "not_covered" or len({(step.problem, step.step.do["en"]) for step in heads}) > 1:
        return None
    first = heads[0]
    deadline = deadline_of(resolution, first)
    if deadline is None or not _is_dated(deadline):
        deadline = next_duty(resolution)
        if deadline and deadline.strict and (deadline.strict - resolution.today).days <= SOON:
            pressing = _due_under(resolution, deadline)
            if pressing is None:
                return None
            first = pressing
    kind = _kind(resolution, first)
    if kind is None:
        return None
    choice = Choice(kind=kind, step=first.step, problem=first.problem, reason=RIGHT)
    return _dated(choice, deadline)


def due_steps(resolution: Resolution) -> list[PathStep]:
    """The steps that are to be done now, on whichever path."""
    steps = [step for path in resolution.paths for step in path.steps]
    return [step for step in steps if step.state in _DUE and not step.replaced]


def deadline_of(resolution: Resolution, step: PathStep) -> Deadline | None:
    """The deadline that a step is under."""
    return next((deadline for deadline in resolution.deadlines if deadline.id == step.step.limit), None)


def next_duty(resolution: Resolution) -> Deadline | None:
    """The duty whose strict date comes first."""
    duties = [deadline for deadline in resolution.deadlines if deadline.kind == "duty" and deadline.strict]
    return min(duties, key=lambda duty: duty.strict or dt.date.max, default=None)


def level_of(resolution: Resolution, solution: Solution) -> int:
    """How hard a drill is, by what has to be seen and counted.

    1: at most one date, in calendar days (which by the letter may be another day). 3: the sources are silent, the count
    meets a holiday or a make-up day, windows follow one another, a date is provisional, or dates run while the outcome
    is open. 2: the rest.
    """
    dated = [deadline for deadline in resolution.deadlines if _is_dated(deadline)]
    counts = solution.deadline.counts if solution.deadline else ()
    odd = any(day.kind in ("holiday", "make_up") for count in counts for day in count.days)
    chained = any(len(deadline.counts) > 1 for deadline in dated)
    provisional = any(deadline.provisional for deadline in dated)
    futures = len(resolution.paths) > 1
    if solution.choice.kind == "ask" or odd or chained or provisional or (futures and dated):
        return 3
    uneasy = any(deadline.kind == "window" or deadline.calendar for deadline in dated)
    return 2 if futures or uneasy or len(dated) > 1 else 1


def _without_step(resolution: Resolution) -> Solution | None:
    if next_duty(resolution):
        return None
    silent = resolution.status == "not_covered"
    if silent and len(resolution.paths) > 1:
        return None
    return Solution(choice=Choice(kind="ask" if silent else "nothing"), date=None, nearly=None, deadline=None)


def _kind(resolution: Resolution, step: PathStep) -> str | None:
    deadline = deadline_of(resolution, step)
    if step.step.actor == _MERCHANT:
        if step.state in _DUE:
            return "do"
        ahead = deadline and deadline.timing == "after" and deadline.strict and resolution.today < deadline.strict
        return "not_yet" if ahead else None
    others = [other for other in due_steps(resolution) if other.step.actor == _MERCHANT]
    return "wait" if step.state == "now" and not others else None


def _dated(choice: Choice, deadline: Deadline | None) -> Solution:
    if deadline is None or not _is_dated(deadline):
        return Solution(choice=choice, date=None, nearly=None, deadline=None)
    if deadline.kind == "duty":
        date, nearly = deadline.strict, deadline.literal
    else:
        date, nearly = deadline.latest, deadline.earliest if deadline.earliest != deadline.start else None
    return Solution(choice=choice, date=date, nearly=nearly if nearly != date else None, deadline=deadline)


def _is_dated(deadline: Deadline) -> bool:
    return (deadline.strict or deadline.latest) is not None


def _step(resolution: Resolution, id_: str) -> PathStep:
    """The step to do first on the paths that begin with ``id_``."""
    return next(step for path in resolution.paths if path.headline == id_ for step in path.steps if step.step.id == id_)


def _due_under(resolution: Resolution, deadline: Deadline) -> PathStep | None:
    return next((step for step in due_steps(resolution) if step.step.limit == deadline.id), None)
