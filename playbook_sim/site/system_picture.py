"""One picture of the whole: who takes part in an order, and what goes from one to the other.

It is narrow enough for a phone: one column of those who trade, and beside it the way of the goods.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.view import View
from playbook_sim.site import drawing as drawings
from playbook_sim.site.drawing import Drawing

_WIDTH = 150
_BESIDE = 96
_PARTS = {
    "buyer": _WIDTH,
    "store": _WIDTH,
    "you": _WIDTH,
    "dsers": _WIDTH,
    "tmall": _WIDTH,
    "supplier": _WIDTH,
    "carrier": _BESIDE,
    "customs": _BESIDE,
}

_TRADE = (
    ("buyer", "store", ("order", "money", "claims"), ("answer", "refund")),
    ("store", "you", ("order", "money", "claims"), ("answer", "refund")),
    ("you", "dsers", ("order", "money", "claims"), ("answer", "refund")),
    ("dsers", "tmall", ("order", "money", "claims"), ("answer", "refund")),
    ("tmall", "supplier", ("order", "money"), ()),
)
"""Who stands above whom, what goes down and what comes back."""

_GOODS = (("supplier", "carrier"), ("you", "carrier"), ("carrier", "customs"), ("customs", "buyer"))


def place(cache: Path, lang: str) -> Path:
    """Where the picture lies."""
    return cache / "system" / f"{lang}.svg"


def drawing(view: View, cache: Path) -> Drawing:
    """The picture in the language of ``view``, to be drawn."""
    return Drawing(
        path=place(cache, view.lang),
        dot=_graph(view),
        id="pb-system",
        title=view.say("system.title"),
        desc=view.say("flow.desc"),
    )


def as_text(view: View) -> Html:
    """The same as a list: who gives what to whom."""
    flows = [(above, below, down) for above, below, down, _ in _TRADE]
    flows += [(below, above, up) for above, below, _, up in _TRADE if up]
    flows += [(start, end, ("goods",)) for start, end in _GOODS]
    lines = (
        view.say("system.line", **{"from": _name(view, start), "to": _name(view, end), "what": _said(view, what)})
        for start, end, what in flows
    )
    return el("ul", *(el("li", line) for line in lines))


def _name(view: View, part: str) -> str:
    return view.say(f"system.part.{part}")


def _said(view: View, what: Sequence[str]) -> str:
    return ", ".join(view.say(f"system.flow.{flow}") for flow in what)


def _graph(view: View) -> str:
    lines = [
        drawings.node(part, _name(view, part), "pb-flow-start" if part == "you" else "pb-flow-step", width)
        for part, width in _PARTS.items()
    ]
    for above, below, down, up in _TRADE:
        rows = [f"↓ {_said(view, down)}", *([f"↑ {_said(view, up)}"] if up else [])]
        ends = "both" if up else "forward"
        lines.append(f"{above} -> {below} [dir={ends}, weight=100, label={drawings.label(rows)}];")
    goods = drawings.label([_said(view, ["goods"])])
    for start, end in _GOODS:
        # The goods travel up the picture, from the supplier to the buyer; beside "you" the carrier stands level.
        level = start == "you"
        edge = f"{start} -> {end} [label={goods}]" if level else f"{end} -> {start} [dir=back, label={goods}]"
        lines.append(f"{edge};")
    lines += ["{rank=same; store; customs}", "{rank=same; you; carrier}"]
    return drawings.graph(lines)
