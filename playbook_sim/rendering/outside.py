"""A date that is no part of the sources and comes before theirs: told beside them, and taken for none of them."""

from __future__ import annotations

import datetime as dt

from playbook_sim.deadlines import outside_day
from playbook_sim.model import Deadline
from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.marks import outside_link
from playbook_sim.rendering.view import View


def outside_words(view: View, deadline: Deadline, today: dt.date) -> list[str]:
    """When it would be over by the word of others, whose word that is and what to do; nothing where all agree."""
    outside, day = deadline.laid[0].outside, outside_day(deadline)
    if outside is None or day is None:
        return []
    left = view.left(day, today)
    return [view.say("outside.date", date=view.date(day), left=left, text=view.text(outside.text))]


def render_outside(view: View, deadline: Deadline | None, today: dt.date) -> Html | None:
    """The same as a paragraph, with the address of those who say so."""
    outside, day = (deadline.laid[0].outside, outside_day(deadline)) if deadline else (None, None)
    if outside is None or day is None:
        return None
    left = el("span", view.left(day, today), class_="pb-left")
    said = view.html("outside.date", date=el("strong", view.time(day)), left=left, text=view.text(outside.text))
    link = view.rulebook.notes[outside.note].link
    return el("p", said, " " if link else None, outside_link(link) if link else None, class_="pb-outside")


def outside_short(view: View, deadline: Deadline | None) -> str:
    """The date in a few words, for beside those of the sources; "" where there is none."""
    day = outside_day(deadline) if deadline else None
    return view.say("outside.short", date=view.date(day)) if day else ""


def render_outside_short(view: View, deadline: Deadline | None) -> Html | None:
    """The same as markup."""
    day = outside_day(deadline) if deadline else None
    return view.html("outside.short", date=view.time(day)) if day else None
