"""What leads to a problem and goes with the rules: ``triage.toml``, ``metrics.toml``, ``glossary.toml``."""

from __future__ import annotations

from collections.abc import Mapping

from playbook_sim.loading.mistakes import Entries, Mistakes
from playbook_sim.loading.parts import cites
from playbook_sim.loading.reading import Table
from playbook_sim.model import Citation, Doubt, Metric, Option, Problem, Question, Term, Text


def load_triage(
    entries: Entries[Table], languages: tuple[str, ...], problems: Entries[Problem], mistakes: Mistakes
) -> Mapping[str, Question]:
    """The ``entries`` of ``triage.toml``: the guided questions, the first of the file first."""
    return mistakes.each(entries, lambda id_, entry: _question(entry, id_, languages, entries, problems))


def _question(
    entry: Table, id_: str, languages: tuple[str, ...], questions: Entries[Table], problems: Entries[Problem]
) -> Question:
    options = tuple(_option(option, languages, questions, problems) for option in entry.tables("option"))
    if len(options) < 2:
        entry.fail("option", f"found {len(options)}; a question needs two options or more: add [[{id_}.option]]")
    ids = [option.id for option in options]
    if double := [option for option in ids if ids.count(option) > 1]:
        entry.fail("option", f"found the id {double[0]!r} twice; give one of them another id")
    question = Question(
        id=id_,
        text=entry.text("text", languages),
        help=entry.text_or_none("help", languages),
        options=options,
    )
    entry.finish()
    return question


def _option(entry: Table, languages: tuple[str, ...], questions: Entries[Table], problems: Entries[Problem]) -> Option:
    """Each option leads to one thing."""
    question, problem = entry.string_or_none("question"), entry.string_or_none("problem")
    if (question is None) == (problem is None):
        entry.fail("", 'write where it leads: either question = "…" or problem = "…"')
    if question is not None:
        entry.known("question", question, questions, "question")
    if problem is not None:
        entry.known("problem", problem, problems, "problem")
    option = Option(id=entry.string("id"), label=entry.text("label", languages), question=question, problem=problem)
    entry.finish()
    return option


def load_metric(
    entry: Table,
    id_: str,
    languages: tuple[str, ...],
    platforms: Mapping[str, Text],
    citations: Entries[Citation],
    doubts: Entries[Doubt],
) -> Metric:
    """An entry of ``metrics.toml``: a figure that the sources name."""
    metric = Metric(
        id=id_,
        title=entry.text("title", languages),
        measures=entry.text("measures", languages),
        how=entry.text("how", languages),
        where=entry.choice("where", platforms),
        cites=cites(entry, citations),
        doubts=entry.known_strings("doubts", doubts, "doubt"),
    )
    entry.finish()
    return metric


def load_term(entry: Table, id_: str, languages: tuple[str, ...], message_languages: tuple[str, ...]) -> Term:
    """An entry of ``glossary.toml``: a term in every message language, explained in every language of the pages."""
    also = entry.table_or_empty("also")
    term = Term(
        id=id_,
        term=entry.text("term", message_languages),
        meaning=entry.text("meaning", languages),
        also={language: also.strings(language) for language in message_languages},
    )
    also.finish()
    entry.finish()
    return term
