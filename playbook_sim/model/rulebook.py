"""The whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from playbook_sim.model.calendar import Calendar
from playbook_sim.model.guide import Metric, Question, Term
from playbook_sim.model.history import Release
from playbook_sim.model.rules import Evidence, Fact, Limit, Message, Problem
from playbook_sim.model.sources import Citation, Doubt, Note, Source
from playbook_sim.model.texts import Language, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """All that the product knows. ``vocabulary`` holds the names of closed lists: ``vocabulary["actor"]["dsers"]``.

    ``triage``: the guided questions, the first of them first. ``history``: every version released, the oldest first
    and this one last.
    """

    version: str
    released: dt.date
    languages: tuple[Language, ...]
    message_languages: tuple[Language, ...]
    default_calendar: str
    first_date: dt.date
    last_date: dt.date
    vocabulary: Mapping[str, Mapping[str, Text]]
    words: Mapping[str, Text]
    sources: Mapping[str, Source]
    citations: Mapping[str, Citation]
    doubts: Mapping[str, Doubt]
    notes: Mapping[str, Note]
    facts: Mapping[str, Fact]
    limits: Mapping[str, Limit]
    evidence: Mapping[str, Evidence]
    messages: Mapping[str, Message]
    problems: Mapping[str, Problem]
    calendars: Mapping[str, Calendar]
    triage: Mapping[str, Question]
    metrics: Mapping[str, Metric]
    glossary: Mapping[str, Term]
    history: tuple[Release, ...]
