"""The count behind a date, day by day: which days counted, which were skipped and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from playbook_sim.model import Count, Text
from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.view import View


@dataclass(frozen=True, slots=True)
class Line:
    """A counted day (``number``), the start day (number 0), or a run of skipped days with one reason (None)."""

    number: int | None
    first: dt.date
    last: dt.date
    kind: str
    name: Text | None


def lines(count: Count) -> list[Line]:
    """The count with each run of days skipped for the same reason drawn together."""
    drawn: list[Line] = []
    for day in count.days:
        number = 0 if day.kind == "start" else day.number
        line = Line(number, day.date, day.date, day.kind, day.name)
        before = drawn[-1] if drawn else None
        if before and number is None and (before.number, before.kind, before.name) == (None, day.kind, day.name):
            drawn[-1] = replace(before, last=day.date)
        else:
            drawn.append(line)
    return drawn


def reason(view: View, line: Line) -> str:
    """Why the days count or not: "weekend, not counted", "Spring Festival, not counted", "make-up working day"."""
    return view.say(f"ledger.{line.kind}", name=view.text(line.name) if line.name else "")


def span(view: View, line: Line) -> str:
    """The day, or the first and last day of a run."""
    if line.first == line.last:
        return view.date(line.first)
    return f"{view.short_date(line.first)} – {view.date(line.last)}"


def ledger(view: View, count: Count, marks: Mapping[dt.date, str], calendar: str | None) -> Html:
    """One count as a table. ``marks`` names days that mean something: {strict date: "Strict target"}."""
    rows = []
    for line in lines(count):
        mark = marks.get(line.last) if line.number else None
        remark = el("strong", mark) if mark else None
        rows.append(
            el(
                "tr",
                el("td", "–" if line.number is None else str(line.number), class_="pb-ledger__number"),
                el("td", el("time", span(view, line), datetime=line.first.isoformat())),
                el("td", reason(view, line), " · " if remark else None, remark),
                class_="pb-ledger__skipped" if line.number is None else "pb-ledger__marked" if mark else None,
            )
        )
    by = f"ledger.by.{'days' if calendar is None else 'working_days'}"
    named = "" if calendar is None else view.text(view.rulebook.calendars[calendar].name)
    caption = view.html(by, n=count.amount, start=view.time(count.start), end=view.time(count.end), calendar=named)
    head = el("tr", *(el("th", view.say(f"ledger.head.{column}"), scope="col") for column in ("number", "date", "why")))
    table = el("table", el("caption", caption), el("thead", head), el("tbody", *rows), class_="pb-ledger")
    return el("div", table, class_="pb-scroll", tabindex=0, role="group", aria_label=view.say("ledger.region"))
