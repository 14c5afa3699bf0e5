"""What leads to a problem and goes with the rules: ``triage.toml``, ``metrics.toml``, ``glossary.toml``."""

from __future__ import annotations

from collections.abc import Mapping

from playbook_sim.loading.parts import cites
from playbook_sim.loading.reading import Table
from playbook_sim.model import Citation, Doubt, Metric, Option, Problem, Question, Term, Text


def load_triage(table: Table, languages: tuple[str, ...], problems: Mapping[str, Problem]) -> Mapping[str, Question]:
    """``triage.toml``: the guided questions, the first of the file first. Each option leads to one thing."""
    entries = dict(table.items())
    questions = {}
    for id_, entry in entries.items():
        options = tuple(_option(option, languages, entries, problems) for option in entry.tables("option"))
        if len(options) < 2:
            entry.fail("option", f"found {len(options)}; a question needs two options or more: add [[{id_}.option]]")
        ids = [option.id for option in options]
        if double := [option for option in ids if ids.count(option) > 1]:
            entry.fail("option", f"found the id {double[0]!r} twice; give one of them another id")
        questions[id_] = Question(
            id=id_,
            text=entry.text("text", languages),
            help=entry.text_or_none("help", languages),
            options=options,
        )
        entry.finish()
    return questions


def _option(
    entry: Table, languages: tuple[str, ...], questions: Mapping[str, Table], problems: Mapping[str, Problem]
) -> Option:
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


def load_metrics(
    table: Table,
    languages: tuple[str, ...],
    platforms: Mapping[str, Text],
    citations: Mapping[str, Citation],
    doubts: Mapping[str, Doubt],
) -> Mapping[str, Metric]:
    """``metrics.toml``: the figures that the sources name."""
    metrics = {}
    for id_, entry in table.items():
        metrics[id_] = Metric(
            id=id_,
            title=entry.text("title", languages),
            measures=entry.text("measures", languages),
            how=entry.text("how", languages),
            where=entry.choice("where", platforms),
            cites=cites(entry, citations),
            doubts=entry.known_strings("doubts", doubts, "doubt"),
        )
        entry.finish()
    return metrics


def load_glossary(table: Table, languages: tuple[str, ...], message_languages: tuple[str, ...]) -> Mapping[str, Term]:
    """``glossary.toml``: the terms in every message language, explained in every language of the pages."""
    terms = {}
    for id_, entry in table.items():
        also = entry.table_or_empty("also")
        terms[id_] = Term(
            id=id_,
            term=entry.text("term", message_languages),
            meaning=entry.text("meaning", languages),
            also={language: also.strings(language) for language in message_languages},
        )
        also.finish()
        entry.finish()
    return terms
