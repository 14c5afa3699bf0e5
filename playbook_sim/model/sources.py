"""Where things come from: sources, citations, doubts and notes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from playbook_sim.model.texts import Language, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that the rulebook was made from. ``file`` is its name in the archive of sources."""

    id: str
    file: str
    title: Text
    language: Language
    about: Text
    checked_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in a source with a verbatim quote of at most 12 words. ``id`` is the row of the rule inventory."""

    id: str
    source: str
    section: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a passage on which the sources disagree or are unclear.

    ``link``: where a reading from outside the sources stands; it has no ``cites`` then.
    """

    text: Text
    cites: tuple[str, ...]
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A contradiction or silence of the sources (B1, B2, … in the inventory) and what the playbook does about it."""

    id: str
    title: Text
    readings: tuple[Reading, ...]
    choice: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text that accompanies rules.

    ``kind``: ``gap`` (the sources are silent), ``warning``, ``advice`` (our suggestion, from no source), ``footnote``
    (a public fact outside the sources, with ``link`` and ``checked_on``) or ``left_out`` (what a source says and the
    playbook does not repeat, with its ``reason``: ``unethical``, ``advertising`` or ``illegible``).
    """

    id: str
    kind: str
    text: Text
    cites: tuple[str, ...]
    doubts: tuple[str, ...]
    link: str | None
    checked_on: dt.date | None
    reason: str | None = None
