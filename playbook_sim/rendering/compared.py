"""A date counted by another calendar than the limit's own, beside the date by the platform's calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace

from playbook_sim.evaluation import evaluate
from playbook_sim.model import Deadline, Resolution
from playbook_sim.rendering.deadlines import date_words, plain_date_words
from playbook_sim.rendering.html import Html
from playbook_sim.rendering.view import View


@dataclass(frozen=True, slots=True)
class Comparison:
    """The calendar chosen, the platform's own (both by id), and the answer and the deadline by the latter."""

    calendar: str
    own_calendar: str
    resolution: Resolution
    deadline: Deadline


def comparison(view: View, resolution: Resolution, deadline: Deadline | None) -> Comparison | None:
    """What ``deadline`` is by the platform's own calendar; None where it has no dates or was counted by that one."""
    if deadline is None or deadline.start is None or resolution.case.calendar is None:
        return None
    own_calendar = view.rulebook.limits[deadline.id].calendar
    if own_calendar is None or own_calendar == resolution.case.calendar:
        return None
    own = evaluate(view.rulebook, replace(resolution.case, calendar=None), resolution.today)
    laid = next(other for other in own.deadlines if other.id == deadline.id)
    return Comparison(resolution.case.calendar, own_calendar, own, laid)


def _names(view: View, compared: Comparison) -> dict[str, str]:
    calendars = view.rulebook.calendars
    return {
        "calendar": view.text(calendars[compared.calendar].name),
        "own": view.text(calendars[compared.own_calendar].name),
    }


def compared_words(view: View, compared: Comparison) -> Html:
    """The comparison as a sentence with both calendars and the platform's date."""
    return view.html(
        "now.compared", dates=date_words(view, compared.resolution, compared.deadline), **_names(view, compared)
    )


def plain_compared_words(view: View, compared: Comparison) -> str:
    """Like ``compared_words``, as plain text."""
    dates = plain_date_words(view, compared.resolution, compared.deadline)
    return view.say("now.compared", dates=dates, **_names(view, compared))
