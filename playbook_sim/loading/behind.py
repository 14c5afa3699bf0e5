"""Texts that are behind their twin in another language: they are shown, and say so.

``behind.toml`` names them. It is written by the build where there are any, and never committed; a rulebook without it
has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NAME = "behind.toml"
"""The file, in the rulebook's folder: file → ``{"path" = ["language", …]}``."""

MARK = {
    "en": " [This text is behind: its twin in another language has changed since.]",
    "it": " [Testo da aggiornare: nel frattempo la versione in un’altra lingua è cambiata.]",
    "zh": " [此文本尚未更新：其他语言的版本已有改动。]",
}
"""What is added to a text that is behind, in its own language; in one that has none here, in English."""


def entry_path(path: str, entry: Any, number: int) -> str:
    """The path of an entry of the list at ``path``: ``rule[overdue]`` by its id, or ``change[2]`` by its place."""
    id_ = entry.get("id") if isinstance(entry, Mapping) else None
    return f"{path}[{id_ if isinstance(id_, str) else number}]"


def marked(values: Any, behind: Mapping[str, list[str]], path: str = "") -> Any:
    """A table as read from a file, with the texts at the paths of ``behind`` marked in the languages named there."""
    if isinstance(values, dict):
        languages = behind.get(path, ())
        above = f"{path}." if path else ""
        return {
            key: value + _mark(key) if key in languages else marked(value, behind, f"{above}{key}")
            for key, value in values.items()
        }
    if isinstance(values, list):
        return [marked(value, behind, entry_path(path, value, number)) for number, value in enumerate(values, 1)]
    return values


def as_written(text: str, language: str) -> str:
    """A text in ``language`` without the mark that it bears while it is behind."""
    return text.removesuffix(_mark(language))


def _mark(language: str) -> str:
    return MARK.get(language, MARK["en"])
