"""The lists of the handbook that belong to no single problem, and the picture of the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from macro_page import Page
from seen import Element, Seen

from playbook_sim.rendering.html import Html
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.rendering.why import render_why
from playbook_sim.site import drawing, macros_guide, system_picture
from playbook_sim.site.page_macros import guide

PHONE = 358
"""The room for a picture on a screen 390 pixels wide."""


@pytest.fixture
def page(lang) -> Page:
    return Page(lang, "faq.md")


def _rows(seen: Seen) -> dict[str, Element]:
    return {row.attributes["id"]: row for row in seen.all("tr") if row.attributes.get("id")}


def _inside(seen: Seen, outer: Element, tag: str) -> list[Element]:
    return [element for element in seen.all(tag) if outer in element.inside]


@pytest.mark.parametrize(
    "name",
    ["evidence_matrix", "metric_list", "glossary", "left_out_list", "coverage_table", "sentence_ledger"],
)
def test_blocks_stand_clear_of_the_text_around_them(page, name):
    told = page.call(name)
    assert told.startswith("\n\n<div")
    assert told.endswith("</div>\n\n")


# --- evidence ---------------------------------------------------------------------------------------------------


def _needs(book, problem, evidence: str) -> bool:
    steps = [step for rule in problem.rules for step in rule.steps]
    followed = [book.problems[step.follow] for step in steps if step.follow]
    return any(evidence in step.evidence for step in steps) or any(_needs(book, other, evidence) for other in followed)


def test_the_matrix_names_every_problem_that_asks_for_a_piece_of_evidence_on_its_platform(page, book, lang, see):
    seen = see(page.call("evidence_matrix"))
    tables = dict(zip([h3.text for h3 in seen.all("h3")], _parts_after_headings(seen), strict=True))
    assert list(tables) == [name[lang] for name in book.vocabulary["platform"].values()]
    for platform, name in book.vocabulary["platform"].items():
        here = [problem for problem in book.problems.values() if problem.platform == platform]
        wanted = {
            piece.label[lang]: [problem.title[lang] for problem in here if _needs(book, problem, piece.id)]
            for piece in book.evidence.values()
        }
        asked = [(piece, titles) for piece, titles in wanted.items() if titles]
        cells = [e for e in seen.all("td") if tables[name[lang]] in e.inside]
        rows = [cells[start : start + 4] for start in range(0, len(cells), 4)]
        assert [(row[0].text, [link.text for link in _inside(seen, row[2], "a")]) for row in rows] == asked


def _parts_after_headings(seen: Seen) -> list[Element]:
    return [
        next(other for other in seen.elements[number:] if other.tag in ("table", "p"))
        for number, element in enumerate(seen.elements)
        if element.tag == "h3"
    ]


def test_every_piece_of_evidence_has_one_anchor_its_sources_and_what_it_should_show(page, book, lang, see):
    seen = see(page.call("evidence_matrix"))
    rows = _rows(seen)
    anchors = [row.attributes["id"] for row in seen.all("tr") if row.attributes.get("id")]
    assert sorted(filter(None, anchors)) == sorted(f"evidence-{id_}" for id_ in book.evidence)
    for piece in book.evidence.values():
        row = rows[f"evidence-{piece.id}"]
        assert piece.shows[lang] in row.text
        assert all(book.citations[cite].quote in seen.text for cite in piece.cites)
    # Asked for on two platforms: the table of each quotes its own source.
    first = rows["evidence-buyer_photo"].text
    for cite in book.evidence["buyer_photo"].cites:
        quoted = book.citations[cite].quote in first
        assert quoted is (book.citations[cite].source == "tmall_global"), cite


def test_a_platform_whose_steps_ask_for_no_evidence_says_so(view, book, lang):
    bare = {
        id_: replace(
            problem,
            rules=tuple(
                replace(rule, steps=tuple(replace(step, evidence=()) for step in rule.steps)) for rule in problem.rules
            ),
        )
        for id_, problem in book.problems.items()
        if problem.platform == "tmall_global"
    }
    told = macros_guide.evidence_matrix(replace(view, rulebook=replace(book, problems=bare)))
    assert told.count(book.words["matrix.none"][lang]) == len(book.vocabulary["platform"])


# --- metrics, terms, what is left out ---------------------------------------------------------------------------


def test_every_metric_says_what_it_tells_how_and_where_with_its_sources_and_doubts(page, book, lang, see):
    seen = see(page.call("metric_list"))
    sections = seen.all("section", "pb-metric")
    assert len(sections) == len(book.metrics)
    for section, metric in zip(sections, book.metrics.values(), strict=True):
        (heading,) = _inside(seen, section, "h3")
        assert (heading.text, heading.attributes["id"]) == (metric.title[lang], f"metric-{metric.id}")
        told = [dd.text for dd in _inside(seen, section, "dd")]
        assert told == [metric.measures[lang], metric.how[lang], book.vocabulary["platform"][metric.where][lang]]
        assert [q.text for q in _inside(seen, section, "q")] == [book.citations[cite].quote for cite in metric.cites]
        badges = [a.attributes["href"] for a in _inside(seen, section, "a") if "pb-badge--doubt" in a.classes]
        assert badges == [f"../disagreements/#{doubt.lower()}" for doubt in metric.doubts]
    assert book.words["metric.no_target"][lang] in seen.text


def test_the_glossary_has_every_term_in_every_language_by_the_alphabet_of_the_page(page, book, lang, see):
    seen = see(page.call("glossary"))
    rows = _rows(seen)
    assert set(rows) == {f"term-{id_}" for id_ in book.glossary}
    words = [_inside(seen, row, "strong")[0].text for row in rows.values()]
    assert words == sorted(words, key=str.casefold)
    for term in book.glossary.values():
        row = rows[f"term-{term.id}"]
        assert term.meaning[lang] in row.text
        for other in book.message_languages:
            said = [e.text for e in seen.all("span") if row in e.inside and e.attributes.get("lang") == other]
            spellings = [term.term[other], *term.also[other]]
            assert all(spelling in row.text for spelling in spellings)
            assert said == ([] if other == lang else spellings)


def test_what_is_left_out_stands_under_its_reason_with_its_words(page, book, lang, see):
    seen = see(page.call("left_out_list"))
    told = [note for note in book.notes.values() if note.kind == "left_out"]
    assert len(told) > 5
    reason, found = None, []
    for element in seen.elements:
        if element.tag == "h3":
            reason = element.text
        if element.tag == "section":
            found.append((reason, element.attributes["id"], element))
    by_reason = [note for name in book.vocabulary["reason"] for note in told if note.reason == name]
    assert [(r, i) for r, i, _ in found] == [
        (book.vocabulary["reason"][note.reason][lang], macros_guide.left_out_anchor(note.id)) for note in by_reason
    ]
    for (_, _, section), note in zip(found, by_reason, strict=True):
        assert note.text[lang] in section.text
        assert all(book.citations[cite].quote in section.text for cite in note.cites)
        holders = [p for p in book.problems.values() if note.id in {*p.notes, *(n for r in p.rules for n in r.notes)}]
        assert [p.title[lang] for p in holders if p.title[lang] not in section.text] == []


def test_no_other_note_is_listed_as_left_out(page, book, lang):
    told = page.call("left_out_list")
    assert not any(Html(note.text[lang]) in told for note in book.notes.values() if note.kind != "left_out")


# --- doubts -----------------------------------------------------------------------------------------------------


def test_every_doubt_links_to_all_that_it_touches(page, book, lang, see):
    seen = see(page.call("doubt_list"))
    sections = {section.text.split(" · ")[0]: section for section in seen.all("section", "pb-doubt-entry")}
    assert list(sections) == list(book.doubts)
    for doubt, section in sections.items():
        links = {a.attributes["href"] for a in _inside(seen, section, "a")}
        touched = [problem for problem in book.problems.values() if _touches(book, doubt, problem)]
        pages = {f"../handbook/{p.stage}/{p.id}/".replace("_", "-") for p in touched}
        metrics = {f"../handbook/metrics/#metric-{id_}" for id_, m in book.metrics.items() if doubt in m.doubts}
        assert pages | metrics <= links
        problem_pages = {link for link in links if "/handbook/" in link and "#" not in link}
        assert problem_pages == pages
        assert (book.words["doubt.no_problem"][lang] in section.text) == (not pages | metrics)


def _touches(book, doubt: str, problem) -> bool:
    steps = [step for rule in problem.rules for step in rule.steps]
    limits = [step.limit for step in steps if step.limit] + [limit for rule in problem.rules for limit in rule.limits]
    notes = [*problem.notes, *(note for rule in problem.rules for note in rule.notes)]
    parts = [problem, *problem.rules, *steps, *map(book.limits.get, limits), *map(book.notes.get, notes)]
    follows = [book.problems[step.follow] for step in steps if step.follow]
    return any(doubt in part.doubts for part in parts) or any(_touches_by_steps(book, doubt, p) for p in follows)


def _touches_by_steps(book, doubt: str, problem) -> bool:
    steps = [step for rule in problem.rules for step in rule.steps]
    limits = [book.limits[step.limit] for step in steps if step.limit]
    return any(doubt in part.doubts for part in (*steps, *limits))


def test_a_doubt_in_an_answer_leads_to_its_place_on_the_page_of_disagreements(page, view, book, resolve, see):
    answer = resolve("shipment_overdue", "2026-03-12", promised_ship_date="2026-03-10")
    seen = see(render_why(view, answer))
    anchors = {h3.attributes["id"] for h3 in see(page.call("doubt_list")).all("h3")}
    folded = seen.all("details", "pb-doubt")
    assert len(folded) == len(answer.doubts) > 0
    for doubt, details in zip(answer.doubts, folded, strict=True):
        last = _inside(seen, details, "a")[-1]
        assert last.attributes["href"] == f"../disagreements/#{doubt.lower()}"
        assert doubt.lower() in anchors


# --- the picture of the whole -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pictures(book, tmp_path_factory):
    """The picture in each language, as Graphviz draws it."""
    cache = tmp_path_factory.mktemp("cache")
    views = {lang: View(book, lang, link_from_simulator) for lang in book.languages}
    drawing.draw({lang: system_picture.drawing(view, cache) for lang, view in views.items()})
    return cache


def test_the_picture_fits_a_phone_and_says_what_it_is(pictures, book, lang, see):
    seen = see(drawing.picture(system_picture.place(pictures, lang)))
    svg = seen.elements[0]
    assert svg.number("width") <= PHONE
    assert svg.attributes["role"] == "img"
    assert seen.one("title").text == book.words["system.title"][lang]
    assert svg.attributes["aria-labelledby"] == seen.one("title").attributes["id"]
    assert not any({"style", "fill", "stroke"} & set(element.attributes) for element in seen.elements)


def test_the_picture_and_its_text_name_everybody_and_everything_that_flows(pictures, page, book, lang, see):
    def words(part: str) -> list[str]:
        return [text[lang] for key, text in book.words.items() if key.startswith(f"system.{part}.")]

    drawn = see(drawing.picture(system_picture.place(pictures, lang)))
    nodes = [" ".join(node.text.split()) for node in drawn.all("g", "node")]
    assert sorted(nodes) == sorted(words("part"))
    assert len(nodes) == 8
    edges = " ".join(edge.text for edge in drawn.all("g", "edge"))
    assert all(flow in edges for flow in words("flow"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guide, "picture", lambda path: drawing.picture(system_picture.place(pictures, lang)))
        seen = see(page.call("system_picture"))
    assert seen.one("div", "pb-flow").attributes["aria-label"]
    listed = seen.one("details").text
    assert all(word in listed for word in (*words("part"), *words("flow")))
