"""Italian is set with the curved apostrophe, and with accents: “l’altro”, “perché”, never “l'altro”, “perche'”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Straight quotes around something, as in HTML and YAML, are no apostrophes.
_QUOTED = re.compile(r"(?<!\w)'[^'\n]*'(?!\w)")
_STRAIGHT = re.compile(r"(?:[^\W\d_]+')+\w*")
# Words that have lost their end; any other one that ends in a vowel wants an accent.
_SHORTENED = re.compile(r"po|mo|be|di|fa|va|sta", re.IGNORECASE)
_ACUTE = re.compile(r".+che|ne|se|.+tre|pote", re.IGNORECASE)
_ACCENTED = {
    "acute": dict(zip("aeiouAEIOU", "àéìòùÀÉÌÒÙ", strict=True)),
    "grave": dict(zip("aeiouAEIOU", "àèìòùÀÈÌÒÙ", strict=True)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Straight:
    """A word with a straight apostrophe. ``line``: where, from 1; ``instead``: how it is written."""

    line: int
    said: str
    instead: str

    @property
    def advice(self) -> str:
        """What is wrong and what to write."""
        return f"the apostrophe of {self.said} is straight; write {self.instead}"


def straight(text: str) -> Iterator[Straight]:
    """Each of them in an Italian ``text``."""
    bare = _QUOTED.sub(lambda found: " " * len(found[0]), text)
    for found in _STRAIGHT.finditer(bare):
        line = bare.count("\n", 0, found.start()) + 1
        yield Straight(line=line, said=found[0], instead=_curved(found[0]))


def _curved(said: str) -> str:
    *before, word, rest = said.split("'")
    accented = _ACCENTED["acute" if _ACUTE.fullmatch(word) else "grave"]
    wants_none = rest or _SHORTENED.fullmatch(word) or word[-1] not in accented
    return "’".join([*before, f"{word}’{rest}" if wants_none else word[:-1] + accented[word[-1]]])
