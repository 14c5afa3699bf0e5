"""Italian quotes «so», and “so” within such a quote; “so” alone is English, and "so" is a typewriter’s."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

# The straight marks that belong to how a page or a text is written, and that no reader sees: those of its front
# matter, of a box (`!!! note "…"`), of code, of HTML, of what stands in braces, and of the title of a link.
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
_FRAMED = r'(?P<before>^[ \t]*(?:{})[ \t]*)"(?P<inside>.*)"(?P<after>[ \t]*$)'
_ENTRY = re.compile(_FRAMED.format(r"(?:-[ \t]+)?(?:[\w-]+:)?"), re.MULTILINE)
_BOX = re.compile(_FRAMED.format(r'(?:!!!|\?{3}\+?|={3})[^"\n]*'), re.MULTILINE)
_WRITTEN = re.compile(r"`[^`\n]+`|<[a-zA-Z/!][^<>]*>|(?<=\]\()[^()\n]*(?=\))")
_BRACES = re.compile(r"\{[^{}]*\}")

_PARAGRAPH = r"(?!\n[ \t]*\n)"
_QUOTE = re.compile(rf"«(?:{_PARAGRAPH}[^«»])*»")
_MARKS = re.compile(rf"(?P<open>[“„\"])(?P<said>(?:{_PARAGRAPH}[^“”„\"])*)[“”\"]|[“”„\"]")
_MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A quote in marks that are not Italian. ``line``: where it begins, from 1; ``said``: the quote with its marks, or
    a mark that stands alone; ``instead``: how it is written, "" for one that stands alone."""

    line: int
    said: str
    instead: str

    @property
    def advice(self) -> str:
        """What is wrong and what to write."""
        if not self.instead:
            return f"found {self.said} alone, which is no Italian quotation mark; a quote is written «so»"
        return f"the quotation marks of {self.said} are not the Italian ones; write {self.instead}"


def foreign(text: str) -> Iterator[Foreign]:
    """Each of them in an Italian ``text``: the own words of a page with its front matter, or a text of the rulebook."""
    bare = _bare(text)
    quotes = [found.span() for found in _QUOTE.finditer(bare)]
    for found in _MARKS.finditer(bare):
        inner = any(start < found.start() < end for start, end in quotes)
        said, opening = found["said"], found["open"]
        if not (inner and opening == "“" and found[0][-1] == "”"):
            shortened = textwrap.shorten(said or "", _MOST, placeholder=" …")
            around = "“{}”" if inner else "«{}»"
            yield Foreign(
                line=bare.count("\n", 0, found.start()) + 1,
                said=f"{opening}{shortened}{found[0][-1]}" if opening else found[0],
                instead=around.format(shortened) if opening else "",
            )


def _bare(text: str) -> str:
    """``text`` without the marks that no reader sees; every line stays where it was."""
    matter = _FRONT_MATTER.match(text)
    end = matter.end() if matter else 0
    bare = _ENTRY.sub(_unframed, text[:end]) + _BOX.sub(_unframed, text[end:])
    bare = _WRITTEN.sub(_blank, bare)
    # Braces stand within braces.
    while _BRACES.search(bare):
        bare = _BRACES.sub(_blank, bare)
    return bare


def _unframed(found: re.Match[str]) -> str:
    return f"{found['before']} {found['inside']} {found['after']}"


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
