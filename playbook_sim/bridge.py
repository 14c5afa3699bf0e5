"""JSON in, JSON out: the only thing the browser calls."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any

from playbook_sim.appointments import has_dates
from playbook_sim.cases import read_case, read_date
from playbook_sim.contract import as_data
from playbook_sim.drills import draw, grade, read_answers, read_wish
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Language, Resolution, Rulebook
from playbook_sim.records import files
from playbook_sim.records.figures import figures
from playbook_sim.records.summary import summarise
from playbook_sim.rendering.answer import announce, render_answer
from playbook_sim.rendering.by_calendar import by_calendar_words, render_by_calendar
from playbook_sim.rendering.case_steps import render_case_steps
from playbook_sim.rendering.comparing import comparison_words, render_comparison
from playbook_sim.rendering.drill import graded_data, render_drill, render_graded, view_of_drills
from playbook_sim.rendering.ledger_text import ledger_of
from playbook_sim.rendering.refusal import refusal_words
from playbook_sim.rendering.view import View, link_from_simulator


class RequestError(Exception):
    """A request that makes no sense; only the page's own scripts can be wrong in this way."""


def handle(request: str) -> str:
    """Answer one request ``{"method": …, "params": {…}}`` with ``{"result": …}`` or ``{"error": {"code", "message"}}``.

    The methods are the functions in ``_METHODS``; all but ``version`` want ``lang``. A fact that cannot be used gives
    ``{"error": {"code": "fact", "fact", "message"}}`` with the message in the reader's language; a request that
    makes no sense gives the code ``request``. Where a package is wanted that is loaded only on demand, there is
    ``{"error": {"code": "needs", "packages": […], "message"}}``: load them and ask again. A mistake of the package's
    own is raised.
    """
    try:
        asked = json.loads(request)
    except (ValueError, RecursionError) as error:
        return _said(_refused(f"this is not JSON: {error}"))
    if not isinstance(asked, dict) or not isinstance(asked.get("params", {}), dict):
        return _said(_refused('write {"method": …, "params": {…}}'))
    method, params = asked.get("method"), asked.get("params", {})
    if not isinstance(method, str) or method not in _METHODS:
        return _said(_refused(f"method: found {method!r}, not one of {', '.join(_METHODS)}"))
    rulebook = _rulebook()
    lang = params.get("lang")
    if method != "version" and lang not in rulebook.languages:
        return _said(_refused(f"lang: found {lang!r}, not one of {', '.join(rulebook.languages)}"))
    told = {key: value for key, value in params.items() if key != "lang"}
    try:
        return _said({"result": _METHODS[method](rulebook, lang, told)})
    except RequestError as error:
        return _said(_refused(str(error)))
    except FactError as error:
        message = refusal_words(rulebook, error, lang)
        return _said({"error": {"code": "fact", "fact": error.fact, "message": message}})
    except ModuleNotFoundError as error:
        if error.name not in _ON_DEMAND:
            raise
        return _said({"error": {"code": "needs", "packages": [error.name], "message": str(error)}})


def _refused(message: str) -> dict[str, Any]:
    return {"error": {"code": "request", "message": message}}


def _said(reply: dict[str, Any]) -> str:
    return json.dumps(reply, ensure_ascii=False, separators=(",", ":"))


@cache
def _rulebook() -> Rulebook:
    return load_rulebook()


def _resolved(rulebook: Rulebook, data: Any) -> Resolution:
    case, today = read_case(rulebook, data)
    return evaluate(rulebook, case, today)


# --- the methods ------------------------------------------------------------------------------------------------


def _version(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """``{"rulebook": "1.0.0"}``."""
    return {"rulebook": rulebook.version}


def _answer(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a case (see ``cases.read_case``): ``{"answer", "questions", "html", "announcement", "dated"}``.

    ``dated``: whether it has a date for a calendar.
    """
    resolution = _resolved(rulebook, params)
    return {
        "answer": as_data(rulebook, resolution, lang),
        "questions": list(resolution.questions),
        "html": render_answer(rulebook, resolution, lang),
        "announcement": announce(rulebook, resolution, lang),
        "dated": has_dates(resolution),
    }


def _summaries(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """Saved cases ``{"cases": [records], "today"}`` as a list shows them: ``{"summaries": [in the same order]}``."""
    return {"summaries": [summarise(rulebook, case, params.get("today")) for case in _records(params, "cases")]}


def _read_records(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The cases in a file ``{"format": "csv" | "json", "text", "today"}``: ``{"records": […], "mistakes": […]}``.

    A mistake is ``{"line", "field", "message", "entered"}``; where ``entered`` is true it is a remark, and
    the case is among the records all the same.
    """
    text = params.get("text")
    if not isinstance(text, str):
        raise RequestError("text: write the text of the file")
    return files.read_cases(rulebook, lang, _format(params), text, _today(rulebook, params)).as_data()


def _write_records(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """A file with ``{"format", "records", "today"}``: ``{"text", "name", "type", "mistakes": [what is not in it]}``."""
    format_, today = _format(params), _today(rulebook, params)
    text, mistakes = files.write_cases(rulebook, lang, format_, _records(params, "records"), today)
    return _file(text, f"cases-{today}", format_) | {"mistakes": [mistake.as_data() for mistake in mistakes]}


def _record_template(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """A file to fill in ``{"format", "today", "problem": id or null}``: ``{"text", "name", "type"}``."""
    format_, problem = _format(params), params.get("problem")
    if problem is not None and problem not in rulebook.problems:
        raise RequestError(f"problem: found {problem!r}, not one of {', '.join(rulebook.problems)}")
    text = files.template(rulebook, lang, format_, _today(rulebook, params), problem)
    return _file(text, "cases-template", format_)


def _figures(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """What saved cases ``{"records", "today"}`` say together, see ``figures.figures``."""
    return figures(rulebook, lang, _records(params, "records"), _today(rulebook, params))


def _records(params: Mapping[str, Any], key: str) -> list[Any]:
    records = params.get(key)
    if not isinstance(records, list):
        raise RequestError(f"{key}: found {type(records).__name__}; write a list of records")
    return records


def _format(params: Mapping[str, Any]) -> str:
    format_ = params.get("format")
    if format_ not in files.FORMATS:
        raise RequestError(f"format: found {format_!r}, not one of {', '.join(files.FORMATS)}")
    return str(format_)


def _today(rulebook: Rulebook, params: Mapping[str, Any]) -> dt.date:
    return read_date(rulebook, "today", params.get("today"))


def _file(text: str, name: str, format_: str) -> dict[str, Any]:
    return {"text": text, "name": f"{name}.{format_}", "type": files.TYPES[format_]}


def _compare(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """Two cases ``{"case", "other"}`` side by side: ``{"html", "announcement"}``. A mistake is one of ``other``."""
    before, after = (_resolved(rulebook, params.get(key)) for key in ("case", "other"))
    return {
        "html": render_comparison(rulebook, before, after, lang),
        "announcement": comparison_words(rulebook, before, after, lang),
    }


def _case_steps(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The steps of a saved case with their boxes, see ``render_case_steps``: ``{"html"}``."""
    view = View(rulebook, lang, link_from_simulator)
    return {"html": render_case_steps(view, _resolved(rulebook, params))}


def _export(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a case as a file, see ``exports.export``: the case with ``"format"`` and, where there is one,
    ``"beside"``: ``{"key"?, "name"?, "link"?, "blanks"?}``.
    """
    # Imported where it is first asked for: the first answer does not wait for it.
    from playbook_sim.exports import FORMATS, Beside, export

    case = {name: value for name, value in params.items() if name not in ("format", "beside")}
    if params.get("format") not in FORMATS:
        raise RequestError(f"format: found {params.get('format')!r}, not one of {', '.join(FORMATS)}")
    beside = Beside(**{name: value for name, value in params.get("beside", {}).items() if value})
    return export(rulebook, _resolved(rulebook, case), lang, params["format"], beside)


def _case_calendar(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The calendar of saved cases ``{"records", "today", "link"}``, see ``exports.export_cases``."""
    from playbook_sim.exports import export_cases

    records = _records(params, "records")
    return export_cases(rulebook, records, lang, params.get("today", ""), params.get("link", ""))


def _ledger(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """How one deadline of a case came about: the case with ``{"limit"}``: ``{"html", "text", "name", "type"}``."""
    case = {name: value for name, value in params.items() if name != "limit"}
    return ledger_of(rulebook, _resolved(rulebook, case), lang, _one_of(params, "limit", rulebook.limits))


def _by_calendar(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """A case's deadlines in working days by the platform's calendar and by ``{"calendar"}``.

    Gives ``{"html", "announcement"}``.
    """
    calendar = _one_of(params, "calendar", rulebook.calendars)
    resolution = _resolved(rulebook, {**params, "calendar": None})
    return {
        "html": render_by_calendar(rulebook, resolution, lang, calendar),
        "announcement": by_calendar_words(rulebook, resolution, lang, calendar),
    }


def _one_of(params: Mapping[str, Any], key: str, known: Collection[str]) -> str:
    value = params.get(key)
    if not isinstance(value, str) or value not in known:
        raise RequestError(f"{key}: found {value!r}, not one of {', '.join(known)}")
    return value


def _drill(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The drill of a wish ``{"seed", "topic", "difficulty", "today"}``, without its solution: ``{"html", "level"}``."""
    drill = draw(rulebook, read_wish(rulebook, params))
    return {"html": render_drill(view_of_drills(rulebook, lang), drill), "level": drill.level}


def _grade(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The marks of ``answers`` to the drill of a wish: see ``rendering.drill.graded_data``."""
    drill = draw(rulebook, read_wish(rulebook, params))
    graded = grade(rulebook, drill, read_answers(rulebook, drill, params.get("answers")))
    view = view_of_drills(rulebook, lang)
    return graded_data(view, graded) | {"html": render_graded(view, graded)}


_ON_DEMAND = ("icalendar",)

_METHODS: Mapping[str, Callable[[Rulebook, Language, Mapping[str, Any]], dict[str, Any]]] = {
    "version": _version,
    "answer": _answer,
    "compare": _compare,
    "ledger": _ledger,
    "by_calendar": _by_calendar,
    "summaries": _summaries,
    "case_steps": _case_steps,
    "export": _export,
    "case_calendar": _case_calendar,
    "read_records": _read_records,
    "write_records": _write_records,
    "record_template": _record_template,
    "figures": _figures,
    "drill": _drill,
    "grade": _grade,
}
