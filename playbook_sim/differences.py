"""What differs between two answers, as data: dates that moved, steps that stand otherwise, what came and what went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from playbook_sim.model import Deadline, Path, PathStep, Resolution

_DATES = ("start", "strict", "literal", "earliest", "latest")

type Given = str | int | dt.date | None
"""What was answered to a question; None for nothing."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """An answer that is not the same in both cases. ``fact`` is a fact's id, ``today`` or ``calendar``."""

    fact: str
    before: Given
    after: Given


@dataclass(frozen=True, slots=True)
class Move:
    """A date of a deadline that both answers have and that is not the same day. ``role`` is a field of ``Deadline``."""

    role: str
    before: dt.date
    after: dt.date

    @property
    def days(self) -> int:
        """By how many days it moved; negative for an earlier day."""
        return (self.after - self.before).days


@dataclass(frozen=True, slots=True)
class DeadlineChange:
    """A deadline in two answers; None where an answer does not have it."""

    before: Deadline | None
    after: Deadline | None

    @property
    def kind(self) -> str:
        """``appeared``, ``gone``, ``dated`` (it has dates now), ``undated`` (no longer), ``moved``, ``certainty``
        (only whether its dates may still move is not the same), or ``same``."""
        if self.before is None or self.after is None:
            return "appeared" if self.before is None else "gone"
        if (self.before.start is None) != (self.after.start is None):
            return "dated" if self.before.start is None else "undated"
        if self.moves:
            return "moved"
        return "same" if bool(self.before.provisional) == bool(self.after.provisional) else "certainty"

    @property
    def moves(self) -> tuple[Move, ...]:
        """The dates that moved, the start of the count first."""
        if self.before is None or self.after is None:
            return ()
        pairs = ((role, getattr(self.before, role), getattr(self.after, role)) for role in _DATES)
        return tuple(Move(role, one, other) for role, one, other in pairs if one and other and one != other)


@dataclass(frozen=True, slots=True)
class Standing:
    """A step in one answer. ``steps``: how it stands, more than once where the ways differ. ``ways``: the rules of the
    ways that it is on; empty when it is on all of them."""

    steps: tuple[PathStep, ...]
    ways: tuple[str, ...]

    def same_as(self, other: Standing) -> bool:
        """Whether it stands the same, whatever else its limit and its words are."""
        return self.ways == other.ways and [*map(_state, self.steps)] == [*map(_state, other.steps)]


@dataclass(frozen=True, slots=True)
class StepChange:
    """A step in two answers; None where an answer does not have it."""

    before: Standing | None
    after: Standing | None

    @property
    def kind(self) -> str:
        """``appeared``, ``gone``, ``certain`` (it was on some ways only), ``uncertain`` (now it is), ``changed`` (its
        state), or ``same``."""
        if self.before is None or self.after is None:
            return "appeared" if self.before is None else "gone"
        if self.before.same_as(self.after):
            return "same"
        if bool(self.before.ways) != bool(self.after.ways):
            return "certain" if self.before.ways else "uncertain"
        return "changed"


@dataclass(frozen=True, slots=True)
class WayChange:
    """A way that a case can go, in two answers; None where it is not open in one of them.

    ``only_before`` and ``only_after``: whether the answer has no other way, so that nothing is open any more.
    """

    before: Path | None
    after: Path | None
    only_before: bool
    only_after: bool

    @property
    def kind(self) -> str:
        """``appeared``, ``gone``, ``certain`` (the others fell away), ``uncertain`` (others came), or ``same``."""
        if self.before is None or self.after is None:
            return "appeared" if self.before is None else "gone"
        if self.only_before == self.only_after:
            return "same"
        return "certain" if self.only_after else "uncertain"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A thing known by its ``id`` alone (a piece of evidence, a message, a warning), and whether each answer has it."""

    id: str
    before: bool
    after: bool

    @property
    def kind(self) -> str:
        """``appeared``, ``gone``, or ``same``."""
        return "same" if self.before == self.after else "appeared" if self.after else "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything that two answers have, each thing once, in the order of the answers, the same or not.

    ``facts`` are only those that differ. ``status``: whether the answers are of a different kind.
    """

    facts: tuple[FactChange, ...]
    ways: tuple[WayChange, ...]
    steps: tuple[StepChange, ...]
    deadlines: tuple[DeadlineChange, ...]
    evidence: tuple[ItemChange, ...]
    messages: tuple[ItemChange, ...]
    warnings: tuple[ItemChange, ...]
    status: bool

    @property
    def is_empty(self) -> bool:
        """Whether the two answers say the same, however different the cases are."""
        lists = (self.ways, self.steps, self.deadlines, self.evidence, self.messages, self.warnings)
        return not self.status and all(change.kind == "same" for changes in lists for change in changes)


def difference(before: Resolution, after: Resolution) -> Difference:
    """What differs between two answers, to the same problem or to different ones."""
    return Difference(
        facts=_facts(before, after),
        ways=tuple(
            WayChange(*pair, len(before.paths) == 1, len(after.paths) == 1)
            for pair in _paired(_ways(before), _ways(after))
        ),
        steps=tuple(StepChange(*pair) for pair in _paired(*_standings(before, after))),
        deadlines=deadline_changes(before.deadlines, after.deadlines),
        evidence=_items(before.evidence, after.evidence),
        messages=_items(before.messages, after.messages),
        warnings=_items(before.warnings, after.warnings),
        status=before.status != after.status,
    )


def deadline_changes(before: Iterable[Deadline], after: Iterable[Deadline]) -> tuple[DeadlineChange, ...]:
    """Each deadline of two lists once, by its id, in the order of the lists."""
    one, other = ({deadline.id: deadline for deadline in deadlines} for deadlines in (before, after))
    return tuple(DeadlineChange(*pair) for pair in _paired(one, other))


def _facts(before: Resolution, after: Resolution) -> tuple[FactChange, ...]:
    one, other = _given(before), _given(after)
    pairs = ((id_, one.get(id_), other.get(id_)) for id_ in _merged([*one], [*other]))
    return tuple(FactChange(id_, here, there) for id_, here, there in pairs if here != there)


def _given(resolution: Resolution) -> dict[str, Given]:
    case = resolution.case
    return {**case.facts, "today": resolution.today, "calendar": case.calendar}


def _ways(resolution: Resolution) -> dict[tuple[str, str], Path]:
    return {(resolution.case.problem, path.rule): path for path in resolution.paths}


type _Key = tuple[str, str, str]
"""A step: its problem, its id, and what is done."""

type _Stand = tuple[list[PathStep], list[str]]
"""How a step stands on all ways of an answer, and the rules of the ways that it is on."""


def _standings(before: Resolution, after: Resolution) -> tuple[dict[_Key, Standing], dict[_Key, Standing]]:
    """The steps of two answers over all ways, the same step with the same key.

    What is done otherwise in the same step on another way is another step. Where it is done otherwise on one and the
    same way, it is the step of two rulebooks, whose words were changed.
    """
    one, other = _stands(before), _stands(after)
    renamed: dict[_Key, _Stand] = {}
    for key, stand in other.items():
        left = {old: told for old, told in one.items() if old not in other and old not in renamed}
        same = (old for old, (_, ways) in left.items() if old[:2] == key[:2] and {*ways} & {*stand[1]})
        renamed[key if key in one else next(same, key)] = stand
    return _standing(one, len(before.paths)), _standing(renamed, len(after.paths))


def _stands(resolution: Resolution) -> dict[_Key, _Stand]:
    found: dict[_Key, _Stand] = {}
    for path in resolution.paths:
        for step in path.steps:
            steps, ways = found.setdefault((step.problem, step.step.id, step.step.do["en"]), ([], []))
            if _state(step) not in map(_state, steps):
                steps.append(step)
            if path.rule not in ways:
                ways.append(path.rule)
    return found


def _standing(stands: Mapping[_Key, _Stand], every: int) -> dict[_Key, Standing]:
    return {
        key: Standing(tuple(steps), () if len(ways) == every else tuple(ways)) for key, (steps, ways) in stands.items()
    }


def _state(step: PathStep) -> tuple[object, ...]:
    return step.state, step.reported, step.late, step.replaced


def _items(before: Sequence[str], after: Sequence[str]) -> tuple[ItemChange, ...]:
    return tuple(ItemChange(id_, id_ in before, id_ in after) for id_ in _merged(before, after))


def _paired[Key: Hashable, Thing](
    before: Mapping[Key, Thing], after: Mapping[Key, Thing]
) -> list[tuple[Thing | None, Thing | None]]:
    return [(before.get(key), after.get(key)) for key in _merged([*before], [*after])]


def _merged[Key: Hashable](before: Sequence[Key], after: Sequence[Key]) -> list[Key]:
    """Both lists in one: what only ``after`` has stands behind what it follows there."""
    found = list(before)
    for place, key in enumerate(after):
        if key not in found:
            found.insert(found.index(after[place - 1]) + 1 if place else 0, key)
    return found
