"""What the page says at a field: the form's own label, and dates as the reader writes them."""

from __future__ import annotations

from typing import Any

import pytest

from playbook_sim.cases import read_case
from playbook_sim.errors import FactError
from playbook_sim.model import Rulebook
from playbook_sim.rendering.refusal import refusal_words

RETURN = {"platform": "tmall_global", "problem": "return_without_reason", "today": "2026-03-12"}
COMPLAINT = {"platform": "any", "problem": "complaint", "today": "2026-03-12"}


def refused(book: Rulebook, lang: str, case: dict[str, Any], **facts: Any) -> tuple[str, str]:
    """The field of the mistake, and what stands there."""
    with pytest.raises(FactError) as raised:
        read_case(book, case | {"facts": facts})
    return raised.value.fact, refusal_words(book, raised.value, lang)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (
            "en",
            "Day the buyer received the goods: Mon 2 March 2026 lies before “Day of the purchase” "
            "(Tue 10 March 2026), and it cannot happen before that. Correct whichever of the two dates is wrong.",
        ),
        (
            "it",
            "Giorno in cui l’acquirente ha ricevuto la merce: lun 2 marzo 2026 viene prima di «Giorno dell’acquisto» "
            "(mar 10 marzo 2026), e non può succedere prima. Correggi quella delle due date che è sbagliata.",
        ),
    ],
)
def test_goods_received_before_they_were_bought(book, lang, sentence):
    facts = {"goods_received": "yes", "purchased_on": "2026-03-10", "received_on": "2026-03-02"}
    assert refused(book, lang, RETURN, **facts) == ("received_on", sentence)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (
            "en",
            "Day of the purchase: Fri 13 March 2026 lies after today (Thu 12 March 2026), and here goes only what has "
            "happened. Write a day up to today, leave it empty if it has not happened yet, or correct the date of "
            "today.",
        ),
        (
            "it",
            "Giorno dell’acquisto: ven 13 marzo 2026 è dopo oggi (gio 12 marzo 2026), e qui va solo ciò che è già "
            "successo. Scrivi un giorno fino a oggi, lascia vuoto se non è ancora successo, oppure correggi la data "
            "di oggi.",
        ),
    ],
)
def test_today_before_the_order(book, lang, sentence):
    assert refused(book, lang, RETURN, purchased_on="2026-03-13") == ("purchased_on", sentence)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (
            "en",
            "Today: Thu 31 December 2015 is outside the years covered. "
            "Write a date from Wed 1 January 2020 to Mon 31 December 2035.",
        ),
        (
            "it",
            "Oggi: gio 31 dicembre 2015 è fuori dagli anni coperti. "
            "Scrivi una data dal mer 1 gennaio 2020 al lun 31 dicembre 2035.",
        ),
    ],
)
def test_a_year_that_is_not_covered(book, lang, sentence):
    assert refused(book, lang, RETURN | {"today": "2015-12-31"}) == ("today", sentence)


@pytest.mark.parametrize(
    ("value", "lang", "end"),
    [
        (61, "en", ": 61 is out of range. Write a number from 0 to 60."),
        (61, "it", ": 61 è fuori dai limiti. Scrivi un numero da 0 a 60."),
        (2.5, "en", ": “2.5” is not a whole number."),
        (2.5, "it", ": «2.5» non è un numero intero."),
    ],
)
def test_a_number_out_of_its_bounds(book, lang, value, end):
    field, sentence = refused(book, lang, COMPLAINT, own_reply_target=value)
    assert (field, sentence) == ("own_reply_target", book.facts["own_reply_target"].label[lang] + end)
