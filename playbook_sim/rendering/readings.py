"""The strict and the literal reading of a duty side by side, each with the wording that leads to it."""

from __future__ import annotations

import datetime as dt

from playbook_sim.model import Deadline, Limit, Reason
from playbook_sim.rendering.html import NOTHING, Html, el, joined
from playbook_sim.rendering.marks import citation_list
from playbook_sim.rendering.view import View
from playbook_sim.rendering.words import reading_day

READINGS = ("strict", "literal")


def reasons_of(limit: Limit) -> dict[str, Reason]:
    """Reading → the wording behind it; empty where one wording leaves one date."""
    told = {"strict": limit.strict_because, "literal": limit.literal_because}
    return {reading: reason for reading, reason in told.items() if reason}


def reading_cites(limit: Limit) -> set[str]:
    """The passages that ``render_readings`` quotes."""
    return {cite for reason in reasons_of(limit).values() for cite in reason.cites}


def render_readings(view: View, deadline: Deadline, today: dt.date) -> Html:
    """Two columns, one for each reading: its date if there is one, its day in the count, why, and in which words."""
    limit = deadline.laid[0]
    columns = (
        el(
            "div",
            el("dt", view.say(f"role.{reading}")),
            _date(view, getattr(deadline, reading), today),
            el("dd", day_words(view, limit, reading), class_="pb-reading__day"),
            el("dd", view.text(reason.text), class_="pb-reading__why"),
            el("dd", citation_list(view, reason.cites)),
            class_=f"pb-date pb-date--{reading} pb-reading",
        )
        for reading, reason in reasons_of(limit).items()
    )
    return el("dl", *columns, class_="pb-dates pb-readings")


def _date(view: View, day: dt.date | None, today: dt.date) -> Html:
    if day is None:
        return NOTHING
    return el("dd", joined([view.time(day), el("span", view.left(day, today), class_="pb-left")], " "))


def day_words(view: View, limit: Limit, reading: str) -> str:
    """Which day of the count a reading means: "day 4 of the count"."""
    return view.say("readings.day", n=reading_day(limit, reading) or 0)


def one_date_words(view: View, deadline: Deadline) -> str:
    """That the wording of a duty leaves one date; empty where the merchant set it, or where there are two readings."""
    limit = deadline.laid[0]
    if deadline.kind != "duty" or limit.amount_from is not None or reasons_of(limit):
        return ""
    return view.say("readings.one", n=reading_day(limit, "strict") or 0)
