"""An answer as Markdown, for a wiki, a ticket or a chat: the same content as in the text, with its structure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from playbook_sim.model import Language, Resolution, Rulebook
from playbook_sim.rendering.lines import Line, answer_lines
from playbook_sim.rendering.messages import NO_BLANKS

_LISTED = {
    "fact": "- ",
    "warning": "- ",
    "note": "- ",
    "under_step": "   - ",
    "under_outcome": "   - ",
    "deadline": "- ",
    "under_deadline": "  - ",
    "skipped": "    - ",
    "wanted": "- [ ] ",
    "kept": "- ",
    "rule": "- ",
    "finding": "  - ",
    "cite": "- ",
    "doubt": "- ",
}
"""What stands before an entry of a list. Steps have their number; all else is a paragraph or a heading."""

_HEADINGS = {"title": "# ", "part": "## ", "future": "### ", "message": "### ", "sources": "### "}
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&]")
_LIST_OR_HEADING = re.compile(r"^(?:(\d+)(?=[.)])|(?=[-+#=]))")


def render_markdown(
    rulebook: Rulebook,
    resolution: Resolution,
    lang: Language,
    *,
    link: str = "",
    blanks: Mapping[str, str] = NO_BLANKS,
) -> str:
    """The whole answer as Markdown (CommonMark, with the check boxes of GitHub's), ending with a newline.

    Nothing in it can be read as markup that was not meant. ``link``: the address of the answer, where there is one.
    ``blanks``: what the merchant has filled into the messages. Raises RulebookError when a word is missing.
    """
    lines = answer_lines(rulebook, resolution, lang, link, blanks)
    return "\n\n".join("\n".join(block) for block in _blocks(lines)) + "\n"


def _blocks(lines: list[Line]) -> Iterator[list[str]]:
    """Lists stay together; everything else stands alone."""
    told = (line for line in lines if line.role != "by_hand")
    for kind, run in groupby(told, key=_kind):
        if kind == "written":
            yield _fenced([line.text for line in run])
        elif kind == "listed":
            yield [_entry(line) for line in run]
        else:
            yield from ([_alone(line)] for line in run)


def _kind(line: Line) -> str:
    if line.role == "written":
        return "written"
    return "listed" if line.role in _LISTED or line.role == "step" else "alone"


def _entry(line: Line) -> str:
    mark = f"{line.number}. " if line.role == "step" else _LISTED[line.role]
    return mark + _sentence(line)


def _alone(line: Line) -> str:
    heading = _HEADINGS.get(line.role)
    return heading + _plain(line.lead + line.text) if heading else _sentence(line)


def _sentence(line: Line) -> str:
    """Its lead in bold; the space between the two stays outside, or the bold would not end."""
    lead = line.lead.rstrip()
    if not lead:
        return _plain(line.text)
    return f"**{_plain(lead)}**{line.lead[len(lead) :]}{_plain(line.text, begins=False)}"


def _plain(text: str, *, begins: bool = True) -> str:
    """``text`` so that it is read as it is; addresses become links. ``begins``: at the beginning of a paragraph."""
    parts = _ADDRESS.split(text)
    escaped = "".join(f"<{part}>" if place % 2 else _SPECIAL.sub(r"\\\g<0>", part) for place, part in enumerate(parts))
    return _LIST_OR_HEADING.sub(r"\1\\", escaped) if begins else escaped


def _fenced(written: list[str]) -> list[str]:
    """The words of a message exactly as they are to be sent, inside a fence longer than any in them."""
    longest = max((len(run) for run in re.findall("`+", "\n".join(written))), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}text", *written, fence]
