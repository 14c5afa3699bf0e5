"""The picture of an answer's dates: one SVG, drawn from the top down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from playbook_sim.calendars import horizon
from playbook_sim.deadlines import outside_day
from playbook_sim.model import Deadline, Resolution, Text
from playbook_sim.projections import Projection, projected
from playbook_sim.rendering.deadlines import dates_of, expected_words, provisional_words, waits_words
from playbook_sim.rendering.forks import Fork, Group, decided_words, fork_words, forks
from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.scale import FONT_SIZE, LINE_HEIGHT, scale_for, text_width, wrapped
from playbook_sim.rendering.view import View

NARROW, WIDE = 320, 720
_MARGIN = 12
_LANE = 30
_GAP = 10
_MARK = 7
_TRUNK = 5
_LETTER = 9
_INDENT = 26
_BOLD = ("label", "future", "today", "fork", "letter")


def drawn_days(resolution: Resolution) -> list[dt.date]:
    """Every date that the picture must hold, besides today. What is projected lies inside a chain that is laid."""
    days = []
    for deadline in resolution.deadlines:
        dated = [day for _, day in dates_of(deadline)]
        if dated and deadline.start is not None:
            days += [deadline.start, *dated]
    return days


def starts_of(resolution: Resolution) -> dict[dt.date, Text]:
    """The events that counts start from, by their day."""
    return {
        deadline.start: deadline.start_event
        for deadline in resolution.deadlines
        if deadline.start is not None and dates_of(deadline)
    }


def in_words(view: View, resolution: Resolution, told: list[Group]) -> str:
    """What a picture of the groups ``told`` shows."""
    expected = projected(view.rulebook, resolution)
    said = [f"{view.say('timeline.today')}: {view.date(resolution.today)}"]
    said += [_event(view, start, event) for start, event in starts_of(resolution).items()]
    for group in told:
        if group.path is not None:
            said.append(f"{group.letter} · {group.said} → {group.end}")
            said += [] if group.deadlines else [view.say("future.own_none")]
        said += [
            f"{view.text(deadline.label)}: {_dates(view, resolution, expected, deadline)}"
            for deadline in group.deadlines
        ]
        if group.path is None:
            said += [
                f"{fork_words(view, fork)} – {decided_words(view, fork, resolution.today)}"
                for fork in forks(resolution)
            ]
    return ". ".join(said)


def _event(view: View, start: dt.date, event: Text) -> str:
    return view.say("timeline.start", event=view.text(event), date=view.short_date(start))


def _dates(view: View, resolution: Resolution, expected: Mapping[str, Projection], deadline: Deadline) -> str:
    """The dates of a row in words; what starts the count when there are none."""
    dated = dates_of(deadline)
    if not dated and deadline.id in expected:
        return expected_words(view, expected[deadline.id], short=True)
    if not dated:
        return waits_words(view, resolution, deadline)
    if day := outside_day(deadline):
        dated = [*dated, ("outside", day)]
    said = " · ".join(view.say(f"timeline.{role}", date=view.short_date(day)) for role, day in dated)
    return said + provisional_words(view, deadline)


class Picture:
    """One picture of ``resolution``, ``width`` units wide. ``y`` is where the next thing goes."""

    def __init__(self, view: View, resolution: Resolution, width: int, variant: str) -> None:
        self.view = view
        self.resolution = resolution
        self.width = width
        self.variant = variant
        self.parts: list[Html] = []
        self.y = 0.0
        self.scale = scale_for(drawn_days(resolution), resolution.today, _MARGIN, width - _MARGIN)
        self.projected = projected(view.rulebook, resolution)

    def draw(self, told: list[Group], said: str) -> Html:
        """The picture of the groups ``told`` as markup; ``said`` is the same in words."""
        self._axis()
        shared, *ways = told
        for deadline in shared.deadlines:
            self._row(deadline)
        if ways:
            self._parting(ways)
        height = round(self.y + _GAP)
        label = f"pb-timeline-{self.variant}"
        return el(
            "svg",
            el("title", self.view.say("timeline.title"), id=f"{label}-title"),
            el("desc", said, id=f"{label}-desc"),
            el("defs", self._hatch()),
            *self.parts,
            viewBox=f"0 0 {self.width} {height}",
            role="img",
            aria_labelledby=f"{label}-title",
            aria_describedby=f"{label}-desc",
            font_size=FONT_SIZE,
            class_=f"pb-timeline__picture pb-timeline__picture--{self.variant}",
        )

    # --- small pieces ---

    def _add(self, tag: str, **attributes: str | float) -> None:
        self.parts.append(el(tag, **attributes))

    def _line(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        self._add("line", x1=x1, x2=x2, y1=round(y1, 1), y2=round(y2, 1), class_=f"pb-tl-{kind}")

    def _bar(self, left: float, right: float, y: float, kind: str, **attributes: str) -> None:
        size = {"width": max(round(right - left, 1), 2), "height": 2 * _MARK}
        self._add("rect", x=left, y=round(y - _MARK, 1), **size, class_=f"pb-tl-{kind}", **attributes)

    def _start(self, start: dt.date, y: float) -> None:
        self._add("circle", cx=self.scale.x(start), cy=y, r=4, class_="pb-tl-start")

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

    def _paragraph(self, text: str, kind: str, indent: float = 0) -> None:
        for line in wrapped(text, self.width - 2 * _MARGIN - indent, bold=kind in _BOLD):
            self.y += LINE_HEIGHT
            self._text(_MARGIN + indent, self.y, line, kind)

    # --- the axis ---

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
        self._line(_MARGIN, self.y, self.width - _MARGIN, self.y, "axis")
        starts = starts_of(self.resolution)
        for start in starts:
            self._start(start, self.y)
        self._add("circle", cx=x, cy=self.y, r=5, class_="pb-tl-now")
        self.y += LINE_HEIGHT
        first, last = self.scale.first, self.scale.last
        self._text(_MARGIN, self.y, f"{self.view.short_date(first)} {first.year}", "axis")
        self._text(self.width - _MARGIN, self.y, f"{self.view.short_date(last)} {last.year}", "axis", "end")
        self.y += _GAP
        for start, event in starts.items():
            self._paragraph(_event(self.view, start, event), "start")
        self.y += _GAP

    # --- where the ways part ---

    def _parting(self, ways: list[Group]) -> None:
        """The questions that decide, then a branch for each way, all on the one scale above."""
        self.y += _GAP
        top = self.y + LINE_HEIGHT / 2 + 4
        for fork in forks(self.resolution):
            self._paragraph(fork_words(self.view, fork), "fork")
            self._paragraph(decided_words(self.view, fork, self.resolution.today, short=True), "dates")
            self._decision(fork)
        branch = top
        for group in ways:
            branch = self._way(group)
        self._line(_TRUNK, top, _TRUNK, branch, "trunk")
        self._add("circle", cx=_TRUNK, cy=round(top, 1), r=4, class_="pb-tl-parting")

    def _decision(self, fork: Fork) -> None:
        """The days on which it may be decided, as a broken bar."""
        if fork.window is None or fork.window.latest is None or self.resolution.today > fork.window.latest:
            self.y += _GAP
            return
        first = max(dates_of(fork.window)[0][1], self.resolution.today)
        middle = self.y + _LANE / 2 + 2
        left, right = self.scale.x(first), self.scale.x(fork.window.latest)
        self._bar(left, right, middle, "decision", rx="7")
        self._hatched(fork.window, left, right, middle)
        self._today(middle)
        self.y += _LANE

    def _way(self, group: Group) -> float:
        """A branch: its letter, how it goes and ends, its own dates. Returns where it leaves the trunk."""
        self.y += _GAP
        middle = self.y + LINE_HEIGHT - 4
        centre = _MARGIN + _LETTER
        self._line(_TRUNK, middle, centre - _LETTER, middle, "trunk")
        self._add("circle", cx=centre, cy=round(middle, 1), r=_LETTER, class_="pb-tl-letter")
        self._text(centre, middle + 4.5, group.letter, "letter", "middle")
        self._paragraph(group.said, "future", _INDENT)
        self._paragraph(f"→ {group.end}", "end", _INDENT)
        if not group.deadlines:
            self._paragraph(self.view.say("future.own_none"), "dates", _INDENT)
        self.y += _GAP
        for deadline in group.deadlines:
            self._row(deadline)
        return middle

    # --- a deadline ---

    def _row(self, deadline: Deadline) -> None:
        self._paragraph(self.view.text(deadline.label), "label")
        self._paragraph(_dates(self.view, self.resolution, self.projected, deadline), "dates")
        middle = self.y + _LANE / 2 + 2
        dated = dates_of(deadline)
        if dated and deadline.start is not None:
            self._lane(deadline, deadline.start, dated, middle)
        elif deadline.id in self.projected:
            self._expected(deadline, self.projected[deadline.id], middle)
        else:
            self._line(_MARGIN, middle, self.width - _MARGIN, middle, "unknown")
        self._today(middle)
        self.y += _LANE

    def _today(self, y: float) -> None:
        """Today as a stroke across the lane at ``y``, which leaves the words above and below it clear."""
        if not self.scale.beyond(self.resolution.today):
            x, reach = self.scale.x(self.resolution.today), _LANE / 2 - 5
            self._line(x, y - reach, x, y + reach, "today")

    def _lane(self, deadline: Deadline, start: dt.date, dated: list[tuple[str, dt.date]], y: float) -> None:
        first, last = self.scale.x(dated[0][1]), self.scale.x(dated[-1][1])
        begin = self.scale.x(start)
        self._line(begin, y, last, y, "run")
        self._start(start, y)
        if deadline.kind == "duty":
            for role, day in dated:
                self._mark(role, self.scale.x(day), y)
            if day := outside_day(deadline):
                self._add("circle", cx=self.scale.x(day), cy=y, r=5, class_="pb-tl-mark pb-tl-mark--outside")
        else:
            left = first if len(dated) > 1 else begin
            self._bar(left, last, y, "right" if deadline.kind == "right" else "window", rx="2")
            self._hatched(deadline, left, last, y)

    def _expected(self, deadline: Deadline, projection: Projection, y: float) -> None:
        """A window whose start is itself only expected: a broken bar from the first to the last day of it."""
        left, right = self.scale.x(projection.starts_from), self.scale.x(projection.ends_by)
        self._bar(left, right, y, "projected", rx="2")
        if projection.provisional is not None:
            self._hatched(deadline, left, right, y, provisional=True)

    def _hatched(self, deadline: Deadline, left: float, right: float, y: float, *, provisional: bool = False) -> None:
        """The part of a bar that lies beyond what its calendar officially knows."""
        if not (deadline.provisional or provisional):
            return
        known = horizon(self.view.rulebook.calendars[deadline.calendar]) if deadline.calendar else None
        from_x = max(left, self.scale.x(known)) if known else left
        if from_x <= right:
            self._bar(from_x, right, y, "provisional", fill=f"url(#pb-hatch-{self.variant})")

    def _mark(self, role: str, x: float, y: float) -> None:
        if role == "literal":
            self._add("rect", x=x - 5, y=y - 5, width=10, height=10, class_="pb-tl-mark pb-tl-mark--literal")
            return
        points = f"{x},{y - _MARK} {x + _MARK},{y} {x},{y + _MARK} {x - _MARK},{y}"
        self._add("polygon", points=points, class_=f"pb-tl-mark pb-tl-mark--{role}")
