"""Part 2 of an answer: a picture of its dates, in a narrow and a wide variant, with the same in words for all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from playbook_sim.calendars import horizon
from playbook_sim.model import Deadline, Resolution, Text
from playbook_sim.rendering.deadlines import date_words, dates_of, waits_words
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.scale import FONT_SIZE, LINE_HEIGHT, scale_for, text_width, wrapped
from playbook_sim.rendering.view import View

NARROW, WIDE = 320, 720
_MARGIN = 12
_LANE = 30
_GAP = 10
_MARK = 7
_BOLD = ("label", "future", "today")


@dataclass(frozen=True, slots=True)
class Group:
    """Deadlines that belong together: those of all futures (no title) or of one future, with how that one ends."""

    title: str | None
    end: str | None
    deadlines: tuple[Deadline, ...]


def groups(view: View, resolution: Resolution) -> list[Group]:
    """The deadlines that all futures share, then those of each future, in the order of the answer."""
    by_id = {deadline.id: deadline for deadline in resolution.deadlines}
    paths = resolution.paths
    shared = {id_ for id_ in by_id if all(id_ in path.deadlines for path in paths)}
    found = [Group(None, None, tuple(deadline for id_, deadline in by_id.items() if id_ in shared))]
    if len(paths) > 1:
        for path in paths:
            own = tuple(deadline for id_, deadline in by_id.items() if id_ in path.deadlines and id_ not in shared)
            title = view.say("step.future", title=view.text(path.title))
            found.append(Group(title, view.name("outcome", path.outcome), own))
    return [group for group in found if group.deadlines or group.title]


def render_timeline(view: View, resolution: Resolution) -> Html:
    """The picture in both widths (the style sheet shows the one that fits) and the list of the same dates."""
    days = _days(resolution)
    if not resolution.deadlines:
        return el("p", view.say("timeline.none" if resolution.paths else "timeline.pending"), class_="pb-empty")
    listed = _list(view, resolution)
    if not days:
        return joined([el("p", view.say("timeline.waiting"), class_="pb-empty"), listed])
    pictures = [
        _Picture(view, resolution, width, variant).draw() for width, variant in ((NARROW, "narrow"), (WIDE, "wide"))
    ]
    legend = el("p", joined(_legend(view, resolution), " "), class_="pb-timeline__legend")
    details = el("details", el("summary", view.say("timeline.in_words")), listed, class_="pb-details")
    return joined([el("div", *pictures, class_="pb-timeline"), legend, details])


def _days(resolution: Resolution) -> list[dt.date]:
    """Every date that the picture must hold, besides today."""
    days = []
    for deadline in resolution.deadlines:
        dated = [day for _, day in dates_of(deadline)]
        if dated and deadline.start is not None:
            days += [deadline.start, *dated]
    return days


def _starts(resolution: Resolution) -> dict[dt.date, Text]:
    """The events that counts start from, by their day."""
    return {
        deadline.start: deadline.start_event
        for deadline in resolution.deadlines
        if deadline.start is not None and dates_of(deadline)
    }


def _list(view: View, resolution: Resolution) -> Html:
    items = [el("li", view.say("timeline.today"), ": ", view.time(resolution.today))]
    for start, event in _starts(resolution).items():
        items.append(el("li", view.html("timeline.start", event=view.text(event), date=view.time(start))))
    for group in groups(view, resolution):
        inside = [
            el("li", view.text(each.label), ": ", date_words(view, resolution, each), _provisional(view, each))
            for each in group.deadlines
        ]
        if group.title is None:
            items += inside
        else:
            items.append(el("li", f"{group.title} → {group.end}", el("ul", *inside) if inside else None))
    return el("ul", *items, class_="pb-timeline__list")


def _provisional(view: View, deadline: Deadline) -> str:
    return f" ({view.say('badge.provisional')})" if deadline.provisional else ""


def _legend(view: View, resolution: Resolution) -> list[Html]:
    roles = {role for deadline in resolution.deadlines for role, _ in dates_of(deadline)}
    shown = ["start", *(kind for kind in ("strict", "literal", "due") if kind in roles)]
    shown += ["window"] if "latest" in roles else []
    shown += ["right"] if "until" in roles else []
    shown += ["provisional"] if any(deadline.provisional for deadline in resolution.deadlines) else []
    return [
        el(
            "span",
            el("span", class_=f"pb-key pb-key--{kind}", aria_hidden="true"),
            view.say(f"timeline.key.{kind}"),
        )
        for kind in shown
    ]


class _Picture:
    """One SVG, drawn from the top down. ``y`` is where the next thing goes."""

    def __init__(self, view: View, resolution: Resolution, width: int, variant: str) -> None:
        self.view = view
        self.resolution = resolution
        self.width = width
        self.variant = variant
        self.parts: list[Html] = []
        self.y = 0.0
        self.scale = scale_for(_days(resolution), resolution.today, _MARGIN, width - _MARGIN)

    def draw(self) -> Html:
        self._axis()
        for group in groups(self.view, self.resolution):
            if group.title is not None:
                self._future(group)
            for deadline in group.deadlines:
                self._row(deadline)
        height = round(self.y + _GAP)
        label = f"pb-timeline-{self.variant}"
        return el(
            "svg",
            el("title", self.view.say("timeline.title"), id=f"{label}-title"),
            el("desc", self._said(), id=f"{label}-desc"),
            el("defs", self._hatch()),
            *self.parts,
            viewBox=f"0 0 {self.width} {height}",
            role="img",
            aria_labelledby=f"{label}-title",
            aria_describedby=f"{label}-desc",
            font_size=FONT_SIZE,
            class_=f"pb-timeline__picture pb-timeline__picture--{self.variant}",
        )

    def _said(self) -> str:
        said = [f"{self.view.say('timeline.today')}: {self.view.date(self.resolution.today)}"]
        said += [self._event(start, event) for start, event in _starts(self.resolution).items()]
        for deadline in self.resolution.deadlines:
            said.append(f"{self.view.text(deadline.label)}: {self._dates(deadline)}")
        return ". ".join(said)

    def _event(self, start: dt.date, event: Text) -> str:
        return self.view.say("timeline.start", event=self.view.text(event), date=self.view.short_date(start))

    def _start(self, start: dt.date, y: float) -> Html:
        return el("circle", cx=self.scale.x(start), cy=y, r=4, class_="pb-tl-start")

    def _hatch(self) -> Html:
        stroke = el("line", x1=0, y1=0, x2=0, y2=6, class_="pb-tl-hatch")
        return el(
            "pattern",
            stroke,
            id=f"pb-hatch-{self.variant}",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )

    def _text(self, x: float, y: float, text: str, kind: str, anchor: str = "start") -> None:
        self.parts.append(
            el("text", text, x=x, y=round(y, 1), text_anchor=anchor, class_=f"pb-tl-text pb-tl-text--{kind}")
        )

    def _paragraph(self, text: str, kind: str) -> None:
        for line in wrapped(text, self.width - 2 * _MARGIN, bold=kind in _BOLD):
            self.y += LINE_HEIGHT
            self._text(_MARGIN, self.y, line, kind)

    def _axis(self) -> None:
        """Today's label with its mark, then the line with its first and last day."""
        today = self.resolution.today
        said = f"{self.view.say('timeline.today')} · {self.view.short_date(today)}"
        x = self.scale.x(today)
        if self.scale.beyond(today):
            said = f"{said} {today.year} →" if today > self.scale.last else f"← {said} {today.year}"
        half = text_width(said, bold=True) / 2
        self.y += LINE_HEIGHT
        self._text(min(max(x, _MARGIN + half), self.width - _MARGIN - half), self.y, said, "today", "middle")
        self.y += _GAP
        self.parts.append(el("line", x1=_MARGIN, x2=self.width - _MARGIN, y1=self.y, y2=self.y, class_="pb-tl-axis"))
        starts = _starts(self.resolution)
        for start in starts:
            self.parts.append(self._start(start, self.y))
        self.parts.append(el("circle", cx=x, cy=self.y, r=5, class_="pb-tl-now"))
        self.y += LINE_HEIGHT
        first, last = self.scale.first, self.scale.last
        self._text(_MARGIN, self.y, f"{self.view.short_date(first)} {first.year}", "axis")
        self._text(self.width - _MARGIN, self.y, f"{self.view.short_date(last)} {last.year}", "axis", "end")
        self.y += _GAP
        for start, event in starts.items():
            self._paragraph(self._event(start, event), "start")
        self.y += _GAP

    def _future(self, group: Group) -> None:
        self.y += _GAP
        self.parts.append(el("line", x1=_MARGIN, x2=self.width - _MARGIN, y1=self.y, y2=self.y, class_="pb-tl-fork"))
        self._paragraph(group.title or "", "future")
        self._paragraph(f"→ {group.end}", "end")
        self.y += _GAP

    def _dates(self, deadline: Deadline) -> str:
        """The dates of a row in words; what starts the count when there are none."""
        view = self.view
        dated = dates_of(deadline)
        if not dated:
            return waits_words(view, self.resolution, deadline)
        said = " · ".join(view.say(f"timeline.{role}", date=view.short_date(day)) for role, day in dated)
        return said + _provisional(view, deadline)

    def _row(self, deadline: Deadline) -> None:
        self._paragraph(self.view.text(deadline.label), "label")
        self._paragraph(self._dates(deadline), "dates")
        middle = self.y + _LANE / 2 + 2
        dated = dates_of(deadline)
        if dated and deadline.start is not None:
            self._lane(deadline, deadline.start, dated, middle)
        else:
            self.parts.append(
                el("line", x1=_MARGIN, x2=self.width - _MARGIN, y1=middle, y2=middle, class_="pb-tl-unknown")
            )
        self._today(middle)
        self.y += _LANE

    def _today(self, y: float) -> None:
        """Today as a stroke across the lane at ``y``, which leaves the words above and below it clear."""
        if not self.scale.beyond(self.resolution.today):
            x, reach = self.scale.x(self.resolution.today), _LANE / 2 - 5
            self.parts.append(el("line", x1=x, x2=x, y1=y - reach, y2=y + reach, class_="pb-tl-today"))

    def _lane(self, deadline: Deadline, start: dt.date, dated: list[tuple[str, dt.date]], y: float) -> None:
        first, last = self.scale.x(dated[0][1]), self.scale.x(dated[-1][1])
        begin = self.scale.x(start)
        self.parts.append(el("line", x1=begin, x2=last, y1=y, y2=y, class_="pb-tl-run"))
        self.parts.append(self._start(start, y))
        if deadline.kind == "duty":
            for role, day in dated:
                self.parts.append(self._mark(role, self.scale.x(day), y))
        else:
            left = first if len(dated) > 1 else begin
            box = {"x": left, "y": y - _MARK, "width": max(round(last - left, 1), 2), "height": 2 * _MARK, "rx": 2}
            self.parts.append(el("rect", **box, class_="pb-tl-right" if deadline.kind == "right" else "pb-tl-window"))
            if deadline.provisional:
                self._hatched(deadline, left, last, y)

    def _hatched(self, deadline: Deadline, left: float, right: float, y: float) -> None:
        """The part of a bar that lies beyond what its calendar officially knows."""
        known = horizon(self.view.rulebook.calendars[deadline.calendar]) if deadline.calendar else None
        from_x = max(left, self.scale.x(known)) if known else left
        self.parts.append(
            el(
                "rect",
                x=from_x,
                y=y - _MARK,
                width=max(round(right - from_x, 1), 2),
                height=2 * _MARK,
                fill=f"url(#pb-hatch-{self.variant})",
                class_="pb-tl-provisional",
            )
        )

    @staticmethod
    def _mark(role: str, x: float, y: float) -> Html:
        if role == "literal":
            return el("rect", x=x - 5, y=y - 5, width=10, height=10, class_="pb-tl-mark pb-tl-mark--literal")
        points = f"{x},{y - _MARK} {x + _MARK},{y} {x},{y + _MARK} {x - _MARK},{y}"
        return el("polygon", points=points, class_=f"pb-tl-mark pb-tl-mark--{role}")
