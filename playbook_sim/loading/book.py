"""The whole rulebook from its files."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from playbook_sim.loading import limits as durations
from playbook_sim.loading.calendars import load_calendars
from playbook_sim.loading.facts import check_derivations, load_facts
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.guide import load_glossary, load_metrics, load_triage
from playbook_sim.loading.history import load_history
from playbook_sim.loading.messages import load_messages
from playbook_sim.loading.parts import (
    NOTE_KINDS,
    REASONS,
    load_citations,
    load_doubts,
    load_evidence,
    load_notes,
    load_sources,
    load_vocabulary,
    load_words,
)
from playbook_sim.loading.problems import Known, load_problems
from playbook_sim.loading.reading import Table
from playbook_sim.model import Rulebook

# The lists of vocabulary.toml. The words of most are the engine's own, so each must have its name there, and no
# other; where None stands the rulebook decides what there is.
VOCABULARY: dict[str, tuple[str, ...] | None] = {
    "platform": None,
    "stage": None,
    "actor": None,
    "outcome": None,
    "unit": durations.UNITS,
    "kind": durations.LIMIT_KINDS,
    "state": ("done", "now", "next", "later", "overdue", "conditional"),
    "reading": ("strict", "literal"),
    "status": ("resolved", "needs_facts", "not_covered"),
    "note": NOTE_KINDS,
    "reason": REASONS,
    "yes_no": ("yes", "no"),
    "closing": None,
    "language": None,
}


def load_rulebook(root: Traversable | RulebookFiles | None = None) -> Rulebook:
    """The rulebook in ``root``, a folder or files held otherwise, or the one inside the package.

    Raises RulebookError for the first mistake found; it names file, place, what was found and what to write.
    """
    files = root if isinstance(root, RulebookFiles) else RulebookFiles(root)
    top = files.table("rulebook.toml")
    languages = top.strings("languages")
    message_languages = top.strings("message_languages")
    if not languages:
        top.fail("languages", 'no language: write languages = ["en", "it"]')
    _check_listed(files, top, "calendars", "calendars")
    calendars = load_calendars(files.table, top.strings("calendars"), languages)
    default_calendar = top.choice("default_calendar", calendars)
    vocabulary = load_vocabulary(files.table("vocabulary.toml"), languages, VOCABULARY)
    for key, tongues in (("languages", languages), ("message_languages", message_languages)):
        for tongue in tongues:
            top.known(key, tongue, vocabulary["language"], "language")
    for tongue in languages:
        if tongue not in message_languages:
            top.fail("message_languages", f"{tongue!r} is missing, in which the pages are; add it")
    for platform in vocabulary["platform"]:
        _check_listed(files, top, "problems", f"problems/{platform}")
    sources = load_sources(files.table("sources.toml"), languages, vocabulary["language"])
    citations = load_citations(files, sources)
    doubts = load_doubts(files.table("doubts.toml"), languages, citations)
    notes = load_notes(files, languages, citations, doubts)
    asked = dict(files.entries("facts"))
    facts = load_facts(asked, languages, vocabulary["yes_no"])
    may_name = durations.Known(
        languages=languages, facts=facts, citations=citations, doubts=doubts, notes=notes, calendars=calendars
    )
    entries = files.table("limits.toml")
    limits = durations.load_limits(entries, may_name)
    check_derivations(asked, facts, limits)
    known = Known(
        languages=languages,
        vocabulary=vocabulary,
        facts=facts,
        limits=limits,
        evidence=load_evidence(files.table("evidence.toml"), languages, citations),
        messages=load_messages(files, languages, message_languages, citations, vocabulary["actor"], facts, limits),
        notes=notes,
        shared_steps=dict(files.entries("steps")),
        citations=citations,
        doubts=doubts,
    )
    first_date, last_date = top.date("first_date"), top.date("last_date")
    if first_date > last_date:
        top.fail("first_date", f"found {first_date}, which lies after last_date ({last_date}); exchange them")
    problems = load_problems(top.strings("problems"), files.table, known)
    version, released = top.string("version"), top.date("released")
    rulebook = Rulebook(
        version=version,
        released=released,
        languages=languages,
        message_languages=message_languages,
        default_calendar=default_calendar,
        first_date=first_date,
        last_date=last_date,
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
        problems=problems,
        calendars=calendars,
        triage=load_triage(files.table("triage.toml"), languages, problems),
        metrics=load_metrics(files.table("metrics.toml"), languages, vocabulary["platform"], citations, doubts),
        glossary=load_glossary(files.table("glossary.toml"), languages, message_languages),
        history=load_history(files.table("history.toml"), (version, released), problems, limits, entries, may_name),
    )
    top.finish()
    return rulebook


def _check_listed(files: RulebookFiles, top: Table, key: str, folder: str) -> None:
    """A file that rulebook.toml does not list would be left out without a word."""
    for name in files.names(folder):
        listed_as = name.removeprefix(f"{key}/").removesuffix(".toml")
        if listed_as not in top.strings(key):
            top.fail(key, f"the file {name} is not in the list; add {listed_as!r}, or delete the file")
