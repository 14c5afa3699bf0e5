"""The evidence checklist: what to collect, and what it should show."""

from __future__ import annotations

from collections.abc import Iterable

from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.marks import citation_list
from playbook_sim.rendering.view import View


def render_evidence(view: View, ids: Iterable[str]) -> Html:
    """Each piece of evidence with what it should show and its sources; words when none is needed."""
    items = [_item(view, id_) for id_ in ids]
    return el("ul", *items, class_="pb-evidence") if items else el("p", view.say("evidence.none"), class_="pb-empty")


def _item(view: View, id_: str) -> Html:
    piece = view.rulebook.evidence[id_]
    return el(
        "li",
        el("strong", view.text(piece.label)),
        el("p", view.say("evidence.shows"), ": ", view.text(piece.shows)),
        citation_list(view, piece.cites),
    )
