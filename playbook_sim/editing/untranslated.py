"""Texts that a language lacks: all of them at once, where the rulebook is refused at the first.

A new language lacks thousands; what is left of it is then told file by file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playbook_sim.editing.toml_lines import line_of
from playbook_sim.errors import RulebookError
from playbook_sim.loading.behind import NAME
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.twins import texts_in

_PLACES = ("playbook_sim/rulebook/**/*.toml", "playbook_sim/editing/**/words.toml", "tests/cases/*/*.toml")
_FEW = 8
"""Of more in one file only the first is named, with their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """Texts of one file without a language. ``file`` is below the project's directory; ``line`` (from 1), ``place``
    and the ``key`` to be added are those of the first, and ``count`` says how many there are."""

    file: str
    line: int
    place: str
    key: str
    language: str
    count: int

    @property
    def advice(self) -> str:
        """What is missing, and what to write."""
        add = f'add {self.key} = "…"'
        if self.count == 1:
            return f"the language {self.language!r} is missing: {add}"
        return f"{self.count} texts of this file have no {self.language!r}. This is the first: {add}"


def untranslated(root: Path) -> list[Lack]:
    """What the languages lack that the rulebook below the project's directory says it is in; nothing where that cannot
    be read, for then its loader says why."""
    try:
        top = RulebookFiles(root / "playbook_sim" / "rulebook").table("rulebook.toml")
        pages, messages = top.strings("languages"), top.strings("message_languages")
    except RulebookError:
        return []
    return [lack for path in text_files(root) for lack in _in(root, path, pages, messages)]


def text_files(root: Path) -> list[Path]:
    """The TOML files that hold texts in every language, below the project's directory."""
    return sorted(path for place in _PLACES for path in root.glob(place) if path.name != NAME)


def _in(root: Path, path: Path, pages: Sequence[str], messages: Sequence[str]) -> Iterator[Lack]:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    every = tuple(dict.fromkeys([*pages, *messages]))
    file, missing = path.relative_to(root).as_posix(), {language: [] for language in every}
    for place, text_of in texts_in(values, every, least=1):
        said = text_of.keys()
        # What is sent to a buyer is in more languages than the pages are; whether a text is, one of those tells.
        for language in every if said & {*messages} - {*pages} else pages:
            if language not in said:
                missing[language].append(place)
    for language, places in missing.items():
        for place in places if len(places) <= _FEW else places[:1]:
            count, line = 1 if len(places) <= _FEW else len(places), line_of(text, place)
            key = language if text.splitlines()[line - 1].startswith("[") else f"{place.rpartition('.')[2]}.{language}"
            yield Lack(file=file, line=line, place=place, key=key, language=language, count=count)
