"""The words that the dictionaries of the spelling do not know: each list in the order of the alphabet, each word used.

A word that nothing uses any more would let a slip pass that happens to look like it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

FOLDER = "docs/spelling"
"""The lists, below the project's directory: ``it.txt`` for Italian, and ``names.txt`` for all languages."""

_NAMES, _PROGRAMS = "names", "en"
_OF_PROGRAMS = ("docs/decisions/*.md", "README.md")
"""What is written for programmers, in English."""

_TEXTS = ("playbook_sim/rulebook/**/*.toml", "playbook_sim/editing/**/*.toml")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced:
    """A word that is not in its place. ``file``: below the project's directory; ``line`` counts from 1."""

    file: str
    line: int
    problem: str


def misplaced_words(root: Path) -> Iterator[Misplaced]:
    """The words of the lists below ``root`` that are not in their order, or that no text uses, list by list."""
    for path in sorted((root / FOLDER).glob("*.txt")):
        words = path.read_text(encoding="utf-8-sig").split("\n")
        while words and not words[-1]:
            words.pop()
        used = _used(root, path.stem)
        for line, problem in sorted([*_out_of_order(words), *_unused(words, used)]):
            yield Misplaced(file=f"{FOLDER}/{path.name}", line=line, problem=problem)


def _out_of_order(words: list[str]) -> Iterator[tuple[int, str]]:
    for number, (above, word) in enumerate(pairwise(words), 2):
        if word == above:
            yield number, f"{word!r} stands here twice; take one out"
        elif _key(word) < _key(above):
            before = next(other for other in words if _key(other) > _key(word))
            advice = f"put {word!r} before {before!r}" if word else "take the empty line out"
            yield number, f"the words stand in the order of the alphabet, each on a line; {advice}"


def _unused(words: list[str], used: set[str]) -> Iterator[tuple[int, str]]:
    for number, word in enumerate(words, 1):
        if word and word.casefold() not in used:
            yield number, f"no text of this list has the word {word!r} any more; take it out"


def _key(word: str) -> tuple[str, str]:
    return word.casefold(), word


def _used(root: Path, of: str) -> set[str]:
    """The words of all texts that a list is for."""
    places = [f"docs/{'??' if of == _NAMES else of}/**/*.md", *_TEXTS]
    places += _OF_PROGRAMS if of in (_NAMES, _PROGRAMS) else ()
    files = (path for place in places for path in root.glob(place))
    return {word for path in files for word in _WORD.findall(path.read_text(encoding="utf-8-sig").casefold())}
