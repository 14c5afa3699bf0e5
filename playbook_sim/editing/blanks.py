"""What a scaffold leaves to be filled in: marks in the texts, which the check finds wherever one is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MARKS = {"en": "FILL IN", "it": "DA COMPILARE"}
"""How a blank begins, in the language of the text that is missing."""

_PLACES = (
    "playbook_sim/rulebook/**/*.toml",
    "playbook_sim/editing/**/words.toml",
    "playbook_sim/site/ask.toml",
    "tests/cases/*/*.toml",
    "tests/data/*_queries.toml",
    "docs/??/**/*.md",
    "mkdocs*.yml",
    ".github/ISSUE_TEMPLATE/*.yml",
)
_MARK = "|".join(MARKS.values())
_BLANK = re.compile(rf"(?P<key>^\s*(?:[\w.]+(?= *= *[\"\[])|\"\w+(?=: (?:{_MARK}))))?.*?(?:{_MARK}): (?P<hint>.*)")
_END = re.compile(r"[\"\])},\s]+$|\"\s*=.*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A blank: its file below the project's directory, its line from 1, the key or the step it stands at (if it does),
    and what is to be written."""

    file: str
    line: int
    key: str
    hint: str


def blank(language: str, hint: str) -> str:
    """The text that stands where ``hint`` says what is to be written."""
    return f"{MARKS.get(language, MARKS['en'])}: {hint}"


def is_blank(text: str) -> bool:
    """Whether something in ``text`` is still to be filled in."""
    return any(f"{mark}: " in text for mark in MARKS.values())


def blanks(root: Path) -> Iterator[Blank]:
    """Every blank of the playbook below the project's directory, file by file."""
    for place in _PLACES:
        for path in sorted(root.glob(place)):
            text = path.read_text(encoding="utf-8-sig")
            if is_blank(text):
                yield from _in(path.relative_to(root).as_posix(), text)


def _in(file: str, text: str) -> Iterator[Blank]:
    for number, line in enumerate(text.splitlines(), 1):
        if found := _BLANK.match(line):
            hint = _END.sub("", found["hint"]).replace('\\"', '"')
            yield Blank(file=file, line=number, key=(found["key"] or "").strip(' "'), hint=hint)
