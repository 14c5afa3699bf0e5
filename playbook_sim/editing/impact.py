"""What a change of the playbook changes for those who use it: answers, worked cases, pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from playbook_sim.deadlines import outside_day
from playbook_sim.differences import Difference, difference
from playbook_sim.editing.enumeration import enumeration
from playbook_sim.meaning import Asked, changed_answer, changed_case
from playbook_sim.model import Option, Resolution, Rulebook, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One case whose answer changed, for all that changed in the same way. ``before`` or ``after`` is None where that
    rulebook has no answer to it. ``like_it``: how many cases changed in this way, this one included."""

    asked: Asked
    before: Resolution | None
    after: Resolution | None
    like_it: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemImpact:
    """What changed about one problem. ``asked``: the cases tried; ``changed``: those whose answer means something
    else. ``standing``: ``kept``, ``new`` or ``gone``. ``examples``: one for each way in which answers changed, the
    most frequent first."""

    problem: str
    standing: str
    asked: int
    changed: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An option of a plain question that leads elsewhere. None where a rulebook has no such option. ``question`` None:
    where all of them begin, which is as if there were an option that leads to the first one."""

    question: str | None
    option: str
    before: Option | None
    after: Option | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """``problems``: each problem of either rulebook. ``worked_cases``: those whose answer changed, each by
    its name in every language, of ``cases_asked``. ``routes``: where the plain questions lead elsewhere."""

    before: Rulebook
    after: Rulebook
    problems: tuple[ProblemImpact, ...]
    worked_cases: tuple[Text, ...]
    cases_asked: int
    routes: tuple[Route, ...]

    @property
    def changed(self) -> tuple[ProblemImpact, ...]:
        """The problems whose answers mean something else, and those that came or went."""
        return tuple(each for each in self.problems if each.changed or each.standing != "kept")


def impact(
    before: Rulebook,
    after: Rulebook,
    worked: Iterable[Any] = (),
    progress: Callable[[str], None] = lambda problem: None,
) -> Impact:
    """Ask both rulebooks everything. ``worked``: cases with ``names`` and a ``request``; ``progress`` hears of each
    problem once it is done."""
    problems = []
    for problem in dict.fromkeys((*after.problems, *before.problems)):
        problems.append(_problem(before, after, problem))
        progress(problem)
    worked = list(worked)
    return Impact(
        before=before,
        after=after,
        problems=tuple(problems),
        worked_cases=tuple(case.names for case in worked if changed_case(before, after, case.request) is not None),
        cases_asked=len(worked),
        routes=tuple(_routes(before, after)),
    )


def _routes(before: Rulebook, after: Rulebook) -> Iterator[Route]:
    then, now = ({(key[0], key[1]): option for *key, option in _options(book)} for book in (before, after))
    found = [Route(question=key[0], option=key[1], before=then.get(key), after=now.get(key)) for key in {**then, **now}]
    # The reader knows an option by its words: where two have exchanged their ids, these lead elsewhere too.
    lang = before.languages[0]
    then, now = (
        {(question, option.label.get(lang)): option for question, _, option in _options(book)}
        for book in (before, after)
    )
    found += [
        Route(question=key[0], option=now[key].id, before=then[key], after=now[key]) for key in then if key in now
    ]
    changed = (each for each in found if _end(each.before) != _end(each.after))
    yield from {(each.question, each.option): each for each in changed}.values()
    first = Route(question=None, option="", before=_opening(before), after=_opening(after))
    if _end(first.before) != _end(first.after):
        yield first


def _opening(book: Rulebook) -> Option | None:
    first = next(iter(book.triage), None)
    return Option(id="", label={}, problem=None, question=first) if first else None


def _options(book: Rulebook) -> Iterator[tuple[str, str, Option]]:
    return ((question.id, option.id, option) for question in book.triage.values() for option in question.options)


def _end(option: Option | None) -> tuple[str | None, str | None] | None:
    return option and (option.question, option.problem)


def _problem(before: Rulebook, after: Rulebook, problem: str) -> ProblemImpact:
    asked = changed = 0
    ways: dict[object, list[tuple[Asked, Resolution | None, Resolution | None]]] = {}
    for case in enumeration(before, after, problem):
        asked += 1
        if answers := changed_answer(before, after, case):
            changed += 1
            ways.setdefault(_way(*answers), []).append((case, *answers))
    return ProblemImpact(
        problem=problem,
        standing="new" if problem not in before.problems else "gone" if problem not in after.problems else "kept",
        asked=asked,
        changed=changed,
        examples=tuple(_plainest(found) for found in sorted(ways.values(), key=len, reverse=True)),
    )


def _plainest(found: Sequence[tuple[Asked, Resolution | None, Resolution | None]]) -> Example:
    """The case of which the least has to be told, for all that changed in the same way."""
    asked, before, after = min(found, key=lambda each: len(each[0][0].facts))
    return Example(asked=asked, before=before, after=after, like_it=len(found))


def _way(before: Resolution | None, after: Resolution | None) -> object:
    """In which way an answer changed: the same for cases that one sentence could tell of."""
    if before is None or after is None:
        return before is None
    found = difference(before, after)
    return (
        found.status and (before.status, after.status),
        _deadlines(found),
        [outside_day(each) for each in before.deadlines] == [outside_day(each) for each in after.deadlines],
        tuple(
            (change.kind, *((side.steps[0].step.id if side else None) for side in (change.before, change.after)))
            for change in found.steps
            if change.kind in ("appeared", "gone")
        ),
        tuple(
            (change.id, change.kind)
            for changes in (found.evidence, found.messages, found.warnings)
            for change in changes
            if change.kind != "same"
        ),
    )


def _deadlines(found: Difference) -> object:
    """Which deadlines changed, and which of their dates to which side. By how many days depends on weekends."""
    return tuple(
        (
            (change.after or change.before).id,  # type: ignore[union-attr]
            change.kind,
            tuple((move.role, move.days > 0) for move in change.moves),
        )
        for change in found.deadlines
        if change.kind != "same"
    )
