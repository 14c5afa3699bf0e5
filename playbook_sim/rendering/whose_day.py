"""Whose days the dates of an answer are, and when the last of them ends for the reader."""

from __future__ import annotations

import datetime as dt

from playbook_sim.model import Resolution
from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.view import View
from playbook_sim.todays import NO_PLATFORM


def zone_words(view: View, resolution: Resolution) -> str:
    """Whose days the dates of an answer are: the platform's, or the merchant's own where it is about no platform."""
    return view.say("deadline.zone_own" if are_own_days(view, resolution) else "deadline.zone")


def render_day_end(view: View, resolution: Resolution, last: dt.date | None) -> Html | None:
    """The place where the page's script says at which hour of the reader's own clock the ``last`` day of a duty ends.

    It is empty and hidden: only the browser knows the reader's time zone. None where the day is over, or is nobody
    else's than the merchant's.
    """
    if last is None or last < resolution.today or are_own_days(view, resolution):
        return None
    return el("p", class_="pb-day-end", data_day_end=last.isoformat(), hidden=True)


def are_own_days(view: View, resolution: Resolution) -> bool:
    """Whether the dates of an answer are days where the merchant is. All others are days in China."""
    return view.rulebook.problems[resolution.case.problem].platform == NO_PLATFORM
