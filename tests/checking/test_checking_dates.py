"""The proofs that need dates and numbers: a rule that only a late date leads to, a date that another gives sense."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from playbook_sim.calendars import count_days, count_working_days
from playbook_sim.checking.effects import without_effect
from playbook_sim.checking.rules import faults_of_rules
from playbook_sim.checking.space import far_apart
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Fact, Problem, Rulebook, Value
from playbook_sim.versions import every_version

BOOK = load_rulebook()
OPEN = Value(id="not_looked", label={"en": "Not looked at", "it": "Da guardare"}, open=True)


def only(problem: Problem, **facts: object) -> Rulebook:
    """The rulebook with this problem alone, and some facts changed."""
    return replace(BOOK, facts={**BOOK.facts, **facts}, problems={problem.id: problem})


def idle(book: Rulebook) -> list[str]:
    """What is asked in vain."""
    return [fault.problem.split("'")[1] for fault in without_effect(book)]


# --- a window that is open or closed by the dates, while something else is still open ---------------------------------


def returns(*rules: str, days: int | None = None) -> Rulebook:
    """Returns of goods that nobody may have looked at, with some of the rules; ``days``: how long a right lasts."""
    problem = BOOK.problems["return_without_reason"]
    state = BOOK.facts["goods_state"]
    as_new = next(value for value in state.values if value.id == "as_new")
    few = tuple(rule for rule in problem.rules if rule.id in rules)
    book = only(replace(problem, rules=few), goods_state=replace(state, values=(as_new, OPEN), required=False))
    limits = {
        id_: replace(book.limits[id_], least=0, amount=days or book.limits[id_].amount)
        for id_ in book.facts["return_window"].derivation.limits
    }
    return replace(book, limits={**book.limits, **limits})


def from_purchase_only() -> Fact:
    """The window of a return that is counted from the purchase alone."""
    window = BOOK.facts["return_window"]
    return replace(window, derivation=replace(window.derivation, limits=("tg_return_from_purchase",)))


def no_future(book: Rulebook) -> set[str]:
    """With which answers nothing follows while something is open."""
    ends = (", the rest still open, no rule can follow; add a [[rule]]", "with ")
    return {
        fault.problem.removeprefix(ends[1]).removesuffix(ends[0])
        for fault in faults_of_rules(book)
        if fault.problem.endswith(ends[0])
    }


def test_with_a_rule_for_each_side_of_the_window_every_date_leads_on() -> None:
    assert list(faults_of_rules(returns("open", "closed"))) == []


def test_a_rule_is_missing_for_those_who_come_late() -> None:
    assert "goods_state = not_looked, goods_received = yes" in no_future(returns("open"))


def test_a_rule_is_missing_for_those_who_come_in_time() -> None:
    assert "goods_state = not_looked, goods_received = yes" in no_future(returns("closed"))


def test_those_who_come_on_the_day_itself_are_in_time_even_where_a_right_lasts_one_day() -> None:
    """With a day between any two dates all would be late: between the purchase and the request lies the receipt."""
    book = returns("closed", days=1)
    asks = book.problems["return_without_reason"].asks
    assert asks.index("purchased_on") + 2 <= asks.index("requested_on")
    book = replace(book, facts={**book.facts, "return_window": from_purchase_only()})
    assert "goods_state = not_looked, goods_received = yes" in no_future(book)


# --- what can be told apart only with other dates and numbers ---------------------------------------------------------


def test_a_date_may_matter_by_lying_before_another_one_only() -> None:
    """Bought long before the request, the right is gone; bought on the day, it is there; bought later is no case."""
    book = returns("open", "closed")
    problem = book.problems["return_without_reason"]
    bare = tuple(replace(rule, steps=(), limits=()) for rule in problem.rules)
    asks = ("purchased_on", "requested_on")
    book = only(
        replace(problem, asks=asks, rules=tuple(replace(rule, when=_derived(rule.when)) for rule in bare)),
        return_window=from_purchase_only(),
    )
    assert idle(book) == []


def _derived(when: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {id_: values for id_, values in when.items() if id_ == "return_window"}


def test_a_date_may_matter_only_to_a_limit_whose_days_the_merchant_sets() -> None:
    """Without the number of days the limit has no dates, and the day on which it would begin is not seen."""
    problem = BOOK.problems["complaint"]
    step = replace(problem.rules[0].steps[0], message=None, done_when={}, done_on=None)
    assert BOOK.limits[step.limit].amount_from == "own_reply_target"
    rule = replace(problem.rules[0], when={}, steps=(step,))
    told = replace(problem, asks=("complaint_received_on", "own_reply_target"), rules=(rule,))
    assert idle(only(told)) == []
    assert idle(only(replace(told, asks=("complaint_received_on",)))) == ["complaint_received_on"]


@pytest.mark.parametrize("required", [True, False])
def test_without_a_required_fact_there_is_no_answer_to_compare_with(required: bool) -> None:
    """That the answer appears once it is told is no effect of what is told."""
    problem = replace(BOOK.problems["no_stock"], asks=("dsers_reminder",))
    book = only(problem, dsers_reminder=replace(BOOK.facts["dsers_reminder"], required=required))
    assert idle(book) == ["dsers_reminder"]


def test_dates_are_far_apart_when_every_limit_has_run_out_between_them() -> None:
    for limit in every_version(BOOK.limits.values()):
        for start in (BOOK.released, dt.date(BOOK.released.year, 1, 1), dt.date(BOOK.released.year, 12, 20)):
            ends = [count_days(start, limit.amount).end]
            if limit.calendar:
                ends += [count_working_days(calendar, start, limit.amount).end for calendar in BOOK.calendars.values()]
            assert max(ends) < start + far_apart(BOOK)
