"""JSON and text that nobody vouches for: a link, a file, the browser's storage, whatever a program pipes in.

What is read here has no depth that could exhaust the stack, no half characters, and no numbers that JSON does not have.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

MOST_DEPTH = 32
"""Brackets inside one another that a JSON text may have; a file of cases has five."""

_MOST_SHOWN = 60
# A string of JSON, also one that is never closed: possessive, so that no text makes the search slow.
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)', re.DOTALL)
_NO_BRACKET = re.compile(r"[^][{}]+")
_CLOSED = re.compile(r"\[\]|\{\}")
# What nobody sees, or what turns the writing direction of all that follows; the joiners of emoji and of words are seen.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_NOT_KEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


class JsonError(ValueError):
    """A text that is not JSON, or is nested too deep to be read.

    ``code``: ``not_json`` or ``too_deep``; ``line`` and ``column``: where it goes wrong, None where that is not known.
    """

    def __init__(self, code: str, said: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(said)
        self.code = code
        self.line = line
        self.column = column


def read_json(text: str) -> Any:
    """What the JSON in ``text`` says; half characters in it have become U+FFFD. Raises JsonError."""
    text = whole(text)
    if _is_too_deep(text):
        raise JsonError("too_deep", f"more than {MOST_DEPTH} brackets inside one another")
    try:
        data = _DECODER.decode(text)
        # Half a character may also be written as an escape, in capitals or not.
        if "\\u" in text and not _is_whole(written := json.dumps(data, ensure_ascii=False)):
            return _DECODER.decode(whole(written))
    except json.JSONDecodeError as error:
        raise JsonError("not_json", str(error), error.lineno, error.colno) from None
    except ValueError as error:
        raise JsonError("not_json", str(error)) from None
    return data


def whole(text: str) -> str:
    """``text`` with U+FFFD in place of each half character (a lone surrogate), which no file and no page can hold."""
    return text if _is_whole(text) else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def clean(text: str) -> str:
    """``text`` as it may be kept: whole, without control characters, without orders to turn the writing direction."""
    return _NOT_KEPT.sub("", whole(text))


def shown(value: Any) -> str:
    """``value`` as it may stand in a sentence about it: short, on one line, and with all that is in it to be seen."""
    text = (value if isinstance(value, str) else repr(value))[: _MOST_SHOWN * 2]
    text = _UNSEEN.sub(_escaped, text)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_too_deep(text: str) -> bool:
    """Whether brackets lie deeper inside one another than ``MOST_DEPTH``; counted without reading what is in them."""
    if text.count("[") + text.count("{") <= MOST_DEPTH:
        return False
    brackets = _NO_BRACKET.sub("", _STRING.sub("", text))
    for _ in range(MOST_DEPTH):
        brackets, closed = _CLOSED.subn("", brackets)
        if not closed:
            # What is left closes nothing that was opened: whoever reads it goes in as deep as it opens.
            return brackets.count("[") + brackets.count("{") > MOST_DEPTH
    return brackets != ""


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _fraction(digits: str) -> float:
    value = float(digits)
    return value if math.isfinite(value) else _no_number(digits[:_MOST_SHOWN])


_DECODER = json.JSONDecoder(parse_float=_fraction, parse_constant=_no_number)
