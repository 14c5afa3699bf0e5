"""How a deadline came about: each count behind it as a picture of its months, and as a table."""

from __future__ import annotations

import datetime as dt

from playbook_sim.model import Count, Deadline
from playbook_sim.rendering.deadlines import calendar_of, dates_of
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.ledger import ledger
from playbook_sim.rendering.month import pictured_count
from playbook_sim.rendering.view import View


def marks_of(deadline: Deadline, count: Count) -> dict[dt.date, str]:
    """The days of a count that are dates of the deadline, with their roles; in a chain also where a link ends."""
    days = {day.date for day in count.days}
    links = {} if count is deadline.counts[-1] else {count.end: "link_end"}
    return links | {date: role for role, date in dates_of(deadline) if date in days}


def render_day_by_day(view: View, deadline: Deadline) -> Html:
    """Every count of a deadline that has dates: its months, and folded away the same as a table."""
    return joined(_count(view, deadline, number, count) for number, count in enumerate(deadline.counts))


def _count(view: View, deadline: Deadline, number: int, count: Count) -> Html:
    calendar = calendar_of(deadline, count)
    marks = marks_of(deadline, count)
    words = {date: view.say(f"role.{role}") for date, role in marks.items()}
    table = el(
        "details",
        el("summary", view.say("month.as_table")),
        ledger(view, count, words, calendar),
        class_="pb-details",
    )
    title = el("h5", view.text(deadline.laid[number].label)) if len(deadline.counts) > 1 else None
    return el("div", title, pictured_count(view, count, marks, calendar), table, class_="pb-counted")
