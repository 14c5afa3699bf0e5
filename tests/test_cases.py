"""The worked cases: what the sources ask for is what the engine answers, in both languages, on the days that matter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from contract_words import WORDS
from worked_cases import WorkedCase, read_cases

from playbook_sim.cases import read_case
from playbook_sim.contract import as_data
from playbook_sim.evaluation import evaluate
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Limit, Resolution
from playbook_sim.rendering.answer import render_answer
from playbook_sim.rendering.text import render_text

RULEBOOK = load_rulebook()
CASES = read_cases()

# The words that the two languages share.
SHARED = {"No"}

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@cache
def _resolution(name: str) -> Resolution:
    (case,) = (case for case in CASES if case.name == name)
    return evaluate(RULEBOOK, *read_case(RULEBOOK, case.request))


def _answer(case: WorkedCase, language: str = "en") -> dict[str, Any]:
    return as_data(RULEBOOK, _resolution(case.name), language)


# --- what comes out ---------------------------------------------------------------------------------------------


@each_case
def test_worked_case(case: WorkedCase) -> None:
    answer = _answer(case)
    assert case.seen(answer) == case.wanted()
    assert case.not_shown(answer) == []


# --- both languages ---------------------------------------------------------------------------------------------


@each_case
def test_english_and_italian_answers_differ_in_their_words_only(case: WorkedCase) -> None:
    english, italian = _answer(case, "en"), _answer(case, "it")
    assert _without_words(italian) == _without_words(english)
    same = [
        (place, words)
        for (place, words), (_, parola) in zip(_words(english), _words(italian), strict=True)
        if words == parola and words not in SHARED
    ]
    assert same == []


def _without_words(data: Any, key: str = "") -> Any:
    if isinstance(data, dict):
        return {inner: _without_words(value, inner) for inner, value in data.items()}
    if isinstance(data, list):
        return [_without_words(value) for value in data]
    return "…" if isinstance(data, str) and key in WORDS else data


def _words(data: Any, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and key in WORDS:
                yield f"{place}.{key}", value
            else:
                yield from _words(value, f"{place}.{key}")
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _words(value, f"{place}[{number}]")


@pytest.mark.parametrize("language", RULEBOOK.languages)
@each_case
def test_the_answer_can_be_shown_as_text_and_as_a_page(case: WorkedCase, language: str) -> None:
    resolution = _resolution(case.name)
    text = render_text(RULEBOOK, resolution, language)
    parts = render_answer(RULEBOOK, resolution, language)
    assert RULEBOOK.problems[case.problem].title[language] in text
    steps = [step for path in resolution.paths for step in path.steps]
    for step in steps:
        assert step.step.do[language][:40] in " ".join(text.split())
        assert f'class="pb-step pb-step--{step.state}' in parts["steps"]
    for deadline in resolution.deadlines:
        for day in (deadline.strict, deadline.literal, deadline.earliest, deadline.latest):
            assert day is None or f'datetime="{day}"' in parts["deadlines"]


# --- nothing left out -------------------------------------------------------------------------------------------


def test_every_problem_and_every_rule_has_a_case() -> None:
    shown = {(case.problem, rule) for case in CASES for rule in case.paths}
    missing = [
        f"{problem.id}: {rule.id}"
        for problem in RULEBOOK.problems.values()
        for rule in problem.rules
        if (problem.id, rule.id) not in shown
    ]
    assert missing == [], "add a case whose answer has this rule"


def test_every_rule_that_depends_on_facts_has_a_case_of_its_own() -> None:
    alone = {(case.problem, rule) for case in CASES for rule in case.paths if len(case.paths) == 1}
    missing = [
        f"{problem.id}: {rule.id}"
        for problem in RULEBOOK.problems.values()
        for rule in problem.rules
        if rule.when and (problem.id, rule.id) not in alone
    ]
    assert missing == [], "add a case with the facts that decide for this rule alone"


@pytest.mark.parametrize("limit", RULEBOOK.limits.values(), ids=lambda limit: limit.id)
def test_every_limit_has_cases_around_each_of_its_dates(limit: Limit) -> None:
    ends = ("strict", "literal") if limit.kind == "duty" else ("earliest", "latest")
    missing = []
    for end in ends:
        seen = {
            (case.today - dt.date.fromisoformat(case.deadlines[limit.id]["dates"][end])).days
            for case in CASES
            if end in case.deadlines.get(limit.id, {}).get("dates", {})
        }
        wanted = {-1: "the day before", 0: "the day itself", 1: "the day after"}
        # A window that opens with its own start has no day before: a start in the past cannot lie ahead.
        if end == "earliest" and limit.least == 0 and RULEBOOK.facts[limit.counted_from].past:
            del wanted[-1]
        missing += [f"{end}: {words}" for days, words in wanted.items() if days not in seen]
    assert missing == [], f"{limit.id}: add a case whose today is …"


def test_every_case_belongs_to_a_problem_of_the_rulebook() -> None:
    known = {(problem.platform, problem.id) for problem in RULEBOOK.problems.values()}
    stray = {(case.request["platform"], case.problem) for case in CASES} - known
    assert stray == set(), "name the file after the problem, in the folder of its platform"
