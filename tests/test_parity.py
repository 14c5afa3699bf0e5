"""The browser answers as the command line does: Pyodide gives the bytes that CPython gives, for every request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyodide_replies import Pyodide
from seeded_cases import BOOK, any_request, branch_requests, sound_requests, spoilt_requests, worked_requests

from playbook_sim.bridge import METHODS, handle
from playbook_sim.drills import offered
from playbook_sim.site.runtime import exercise
from playbook_sim.site.runtime.image.training import TAKEN_ALONG

SEED = 20261122
ANSWERED = [*branch_requests(SEED), *sound_requests(SEED, 300)]
REFUSED = spoilt_requests(SEED + 1, 60)
SLICES = 40
"""How many slices at most the worker works ahead before it is asked again."""

ANY_CASES = 10_000
"""Cases whose answers are compared as data; what is rendered from it follows for the others."""


def worked_ahead() -> Iterator[dict[str, Any]]:
    """Cases, some of what is worked out ahead of the next one, and then that one: another answer, foreseen or not."""
    foresee = {"method": "foresee", "params": {}}
    for number, case in enumerate(ANSWERED[::2]):
        yield {"method": "show", "params": case}
        yield from (foresee for _ in range(number % SLICES))
        asks = (BOOK.facts[id_] for id_ in BOOK.problems[case["problem"]].asks)
        for id_, value in [(fact.id, value.id) for fact in asks for value in fact.values][:4]:
            yield {"method": "show", "params": case | {"facts": case["facts"] | {id_: value}}}
            yield foresee


def requests() -> Iterator[dict[str, Any]]:
    """What both are asked: whole answers, then many more as data alone, which takes a tenth of the time."""
    yield {"method": "version"}
    for case in [*worked_requests(), *ANSWERED, *REFUSED]:
        yield {"method": "answer", "params": case}
        yield {"method": "show", "params": case}
    yield from worked_ahead()
    for number, case in enumerate(ANSWERED[::4]):
        lang = BOOK.languages[number % len(BOOK.languages)]
        for format_ in TAKEN_ALONG:
            yield {"method": "export", "params": case | {"lang": lang, "format": format_}}
    for number, (topic, levels) in enumerate(offered(BOOK).items()):
        lang = BOOK.languages[number % len(BOOK.languages)]
        wish = {"lang": lang, "topic": topic, "difficulty": levels[-1], "seed": SEED, "today": str(BOOK.released)}
        yield {"method": "drill", "params": wish}
        yield {"method": "grade", "params": wish | {"answers": {"first": 1, "when": str(BOOK.released)}}}
    for number in range(ANY_CASES):
        case = any_request(SEED, number)
        params = case if isinstance(case, dict) else {"facts": case}
        yield {"method": "export", "params": {"lang": "en"} | params | {"format": "json"}}


def test_pyodide_answers_with_the_bytes_of_cpython(tmp_path: Path) -> None:
    # Half of them with characters as they are, half with escapes: both ways lead to the same answer.
    asked = [json.dumps(request, ensure_ascii=bool(number % 2)) for number, request in enumerate(requests())]
    difference = Pyodide(tmp_path).difference([text.encode("utf-8", "replace").decode() for text in asked])
    if difference:
        pytest.fail(difference)


def test_every_method_finds_what_it_imports_in_the_library_that_ships(tmp_path: Path) -> None:
    """The library holds what these very requests imported when it was made; icalendar comes to the page on demand."""
    asked = [text for text in exercise.requests() if '"case_calendar"' not in text and '"calendar"' not in text]
    assert len(asked) > len(METHODS)
    difference = Pyodide(tmp_path).difference(asked)
    if difference:
        pytest.fail(difference)


def test_the_random_cases_are_answered_and_the_bad_ones_refused() -> None:
    for case in ANSWERED:
        assert "result" in json.loads(handle(json.dumps({"method": "answer", "params": case}))), case
    for case in REFUSED:
        reply = json.loads(handle(json.dumps({"method": "answer", "params": case})))
        assert reply["error"]["code"] == "fact", case


def test_the_random_cases_reach_every_rule_and_every_kind_of_answer() -> None:
    shown, statuses = set(), set()
    for case in ANSWERED:
        answer = json.loads(handle(json.dumps({"method": "answer", "params": case})))["result"]["answer"]
        statuses.add(answer["status"])
        shown |= {(answer["problem"], path["rule"]) for path in answer["paths"]}
    assert statuses == {"resolved", "needs_facts", "not_covered"}
    assert shown == {(problem.id, rule.id) for problem in BOOK.problems.values() for rule in problem.rules}
