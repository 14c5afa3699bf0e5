"""The evidence checklist: what to collect and what we suggest that it shows, and what is sent and to be kept."""

from __future__ import annotations

from collections.abc import Iterable

from playbook_sim.model import Resolution
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.marks import citation_list
from playbook_sim.rendering.remembered import remembered
from playbook_sim.rendering.view import View


def render_evidence(view: View, ids: Iterable[str]) -> Html:
    """Each piece of evidence with what we suggest that it shows and its sources; words when none is needed."""
    items = [_item(view, id_) for id_ in ids]
    return el("ul", *items, class_="pb-evidence") if items else el("p", view.say("evidence.none"), class_="pb-empty")


def render_case_evidence(view: View, resolution: Resolution) -> Html:
    """The evidence of an answer: what is still to be collected as a checklist, then what is sent already."""
    if not resolution.paths:
        return el("p", view.say("evidence.pending"), class_="pb-empty")
    wanted, kept = sorted_evidence(resolution)
    if not kept:
        return render_evidence(view, wanted)
    pieces = [view.rulebook.evidence[id_] for id_ in kept]
    items = [el("li", view.text(piece.label), citation_list(view, piece.cites)) for piece in pieces]
    return joined(
        [
            render_evidence(view, wanted) if wanted else None,
            el("p", view.say("evidence.kept")),
            el("ul", *items, class_="pb-kept"),
        ]
    )


def sorted_evidence(resolution: Resolution) -> tuple[list[str], list[str]]:
    """The evidence still wanted, and the evidence whose steps are all done."""
    steps = [step for path in resolution.paths for step in path.steps]
    open_ids = {id_ for step in steps if step.state != "done" for id_ in step.step.evidence}
    wanted = [id_ for id_ in resolution.evidence if id_ in open_ids]
    return wanted, [id_ for id_ in resolution.evidence if id_ not in open_ids]


@remembered
def _item(view: View, id_: str) -> Html:
    piece = view.rulebook.evidence[id_]
    return el(
        "li",
        el("strong", view.text(piece.label)),
        el("p", view.say("evidence.suggested"), ": ", view.text(piece.shows)),
        citation_list(view, piece.cites),
    )
