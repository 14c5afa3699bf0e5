"""The message desk and the boxes that tick steps off, as the renderer writes them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest
from seen import Element, Seen

from playbook_sim.cases import check_dates
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Resolution, Rulebook
from playbook_sim.rendering.answer import render_answer
from playbook_sim.rendering.markdown import render_markdown
from playbook_sim.rendering.messages import filled_text, sentences_left_out
from playbook_sim.rendering.static_path import render_static_path
from playbook_sim.rendering.text import render_text
from playbook_sim.rendering.view import link_from_simulator
from playbook_sim.rendering.words import say

OVERDUE = {"promised_ship_date": "2026-03-10"}


@pytest.fixture
def part(book: Rulebook):
    """A part of an answer, as a browser sees it."""

    def seen(resolution: Resolution, key: str, lang: str = "en") -> Seen:
        return Seen.of(render_answer(book, resolution, lang)[key])

    return seen


def fields_of(seen: Seen) -> dict[str, Element]:
    """The fields of the blanks, in their order."""
    fields = [one for one in seen.all() if one.tag in ("input", "textarea") and "data-blank" in one.attributes]
    return {one.attributes["data-blank"]: one for one in fields}


def boxes(seen: Seen) -> dict[str, Element]:
    return {box.attributes["data-step"]: box for box in seen.all("input") if "data-step" in box.attributes}


# --- blanks -----------------------------------------------------------------------------------------------------


def test_each_blank_of_each_language_can_be_filled_in_once(book, answers, part, lang):
    for answer in answers:
        seen = part(answer, "messages", lang)
        marks = list(seen.all("mark"))
        assert all("data-blank" in mark.attributes or "data-fact" in mark.attributes for mark in marks)
        wanted = {mark.attributes.get("data-blank") for mark in marks} - {None}
        fields = [*fields_of(seen)]
        assert sorted(wanted) == sorted(fields)
        if "order" in fields:
            assert fields[0] == "order"
        named = {label.attributes["for"] for label in seen.all("label") if "for" in label.attributes}
        assert {f"pb-blank-{id_}" for id_ in fields} <= named


def test_a_blank_says_in_brackets_what_it_wants_in_the_language_of_the_message(book, resolve, part):
    seen = part(resolve("shipment_overdue", "2026-03-12", **OVERDUE), "messages", "it")
    labels = {mark.text for mark in seen.all("mark") if mark.attributes.get("data-blank") == "order"}
    assert labels == {f"[{label}]" for label in book.messages["press_supplier"].blanks["order"].label.values()}


def test_a_blank_that_is_a_day_has_a_date_field(book, resolve, part, lang):
    seen = part(resolve("no_tracking_update", "2026-03-12"), "messages", lang)
    fields = fields_of(seen)
    assert fields["last_scan_day"].attributes["type"] == "date"
    assert fields["last_place"].attributes["type"] == "text"


def test_a_blank_of_several_lines_has_room_for_them(book, resolve, part, lang):
    fields = fields_of(part(resolve("wrong_item", "2026-03-12"), "messages", lang))
    fields |= fields_of(part(resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-03-10"), "messages", lang))
    fields |= fields_of(part(resolve("own_reason", "2026-03-12", dispute_opened_on="2026-03-11"), "messages", lang))
    assert (fields["account"].tag, fields["account"].attributes["maxlength"]) == ("textarea", "2000")
    assert (fields["order"].tag, fields["order"].attributes["maxlength"]) == ("input", "80")


def test_no_blank_of_several_lines_stands_in_a_subject(book):
    for message in book.messages.values():
        inside = re.findall(r"{blank:(\w+)}", " ".join(message.subject.values()))
        assert [id_ for id_ in inside if message.blanks[id_].kind == "lines"] == []


def test_every_field_with_a_limit_can_say_that_it_is_reached(book, answers, part, lang):
    for answer in answers:
        seen = part(answer, "messages", lang)
        limited = [id_ for id_, field in fields_of(seen).items() if "maxlength" in field.attributes]
        notices = [one for one in seen.all("span", "pb-desk__full") if one.attributes["aria-live"] == "polite"]
        assert len(notices) == len(limited)


IN_WORDS = {"en": "Tuesday 10 November 2026", "it": "martedì 10 novembre 2026", "zh": "2026年11月10日"}


@pytest.mark.parametrize("tongue", IN_WORDS)
def test_a_day_filled_in_is_written_in_the_language_of_the_letter(book, resolve, tongue):
    case = resolve("no_tracking_update", "2026-03-12").case
    message = next(one for one in book.messages.values() if "last_scan_day" in one.blanks)

    def letter(typed: str) -> str:
        return filled_text(book, case, message, tongue, message.body[tongue], {"last_scan_day": typed})

    assert IN_WORDS[tongue] in letter("2026-11-10")
    assert "2026-11-10" not in letter("2026-11-10")
    # What was typed before days were chosen is not lost, whatever it is.
    for typed in ("10 novembre 2026", "2026-11-31", "20261110"):
        assert typed in letter(typed)


@pytest.mark.parametrize("render", [render_text, render_markdown])
def test_a_text_has_the_day_in_its_own_language(book, resolve, lang, render):
    answer = resolve("no_tracking_update", "2026-03-12")
    text = " ".join(render(book, answer, lang, blanks={"last_scan_day": "2026-11-10"}).replace("| ", "").split())
    assert IN_WORDS[lang] in text.replace(">", "").replace("  ", " ")


def test_only_a_text_stays_as_it_was_typed(book, resolve):
    """A number that looks like a day is none."""
    case = resolve("no_tracking_update", "2026-03-12").case
    message = next(one for one in book.messages.values() if "last_place" in one.blanks)
    assert "2026-11-10" in filled_text(book, case, message, "en", message.body["en"], {"last_place": "2026-11-10"})


# --- sentences that a blank brings along ------------------------------------------------------------------------

SIGNED = {"dispute_opened_on": "2026-03-10", "logistics_used": "online"}


def test_an_optional_blank_brings_its_sentence_along_in_every_language(book, resolve):
    case = resolve("signed_but_disputed", "2026-03-12", **SIGNED).case
    assert "{with:consolidated}" in book.messages["parcel_signed"].body["en"]
    for message in book.messages.values():
        for lang in book.message_languages:
            body = message.body[lang]
            for blank in re.findall(r"{with:(\w+)}", body):
                (sentence,) = (part for part in body.split("\n\n") if f"{{with:{blank}}}" in part)
                before, after = sentence.partition("} ")[2].split(f"{{blank:{blank}}}")
                without = filled_text(book, case, message, lang, body)
                assert before.strip() not in without
                assert message.blanks[blank].label[lang] not in without
                filled = filled_text(book, case, message, lang, body, {blank: "8123456"})
                assert f"\n\n{before}8123456{after}\n\n" in filled


@pytest.mark.parametrize("render", [render_text, render_markdown])
def test_a_text_says_which_sentence_can_be_added(book, resolve, lang, render):
    answer = resolve("signed_but_disputed", "2026-03-12", **SIGNED)
    offered = [book.messages[id_] for id_ in answer.messages]
    message = next(message for message in offered if sentences_left_out(book, answer.case, message, lang))
    (sentence, *_) = sentences_left_out(book, answer.case, message, lang)
    blank = next(id_ for id_, one in message.blanks.items() if f"[{one.label[lang]}]" in sentence)
    offer = book.words["message.optional"][lang].format(sentence=sentence)
    without, filled = (
        " ".join(render(book, answer, lang, blanks=blanks).replace("\\", "").split())
        for blanks in ({}, {blank: "8123456"})
    )
    assert offer in without
    assert offer not in filled
    assert sentence not in sentences_left_out(book, answer.case, message, lang, {blank: "8123456"})


def test_the_page_can_leave_an_optional_sentence_out_and_its_field_says_so(book, resolve, part, lang):
    seen = part(resolve("signed_but_disputed", "2026-03-12", **SIGNED), "messages", lang)
    marks = [mark for mark in seen.all("mark") if mark.attributes.get("data-blank") == "consolidated"]
    assert [mark.text for mark in marks] == [""] * len(book.message_languages)
    for mark in marks:
        assert "hidden" in mark.attributes
        assert mark.attributes["data-before"].startswith("\n\n")
    fields = fields_of(seen)
    hint = fields["consolidated"].attributes["aria-describedby"]
    assert hint in [one.attributes.get("id") for one in seen.all("span")]
    assert "aria-describedby" not in fields["tracking"].attributes


def test_a_blank_that_a_message_needs_elsewhere_is_not_optional(book, resolve, part):
    changed = dict(book.messages)
    message = changed["signed_answer"]
    body = {lang: f"{text} {{blank:consolidated}}" for lang, text in message.body.items()}
    changed["signed_answer"] = dataclasses.replace(message, body=body)
    other = dataclasses.replace(book, messages=changed)
    answer = resolve("signed_but_disputed", "2026-03-12", **SIGNED)
    seen = Seen.of(render_answer(other, answer, "en")["messages"])
    assert "aria-describedby" not in fields_of(seen)["consolidated"].attributes


# --- one stop at the end of a sentence --------------------------------------------------------------------------

STOPPED = {"en": "It worked.", "it": "Ha funzionato!", "zh": "可以使用。"}


@pytest.mark.parametrize("tongue", STOPPED)
def test_a_text_that_ends_a_sentence_takes_the_place_of_the_stop_behind_it(book, resolve, tongue):
    case = resolve("own_reason", "2026-03-12", dispute_opened_on="2026-03-11").case
    message = book.messages["dispute_answer"]
    stop = "。" if tongue == "zh" else "."

    def letter(typed: str) -> str:
        return filled_text(book, case, message, tongue, message.body[tongue], dict.fromkeys(message.blanks, typed))

    for end in ".!?…。！？":
        assert f"works{end}{stop}" not in letter(f"it works{end}")
        assert f"works{end}" in letter(f"it works{end}\n")
    assert f"works{stop}" in letter("it works")
    assert f"{STOPPED[tongue]}{stop}" not in letter(STOPPED[tongue])
    assert "one,\ntwo" in letter("one,\ntwo")
    assert letter("  \n") == letter("")


# --- none to send -----------------------------------------------------------------------------------------------


def test_whoever_has_nothing_to_send_is_told_which_step_brings_the_next_message(book, resolve, part, lang):
    answer = resolve("shipment_overdue", "2026-03-09", **OVERDUE)
    assert answer.messages == ()
    step = next(one.step for one in answer.paths[0].steps if one.step.message)
    title = book.messages[step.message].title[lang]
    told = say(book, lang, "message.later", title=title, step=step.do[lang])
    assert told in part(answer, "messages", lang).text


def test_nobody_is_promised_messages_that_no_step_has(book, answers, part, lang):
    for answer in answers:
        left = [step for path in answer.paths for step in path.steps if step.step.message and step.state != "done"]
        if answer.paths and not answer.messages and not any(not step.replaced for step in left):
            assert say(book, lang, "message.none") in part(answer, "messages", lang).text


# --- ticks ------------------------------------------------------------------------------------------------------


def test_a_step_done_today_is_told_with_its_date(resolve, part):
    box = boxes(part(resolve("shipment_overdue", "2026-03-12", **OVERDUE), "steps"))["press_supplier"]
    assert (box.attributes["data-fact"], box.attributes["data-value"]) == ("supplier_pressed_on", "2026-03-12")
    assert "checked" not in box.attributes


def test_a_date_that_only_proves_a_step_is_not_written_for_it(resolve, part):
    """Asking for photos is no day on which they went to DSers: that day starts Tmall's clock."""
    found = boxes(part(resolve("wrong_item", "2026-03-12"), "steps"))
    assert "data-fact" not in found["ask_evidence"].attributes
    assert found["open_claim"].attributes["data-fact"] == "evidence_sent_on"


def test_what_cannot_have_been_done_yet_has_no_box(resolve, part):
    """A message before the promised day is not pressing."""
    assert "press_supplier" not in boxes(part(resolve("shipment_overdue", "2026-03-09", **OVERDUE), "steps"))


def test_a_step_that_ends_with_an_answer_leads_to_the_question(resolve, part):
    steps = part(resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-03-10"), "steps")
    assert "verification" not in boxes(steps)
    assert "claim_result" in [button.attributes.get("data-goto") for button in steps.all("button")]


def test_a_step_that_is_done_can_be_taken_back_where_it_was_told(book, resolve, part):
    told = part(resolve("shipment_overdue", "2026-03-12", supplier_pressed_on="2026-03-11", **OVERDUE), "steps")
    box = boxes(told)["press_supplier"]
    assert "checked" in box.attributes
    assert box.attributes["data-fact"] == "supplier_pressed_on"
    before = resolve("shipment_overdue", "2026-03-12", **OVERDUE)
    case = dataclasses.replace(before.case, done=("press_supplier",))
    box = boxes(part(evaluate(book, case, before.today), "steps"))["press_supplier"]
    assert "checked" in box.attributes
    assert "data-fact" not in box.attributes


def test_a_step_that_another_fact_proves_names_it_and_leads_there(resolve, part):
    steps = part(resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-03-10"), "steps")
    assert "ask_evidence" not in boxes(steps)
    assert "evidence_sent_on" in [button.attributes.get("data-goto") for button in steps.all("button")]


def test_every_box_does_what_it_says(book, answers, part):
    """Ticked, the step is done in every way that is left; unticked, it is open again or proven by something else."""
    for answer in answers:
        for id_, box in boxes(part(answer, "steps")).items():
            case, fact = answer.case, box.attributes.get("data-fact")
            ticked = "checked" not in box.attributes
            if fact:
                value = box.attributes["data-value"]
                told = dt.date.fromisoformat(value) if book.facts[fact].kind == "date" else value
                others = {key: one for key, one in case.facts.items() if key != fact}
                after = dataclasses.replace(case, facts={**others, fact: told} if ticked else others)
            else:
                others = tuple(step for step in case.done if step != id_)
                after = dataclasses.replace(case, done=(*others, id_) if ticked else others)
            check_dates(book, after, answer.today)
            states = [
                step.state
                for path in evaluate(book, after, answer.today).paths
                for step in path.steps
                if step.step.id == id_
            ]
            assert states or not ticked
            assert not ticked or set(states) == {"done"}, (answer.case, id_)


def test_the_handbook_has_no_boxes(book):
    for problem in book.problems.values():
        seen = Seen.of(render_static_path(book, problem, "en", link_from_simulator))
        assert [one for one in seen.all("input") if "data-step" in one.attributes] == []


# --- sent -------------------------------------------------------------------------------------------------------


def moves(seen: Seen) -> dict[str, tuple[str | None, str | None]]:
    return {
        one.attributes["data-message"]: (one.attributes.get("data-moves"), one.attributes.get("data-moves-fact"))
        for one in seen.all("article")
    }


def test_sending_moves_the_step_only_where_nothing_else_is_to_be_done(resolve, part):
    found = moves(part(resolve("wrong_item", "2026-03-12"), "messages"))
    assert found["evidence_request"] == ("ask_evidence", None)
    sent = moves(part(resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-03-10"), "messages"))
    assert sent["claim_under_way"] == (None, None), "telling the customer decides nothing at Tmall"


def test_a_message_no_longer_offered_can_still_be_shown_as_sent_and_taken_back(resolve, part):
    sent = resolve("shipment_overdue", "2026-03-12", supplier_pressed_on="2026-03-12", **OVERDUE)
    assert "press_supplier" not in sent.messages
    assert moves(part(sent, "messages"))["press_supplier"] == ("press_supplier", "supplier_pressed_on")
