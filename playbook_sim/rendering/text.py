"""An answer as plain text for a terminal: the same content as in the page, in at most ``WIDTH`` columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

from playbook_sim.model import Language, Resolution, Rulebook
from playbook_sim.rendering.lines import Line, answer_lines
from playbook_sim.rendering.messages import NO_BLANKS

WIDTH = 90

_SPACED = ("part", "future", "message", "sources", "link")
"""Roles with an empty line before them."""

_MARKS = {
    "fact": "- ",
    "warning": "! ",
    "note": "- ",
    "supposes": "   ",
    "by_hand": "   ",
    "outcome": "=> ",
    "under_outcome": "   ",
    "deadline": "* ",
    "under_deadline": "  ",
    "skipped": "    ",
    "wanted": "[ ] ",
    "kept": "- ",
    "message": "* ",
    "rule": "* ",
    "finding": "  - ",
    "cite": "- ",
    "doubt": "? ",
}
"""What stands before the first line of a paragraph; the others are indented by as much."""

_QUOTE = "  | "


def render_text(
    rulebook: Rulebook,
    resolution: Resolution,
    lang: Language,
    *,
    link: str = "",
    blanks: Mapping[str, str] = NO_BLANKS,
    by_hand: bool = False,
) -> str:
    """The whole answer as text, ending with a newline.

    ``link``: the address of the answer, where there is one. ``blanks``: what the merchant has filled into the messages.
    ``by_hand``: for whoever writes cases by hand, the facts that choose a future are named.
    Raises RulebookError when a word is missing.
    """
    written: list[str] = []
    for line in answer_lines(rulebook, resolution, lang, link, blanks):
        if line.role == "by_hand" and not by_hand:
            continue
        if line.role in _SPACED:
            written.append("")
        written += _written(line)
    return "\n".join(written) + "\n"


def _written(line: Line) -> list[str]:
    text = line.lead + line.text
    if line.role == "sources":
        return [f"{text}:"]
    if line.role == "part":
        return [text.upper()]
    if line.role == "written":
        return wrap([text], _QUOTE, _QUOTE) or [_QUOTE.rstrip()]
    if line.role in ("step", "under_step"):
        number = f"{line.number}. "
        indent = " " * len(number)
        return wrap([text], number if line.role == "step" else indent, indent)
    return wrap([text], _MARKS.get(line.role, ""))


def wrap(texts: Iterable[str], first: str = "", rest: str | None = None) -> list[str]:
    """The texts in lines of at most ``WIDTH`` columns; each text begins with ``first``, its other lines with ``rest``
    (by default as many blanks). A longer word, such as an address, stays whole: in two pieces it leads nowhere."""
    rest = " " * len(first) if rest is None else rest
    wrapped: list[str] = []
    for text in texts:
        wrapped += textwrap.wrap(
            text,
            WIDTH,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return wrapped
