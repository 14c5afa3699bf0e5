"""Drills for new staff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playbook_sim import drills
from playbook_sim.drills import draw, read_answers, read_wish
from playbook_sim.model import Language, Rulebook
from playbook_sim.rendering.drill import graded_data, render_drill, render_graded, view_of_drills


def drill(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The drill of a wish ``{"seed", "topic", "difficulty", "today"}``, without its solution: ``{"html", "level"}``."""
    drill = draw(rulebook, read_wish(rulebook, params))
    return {"html": render_drill(view_of_drills(rulebook, lang), drill), "level": drill.level}


def grade(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The marks of ``answers`` to the drill of a wish: see ``rendering.drill.graded_data``."""
    drill = draw(rulebook, read_wish(rulebook, params))
    graded = drills.grade(rulebook, drill, read_answers(rulebook, drill, params.get("answers")))
    view = view_of_drills(rulebook, lang)
    return graded_data(view, graded) | {"html": render_graded(view, graded)}
