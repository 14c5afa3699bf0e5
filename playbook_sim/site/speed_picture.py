"""Bars that compare how long each contender takes: one picture for each way of visiting, drawn at build time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.scale import FONT_SIZE, text_width

_WIDTH = 320
_ROW = 44
_BAR = 14
_LABEL = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """``said`` stands at the end of the bar; ``value`` None draws none. The one that matters most is ``ours``."""

    label: str
    value: float | None
    said: str
    ours: bool = False


def bars(id_: str, title: str, told: Sequence[Bar]) -> Html:
    """The picture, each bar below its label. What it shows is also its description; ``id_`` begins the ids inside."""
    most = max((bar.value for bar in told if bar.value is not None), default=1) or 1
    room = _WIDTH - max(text_width(bar.said, bold=True) for bar in told) - 10
    rows: list[Html] = []
    for number, bar in enumerate(told):
        rows += _row(bar, number * _ROW, room, most)
    return el(
        "svg",
        el("title", title, id=f"{id_}-title"),
        el("desc", ". ".join(f"{bar.label}: {bar.said}" for bar in told), id=f"{id_}-desc"),
        *rows,
        viewBox=f"0 0 {_WIDTH} {len(told) * _ROW}",
        role="img",
        aria_labelledby=f"{id_}-title",
        aria_describedby=f"{id_}-desc",
        font_size=FONT_SIZE,
        class_="pb-speed__picture",
    )


def _row(bar: Bar, top: float, room: float, most: float) -> list[Html]:
    kind = " pb-speed__text--ours" if bar.ours else ""
    middle = top + _LABEL + 6 + _BAR - 3
    parts = [el("text", bar.label, x=0, y=top + _LABEL, class_=f"pb-speed__text{kind}")]
    width = 0.0
    if bar.value is not None:
        width = max(round(room * bar.value / most, 1), 2)
        shape = "pb-speed__bar pb-speed__bar--ours" if bar.ours else "pb-speed__bar"
        parts.append(el("rect", x=0, y=top + _LABEL + 6, width=width, height=_BAR, rx=2, class_=shape))
    parts.append(el("text", bar.said, x=width + (6 if width else 0), y=middle, class_=f"pb-speed__text{kind}"))
    return parts
