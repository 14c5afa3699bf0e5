"""The guided questions: the real ones lead everywhere, and each way to break them is named."""

from __future__ import annotations

from dataclasses import replace

from playbook_sim.checking import problems_found
from playbook_sim.checking.triage import faults_of_triage
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Question, Rulebook

BOOK = load_rulebook()


def found(book: Rulebook) -> list[str]:
    """What is wrong with the questions, as an editor reads it."""
    return [str(fault) for fault in faults_of_triage(book)]


def with_questions(**questions: Question) -> Rulebook:
    """The rulebook with some of its guided questions changed or added."""
    return replace(BOOK, triage={**BOOK.triage, **questions})


def leading(id_: str, option: str, **where: str | None) -> Question:
    """A question with one of its options leading somewhere else."""
    old = BOOK.triage[id_]
    goal = {"question": None, "problem": None} | where
    options = tuple(replace(each, **goal) if each.id == option else each for each in old.options)
    return replace(old, options=options)


def test_the_questions_lead_to_every_problem() -> None:
    assert found(BOOK) == []
    ends = {option.problem for question in BOOK.triage.values() for option in question.options}
    assert ends - {None} == set(BOOK.problems)


def test_a_problem_that_no_way_reaches() -> None:
    book = with_questions(dsers_change=leading("dsers_change", "cancel", problem="incorrect_address"))
    assert found(book) == ["triage.toml: no option leads to the problem 'order_cancelled'; add one"]


def test_a_question_that_no_way_reaches() -> None:
    lonely = replace(BOOK.triage["dsers_change"], id="lonely")
    assert found(with_questions(lonely=lonely)) == [
        "triage.toml: lonely: no option leads to this question; lead to it, or take it out"
    ]


def test_questions_that_go_in_a_circle() -> None:
    book = with_questions(ae_customs=leading("ae_customs", "tax_data", question="ae_parcel"))
    assert found(book) == [
        "triage.toml: ae_parcel: the questions go in a circle: ae_parcel → ae_customs → ae_parcel; lead on"
    ]


def test_a_question_that_leads_to_itself() -> None:
    book = with_questions(ae_customs=leading("ae_customs", "tax_data", question="ae_customs"))
    assert found(book) == ["triage.toml: ae_customs: the questions go in a circle: ae_customs → ae_customs; lead on"]


def test_no_question_at_all() -> None:
    assert found(replace(BOOK, triage={})) == ["triage.toml: no question; write one that leads to the problems"]


def test_the_check_of_the_whole_looks_at_the_questions() -> None:
    lost = replace(BOOK.triage["start"], options=BOOK.triage["start"].options[:2])
    messages = [str(fault) for fault in problems_found(with_questions(start=lost))]
    assert "triage.toml: ae_what: no option leads to this question; lead to it, or take it out" in messages
    assert any("no option leads to the problem 'complaint'" in message for message in messages)
