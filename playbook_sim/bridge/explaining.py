"""What goes with an answer when the reader asks for it: how it came about, another one beside it, a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playbook_sim.bridge.requests import address, moment, one_of, resolved, table, text, texts
from playbook_sim.exports import FORMATS, Beside
from playbook_sim.exports import export as exported
from playbook_sim.model import Language, Rulebook
from playbook_sim.rendering.by_calendar import by_calendar_words, render_by_calendar
from playbook_sim.rendering.comparing import comparison_words, render_comparison
from playbook_sim.rendering.ledger_text import ledger_of


def compare(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """Two cases ``{"case", "other"}`` side by side: ``{"html", "announcement"}``. A mistake is one of ``other``."""
    before, after = (resolved(rulebook, params.get(key)) for key in ("case", "other"))
    return {
        "html": render_comparison(rulebook, before, after, lang),
        "announcement": comparison_words(rulebook, before, after, lang),
    }


def ledger(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """How one deadline of a case came about: the case with ``{"limit"}``: ``{"html", "text", "name", "type"}``."""
    case = {name: value for name, value in params.items() if name != "limit"}
    return ledger_of(rulebook, resolved(rulebook, case), lang, one_of(params, "limit", rulebook.limits))


def by_calendar(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """A case's deadlines in working days by the platform's calendar and by ``{"calendar"}``.

    Gives ``{"html", "announcement"}``.
    """
    calendar = one_of(params, "calendar", rulebook.calendars)
    resolution = resolved(rulebook, {**params, "calendar": None})
    return {
        "html": render_by_calendar(rulebook, resolution, lang, calendar),
        "announcement": by_calendar_words(rulebook, resolution, lang, calendar),
    }


def export(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a case as a file, see ``exports.export``: the case with ``"format"`` and, where there is one,
    ``"beside"``: ``{"key"?, "name"?, "link"?, "blanks"?, "now"?}``; ``now``: the moment of the export, see
    ``requests.moment``.
    """
    case = {name: value for name, value in params.items() if name not in ("format", "beside")}
    format_, told = one_of(params, "format", FORMATS), table(params, "beside")
    beside = Beside(
        key=text(told, "key"),
        name=text(told, "name"),
        link=address(told, "link"),
        blanks=texts(told, "blanks"),
        now=moment(told),
    )
    return exported(rulebook, resolved(rulebook, case), lang, format_, beside)
