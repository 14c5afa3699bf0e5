"""The arithmetic of the timeline: days to picture units, and text to lines that fit. No markup."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache, lru_cache

FONT_SIZE = 13
LINE_HEIGHT = 18
_BOLD = 1.13
_NARROW = frozenset("ijlI.,:;'’|! ")
_SLIM = frozenset("frt·()[]-")
_WIDE = frozenset("mwMW—…@%→←")


def text_width(text: str, *, bold: bool = False) -> float:
    """How wide a text is at most, in the widest of the sans-serif fonts that systems use (DejaVu Sans, Verdana).

    What fits by this measure fits in every reader's font.
    """
    return _width(text) * FONT_SIZE * (_BOLD if bold else 1)


def _width(text: str, before: float = 0.0) -> float:
    """The width in units of the font's size, of ``text`` behind what is ``before`` wide."""
    for letter in text:
        before += _letter_width(letter)
    return before


@cache
def _letter_width(letter: str) -> float:
    if ord(letter) > 0x2E7F or letter in _WIDE:
        return 1
    if letter in _NARROW:
        return 0.32
    if letter in _SLIM:
        return 0.42
    return 0.74 if letter.isupper() else 0.64


@lru_cache(maxsize=1024)
def wrapped(text: str, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines not wider than ``width``; a single word that is wider stays on a line of its own."""
    lines: list[str] = []
    taken = 0.0
    for word in text.split():
        longer = _width(f" {word}", taken)
        if lines and longer * FONT_SIZE * (_BOLD if bold else 1) <= width:
            lines[-1] += f" {word}"
            taken = longer
        else:
            lines.append(word)
            taken = _width(word)
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Scale:
    """Days along a line from ``left`` to ``right``. A day far outside (today, years later) sticks to the edge."""

    first: dt.date
    last: dt.date
    left: float
    right: float

    def x(self, day: dt.date) -> float:
        """Where ``day`` stands, in picture units, never outside the line."""
        span = max((self.last - self.first).days, 1)
        share = (min(max(day, self.first), self.last) - self.first).days / span
        return round(self.left + share * (self.right - self.left), 1)

    def beyond(self, day: dt.date) -> bool:
        """Whether ``day`` lies outside the line and so is only pointed at."""
        return not self.first <= day <= self.last


def scale_for(days: list[dt.date], today: dt.date, left: float, right: float) -> Scale:
    """A scale that holds all ``days``, and today unless that would squeeze them into less than half of the line."""
    first, last = min(days), max(days)
    room = dt.timedelta(days=max((last - first).days, 7))
    if first - room <= today <= last + room:
        first, last = min(first, today), max(last, today)
    return Scale(first, last, left, right)
