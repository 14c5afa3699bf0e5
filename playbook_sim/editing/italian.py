"""How Italian is set: on the pages, in the menu, and in every text that has an Italian line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playbook_sim.editing.apostrophes import straight
from playbook_sim.editing.quotation_marks import foreign
from playbook_sim.editing.untranslated import text_files
from playbook_sim.errors import RulebookError
from playbook_sim.loading.twins import texts_in
from playbook_sim.model import Rulebook
from playbook_sim.site.labels import labels
from playbook_sim.site.places import LANGUAGES

LANGUAGE = "it"
"""The language that is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misset:
    """An apostrophe or a quotation mark that is not Italian. ``line`` counts from 1; ``advice``: what is wrong, and
    what to write."""

    line: int
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissetLabel:
    """The same in a label of the navigation. ``file``: its configuration, below the project's directory."""

    file: str
    line: int
    problem: str


def misset(text: str) -> list[Misset]:
    """All of them in an Italian ``text``, line by line; of a page, in its own words."""
    found = [Misset(line=each.line, advice=each.advice) for each in (*straight(text), *foreign(text))]
    return sorted(found, key=lambda each: each.line)


def misset_in_texts(rulebook: Rulebook, root: Path) -> Iterator[RulebookError]:
    """A mistake for each of them in the texts of the project in ``root``: those of its ``rulebook``, of what editors
    are told, and the names of worked cases. A file that is no TOML is passed over: its own reader names it."""
    languages = {*rulebook.languages, *rulebook.message_languages}
    for path in text_files(root):
        name = path.relative_to(root).as_posix()
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except tomllib.TOMLDecodeError:
            continue
        for place, text in texts_in(values, languages, least=1):
            for found in misset(text.get(LANGUAGE, "")):
                yield RulebookError(f"{name}: {place}.{LANGUAGE}", found.advice)


def misset_labels(root: Path) -> Iterator[MissetLabel]:
    """Each of them in the labels of the navigation of the project in ``root``. Raises yaml.YAMLError."""
    path = root / LANGUAGES[LANGUAGE].name
    for label in labels(path.read_text(encoding="utf-8-sig")).values() if path.is_file() else ():
        for found in misset(label.said):
            yield MissetLabel(file=path.name, line=label.line, problem=found.advice)
