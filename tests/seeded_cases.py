"""Cases from a seed: the same number gives the same case on every machine, and no library is needed.

For whatever must be repeated elsewhere: in Pyodide, in a benchmark, in a second run that looks for a mistake. Cases are
requests as JSON holds them, with the language in ``lang``. ``random_cases`` has the same for Hypothesis.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from hostile import hostile_strings
from worked_cases import read_cases

from playbook_sim.checking import coverage
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Fact, Problem
from playbook_sim.paths import steps_of

BOOK = load_rulebook()

_ODD: tuple[Any, ...] = (None, True, False, 0, -1, 7, 10**40, 1.5, [], {}, ["2026-03-10"], {"a": None}, "", " ", "yes")
_WORDS = ("platform", "problem", "facts", "today", "calendar", "done", "made_with", "lang", "colour")


def worked_requests() -> list[dict[str, Any]]:
    """Every worked case, in every language."""
    return [dict(case.request) | {"lang": language} for case in read_cases() for language in BOOK.languages]


def branch_requests(seed: int) -> list[dict[str, Any]]:
    """Each complete set of answers of each problem, so that no branch depends on chance; the dates are drawn."""
    chance = random.Random(seed)
    return [_request(chance, problem, answers) for problem, answers in _branches()]


def sound_requests(seed: int, count: int) -> list[dict[str, Any]]:
    """Cases that anybody could type and that can be answered: every problem in turn, facts given or left open."""
    chance = random.Random(seed)
    problems = list(BOOK.problems.values())
    return [_request(chance, problems[n % len(problems)], {}) for n in range(count)]


def spoilt_requests(seed: int, count: int) -> list[dict[str, Any]]:
    """Cases with one thing that cannot be used."""
    chance = random.Random(seed)
    strange: tuple[Any, ...] = ("2026-02-30", "domani", "<b>😀</b>", 12, ["2026-03-10"], "1999-12-31", {"a": None})
    spoilt = []
    for case in sound_requests(seed, count):
        key = chance.choice(["today", "calendar", "problem", "facts", "facts"])
        wrong = chance.choice(strange)
        asked = BOOK.problems[case["problem"]].asks
        spoilt.append(case | {key: {chance.choice([*asked, "colour"]): wrong} if key == "facts" else wrong})
    return spoilt


def any_request(seed: int, number: int) -> Any:
    """The case of this number: mostly one that anybody could type, else one that was tampered with, else rubbish.

    Its dates may contradict each other, and nothing says that it can be answered.
    """
    chance = random.Random(seed * 1_000_003 + number)
    kind = chance.random()
    if kind < 0.05:
        return _rubbish(chance, 3)
    problems = list(BOOK.problems.values())
    problem, answers = chance.choice(_branches()) if chance.random() < 0.5 else (chance.choice(problems), {})
    case = _request(chance, problem, answers)
    if kind < 0.45:
        return case
    for _ in range(1 if kind < 0.8 else chance.randint(1, 4)):
        _tamper(chance, case)
    return case


# --- sound cases ------------------------------------------------------------------------------------------------


@cache
def _branches() -> list[tuple[Problem, Mapping[str, str]]]:
    return [(BOOK.problems[id_], answers) for id_, found in coverage(BOOK).items() for answers, _ in found]


def _request(chance: random.Random, problem: Problem, answers: Mapping[str, str]) -> dict[str, Any]:
    today = _day(chance)
    facts = _facts(chance, problem, today, 1 if answers else 0.7)
    return {
        "platform": problem.platform,
        "problem": problem.id,
        "today": today.isoformat(),
        "facts": facts | {id_: value for id_, value in answers.items() if id_ in problem.asks},
        "calendar": chance.choice([None, *BOOK.calendars]),
        "lang": chance.choice(BOOK.languages),
    }


def _day(chance: random.Random) -> dt.date:
    span = (BOOK.last_date - BOOK.first_date).days
    return BOOK.first_date + dt.timedelta(chance.randint(90, span - 90))


def _facts(chance: random.Random, problem: Problem, today: dt.date, share: float) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for fact in (BOOK.facts[id_] for id_ in problem.asks):
        if chance.random() < share:
            facts[fact.id] = _value(chance, fact, today, facts)
    return facts


def _value(chance: random.Random, fact: Fact, today: dt.date, facts: Mapping[str, Any]) -> Any:
    if fact.kind == "integer":
        return chance.randint(fact.least or 0, fact.most or 99)
    if fact.kind != "date":
        return chance.choice(fact.values).id
    first = today - dt.timedelta(80)
    first = max([first, *(dt.date.fromisoformat(facts[other]) for other in fact.not_before if facts.get(other))])
    last = today if fact.past else today + dt.timedelta(10)
    if first > last:  # it cannot have happened yet: left open
        return None
    return (first + dt.timedelta(chance.randint(0, (last - first).days))).isoformat()


# --- tampered with ----------------------------------------------------------------------------------------------


def _tamper(chance: random.Random, case: dict[str, Any]) -> None:
    facts, problem = case.get("facts"), BOOK.problems.get(str(case.get("problem")))
    where = chance.randrange(8)
    if where < 3 and isinstance(facts, dict) and problem and problem.asks:
        fact = chance.choice(problem.asks)
        facts[fact] = _wild(chance) if where else _wild_day(chance)
    elif where == 3 and isinstance(facts, dict):
        facts[chance.choice([*BOOK.facts, *hostile_strings()])] = _wild(chance)
    elif where == 4 and problem:
        case["done"] = [chance.choice([*steps_of(BOOK, problem), "", "x"]) for _ in range(chance.randint(0, 4))]
    elif where == 5:
        case["today"] = _wild_day(chance)
    elif where == 6:
        case["made_with"] = chance.choice(["1.0.0", "1.5", "2.0.0", "9.0", _wild(chance)])
    else:
        case[chance.choice([*_WORDS, *hostile_strings()])] = _wild(chance)


def _wild_day(chance: random.Random) -> str:
    """Any day there is, most of them near those of the case; a few at the ends of what is covered."""
    edges = [BOOK.first_date, BOOK.last_date, BOOK.first_date - dt.timedelta(1), BOOK.last_date + dt.timedelta(1)]
    if chance.random() < 0.1:
        return chance.choice([*edges, dt.date.min, dt.date.max]).isoformat()
    return dt.date.fromordinal(chance.randint(BOOK.first_date.toordinal(), BOOK.last_date.toordinal())).isoformat()


def _wild(chance: random.Random) -> Any:
    pick = chance.random()
    if pick < 0.5:
        return chance.choice(hostile_strings())
    if pick < 0.7:
        return chance.choice(_ODD)
    if pick < 0.9:
        known = chance.choice(list(BOOK.facts.values()))
        return chance.choice([known.id, *(value.id for value in known.values), *BOOK.problems, *BOOK.calendars])
    return _rubbish(chance, 2)


def _rubbish(chance: random.Random, depth: int) -> Any:
    if depth == 0 or chance.random() < 0.4:
        number = chance.randint(-(10**9), 10**9)
        return chance.choice([*_ODD, chance.choice(hostile_strings()), _wild_day(chance), number])
    inside: Iterator[Any] = (_rubbish(chance, depth - 1) for _ in range(chance.randint(0, 5)))
    if chance.random() < 0.4:
        return [*inside]
    return {chance.choice([*_WORDS, chance.choice(hostile_strings())]): value for value in inside}
