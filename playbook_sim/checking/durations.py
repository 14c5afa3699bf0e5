"""How long a time a quote names: “within 7 days”, “after four days”, “tra 10 e 30 giorni lavorativi”.

Sources write numbers as digits or as words, in ranges, in days, hours, weeks or months. Read are the languages of
``LANGUAGES``; what a quote in another language says is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

# The words that a number in words is put together from; trentatré has an accent that tre has not.
_WORDS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety",
    "it": "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
}
_VALUES = (*range(1, 20), *range(20, 100, 10))
_FURTHER = {"en": {"hundred": 100}, "it": {"cento": 100, "tré": 3}}
_ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth "
    "seventieth eightieth ninetieth",
    "it": "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo undicesimo dodicesimo tredicesimo "
    "quattordicesimo quindicesimo sedicesimo diciassettesimo diciottesimo diciannovesimo ventesimo trentesimo "
    "quarantesimo cinquantesimo sessantesimo settantesimo ottantesimo novantesimo",
}
# What may stand between a number and its unit, and what follows the unit and belongs to it.
_BESIDE = {
    "en": r"(?:full|whole|calendar|natural|consecutive|additional|further|more|other|working|business)",
    "it": r"(?:interi|altri|ulteriori)",
}
_AFTER = {"en": "", "it": r"(?:\s+(?:di\s+)?(?P<kind>lavorativ[oi]|ferial[ei]|calendario|solar[ei]|natural[ei]))?"}
_UNITS = {
    "en": {
        "hours?|hrs?|h": "hour",
        r"weekdays?|days?|(?-i:d)": "day",
        "weeks?": "week",
        "fortnights?": "fortnight",
        "months?": "month",
        "years?": "year",
    },
    "it": {
        "or[ae]|h": "hour",
        r"giorn(?:o|i|ata|ate)|gg?\b\.?|(?-i:d)(?![’'])": "day",
        "settiman[ae]": "week",
        "mes[ei]": "month",
        "ann[oi]": "year",
    },
}
_TO = {"en": r"(?:to|and|or|through)", "it": r"(?:a|ai|agli|e|o)"}
# “A week” is a duration with such a word before it, “in about a week”; alone it may be any week.
_BEFORE_ONE = {
    "en": r"(?:within|in|after|exceeds|over|under|about|around|roughly|approximately|nearly|almost|up\s+to"
    r"|at\s+(?:least|most)|(?:less|more)\s+than)",
    "it": r"(?:entro|in|dopo|oltre|supera|circa|all[’']incirca|quasi|almeno|fino\s+a|al\s+(?:massimo|più)"
    r"|(?:intorno|attorno)\s+a|(?:meno|più)\s+di)",
}
_ONE = {
    "en": rf"\b(?:(?:{_BEFORE_ONE['en']}\s+)+an?\b|an?(?=\s+(?:fortnight|\w+\s+or\s+so)\b))",
    "it": rf"\b(?:(?:{_BEFORE_ONE['it']}\s+)+(?:una?\b|un[’'])|un(?=\s+giorno\s+(?:lavorativo|feriale|di\s))"
    r"|una?(?=\s+\w+\s+circa\b)|un[’'](?=\w+\s+circa\b))",
}
# “24 hours a day” is no time that somebody has.
_EACH = {"en": r"(?!\s*(?:a|per|every|each)\s+(?:day|week|month)\b)", "it": r"(?!\s*(?:al|alla|su)\s+\w)"}
_WORKING = re.compile(r"\b(?:working|business|weekdays?|lavorativ[oi]|ferial[ei])\b", re.IGNORECASE)

# The fewest and the most days of each unit.
_DAYS = {"day": (1, 1), "week": (7, 7), "fortnight": (14, 14), "month": (28, 31), "year": (365, 366)}
_HOURS = 24

LANGUAGES = tuple(_WORDS)
"""The languages whose quotes are read."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A time that a quote names. ``at``: where it begins. ``said``: in its words. ``ends``: for each number of it the
    days that it can mean: one end, or two of a range. ``working``: whether working days are named. ``placed``: whether
    it is one among several, “the fourth day”."""

    at: int
    said: str
    ends: tuple[range, ...]
    working: bool
    placed: bool

    def fits(self, days: frozenset[int]) -> bool:
        """Whether each of its ends is among ``days``."""
        return all(any(each in days for each in end) for end in self.ends)


def durations(quote: str, language: str) -> Iterator[Duration]:
    """Every duration in ``quote``, from left to right. Raises KeyError for a language that is not read."""
    for found in _pattern(language).finditer(quote):
        numbers = [found[name] for name in ("ordinal", "first", "second") if found[name]] or ["1"]
        unit = next(name for words, name in _UNITS[language].items() if re.fullmatch(words, found["unit"].lower()))
        ends = tuple(_days(_number(number, language), unit) for number in numbers)
        said = " ".join(quote[found.start() : found.end()].split())
        yield Duration(found.start(), said, ends, bool(_WORKING.search(said)), found["ordinal"] is not None)


def _days(number: int, unit: str) -> range:
    """The whole days that so many units can mean; 36 hours are a day or two."""
    if unit == "hour":
        return range(number // _HOURS, -(-number // _HOURS) + 1)
    fewest, most = _DAYS[unit]
    return range(number * fewest, number * most + 1)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    word = rf"(?:{_any_of(_words(language))})"
    ordinals = "|".join(_ordinals(language))
    # Twenty-five, one hundred and eighty, centottanta.
    number = rf"(?:\d{{1,4}}|{word}(?:(?:(?<=hundred)\s+and)?[\s-]?{word})*)"
    # “fifteen (15) days”: the number in brackets says the same once more.
    again = r"(?:\s*\(\s*[\w-]+\s*\))?"
    to = rf"(?:\s*[-–—/]\s*|\s+{_TO[language]}\s+)"
    counted = rf"(?:\b(?P<first>{number}){again}(?:{to}(?P<second>{number}){again})?"
    placed = rf"|\b(?P<ordinal>{ordinals}|\d{{1,4}}(?:st|nd|rd|th|[°ºªo]))"
    beside = rf"(?:[\s-]+{_BESIDE[language]}){{0,3}}[\s-]*"
    unit = rf"(?P<unit>{'|'.join(_UNITS[language])})(?!\w){_AFTER[language]}"
    return re.compile(rf"{counted}{placed}|{_ONE[language]}){beside}{unit}{_EACH[language]}", re.IGNORECASE)


def _number(said: str, language: str) -> int:
    """The number that digits, words or an ordinal say."""
    if digits := re.match(r"\d+", said):
        return int(digits[0])
    if place := _ordinals(language).get(said.lower()):
        return place
    total = 0
    for word in _one_word(language).findall(said.lower()):
        value = _words(language)[word]
        total = max(total, 1) * value if value == 100 else total + value
    return total


@cache
def _words(language: str) -> Mapping[str, int]:
    """What numbers are put together from; in Italian also without the last vowel, which falls before another one."""
    words = _in_order(_WORDS[language]) | _FURTHER[language]
    return words | {word[:-1]: number for word, number in words.items() if number >= 20 and language == "it"}


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of them; “sixteen” comes before “six”, with which it begins."""
    return "|".join(sorted(words, reverse=True))


@cache
def _one_word(language: str) -> re.Pattern[str]:
    """One word of a number. Of “centotto” and “centodue” the first is “cent”: an “o” that belongs to none is passed
    over."""
    return re.compile(rf"cent(?=o)|{_any_of(_words(language))}")


@cache
def _ordinals(language: str) -> Mapping[str, int]:
    return _in_order(_ORDINALS[language])


def _in_order(words: str) -> dict[str, int]:
    return dict(zip(words.split(), _VALUES, strict=True))
