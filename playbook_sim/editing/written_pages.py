"""The pages as they are written: their front matter, their headings and sections, and their own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.utils.meta import get_data

from playbook_sim.model import Language
from playbook_sim.site.page_mistakes import PageMistake
from playbook_sim.site.typed_durations import own_words

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^(?P<marks>#{1,6}) .*?(?:\{:? *#(?P<anchor>[\w-]+) *\})?[ ]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a page. ``level``: 1 for the title; ``anchor``: "" where none is written; ``line`` counts from 1;
    ``below``: all that stands under it up to the next heading of its level, or of a higher one."""

    level: int
    anchor: str
    line: int
    below: str


@dataclass(frozen=True, kw_only=True)
class WrittenPage:
    """A page. ``name``: its file below the folder of its ``language``, "handbook/metrics.md"; ``text``: all of it."""

    language: Language
    name: str
    text: str

    @property
    def place(self) -> str:
        """Its file below ``docs``."""
        return f"{self.language}/{self.name}"

    @cached_property
    def meta(self) -> Mapping[str, Any]:
        """Its front matter; empty where there is none."""
        return get_data(self.text)[1]

    @cached_property
    def words(self) -> str:
        """Its own words, front matter included: what macros write and what is code is left blank."""
        return own_words(self.text)

    @cached_property
    def body(self) -> str:
        """Its own words without the front matter, each on its line."""
        return _FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), self.words)

    @cached_property
    def headings(self) -> Sequence[Heading]:
        """All of them, the title among them, from above."""
        found = [*_HEADING.finditer(self.body)]
        return [
            Heading(
                level=len(each["marks"]),
                anchor=each["anchor"] or "",
                line=self.body.count("\n", 0, each.start()) + 1,
                below=self.body[each.end() : _end(found, number, self.body)],
            )
            for number, each in enumerate(found)
        ]

    def line_of(self, key: str) -> int:
        """The line of an entry of the front matter; the first where it is not there."""
        found = re.search(rf"^{key}:", self.text, re.MULTILINE)
        return self.text.count("\n", 0, found.start()) + 1 if found else 1

    def mistake(self, line: int, problem: str) -> PageMistake:
        """What is wrong on a line, and what to write."""
        return PageMistake(page=self.place, line=line, problem=problem)


def written_pages(docs: Path, languages: Iterable[Language]) -> list[WrittenPage]:
    """The pages of ``languages`` below ``docs``, language by language, sorted by their names."""
    return [
        WrittenPage(
            language=language,
            name=path.relative_to(docs / language).as_posix(),
            text=path.read_text(encoding="utf-8-sig"),
        )
        for language in languages
        for path in sorted((docs / language).rglob("*.md"))
    ]


def _end(headings: Sequence[re.Match[str]], number: int, body: str) -> int:
    level = len(headings[number]["marks"])
    return next((each.start() for each in headings[number + 1 :] if len(each["marks"]) <= level), len(body))
