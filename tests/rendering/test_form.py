"""The simulator's form as it is written at build time."""

from __future__ import annotations

import pytest
from seen import Element, Seen

from playbook_sim.rendering.form import render_form
from playbook_sim.rendering.frame import render_simulator


@pytest.fixture
def form(book, lang, see) -> Seen:
    return see(render_form(book, lang, {id_: problem.asks for id_, problem in book.problems.items()}))


def field(seen: Seen, id_: str) -> Element:
    (found,) = [element for element in seen.all("div") if element.attributes.get("data-field") == id_]
    return found


def test_no_platform_is_chosen_beforehand(book, lang, form):
    radios = form.within(field(form, "platform"), "input")
    platforms = dict.fromkeys(problem.platform for problem in book.problems.values())
    assert [radio.attributes["value"] for radio in radios] == list(platforms)
    assert not [radio for radio in radios if "checked" in radio.attributes]
    for platform in platforms:
        assert book.vocabulary["platform"][platform][lang] in field(form, "platform").text


def test_each_problem_stands_under_its_platform_and_stage(book, lang, form):
    options = {option.attributes["value"]: option for option in form.within(field(form, "problem"), "option")}
    assert set(options) == {"", *book.problems}
    for problem in book.problems.values():
        option = options[problem.id]
        group = option.inside[-1].attributes
        stage = book.vocabulary["stage"][problem.stage][lang]
        assert option.text == problem.title[lang]
        assert group["data-stage"] == stage
        assert group["data-platform"] == option.attributes["data-platform"] == problem.platform
        assert group["label"] == f"{book.vocabulary['platform'][problem.platform][lang]} · {stage}"
    groups = [group.attributes["label"] for group in form.within(field(form, "problem"), "optgroup")]
    assert len(groups) == len(set(groups))


def test_each_fact_that_is_asked_has_one_field_and_what_follows_from_others_has_none(book, form):
    fields = [element.attributes["data-fact"] for element in form.all("div", "sim-fact")]
    assert len(fields) == len(set(fields))
    assert set(fields) == {id_ for id_, fact in book.facts.items() if fact.kind != "derived"}
    assert set(fields) != set(book.facts)


def test_a_number_has_its_bounds_in_the_control_and_in_words(book, lang, form):
    fact = book.facts["own_reply_target"]
    (number,) = form.within(field(form, fact.id), "input")
    assert number.attributes["type"] == "number"
    assert (number.attributes["min"], number.attributes["max"]) == ("0", "60")
    words = {"en": "A whole number from 0 to 60.", "it": "Un numero intero da 0 a 60."}
    assert f"{fact.help[lang]} {words[lang]}" in field(form, fact.id).text
    for id_ in (number.attributes["aria-describedby"] or "").split():
        assert [element for element in form.elements if element.attributes.get("id") == id_]


def test_without_an_answer_the_paths_stand_under_their_platforms(book, lang, see):
    first = dict.fromkeys(book.problems, ())
    seen = see(render_simulator(book, lang, first, {id_: f"<p>{id_}</p>" for id_ in book.problems}))
    for path in seen.all("details", "sim-static"):
        problem = book.problems[path.attributes["data-problem"] or ""]
        (group,) = [outer for outer in path.inside if "sim-statics-group" in outer.classes]
        (title,) = seen.within(group, "h3")
        assert title.text == book.vocabulary["platform"][problem.platform][lang]
    assert len(seen.all("details", "sim-static")) == len(book.problems)
