"""Texts of the rulebook that are other ones, or that came or went, and that no section of a page tells: questions and
their answers, messages, why two readings of a duty part, what the buttons say."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playbook_sim.editing.page_texts import Sections, moved
from playbook_sim.editing.wordings import Wording
from playbook_sim.loading.behind import NAME
from playbook_sim.loading.twins import texts_in
from playbook_sim.model import Language, Rulebook
from playbook_sim.paths import expanded
from playbook_sim.rendering.readings import READINGS, reasons_of

_FILLED_IN = re.compile(r"\{[^{}]*\}")
_TAG = re.compile(r"<[^<>]*>")
_LEAST = 15
"""A text that is shorter may stand in a section by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two playbooks: its rulebook, the folder of that, and what its pages say."""

    rulebook: Rulebook
    files: Path
    pages: Sections


def retold(before: Side, after: Side) -> Iterator[Wording]:
    """Each of them, in the languages that both rulebooks are in, file by file."""
    then, now = _texts(before), _texts(after)
    both = [language for language in after.rulebook.languages if language in before.rulebook.languages]
    both += [each for each in _further(after.rulebook) if each in _further(before.rulebook)]
    told = _Told(before, after)
    for place in {**now, **then}:
        for language in both:
            said = [side.get(place, {}).get(language, "") for side in (then, now)]
            if said[0] != said[1] and not told.on_pages(language, *said):
                where, shown = _where(place, after.rulebook if said[1] else before.rulebook)
                yield Wording(language=language, place=place, before=said[0], after=said[1], where=where, shown=shown)


def recited(before: Rulebook, after: Rulebook) -> Iterator[Wording]:
    """The passages behind the two readings of a duty that are other ones."""
    for id_ in (id_ for id_ in after.limits if id_ in before.limits):
        for reading in READINGS:
            said = [_passages(book, id_, reading) for book in (before, after)]
            if said[0] != said[1]:
                yield Wording(
                    language=None,
                    place=f"limits.toml: {id_}.{reading}_because.cites",
                    before=said[0],
                    after=said[1],
                    where="shown_in",
                    shown=_with_limit(after, id_),
                )


class _Told:
    """What the sections of pages say whose text moved."""

    def __init__(self, before: Side, after: Side) -> None:
        keys = moved(before.pages, after.pages)
        self._said = [
            {language: _plain(pages, language, keys) for language in {key[0] for key in keys}}
            for pages in (before.pages, after.pages)
        ]

    def on_pages(self, language: Language, before: str, after: str) -> bool:
        """Whether a text that changed is in one of them: as it is now, or, if it is gone, as it was."""
        longest = max((_spaced(part) for part in _FILLED_IN.split(after or before)), key=len)
        return len(longest) >= _LEAST and longest in self._said[bool(after)].get(language, "")


def _plain(pages: Sections, language: Language, keys: Collection[tuple[str, str, str]]) -> str:
    texts = (pages.get(key, "") for key in keys if key[0] == language)
    return _spaced(html.unescape(_TAG.sub("", "\n".join(texts))))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _texts(side: Side) -> Mapping[str, Mapping[str, str]]:
    """Every text by its file and its place there."""
    languages = {*side.rulebook.languages, *side.rulebook.message_languages}
    return {
        f"{path.relative_to(side.files).as_posix()}: {place}": text
        for path in sorted(side.files.rglob("*.toml"))
        if path.name != NAME
        for place, text in texts_in(tomllib.loads(path.read_text(encoding="utf-8-sig")), languages, least=1)
    }


def _further(book: Rulebook) -> list[Language]:
    """The languages that only messages are in."""
    return [language for language in book.message_languages if language not in book.languages]


def _where(place: str, book: Rulebook) -> tuple[str, tuple[str, ...]]:
    """How readers come by a text, and the problems with which they do."""
    file, _, path = place.partition(": ")
    id_ = re.split(r"[.\[]", path)[0]
    found: Mapping[str, tuple[str, tuple[str, ...]]] = {
        "facts": ("asked_in", _asking(book, id_)),
        "messages": ("sent_in", _sending(book, id_)),
        "limits.toml": ("shown_in", _with_limit(book, id_)),
    }
    where, shown = found.get(file.partition("/")[0], ("", ()))
    if shown:
        return where, shown
    return {"triage.toml": "in_questions", "blanks.toml": "in_blanks"}.get(file, "beside_pages"), ()


def _asking(book: Rulebook, fact: str) -> tuple[str, ...]:
    return tuple(problem.id for problem in book.problems.values() if fact in problem.asks)


def _sending(book: Rulebook, message: str) -> tuple[str, ...]:
    return tuple(
        problem.id
        for problem in book.problems.values()
        if any(step.message == message for rule in problem.rules for step, _ in expanded(book, problem, rule))
    )


def _with_limit(book: Rulebook, limit: str) -> tuple[str, ...]:
    return tuple(
        problem.id
        for problem in book.problems.values()
        if any(step.limit == limit for rule in problem.rules for step, _ in expanded(book, problem, rule))
    )


def _passages(book: Rulebook, limit: str, reading: str) -> str:
    reason = reasons_of(book.limits[limit]).get(reading)
    return " ".join(reason.cites if reason else ())
