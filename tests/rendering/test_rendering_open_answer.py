"""What an answer says where something is open: conditions not answered, days not entered, another calendar chosen."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from playbook_sim.bridge import handle
from playbook_sim.evaluation import evaluate
from playbook_sim.rendering.answer import announce, render_answer
from playbook_sim.rendering.deadlines import asks_start
from playbook_sim.rendering.evidence import sorted_evidence
from playbook_sim.rendering.text import render_text
from playbook_sim.rendering.words import date_words


def _summaries(see, html: str) -> list[str]:
    return [summary.text for summary in see(html).all("summary")]


def _flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("lang", "said"), [("en", "Still possible: "), ("it", "Ancora possibile: ")])
def test_a_rule_whose_condition_is_not_answered_yet_is_still_possible(book, resolve, see, lang, said):
    resolution = resolve("customs_hold", "2026-03-12")
    summaries = _summaries(see, render_answer(book, resolution, lang)["why"])
    for rule in book.problems["customs_hold"].rules:
        assert said + rule.title[lang] in summaries
        assert said + rule.title[lang] in _flat(render_text(book, resolution, lang))


def test_of_a_rule_that_is_ruled_out_only_what_was_answered_is_told(book, resolve, see):
    resolution = resolve("order_cancelled", "2026-03-12", shipped="no")
    why = see(render_answer(book, resolution, "en")["why"])
    ruled_out = [d for d in why.all("details") if d.text.startswith("Ruled out: ")]
    assert len(ruled_out) == len(book.problems["order_cancelled"].rules) - 1
    for details in ruled_out:
        assert "This rule needs: Yes." in details.text
        assert "Not answered yet" not in details.text
        assert "Still open" not in details.text


def test_before_the_question_is_answered_no_part_claims_that_there_is_nothing(book, answers, see, lang):
    asked = [answer for answer in answers if not answer.paths]
    assert asked
    parts = {"timeline": "timeline", "deadlines": "deadline", "evidence": "evidence", "messages": "message"}
    for answer in asked:
        html, text = render_answer(book, answer, lang), _flat(render_text(book, answer, lang))
        for part, key in parts.items():
            clocks = answer.deadlines if part in ("timeline", "deadlines") else ()
            told = [deadline.label[lang] for deadline in clocks] or [book.words[f"{key}.pending"][lang]]
            assert all(words in see(html[part]).text for words in told)
            assert book.words[f"{key}.none"][lang] not in see(html[part]).text + text


def test_a_clock_that_runs_whatever_the_answer_is_told_before_the_question_is_answered(book, resolve, see, lang):
    answer = resolve("other_aliexpress", "2026-03-12", dispute_opened_on="2026-03-09")
    assert (answer.status, answer.paths) == ("needs_facts", ())
    assert answer.next_question == "ae_uncovered"
    assert [deadline.id for deadline in answer.deadlines] == ["ae_answer", "ae_settle"]
    # What presses comes before the question, and the way to its field with it.
    clock, asked = see(render_answer(book, answer, lang)["now"]).all("div", "pb-now")
    label = book.facts["ae_uncovered"].label[lang]
    assert label in asked.text
    assert book.words["now.goto"][lang] in asked.text
    spoken = announce(book, answer, lang)
    assert spoken.index(book.limits["ae_answer"].missed[lang]) < spoken.index(label)
    calm = resolve("other_aliexpress", "2026-03-09", dispute_opened_on="2026-03-09")
    assert label in see(render_answer(book, calm, lang)["now"]).all("div", "pb-now")[0].text
    for said in (_flat(clock.text), announce(book, answer, lang)):
        assert date_words(book, lang, dt.date(2026, 3, 13)) in said
        assert date_words(book, lang, dt.date(2026, 3, 14)) in said
        assert book.limits["ae_answer"].missed[lang] in said


def test_a_clock_that_has_run_out_says_what_has_happened_by_itself(book, resolve, see, lang):
    late = resolve("real_defect", "2026-03-20", dispute_opened_on="2026-03-09")
    box = see(render_answer(book, late, lang)["now"]).all("div", "pb-now")[0]
    missed = book.limits["ae_answer"].missed[lang]
    assert book.words["deadline.missed_over"][lang].format(what=missed) in box.text
    early = resolve("real_defect", "2026-03-10", dispute_opened_on="2026-03-09")
    box = see(render_answer(book, early, lang)["now"]).all("div", "pb-now")[0]
    assert book.words["deadline.missed"][lang].format(what=missed) in box.text


def test_what_presses_stands_first(book, resolve, see, lang):
    def first(today: str) -> str:
        answer = resolve("no_tracking_update", today, dispute_opened_on="2026-03-09")
        return see(render_answer(book, answer, lang)["now"]).all("div", "pb-now")[0].text

    answer_it = book.limits["ae_answer"].label[lang]
    assert answer_it not in first("2026-03-10")
    assert answer_it in first("2026-03-11")


@pytest.mark.parametrize("lang", ["en", "it"])
def test_what_is_due_by_tomorrow_stands_beside_what_is_overdue(book, resolve, see, lang):
    """Whoever reads the box alone must not learn of it the day after."""
    switch = book.limits["dsers_overdue_switch"].label[lang]
    promised = {"promised_ship_date": "2026-04-30"}
    the_day_before = resolve("shipment_overdue", "2026-05-03", **promised)
    now = see(render_answer(book, the_day_before, lang)["now"]).text
    assert now.index(book.words["urgency.overdue"][lang]) < now.index(switch)
    assert now.count(switch) == 1
    assert f"{switch}." in announce(book, the_day_before, lang)
    earlier = see(render_answer(book, resolve("shipment_overdue", "2026-05-02", **promised), lang)["now"]).text
    assert switch not in earlier


def test_a_date_by_another_calendar_stands_beside_the_platforms_own(book, resolve, see, lang):
    own = resolve("wrong_item", "2026-02-12", evidence_sent_on="2026-02-10")
    other = evaluate(book, replace(own.case, calendar="mon_fri"), own.today)
    box = see(render_answer(book, other, lang)["now"]).one("div", "pb-now")
    laid = next(deadline for deadline in own.deadlines if deadline.id == "dsers_verification")
    moved = next(deadline for deadline in other.deadlines if deadline.id == "dsers_verification")
    assert laid.latest != moved.latest
    for said in (_flat(box.text), announce(book, other, lang), _flat(render_text(book, other, lang))):
        for day in (laid.latest, moved.latest):
            assert date_words(book, lang, day) in said
        assert book.calendars["mon_fri"].name[lang] in said
        assert book.calendars["china"].name[lang] in said
    assert not see(render_answer(book, own, lang)["now"]).all("p", "pb-compared")
    chosen = evaluate(book, replace(own.case, calendar="china"), own.today)
    assert not see(render_answer(book, chosen, lang)["now"]).all("p", "pb-compared")


def test_a_start_day_that_was_asked_is_to_be_entered(book, resolve, see, view, lang):
    resolution = resolve("wrong_item", "2026-03-12", claim_result="verified", remedy="refund")
    deadline = next(deadline for deadline in resolution.deadlines if asks_start(view, resolution, deadline))
    said = book.words["deadline.waits_enter"][lang].format(event=deadline.start_event[lang])
    html = render_answer(book, resolution, lang)
    for part in ("timeline", "steps", "deadlines"):
        # Where it begins a sentence, it does so with a capital.
        assert said[1:] in see(html[part]).text, part
    assert said[1:] in _flat(render_text(book, resolution, lang))
    box = book.words["now.enter_day"][lang].format(event=deadline.start_event[lang])
    assert box in see(html["now"]).text


def test_a_window_that_has_run_out_names_the_advice_as_ours(book, resolve, see):
    resolution = resolve("wrong_item", "2026-12-22", claim_result="not_yet", evidence_sent_on="2026-02-10")
    assert "Our suggestion: ask in writing" in see(render_answer(book, resolution, "en")["now"]).text
    assert "Il nostro consiglio: chiedi per iscritto" in see(render_answer(book, resolution, "it")["now"]).text


def test_evidence_that_is_sent_is_to_be_kept_and_the_rest_to_be_collected(book, resolve, see, lang):
    sent = resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-02-10")
    wanted, kept = sorted_evidence(sent)
    assert kept
    seen = see(render_answer(book, sent, lang)["evidence"])
    listed = seen.one("ul", "pb-kept").text
    assert book.words["evidence.kept"][lang] in seen.text
    assert all(book.evidence[id_].label[lang] in listed for id_ in kept)
    assert bool(wanted) == bool(seen.all("ul", "pb-evidence"))
    before = see(render_answer(book, resolve("wrong_item", "2026-03-12"), lang)["evidence"])
    assert not before.all("ul", "pb-kept")
    assert f"{book.words['evidence.suggested'][lang]}: {book.evidence['photo'].shows[lang]}" in before.text


def test_today_is_drawn_across_the_bars_and_never_through_words(book, answers, lang, see):
    drawn = 0
    for answer in answers:
        elements = see(render_answer(book, answer, lang)["timeline"]).elements
        for svg in (e for e in elements if e.tag == "svg"):
            inside = [e for e in elements if svg in e.inside]
            texts = [e.number("y") for e in inside if e.tag == "text"]
            for stroke in (e for e in inside if "pb-tl-today" in e.classes):
                drawn += 1
                top, bottom = stroke.number("y1"), stroke.number("y2")
                assert not [y for y in texts if top < y + 4 and y - 13 < bottom], answer.case
    assert drawn > 100


def test_a_case_that_is_not_covered_names_its_gap_and_where_to_look_at_the_top_of_the_text(book, resolve, lang):
    resolution = resolve("order_cancelled", "2026-03-12", shipped="no")
    text = render_text(book, resolution, lang)
    now = text[: text.index(book.words["part.steps"][lang].upper())]
    for id_ in (*resolution.gaps, *resolution.footnotes):
        assert _flat(book.notes[id_].text[lang]) in _flat(now)
        assert book.notes[id_].link is None or book.notes[id_].link in now
    assert any(book.notes[id_].link for id_ in resolution.footnotes)


@pytest.mark.parametrize(("lang", "label"), [("en", "Today: "), ("it", "Oggi: ")])
def test_the_page_names_a_field_as_the_form_does(book, lang, label):
    params = {"platform": "dsers_tmall", "problem": "wrong_item", "lang": lang}
    asked = json.dumps({"method": "answer", "params": {**params, "today": "soon"}})
    assert json.loads(handle(asked))["error"]["message"].startswith(label)
    facts = {"evidence_sent_on": "2027-01-01"}
    asked = json.dumps({"method": "answer", "params": {**params, "today": "2026-03-12", "facts": facts}})
    message = json.loads(handle(asked))["error"]["message"]
    assert message.startswith(book.facts["evidence_sent_on"].label[lang])
    assert "evidence_sent_on" not in message
