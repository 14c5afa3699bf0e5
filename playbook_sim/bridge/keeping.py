"""Saved cases: as a list shows them, in files, in figures, in a calendar.

Where many cases are looked at at once, ``today`` is the day in China, and ``own_today`` the reader's, see ``Todays``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playbook_sim.bridge.requests import RequestError, address, moment, one_of, resolved
from playbook_sim.cases import read_date
from playbook_sim.exports import export_cases
from playbook_sim.model import Language, Rulebook
from playbook_sim.records import figures as counting
from playbook_sim.records import files
from playbook_sim.records.summary import summarise
from playbook_sim.rendering.case_steps import render_case_steps
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.todays import Todays


def summaries(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """Saved cases ``{"cases": [records], "today"}`` as a list shows them: ``{"summaries": [in the same order]}``."""
    return {"summaries": [summarise(rulebook, case, params.get("today")) for case in _records(params, "cases")]}


def case_steps(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The steps of a saved case with their boxes, see ``render_case_steps``: ``{"html"}``."""
    view = View(rulebook, lang, link_from_simulator)
    return {"html": render_case_steps(view, resolved(rulebook, params))}


def case_calendar(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The calendar of saved cases ``{"records", "today", "link"}``, see ``exports.export_cases``.

    Where ``"now"`` is given, it is the moment of the export, see ``requests.moment``.
    """
    records = _records(params, "records")
    return export_cases(rulebook, records, lang, _today(rulebook, params), address(params, "link"), moment(params))


def read_records(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The cases in a file ``{"format": "csv" | "json", "text", "today"}``: ``{"records", "mistakes", "unread"}``.

    A mistake is ``{"line", "field", "message", "entered"}``; where ``entered`` is true it is a remark, and
    the case is among the records all the same. Where ``unread`` is true, the only mistake says why nothing of the
    file can be read.
    """
    written = params.get("text")
    if not isinstance(written, str):
        raise RequestError("text: write the text of the file")
    return files.read_cases(rulebook, lang, _format(params), written, _today(rulebook, params)).as_data()


def write_records(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """A file with ``{"format", "records", "today"}``: ``{"text", "name", "type", "mistakes": [what is not in it]}``."""
    format_, today = _format(params), _today(rulebook, params)
    written, mistakes = files.write_cases(rulebook, lang, format_, _records(params, "records"), today)
    return _file(written, f"cases-{today.own}", format_) | {"mistakes": [mistake.as_data() for mistake in mistakes]}


def record_template(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """A file to fill in ``{"format", "today", "problem": id or null}``: ``{"text", "name", "type"}``."""
    format_ = _format(params)
    problem = None if params.get("problem") is None else one_of(params, "problem", rulebook.problems)
    written = files.template(rulebook, lang, format_, _today(rulebook, params), problem)
    return _file(written, "cases-template", format_)


def figures(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """What saved cases ``{"records", "today"}`` say together, see ``figures.figures``."""
    return counting.figures(rulebook, lang, _records(params, "records"), _today(rulebook, params))


def _records(params: Mapping[str, Any], key: str) -> list[Any]:
    records = params.get(key)
    if not isinstance(records, list):
        raise RequestError(f"{key}: found {type(records).__name__}; write a list of records")
    return records


def _format(params: Mapping[str, Any]) -> str:
    return one_of(params, "format", files.FORMATS)


def _today(rulebook: Rulebook, params: Mapping[str, Any]) -> Todays:
    """``"today"`` is China's; where the reader's own day is another one, ``"own_today"`` says so."""
    today = read_date(rulebook, "today", params.get("today"))
    own = params.get("own_today")
    return Todays(today, today if own is None else read_date(rulebook, "today", own))


def _file(written: str, name: str, format_: str) -> dict[str, Any]:
    return {"text": written, "name": f"{name}.{format_}", "type": files.TYPES[format_]}
