"""The answer to a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playbook_sim.bridge.requests import resolved
from playbook_sim.bridge.showing import shown
from playbook_sim.contract import as_data
from playbook_sim.model import Language, Rulebook


def answer(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a case (see ``cases.read_case``): as data in ``answer``, and all that ``show`` gives."""
    resolution = resolved(rulebook, params)
    return {"answer": as_data(rulebook, resolution, lang), **shown(rulebook, resolution, lang)}
