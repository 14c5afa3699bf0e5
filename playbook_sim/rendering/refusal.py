"""What the page says at a field whose value cannot be used."""

from __future__ import annotations

import datetime as dt

from playbook_sim.cases import named_details
from playbook_sim.errors import FactError
from playbook_sim.model import Language, Rulebook
from playbook_sim.rendering.words import date_words, say

_NAMED_BY_OTHERS = ("unknown_key", "unknown_fact")
"""Mistakes that lie in a name which anybody may have written: it is no key of the word list, whatever it says."""


def refusal_words(rulebook: Rulebook, error: FactError, lang: Language) -> str:
    """``error`` as a plain sentence: the field by its label on the form, dates as the reader writes them."""
    label = error.fact
    if error.fact in rulebook.facts:
        label = rulebook.facts[error.fact].label[lang]
    elif error.code not in _NAMED_BY_OTHERS and f"form.{error.fact}" in rulebook.words:
        label = say(rulebook, lang, f"form.{error.fact}")
    details = {
        name: date_words(rulebook, lang, detail) if isinstance(detail, dt.date) else detail
        for name, detail in named_details(rulebook, error, lang).items()
    }
    return say(rulebook, lang, f"errors.{error.code}", fact=label, **details)
