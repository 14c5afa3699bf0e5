"""Which of an answer's dates belong into a calendar, and on which day each lies there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from playbook_sim.deadlines import outside_day
from playbook_sim.model import Deadline, PathStep, Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A deadline with its ``day`` in a calendar, and the open ``steps`` under it (none while the branch is unknown).

    ``role``: which of the deadline's dates the day is: ``strict``, ``literal``, ``latest``, or ``outside`` for the one
    that is no part of the sources.
    """

    deadline: Deadline
    role: str
    day: dt.date
    steps: tuple[PathStep, ...]


def appointments(resolution: Resolution) -> Iterator[Appointment]:
    """The deadlines with a date that somebody must still keep.

    A duty lies on its strict date, and on the last day to the letter where that is another; and on the day on which it
    is over by what is no part of the sources, where that comes before both. Waiting for somebody else lies on the last
    day by which it should be over. Rights of others and chains are no dates to keep. A clock that runs whichever
    branch it will be has no steps yet.
    """
    for deadline in resolution.deadlines:
        steps = _open_steps(resolution, deadline)
        if steps or not resolution.paths:
            for role, day in _days(deadline):
                yield Appointment(deadline=deadline, role=role, day=day, steps=steps)


def _days(deadline: Deadline) -> Iterator[tuple[str, dt.date]]:
    if deadline.kind == "duty" and deadline.strict is not None:
        if outside := outside_day(deadline):
            yield "outside", outside
        yield "strict", deadline.strict
        if deadline.literal not in (None, deadline.strict):
            yield "literal", deadline.literal
    elif deadline.kind == "window" and deadline.latest is not None:
        yield "latest", deadline.latest


def has_dates(resolution: Resolution) -> bool:
    """Whether an answer has any date to put into a calendar."""
    return any(True for _ in appointments(resolution))


def _open_steps(resolution: Resolution, deadline: Deadline) -> tuple[PathStep, ...]:
    found = {
        (step.problem, step.step.id, step.step.do["en"]): step
        for path in resolution.paths
        for step in path.steps
        if step.step.limit == deadline.id and step.state not in ("done", "conditional") and not step.replaced
    }
    return tuple(found.values())
