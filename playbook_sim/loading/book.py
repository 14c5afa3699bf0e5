"""The whole rulebook from its files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from importlib.resources.abc import Traversable
from typing import Any

from playbook_sim.loading import limits as durations
from playbook_sim.loading import messages as sent
from playbook_sim.loading.calendars import load_calendars
from playbook_sim.loading.facts import check_derivation, load_facts
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.guide import load_metric, load_term, load_triage
from playbook_sim.loading.history import load_history
from playbook_sim.loading.mistakes import Entries, Mistakes
from playbook_sim.loading.parts import (
    NOTE_KINDS,
    REASONS,
    load_citation,
    load_doubt,
    load_evidence,
    load_note,
    load_source,
    load_vocabulary,
    load_words,
)
from playbook_sim.loading.problems import Known, load_problems
from playbook_sim.loading.reading import Table
from playbook_sim.model import Calendar, Rulebook

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

    Raises RulebookError, whose ``mistakes`` are all that can be told without one following from another; each names
    file, place, what was found and what to write.
    """
    rulebook, mistakes = read_rulebook(root)
    mistakes.tell()
    # Where there is none, there is a mistake.
    return rulebook  # type: ignore[return-value]


def read_rulebook(root: Traversable | RulebookFiles | None = None) -> tuple[Rulebook | None, Mistakes]:
    """The rulebook as far as it can be read, without whatever has a mistake, and all its mistakes; None where something
    on which all else rests cannot be read."""
    files = root if isinstance(root, RulebookFiles) else RulebookFiles(root)
    mistakes = Mistakes()
    rulebook = None
    with mistakes.beside():
        rulebook = _read(files, mistakes)
    return rulebook, mistakes


def _read(files: RulebookFiles, mistakes: Mistakes) -> Rulebook:
    """The rulebook, each part after those that it names. It ends at a mistake in what all others rest on."""
    top = files.table("rulebook.toml")
    languages, message_languages = top.strings("languages"), top.strings("message_languages")
    if not languages:
        top.fail("languages", 'no language: write languages = ["en", "it"]')
    named = files.table("vocabulary.toml")
    _check_languages(top, languages, message_languages, named.table("language").keys())
    vocabulary = load_vocabulary(named, languages, VOCABULARY, mistakes)

    def each[T](names: Iterable[str], load: Callable[..., T], *beside: Any) -> Entries[T]:
        return mistakes.each(files.entries(names, mistakes), lambda id_, entry: load(entry, id_, *beside))

    calendars = _calendars(files, top, languages, mistakes)
    sources = each(["sources.toml"], load_source, languages, vocabulary["language"])
    citations = each(files.names("citations"), load_citation, sources)
    doubts = each(["doubts.toml"], load_doubt, languages, citations)
    notes = each(files.names("notes"), load_note, languages, citations, doubts)
    asked = files.entries(files.names("facts"), mistakes)
    of_all = load_facts(asked, languages, vocabulary["yes_no"], mistakes)
    may_name = durations.Known(
        languages=languages, facts=of_all, citations=citations, doubts=doubts, notes=notes, calendars=calendars
    )
    entries = files.entries(["limits.toml"], mistakes)
    limits = durations.load_limits(entries, may_name, mistakes)
    facts = mistakes.each(of_all, lambda id_, fact: check_derivation(asked[id_], fact, of_all, limits))
    messages = sent.load_messages(
        files,
        sent.Known(
            languages=languages,
            message_languages=message_languages,
            citations=citations,
            actors=vocabulary["actor"],
            facts=facts,
            limits=limits,
        ),
        mistakes,
    )
    known = Known(
        languages=languages,
        vocabulary=vocabulary,
        facts=facts,
        limits=limits,
        evidence=each(["evidence.toml"], load_evidence, languages, citations),
        messages=messages,
        notes=notes,
        shared_steps=files.entries(files.names("steps"), mistakes),
        citations=citations,
        doubts=doubts,
        mistakes=mistakes,
    )
    problems = load_problems(top, _unlisted_problems(files, top, vocabulary["platform"], mistakes), files, known)
    words = load_words(files, languages, mistakes)
    triage = load_triage(files.entries(["triage.toml"], mistakes), languages, problems, mistakes)
    metrics = each(["metrics.toml"], load_metric, languages, vocabulary["platform"], citations, doubts)
    glossary = each(["glossary.toml"], load_term, languages, message_languages)
    default_calendar = top.choice("default_calendar", calendars)
    first_date, last_date = top.date("first_date"), top.date("last_date")
    if first_date > last_date:
        top.fail("first_date", f"found {first_date}, which lies after last_date ({last_date}); exchange them")
    version, released = top.string("version"), top.date("released")
    top.finish()
    return Rulebook(
        version=version,
        released=released,
        languages=languages,
        message_languages=message_languages,
        default_calendar=default_calendar,
        first_date=first_date,
        last_date=last_date,
        vocabulary=vocabulary,
        words=words,
        sources=sources,
        citations=citations,
        doubts=doubts,
        notes=notes,
        facts=facts,
        limits=limits,
        evidence=known.evidence,
        messages=messages,
        problems=problems,
        calendars=calendars,
        triage=triage,
        metrics=metrics,
        glossary=glossary,
        history=load_history(
            files.table("history.toml"), (version, released), problems, limits, entries, may_name, mistakes
        ),
    )


def _check_languages(
    top: Table, languages: tuple[str, ...], message_languages: tuple[str, ...], known: Collection[str]
) -> None:
    for key, tongues in (("languages", languages), ("message_languages", message_languages)):
        for tongue in tongues:
            top.known(key, tongue, known, "language")
    for tongue in languages:
        if tongue not in message_languages:
            top.fail("message_languages", f"{tongue!r} is missing, in which the pages are; add it")


def _calendars(files: RulebookFiles, top: Table, languages: tuple[str, ...], mistakes: Mistakes) -> Entries[Calendar]:
    """The calendars of countries and cities. A file that cannot be read has cities that nobody knows."""
    unlisted = _unlisted(files, top, "calendars", "calendars", mistakes)
    names = Entries({name: name for name in top.strings("calendars")}, unlisted)
    loaded = mistakes.each(names, lambda _, name: load_calendars(files.table, [name], languages))
    return Entries({id_: found[id_] for found in loaded.values() for id_ in found}, whole=loaded.complete)


def _unlisted_problems(files: RulebookFiles, top: Table, platforms: Iterable[str], mistakes: Mistakes) -> list[str]:
    """The ids of the problems that have a file and are not listed."""
    unlisted = (_unlisted(files, top, "problems", f"problems/{platform}", mistakes) for platform in platforms)
    return [path.rpartition("/")[2] for paths in unlisted for path in paths]


def _unlisted(files: RulebookFiles, top: Table, key: str, folder: str, mistakes: Mistakes) -> list[str]:
    """The files that rulebook.toml does not list: each would be left out without a word."""
    paths = {name: name.removeprefix(f"{key}/").removesuffix(".toml") for name in files.names(folder)}
    unlisted = {name: path for name, path in paths.items() if path not in top.strings(key)}
    for name, path in unlisted.items():
        with mistakes.beside():
            top.fail(key, f"the file {name} is not in the list; add {path!r}, or delete the file")
    return list(unlisted.values())
