"""The parts of an answer."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import product

import pytest

from playbook_sim.model import Case, Resolution
from playbook_sim.rendering.answer import announce, render_answer
from playbook_sim.rendering.deadlines import dates_of
from playbook_sim.rendering.messages import filled_text

PARTS = ["now", "timeline", "steps", "deadlines", "evidence", "messages", "why"]
OVERDUE = {"promised_ship_date": "2026-03-10"}


def test_every_answer_has_its_parts_well_formed_with_unique_ids_and_links_that_lead_somewhere(book, answers, lang, see):
    for answer in answers:
        parts = render_answer(book, answer, lang)
        assert list(parts) == PARTS
        seen = see(*parts.values())
        ids = [element.attributes["id"] for element in seen.elements if "id" in element.attributes]
        assert len(ids) == len(set(ids)), answer.case
        for link in seen.all("a"):
            address = link.attributes["href"] or ""
            assert not address.startswith("#") or address[1:] in ids, (answer.case, address)


def test_both_languages_have_the_same_shape(book, answers, see):
    """The pictures apart: there a longer word may take another line."""
    for answer in answers:
        shapes = []
        for lang in ("en", "it"):
            elements = see(*render_answer(book, answer, lang).values()).elements
            outside = [e for e in elements if not any(around.tag == "svg" for around in e.inside)]
            shapes.append([(e.tag, e.classes, e.attributes.get("datetime")) for e in outside])
        assert shapes[0] == shapes[1], answer.case


def _texts(book, lang: str) -> set[str]:
    """Every sentence of the word list and the vocabulary without blanks to fill, in one language."""
    lists = [book.words, *book.vocabulary.values()]
    return {text[lang] for words in lists for text in words.values() if "{" not in text[lang]}


def test_no_english_word_stands_in_an_italian_answer(book, answers, see):
    foreign = _texts(book, "en") - _texts(book, "it")
    for answer in answers:
        for text, around in see(*render_answer(book, answer, "it").values()).texts:
            if not any("lang" in element.attributes for element in around):
                assert text.strip() not in foreign, (answer.case, text)


def test_what_a_later_step_has_taken_the_place_of_is_told_calmly(book, resolve, see, lang):
    """Its day has passed, and nobody need hurry for it any more."""
    answer = resolve("shipment_overdue", "2026-03-14", **OVERDUE)
    first = answer.paths[0].steps[0]
    assert (first.state, first.replaced) == ("overdue", True)
    parts = render_answer(book, answer, lang)
    state = see(parts["steps"]).all("span", "pb-state")[0]
    assert state.text == book.words["step.superseded"][lang]
    assert "pb-state--overdue" not in state.classes
    press, switch = see(parts["deadlines"]).all("article", "pb-deadline")
    assert book.words["step.replaced"][lang] in press.text
    assert book.words["step.replaced"][lang] not in switch.text


# --- now --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "urgency", "sentence"),
    [
        ("2026-03-07", "calm", "Nothing to do before Wed 11 March 2026: in 4 days."),
        ("2026-03-09", "soon", "Nothing to do before Wed 11 March 2026: in 2 days."),
        ("2026-03-11", "today", "By Wed 11 March 2026: today."),
        ("2026-03-12", "today", "The strict target was Wed 11 March 2026, yesterday."),
        ("2026-03-13", "overdue", "It was due on Wed 11 March 2026, and on the literal reading of the sources on Thu"),
        ("2026-03-14", "today", "By Sat 14 March 2026: today. On the literal reading of the sources, Sun 15"),
        ("2026-03-16", "overdue", "literal reading of the sources on Sun 15 March 2026, yesterday. Do it today."),
    ],
)
def test_now_says_until_when_and_how_urgent(book, resolve, see, today, urgency, sentence):
    resolution = resolve("shipment_overdue", today, **OVERDUE)
    now = see(render_answer(book, resolution, "en")["now"])
    box = now.one("div", "pb-now")
    assert f"pb-urgent-{urgency}" in box.classes
    assert book.words[f"urgency.{urgency}"]["en"] in box.text
    assert sentence in " ".join(box.text.split())
    assert sentence in announce(book, resolution, "en")


def test_a_missing_fact_is_asked_for(book, resolve, see, lang):
    resolution = resolve("order_cancelled", "2026-03-12")
    box = see(render_answer(book, resolution, lang)["now"]).one("div", "pb-now")
    assert "pb-urgent-ask" in box.classes
    assert book.facts["shipped"].label[lang] in box.text
    assert book.facts["shipped"].label[lang] in announce(book, resolution, lang)


def test_a_refusal_names_what_the_sources_are_silent_about(book, resolve, see, lang):
    resolution = resolve("order_cancelled", "2026-03-12", shipped="no")
    box = see(render_answer(book, resolution, lang)["now"]).one("div", "pb-now")
    assert "pb-urgent-silent" in box.classes
    assert resolution.paths[0].title[lang] in box.text
    assert book.notes["cancel_before_dispatch"].text[lang] in box.text
    assert book.notes["cancel_help"].text[lang] in box.text


def test_waiting_names_who_acts_and_the_window(book, resolve, see):
    resolution = resolve("wrong_item", "2026-11-22", claim_result="not_yet", evidence_sent_on="2026-11-20")
    now = see(render_answer(book, resolution, "en")["now"])
    box = now.one("div", "pb-now")
    assert "pb-urgent-wait" in box.classes
    assert "DSers and Tmall:" in box.text
    assert "Expected between Fri 4 December 2026 and Mon 4 January 2027" in box.text
    assert book.words["now.provisional"]["en"] in box.text
    assert "3 ways are still open" in now.text


def test_a_warning_stands_right_under_the_box(book, resolve, see, lang):
    resolution = resolve("order_cancelled", "2026-03-12", shipped="yes", parcel_leg="international")
    warning = see(render_answer(book, resolution, lang)["now"]).one("div", "pb-note--warning")
    assert book.notes["what_you_owe"].text[lang] in warning.text
    assert not [around for around in warning.inside if "pb-now" in around.classes]


def test_the_steps_of_two_futures_that_call_for_different_things_are_told_apart(book, resolve, see):
    resolution = resolve(
        "wrong_item", "2026-03-12", claim_result="verified", remedy="undecided", evidence_sent_on="2026-02-10"
    )
    now = see(render_answer(book, resolution, "en")["now"])
    assert len(now.all("div", "pb-now")) == 2
    for path in resolution.paths:
        assert path.title["en"] in now.text


# --- steps ------------------------------------------------------------------------------------------------------


def _expected_steps(answer: Resolution, lang: str) -> list[str]:
    paths = answer.paths
    shared: list[str] = []
    if len(paths) > 1:
        for column in zip(*([step.step.do[lang] for step in path.steps] for path in paths), strict=False):
            if len(set(column)) > 1:
                break
            shared.append(column[0])
    return shared + [step.step.do[lang] for path in paths for step in path.steps[len(shared) :]]


def test_every_step_is_shown_in_order_and_shared_ones_once(book, answers, lang, see):
    for answer in answers:
        steps = see(render_answer(book, answer, lang)["steps"])
        assert [p.text for p in steps.all("p", "pb-step__do")] == _expected_steps(answer, lang), answer.case
        outcomes = [book.vocabulary["outcome"][path.outcome][lang] for path in answer.paths]
        assert [p.text.split(": ", 1)[1] for p in steps.all("p", "pb-outcome")] == outcomes


def test_a_step_shows_its_state_its_chain_of_actors_its_deadline_and_its_message(book, resolve, see):
    steps = see(render_answer(book, resolve("wrong_item", "2026-03-12"), "en")["steps"])
    first, second, third = steps.all("li", "pb-step")[:3]
    assert "pb-step--now" in first.classes
    assert "Now" in first.text
    assert "Evidence: Photos from the customer" in first.text
    assert "You (the merchant) → DSers → Tmall" in second.text
    assert "no date yet: counted from the day the evidence went to DSers" in third.text
    assert "#pb-message-evidence_request" in [link.attributes["href"] for link in steps.all("a")]


def test_a_step_is_named_by_itself_and_not_by_its_state(book, resolve, see):
    """So the page knows it again when it is done, and lays only that out anew (patching.js)."""
    states = set()
    for facts in ({}, {"evidence_sent_on": "2026-02-10"}):
        resolution = resolve("wrong_item", "2026-03-12", **facts)
        expected = [step.step.id for step in resolution.paths[0].steps]
        items = see(render_answer(book, resolution, "en")["steps"]).all("li", "pb-step")
        assert [item.attributes["data-item"] for item in items][: len(expected)] == expected
        states.add(items[0].classes[1])
    assert len(states) == 2


def test_a_future_says_what_it_supposes(book, resolve, see):
    resolution = resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-02-10")
    sections = see(render_answer(book, resolution, "en")["steps"]).all("section", "pb-future")
    assert len(sections) == len(resolution.paths) == 3
    assert "If it goes this way: The claim is verified and the order is refunded" in sections[1].text
    assert "What did Tmall decide about the claim? Verified" in sections[1].text


def test_a_step_overtaken_by_another_says_so(book, resolve, see):
    steps = see(render_answer(book, resolve("shipment_overdue", "2026-03-14", **OVERDUE), "en")["steps"])
    first, second = steps.all("li", "pb-step")[:2]
    assert "takes the place of this one" in first.text
    assert "takes the place of this one" not in second.text


def test_badges_say_how_sure_a_step_is_and_link_to_the_doubt(book, resolve, see):
    overdue = see(render_answer(book, resolve("shipment_overdue", "2026-03-12", **OVERDUE), "en")["steps"])
    assert overdue.all("span", "pb-badge--unit_not_stated")
    assert ("../disagreements/#b1", "sources disagree: B1") in [
        (link.attributes["href"], link.text) for link in overdue.all("a", "pb-badge--doubt")
    ]
    damaged = see(render_answer(book, resolve("damaged_goods", "2026-03-12"), "en")["steps"])
    assert damaged.all("span", "pb-badge--analogy")


# --- deadlines --------------------------------------------------------------------------------------------------


def test_every_deadline_shows_its_dates_and_its_start(book, answers, lang, see):
    for answer in answers:
        cards = see(render_answer(book, answer, lang)["deadlines"])
        articles = cards.all("article", "pb-deadline")
        assert [a.attributes["id"] for a in articles] == [f"pb-deadline-{d.id}" for d in answer.deadlines]
        for article, deadline in zip(articles, answer.deadlines, strict=True):
            inside = [e for e in cards.all("time") if article in e.inside]
            shown = {dt.date.fromisoformat(e.attributes["datetime"] or "") for e in inside}
            wanted = {deadline.strict, deadline.literal, deadline.latest, deadline.start} - {None}
            assert wanted <= shown
            assert deadline.start_event[lang] in article.text
            assert bool(deadline.counts) == any(article in e.inside for e in cards.all("details"))


def test_an_unknown_unit_an_analogy_and_a_provisional_date_carry_their_badge(book, answers, see):
    for answer in answers:
        cards = see(render_answer(book, answer, "en")["deadlines"])
        for article, deadline in zip(cards.all("article"), answer.deadlines, strict=True):
            badges = {c for e in cards.all("span", "pb-badge") if article in e.inside for c in e.classes}
            assert ("pb-badge--unit_not_stated" in badges) == (not deadline.unit_stated)
            assert ("pb-badge--analogy" in badges) == deadline.analogy
            assert ("pb-badge--provisional" in badges) == (deadline.provisional is not None)
            if deadline.provisional:
                assert deadline.provisional["en"] in article.text


def test_readings_that_agree_give_one_date(resolve):
    deadline = resolve("shipment_overdue", "2026-03-12", **OVERDUE).deadlines[0]
    assert [role for role, _ in dates_of(deadline)] == ["strict", "literal"]
    agreed = replace(deadline, literal=deadline.strict)
    assert dates_of(agreed) == [("due", deadline.strict)]


def test_a_window_without_a_lower_end_gives_its_end_alone(resolve):
    deadlines = resolve("wrong_item", "2026-03-12", claim_result="verified", verified_on="2026-03-02").deadlines
    assert [role for role, _ in dates_of(deadlines[0])] == ["latest"]


# --- evidence, messages, why ------------------------------------------------------------------------------------


def test_messages_come_in_every_language_the_readers_first_with_visible_blanks(book, resolve, see):
    messages = see(render_answer(book, resolve("shipment_overdue", "2026-03-12", **OVERDUE), "it")["messages"])
    bodies = messages.all("pre")[:3]
    assert [body.attributes["lang"] for body in bodies] == ["it", "en", "zh"]
    assert "martedì 10 marzo 2026" in bodies[0].text
    assert "Tuesday 10 March 2026" in bodies[1].text
    assert "2026年3月10日" in bodies[2].text
    assert "[numero d’ordine]" in [mark.text for mark in messages.all("mark")]
    opened = [details for details in messages.all("details") if "open" in details.attributes]
    offered = [one for one in messages.all("article") if "hidden" not in one.attributes]
    assert len(opened) == len(offered)


def test_a_message_leaves_no_placeholder_behind(book, answers):
    for answer in answers:
        for id_ in answer.messages:
            message = book.messages[id_]
            for lang in book.message_languages:
                for template in (message.subject[lang], message.body[lang]):
                    assert "{" not in filled_text(book, answer.case, message, lang, template)


def test_a_fact_that_is_not_known_yet_is_a_blank_too(book, resolve):
    case = resolve("shipment_overdue", "2026-03-12").case
    message = book.messages["press_supplier"]
    assert "[Promised ship date]" in filled_text(book, case, message, "en", message.body["en"])
    assert "[日期]" in filled_text(book, case, message, "zh", message.body["zh"])


def test_whoever_waits_is_told_the_end_of_a_window_only(book):
    """As the handbook and the FAQ ask: a buyer who was told the long end is never disappointed by it."""
    case = Case(platform="dsers_tmall", problem="wrong_item", facts={})
    said = filled_text(book, case, book.messages["claim_under_way"], "en", book.messages["claim_under_way"].body["en"])
    assert "up to 30 working days" in said
    waiting = [message for message in book.messages.values() if message.to in ("customer", "buyer")]
    for message, lang in product(waiting, book.message_languages):
        assert not re.search(r"\d–\d", filled_text(book, case, message, lang, message.body[lang])), message.id


def test_why_gives_every_quote_every_doubt_and_every_gap_of_the_answer(book, answers, lang, see):
    for answer in answers:
        why = see(render_answer(book, answer, lang)["why"])
        quotes = {q.text for q in why.all("q")}
        assert {book.citations[id_].quote for id_ in answer.citations} <= quotes
        for doubt in answer.doubts:
            assert book.doubts[doubt].choice[lang] in why.text
        for note in (*answer.gaps, *answer.advice, *answer.footnotes):
            assert book.notes[note].text[lang] in why.text


def test_rules_that_are_ruled_out_come_after_those_that_can_apply(book, resolve, see):
    resolution = resolve("order_cancelled", "2026-03-12", shipped="yes", parcel_leg="domestic", interception="failed")
    why = see(render_answer(book, resolution, "en")["why"])
    titles = [summary.text for summary in why.all("summary")]
    assert titles[0] == "The parcel is still in China and the interception fails"
    assert titles[1:4] == [
        "Ruled out: The order has not been shipped yet",
        "Ruled out: The parcel has left China",
        "Ruled out: The parcel is still in China and the interception succeeds",
    ]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"shipped": "no"}, "Has the order already been shipped? Your answer: No. This rule needs: Yes."),
        ({"shipped": "yes"}, "Is the parcel still on its domestic leg, inside China? Not answered yet."),
        ({"shipped": "yes", "parcel_leg": "domestic"}, "the interception go? Still open. This rule assumes:"),
        ({"shipped": "no", "parcel_leg": "domestic"}, "was left aside: it only counts when “Has the order already"),
    ],
)
def test_a_finding_is_told_in_plain_words(book, resolve, see, facts, said):
    why = see(render_answer(book, resolve("order_cancelled", "2026-03-12", **facts), "en")["why"])
    assert said in why.text


def test_only_a_platform_counts_in_the_days_of_china(book, resolve, lang, see):
    target = {"complaint_received_on": "2026-03-10", "own_reply_target": 3}
    for problem, facts, key in (("complaint", target, "zone_own"), ("shipment_overdue", OVERDUE, "zone")):
        deadlines = see(render_answer(book, resolve(problem, "2026-03-12", **facts), lang)["deadlines"]).text
        told = {other for other in ("zone", "zone_own") if book.words[f"deadline.{other}"][lang] in deadlines}
        assert told == {key}
