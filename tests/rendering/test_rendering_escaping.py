"""Nothing gets into a page unescaped, and nothing in it breaks the content security policy."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case, Rulebook
from playbook_sim.rendering.answer import render_answer
from playbook_sim.rendering.by_calendar import render_by_calendar
from playbook_sim.rendering.html import NOTHING, Html, el, joined
from playbook_sim.rendering.ledger_text import ledger_of
from playbook_sim.rendering.static_path import render_static_path
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.site import macros_lists, macros_problem

HOSTILE = "<img src=x onerror=alert(1)>\"'&</p></svg>"


def test_text_and_attributes_are_escaped():
    said = el("p", '<b>&"', title='"><b>', class_="a", data_x=None, hidden=True, open=False)
    assert said == '<p title="&quot;&gt;&lt;b&gt;" class="a" hidden>&lt;b&gt;&amp;&quot;</p>'


def test_markup_made_here_passes_as_it_is():
    assert el("p", Html("<b>x</b>"), None) == "<p><b>x</b></p>"
    assert joined(["<", NOTHING, Html("<i></i>"), None], " & ") == "&lt; &amp; <i></i>"


def _hostile(value: Any, key: str = "") -> Any:
    """The same data with something nasty at the end of every text that a reader sees."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _hostile(getattr(value, f.name), f.name) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **changed)
    if isinstance(value, Mapping):
        if {"en", "it"} <= set(value) and all(isinstance(text, str) for text in value.values()):
            return {language: f"{text}{HOSTILE}" for language, text in value.items()}
        return {id_: _hostile(inside) for id_, inside in value.items()}
    if isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
        return tuple(_hostile(inside) for inside in value)
    if isinstance(value, str) and key in ("quote", "section", "file", "version"):
        return f"{value}{HOSTILE}"
    if isinstance(value, str) and key == "link":
        return f'{value}"><img src=x onerror=alert(1)>'
    return value


@pytest.fixture(scope="module")
def hostile(book: Rulebook) -> Rulebook:
    return _hostile(book)


def _check(see, html: str) -> None:
    seen = see(html)
    assert "onerror" in seen.text, "the hostile text is shown, as text"
    assert not seen.all("img")
    for element in seen.elements:
        assert "style" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on")]


def test_a_hostile_rulebook_stays_text_in_every_part_of_an_answer(hostile, answers, lang, see):
    for answer in answers[::7]:
        again = evaluate(hostile, answer.case, answer.today)
        for name, html in render_answer(hostile, again, lang).items():
            assert "<img" not in html, name
            _check(see, html)


def test_a_hostile_rulebook_stays_text_in_the_handbook(hostile, lang, see):
    view = View(hostile, lang, link_from_simulator)
    for problem in hostile.problems.values():
        _check(see, render_static_path(hostile, problem, lang, link_from_simulator))
        for part in (macros_problem.deadlines, macros_problem.evidence, macros_problem.messages):
            _check(see, part(view, problem))
        for part in (macros_problem.doubts, macros_problem.gaps, macros_problem.citations):
            _check(see, part(view, problem))
    for part in (macros_lists.doubts, macros_lists.gaps, macros_lists.sources, macros_lists.calendars):
        _check(see, part(view))
    for table in macros_lists.deadlines_at_a_glance(view).values():
        _check(see, table)


def test_counts_and_comparisons_are_escaped(hostile, see, lang):
    case = Case(platform="dsers_tmall", problem="wrong_item", facts={"evidence_sent_on": dt.date(2026, 2, 10)})
    resolution = evaluate(hostile, case, dt.date(2026, 2, 12))
    for deadline in resolution.deadlines:
        if deadline.counts:
            _check(see, ledger_of(hostile, resolution, lang, deadline.id)["html"])
    _check(see, render_by_calendar(hostile, resolution, lang, "italy-milano"))


def test_what_a_case_says_stays_text(book, see):
    case = Case(platform="dsers_tmall", problem="wrong_item", facts={"claim_result": HOSTILE})
    resolution = evaluate(book, case, book.released)
    for html in render_answer(book, resolution, "en").values():
        assert not see(html).all("img")
