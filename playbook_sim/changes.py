"""What has changed for a case since an older version of the rulebook answered it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from playbook_sim.evaluation import derived_facts, evaluate
from playbook_sim.model import Change, Deadline, Release, Resolution, Rulebook
from playbook_sim.releases import limits_at, releases_since, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A deadline by the limits of then and by those of now; None where the answer has no such deadline."""

    id: str
    then: Deadline | None
    now: Deadline | None

    @property
    def changed(self) -> bool:
        """Whether a date is another one."""
        return self.then is None or self.now is None or dates(self.then) != dates(self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a reader should know whose case was answered with the version ``made_with``.

    ``standing``: that version is ``older``, ``newer`` or ``unknown``; only for an older one is the rest known.
    ``touching``: the changes since that touch this case, each with the version that made it, the oldest first.
    ``moved``: the deadlines that have dates, then or now. ``paths_then``: the rules that applied by the limits of then,
    where they are not the ones that apply now.
    """

    made_with: str
    standing: str
    touching: tuple[tuple[Release, Change], ...] = ()
    moved: tuple[Moved, ...] = ()
    paths_then: tuple[str, ...] = ()


def changes_of(rulebook: Rulebook, resolution: Resolution) -> Changes | None:
    """What has changed since the version that the case names; None where it names none, or the one at hand.

    The dates of then follow from the limits of then: steps and branches are as now, and the changes tell in words
    what was different about them.
    """
    case = resolution.case
    known = "same" if case.made_with is None else standing(rulebook, case.made_with)
    if case.made_with is None or known == "same":
        return None
    if known != "older":
        return Changes(made_with=case.made_with, standing=known)
    then = evaluate(replace(rulebook, limits=limits_at(rulebook, case.made_with)), case, resolution.today)
    rules_then, rules_now = ([path.rule for path in answer.paths] for answer in (then, resolution))
    return Changes(
        made_with=case.made_with,
        standing=known,
        touching=_touching(rulebook, case.made_with, (then, resolution)),
        moved=_moved(rulebook, then, resolution),
        paths_then=() if rules_then == rules_now else tuple(rules_then),
    )


def dates(deadline: Deadline) -> tuple[object, ...]:
    """The dates that a deadline gives."""
    return deadline.strict, deadline.literal, deadline.earliest, deadline.latest


def _touching(rulebook: Rulebook, version: str, answers: Iterable[Resolution]) -> tuple[tuple[Release, Change], ...]:
    problems: set[str | None] = set()
    limits: set[str] = set()
    for answer in answers:
        problem = rulebook.problems[answer.case.problem]
        problems |= {problem.id, problem.mirrors}
        problems |= {step.problem for path in answer.paths for step in path.steps}
        for deadline in answer.deadlines:
            limits |= {deadline.id, *(limit.id for limit in deadline.laid)}
        for fact in derived_facts(rulebook, problem):
            derivation = rulebook.facts[fact].derivation
            limits |= set(derivation.limits if derivation else ())
    return tuple(
        (release, change)
        for release in releases_since(rulebook, version)
        for change in release.changes
        if problems & {*change.problems} or limits & {*change.limits}
    )


def _moved(rulebook: Rulebook, then: Resolution, now: Resolution) -> tuple[Moved, ...]:
    before, after = ({deadline.id: deadline for deadline in answer.deadlines} for answer in (then, now))
    moved = (Moved(id=id_, then=before.get(id_), now=after.get(id_)) for id_ in rulebook.limits)
    return tuple(each for each in moved if any(side and any(dates(side)) for side in (each.then, each.now)))
