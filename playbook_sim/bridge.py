"""JSON in, JSON out: the only thing the browser calls."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from playbook_sim.cases import read_case
from playbook_sim.contract import as_data
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook
from playbook_sim.rendering.answer import announce, render_answer
from playbook_sim.rendering.refusal import refusal_words


def handle(request: str) -> str:
    """Answer one request ``{"method": …, "params": {…}}``.

    ``version`` → ``{"rulebook": "1.0.0"}``. ``answer`` takes a case (see ``cases.read_case``) and ``lang`` and gives
    ``{"answer", "questions", "html", "announcement"}``. A fact that cannot be used gives
    ``{"error": {"code": "fact", "fact", "message"}}`` with the message in the reader's language; a request that
    makes no sense gives the code ``request``. A mistake of the package's own is raised.
    """
    try:
        asked = json.loads(request)
    except (ValueError, RecursionError) as error:
        return _said(_refused(f"this is not JSON: {error}"))
    if not isinstance(asked, dict) or not isinstance(asked.get("params", {}), dict):
        return _said(_refused('write {"method": …, "params": {…}}'))
    method, params = asked.get("method"), asked.get("params", {})
    methods = {"version": _version, "answer": _answer}
    if not isinstance(method, str) or method not in methods:
        return _said(_refused(f"method: found {method!r}, not one of {', '.join(methods)}"))
    return _said(methods[method](_rulebook(), params))


def _refused(message: str) -> dict[str, Any]:
    return {"error": {"code": "request", "message": message}}


@cache
def _rulebook() -> Rulebook:
    return load_rulebook()


def _version(rulebook: Rulebook, params: dict[str, Any]) -> dict[str, Any]:
    return {"result": {"rulebook": rulebook.version}}


def _answer(rulebook: Rulebook, params: dict[str, Any]) -> dict[str, Any]:
    language = params.get("lang")
    if language not in rulebook.languages:
        return _refused(f"lang: found {language!r}, not one of {', '.join(rulebook.languages)}")
    try:
        case, today = read_case(rulebook, {key: value for key, value in params.items() if key != "lang"})
        resolution = evaluate(rulebook, case, today)
    except FactError as error:
        message = refusal_words(rulebook, error, language)
        return {"error": {"code": "fact", "fact": error.fact, "message": message}}
    return {
        "result": {
            "answer": as_data(rulebook, resolution, language),
            "questions": list(resolution.questions),
            "html": render_answer(rulebook, resolution, language),
            "announcement": announce(rulebook, resolution, language),
        }
    }


def _said(reply: dict[str, Any]) -> str:
    return json.dumps(reply, ensure_ascii=False, separators=(",", ":"))
