"""What a change of meaning needs beside it: a higher version, and a line in the history that names what it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from playbook_sim.editing.impact import Impact, ProblemImpact, Route
from playbook_sim.editing.touched import changes_since, misnamed
from playbook_sim.errors import RulebookError
from playbook_sim.loading.reading import listed
from playbook_sim.model import Option, Problem, Rulebook
from playbook_sim.releases import number_of

_MOST_NAMED = 6


def missing_beside(impact: Impact, base: str) -> list[RulebookError]:
    """What a change of the answers, or of where the plain questions lead, still lacks since ``base``; nothing where
    only words changed, unless a new version names what did not change.

    A mirror has the rules of another problem, and a problem that follows another one shares its path: the history
    names the problem whose rules were changed, or a limit.
    """
    before, after = (number_of(book.version) for book in (impact.before, impact.after))
    if after < before:
        return [_lower(impact, base)]
    if after == before:
        return [_no_version(impact, base)] if impact.changed or impact.routes else []
    led = {problem for route in impact.routes for problem in _reached(impact, route)}
    return [*_not_named(impact), *misnamed(impact, base, led)]


def _lower(impact: Impact, base: str) -> RulebookError:
    before, after = impact.before.version, impact.after.version
    return RulebookError(
        "rulebook.toml: version",
        f"found {after!r}, and {base} has {before!r} already, which links and cases name: write that one, or a higher "
        f'version, such as "{_next(before)}", with a [[version]] of its own in history.toml',
    )


def _no_version(impact: Impact, base: str) -> RulebookError:
    before, after = impact.before.version, impact.after.version
    return RulebookError(
        "rulebook.toml: version",
        f"found {after!r}, and {base} has {before!r}, but {' and '.join(_what_changed(impact))}. Write a "
        f'higher version, such as "{_next(before)}", with the day it is released; and in history.toml a [[version]] '
        "of that number with a [[version.change]]: what changed in plain words (text.en, text.it), the problems and "
        "limits it touches, and under `had` what each limit was whose dates moved. If no answer was to change, see "
        f"what did: playbook-sim impact --base {base}",
    )


def _what_changed(impact: Impact) -> Iterator[str]:
    if impact.changed:
        yield f"answers have changed: {_named(each.problem for each in impact.changed)}"
    if impact.routes:
        yield f"plain questions lead elsewhere: {_named(map(_name_of, impact.routes))}"


def _name_of(route: Route) -> str:
    return f"{route.question}/{route.option}" if route.question else "the first question"


def _not_named(impact: Impact) -> Iterator[RulebookError]:
    since = [change for _, change in changes_since(impact)]
    problems = {problem for change in since for problem in change.problems}
    limits = {limit for change in since for limit in change.limits}
    unnamed = [
        each
        for each in impact.changed
        if not (_related(impact, each.problem) & problems or _limits(impact, each) & limits)
    ]
    if unnamed:
        names = _named(each.problem for each in unnamed)
        yield RulebookError(
            "history.toml",
            f"no change since {impact.before.version} touches {names}, whose answers changed; name each in "
            "`problems` of a [[version.change]], or the limit that moved them in `limits`",
        )
    if silent := [route for route in impact.routes if not _reached(impact, route) & problems]:
        yield RulebookError(
            "history.toml",
            f"no change since {impact.before.version} touches a problem to which these of triage.toml led or "
            f"lead: {_named(map(_name_of, silent))}; name one for each in `problems` of a [[version.change]]",
        )


def _reached(impact: Impact, route: Route) -> set[str]:
    """The problems to which an option led, and those to which it leads, by way of further questions or at once."""
    return {*_ends(impact.before, route.before), *_ends(impact.after, route.after)}


def _ends(book: Rulebook, option: Option | None) -> Iterator[str]:
    if option and option.problem:
        yield option.problem
    if option and option.question:
        for further in book.triage[option.question].options:
            yield from _ends(book, further)


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


def _named(named: Iterable[str]) -> str:
    names = [*named]
    more = [f"{len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
    return listed([*names[:_MOST_NAMED], *more]).replace(" or ", " and ")


def _next(version: str) -> str:
    numbers = [*(number_of(version) or (0,)), 0, 0][:3]
    return ".".join(map(str, [*numbers[:2], numbers[2] + 1]))
