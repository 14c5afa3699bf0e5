"""The lines of the box at the top of an answer: what to do now, who, until when, and what to look at before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from playbook_sim.appointments import appointments
from playbook_sim.deadlines import SOON, outside_day
from playbook_sim.model import Deadline, PathStep, Resolution
from playbook_sim.rendering.deadlines import asks_start, dates_of, is_over, missed_words, no_target
from playbook_sim.rendering.looking import look_words
from playbook_sim.rendering.marks import actor_chain
from playbook_sim.rendering.versions import overtaken_words
from playbook_sim.rendering.view import View

PRESSING = ("overdue", "today", "soon")
"""The urgencies of a date that has come or nearly come, the most urgent first."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One thing to do or to wait for.

    ``when`` is the word list's sentence about its date, ``days`` and ``event`` fill it. ``futures``: the titles of
    the paths it belongs to, empty when it is the same for all. ``provisional``: the dates may still move.
    ``deadline``: the id of the deadline that the dates are of, empty where it has none. ``counted``: the deadline to
    compare with that by the platform's own calendar. ``missed``: what happens by itself once the time is over.
    ``ruled``: that the date follows from a rule which has changed since, or will. ``look_first``: what to look at
    before.
    """

    urgency: str
    actor: str
    do: str
    when: str
    days: Mapping[str, dt.date] = field(default_factory=dict)
    event: str = ""
    provisional: bool = False
    futures: tuple[str, ...] = ()
    deadline: str = ""
    counted: Deadline | None = None
    missed: str = ""
    ruled: tuple[str, ...] = ()
    look_first: tuple[str, ...] = ()


def headlines(view: View, resolution: Resolution) -> list[Headline]:
    """What each path says to do now, said once where the paths agree."""
    found: dict[tuple[object, ...], tuple[PathStep, list[str]]] = {}
    told = [path for path in resolution.paths if path.headline is not None]
    for path in told:
        step = next(step for step in path.steps if step.step.id == path.headline)
        key = (step.problem, step.step.id, step.step.do["en"])
        found.setdefault(key, (step, []))[1].append(view.text(path.title))
    lines = [
        _headline(view, resolution, step, () if len(titles) == len(told) else tuple(titles))
        for step, titles in found.values()
    ]
    return _with_next_duty(view, resolution, lines)


def _with_next_duty(view: View, resolution: Resolution, lines: list[Headline]) -> list[Headline]:
    """Where a thing to do has no date: beside it the duty whose date comes first, before it when that is near.

    Last come the other duties that are due by tomorrow: who reads this today may not look again in time.
    """
    laid = {one.deadline.id: one.deadline for one in appointments(resolution) if one.deadline.kind == "duty"}
    duties = sorted(laid.values(), key=lambda deadline: deadline.strict or dt.date.max)
    if duties and not (lines and all(line.days for line in lines)):
        duty = _duty_line(view, resolution, duties[0])
        lines = [duty, *lines] if duty.urgency in PRESSING else [*lines, duty]
    tomorrow, told = resolution.today + dt.timedelta(days=1), {line.deadline for line in lines}
    by_then = (one for one in duties if one.strict and one.strict <= tomorrow and one.id not in told)
    return [*lines, *(_duty_line(view, resolution, one) for one in by_then)]


def _headline(view: View, resolution: Resolution, path_step: PathStep, futures: tuple[str, ...]) -> Headline:
    step = path_step.step
    deadline = next((deadline for deadline in resolution.deadlines if deadline.id == step.limit), None)
    waits = step.actor not in ("merchant", "customer")
    urgency, when, days = _urgency(resolution.today, deadline, waits=waits)
    event = view.text(deadline.start_event) if deadline else ""
    look_first = _look_first(view, resolution, step.limit)
    return Headline(
        urgency=_unless_over(urgency, look_first),
        actor=actor_chain(view, step),
        do=view.text(step.do),
        when=_sentence(view, resolution, deadline, when),
        days=days,
        event=event,
        provisional=deadline is not None and deadline.provisional is not None,
        futures=futures,
        deadline=deadline.id if deadline else "",
        counted=deadline,
        missed=_missed(view, resolution, deadline),
        ruled=tuple(overtaken_words(view, deadline)) if deadline else (),
        look_first=look_first,
    )


def _look_first(view: View, resolution: Resolution, limit: str | None) -> tuple[str, ...]:
    """Whatever comes first: who has paid twice is not helped by having been told at the next step. The duty under
    ``limit`` speaks for itself as long as it is open."""
    return look_words(view, (id_ for id_ in resolution.look_first if id_ != limit))


def _unless_over(urgency: str, look_first: tuple[str, ...]) -> str:
    """Nobody is told that there is time where all of it may be over for another reason."""
    return "perhaps" if look_first and urgency in ("calm", "early") else urgency


def _missed(view: View, resolution: Resolution, deadline: Deadline | None) -> str:
    if deadline is None or deadline.missed is None:
        return ""
    return missed_words(view, deadline.missed, over=is_over(deadline, resolution.today))


def _duty_line(view: View, resolution: Resolution, duty: Deadline) -> Headline:
    """A duty whose date runs beside what is to be done first."""
    urgency, when, days = _urgency(resolution.today, duty, waits=False)
    look_first = _look_first(view, resolution, duty.id)
    return Headline(
        urgency=_unless_over(urgency, look_first),
        actor=view.name("actor", "merchant"),
        do=f"{view.text(duty.label)}.",
        when=f"now.{when}",
        days=days,
        event=view.text(duty.start_event),
        provisional=duty.provisional is not None,
        deadline=duty.id,
        missed=_missed(view, resolution, duty),
        ruled=tuple(overtaken_words(view, duty)),
        look_first=look_first,
    )


def said_once(lines: list[Headline]) -> list[Headline]:
    """What to look at first, at the first of the ``lines`` alone: the box is read from its top."""
    told: set[str] = set()
    found = []
    for line in lines:
        found.append(replace(line, look_first=tuple(words for words in line.look_first if words not in told)))
        told.update(line.look_first)
    return found


def _sentence(view: View, resolution: Resolution, deadline: Deadline | None, when: str) -> str:
    if deadline and no_target(deadline):
        return "now.no_target"
    return "now.enter_day" if deadline and asks_start(view, resolution, deadline) else f"now.{when}"


def _urgency(today: dt.date, deadline: Deadline | None, *, waits: bool) -> tuple[str, str, Mapping[str, dt.date]]:
    """How urgent a step is, the sentence that says so, and the dates in it. ``waits``: others are to act."""
    if deadline is None:
        return ("wait", "wait_untold", {}) if waits else ("now", "no_limit", {})
    dated = dates_of(deadline)
    if no_target(deadline):
        return "now", "no_target", {}
    if not dated:
        return "wait" if waits else "calm", "not_started", {}
    first, last = dated[0][1], dated[-1][1]
    if deadline.kind != "duty":
        sentence = "window_ended" if today > last else "window" if first < last else "window_until"
        return "overdue" if today > last else "wait", sentence, {"earliest": first, "latest": last}
    days = {"strict": first, "literal": last}
    two = "_two" if first != last else ""
    if today > last:
        return "overdue", f"overdue{two}", days
    if today > first:
        return "today", "past_strict", days
    urgency = "today" if today == first else "soon" if (first - today).days <= SOON else _calm(deadline, today)
    ahead = deadline.timing == "after" and today < first
    return urgency, f"nothing_before{two}" if ahead else f"due{two}", days


def _calm(deadline: Deadline, today: dt.date) -> str:
    """There is time, unless by the word of others it is over, or soon will be."""
    day = outside_day(deadline)
    if day is None or (day - today).days > SOON:
        return "calm"
    return "early" if today <= day else "perhaps"


def nothing_left(resolution: Resolution) -> str:
    """The word list's sentence for an answer with nothing to do: all is done, or the rest may never come."""
    rest = any(step.state == "conditional" for path in resolution.paths for step in path.steps)
    return "now.nothing_for_now" if rest else "now.nothing_left"


def beside_the_question(view: View, resolution: Resolution) -> list[Headline]:
    """A clock that runs whatever the answer to the question will be. Where a path is known its steps tell it."""
    return [] if resolution.paths else _with_next_duty(view, resolution, [])


def parted(lines: list[Headline]) -> tuple[list[Headline], list[Headline]]:
    """Those that stand above the question or the refusal, and those below it, each thing to look at said once."""
    pressing = [line for line in lines if line.urgency in PRESSING]
    told = said_once([*pressing, *(line for line in lines if line not in pressing)])
    return told[: len(pressing)], told[len(pressing) :]


def question(view: View, resolution: Resolution) -> str:
    """The next question in words."""
    label = view.text(view.rulebook.facts[resolution.next_question].label) if resolution.next_question else ""
    return view.say("now.answer", question=label)
