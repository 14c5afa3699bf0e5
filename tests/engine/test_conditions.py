"""Conditions, conditional steps, messages that are true of some cases only, and clocks that belong to every case."""

from __future__ import annotations

import datetime as dt

import pytest
from engine import PINNED as BOOK
from engine import ask, deadline, states

from playbook_sim.conditions import meets_all, meets_any
from playbook_sim.contract import as_data
from playbook_sim.message_texts import facts_of, holding
from playbook_sim.model import PathStep, Resolution
from playbook_sim.rendering.answer import render_answer

FACTS = {"remedy": "refund", "solved_on": dt.date(2026, 3, 10)}


@pytest.mark.parametrize(
    ("conditions", "all_", "any_"),
    [
        ({}, True, False),
        ({"remedy": ("refund", "reissue")}, True, True),
        ({"remedy": ("reissue",)}, False, False),
        ({"solved_on": ("given",)}, True, True),
        ({"settled_on": ("given",)}, False, False),
        ({"remedy": ("refund",), "settled_on": ("given",)}, False, True),
    ],
)
def test_conditions(conditions: dict[str, tuple[str, ...]], all_: bool, any_: bool) -> None:
    assert meets_all(FACTS, conditions) is all_
    assert meets_any(FACTS, conditions) is any_


def test_paragraphs_stand_only_where_they_hold() -> None:
    body = "One.\n\n{when:solved_on} Two.\n\n{when:remedy=reissue} Three.\n\nFour."
    assert holding(body, FACTS) == "One.\n\nTwo.\n\nFour."
    assert holding(body, {"remedy": "reissue"}) == "One.\n\nThree.\n\nFour."


def dispute(today: str, problem: str = "real_defect", **facts: str) -> Resolution:
    """The answer to an AliExpress case."""
    return ask(problem, today, book=BOOK, **facts)


def test_without_a_dispute_its_steps_are_conditional_and_its_clocks_say_what_starts_them() -> None:
    answer = dispute("2026-03-12")
    found = states(answer.paths[0])
    assert {found[step] for step in ("answer_dispute", "settle", "ask_to_close")} == {"conditional"}
    assert answer.paths[0].headline not in ("answer_dispute", "settle", "ask_to_close")
    assert (deadline(answer, "ae_answer").start, deadline(answer, "ae_answer").literal) == (None, None)


def test_both_clocks_run_from_the_day_the_dispute_is_opened() -> None:
    answer = dispute("2026-03-12", dispute_opened_on="2026-03-10")
    dates = {id_: (deadline(answer, id_).strict, deadline(answer, id_).literal) for id_ in ("ae_answer", "ae_settle")}
    assert dates == {
        "ae_answer": (dt.date(2026, 3, 14), dt.date(2026, 3, 15)),
        "ae_settle": (dt.date(2026, 3, 25), dt.date(2026, 3, 26)),
    }


@pytest.mark.parametrize("problem", [p.id for p in BOOK.problems.values() if p.platform == "aliexpress"])
def test_the_clocks_show_in_every_answer_on_aliexpress_while_a_dispute_is_open(problem: str) -> None:
    answer = dispute("2026-03-12", problem, dispute_opened_on="2026-03-10")
    assert {"ae_answer", "ae_settle"} <= {found.id for found in answer.deadlines}
    assert "ae_newer_guides" in answer.footnotes
    assert {"B21", "B22"} <= set(answer.doubts)


def test_closing_is_asked_for_only_once_the_problem_is_solved() -> None:
    for facts, offered in (
        ({}, False),
        ({"settled_on": "2026-03-11"}, False),
        ({"settled_on": "2026-03-11", "solved_on": "2026-03-12"}, True),
    ):
        answer = dispute("2026-03-12", dispute_opened_on="2026-03-10", buyer_remedy="refund", **facts)
        assert ("close_after_solved" in answer.messages) is offered, facts


def test_the_first_reply_tells_of_an_extension_only_where_there_was_one() -> None:
    asked = {"dispute_opened_on": "2026-03-10", "carrier_asked_on": "2026-03-11"}
    assert "protection_extended_on" in facts_of(BOOK.messages["first_reply"])
    without = dispute("2026-03-12", "no_tracking_update", **asked)
    extended = dispute("2026-03-12", "no_tracking_update", **asked, protection_extended_on="2026-03-11")
    for language in BOOK.message_languages:
        texts = [
            next(message for message in as_data(BOOK, answer, "en")["messages"] if message["id"] == "first_reply")
            for answer in (without, extended)
        ]
        plain, longer = (text["texts"][language]["body"] for text in texts)
        assert len(longer) > len(plain)
        assert "{" not in plain + longer


def test_the_merchants_own_target() -> None:
    open_ = ask("complaint", "2026-03-12", book=BOOK, complaint_received_on="2026-03-10")
    found = deadline(open_, "complaint_first_reply")
    assert (found.amount, found.strict) == (None, None)
    assert open_.paths[0].headline == open_.paths[0].steps[0].step.id
    for days in (0, 3):
        told = ask("complaint", "2026-03-12", book=BOOK, complaint_received_on="2026-03-10", own_reply_target=days)
        found = deadline(told, "complaint_first_reply")
        assert (found.amount, found.literal) == (days, dt.date(2026, 3, 10 + days))


# --- what was reported, what came too late, what stops the rest


def path_step(answer: Resolution, id_: str) -> PathStep:
    """A step of the first path."""
    return next(step for step in answer.paths[0].steps if step.step.id == id_)


def test_a_step_that_nobody_reported_is_no_longer_needed_rather_than_done() -> None:
    told = {"dispute_opened_on": "2026-03-10", "settled_on": "2026-03-12", "dispute_closed_on": "2026-03-13"}
    answer = dispute("2026-03-20", **told)
    assert (path_step(answer, "answer_dispute").state, path_step(answer, "answer_dispute").reported) == ("done", False)
    assert (path_step(answer, "settle").state, path_step(answer, "settle").reported) == ("done", True)
    for language, words in (("en", "No longer needed"), ("it", "Non serve più")):
        assert words in render_answer(BOOK, answer, language)["steps"]


def test_a_clock_kept_too_late_says_so_and_what_has_happened_by_itself() -> None:
    late = dispute("2026-03-20", dispute_opened_on="2026-03-10", dispute_answered_on="2026-03-17")
    assert path_step(late, "answer_dispute").late == 2
    assert "ae_after_missed_answer" in late.gaps
    missed = BOOK.limits["ae_answer"].missed
    assert missed
    for language in BOOK.languages:
        assert missed[language] in render_answer(BOOK, late, language)["steps"]
    in_time = dispute("2026-03-20", dispute_opened_on="2026-03-10", dispute_answered_on="2026-03-15")
    assert path_step(in_time, "answer_dispute").late == 0
    assert "ae_after_missed_answer" not in in_time.gaps
    assert missed["en"] not in render_answer(BOOK, in_time, "en")["steps"]


def test_what_was_given_stays_asked_even_where_it_changes_nothing_any_more() -> None:
    told = {"dispute_opened_on": "2026-03-10", "dispute_answered_on": "2026-03-12", "settled_on": "2026-03-16"}
    answer = dispute("2026-03-20", "no_tracking_update", **told)
    assert set(told) <= set(answer.questions)
    # What cannot go with the other answers is left aside and said to be.
    apart = ask("wrong_item", "2026-03-20", book=BOOK, claim_result="rejected", verified_on="2026-03-10")
    assert "verified_on" not in apart.questions
    assert [finding.fact for finding in apart.findings if finding.result == "unused"] == ["verified_on"]


def test_while_the_platform_decides_everything_else_waits() -> None:
    told = {"dispute_opened_on": "2026-03-10", "dispute_answered_on": "2026-03-12"}
    answer = dispute("2026-04-10", **told, platform_stepped_in_on="2026-04-01")
    assert answer.paths[0].headline == "await_ruling"
    others = {step.state for step in answer.paths[0].steps if step.step.id != "await_ruling"}
    assert others <= {"done", "later", "conditional"}
    assert answer.messages == ()
    talking = dispute("2026-03-13", **told)
    assert path_step(talking, "await_ruling").state == "conditional"
    solved = dispute("2026-04-10", **told, settled_on="2026-03-14", solved_on="2026-03-15")
    assert path_step(solved, "await_ruling").state == "conditional"


@pytest.mark.parametrize(
    ("problem", "step", "facts"),
    [
        ("returned_on_the_way", "tell_returned", {}),
        ("returned_on_the_way", "offer_remedy_after_return", {}),
        ("real_defect", "let_buyer_choose", {}),
        ("parcel_lost", "offer_remedy", {}),
        ("no_tracking_update", "offer_promised_remedy", {"parcel_outcome": "not_arrived"}),
        ("signed_but_disputed", "collect_screenshots", {"logistics_used": "online"}),
        ("user_error", "give_advice", {}),
    ],
)
def test_an_agreement_is_not_reopened(problem: str, step: str, facts: dict[str, str]) -> None:
    talking = dispute("2026-03-20", problem, dispute_opened_on="2026-03-10", **facts)
    assert step in [each.step.id for path in talking.paths for each in path.steps if each.state != "done"]
    agreed = dispute("2026-03-20", problem, dispute_opened_on="2026-03-10", settled_on="2026-03-14", **facts)
    found = {(each.state, each.reported) for path in agreed.paths for each in path.steps if each.step.id == step}
    assert found == {("done", False)}


@pytest.mark.parametrize(
    ("message", "claims"),
    [
        ("first_reply", {"carrier_asked_on"}),
        ("second_reply", {"carrier_asked_on", "carrier_answered_on"}),
        ("close_after_solved", {"solved_on"}),
        ("tg_refund_paid", {"refunded_on"}),
        ("complaint_closed", {"complaint_resolved_on"}),
    ],
)
def test_what_a_message_claims_is_asked_of_the_message_itself(message: str, claims: set[str]) -> None:
    """A step may guard it too; the next step that takes the message may not."""
    assert claims <= set(BOOK.messages[message].true_when)
