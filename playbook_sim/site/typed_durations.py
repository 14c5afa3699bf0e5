"""Durations that are typed into a text, where only the rulebook may say how long anything is."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MACRO = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)

_EN = (
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|twenty|thirty|forty|fifty|sixty|ninety|hundred"
)
_IT = (
    r"due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette"
    r"|diciotto|diciannove|venti|trenta|quaranta|cinquanta|sessanta|novanta|cento"
)
_EN_ORDINALS = (
    r"\d+(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|fifteenth|sixteenth|twentieth"
    r"|thirtieth"
)
_IT_ORDINALS = (
    r"\d+[°º]|secondo|terzo|quarto|quinto|sesto|settimo|ottavo|nono|decimo|quindicesimo|sedicesimo|ventesimo|trentesimo"
)
_MONTHS = r"gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"
_SPACE = r"(?!\s*\n\s*\n)\s+"  # Within a paragraph: a line may break here, a paragraph not.


def _number(number_words: str, range_words: str) -> str:
    one = rf"(?:\d+|{number_words})"
    return rf"\b{one}(?:(?:\s*[-–—]\s*|{_SPACE}(?:{range_words}){_SPACE}){one})?"


# Day zero, "one day" and "un giorno" are ways of speaking; a single working day is a duration.
_DURATIONS = {
    "en": (
        rf"{_number(_EN, 'to|or|and')}(?:-|{_SPACE})(?:(?:more|working|business|calendar)(?:-|{_SPACE}))*"
        r"(?:day|week|month|hour)s?\b",
        r"\b(?:one|within a)[\s-]+(?:working|business|calendar)[\s-]+day\b",
        rf"\bdays?{_SPACE}(?:[1-9]\d*|{_EN})\b",
        rf"\b(?:{_EN_ORDINALS}){_SPACE}(?:(?:working|business|calendar){_SPACE})?day\b",
    ),
    "it": (
        rf"{_number(_IT, 'a|o|e')}{_SPACE}(?:giorn[oi]|settiman[ae]|mes[ei]|or[ae])\b",
        r"\bun\s+giorno\s+(?:lavorativo|feriale|di\s+calendario)\b",
        rf"\bgiorn[oi]{_SPACE}(?:[1-9]\d*|{_IT})\b(?!\s+(?:{_MONTHS}))",
        rf"\b(?:{_IT_ORDINALS}){_SPACE}giorno\b",
    ),
    "zh": (r"[0-9０-９一二两三四五六七八九十]+\s*(?:天|个?工作日|日内|周|个月|小时)",),
}


LANGUAGES = tuple(_DURATIONS)
"""The languages in which they are known."""


def durations(text: str, language: str) -> list[str]:
    """Every duration typed in ``text``: "4 days", "quindici giorni lavorativi", "the fourth day"."""
    return [found[0] for found in _found(text, language)]


def durations_with_lines(text: str, language: str) -> list[tuple[int, str]]:
    """The same with the line on which each begins, from 1; none for a language that is not among ``LANGUAGES``."""
    return [(text.count("\n", 0, found.start()) + 1, found[0]) for found in _found(text, language)]


def own_words(page: str) -> str:
    """A page's own words, front matter included: what the rulebook renders and what is code is left blank, each line
    where it was."""
    return _CODE.sub(_blank, _MACRO.sub(_blank, page))


def _found(text: str, language: str) -> Iterator[re.Match[str]]:
    for pattern in _DURATIONS.get(language, ()):
        yield from re.finditer(pattern, text, re.IGNORECASE)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
