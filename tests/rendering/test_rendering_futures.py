"""Open futures: the fork in the picture and in words, the dates of each way, and the buttons that choose one."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from playbook_sim.evaluation import evaluate
from playbook_sim.exports import export
from playbook_sim.projections import projected
from playbook_sim.rendering.answer import render_answer
from playbook_sim.rendering.forks import decided_words, forks, groups
from playbook_sim.rendering.static_path import render_static_path
from playbook_sim.rendering.text import render_text
from playbook_sim.rendering.words import date_words

# One case with open futures for each platform: what is open, and whether the sources say when it is decided.
OPEN = {
    "dsers": ("wrong_item", {"evidence_sent_on": "2026-02-10"}, ["claim_result", "remedy"], ["claim_result"]),
    "dsers, verified": ("wrong_item", {"claim_result": "verified", "verified_on": "2026-03-02"}, ["remedy"], []),
    "tmall global": ("quality_problem", {}, ["quality_finding"], []),
    "aliexpress": ("parcel_lost", {"dispute_opened_on": "2026-03-09"}, ["buyer_remedy"], []),
    "any": ("complaint", {"complaint_received_on": "2026-03-09", "own_reply_target": 3}, ["complaint_finding"], []),
}


@pytest.fixture(params=OPEN)
def opened(request, resolve):
    problem, facts, asked, decided = OPEN[request.param]
    answer = resolve(problem, "2026-03-11", **facts)
    assert len(answer.paths) > 1
    return answer, asked, decided


def _flat(text):
    return " ".join(text.split())


def test_the_ways_part_at_the_questions_that_are_open(opened):
    answer, asked, decided = opened
    assert [fork.fact for fork in forks(answer)] == asked
    assert [fork.fact for fork in forks(answer) if fork.window] == decided


def test_every_way_is_a_branch_of_the_picture_and_of_the_words(book, view, opened, see, lang):
    answer, asked, _ = opened
    html = render_answer(book, answer, lang)
    timeline = see(html["timeline"])
    listed = _flat(timeline.one("ul", "pb-timeline__list").text)
    svgs = timeline.all("svg")
    assert len(svgs) == (2 if any(deadline.start for deadline in answer.deadlines) else 0)
    shared, *ways = groups(view, answer)
    assert [way.letter for way in ways] == [chr(ord("A") + n) for n in range(len(answer.paths))]
    for svg in svgs:
        inside = [element for element in timeline.elements if svg in element.inside]
        letters = [element.text for element in inside if "pb-tl-text--letter" in element.classes]
        assert letters == [way.letter for way in ways]
        trunk = [element for element in inside if "pb-tl-trunk" in element.classes]
        assert len(trunk) == len(ways) + 1, "a trunk, and a branch for each way"
        assert len([element for element in inside if "pb-tl-parting" in element.classes]) == 1
        described = next(element.text for element in inside if element.tag == "desc")
        for way in ways:
            assert f"{way.letter} · {way.said} → {way.end}" in described
    for fact in asked:
        assert book.facts[fact].label[lang] in listed
    for way in ways:
        assert f"{way.letter} · {way.said} → {way.end}" in listed
        assert f"{way.letter} · {way.said}" in see(html["steps"]).text
        assert f"{way.letter} · {way.said}" in _flat(render_text(book, answer, lang))
    dated = {deadline.id for group in (shared, *ways) for deadline in group.deadlines}
    assert dated == {deadline.id for deadline in answer.deadlines}


def test_what_follows_a_running_window_has_its_expected_dates_everywhere(book, resolve, see, lang):
    answer = resolve("wrong_item", "2026-02-12", evidence_sent_on="2026-02-10")
    remedy = projected(book, answer)["dsers_remedy"]
    html = render_answer(book, answer, lang)
    texts = [see(html[part]).text for part in ("steps", "deadlines")]
    texts += [see(html["timeline"]).one("ul", "pb-timeline__list").text, render_text(book, answer, lang)]
    for text in texts:
        for day in (remedy.starts_from, remedy.starts_by, remedy.ends_by):
            assert date_words(book, lang, day) in _flat(text)


def test_the_expected_bar_lies_between_its_dates(book, resolve, see):
    answer = resolve("wrong_item", "2026-02-12", evidence_sent_on="2026-02-10")
    whole = next(deadline for deadline in answer.deadlines if deadline.id == "dsers_claim_to_remedy")
    for width in (320, 720):
        timeline = see(render_answer(book, answer, "en")["timeline"])
        variant = "narrow" if width == 320 else "wide"
        (svg,) = timeline.all("svg", f"pb-timeline__picture--{variant}")
        inside = [element for element in timeline.elements if svg in element.inside]
        (decision,) = [element for element in inside if "pb-tl-decision" in element.classes]
        expected = [element for element in inside if "pb-tl-projected" in element.classes]
        windows = [element for element in inside if "pb-tl-window" in element.classes]
        assert len(expected) == 2, "the remedy, on each of the two ways that have one"
        assert decision.number("x") == windows[0].number("x"), "it is decided while the claim is verified"
        assert decision.number("width") == windows[0].number("width")
        for bar, chain in zip(expected, windows[1:], strict=True):
            assert bar.number("x") == chain.number("x"), whole
            assert bar.number("width") == chain.number("width")


@pytest.mark.parametrize(("days", "key"), [(0, "decided_by"), (1, "decided_late")])
def test_a_decision_that_is_due_or_late_is_told_as_such(book, resolve, see, lang, days, key):
    window = resolve("wrong_item", "2026-02-12", evidence_sent_on="2026-02-10").deadlines[0]
    today = window.latest + dt.timedelta(days=days)
    answer = resolve("wrong_item", today.isoformat(), evidence_sent_on="2026-02-10")
    said = book.words[f"future.{key}"][lang].format(last=date_words(book, lang, window.latest))
    timeline = see(render_answer(book, answer, lang)["timeline"])
    assert said in timeline.one("ul", "pb-timeline__list").text
    assert bool([e for e in timeline.elements if "pb-tl-decision" in e.classes]) == (key == "decided_by")


def test_a_provisional_day_says_so_at_the_parting_and_at_the_end_too(book, resolve, view):
    for year in (2025, 2026):
        answer = resolve("wrong_item", f"{year}-12-10", evidence_sent_on=f"{year}-12-10")
        window = answer.deadlines[0]
        said = [decided_words(view, fork, answer.today) for fork in forks(answer) if fork.window]
        said += [group.end for group in groups(view, answer) if f" {window.latest.year} " in f"{group.end} "]
        assert said
        assert {view.say("badge.provisional") in words for words in said} == {window.provisional is not None}


def test_a_single_way_has_no_fork(book, view, resolve, see):
    answer = resolve("wrong_item", "2026-03-12", claim_result="verified", remedy="refund", verified_on="2026-03-02")
    assert forks(answer) == []
    assert len(groups(view, answer)) == 1
    html = render_answer(book, answer, view.lang)
    assert not [e for e in see(html["timeline"]).elements if {"pb-tl-trunk", "pb-tl-parting"} & set(e.classes)]
    assert "data-choose" not in html["timeline"] + html["steps"]


# --- choosing ---


def _buttons(seen):
    return [element for element in seen.all("button", "pb-choose") if "data-choose" in element.attributes]


def test_each_way_can_be_chosen_and_the_button_says_which(book, opened, see, lang):
    answer, _, _ = opened
    html = render_answer(book, answer, lang)
    for part in ("timeline", "steps"):
        buttons = _buttons(see(html[part]))
        for path in answer.paths:
            (button,) = [
                button
                for button in buttons
                if json.loads(button.attributes["data-choose"]) == path.when and path.title[lang] in button.text
            ]
            assert book.words["future.choose"][lang] in button.text
            for fact, value in path.when.items():
                label = next(known.label[lang] for known in book.facts[fact].values if known.id == value)
                assert f"{book.facts[fact].label[lang]} {label}" in button.attributes["data-set"]


def test_a_part_of_what_a_way_supposes_can_be_chosen_alone(book, resolve, see, lang):
    answer = resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-02-10")
    steps = see(render_answer(book, answer, lang)["steps"])
    chosen = [json.loads(button.attributes["data-choose"]) for button in _buttons(steps)]
    assert {"claim_result": "verified"} in chosen
    assert {"remedy": "refund"} in chosen
    assert {"claim_result": "rejected"} in chosen


def test_choosing_asks_next_for_the_date_that_only_now_makes_sense(book, resolve, see):
    answer = resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-02-10")
    for button in _buttons(see(render_answer(book, answer, "en")["steps"])):
        facts = json.loads(button.attributes["data-choose"])
        then = "verified_on" if facts.get("claim_result") == "verified" else None
        assert button.attributes.get("data-then") == then


def test_a_date_that_is_there_already_is_not_asked_for_again(book, resolve, see):
    answer = resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-02-10", verified_on="2026-03-02")
    buttons = _buttons(see(render_answer(book, answer, "en")["steps"]))
    assert buttons
    assert not [button for button in buttons if "data-then" in button.attributes]


def test_every_choice_leads_to_the_way_that_it_names(book, answers):
    """What a button sets is a case that the engine answers with exactly that way."""
    chosen = 0
    for answer in answers:
        for path in answer.paths if len(answer.paths) > 1 else ():
            case = replace(answer.case, facts={**answer.case.facts, **path.when})
            assert [only.rule for only in evaluate(book, case, answer.today).paths] == [path.rule], answer.case
            chosen += 1
    assert chosen > 50


def test_a_step_that_waits_for_an_event_asks_for_its_day(book, resolve, see, lang):
    steps = see(render_answer(book, resolve("real_defect", "2026-03-12"), lang)["steps"])
    asked = [button for button in steps.all("button", "pb-choose") if "data-ask" in button.attributes]
    assert {button.attributes["data-ask"] for button in asked} == {"dispute_opened_on"}
    for button in asked:
        assert book.facts["dispute_opened_on"].label[lang] in button.text
    given = see(
        render_answer(book, resolve("real_defect", "2026-03-12", dispute_opened_on="2026-03-09"), lang)["steps"]
    )
    assert not [b for b in given.all("button") if b.attributes.get("data-ask") == "dispute_opened_on"]


def test_a_question_is_only_pointed_at_where_the_form_asks_it(book, answers, see):
    for answer in answers[::3]:
        for button in see(render_answer(book, answer, "en")["steps"]).all("button", "pb-choose"):
            if "data-ask" in button.attributes:
                assert button.attributes["data-ask"] in answer.questions


def test_the_handbook_has_no_buttons(book, view, lang):
    for problem in book.problems.values():
        assert "<button" not in render_static_path(book, problem, lang, view.link)


def test_the_command_line_names_the_facts_that_choose(book, resolve, lang):
    said = _flat(render_text(book, resolve("wrong_item", "2026-03-12"), lang, by_hand=True))
    for facts in ("claim_result = verified, remedy = refund", "claim_result = rejected"):
        assert book.words["future.choose_by_hand"][lang].format(facts=facts) in said


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_what_is_taken_along_says_the_question_and_its_answer_and_no_ids(book, resolve, lang, format_):
    """Whoever gets the text has the words of the page before them, not the names of the command line."""
    answer = resolve("wrong_item", "2026-03-12")
    said = _flat(export(book, answer, lang, format_)["text"])
    for path in answer.paths:
        for fact, value in path.when.items():
            words = next(one.label[lang] for one in book.facts[fact].values if one.id == value)
            assert f"{book.facts[fact].label[lang]} {words}" in said
            assert f"{fact} =" not in said
