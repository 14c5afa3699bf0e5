"""Words: dates, durations, readings, and the word list itself."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest

import playbook_sim
from playbook_sim.errors import RulebookError
from playbook_sim.rendering.words import (
    amount_words,
    date_words,
    duration,
    fact_value,
    full_date,
    left,
    reading_words,
    say,
    say_html,
    start_event,
    time,
)

PACKAGE = Path(playbook_sim.__file__).parent
TUESDAY = dt.date(2026, 3, 10)


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Tue 10 March 2026"), ("it", "mar 10 marzo 2026"), ("zh", "2026年3月10日")]
)
def test_a_date_is_written_as_people_write_it(book, lang, words):
    assert date_words(book, lang, TUESDAY) == words


def test_a_date_in_a_page_can_be_read_by_machines(book):
    assert time(book, "it", TUESDAY) == '<time datetime="2026-03-10">mar 10 marzo 2026</time>'


@pytest.mark.parametrize(
    ("limit", "english", "italian"),
    [
        ("dsers_overdue_switch", "4 days", "4 giorni"),
        ("dsers_verification", "10–30 working days", "10–30 giorni lavorativi"),
        ("dsers_remedy", "up to 15 working days", "fino a 15 giorni lavorativi"),
        ("dsers_claim_to_remedy", "10–30 + up to 15 working days", "10–30 + fino a 15 giorni lavorativi"),
    ],
)
def test_a_duration_says_its_range_and_its_unit(book, limit, english, italian):
    assert duration(book, "en", book.limits[limit]) == english
    assert duration(book, "it", book.limits[limit]) == italian


def test_one_day_is_singular(book):
    one = replace(book.limits["dsers_overdue_switch"], amount=1)
    assert (duration(book, "en", one), duration(book, "it", one)) == ("1 day", "1 giorno")


def test_an_amount_alone_leaves_room_for_within(book):
    assert amount_words(book, "en", book.limits["dsers_remedy"]) == "15 working days"
    assert amount_words(book, "zh", book.limits["dsers_remedy"]) == "15个工作日"


def test_the_longest_that_a_window_may_take_is_its_end(book):
    assert amount_words(book, "en", book.limits["dsers_verification"], longest=True) == "30 working days"
    assert amount_words(book, "it", book.limits["dsers_verification"], longest=True) == "30 giorni lavorativi"
    assert amount_words(book, "zh", book.limits["dsers_verification"], longest=True) == "30个工作日"


def test_the_start_of_a_chain_is_the_start_of_its_first_link(book):
    chain = book.limits["dsers_claim_to_remedy"]
    assert start_event(book, "en", chain) == "the day the evidence went to DSers"


@pytest.mark.parametrize(
    ("limit", "reading", "words"),
    [
        ("dsers_overdue_press", "strict", "day 1"),
        ("dsers_overdue_press", "literal", "day 2"),
        ("dsers_overdue_switch", "strict", "day 4"),
        ("dsers_overdue_switch", "literal", "day 5"),
    ],
)
def test_a_reading_puts_a_duty_on_a_day(book, limit, reading, words):
    assert reading_words(book, "en", book.limits[limit], reading) == words


def test_a_window_has_no_reading(book):
    with pytest.raises(
        RulebookError, match=r"limits.toml: dsers_remedy: is a window: only a duty has a strict reading"
    ):
        reading_words(book, "en", book.limits["dsers_remedy"], "strict")


@pytest.mark.parametrize(
    ("days", "english", "italian"),
    [
        (-2, "2 days ago", "2 giorni fa"),
        (-1, "yesterday", "ieri"),
        (0, "today", "oggi"),
        (1, "tomorrow", "domani"),
        (2, "in 2 days", "tra 2 giorni"),
    ],
)
def test_the_distance_from_today_is_said_in_words(book, days, english, italian):
    day = TUESDAY + dt.timedelta(days=days)
    assert (left(book, "en", day, TUESDAY), left(book, "it", day, TUESDAY)) == (english, italian)


def test_an_answer_is_told_by_its_label(book):
    assert fact_value(book, "it", "shipped", "yes") == "Sì"
    assert fact_value(book, "en", "remedy", "refund") == "Refund"
    assert fact_value(book, "en", "verified_on", TUESDAY) == "Tue 10 March 2026"


def test_a_missing_word_is_named(book):
    with pytest.raises(RulebookError, match=r"words: now.nonsense: has no text in 'en'; add now.nonsense.en"):
        say(book, "en", "now.nonsense")


def test_what_goes_into_a_sentence_of_markup_is_escaped(book):
    assert say_html(book, "en", "step.future", title="<b>") == "If it goes this way: &lt;b&gt;"


# --- the word list ----------------------------------------------------------------------------------------------


def _own_words() -> dict[str, dict[str, str]]:
    """The words of the two files that the renderer and the macros speak from, by dotted key."""
    found: dict[str, dict[str, str]] = {}

    def walk(table: dict, prefix: str) -> None:
        if "en" in table:
            found[prefix] = table
            return
        for key, inside in table.items():
            walk(inside, f"{prefix}.{key}" if prefix else key)

    for name in ("answer", "handbook"):
        walk(tomllib.loads((PACKAGE / "rulebook" / "words" / f"{name}.toml").read_text("utf-8")), "")
    return found


@pytest.mark.parametrize("key", _own_words())
def test_both_languages_fill_in_the_same_names(key):
    names = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in _own_words()[key].values()]
    assert names[0] == names[1]


def test_nothing_is_left_untranslated():
    same = [key for key, text in _own_words().items() if text["en"] == text["it"]]
    assert same == ["timeline.due", "flow.answer", "reading.told.same"], "these hold names and signs only"


def test_every_word_is_spoken():
    """Each key stands in the code, whole or (where its end is computed) as the beginning of an f-string."""
    code = "".join(path.read_text("utf-8") for part in ("rendering", "site") for path in (PACKAGE / part).glob("*.py"))
    whole = set(re.findall(r"""["']([a-z_]+(?:\.[a-z_]+)+)["']""", code))
    begun = tuple(re.findall(r"""["']([a-z_]+\.[a-z_.]*)\{""", code))
    silent = []
    for key in _own_words():
        stem = re.sub(r"_(one|many)$", "", key)
        if key not in whole and stem not in whole and not key.startswith(begun):
            silent.append(key)
    assert silent == []


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "Tuesday 10 March 2026"), ("it", "martedì 10 marzo 2026"), ("zh", "2026年3月10日")],
)
def test_a_letter_writes_the_weekday_out(book, lang, words) -> None:
    assert full_date(book, lang, dt.date(2026, 3, 10)) == words
