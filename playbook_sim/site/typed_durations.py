"""Durations that are typed into a text, where only the rulebook may say how long anything is.

“About a week”, “at least 7 days” and “circa dieci giorni” name a number, and are found. “A few days” and “qualche
giorno” name none: no change of a limit makes them wrong, and often a source says no more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from playbook_sim.checking.durations import LANGUAGES as READ
from playbook_sim.checking.durations import Duration, durations
from playbook_sim.loading.reading import listed
from playbook_sim.model import Limit
from playbook_sim.versions import every_version

_MACRO = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_CODE = re.compile(r"^[ \t]*(```|~~~).*?^[ \t]*\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)
# What may stand between a number and its unit without being seen: “**5** days”.
_MARKUP = re.compile(r"[*_`]+|</?\w[^>]*>|&nbsp;")
# A line may break inside a duration, a paragraph not.
_PARAGRAPH = re.compile(r"(?:(?!\n[ \t]*\n).)+", re.DOTALL)

_NUMBER = {
    "en": r"(?:[1-9]\d*|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty)",
    "it": r"(?:[1-9]\d*|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|quindici|venti|trenta)",
}
_MONTHS = r"gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"

# What a source would hardly say, and an editor does.
_BESIDES = {
    "en": rf"\b(?P<placed>days?\s+{_NUMBER['en']})\b"
    r"|\ban?\s+(?:hour|day|week|month|year)\s+or\s+two\b"
    r"|\bcouple\s+of\s+(?:hours|days|weeks|months)\b|\bhalf[\s-]+(?:an?[\s-]+)?(?:hour|day|week|month|year)\b",
    "it": rf"\b(?P<placed>giorn[oi]\s+{_NUMBER['it']})\b(?!\s+(?:{_MONTHS}))"
    r"|\bun(?:a?\s+|[’'])(?:ora|giorno|settimana|mese|anno)\s+o\s+due\b"
    r"|\b(?:decina|quindicina|ventina|trentina|paio)\s+di\s+(?:ore|giorni|settimane|mesi)\b"
    r"|\bmezz(?:[’']\s*ora|a\s+(?:giornata|settimana)|o\s+(?:mese|anno))\b",
    "zh": r"(?P<placed>(?!))|[0-9０-９一二两三四五六七八九十]+\s*(?:天|个?工作日|日内|周|个月|小时)",
}
# Ways of speaking: the first day, one day, “in un giorno” for “on a day”.
_SPEECH = {
    "en": re.compile(r"(?:first|1st)\b.*|one[\s-](?:more[\s-])?day", re.IGNORECASE),
    "it": re.compile(r"(?:primo|1[°ºªo])(?!\w).*|in\s+un\s+(?:giorno|anno)", re.IGNORECASE),
}
# And what is told: what stands before the duration, and how that ends.
_TOLD = {
    "en": ((r"(?:last|past)", r"years?"), (r"night\s+of\s+the", "day")),
    "it": ((r"ultim[oi]", r"ann[oi]"), (r"notte\s+del", "giorno")),
}

LANGUAGES = tuple(_BESIDES)
"""The languages in which they are known."""

OTHERWISE = "or say it without a number, if it is no deadline"
"""The way out that is always there."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A duration in a text. ``line``: on which it begins, from 1. ``read``: how long it is, where that is known.
    ``placed``: whether it is one among several, “day 4”."""

    line: int
    said: str
    read: Duration | None
    placed: bool


def typed(text: str, language: str) -> Iterator[Typed]:
    """Every duration typed in ``text``: “4 days”, “within a week”, “quindici giorni lavorativi”, “the fourth day”.
    None for a language that is not among ``LANGUAGES``."""
    bare = _MARKUP.sub(_blank, text)
    for paragraph in _PARAGRAPH.finditer(bare) if language in LANGUAGES else ():
        line = bare.count("\n", 0, paragraph.start()) + 1
        yield from (replace(found, line=line + found.line) for found in _in(paragraph[0], language))


def _in(paragraph: str, language: str) -> Iterator[Typed]:
    """The durations of a paragraph, whose lines count from 0."""
    for read in durations(paragraph, language) if language in READ else ():
        before = paragraph[: read.at]
        if not _SPEECH[language].fullmatch(read.said) and not _is_told(before, read.said, language):
            yield Typed(before.count("\n"), read.said, read, read.placed)
    for found in re.finditer(_BESIDES[language], paragraph, re.IGNORECASE):
        line = paragraph.count("\n", 0, found.start())
        yield Typed(line, " ".join(found[0].split()), None, found["placed"] is not None)


def _is_told(before: str, said: str, language: str) -> bool:
    return any(
        re.search(rf"\b{lead}\s+$", before, re.IGNORECASE) and re.search(rf"\b{end}$", said, re.IGNORECASE)
        for lead, end in _TOLD[language]
    )


def so_long(limits: Iterable[Limit], found: Typed) -> list[str]:
    """The ids of those among ``limits`` that are as long as what was typed, in one of their versions. None is shorter
    than a day, nor can one stand where a day among several is named."""
    read = found.read
    if read is None or found.placed or any(0 in end for end in read.ends):
        return []
    return [
        limit.id
        for limit in limits
        if any(read.fits(frozenset({version.amount, version.least})) for version in every_version([limit]))
    ]


def instead(found: Typed, meant: Collection[str], holder: str) -> str:
    """What to write in the place of what was typed. ``meant``: the ids of the limits that are so long; ``holder``: what
    shows a limit there, with an “…” for its id."""
    if found.placed:
        advice = "a limit is shown as a number of days, which does not fit here: word the sentence so that one does"
    elif meant:
        advice = f"write {listed([holder.replace('…', id_) for id_ in meant])}"
    elif found.read:
        advice = f"no limit here is so long: write {holder} with the id of the one that is meant"
    else:
        advice = f"write {holder} with its id in limits.toml"
    return f"{advice}, {OTHERWISE}"


def own_words(page: str) -> str:
    """A page's own words, front matter included: what the rulebook renders and what is code is left blank, each line
    where it was."""
    return _CODE.sub(_blank, _MACRO.sub(_blank, page))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
