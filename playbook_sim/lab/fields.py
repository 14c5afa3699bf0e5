"""What of a problem can be changed in the rule lab: the numbers and choices of its limits, and every text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playbook_sim.lab.held import HeldFiles
from playbook_sim.lab.reach import Piece, pieces
from playbook_sim.lab.toml_text import Path
from playbook_sim.loading.limits import READINGS, TIMINGS
from playbook_sim.loading.readings import READINGS as ENDS
from playbook_sim.loading.readings import because
from playbook_sim.model import Rulebook

SINCE = "since"
"""The key of a field that stands in no file: from which day on the new version of a limit holds."""

WORDS = ("text", "quote")
"""The kinds of fields whose change is no change of the rules."""

_YES_NO = ("true", "false")
_OPTIONAL = ("help", "missed")
"""Texts that a piece can do without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that can be changed. ``kind``: ``number``, ``date``, ``choice`` (one of ``options``), ``text``, or
    ``quote`` (what a source says, in its own language).

    ``value`` is what stands there now, as a person would type it; empty for nothing. ``lang``: the language of a text.
    ``optional``: it may be left empty. ``unit`` and ``calendar`` of a limit are one choice: ``days``,
    ``working_days:china``.
    """

    file: str
    path: Path
    kind: str
    value: str
    lang: str | None = None
    options: tuple[str, ...] = ()
    optional: bool = False

    @property
    def id(self) -> str:
        """``limits.toml: ae_answer.amount``, as the loader would name the place."""
        return place(self.file, self.path)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the rulebook with what can be changed in it."""

    piece: Piece
    fields: tuple[Field, ...]


def place(file: str, path: Path) -> str:
    """A place as the loader names it: entries of arrays are counted from 1."""
    written = ""
    for key in path:
        written += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if written else key
    return f"{file}: {written}" if written else file


def parts(rulebook: Rulebook, files: HeldFiles, problem: str) -> list[Part]:
    """All that can be changed about a problem, piece by piece. ``files`` are those of ``rulebook``."""
    languages = (*dict.fromkeys((*rulebook.languages, *rulebook.message_languages)),)
    found: list[Part] = []
    quotes: set[str] = set()
    for piece in pieces(rulebook, files, problem):
        own = piece.group == "limits" and "chain" not in piece.values
        limit = [*_limit(rulebook, piece, problem), *_quotes(rulebook, str(piece.path[0]))] if own else []
        fields = (*limit, *_texts(piece.file, piece.path, piece.values, languages))
        # A passage on which two limits rest is changed at the first of them.
        told = {field.id: field for field in fields if field.id not in quotes}
        quotes |= {field.id for field in told.values() if field.kind == "quote"}
        found.append(Part(piece, tuple(told.values())))
    return found


# --- texts ------------------------------------------------------------------------------------------------------


def _texts(file: str, path: Path, values: Any, languages: tuple[str, ...]) -> Iterator[Field]:
    """Every text in ``values``, in each of its languages."""
    if isinstance(values, Mapping):
        if is_text(values, languages):
            for lang in languages:
                if lang in values:
                    yield Field(
                        file=file,
                        path=(*path, lang),
                        kind="text",
                        value=values[lang],
                        lang=lang,
                        optional=path[-1] in _OPTIONAL,
                    )
            return
        for key, value in values.items():
            yield from _texts(file, (*path, key), value, languages)
    elif isinstance(values, list):
        for number, value in enumerate(values):
            yield from _texts(file, (*path, number), value, languages)


def is_text(values: Mapping[str, Any], languages: tuple[str, ...]) -> bool:
    """Whether a table is a text in several languages."""
    return bool(values) and all(key in languages and isinstance(value, str) for key, value in values.items())


# --- limits -----------------------------------------------------------------------------------------------------


def _limit(rulebook: Rulebook, piece: Piece, problem: str) -> Iterator[Field]:
    values = piece.values
    yield from _numbers(rulebook, piece.file, piece.path, values, newest=True)
    asked = [id_ for id_ in rulebook.problems[problem].asks if rulebook.facts[id_].kind == "date"]
    start = values.get("counted_from", "")
    starts = tuple(dict.fromkeys((start, *asked)))
    yield Field(file=piece.file, path=(*piece.path, "counted_from"), kind="choice", value=start, options=starts)
    if values.get("kind") == "duty" and "amount_from" not in values:
        yield from _reasons(rulebook, piece)
    if "valid_from" in values:
        yield _date(piece.file, (*piece.path, "valid_from"), values["valid_from"])
    if "amount_from" not in values:
        yield Field(file=piece.file, path=(*piece.path, SINCE), kind="date", value="", optional=True)
    for number, earlier in enumerate(values.get("earlier", ())):
        path = (*piece.path, "earlier", number)
        yield from _numbers(rulebook, piece.file, path, earlier, newest=False)
        if "valid_from" in earlier:
            yield _date(piece.file, (*path, "valid_from"), earlier["valid_from"])


def _numbers(rulebook: Rulebook, file: str, path: Path, values: Mapping[str, Any], *, newest: bool) -> Iterator[Field]:
    """Amounts, units and readings; of an earlier version only those that it states."""
    kind = values.get("kind")
    own = "amount_from" in values
    if "least" in values or (kind == "window" and newest):
        yield Field(file=file, path=(*path, "least"), kind="number", value=str(values.get("least", "")), optional=True)
    if "amount" in values:
        yield Field(file=file, path=(*path, "amount"), kind="number", value=str(values["amount"]))
    if "unit" in values:
        units = ("days", *(f"working_days:{id_}" for id_ in rulebook.calendars))
        now = f"working_days:{values.get('calendar', '')}" if values["unit"] == "working_days" else values["unit"]
        yield _choice(file, (*path, "unit"), now, units)
    if "unit_stated" in values:
        yield _choice(file, (*path, "unit_stated"), _YES_NO[not values["unit_stated"]], _YES_NO)
    if "timing" in values:
        yield _choice(file, (*path, "timing"), values["timing"], TIMINGS)
    for end in ENDS if not own else ():
        if end in values:
            yield _choice(file, (*path, end), values[end], READINGS)


def _reasons(rulebook: Rulebook, piece: Piece) -> Iterator[Field]:
    """The wording behind each reading: to be written where the two readings come to differ."""
    for end in ENDS:
        for lang in rulebook.languages if because(end) not in piece.values else ():
            path = (*piece.path, because(end), "text", lang)
            yield Field(file=piece.file, path=path, kind="text", value="", lang=lang, optional=True)


def _quotes(rulebook: Rulebook, limit: str) -> Iterator[Field]:
    """The passages on which a limit rests: what they say is what its numbers must be."""
    for id_ in rulebook.limits[limit].cites if rulebook.limits[limit].amount_from is None else ():
        passage = rulebook.citations[id_]
        yield Field(
            file=f"citations/{passage.source}.toml",
            path=(id_, "quote"),
            kind="quote",
            value=passage.quote,
        )


def _choice(file: str, path: Path, value: str, options: tuple[str, ...]) -> Field:
    return Field(file=file, path=path, kind="choice", value=value, options=tuple(dict.fromkeys((value, *options))))


def _date(file: str, path: Path, value: dt.date) -> Field:
    return Field(file=file, path=path, kind="date", value=value.isoformat())
