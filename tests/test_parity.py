"""The browser answers as the command line does: Pyodide gives the bytes that CPython gives, for every request."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from worked_cases import read_cases

from playbook_sim.bridge import handle
from playbook_sim.checking import coverage
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Fact, Problem
from playbook_sim.site import runtime

RULEBOOK = load_rulebook()
SCRIPT = Path(__file__).parent / "parity" / "answer.mjs"
SEED = 20261122
RANDOM_CASES = 300
BAD_CASES = 60


def _worked_cases() -> list[dict[str, Any]]:
    return [dict(case.request) | {"lang": language} for case in read_cases() for language in RULEBOOK.languages]


def _random_cases() -> list[dict[str, Any]]:
    """Cases that anybody could type: every problem, calendar and year in turn, facts given or left open.

    First each complete set of answers of each problem, so that no branch depends on chance; then at random.
    """
    chance = random.Random(SEED)
    problems = list(RULEBOOK.problems.values())
    sets = [(RULEBOOK.problems[id_], answers) for id_, found in coverage(RULEBOOK).items() for answers, _ in found]
    told: list[tuple[Problem, Mapping[str, str]]] = [
        *sets,
        *((problems[n % len(problems)], {}) for n in range(RANDOM_CASES)),
    ]
    calendars = [None, *RULEBOOK.calendars]
    return [
        {
            "platform": problem.platform,
            "problem": problem.id,
            "today": (today := _random_day(chance)).isoformat(),
            "facts": _random_facts(chance, problem, today, 1 if answers else 0.7)
            | {id_: value for id_, value in answers.items() if id_ in problem.asks},
            "calendar": chance.choice(calendars),
            "lang": chance.choice(RULEBOOK.languages),
        }
        for problem, answers in told
    ]


def _random_day(chance: random.Random) -> dt.date:
    span = (RULEBOOK.last_date - RULEBOOK.first_date).days
    return RULEBOOK.first_date + dt.timedelta(chance.randint(90, span - 90))


def _random_facts(chance: random.Random, problem: Problem, today: dt.date, share: float) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for fact in (RULEBOOK.facts[id_] for id_ in problem.asks):
        if chance.random() < share:
            facts[fact.id] = _random_value(chance, fact, today, facts)
    return facts


def _random_value(chance: random.Random, fact: Fact, today: dt.date, facts: dict[str, Any]) -> Any:
    if fact.kind == "integer":
        return chance.randint(fact.least or 0, fact.most or 99)
    if fact.kind != "date":
        return chance.choice(fact.values).id
    first = today - dt.timedelta(80)
    first = max([first, *(dt.date.fromisoformat(facts[other]) for other in fact.not_before if other in facts)])
    last = today if fact.past else today + dt.timedelta(10)
    if first > last:  # it cannot have happened yet: left open
        return None
    return (first + dt.timedelta(chance.randint(0, (last - first).days))).isoformat()


def _bad_cases() -> list[dict[str, Any]]:
    """Cases with one thing that cannot be used: the sentence that says so must be the same, too."""
    chance = random.Random(SEED + 1)
    strange: tuple[Any, ...] = ("2026-02-30", "domani", "<b>😀</b>", 12, ["2026-03-10"], "1999-12-31", {"a": None})
    bad = []
    for case in chance.sample(_random_cases(), BAD_CASES):
        key = chance.choice(["today", "calendar", "problem", "facts", "facts"])
        wrong = chance.choice(strange)
        asked = RULEBOOK.problems[case["problem"]].asks
        bad.append(case | {key: {chance.choice([*asked, "colour"]): wrong} if key == "facts" else wrong})
    return bad


def _requests() -> list[str]:
    cases = [*_worked_cases(), *_random_cases(), *_bad_cases()]
    requests = [{"method": "answer", "params": case} for case in cases]
    return [json.dumps(request, ensure_ascii=False) for request in [{"method": "version"}, *requests]]


def _pyodide_replies(requests: list[str], folder: Path) -> list[bytes]:
    asked, answered = folder / "requests", folder / "replies"
    asked.write_text("\n".join(requests) + "\n", encoding="utf-8")
    node = Path(sys.executable).with_name("node")
    done = subprocess.run(
        [node, SCRIPT, folder / runtime.build(folder), asked, answered], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return answered.read_bytes().splitlines()


def test_pyodide_answers_with_the_bytes_of_cpython(tmp_path: Path) -> None:
    requests = _requests()
    ours = [handle(request).encode() for request in requests]
    theirs = _pyodide_replies(requests, tmp_path)
    assert len(theirs) == len(ours)
    for request, mine, other in zip(requests, ours, theirs, strict=True):
        if mine != other:
            place = next(place for place in range(len(mine) + 1) if mine[: place + 1] != other[: place + 1])
            near = slice(max(place - 60, 0), place + 60)
            pytest.fail(
                f"{request}\nCPython: …{mine[near].decode(errors='replace')}…\n"
                f"Pyodide: …{other[near].decode(errors='replace')}…"
            )


def test_the_random_cases_are_answered_and_the_bad_ones_refused() -> None:
    for case in _random_cases():
        assert "result" in json.loads(handle(json.dumps({"method": "answer", "params": case}))), case
    for case in _bad_cases():
        reply = json.loads(handle(json.dumps({"method": "answer", "params": case})))
        assert reply["error"]["code"] == "fact", case


def test_the_random_cases_reach_every_rule_and_every_kind_of_answer() -> None:
    shown, statuses = set(), set()
    for case in _random_cases():
        answer = json.loads(handle(json.dumps({"method": "answer", "params": case})))["result"]["answer"]
        statuses.add(answer["status"])
        shown |= {(answer["problem"], path["rule"]) for path in answer["paths"]}
    assert statuses == {"resolved", "needs_facts", "not_covered"}
    assert shown == {(problem.id, rule.id) for problem in RULEBOOK.problems.values() for rule in problem.rules}
