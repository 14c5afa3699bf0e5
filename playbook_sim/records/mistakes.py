"""What is wrong with a saved case that is read, or with a line of a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from playbook_sim.errors import FactError
from playbook_sim.model import Language, Rulebook
from playbook_sim.rendering.refusal import refusal_words
from playbook_sim.rendering.words import say


@dataclass(frozen=True, slots=True)
class Mistake:
    """``line`` of the file (None: not a file, or the whole of it), ``field``: the part of the record, and a sentence.

    ``entered``: a remark; the case was taken in all the same.
    """

    line: int | None
    field: str | None
    message: str
    entered: bool = False

    def at(self, line: int | None) -> Mistake:
        """The same at a line of a file."""
        return replace(self, line=line)

    def as_data(self) -> dict[str, Any]:
        """As data for JSON."""
        return {"line": self.line, "field": self.field, "message": self.message, "entered": self.entered}


def field_label(rulebook: Rulebook, lang: Language, field: str) -> str:
    """What the reader calls a part of a record, a column or a fact."""
    if field in rulebook.facts:
        return rulebook.facts[field].label[lang]
    key = f"records.column_{field}"
    return say(rulebook, lang, key) if key in rulebook.words else field


def mistake(rulebook: Rulebook, lang: Language, field: str | None, code: str, **details: str | int) -> Mistake:
    """The mistake ``code`` (a key of ``[records]`` in ``words/records.toml``) in ``field``."""
    label = "" if field is None else field_label(rulebook, lang, field)
    return Mistake(None, field, say(rulebook, lang, f"records.{code}", field=label, **details))


def remark(rulebook: Rulebook, lang: Language, field: str | None, code: str, **details: str | int) -> Mistake:
    """Like ``mistake``, of something that keeps no case out."""
    return replace(mistake(rulebook, lang, field, code, **details), entered=True)


def refused_fact(rulebook: Rulebook, lang: Language, error: FactError) -> Mistake:
    """A fact that cannot be used, as a mistake."""
    return Mistake(None, error.fact, refusal_words(rulebook, error, lang, saved=True))


def refused_field(rulebook: Rulebook, lang: Language, error: FactError) -> Mistake:
    """A field that is no fact and cannot be used, by its own label."""
    named = FactError(field_label(rulebook, lang, error.fact), error.code, **error.details)
    return Mistake(None, error.fact, refusal_words(rulebook, named, lang, saved=True))
