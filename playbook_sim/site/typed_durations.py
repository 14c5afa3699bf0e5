"""Durations that are typed into a text, where only the rulebook may say how long anything is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from playbook_sim.checking.durations import LANGUAGES as READ
from playbook_sim.checking.durations import Duration, durations
from playbook_sim.model import Limit
from playbook_sim.versions import every_version

_MACRO = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)
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
    "en": rf"\bdays?\s+{_NUMBER['en']}\b",
    "it": rf"\bgiorn[oi]\s+{_NUMBER['it']}\b(?!\s+(?:{_MONTHS}))"
    r"|\b(?:decina|quindicina|ventina|trentina)\s+di\s+giorni\b",
    "zh": r"[0-9０-９一二两三四五六七八九十]+\s*(?:天|个?工作日|日内|周|个月|小时)",
}
# Ways of speaking: the first day, one day, “in un giorno” for “on a day”.
_SPEECH = {
    "en": re.compile(r"(?:first|1st)\b.*|one[\s-]day", re.IGNORECASE),
    "it": re.compile(r"(?:primo|1[°ºªo])(?!\w).*|in\s+un\s+(?:giorno|anno)", re.IGNORECASE),
}

LANGUAGES = tuple(_BESIDES)
"""The languages in which they are known."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A duration in a text. ``line``: on which it begins, from 1. ``read``: how long it is, where that is known."""

    line: int
    said: str
    read: Duration | None


def typed(text: str, language: str) -> Iterator[Typed]:
    """Every duration typed in ``text``: “4 days”, “within a week”, “quindici giorni lavorativi”, “the fourth day”.
    None for a language that is not among ``LANGUAGES``."""
    bare = _MARKUP.sub(_blank, text)
    for paragraph in _PARAGRAPH.finditer(bare) if language in LANGUAGES else ():
        for at, said, read in _in(paragraph[0], language):
            yield Typed(bare.count("\n", 0, paragraph.start() + at) + 1, said, read)


def _in(paragraph: str, language: str) -> Iterator[tuple[int, str, Duration | None]]:
    for read in durations(paragraph, language) if language in READ else ():
        if not _SPEECH[language].fullmatch(read.said):
            yield read.at, read.said, read
    for found in re.finditer(_BESIDES[language], paragraph, re.IGNORECASE):
        yield found.start(), " ".join(found[0].split()), None


def so_long(limits: Iterable[Limit], found: Typed) -> list[str]:
    """The ids of those among ``limits`` that are as long as what was typed, in one of their versions."""
    read = found.read
    if read is None:
        return []
    return [
        limit.id
        for limit in limits
        if any(read.fits(frozenset({version.amount, version.least})) for version in every_version([limit]))
    ]


def own_words(page: str) -> str:
    """A page's own words, front matter included: what the rulebook renders and what is code is left blank, each line
    where it was."""
    return _CODE.sub(_blank, _MACRO.sub(_blank, page))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
