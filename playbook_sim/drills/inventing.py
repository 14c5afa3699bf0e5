"""A case as it might happen: facts that make sense together, with dates that lie where the limits make them matter."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from playbook_sim.drills.parts import Solution
from playbook_sim.drills.solving import level_of, solve
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case, Fact, Limit, Problem, Resolution, Rulebook
from playbook_sim.paths import expanded

_DAY = dt.timedelta(days=1)
_BACK = 330
"""How many days before the day of the drill a case may stand that is to meet other holidays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A case with its answer, its solution, and how hard it is."""

    case: Case
    resolution: Resolution
    solution: Solution
    level: int


def attempt(rulebook: Rulebook, problem: Problem, rng: random.Random, today: dt.date) -> Invented | None:
    """A case of ``problem`` on ``today`` or, where working days are counted, perhaps on an earlier day.

    None where what came out has no single right answer; another attempt with the same ``rng`` gives another case.
    """
    day = _moved(rulebook, problem, rng, today)
    case = Case(platform=problem.platform, problem=problem.id, facts=_facts(rulebook, problem, rng, day))
    days = [value for value in case.facts.values() if isinstance(value, dt.date)]
    if len(set(days)) < len(days):
        # A story that happens all in one day is none: what is sent has to arrive.
        return None
    try:
        resolution = evaluate(rulebook, case, day)
        resolution = _taken_over(rulebook, problem, rng, resolution)
        resolution = _with_ticks(rulebook, rng, resolution)
    except FactError:
        return None
    solution = solve(resolution)
    if solution is None or not _in_range(rulebook, resolution, solution):
        return None
    level = level_of(resolution, solution)
    return Invented(case=resolution.case, resolution=resolution, solution=solution, level=level)


def _in_range(rulebook: Rulebook, resolution: Resolution, solution: Solution) -> bool:
    days = [value for value in resolution.case.facts.values() if isinstance(value, dt.date)]
    days += [solution.date] if solution.date else []
    return all(rulebook.first_date <= day <= rulebook.last_date for day in days)


def _moved(rulebook: Rulebook, problem: Problem, rng: random.Random, today: dt.date) -> dt.date:
    counted = any(limit.unit == "working_days" for limit in _limits(rulebook, problem).values())
    if not counted or rng.random() < 0.4:
        return today
    return max(today - rng.randint(1, _BACK) * _DAY, rulebook.first_date)


def _limits(rulebook: Rulebook, problem: Problem) -> dict[str, Limit]:
    """The limits that a path of ``problem`` may lay, without chains: those start where their first link does."""
    steps = [step for rule in problem.rules for step, _ in expanded(rulebook, problem, rule)]
    ids = [step.limit for step in steps if step.limit] + [id_ for rule in problem.rules for id_ in rule.limits]
    return {id_: rulebook.limits[id_] for id_ in dict.fromkeys(ids) if not rulebook.limits[id_].chain}


# --- the facts --------------------------------------------------------------------------------------------------


def _facts(rulebook: Rulebook, problem: Problem, rng: random.Random, today: dt.date) -> dict[str, Any]:
    """Facts in the order in which they are asked, which is the order in which things happen.

    The story has come to some point of it. What lies behind that point may have happened, the rest has not. A question
    whose answer still is "not yet" is such a point: nobody agrees with a buyer who has not been reached. Only what
    leads to that answer may have happened all the same: a claim is sent before it is decided.
    """
    reached = rng.randint(0, len(problem.asks))
    halting = _halting(problem)
    leading = before_answers(rulebook, problem)
    waiting: set[str] = set()
    chosen: dict[str, Any] = {}
    for place, id_ in enumerate(problem.asks):
        fact = rulebook.facts[id_]
        if id_ in halting or any(chosen.get(other) not in values for other, values in fact.presumes.items()):
            continue
        untold = {day for day in leading.get(id_, ()) if day not in chosen and problem.asks.index(day) < place}
        behind = place < reached and not untold and all(id_ in leading.get(other, ()) for other in waiting)
        value = _value(problem, fact, rng, chosen, behind=behind)
        if value is not None:
            chosen[id_] = value
        if is_open(fact, value):
            waiting.add(id_)
    # What an answer cannot do without has its day, wherever it is asked.
    for id_ in [id_ for id_ in chosen if id_ in leading and not is_open(rulebook.facts[id_], chosen[id_])]:
        chosen |= dict.fromkeys(leading[id_] - {*chosen}, _SOME_DAY)
    chosen = {id_: chosen[id_] for id_ in problem.asks if id_ in chosen}
    dates = [id_ for id_, value in chosen.items() if value == _SOME_DAY]
    return chosen | _days(rulebook, problem, rng, today, dates)


_SOME_DAY = "a day"


def is_open(fact: Fact, value: Any) -> bool:
    """Whether ``value`` (None: none) leaves open what ``fact`` asks, which then is told as not having happened yet."""
    return any(one.open and value in (None, one.id) for one in fact.values)


def before_answers(rulebook: Rulebook, problem: Problem) -> dict[str, set[str]]:
    """Question → the days that must have come before it can be answered, as the steps tell that its answer ends.

    Such a step is taken only once the day has come, or has its time counted from it.
    """
    found: dict[str, set[str]] = {}
    for step in {step.id: step for rule in problem.rules for step, _ in expanded(rulebook, problem, rule)}.values():
        days = {id_ for id_ in step.only_if if rulebook.facts[id_].kind == "date"}
        days |= {rulebook.limits[step.limit].counted_from} if step.limit else set()
        for id_ in step.done_when:
            fact = rulebook.facts[id_]
            if any(value.open for value in fact.values):
                found.setdefault(id_, set()).update(days & {*problem.asks})
    return {id_: days for id_, days in found.items() if days}


def _value(problem: Problem, fact: Fact, rng: random.Random, chosen: Mapping[str, Any], *, behind: bool) -> Any:
    if fact.kind == "date":
        # What an answer presumes has happened with it, and has its day.
        if fact.required or fact.presumes:
            return _SOME_DAY
        waits = any(other in problem.asks and other not in chosen for other in fact.not_before)
        return _SOME_DAY if behind and not waits and rng.random() < 0.75 else None
    if fact.kind == "integer":
        least, most = fact.least or 0, fact.most or 0
        return rng.randint(least, min(most, least + 5)) if rng.random() < 0.75 else None
    values = [value.id for value in fact.values if behind or fact.required or value.open]
    return rng.choice(values) if fact.required or rng.random() < 0.75 else None


def _days(
    rulebook: Rulebook, problem: Problem, rng: random.Random, today: dt.date, ids: list[str]
) -> dict[str, dt.date]:
    """A day for each of ``ids``, around the limits that start there; later than the one before, unless it is today."""
    limits = _limits(rulebook, problem).values()
    days: dict[str, dt.date] = {}
    before: int | None = None
    for id_ in ids:
        started = [limit for limit in limits if limit.counted_from == id_]
        least = 0 if rulebook.facts[id_].past else -3
        if started:
            age = rng.randint(least, _span(rng.choice(started)) + 3)
            age = age if before is None else min(age, max(before - 1, 0))
        else:
            age = rng.randint(0, 6) if before is None else before - rng.randint(min(before, 1), min(before, 4))
        days[id_] = today - age * _DAY
        before = age
    return days


def _span(limit: Limit) -> int:
    """About how many calendar days a limit takes; of one that the merchant sets, a few."""
    amount = 4 if limit.amount_from else limit.amount
    return amount * 7 // 5 + 4 if limit.unit == "working_days" else amount


# --- what changes a story afterwards ----------------------------------------------------------------------------


def _halting(problem: Problem) -> set[str]:
    """The facts that make a step halt the others, such as that the platform has taken a dispute over."""
    steps = [step for rule in problem.rules for step in rule.steps]
    ordinary = {id_ for step in steps if not step.halts for id_ in step.only_if}
    return {id_ for step in steps if step.halts for id_ in step.only_if} - ordinary


def _taken_over(rulebook: Rulebook, problem: Problem, rng: random.Random, resolution: Resolution) -> Resolution:
    """Now and then something halts the path, which it can do only while a duty of it is still open."""
    duties = [deadline for deadline in resolution.deadlines if deadline.strict]
    if not duties or rng.random() < 0.85:
        return resolution
    age = min(((resolution.today - duty.start).days for duty in duties if duty.start), default=0)
    days = [resolution.today - ago * _DAY for ago in range(age)]
    free = [day for day in days if day not in resolution.case.facts.values()]
    if not free:
        return resolution
    day = rng.choice(free)
    return _with_facts(rulebook, resolution, {id_: day for id_ in problem.asks if id_ in _halting(problem)})


def _with_ticks(rulebook: Rulebook, rng: random.Random, resolution: Resolution) -> Resolution:
    """Steps that no fact proves are ticked off by whoever takes them."""
    while rng.random() < 0.4:
        steps = {step.step.id: step.step for path in resolution.paths for step in path.steps}
        first = {path.headline for path in resolution.paths} - {None}
        if len(first) != 1 or steps[(id_ := first.pop() or "")].done_when:
            break
        ticked = replace(resolution.case, done=(*resolution.case.done, id_))
        resolution = evaluate(rulebook, ticked, resolution.today)
    return resolution


def _with_facts(rulebook: Rulebook, resolution: Resolution, facts: Mapping[str, Any]) -> Resolution:
    case = replace(resolution.case, facts={**resolution.case.facts, **facts})
    return evaluate(rulebook, case, resolution.today)
