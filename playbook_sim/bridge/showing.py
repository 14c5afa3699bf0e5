"""What the page shows of a case. It asks for this first, so nothing is imported here that it can do without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playbook_sim.appointments import has_dates
from playbook_sim.bridge.requests import resolved
from playbook_sim.model import Language, Resolution, Rulebook
from playbook_sim.rendering.answer import announce, render_answer


def version(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """``{"rulebook": "1.0.0"}``."""
    return {"rulebook": rulebook.version}


def show(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a case (see ``cases.read_case``) as the page shows it, see ``shown``."""
    return shown(rulebook, resolved(rulebook, params), lang)


def shown(rulebook: Rulebook, resolution: Resolution, lang: Language) -> dict[str, Any]:
    """``{"questions", "html", "announcement", "dated"}``. ``dated``: whether it has a date for a calendar."""
    return {
        "questions": list(resolution.questions),
        "html": render_answer(rulebook, resolution, lang),
        "announcement": announce(rulebook, resolution, lang),
        "dated": has_dates(resolution),
    }
