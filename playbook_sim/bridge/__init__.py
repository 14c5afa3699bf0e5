"""JSON in, JSON out: the only thing the browser calls."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from playbook_sim.bridge.requests import RequestError
from playbook_sim.bridge.writing import written
from playbook_sim.errors import FactError
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Language, Rulebook
from playbook_sim.rendering.refusal import refusal_words
from playbook_sim.untrusted import JsonError, read_json, shown

METHODS: Mapping[str, str] = {
    "version": "showing",
    "show": "foreseeing",
    "foresee": "foreseeing",
    "answer": "answers",
    "compare": "explaining",
    "ledger": "explaining",
    "by_calendar": "explaining",
    "export": "explaining",
    "summaries": "keeping",
    "case_steps": "keeping",
    "case_calendar": "keeping",
    "read_records": "keeping",
    "write_records": "keeping",
    "record_template": "keeping",
    "figures": "keeping",
    "drill": "training",
    "grade": "training",
    "lab_form": "changing",
    "lab_answer": "changing",
    "lab_cases": "changing",
    "lab_check": "changing",
    "lab_proposal": "changing",
}
"""Method → the module of this package that has a function of its name.

A module is imported when it is first asked for: the first answer does not wait for what drills or saved cases need.
"""

_WITHOUT_LANGUAGE = ("version", "foresee")

ON_DEMAND = ("icalendar",)
"""The packages of others that are loaded only when an answer needs them."""


_GARBAGE = 20_000
"""How many objects there are more than after the last collection, before the next one."""


def handle(request: str) -> str:
    """Answer one request ``{"method": …, "params": {…}}`` with ``{"result": …}`` or ``{"error": {"code", "message"}}``.

    The methods are those of ``METHODS``; all but ``version`` and ``foresee`` want ``lang``. A fact that cannot be
    used gives ``{"error": {"code": "fact", "fact", "message"}}`` with the message in the reader's language; a request
    that makes no sense gives the code ``request``. Where a package is wanted that is loaded only on demand, there is
    ``{"error": {"code": "needs", "packages": […], "message"}}``: load them and ask again. A mistake of the package's
    own is raised.
    """
    if not gc.isenabled() and gc.get_count()[0] > _GARBAGE:
        gc.collect()  # the start image leaves it to us: while nothing is half done
    try:
        asked = read_json(request)
    except JsonError as error:
        return written(_refused(f"this is not JSON: {error}"))
    if not isinstance(asked, dict) or not isinstance(asked.get("params", {}), dict):
        return written(_refused('write {"method": …, "params": {…}}'))
    method, params = asked.get("method"), asked.get("params", {})
    if not isinstance(method, str) or method not in METHODS:
        return written(_refused(f"method: found {shown(repr(method))}, not one of {', '.join(METHODS)}"))
    rulebook = _rulebook()
    lang = params.get("lang")
    if method not in _WITHOUT_LANGUAGE and lang not in rulebook.languages:
        return written(_refused(f"lang: found {shown(repr(lang))}, not one of {', '.join(rulebook.languages)}"))
    told = {key: value for key, value in params.items() if key != "lang"}
    try:
        return written({"result": _function(method)(rulebook, lang, told)})
    except RequestError as error:
        return written(_refused(str(error)))
    except FactError as error:
        message = refusal_words(rulebook, error, lang)
        return written({"error": {"code": "fact", "fact": error.fact, "message": message}})
    except ModuleNotFoundError as error:
        if error.name not in ON_DEMAND:
            raise
        return written({"error": {"code": "needs", "packages": [error.name], "message": str(error)}})


def _function(method: str) -> Callable[[Rulebook, Language, Mapping[str, Any]], dict[str, Any]]:
    return getattr(import_module(f"playbook_sim.bridge.{METHODS[method]}"), method)


def _refused(message: str) -> dict[str, Any]:
    return {"error": {"code": "request", "message": message}}


@cache
def _rulebook() -> Rulebook:
    return load_rulebook()
