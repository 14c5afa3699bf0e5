"""The texts of a file with their twins in the other languages, and how it is recorded that they say the same."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from playbook_sim.loading.behind import entry_path

RECORD = "docs/translations.toml"
"""The record, below the project's directory: see ``site.translations``."""

_LETTERS = 12


def record_line(place: str, hashes: Mapping[str, str], on: dt.date) -> str:
    """The line of the record that says that the languages of a text said the same on a day."""
    written = ", ".join(f'{language} = "{hash_}"' for language, hash_ in hashes.items())
    return f'"{place}" = {{ {written}, on = {on} }}'


def texts_in(
    value: Any, tongues: Collection[str], path: str = "", *, least: int = 2
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every text in ``least`` languages or more below ``path``, with its place: ``limit.label``,
    ``rule[overdue].step[1].do``."""
    if isinstance(value, dict):
        is_text = value.keys() <= set(tongues) and all(isinstance(said, str) for said in value.values())
        if is_text and len(value) >= least:
            yield path, value
        else:
            for key, inner in value.items():
                yield from texts_in(inner, tongues, f"{path}.{key}".lstrip("."), least=least)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from texts_in(inner, tongues, entry_path(path, inner, number), least=least)


def hash_of(text: str) -> str:
    """The hash by which a text is known to be as it was. White space at line ends and around the text is no change."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return hashlib.sha256(lines.encode()).hexdigest()[:_LETTERS]
