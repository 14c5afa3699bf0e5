"""The pages say the same in both languages, take every number from the rulebook and borrow no source's sentences.

That both trees hold the same files is checked beside their configurations, in tests/build/test_trees.py.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes
from prose import (
    PAGES,
    TREES,
    front_matter,
    headings,
    read,
    rulebook_texts,
    shared_runs,
    without_macros,
)

from playbook_sim.editing.italian import misset_in_texts, misset_labels
from playbook_sim.editing.page_rules import page_rules
from playbook_sim.loading import load_rulebook
from playbook_sim.site.places import LANGUAGES, ROOT
from playbook_sim.site.typed_durations import typed

BOOK = load_rulebook()
EVERY_PAGE = [(language, name) for language in LANGUAGES for name in PAGES]
LONGEST_SHARED_RUN = 8


# --- the twin trees ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_twin_headings_have_the_same_levels_and_anchors(name: str) -> None:
    """The anchors are the same words in both languages, so that a link to a section survives the language switch."""
    assert headings(TREES["en"] / name) == headings(TREES["it"] / name)


@pytest.mark.parametrize(("language", "name"), EVERY_PAGE)
def test_each_section_has_a_written_anchor(language: str, name: str) -> None:
    title, *sections = headings(TREES[language] / name)
    assert title[0] == 1
    anchors = [anchor for _, anchor in sections]
    assert "" not in anchors
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize(("language", "name"), EVERY_PAGE)
def test_front_matter_is_complete(language: str, name: str) -> None:
    meta = front_matter(TREES[language] / name)
    assert meta.get("title"), "title: what the reader looks for"
    assert meta.get("tags"), "tags: the words people search for"


def test_every_page_keeps_to_the_rules_for_pages() -> None:
    """Its description, how it is set, and its place on the learning path."""
    assert page_rules(ROOT / "docs", LANGUAGES) == []


def test_italian_is_set_as_italian() -> None:
    """The pages are, too: see above."""
    assert [*misset_in_texts(BOOK, ROOT)] == []
    assert [*misset_labels(ROOT)] == []


@pytest.mark.parametrize("name", PAGES)
def test_twin_front_matter_says_the_same_to_machines(name: str) -> None:
    """Only the words for people differ."""
    for_machines = []
    for language in LANGUAGES:
        meta = front_matter(TREES[language] / name)
        for_machines.append({key: meta[key] for key in meta.keys() - {"title", "description", "tags"}})
    assert for_machines[0] == for_machines[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_pages_have_the_same_title_or_description(language: str) -> None:
    for key in ("title", "description"):
        values = [front_matter(TREES[language] / name)[key] for name in PAGES]
        assert len(values) == len(set(values))


def test_each_problem_has_its_page_in_the_folder_of_its_stage() -> None:
    found = {
        front_matter(TREES["en"] / name)["problem"]: Path(name).parent.name
        for name in PAGES
        if "problem" in front_matter(TREES["en"] / name)
    }
    assert found == {id_: problem.stage.replace("_", "-") for id_, problem in BOOK.problems.items()}


_LINK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<page>[^)#\s]+)\.md\)")


@pytest.mark.parametrize(("language", "name"), EVERY_PAGE)
def test_a_link_that_names_a_problem_calls_it_what_the_rulebook_does(language: str, name: str) -> None:
    """Names begin with a capital letter; in the middle of a sentence a page may say it in other words."""
    titles = {
        f"handbook/{problem.stage}/{id_}".replace("_", "-"): problem.title[language]
        for id_, problem in BOOK.problems.items()
    }
    folder = Path(name).parent
    named = [
        (link["text"], titles[page])
        for link in _LINK.finditer(read(TREES[language] / name))
        if (page := os.path.normpath(folder / link["page"])) in titles and link["text"][0].isupper()
    ]
    assert [text for text, title in named if text != title] == []


# In the rulebook's texts a problem is named where the reader is sent to it.
_NAMED = re.compile(
    r"(?:open|apri|or|o) [“«](?P<after>[A-ZÀ-Ý][^”»]+)[”»]|[“«](?P<before>[^”»]+)[”»] (?:shows|mostra) "
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_that_sends_to_a_problem_calls_it_by_its_name(language: str) -> None:
    titles = {problem.title[language] for problem in BOOK.problems.values()}
    named = [
        (place, found["after"] or found["before"])
        for place, of, text in rulebook_texts()
        if place.startswith("notes/") and of == language
        for found in _NAMED.finditer(text)
    ]
    assert len(named) > 3
    assert [(place, name) for place, name in named if name not in titles] == []


# --- numbers come from the rulebook -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "within 4 days"),
        ("en", "after four days"),
        ("en", "10–30 working days"),
        ("en", "between ten and thirty business days"),
        ("en", "a 14-day right"),
        ("en", "one working day"),
        ("en", "on day 5"),
        ("en", "the fourth day"),
        ("en", "in two weeks"),
        ("en", "within a week"),
        ("en", "a fortnight"),
        ("en", "within a fortnight"),
        ("en", "`**5** days`"),
        ("en", "<b>5</b>&nbsp;days"),
        ("en", "120 h"),
        ("en", "the thirtieth day"),
        ("en", "a couple of days"),
        ("en", "within half a day"),
        ("en", "half an hour"),
        ("en", "in under a week"),
        ("en", "in less than a month"),
        ("en", "5 d"),
        ("en", "in the last ten days"),
        ("it", "un paio di giorni"),
        ("it", "entro mezza giornata"),
        ("it", "mezz’ora"),
        ("it", "in meno di una settimana"),
        ("it", "5 d"),
        ("it", "negli ultimi dieci giorni"),
        ("it", "entro 4 giorni"),
        ("it", "dopo quattro giorni"),
        ("it", "tra 10 e 30 giorni lavorativi"),
        ("it", "quindici giorni"),
        ("it", "il quarto giorno"),
        ("it", "al giorno 5"),
        ("it", "un giorno lavorativo"),
        ("it", "entro un giorno lavorativo"),
        ("it", "entro una settimana"),
        ("it", "in una settimana"),
        ("it", "2 settimane"),
        ("it", "due mesi"),
        ("it", "**5** giorni"),
        ("it", "48 h"),
        ("it", "entro 5 gg."),
        ("it", "una quindicina di giorni"),
        ("zh", "15个工作日"),
        ("zh", "四天"),
    ],
)
def test_a_typed_duration_is_found(language: str, text: str) -> None:
    (found,) = typed(f"A.\n{text}", language)
    assert found.line == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "That day is day 0. A period of N days ends when day N ends; the first day is not counted."),
        ("en", "One day more, two dates, three doors, last reviewed on 22 November 2026"),
        (
            "en",
            "Wait one more day. On the same day, five minutes after, on the first of the month, n. 5, 5 steps, in 3D",
        ),
        ("en", "Open 7 days a week, once a week; in the last ten years; at sea in the night of the third day"),
        (
            "it",
            "Negli ultimi dieci anni; 24 ore su 24; nella notte del terzo giorno; in giornata; due motivi; n. 5 d’oro",
        ),
        ("it", "Un giorno l’acquirente torna; il giorno prima, mezzo chiuso; cinque minuti, nel 2026"),
        ("en", "On the first day, in your first week, open 24 hours a day. Part 3\n\nDays are counted so."),
        ("it", "Il giorno 0 non si conta; un giorno in più, due date, l’ultimo giorno, giorno 22 novembre"),
        ("it", "Il primo giorno lavorativo; tutto in un giorno, una volta in un anno."),
        ("zh", "今天，2026年3月10日"),
    ],
)
def test_what_only_looks_like_a_duration_is_left_alone(language: str, text: str) -> None:
    assert [*typed(text, language)] == []


@pytest.mark.parametrize(("language", "name"), EVERY_PAGE)
def test_no_duration_is_typed_in_a_page(language: str, name: str) -> None:
    assert [*typed(without_macros(TREES[language] / name), language)] == []


# --- what the macros are asked for ------------------------------------------------------------------------------


def _calls(page: Path) -> list[tuple[str, list[object]]]:
    """Name and arguments of each macro that a page calls."""
    tree = jinja2.Environment(autoescape=True).parse(read(page))
    return [
        (call.node.name, [argument.as_const() for argument in call.args])
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
    ]


def _unknown(macro: str, arguments: list) -> list[str]:
    """What in a call's arguments the rulebook does not have."""
    known = {
        "limit": BOOK.limits,
        "limit_event": BOOK.limits,
        "strict": BOOK.limits,
        "literal": BOOK.limits,
        "quote": BOOK.citations,
        "problem_link": BOOK.problems,
        "problem_list": BOOK.vocabulary["stage"],
        "problems_on": BOOK.vocabulary["platform"],
        "simulate": BOOK.problems,
        "count_example": BOOK.calendars,
    }
    if macro not in known or not arguments:
        return []
    unknown = [str(arguments[0])] if arguments[0] not in known[macro] else []
    if macro == "simulate" and not unknown:
        unknown += _unknown_facts(*arguments)
    if macro == "count_example":
        dt.date.fromisoformat(arguments[1])
    return unknown


def _unknown_facts(problem: str, facts: dict[str, str] | None = None) -> list[str]:
    rules = BOOK.problems[BOOK.problems[problem].mirrors or problem]
    values = {fact: {value.id for value in BOOK.facts[fact].values} for fact in rules.asks}
    return [f"{fact}={value}" for fact, value in (facts or {}).items() if value not in values.get(fact, set())]


@pytest.mark.parametrize(("language", "name"), EVERY_PAGE)
def test_macros_ask_only_for_what_the_rulebook_has(language: str, name: str) -> None:
    calls = _calls(TREES[language] / name)
    assert [(macro, _unknown(macro, arguments)) for macro, arguments in calls if _unknown(macro, arguments)] == []


@pytest.mark.parametrize("name", PAGES)
def test_twin_pages_ask_for_the_same_things(name: str) -> None:
    """A number, a quote or a list that one language shows, the other shows too."""
    calls = [sorted(map(repr, _calls(TREES[language] / name))) for language in LANGUAGES]
    assert calls[0] == calls[1]


# --- the sources are cited, not republished ---------------------------------------------------------------------


def _source_texts() -> list[Path]:
    named = os.environ.get("PLAYBOOK_SOURCES")
    directory = Path(named) if named else ROOT.parent / "shared" / "sources"
    return sorted(directory.glob("*.txt"))


def test_a_borrowed_run_of_words_is_found() -> None:
    source = "the quick brown fox jumps over the lazy dog and runs away"
    assert shared_runs("It is said that the quick, brown fox jumps over the lazy dog.", source, 9)
    assert not shared_runs("It is said that the quick, brown fox jumps over the lazy cat.", source, 9)


# The original texts are not part of the project. Where they are not at hand these two checks do not exist: there is
# nothing that they could compare the pages with.
if _source_texts():

    def _borrowed(text: str) -> list[str]:
        return [
            f"{source.name}: {run}"
            for source in _source_texts()
            for run in shared_runs(text, source.read_text(encoding="utf-8"), LONGEST_SHARED_RUN + 1)
        ]

    @pytest.mark.parametrize(("language", "name"), EVERY_PAGE)
    def test_a_page_borrows_no_sentence(language: str, name: str) -> None:
        assert _borrowed(without_macros(TREES[language] / name)) == []

    def test_the_rulebook_borrows_no_sentence() -> None:
        found = [(place, _borrowed(text)) for place, _, text in rulebook_texts()]
        assert [entry for entry in found if entry[1]] == []
