"""The path without dates: complete, and from the same renderer as the answer."""

from __future__ import annotations

from dataclasses import replace

from playbook_sim.rendering import steps
from playbook_sim.rendering.answer import render_answer
from playbook_sim.rendering.deadlines import limit_words
from playbook_sim.rendering.html import Html
from playbook_sim.rendering.static_path import render_static_path
from playbook_sim.rendering.view import link_from_simulator
from playbook_sim.site import macros_problem


def _path(book, problem: str, lang: str) -> Html:
    return render_static_path(book, book.problems[problem], lang, link_from_simulator)


def test_every_step_limit_outcome_note_and_quote_of_every_rule_is_there(book, view, lang, see):
    for problem in book.problems.values():
        seen = see(_path(book, problem.id, lang))
        text = seen.text
        quotes = [q.text for q in seen.all("q")]
        for rule in problem.rules:
            assert rule.title[lang] in text
            assert book.vocabulary["outcome"][rule.outcome][lang] in text
            for step in rule.steps:
                assert step.do[lang] in text
                for evidence in step.evidence:
                    assert book.evidence[evidence].label[lang] in text
            limits = [step.limit for step in rule.steps if step.limit] + list(rule.limits)
            for limit in limits:
                assert limit_words(view, book.limits[limit]) in text
            for note in (*problem.notes, *rule.notes):
                assert book.notes[note].text[lang] in text
            for cite in (*rule.cites, *(cite for step in rule.steps for cite in step.cites)):
                assert book.citations[cite].quote in quotes


def test_the_conditions_of_a_rule_are_questions_and_answers(book, see):
    text = see(_path(book, "order_cancelled", "en")).text
    assert "Is the parcel still on its domestic leg, inside China? Yes, still inside China" in text


def test_steps_shared_by_all_rules_stand_once(book, see):
    shown = [p.text for p in see(_path(book, "wrong_item", "en")).all("p", "pb-step__do")]
    assert len(shown) == len(set(shown)) == 7


def test_a_path_that_goes_on_elsewhere_shows_where_and_how(book, see):
    seen = see(_path(book, "shipment_overdue", "en"))
    assert "It goes on with the path of: No stock" in seen.text
    assert "../handbook/before-shipment/no-stock/" in [a.attributes["href"] for a in seen.all("a")]
    for step in book.problems["no_stock"].rules[0].steps:
        assert step.do["en"] in seen.text


def test_a_limit_is_told_without_dates(book, see):
    text = see(_path(book, "shipment_overdue", "en")).text
    assert "due 4 days after the promised ship date (strict target: day 4; literal reading: day 5)" in text
    text = see(_path(book, "wrong_item", "it")).text
    assert "10–30 giorni lavorativi, contati dal giorno dopo la consegna delle prove a DSers" in text


def test_paths_of_all_problems_can_stand_on_one_page(book, lang, see):
    seen = see(*(_path(book, id_, lang) for id_ in book.problems))
    ids = [element.attributes["id"] for element in seen.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))


def test_handbook_and_answer_draw_a_step_with_the_same_function(book, view, resolve, monkeypatch):
    monkeypatch.setattr(steps, "_sources", lambda view, cites, key: Html("<i>same</i>"))
    # Of a book that nobody has read from nothing is remembered.
    book = replace(book)
    view = replace(view, rulebook=book)
    handbook = macros_problem.path(view, book.problems["no_stock"])
    answer = render_answer(book, resolve("no_stock", "2026-03-12"), view.lang)["steps"]
    assert handbook.count("<i>same</i>") == answer.count("<i>same</i>") == 3


def test_a_silent_rule_names_its_gap_on_the_spot(book, view, see):
    seen = see(macros_problem.path(view, book.problems["order_cancelled"]))
    section = next(s for s in seen.all("section") if s.attributes["aria-labelledby"] == "order_cancelled-not_shipped")
    assert book.notes["cancel_before_dispatch"].text[view.lang] in section.text


def test_the_handbook_shows_the_simulators_path_and_keeps_the_gaps_for_their_own_section(book, view, see):
    problem = book.problems["wrong_item"]
    whole = see(_path(book, problem.id, view.lang)).text
    handbook = see(macros_problem.path(view, problem)).text
    assert whole.startswith(handbook)
    assert len(whole) > len(handbook)
    assert book.notes["claim_time_to_report"].text[view.lang] not in handbook
    assert book.notes["claim_time_to_report"].text[view.lang] in macros_problem.gaps(view, problem)
