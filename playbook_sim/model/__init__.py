"""The nouns of the rulebook and of an answer. Frozen data, no behaviour."""

from playbook_sim.model.answer import Case, Deadline, Finding, Path, PathStep, Resolution, Ruling
from playbook_sim.model.calendar import Calendar, CalendarYear, Count, Day, SpecialDay
from playbook_sim.model.guide import Metric, Option, Question, Term
from playbook_sim.model.history import Change, Release
from playbook_sim.model.rulebook import Rulebook
from playbook_sim.model.rules import (
    Blank,
    Derivation,
    Evidence,
    Fact,
    Limit,
    Message,
    Outside,
    Problem,
    Reason,
    Rule,
    Step,
    Value,
)
from playbook_sim.model.sources import Citation, Doubt, Note, Reading, Source
from playbook_sim.model.texts import Conditions, Language, Text

__all__ = [
    "Blank",
    "Calendar",
    "CalendarYear",
    "Case",
    "Change",
    "Citation",
    "Conditions",
    "Count",
    "Day",
    "Deadline",
    "Derivation",
    "Doubt",
    "Evidence",
    "Fact",
    "Finding",
    "Language",
    "Limit",
    "Message",
    "Metric",
    "Note",
    "Option",
    "Outside",
    "Path",
    "PathStep",
    "Problem",
    "Question",
    "Reading",
    "Reason",
    "Release",
    "Resolution",
    "Rule",
    "Rulebook",
    "Ruling",
    "Source",
    "SpecialDay",
    "Step",
    "Term",
    "Text",
    "Value",
]
