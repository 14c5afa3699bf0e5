"""Steps that the merchant has ticked off count as done, besides those that the facts prove done."""

from __future__ import annotations

from engine import BOOK, only_path, request, states

from playbook_sim.cases import read_case
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Resolution
from playbook_sim.rendering.now import plain_lines
from playbook_sim.rendering.view import View, link_from_simulator


def ticked(problem: str, today: str, *steps: str, **facts: str) -> Resolution:
    """The answer to a case with these steps ticked off."""
    return evaluate(BOOK, *read_case(BOOK, {**request(problem, today, **facts), "done": list(steps)}))


def test_a_ticked_step_is_done_and_the_next_one_is_due() -> None:
    before = ticked("no_stock", "2026-03-12")
    after = ticked("no_stock", "2026-03-12", "request_refund")
    assert states(only_path(before))["request_refund"] == "now"
    assert states(only_path(after))["request_refund"] == "done"
    assert only_path(after).headline == "process_refund"
    step = only_path(after).steps[0]
    assert step.reported
    assert step.late == 0


def test_a_ticked_step_takes_its_deadline_away() -> None:
    facts = {"promised_ship_date": "2026-03-10"}
    before = ticked("shipment_overdue", "2026-03-12", **facts)
    after = ticked("shipment_overdue", "2026-03-12", "press_supplier", **facts)
    assert [deadline.id for deadline in before.deadlines] == ["dsers_overdue_press", "dsers_overdue_switch"]
    assert [deadline.id for deadline in after.deadlines] == ["dsers_overdue_switch"]


def test_steps_of_a_followed_problem_can_be_ticked() -> None:
    facts = {"promised_ship_date": "2026-03-01"}
    after = ticked("shipment_overdue", "2026-03-12", "treat_as_no_stock", "request_refund", **facts)
    assert only_path(after).headline == "process_refund"


def test_a_tick_that_stands_twice_is_one() -> None:
    given = {**request("no_stock", "2026-03-12"), "done": ["request_refund", "request_refund"]}
    assert read_case(BOOK, given)[0].done == ("request_refund",)
    assert read_case(BOOK, {**given, "done": None})[0].done == ()


def test_what_a_ticked_step_has_replaced_is_not_told_as_due() -> None:
    facts = {"promised_ship_date": "2026-03-01"}
    after = ticked("shipment_overdue", "2026-03-12", "treat_as_no_stock", **facts)
    assert states(only_path(after))["press_supplier"].endswith("replaced")
    view = View(BOOK, "en", link_from_simulator)
    told = " ".join(plain_lines(view, after))
    assert only_path(after).steps[2].step.do["en"] in told
    assert BOOK.limits["dsers_overdue_press"].label["en"] not in told
