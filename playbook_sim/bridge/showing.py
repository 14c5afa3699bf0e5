"""What the page shows of a case. It asks for this first, so nothing is imported here that it can do without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playbook_sim.appointments import has_dates
from playbook_sim.model import Language, Resolution, Rulebook
from playbook_sim.rendering.answer import announce, render_answer


def version(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """``{"rulebook": "1.0.0"}``."""
    return {"rulebook": rulebook.version}


def shown(rulebook: Rulebook, resolution: Resolution, lang: Language) -> dict[str, Any]:
    """``{"questions", "html", "announcement", "dated"}``. ``dated``: whether it has a date for a calendar."""
    return shown_with(rulebook, resolution, lang, render_answer(rulebook, resolution, lang))


def shown_with(rulebook: Rulebook, resolution: Resolution, lang: Language, html: Mapping[str, str]) -> dict[str, Any]:
    """What ``shown`` gives, with its parts rendered already."""
    return {
        "questions": list(resolution.questions),
        "html": html,
        "announcement": announce(rulebook, resolution, lang),
        "dated": has_dates(resolution),
    }
