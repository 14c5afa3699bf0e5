"""The worked cases: what the sources ask for is what the engine answers, in both languages, on the days that matter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
from case_report import report
from worked_cases import WorkedCase, read_cases

from playbook_sim.cases import read_case
from playbook_sim.contract import WORDS, as_data
from playbook_sim.evaluation import evaluate
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Fact, Limit, Resolution
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
    if case.seen(answer) != case.wanted() or case.not_shown(answer):
        pytest.fail(report(case, answer), pytrace=False)


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
        standing = "replaced" if step.replaced else step.state
        assert f'class="pb-step pb-step--{standing}' in parts["steps"]
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
    around = {-1: "the day before", 0: "the day itself", 1: "the day after"}
    # A start in the past cannot lie ahead: what ends on the day it starts has no day before.
    no_day_before = {0: around[0], 1: around[1]} if RULEBOOK.facts[limit.counted_from].past else around
    missing = []
    for end in {"duty": ("strict", "literal"), "window": ("earliest", "latest"), "right": ("latest",)}[limit.kind]:
        seen: dict[bool, set[int]] = {True: set(), False: set()}
        for laid, today in ((case.deadlines[limit.id], case.today) for case in CASES if limit.id in case.deadlines):
            if end in laid["dates"]:
                days = (today - dt.date.fromisoformat(laid["dates"][end])).days
                seen[laid["own_target"] == 0].add(days)
        wanted = no_day_before if end == "earliest" and limit.least == 0 else around
        missing += [f"{end}: {words}" for days, words in wanted.items() if days not in seen[False]]
        if limit.amount_from:
            missing += [f"{end}, target 0: {words}" for days, words in no_day_before.items() if days not in seen[True]]
    assert missing == [], f"{limit.id}: add a case whose today is …"


def _can_be_the_last_to_end(limit: Limit, others: Iterable[Limit]) -> bool:
    """Whether ``limit`` can end after all ``others``: not if one starts no earlier and is no shorter."""
    return not any(
        limit.counted_from in RULEBOOK.facts[other.counted_from].not_before and other.amount >= limit.amount
        for other in others
    )


@pytest.mark.parametrize(
    "fact", [fact for fact in RULEBOOK.facts.values() if fact.derivation], ids=lambda fact: fact.id
)
def test_every_derived_fact_has_cases_at_the_end_of_each_limit_that_can_decide_it(fact: Fact) -> None:
    assert fact.derivation is not None
    limits = [RULEBOOK.limits[id_] for id_ in fact.derivation.limits]
    cases = [case for case in CASES if fact.id in case.derived and fact.derivation.on in case.request["facts"]]
    missing = []
    for limit in limits:
        others = [other for other in limits if other is not limit]
        seen: dict[int, set[str]] = {}
        for case in cases:
            laid = {id_: case.deadlines[id_]["dates"] for id_ in fact.derivation.limits if id_ in case.deadlines}
            ends = {id_: dates["latest"] for id_, dates in laid.items() if dates}
            if len(ends) == len(limits) and all(ends[limit.id] > ends[other.id] for other in others):
                on = dt.date.fromisoformat(case.request["facts"][fact.derivation.on])
                seen.setdefault((on - dt.date.fromisoformat(ends[limit.id])).days, set()).add(case.derived[fact.id])
        if _can_be_the_last_to_end(limit, others):
            missing += [f"on the last day of {limit.id}, which ends last"] if 0 not in seen else []
            missing += [f"on the day after {limit.id}, which ends last"] if 1 not in seen else []
            assert not seen.get(0, set()) & seen.get(1, set()), f"{limit.id}: its end changes nothing"
        presumed = RULEBOOK.facts[limit.counted_from].presumes
        if presumed and not any(
            case.request["facts"].get(other, values[0]) not in values
            for case in cases
            for other, values in presumed.items()
        ):
            missing.append(f"while {limit.counted_from} cannot have happened")
    assert missing == [], f"{fact.id}: add a case with {fact.derivation.on} …"


def test_every_case_belongs_to_a_problem_of_the_rulebook() -> None:
    known = {(problem.platform, problem.id) for problem in RULEBOOK.problems.values()}
    stray = {(case.request["platform"], case.problem) for case in CASES} - known
    assert stray == set(), "name the file after the problem, in the folder of its platform"
