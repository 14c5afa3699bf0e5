"""What a change of meaning needs beside it: a higher version, and a line in the history that names what it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from playbook_sim.editing.impact import Impact, ProblemImpact
from playbook_sim.errors import RulebookError
from playbook_sim.loading.reading import listed
from playbook_sim.model import Problem, Rulebook
from playbook_sim.releases import number_of

_MOST_NAMED = 6


def missing_beside(impact: Impact, base: str) -> list[RulebookError]:
    """What a change of the answers since ``base`` still lacks; nothing where only words changed.

    A mirror has the rules of another problem, and a problem that follows another one shares its path: the history
    names the problem whose rules were changed, or a limit.
    """
    if not impact.changed:
        return []
    if number_of(impact.after.version) <= number_of(impact.before.version):
        return [_no_version(impact, base)]
    return [*_not_named(impact)]


def _no_version(impact: Impact, base: str) -> RulebookError:
    before, after = impact.before.version, impact.after.version
    return RulebookError(
        "rulebook.toml: version",
        f"found {after!r}, and {base} has {before!r}, but answers have changed: {_named(impact.changed)}. Write a "
        f'higher version, such as "{_next(before)}", with the day it is released; and in history.toml a [[version]] '
        "of that number with a [[version.change]]: what changed in plain words (text.en, text.it), the problems and "
        "limits it touches, and under `had` what each limit was whose dates moved. If no answer was to change, see "
        f"what did: playbook-sim impact --base {base}",
    )


def _not_named(impact: Impact) -> Iterator[RulebookError]:
    since = [
        change
        for release in impact.after.history
        if number_of(release.version) > number_of(impact.before.version)
        for change in release.changes
    ]
    problems = {problem for change in since for problem in change.problems}
    limits = {limit for change in since for limit in change.limits}
    unnamed = [
        each
        for each in impact.changed
        if not (_related(impact, each.problem) & problems or _limits(impact, each) & limits)
    ]
    if unnamed:
        yield RulebookError(
            "history.toml",
            f"no change since {impact.before.version} touches {_named(unnamed)}, whose answers changed; name each in "
            "`problems` of a [[version.change]], or the limit that moved them in `limits`",
        )


def _related(impact: Impact, problem: str) -> set[str]:
    """The problem, the one whose rules it mirrors, and those that its paths go on with."""
    found = {problem}
    for book in (impact.before, impact.after):
        if told := book.problems.get(problem):
            found |= {told.mirrors} - {None} | {*_followed(book, told)}
    return found


def _followed(book: Rulebook, problem: Problem) -> Iterator[str]:
    for rule in problem.rules:
        for step in rule.steps:
            if step.follow:
                yield step.follow
                yield from _followed(book, book.problems[step.follow])


def _limits(impact: Impact, found: ProblemImpact) -> set[str]:
    """The limits of the answers that changed, with the links of their chains."""
    answers = (answer for example in found.examples for answer in (example.before, example.after) if answer)
    ids = {deadline.id for answer in answers for deadline in answer.deadlines}
    return ids | {link for id_ in ids if id_ in impact.after.limits for link in impact.after.limits[id_].chain}


def _named(problems: Iterable[ProblemImpact]) -> str:
    names = [each.problem for each in problems]
    more = [f"{len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
    return listed([*names[:_MOST_NAMED], *more]).replace(" or ", " and ")


def _next(version: str) -> str:
    numbers = [*(number_of(version) or (0,)), 0, 0][:3]
    return ".".join(map(str, [*numbers[:2], numbers[2] + 1]))
