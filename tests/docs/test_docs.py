"""The pages keep to what all pages do, take every number from the rulebook and borrow no source's sentences.

What an editor can break is told by ``playbook-sim check``, whose code is asked here: no rule is written twice.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from prose import PAGES, RULEBOOK, TREES, rulebook_texts, shared_runs, without_macros

from playbook_sim.editing.italian import misset_in_texts, misset_labels
from playbook_sim.editing.page_rules import page_rules
from playbook_sim.editing.problem_mentions import misnamed_in_notes
from playbook_sim.loading import load_rulebook
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.site.page_mistakes import page_mistakes
from playbook_sim.site.places import LANGUAGES, ROOT
from playbook_sim.site.typed_durations import typed

BOOK = load_rulebook()
EVERY_PAGE = [(language, name) for language in LANGUAGES for name in PAGES]
LONGEST_SHARED_RUN = 8


# --- the rules for pages ----------------------------------------------------------------------------------------


def test_every_page_keeps_to_the_rules_for_pages() -> None:
    """As `playbook-sim check` tells them: one by one they are tried in tests/editing."""
    assert page_rules(ROOT / "docs", BOOK) == []


def test_macros_and_links_ask_only_for_what_is_there_and_no_duration_is_typed() -> None:
    assert page_mistakes(BOOK, ROOT / "docs") == []


def test_italian_is_set_as_italian() -> None:
    assert [*misset_in_texts(BOOK, ROOT)] == []
    assert [*misset_labels(ROOT)] == []


def test_notes_call_problems_by_their_names() -> None:
    assert [*misnamed_in_notes(BOOK, RulebookFiles(RULEBOOK))] == []


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
        ("en", "in about a week"),
        ("en", "around a month"),
        ("en", "roughly an hour"),
        ("en", "nearly a year"),
        ("en", "at least a day"),
        ("en", "up to a week"),
        ("en", "no more than a week"),
        ("en", "about 7 days"),
        ("en", "a week or so"),
        ("en", "a day or two"),
        ("it", "in circa una settimana"),
        ("it", "all’incirca un mese"),
        ("it", "quasi un’ora"),
        ("it", "almeno un giorno"),
        ("it", "fino a una settimana"),
        ("it", "non più di un mese"),
        ("it", "al massimo un anno"),
        ("it", "in circa un giorno"),
        ("it", "circa 7 giorni"),
        ("it", "una settimana circa"),
        ("it", "un giorno o due"),
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
        # No number: nothing of it can be wrong when a limit changes.
        ("en", "In a few days, after some weeks, several months; about a parcel, at least a photo, a minute or two"),
        (
            "it",
            "Tra qualche giorno, dopo alcune settimane, pochi mesi; circa un pacco, almeno una foto",
        ),
        ("zh", "今天，2026年3月10日"),
    ],
)
def test_what_only_looks_like_a_duration_is_left_alone(language: str, text: str) -> None:
    assert [*typed(text, language)] == []


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
