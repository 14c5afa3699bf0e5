"""Many saved cases, as different as the rulebook allows; the same seed gives the same ones."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from typing import Any

from playbook_sim.cases import check_dates
from playbook_sim.errors import FactError
from playbook_sim.model import Case, Fact, Problem, Rulebook
from playbook_sim.records.summary import summarise

STORES = ("Milano", "Roma", "Torino", "Napoli outlet", "Élite shop", "")
NOTES = ("", "", "Called the buyer, waits for pictures.", "Supplier answers only in the morning.\nTry again tomorrow.")


def make_records(rulebook: Rulebook, today: dt.date, count: int, seed: int = 4) -> list[dict[str, Any]]:
    """``count`` records with current summaries, one in five of them closed."""
    rng = random.Random(seed)
    problems = list(rulebook.problems.values())
    return [_record(rulebook, problems[n % len(problems)], today, rng, n) for n in range(count)]


def _record(rulebook: Rulebook, problem: Problem, today: dt.date, rng: random.Random, n: int) -> dict[str, Any]:
    closed = rng.random() < 0.2
    record = {
        "schema": 1,
        "id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "store": rng.choice(STORES),
        "order": f"{80_000_000 + n}",
        "platform": problem.platform,
        "problem": problem.id,
        "facts": _facts(rulebook, problem, today, rng),
        "calendar": None,
        "done": [],
        "sent": {},
        "blanks": {},
        "notes": rng.choice(NOTES),
        "created_on": (today - dt.timedelta(days=rng.randint(10, 90))).isoformat(),
        "changed_on": today.isoformat(),
        "closed_on": (today - dt.timedelta(days=rng.randint(0, 9))).isoformat() if closed else None,
        "outcome": rng.choice(list(rulebook.vocabulary["closing"])) if closed else None,
        "rulebook": rulebook.version,
    }
    return record | {"summary": summarise(rulebook, record, today.isoformat())}


def _facts(rulebook: Rulebook, problem: Problem, today: dt.date, rng: random.Random) -> dict[str, str | int]:
    """Some of the answers that the problem asks for. Dates that contradict each other are thrown away together."""
    told: dict[str, Any] = {}
    for id_ in problem.asks:
        fact = rulebook.facts[id_]
        if fact.required or rng.random() < 0.4:
            told[id_] = _value(fact, today, rng)
    try:
        check_dates(rulebook, Case(platform=problem.platform, problem=problem.id, facts=told), today)
    except FactError:
        told = {id_: value for id_, value in told.items() if not isinstance(value, dt.date)}
    return {id_: value.isoformat() if isinstance(value, dt.date) else value for id_, value in told.items()}


def _value(fact: Fact, today: dt.date, rng: random.Random) -> str | int | dt.date:
    if fact.kind == "date":
        return today - dt.timedelta(days=rng.randint(0 if fact.past else -30, 40))
    if fact.kind == "integer":
        return rng.randint(fact.least or 1, min(fact.most or 30, 30))
    return rng.choice([value.id for value in fact.values])
