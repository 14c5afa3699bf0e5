"""Which duties came too late, or did not come in time: what happens by itself then may have happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from playbook_sim.model import Step
from playbook_sim.paths import is_done

type LastDay = Callable[[Step], dt.date | None]
"""The last day to the letter of the duty that a step has; None where it has none, or no date yet."""


def kept_late(steps: Iterable[Step], facts: Mapping[str, Any], last_day: LastDay) -> dict[str, int]:
    """The limits of the ``steps`` that were done after their last day, with the days in between."""
    late = {}
    for step in steps:
        done_on = facts.get(next(iter(step.done_when), None))
        if not step.limit or not isinstance(done_on, dt.date):
            continue
        last = last_day(step)
        if last is not None and done_on > last:
            late[step.limit] = (done_on - last).days
    return late


def run_out(steps: Iterable[Step], facts: Mapping[str, Any], last_day: LastDay, today: dt.date) -> frozenset[str]:
    """The limits of the ``steps`` whose last day was over before anything ended the duty.

    What was ticked off without its day, or ended by an answer that has no day, counts as in time: nobody can say.
    """
    return frozenset(step.limit for step in steps if step.limit and _is_over(step, facts, last_day(step), today))


def _is_over(step: Step, facts: Mapping[str, Any], last: dt.date | None, today: dt.date) -> bool:
    ended = [facts[id_] for id_ in step.done_when if isinstance(facts.get(id_), dt.date)]
    if last is None or (is_done(step, facts) and not ended):
        return False
    return min(ended, default=today) > last
