"""What the tests of the renderer share: the rulebook, and the answers that the facts of each problem can lead to."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pinned
import pytest
from seen import Seen

from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case, Fact, Resolution, Rulebook
from playbook_sim.rendering.view import View, link_from_simulator

DATES = {
    "promised_ship_date": dt.date(2026, 3, 10),
    "supplier_pressed_on": dt.date(2026, 3, 11),
    "evidence_sent_on": dt.date(2026, 2, 10),
    "verified_on": dt.date(2026, 3, 2),
}
DAYS = (dt.date(2026, 3, 12), dt.date(2026, 12, 22))


MOST = 24


def some_answers(fact: Fact) -> list[str | int | dt.date]:
    """Answers to ``fact`` that go with those to any other."""
    if fact.kind == "date":
        return [DATES.get(fact.id, dt.date(2026, 3, 2))]
    if fact.kind == "integer":
        return [0, 5]
    return [value.id for value in fact.values]


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """The rulebook with durations that stay: the words and dates in these tests are counted from them."""
    return pinned.rulebook()


@pytest.fixture(scope="session", params=["en", "it"])
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def view(book: Rulebook, lang: str) -> View:
    return View(book, lang, link_from_simulator)


@pytest.fixture(scope="session")
def answers(book: Rulebook) -> list[Resolution]:
    """Combinations of answers to every problem, each date given or not, on two days; and a provisional one.

    All of them where a problem asks little, else ``MOST`` of them, spread evenly.
    """
    found = []
    for problem in book.problems.values():
        choices = []
        for id_ in problem.asks:
            fact = book.facts[id_]
            choices.append([None, *some_answers(fact)])
        cases = list(product(product(*choices), DAYS))
        # A problem that mirrors another has its rules: a fraction of its cases will do.
        for values, today in cases[:: 7 if problem.mirrors else len(cases) // MOST + 1]:
            facts = {id_: value for id_, value in zip(problem.asks, values, strict=True) if value is not None}
            found.append(evaluate(book, Case(platform=problem.platform, problem=problem.id, facts=facts), today))
    late = {"evidence_sent_on": dt.date(2026, 11, 20)}
    case = Case(platform="dsers_tmall", problem="wrong_item", facts=late)
    return [*found, evaluate(book, case, dt.date(2026, 11, 22))]


@pytest.fixture
def resolve(book: Rulebook):
    """Evaluate a problem with facts on a day: ``resolve("wrong_item", "2026-03-12", claim_result="rejected")``."""

    def resolved(problem: str, today: str, **facts: str) -> Resolution:
        typed = {
            id_: dt.date.fromisoformat(value) if book.facts[id_].kind == "date" else value
            for id_, value in facts.items()
        }
        case = Case(platform=book.problems[problem].platform, problem=problem, facts=typed)
        return evaluate(book, case, dt.date.fromisoformat(today))

    return resolved


@pytest.fixture
def see():
    """Read markup as a browser would: ``see(html)``."""
    return Seen.of
