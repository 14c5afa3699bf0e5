"""Where a duty came too late, what may have happened by itself is looked at before anything is paid or sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from random_cases import as_request

from playbook_sim.calendar_file import Entry, calendar_file
from playbook_sim.contract import as_data
from playbook_sim.evaluation import evaluate
from playbook_sim.records.summary import summarise
from playbook_sim.rendering.answer import announce, render_answer
from playbook_sim.rendering.case_steps import render_case_steps
from playbook_sim.rendering.headlines import Headline, parted
from playbook_sim.rendering.markdown import render_markdown
from playbook_sim.rendering.text import render_text
from playbook_sim.rendering.view import View, link_from_simulator

LOST = {"dispute_opened_on": "2026-11-24", "carrier_asked_on": "2026-11-25", "buyer_remedy": "refund"}
LATE = {**LOST, "dispute_answered_on": "2026-12-01"}


@pytest.fixture
def late(resolve):
    """A parcel that was lost: the answer came after its last day, and the buyer wants the money."""
    return resolve("parcel_lost", "2026-12-05", **LATE)


def looking(resolution):
    return {step.step.id: step.look_first for path in resolution.paths for step in path.steps if step.look_first}


@pytest.mark.parametrize("lang", ["en", "it"])
def test_it_comes_first_wherever_the_refund_is_told(book, late, see, lang) -> None:
    words = book.limits["ae_answer"].look_first[lang]
    assert words
    [path] = late.paths
    assert path.headline == "refund_in_full"
    refund = next(step.step for step in path.steps if step.step.id == "refund_in_full").do[lang]
    parts = {key: see(part).text for key, part in render_answer(book, late, lang).items()}
    summary = summarise(book, as_request(late.case, late.today), str(late.today))
    view = View(book, lang, link_from_simulator)
    texts = {
        "now": parts["now"],
        "announcement": announce(book, late, lang),
        "my cases": summary["do"][lang],
        "text": render_text(book, late, lang),
        "markdown": render_markdown(book, late, lang),
    }
    for place, told in texts.items():
        plain = " ".join(told.replace("\\", "").split())
        assert 0 <= plain.find(words) < plain.find(refund), place
    for told in (parts["steps"], parts["messages"], see(render_case_steps(view, late)).text):
        assert words in told


@pytest.mark.parametrize("lang", ["en", "it"])
def test_it_is_said_once_in_the_box_although_two_lines_stand_there(book, late, see, lang) -> None:
    words = book.limits["ae_answer"].look_first[lang]
    assert see(render_answer(book, late, lang)["now"]).text.count(words) == 1


def test_nobody_is_told_that_there_is_time_while_there_is_something_to_look_at(book, late, see) -> None:
    """The answer came late, so the talks may be over although their own time still runs."""
    now = render_answer(book, late, "en")["now"]
    assert book.words["urgency.perhaps"]["en"] in see(now).text
    assert "pb-urgent-calm" not in now


def test_a_calendar_says_it_where_it_tells_to_settle(book, late) -> None:
    event = calendar_file(book, "en", [Entry(key="k", name="", link="", resolution=late)])
    words = book.limits["ae_answer"].look_first["en"]
    assert words in event.replace("\r\n ", "").replace("\\,", ",").replace("\\;", ";")


def test_it_is_in_the_contract(book, late) -> None:
    steps = as_data(book, late, "en")["paths"][0]["steps"]
    told = {step["id"]: step["look_first"] for step in steps if step["look_first"]}
    assert told == {"refund_in_full": ["ae_answer"], "settle": ["ae_answer"]}


def test_in_time_or_solved_or_with_the_platform_there_is_nothing_to_look_at(resolve) -> None:
    for facts in (
        {"dispute_answered_on": "2026-11-29"},
        {"dispute_answered_on": "2026-12-01", "solved_on": "2026-12-02"},
        {"dispute_answered_on": "2026-12-01", "platform_stepped_in_on": "2026-12-02"},
    ):
        assert looking(resolve("parcel_lost", "2026-12-05", **LOST, **facts)) == {}


def test_without_any_answer_it_counts_from_the_day_after_the_last(resolve) -> None:
    assert looking(resolve("parcel_lost", "2026-11-29", **LOST)) == {}
    assert looking(resolve("parcel_lost", "2026-11-30", **LOST)) == {
        "refund_in_full": ("ae_answer",),
        "settle": ("ae_answer",),
    }


def test_an_agreement_does_not_answer_the_dispute(resolve) -> None:
    """AliExpress refunds by itself whoever has not answered in the console, whatever was agreed beside it."""
    agreed = {**LOST, "settled_on": "2026-11-29"}
    assert looking(resolve("parcel_lost", "2026-11-29", **agreed)) == {}
    assert looking(resolve("parcel_lost", "2026-12-05", **agreed)) == {"refund_in_full": ("ae_answer",)}
    assert looking(resolve("parcel_lost", "2026-12-05", **agreed, dispute_closed_on="2026-11-29")) == {}
    late = resolve("parcel_lost", "2026-12-05", **agreed, dispute_closed_on="2026-11-30")
    assert looking(late) == {"refund_in_full": ("ae_answer",)}


def test_an_agreement_after_its_last_day_may_come_after_the_platform(resolve) -> None:
    in_time = {**LOST, "dispute_answered_on": "2026-11-25"}
    assert looking(resolve("parcel_lost", "2026-12-15", **in_time, settled_on="2026-12-10")) == {}
    late = resolve("parcel_lost", "2026-12-15", **in_time, settled_on="2026-12-11")
    assert looking(late) == {"refund_in_full": ("ae_settle",)}


@pytest.mark.parametrize("lang", ["en", "it"])
def test_it_is_said_beside_a_question_too(book, resolve, see, lang) -> None:
    told = {"dispute_opened_on": "2026-11-24", "dispute_answered_on": "2026-12-01"}
    asking = resolve("signed_but_disputed", "2026-12-07", **told)
    assert asking.status == "needs_facts"
    assert book.limits["ae_answer"].look_first[lang] in see(render_answer(book, asking, lang)["now"]).text


def test_ticked_off_without_a_day_nobody_can_say(book, resolve) -> None:
    open_still = resolve("parcel_lost", "2026-12-05", **LOST)
    ticked = replace(open_still.case, done=("answer_dispute",))
    assert looking(evaluate(book, ticked, open_still.today)) == {}


def test_what_to_look_at_stands_at_the_line_that_is_read_first() -> None:
    """Not at the first of the path's lines, which may stand below the question."""
    look = ("Look whether the buyer has been refunded.",)
    later, pressing = (Headline(urgency, "You", "Act.", "now.due", look_first=look) for urgency in ("now", "overdue"))
    above, below = parted([later, pressing])
    assert [(line.urgency, line.look_first) for line in (*above, *below)] == [("overdue", look), ("now", ())]


@pytest.mark.parametrize("lang", ["en", "it"])
@pytest.mark.parametrize(
    ("problem", "facts", "status"),
    [
        ("tax_data_missing", {"tax_data": "refused"}, "not_covered"),
        ("signed_but_disputed", {}, "needs_facts"),
    ],
)
def test_the_list_says_it_too_where_it_has_no_step_to_say_it_at(book, resolve, lang, problem, facts, status) -> None:
    """Of a case that the sources do not cover, or that is still asked about."""
    facts = {"dispute_opened_on": "2026-11-24", "dispute_answered_on": "2026-12-01", **facts}
    found = resolve(problem, "2026-12-02", **facts)
    assert found.status == status
    summary = summarise(book, as_request(found.case, found.today), str(found.today))
    assert book.limits["ae_answer"].look_first[lang] in summary["do"][lang]
