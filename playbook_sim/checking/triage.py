"""The guided questions lead everywhere and nowhere else: every problem is reached, and no way comes back."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_sim.errors import RulebookError
from playbook_sim.model import Question, Rulebook

_FILE = "triage.toml"


def faults_of_triage(rulebook: Rulebook) -> Iterator[RulebookError]:
    """Problems that no way reaches, questions that no way reaches, and circles. The loader excludes dead ends."""
    if not rulebook.triage:
        yield RulebookError(_FILE, "no question; write one that leads to the problems")
        return
    start, *_ = rulebook.triage.values()
    circles = list(_circles(rulebook, [start]))
    for circle in circles:
        yield RulebookError(f"{_FILE}: {circle[-1]}", f"the questions go in a circle: {' → '.join(circle)}; lead on")
    if circles:
        return
    reached = list(_reached(rulebook, start))
    for id_ in rulebook.triage:
        if id_ not in reached:
            yield RulebookError(f"{_FILE}: {id_}", "no option leads to this question; lead to it, or take it out")
    ends = {option.problem for id_ in reached for option in rulebook.triage[id_].options}
    for problem in rulebook.problems:
        if problem not in ends:
            yield RulebookError(_FILE, f"no option leads to the problem {problem!r}; add one")


def _circles(rulebook: Rulebook, trail: list[Question]) -> Iterator[list[str]]:
    ids = [question.id for question in trail]
    if ids[-1] in ids[:-1]:
        yield ids[ids.index(ids[-1]) :]
        return
    for option in trail[-1].options:
        if option.question is not None:
            yield from _circles(rulebook, [*trail, rulebook.triage[option.question]])


def _reached(rulebook: Rulebook, question: Question) -> Iterator[str]:
    yield question.id
    for option in question.options:
        if option.question is not None:
            yield from _reached(rulebook, rulebook.triage[option.question])
