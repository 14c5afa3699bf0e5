"""What leads to a problem and goes with the rules: guided questions, metrics, terms."""

from __future__ import annotations

from dataclasses import dataclass

from playbook_sim.model.texts import Language, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer of a guided question. It leads to another ``question`` or to a ``problem``, never to both."""

    id: str
    label: Text
    question: str | None
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A plain question for readers who cannot name their problem."""

    id: str
    text: Text
    help: Text | None
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A figure that the sources tell merchants to watch. ``where``: its platform, or ``any``."""

    id: str
    title: Text
    measures: Text
    how: Text
    where: str
    cites: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the trade in every message language. ``also``: other spellings of it, by language."""

    id: str
    term: Text
    meaning: Text
    also: dict[Language, tuple[str, ...]]
