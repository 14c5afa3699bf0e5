"""The whole rulebook from its files."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from playbook_sim.loading.asked import load_facts, load_limits
from playbook_sim.loading.calendars import load_calendars
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.parts import (
    load_citations,
    load_doubts,
    load_evidence,
    load_messages,
    load_notes,
    load_sources,
    load_vocabulary,
    load_words,
)
from playbook_sim.loading.problems import Known, load_problems
from playbook_sim.model import Rulebook

VOCABULARIES = (
    "platform",
    "stage",
    "actor",
    "outcome",
    "unit",
    "kind",
    "state",
    "reading",
    "status",
    "note",
    "yes_no",
    "language",
)


def load_rulebook(root: Traversable | None = None) -> Rulebook:
    """The rulebook in ``root``, or the one inside the package.

    Raises RulebookError for the first mistake found; it names file, place, what was found and what to write.
    """
    files = RulebookFiles(root)
    top = files.table("rulebook.toml")
    languages = top.strings("languages")
    message_languages = top.strings("message_languages")
    if not languages:
        top.fail("languages", 'no language: write languages = ["en", "it"]')
    calendars = load_calendars(files.table, top.strings("calendars"), languages)
    default_calendar = top.choice("default_calendar", calendars)
    table = files.table("vocabulary.toml")
    vocabulary = load_vocabulary(table, languages)
    for name in VOCABULARIES:
        if name not in vocabulary:
            table.fail("", f"[{name}] is missing; add it")
    sources = load_sources(files.table("sources.toml"), languages)
    citations = load_citations(files, sources)
    doubts = load_doubts(files.table("doubts.toml"), languages, citations)
    facts = load_facts(files.table("facts.toml"), languages, vocabulary["yes_no"])
    limits = load_limits(files.table("limits.toml"), languages, facts, citations, doubts, calendars)
    known = Known(
        languages=languages,
        vocabulary=vocabulary,
        facts=facts,
        limits=limits,
        evidence=load_evidence(files.table("evidence.toml"), languages, citations),
        messages=load_messages(
            files, languages, message_languages, citations, vocabulary["actor"], {"fact": facts, "limit": limits}
        ),
        notes=load_notes(files.table("notes.toml"), languages, citations, doubts),
        citations=citations,
        doubts=doubts,
    )
    rulebook = Rulebook(
        version=top.string("version"),
        released=top.date("released"),
        languages=languages,
        message_languages=message_languages,
        default_calendar=default_calendar,
        first_date=top.date("first_date"),
        last_date=top.date("last_date"),
        vocabulary=vocabulary,
        words=load_words(files, languages),
        sources=sources,
        citations=citations,
        doubts=doubts,
        notes=known.notes,
        facts=facts,
        limits=limits,
        evidence=known.evidence,
        messages=known.messages,
        problems=load_problems(top.strings("problems"), files.table, known),
        calendars=calendars,
    )
    top.finish()
    return rulebook
