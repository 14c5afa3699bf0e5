"""Facts and today → the answer: its three kinds, futures, states, headline, questions, messages and deadlines."""

from __future__ import annotations

import datetime as dt
import sys
import time
from dataclasses import replace
from functools import partial

import pytest
from engine import PINNED as BOOK
from engine import ask as ask_any
from engine import day, deadline, only_path, request, states

from playbook_sim.cases import read_case
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case, Finding, Rule, Rulebook

ask = partial(ask_any, book=BOOK)


def with_rules(problem: str, *rules: Rule) -> Rulebook:
    """The rulebook with other rules of a problem."""
    return replace(BOOK, problems={**BOOK.problems, problem: replace(BOOK.problems[problem], rules=rules)})


# --- three kinds of answer --------------------------------------------------------------------------------------


def test_resolved() -> None:
    answer = ask("customs_hold", "2026-03-12", dsers_reminder="yes")
    assert (answer.version, answer.limits) == (BOOK.version, BOOK.limits)
    assert (answer.status, answer.next_question) == ("resolved", None)
    assert [path.rule for path in answer.paths] == ["reminder"]


def test_a_branch_that_must_be_known_first_gives_a_question_and_no_path() -> None:
    answer = ask("order_cancelled", "2026-03-12")
    assert (answer.status, answer.next_question, answer.paths) == ("needs_facts", "shipped", ())
    answer = ask("order_cancelled", "2026-03-12", shipped="yes")
    assert (answer.status, answer.next_question, answer.paths) == ("needs_facts", "parcel_leg", ())


def test_a_missing_date_still_shows_the_path() -> None:
    answer = ask("shipment_overdue", "2026-03-12")
    assert (answer.status, answer.next_question) == ("needs_facts", "promised_ship_date")
    assert states(only_path(answer))["press_supplier"] == "next"
    assert [(d.id, d.start, d.strict, d.literal) for d in answer.deadlines] == [
        ("dsers_overdue_press", None, None, None),
        ("dsers_overdue_switch", None, None, None),
    ]


def test_not_covered_where_the_sources_are_silent() -> None:
    answer = ask("order_cancelled", "2026-03-12", shipped="no")
    assert answer.status == "not_covered"
    path = only_path(answer)
    (rule,) = (rule for rule in BOOK.problems["order_cancelled"].rules if rule.id == path.rule)
    assert path.silent
    assert (path.nearest, path.ask, path.outcome, path.title) == (rule.nearest, rule.ask, rule.outcome, rule.title)
    assert answer.gaps == ("cancel_before_dispatch",)
    assert answer.footnotes == ("cancel_help",)


def test_one_silent_future_among_others_is_no_refusal() -> None:
    answer = ask("wrong_item", "2026-03-12", remedy="refund")
    assert answer.status == "resolved"
    assert {path.rule: path.silent for path in answer.paths} == {"refund": False, "rejected": True}


# --- futures ----------------------------------------------------------------------------------------------------


def test_open_facts_give_every_future_with_what_it_supposes() -> None:
    answer = ask("wrong_item", "2026-03-12")
    assert {path.rule: dict(path.when) for path in answer.paths} == {
        "reissue": {"claim_result": "verified", "remedy": "reissue"},
        "refund": {"claim_result": "verified", "remedy": "refund"},
        "rejected": {"claim_result": "rejected"},
    }


def test_a_date_that_bounds_another_one_stays_visible_once_given() -> None:
    verified = {"claim_result": "verified", "verified_on": "2026-11-20"}
    assert ask("wrong_item", "2026-11-22", **verified).questions == ("claim_result", "verified_on", "remedy")
    both = ask("wrong_item", "2026-11-22", evidence_sent_on="2026-11-02", **verified)
    assert both.questions == ("claim_result", "evidence_sent_on", "verified_on", "remedy")


def test_a_reminder_before_the_promised_day_is_refused_not_passed_over() -> None:
    with pytest.raises(FactError, match="supplier_pressed_on: before_other"):
        ask("shipment_overdue", "2026-03-11", promised_ship_date="2026-03-10", supplier_pressed_on="2026-03-09")
    for pressed in ("2026-03-10", "2026-03-11"):
        answer = ask("shipment_overdue", "2026-03-11", promised_ship_date="2026-03-10", supplier_pressed_on=pressed)
        assert states(only_path(answer))["press_supplier"] == "done", pressed


def test_an_open_answer_is_the_same_as_none() -> None:
    assert ask("order_cancelled", "2026-03-12", shipped="yes", parcel_leg="domestic").paths == (
        ask("order_cancelled", "2026-03-12", shipped="yes", parcel_leg="domestic", interception="not_tried").paths
    )


def test_what_has_happened_is_no_longer_supposed() -> None:
    answer = ask("wrong_item", "2026-03-12", claim_result="verified")
    assert {path.rule: dict(path.when) for path in answer.paths} == {
        "reissue": {"remedy": "reissue"},
        "refund": {"remedy": "refund"},
    }


# --- states by today --------------------------------------------------------------------------------------------

# today → state of press_supplier (day 1 to day 2 after the promised 10 March), of treat_as_no_stock (day 4 to
# day 5), and what to do first
OVERDUE = {
    "2026-03-09": ("next", "later", "press_supplier"),
    "2026-03-10": ("next", "later", "press_supplier"),
    "2026-03-11": ("now", "next", "press_supplier"),
    "2026-03-12": ("now", "next", "press_supplier"),
    "2026-03-13": ("overdue", "next", "press_supplier"),
    "2026-03-14": ("overdue replaced", "now", "treat_as_no_stock"),
    "2026-03-15": ("overdue replaced", "now", "treat_as_no_stock"),
    "2026-03-16": ("overdue replaced", "overdue", "treat_as_no_stock"),
}


@pytest.mark.parametrize("today", OVERDUE)
def test_states_on_the_days_around_each_limit(today: str) -> None:
    path = only_path(ask("shipment_overdue", today, promised_ship_date="2026-03-10"))
    state = states(path)
    assert (state["press_supplier"], state["treat_as_no_stock"], path.headline) == OVERDUE[today]


def test_a_step_that_is_done_leaves_its_deadline_behind() -> None:
    answer = ask("shipment_overdue", "2026-03-12", promised_ship_date="2026-03-10", supplier_pressed_on="2026-03-11")
    path = only_path(answer)
    assert states(path)["press_supplier"] == "done"
    assert path.headline == "treat_as_no_stock"
    assert [d.id for d in answer.deadlines] == ["dsers_overdue_switch"]
    assert path.deadlines == ("dsers_overdue_switch",)


# 30 working days after Friday 2026-09-18 end on 2026-11-05 (China, National Day and its make-up day).
VERIFICATION = {
    "2026-09-18": "now",
    "2026-11-04": "now",
    "2026-11-05": "now",
    "2026-11-06": "overdue",
}


@pytest.mark.parametrize("today", VERIFICATION)
def test_states_of_a_window(today: str) -> None:
    for path in ask("wrong_item", today, evidence_sent_on="2026-09-18").paths:
        assert states(path)["verification"] == VERIFICATION[today]
        assert path.headline == "verification"


def test_waiting_for_others_has_not_begun_while_something_before_it_is_to_be_done() -> None:
    path = ask("wrong_item", "2026-03-12").paths[0]
    assert states(path) == {
        "ask_evidence": "now",
        "open_claim": "next",
        "verification": "later",
        "agree_reissue": "later",
        "carry_out_reissue": "later",
    }


def test_a_window_whose_day_is_known_still_waits_for_the_step_before_it() -> None:
    path = ask("wrong_item", "2026-03-13", claim_result="verified", verified_on="2026-03-12").paths[0]
    assert (states(path)["agree_reissue"], states(path)["carry_out_reissue"]) == ("now", "next")
    path = ask("wrong_item", "2026-03-13", claim_result="verified", verified_on="2026-03-12", remedy="reissue").paths[0]
    assert (states(path)["agree_reissue"], states(path)["carry_out_reissue"]) == ("done", "now")


def test_a_follow_goes_on_with_the_other_problem() -> None:
    path = only_path(ask("unresponsive_supplier", "2026-03-12"))
    assert [(step.step.id, step.problem) for step in path.steps] == [
        ("stop_waiting", "unresponsive_supplier"),
        ("request_refund", "no_stock"),
        ("process_refund", "no_stock"),
        ("reorder", "no_stock"),
    ]
    assert {"price_difference", "silence_undefined"} <= set(path.notes)
    assert "B15" in path.doubts


def test_a_follow_goes_on_from_there_too() -> None:
    no_stock = BOOK.problems["no_stock"].rules[0]
    *steps, last = no_stock.steps
    further = replace(no_stock, steps=(*steps, replace(last, follow="oversized")))
    path = only_path(ask("unresponsive_supplier", "2026-03-12", book=with_rules("no_stock", further)))
    assert {step.problem for step in path.steps} == {"unresponsive_supplier", "no_stock", "oversized"}


def test_nothing_to_do_has_no_headline() -> None:
    path = only_path(ask("wrong_item", "2026-03-12", claim_result="rejected"))
    assert set(states(path).values()) == {"done"}
    assert path.headline is None


def test_a_window_that_has_run_out_does_not_overtake_the_step_before_it() -> None:
    for path in ask("wrong_item", "2026-12-30", claim_result="verified", verified_on="2026-03-12").paths:
        agree, carry_out = list(states(path).items())[-2:]
        assert (agree[1], carry_out[1], path.headline) == ("now", "overdue", agree[0])


def test_what_may_never_happen_stands_in_nobody_s_way() -> None:
    refund = next(rule for rule in BOOK.problems["wrong_item"].rules if rule.id == "refund")
    first, *others = refund.steps
    perhaps = replace(first, id="perhaps", only_if={"claim_result": ("rejected",)}, done_when={})
    book = with_rules("wrong_item", replace(refund, steps=(perhaps, first, *others)))
    path = only_path(ask("wrong_item", "2026-03-20", book=book, evidence_sent_on="2026-03-12"))
    assert (states(path)["perhaps"], states(path)["verification"]) == ("conditional", "now")
    assert path.headline == "verification"


def test_only_a_step_that_is_done_is_late() -> None:
    rule = BOOK.problems["shipment_overdue"].rules[0]
    press, *others = rule.steps
    book = with_rules(
        "shipment_overdue", replace(rule, steps=(press, replace(press, id="again", done_when={}), *others))
    )
    facts = {"promised_ship_date": "2026-03-10", "supplier_pressed_on": "2026-03-17"}
    first, again, *_ = only_path(ask("shipment_overdue", "2026-03-20", book=book, **facts)).steps
    assert (first.state, first.late, again.state, again.late) == ("done", 5, "overdue", 0)


def test_what_is_late_is_counted_by_the_calendar_asked_for() -> None:
    press = replace(BOOK.limits["dsers_overdue_press"], unit="working_days", calendar="china")
    book = replace(BOOK, limits={**BOOK.limits, press.id: press})
    # Two working days after the day before China's National Day.
    facts = {"promised_ship_date": "2026-09-30", "supplier_pressed_on": "2026-10-05"}
    late = {
        calendar: only_path(ask("shipment_overdue", "2026-10-20", calendar, book=book, **facts)).steps[0].late
        for calendar in (None, "mon_fri")
    }
    assert late == {None: 0, "mon_fri": 3}


def test_a_mirror_marks_what_holds_by_analogy() -> None:
    facts = {"claim_result": "verified", "remedy": "refund", "verified_on": "2026-03-12"}
    damaged, wrong = (ask(problem, "2026-03-13", **facts) for problem in ("damaged_goods", "wrong_item"))
    assert deadline(damaged, "dsers_remedy").analogy
    assert not deadline(wrong, "dsers_remedy").analogy
    assert replace(deadline(damaged, "dsers_remedy"), analogy=False) == deadline(wrong, "dsers_remedy")


# which steps hold by analogy → whether the limits do: verification (one step), the remedy (two), and their chain
BY_ANALOGY = {
    (): (False, False, False),
    ("verification",): (True, False, True),
    ("agree_refund",): (False, True, True),
    ("carry_out_refund",): (False, True, True),
    ("ask_evidence",): (False, False, False),
}


@pytest.mark.parametrize("marked", BY_ANALOGY)
def test_a_limit_holds_by_analogy_when_a_step_has_it_so(marked: tuple[str, ...]) -> None:
    refund = next(rule for rule in BOOK.problems["wrong_item"].rules if rule.id == "refund")
    steps = [replace(step, analogy=step.id in marked) for step in refund.steps]
    twice = [replace(step, limit="dsers_remedy", done_when={}) if step.id == "agree_refund" else step for step in steps]
    answer = ask("wrong_item", "2026-03-13", book=with_rules("wrong_item", replace(refund, steps=tuple(twice))))
    found = [deadline(answer, id_) for id_ in ("dsers_verification", "dsers_remedy", "dsers_claim_to_remedy")]
    assert tuple(one.analogy for one in found) == BY_ANALOGY[marked]


def test_a_chain_whose_other_link_no_step_has_is_as_its_first() -> None:
    refund = next(rule for rule in BOOK.problems["wrong_item"].rules if rule.id == "refund")
    steps = tuple(step for step in refund.steps if step.id != "carry_out_refund")
    answer = ask("wrong_item", "2026-03-13", book=with_rules("wrong_item", replace(refund, steps=steps)))
    assert deadline(answer, "dsers_claim_to_remedy").analogy is False


def test_a_clock_of_a_followed_problem_runs_while_the_path_is_not_known() -> None:
    follow = [replace(step, limit=None) for step in BOOK.problems["unresponsive_supplier"].rules[0].steps]
    no_stock = BOOK.problems["no_stock"].rules[0]
    first, *others = no_stock.steps
    timed = replace(no_stock, steps=(replace(first, limit="dsers_overdue_press"), *others))
    rules = [replace(rule, steps=tuple(follow)) for rule in BOOK.problems["order_cancelled"].rules]
    book = with_rules("order_cancelled", *rules)
    book = replace(book, problems={**book.problems, "no_stock": replace(book.problems["no_stock"], rules=(timed,))})
    answer = ask("order_cancelled", "2026-03-12", book=book)
    assert (answer.status, [one.id for one in answer.deadlines]) == ("needs_facts", ["dsers_overdue_press"])


# --- findings and facts that cannot apply -----------------------------------------------------------------------


def test_every_condition_looked_at_has_a_finding() -> None:
    answer = ask("incorrect_address", "2026-03-12", shipped="yes", parcel_leg="domestic", interception="failed")
    assert {(f.rule, f.fact): (f.given, f.result) for f in answer.findings} == {
        ("not_shipped", "shipped"): ("yes", "not_met"),
        ("international", "shipped"): ("yes", "met"),
        ("international", "parcel_leg"): ("domestic", "not_met"),
        ("intercepted", "shipped"): ("yes", "met"),
        ("intercepted", "parcel_leg"): ("domestic", "met"),
        ("intercepted", "interception"): ("failed", "not_met"),
        ("not_intercepted", "shipped"): ("yes", "met"),
        ("not_intercepted", "parcel_leg"): ("domestic", "met"),
        ("not_intercepted", "interception"): ("failed", "met"),
    }


def test_findings_tell_unknown_from_open() -> None:
    answer = ask("incorrect_address", "2026-03-12", shipped="yes")
    results = {(f.rule, f.fact): f.result for f in answer.findings}
    assert results["intercepted", "parcel_leg"] == "unknown"
    assert results["intercepted", "interception"] == "open"


def test_a_fact_that_the_others_rule_out_is_named_and_not_used() -> None:
    answer = ask("order_cancelled", "2026-03-12", shipped="no", parcel_leg="domestic", interception="failed")
    assert only_path(answer).rule == "not_shipped"
    assert [finding for finding in answer.findings if finding.result == "unused"] == [
        Finding(rule=None, fact="parcel_leg", wanted=("yes",), given="domestic", result="unused", because_of="shipped"),
        Finding(
            rule=None,
            fact="interception",
            wanted=("domestic",),
            given="failed",
            result="unused",
            because_of="parcel_leg",
        ),
    ]


def test_a_date_that_cannot_apply_yet_is_not_counted_from() -> None:
    answer = ask("wrong_item", "2026-03-12", verified_on="2026-03-11")
    assert deadline(answer, "dsers_remedy").start is None
    assert [f.because_of for f in answer.findings if f.fact == "verified_on"] == ["claim_result"]


# --- questions --------------------------------------------------------------------------------------------------

QUESTIONS = [
    ("no_stock", {}, (), None),
    ("shipment_overdue", {}, ("promised_ship_date", "supplier_pressed_on"), "promised_ship_date"),
    ("order_cancelled", {}, ("shipped",), "shipped"),
    ("order_cancelled", {"shipped": "no"}, ("shipped",), None),
    ("order_cancelled", {"shipped": "yes"}, ("shipped", "parcel_leg"), "parcel_leg"),
    ("order_cancelled", {"shipped": "yes", "parcel_leg": "international"}, ("shipped", "parcel_leg"), None),
    (
        "order_cancelled",
        {"shipped": "yes", "parcel_leg": "domestic"},
        ("shipped", "parcel_leg", "interception"),
        "interception",
    ),
    ("wrong_item", {}, ("claim_result", "evidence_sent_on", "remedy"), "claim_result"),
    ("wrong_item", {"claim_result": "not_yet"}, ("claim_result", "evidence_sent_on", "remedy"), "evidence_sent_on"),
    ("wrong_item", {"claim_result": "rejected"}, ("claim_result",), None),
    ("wrong_item", {"claim_result": "verified"}, ("claim_result", "verified_on", "remedy"), "verified_on"),
]


@pytest.mark.parametrize(("problem", "facts", "questions", "following"), QUESTIONS)
def test_only_what_can_still_change_the_answer_is_asked(
    problem: str, facts: dict[str, str], questions: tuple[str, ...], following: str | None
) -> None:
    answer = ask(problem, "2026-03-12", **facts)
    assert (answer.questions, answer.next_question) == (questions, following)


# --- messages, notes, citations ---------------------------------------------------------------------------------

MESSAGES = [
    # Before the delay nothing has been missed, so there is nothing to write yet.
    ("shipment_overdue", "2026-03-10", {"promised_ship_date": "2026-03-10"}, ()),
    ("shipment_overdue", "2026-03-11", {"promised_ship_date": "2026-03-10"}, ("press_supplier",)),
    # The message that presses is out of date once the order counts as out of stock.
    ("shipment_overdue", "2026-03-14", {"promised_ship_date": "2026-03-10"}, ("no_stock_refund",)),
    ("wrong_item", "2026-03-12", {}, ("evidence_request", "open_claim")),
    ("wrong_item", "2026-03-12", {"evidence_sent_on": "2026-03-11"}, ("claim_under_way",)),
    # Neither “refunded” nor “cannot be stopped” is true before the interception has been tried.
    ("order_cancelled", "2026-03-12", {"shipped": "yes", "parcel_leg": "domestic"}, ("ask_interception",)),
    (
        "order_cancelled",
        "2026-03-12",
        {"shipped": "yes", "parcel_leg": "domestic", "interception": "failed"},
        ("unable_to_intercept",),
    ),
]


@pytest.mark.parametrize(("problem", "today", "facts", "messages"), MESSAGES)
def test_a_message_is_offered_only_when_its_words_are_true(
    problem: str, today: str, facts: dict[str, str], messages: tuple[str, ...]
) -> None:
    assert ask(problem, today, **facts).messages == messages


def test_notes_go_by_kind() -> None:
    answer = ask("order_cancelled", "2026-03-12", shipped="yes", parcel_leg="international")
    assert answer.warnings == ("what_you_owe",)
    assert ask("unresponsive_supplier", "2026-03-12").advice == ("silence_use_overdue",)
    assert ask("shipment_overdue", "2026-03-12").footnotes == ("overdue_scope",)
    assert set(ask("bad_faith_claim", "2026-03-12").left_out) == {"left_out_accusing_the_buyer", "left_out_hide_refund"}


def test_doubts_of_the_problem_s_own_notes_are_shown() -> None:
    rejected = {note: replace(BOOK.notes[note], doubts=()) for note in ("rejected_claim", "rejected_follow_up")}
    rules = tuple(replace(rule, doubts=()) for rule in BOOK.problems["wrong_item"].rules)
    problem = replace(BOOK.problems["wrong_item"], rules=rules)
    book = replace(BOOK, notes={**BOOK.notes, **rejected}, problems={**BOOK.problems, "wrong_item": problem})
    answer = evaluate(book, *read_case(book, request("wrong_item", "2026-03-12", claim_result="rejected")))
    assert "claim_time_to_report" in answer.gaps
    assert "B14" in answer.doubts
    assert list(answer.doubts) == [doubt for doubt in book.doubts if doubt in answer.doubts]
    assert answer.doubts != tuple(sorted(answer.doubts))


def test_citations_are_those_of_all_that_is_shown() -> None:
    answer = ask("shipment_overdue", "2026-03-16", promised_ship_date="2026-03-10")
    assert set(answer.citations) >= {
        "dsers_overdue_day2",
        "dsers_overdue_day4",
        "faq_delay",
        "dsers_no_stock",
        "dsers_clock_starts_at_order",
    }
    assert len(answer.citations) == len(set(answer.citations))


def test_citations_of_limits_that_are_not_shown_are_left_out() -> None:
    answer = ask("customs_hold", "2026-03-12", dsers_reminder="yes")
    path = only_path(answer)
    parts = [BOOK.problems["customs_hold"], path, *(step.step for step in path.steps)]
    assert answer.deadlines == ()
    assert set(answer.citations) == {
        cite for part in (*parts, *(BOOK.notes[note] for note in path.notes)) for cite in part.cites
    }


# --- deadlines --------------------------------------------------------------------------------------------------


def test_a_duty_has_its_two_readings() -> None:
    answer = ask("shipment_overdue", "2026-03-12", promised_ship_date="2026-03-10")
    press, switch = (deadline(answer, f"dsers_overdue_{name}") for name in ("press", "switch"))
    assert (press.strict, press.literal, press.calendar) == (day("2026-03-11"), day("2026-03-12"), None)
    # A calendar-day limit does not roll: 14 and 15 March 2026 are a Saturday and a Sunday.
    assert (switch.strict, switch.literal) == (day("2026-03-14"), day("2026-03-15"))
    assert (switch.earliest, switch.latest, switch.unit_stated) == (None, None, False)


def test_a_window_and_a_chain_of_windows() -> None:
    answer = ask("wrong_item", "2026-02-11", evidence_sent_on="2026-02-10")
    verification, chain = deadline(answer, "dsers_verification"), deadline(answer, "dsers_claim_to_remedy")
    assert (verification.earliest, verification.latest) == (day("2026-03-02"), day("2026-03-30"))
    # The remedy may follow at once, and takes up to 15 working days after 30 March (6 April: Qingming).
    assert (chain.start, chain.earliest, chain.latest) == (day("2026-02-10"), day("2026-03-02"), day("2026-04-21"))
    assert [(count.start, count.amount, count.end) for count in chain.counts] == [
        (day("2026-02-10"), 30, day("2026-03-30")),
        (day("2026-03-30"), 15, day("2026-04-21")),
    ]
    assert deadline(answer, "dsers_remedy").start is None


def test_a_chain_is_shown_only_while_its_first_link_runs() -> None:
    answer = ask("wrong_item", "2026-04-11", claim_result="verified", evidence_sent_on="2026-02-10")
    assert [d.id for d in answer.deadlines] == ["dsers_remedy"]


def test_another_calendar_counts_working_days_only() -> None:
    dates = {}
    for calendar in (None, "china", "italy", "mon_fri"):
        answer = ask("wrong_item", "2026-02-11", calendar, evidence_sent_on="2026-02-10")
        found = deadline(answer, "dsers_verification")
        dates[calendar] = (found.calendar, found.earliest)
    assert dates == {
        None: ("china", day("2026-03-02")),
        "china": ("china", day("2026-03-02")),
        "italy": ("italy", day("2026-02-24")),
        "mon_fri": ("mon_fri", day("2026-02-24")),
    }
    for calendar in ("china", "italy"):
        answer = ask("shipment_overdue", "2026-03-12", calendar, promised_ship_date="2026-03-10")
        assert deadline(answer, "dsers_overdue_press").calendar is None


def test_a_date_past_the_horizon_is_provisional() -> None:
    answer = ask("wrong_item", "2026-11-21", evidence_sent_on="2026-11-20")
    verification = deadline(answer, "dsers_verification")
    assert verification.latest == day("2027-01-04")
    assert verification.provisional == BOOK.calendars["china"].unverified_reason


# --- purity -----------------------------------------------------------------------------------------------------


def test_dates_that_contradict_each_other_are_refused() -> None:
    facts = {"evidence_sent_on": day("2026-03-10"), "verified_on": day("2026-03-09"), "claim_result": "verified"}
    case = Case(platform="dsers_tmall", problem="wrong_item", facts=facts)
    with pytest.raises(FactError) as raised:
        evaluate(BOOK, case, day("2026-03-12"))
    assert (raised.value.fact, raised.value.code) == ("verified_on", "before_other")


def test_the_same_facts_and_today_give_the_same_answer_without_a_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_clock(*_: object) -> None:
        raise AssertionError("the engine looked at a clock")

    class NoClock(dt.datetime):
        now = utcnow = today = classmethod(no_clock)

    class NoToday(dt.date):
        today = classmethod(no_clock)

    first = ask("wrong_item", "2026-03-12", evidence_sent_on="2026-03-10")
    for name in ("time", "time_ns", "localtime", "gmtime", "monotonic", "perf_counter"):
        monkeypatch.setattr(time, name, no_clock)
    for module in [module for name, module in sys.modules.items() if name.startswith("playbook_sim.")]:
        if vars(module).get("dt") is dt:
            poisoned = type(dt)("datetime")
            vars(poisoned).update(vars(dt), date=NoToday, datetime=NoClock)
            monkeypatch.setattr(module, "dt", poisoned)
    # The types that the poisoned modules compare and parse with are their own; a date is still a date.
    case, today = first.case, first.today
    assert evaluate(BOOK, case, today) == first
