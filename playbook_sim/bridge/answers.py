"""The answer to a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playbook_sim.appointments import has_dates
from playbook_sim.bridge.requests import resolved
from playbook_sim.contract import as_data
from playbook_sim.model import Language, Rulebook
from playbook_sim.rendering.answer import announce, render_answer


def version(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """``{"rulebook": "1.0.0"}``."""
    return {"rulebook": rulebook.version}


def answer(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a case (see ``cases.read_case``): ``{"answer", "questions", "html", "announcement", "dated"}``.

    ``dated``: whether it has a date for a calendar.
    """
    resolution = resolved(rulebook, params)
    return {
        "answer": as_data(rulebook, resolution, lang),
        "questions": list(resolution.questions),
        "html": render_answer(rulebook, resolution, lang),
        "announcement": announce(rulebook, resolution, lang),
        "dated": has_dates(resolution),
    }
