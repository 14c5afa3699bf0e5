"""What the page says at a field whose value cannot be used."""

from __future__ import annotations

import datetime as dt

from playbook_sim.cases import named_details
from playbook_sim.errors import FactError
from playbook_sim.model import Language, Rulebook
from playbook_sim.rendering.words import date_words, say

_NAMED_BY_OTHERS = ("unknown_key", "unknown_fact")
"""Mistakes that lie in a name which anybody may have written: it is no key of the word list, whatever it says."""


_OF_SAVED_CASES = {"after_today": "records.after_today"}
"""What is said in other words where nobody enters the date of today."""


def refusal_words(rulebook: Rulebook, error: FactError, lang: Language, *, saved: bool = False) -> str:
    """``error`` as a plain sentence: the field by its label on the form, dates as the reader writes them.

    ``saved``: it lies in a saved case or in a file of them, which are always looked at today.
    """
    label = error.fact
    if error.fact in rulebook.facts:
        label = rulebook.facts[error.fact].label[lang]
    elif error.code not in _NAMED_BY_OTHERS and f"form.{error.fact}" in rulebook.words:
        label = say(rulebook, lang, f"form.{error.fact}")
    details = {
        name: date_words(rulebook, lang, detail) if isinstance(detail, dt.date) else detail
        for name, detail in named_details(rulebook, error, lang).items()
    }
    key = f"errors.{error.code}"
    return say(rulebook, lang, _OF_SAVED_CASES.get(error.code, key) if saved else key, fact=label, **details)
