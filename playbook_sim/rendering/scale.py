"""The arithmetic of the timeline: days to picture units, and text to lines that fit. No markup."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

FONT_SIZE = 13
LINE_HEIGHT = 18
_WIDTHS = {"narrow": 0.34, "wide": 0.9, "other": 0.58}
_NARROW = frozenset("fijlrtI.,:;'’·|!()[] 1")
_WIDE = frozenset("mwMW—…@%")


def text_width(text: str, size: float = FONT_SIZE) -> float:
    """About how wide a text is in the page's sans-serif font; on the wide side, so that what fits here fits there."""
    total = 0.0
    for letter in text:
        if ord(letter) > 0x2E7F:
            total += 1
        elif letter in _NARROW:
            total += _WIDTHS["narrow"]
        else:
            total += _WIDTHS["wide" if letter in _WIDE or letter.isupper() else "other"]
    return total * size


def wrapped(text: str, width: float, size: float = FONT_SIZE) -> list[str]:
    """The text in lines not wider than ``width``; a single word that is wider stays on a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


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
