"""The cases that are one change away from a case: one of them is what the reader will most likely ask for next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from playbook_sim.model import Case, Fact, Language, Resolution, Rulebook
from playbook_sim.rendering.ticks import Deed, deed
from playbook_sim.rendering.view import View, judging_book, link_from_simulator

_DAYS = 7
"""How many days, today the first of them, are tried for a date that is not given yet."""

type Value = str | dt.date | int


def nearby(rulebook: Rulebook, resolution: Resolution, lang: Language) -> Iterator[tuple[Case, dt.date]]:
    """Each such case with its today, the likeliest first.

    Answers to choose from come before steps to tick off, and these before days and numbers, of which only some are
    tried; questions that are open come before those that are answered. Some of the cases may contradict themselves.
    """
    case, today = resolution.case, resolution.today
    asked = [rulebook.facts[id_] for id_ in resolution.questions]
    asked.sort(key=lambda fact: fact.id in case.facts)
    for fact in asked:
        for value in fact.values:
            if value.id != case.facts.get(fact.id):
                yield _with(rulebook, case, fact, value.id), today
    for done in _ticks(rulebook, resolution, lang):
        yield replace(case, done=done), today
    for fact in asked:
        for value in _days_or_numbers(fact, case.facts.get(fact.id), today):
            yield _with(rulebook, case, fact, value), today
    for days in (1, -1):
        yield case, today + dt.timedelta(days=days)


def _with(rulebook: Rulebook, case: Case, fact: Fact, value: Value) -> Case:
    """``case`` with another value, its facts in the order in which the form asks them."""
    facts = {**case.facts, fact.id: value}
    return replace(case, facts={id_: facts[id_] for id_ in rulebook.problems[case.problem].asks if id_ in facts})


def _ticks(rulebook: Rulebook, resolution: Resolution, lang: Language) -> Iterator[tuple[str, ...]]:
    """The steps ticked off, with one more or less. What a tick tells as a fact is among the facts already."""
    case = resolution.case
    view = View(judging_book(rulebook, resolution), lang, link_from_simulator)
    listed = (step for path in resolution.paths for step in path.steps if step.state in ("now", "overdue", "next"))
    for step in {step.step.id: step.step for step in listed}.values():
        if step.id not in case.done and deed(view, resolution, step) == Deed():
            yield (*case.done, step.id)
    for ticked in case.done:
        yield tuple(other for other in case.done if other != ticked)


def _days_or_numbers(fact: Fact, given: Value | None, today: dt.date) -> Iterator[Value]:
    if fact.kind == "date" and isinstance(given, dt.date):
        yield from (given + dt.timedelta(days=days) for days in (1, -1))
    elif fact.kind == "date":
        direction = -1 if fact.past else 1
        yield from (today + dt.timedelta(days=direction * days) for days in range(_DAYS))
    elif fact.kind == "integer" and isinstance(given, int):
        yield from (given + 1, given - 1)
