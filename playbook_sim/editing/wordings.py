"""Words that change although no answer and no text of a page does, as the impact report tells them; and the labels of
the navigation among them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playbook_sim.editing.words import say
from playbook_sim.model import Language, Rulebook
from playbook_sim.site.labels import labels
from playbook_sim.site.places import LANGUAGES

_MOST_NAMED = 4
_LONGEST = 200
_AROUND = 4
"""So many words are left before and behind what differs in a long text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words in ``language`` that are other ones; ``before`` "" where they are new, ``after`` "" where they are gone.

    ``language`` is None for passages of sources: then their ids stand there, with blanks between them. ``place``: the
    file, and what in it. ``where``: how readers come by them, a key of the reports' sentences. ``shown``: the ids of
    the problems with which they do; none where it is not by problems."""

    language: Language | None
    place: str
    before: str
    after: str
    where: str
    shown: tuple[str, ...] = ()


def relabelled(before: Path, after: Path) -> Iterator[Wording]:
    """The labels that two projects call otherwise, or of which one has none, by the folders of both. Raises
    yaml.YAMLError."""
    for language, configuration in LANGUAGES.items():
        files = [root / configuration.name for root in (before, after)]
        if all(file.is_file() for file in files):
            then, now = (labels(file.read_text(encoding="utf-8-sig")) for file in files)
            for of in {**now, **then}:
                said = [side[of].said if of in side else "" for side in (then, now)]
                if said[0] != said[1]:
                    place = f"{configuration.name}: {of}"
                    yield Wording(language=language, place=place, before=said[0], after=said[1], where="in_the_menu")


def wording_told(found: Wording, book: Rulebook, lang: Language) -> str:
    """What changed, and where it is shown. ``book`` knows the problems of both rulebooks."""
    where = say(lang, found.where, problems=_problems(found.shown, book, lang))
    if found.language is None:
        before, after = (_quoted(ids.split(), book, lang) for ids in (found.before, found.after))
        return say(lang, "recited", place=found.place, before=before, after=after, where=where)
    before, after = _parting(found.before, found.after)
    key = "reworded" if before and after else "came" if after else "went"
    return say(lang, key, place=found.place, language=found.language, before=before, after=after, where=where)


def _quoted(ids: Sequence[str], book: Rulebook, lang: Language) -> str:
    told = [say(lang, "passage", id=id_, quote=book.citations[id_].quote) for id_ in ids]
    return ", ".join(told) or say(lang, "no_passage")


def _problems(ids: Sequence[str], book: Rulebook, lang: Language) -> str:
    named = [f"{book.problems[id_].title[lang]} (`{id_}`)" for id_ in ids[:_MOST_NAMED]]
    more = [say(lang, "more_problems", n=len(ids) - _MOST_NAMED)] if len(ids) > _MOST_NAMED else []
    return "; ".join([*named, *more])


def _parting(before: str, after: str) -> tuple[str, str]:
    """Two texts on one line each; of long ones only what differs, with a few words around it."""
    sides = [before.split(), after.split()]
    if max(len(before), len(after)) <= _LONGEST:
        return " ".join(sides[0]), " ".join(sides[1])
    if not (before and after):
        short = [textwrap.shorten(side, _LONGEST, placeholder=" …") for side in (before, after)]
        return short[0], short[1]
    same = _shared(*sides)
    last = _shared(sides[0][same:][::-1], sides[1][same:][::-1])
    start, end = max(same - _AROUND, 0), max(last - _AROUND, 0)
    told = [" ".join(side[start : len(side) - end]) for side in sides]
    cut = [f"{'… ' if start else ''}{side}{' …' if end else ''}" for side in told]
    return cut[0], cut[1]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (left, right) in pairs if left != right), min(len(one), len(other)))
