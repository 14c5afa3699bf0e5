"""The stories of drills: what they tell has an order in which it can have happened."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from playbook_sim.drills.inventing import Invented, attempt, before_answers, is_open
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Problem

BOOK = load_rulebook()
TODAY = dt.date(2026, 11, 26)
MANY = 60


def invented(problem: Problem) -> list[Invented]:
    """The stories of ``MANY`` attempts."""
    rng = random.Random(problem.id)
    return [found for found in (attempt(BOOK, problem, rng, TODAY) for _ in range(MANY)) if found]


def unanswered(problem: Problem, facts: dict[str, object]) -> list[str]:
    """The questions of ``problem`` that are told as "not yet", or are left open."""
    asked = [BOOK.facts[id_] for id_ in problem.asks]
    fitting = [fact for fact in asked if all(facts.get(one) in values for one, values in fact.presumes.items())]
    return [fact.id for fact in fitting if is_open(fact, facts.get(fact.id))]


@pytest.mark.parametrize("problem", BOOK.problems.values(), ids=lambda problem: problem.id)
def test_nothing_has_happened_that_waits_for_an_answer_which_is_not_there_yet(problem: Problem) -> None:
    leading = before_answers(BOOK, problem)
    halting = {id_ for rule in problem.rules for step in rule.steps if step.halts for id_ in step.only_if}
    for one in invented(problem):
        facts = dict(one.case.facts)
        for question in unanswered(problem, facts):
            later = problem.asks[problem.asks.index(question) + 1 :]
            happened = {
                id_
                for id_ in later
                if id_ in facts and not BOOK.facts[id_].required and not is_open(BOOK.facts[id_], facts[id_])
            }
            assert happened <= leading.get(question, set()) | halting, facts


@pytest.mark.parametrize("problem", BOOK.problems.values(), ids=lambda problem: problem.id)
def test_what_is_answered_has_the_days_that_it_cannot_do_without(problem: Problem) -> None:
    for one in invented(problem):
        facts = dict(one.case.facts)
        for question, days in before_answers(BOOK, problem).items():
            if question in facts and not is_open(BOOK.facts[question], facts[question]):
                assert days <= {*facts}, facts


def test_the_rules_tell_what_comes_before_an_answer() -> None:
    assert before_answers(BOOK, BOOK.problems["own_reason"])["dispute_result"] == {"dispute_opened_on"}
    assert before_answers(BOOK, BOOK.problems["wrong_item"])["claim_result"] == {"evidence_sent_on"}
