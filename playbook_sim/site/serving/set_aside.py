"""Keeps what the macros have rendered away from Markdown, which would look at each of its tags twice, to change none.

The build of the whole site does not use it: MkDocs checks links to the anchors that it finds on its way.
"""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

_BLOCK = re.compile(r'^<div class="pb-block">', re.MULTILINE)
_DIV = re.compile(r"<(?P<end>/?)div[\s>]")
_BEFORE_MKDOCS = 24
"""After fences of code are gone, before MkDocs and Python-Markdown look for HTML."""


class SetAside(Extension):
    """An extension of Python-Markdown: blocks of `macros` go into the page as they are."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Keep them where Python-Markdown itself keeps HTML."""
        md.preprocessors.register(_SetAside(md), "set-aside", _BEFORE_MKDOCS)


class _SetAside(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Put a placeholder in the place of each block."""
        text = "\n".join(lines)
        kept, end = [], 0
        for found in _BLOCK.finditer(text):
            if found.start() >= end:
                start, before = found.start(), end
                end = _end_of(text, start)
                kept += [text[before:start], self.md.htmlStash.store(f"{text[start:end]}\n")]
        return "".join([*kept, text[end:]]).split("\n")


def _end_of(text: str, start: int) -> int:
    """Where the division that begins at ``start`` ends."""
    depth = 0
    for tag in _DIV.finditer(text, start):
        depth += -1 if tag["end"] else 1
        if depth == 0:
            return tag.end()
    return len(text)
