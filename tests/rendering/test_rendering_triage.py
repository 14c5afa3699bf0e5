"""The guided questions as they stand in the page: complete without the script, and nothing in them unescaped."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from seen import Element, Seen

from playbook_sim.model import Question, Rulebook
from playbook_sim.rendering.triage import anchor, render_triage
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.site.macros_triage import triage_macro
from playbook_sim.site.page_view import PageView

HOSTILE = "<img src=x onerror=alert(1)>\"'&</p>"


def items(seen: Seen, question: str) -> list[Element]:
    """The options of a question."""
    (section,) = [one for one in seen.all("section", "tri-question") if one.attributes["id"] == anchor(question)]
    return seen.within(section, "li")


def test_each_question_is_a_section_with_its_words_the_first_one_first(book, view, lang, see):
    seen = see(render_triage(view))
    sections = seen.all("section", "tri-question")
    assert [section.attributes["data-question"] for section in sections] == list(book.triage)
    for section, question in zip(sections, book.triage.values(), strict=True):
        (heading,) = seen.within(section, "h2")
        assert heading.text == question.text[lang]
        assert heading.attributes["tabindex"] == "-1"
        if question.help:
            assert question.help[lang] in section.text


def test_each_option_leads_to_its_question_or_to_its_problem(book, view, lang, see):
    seen = see(render_triage(view))
    anchors = {element.attributes["id"] for element in seen.all("section")}
    assert len(anchors) == len(book.triage)
    for question in book.triage.values():
        options = items(seen, question.id)
        assert len(options) == len(question.options)
        for item, option in zip(options, question.options, strict=True):
            assert option.label[lang] in item.text
            links = {link.attributes["href"]: link for link in seen.within(item, "a")}
            if option.question is not None:
                (address,) = links
                assert address == f"#{anchor(option.question)}"
                assert address[1:] in anchors
            else:
                problem = book.problems[option.problem]
                page, simulator = links
                assert page == view.problem_link(problem.id)
                assert problem.title[lang] in links[page].text
                assert simulator == f"../simulator/#platform={problem.platform}&problem={problem.id}"
                assert item.attributes["data-problem"] == problem.id
                assert item.attributes["data-platform"] == problem.platform
                assert problem.title[lang] in item.attributes["data-result"]
                assert item.attributes["data-summary"] == problem.summary[lang]


def test_every_problem_can_be_reached(book, view, see):
    seen = see(render_triage(view))
    reached = {item.attributes.get("data-problem") for item in seen.all("li")}
    assert reached >= set(book.problems)


def test_what_the_script_needs_waits_hidden(view, lang, book, see):
    seen = see(render_triage(view))
    assert "hidden" in seen.one("ol", "tri-trail").attributes
    assert "hidden" in seen.one("p", "tri-actions").attributes
    assert "hidden" in seen.one("div", "tri-found").attributes
    status = seen.one("p", "tri-result")
    assert (status.attributes["role"], status.text) == ("status", "")
    spoken = json.loads(seen.one("div", "tri").attributes["data-words"] or "")
    assert spoken == {
        key: text[lang]
        for key, text in book.words.items()
        if key in ("triage.script.change", "triage.script.change_of")
    }


@pytest.fixture
def hostile(book: Rulebook) -> Rulebook:
    def nasty(text):
        return {language: words + HOSTILE for language, words in text.items()}

    def asked(question: Question) -> Question:
        options = tuple(replace(option, label=nasty(option.label)) for option in question.options)
        return replace(question, text=nasty(question.text), help=nasty({"en": "", "it": ""}), options=options)

    return replace(
        book,
        triage={id_: asked(question) for id_, question in book.triage.items()},
        problems={
            id_: replace(problem, title=nasty(problem.title), summary=nasty(problem.summary))
            for id_, problem in book.problems.items()
        },
    )


def test_a_hostile_rulebook_stays_text(hostile, lang, see):
    seen = see(render_triage(View(hostile, lang, link_from_simulator)))
    assert "onerror" in seen.text
    assert not seen.all("img")
    for element in seen.elements:
        assert "style" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on")]


def test_the_macro_brings_the_script_and_folds_when_asked_to(book, lang, see):
    file = SimpleNamespace(src_uri="simulator.md", url="simulator/", url_relative_to=lambda other: "./")
    files = SimpleNamespace(get_file_from_path=lambda path: file)
    page = SimpleNamespace(meta={}, file=file)
    env = SimpleNamespace(conf={"theme": {"language": lang}, "docs_dir": "docs"}, page=page, variables={"files": files})
    triage = triage_macro(PageView(env, book))
    open_, folded = see(triage()), see(triage(folded=True))
    for seen in (open_, folded):
        script = seen.one("script").attributes
        assert script == {"type": "module", "src": "../assets/javascripts/triage.js"}
    assert not open_.all("details")
    assert folded.one("summary").text == book.words["triage.ask"][lang]
    assert folded.one("details") in folded.one("div", "tri").inside
