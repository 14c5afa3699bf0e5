"""Answers as an iCalendar file: one all-day event for each date that the merchant must not miss.

This is the only module that needs the package ``icalendar``. The browser loads that package when it is first asked
for, so nothing may import this module before.
"""

from __future__ import annotations

import datetime as dt
import uuid
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from playbook_sim.model import Deadline, Language, PathStep, Resolution, Rulebook
from playbook_sim.rendering.deadlines import dates_of, is_over, missed_words
from playbook_sim.rendering.marks import actor_chain, doubt_words, plain_citation
from playbook_sim.rendering.view import View, link_from_simulator

with warnings.catch_warnings():
    # In the browser it comes without its time zones, and warns. Whole days need none.
    warnings.filterwarnings("ignore", category=UserWarning, module="dateutil")
    from icalendar import Alarm, Calendar, Event
    from icalendar.enums import STATUS, TRANSP

_NAMESPACE = uuid.UUID("5a0f1f0e-6f39-5d0a-9d0c-5b7b3c1d8e21")
_FIRST_DAY = dt.date(2020, 1, 1)
_MOST_ANSWERS = 99
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A case for the calendar.

    ``key`` tells the case from all others and stays what it is when its facts change; see ``usual_key``. ``name`` is
    what the merchant calls it (an order number, may be empty), ``link`` the address of its answer (may be empty).
    """

    key: str
    name: str
    link: str
    resolution: Resolution


def usual_key(rulebook: Rulebook, resolution: Resolution, name: str) -> str:
    """A key for a case that is not saved: its problem with its ``name``, or without one with the first date given."""
    case = resolution.case
    dates = (case.facts[id_] for id_ in rulebook.problems[case.problem].asks if id_ in case.facts)
    first = next((day.isoformat() for day in dates if isinstance(day, dt.date)), "")
    return " ".join([case.platform, case.problem, name.strip() or first])


def has_dates(resolution: Resolution) -> bool:
    """Whether there is anything to put into a calendar."""
    return any(True for _ in _dated(resolution))


def calendar_file(rulebook: Rulebook, lang: Language, entries: Iterable[Entry]) -> str:
    """The file for any number of cases, in the reader's language, with CRLF at the end of each line.

    A duty lies on its strict date. Waiting for somebody else lies on the last day by which it should be over. Both
    remind the day before. What has no date yet is left out. Raises RulebookError when a word is missing.
    """
    view = View(rulebook, lang, link_from_simulator)
    calendar = Calendar()
    calendar.add("prodid", f"-//After-Sales Playbook//{rulebook.version}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", view.say("take.calendar_name"))
    for entry in entries:
        for deadline, steps in _dated(entry.resolution):
            calendar.add_component(_event(view, entry, deadline, steps))
    return calendar.to_ical().decode("utf-8")


def _dated(resolution: Resolution) -> Iterator[tuple[Deadline, list[PathStep]]]:
    """The deadlines with a date that somebody must still keep, with the open steps under each.

    Which steps there are is not known while the branch is not: then a deadline holds whatever they will be.
    """
    for deadline in resolution.deadlines:
        steps = _open_steps(resolution, deadline)
        if deadline.kind in ("duty", "window") and dates_of(deadline) and (steps or not resolution.paths):
            yield deadline, steps


def _open_steps(resolution: Resolution, deadline: Deadline) -> list[PathStep]:
    found = {
        (step.problem, step.step.id, step.step.do["en"]): step
        for path in resolution.paths
        for step in path.steps
        if step.step.limit == deadline.id and step.state != "done" and not step.replaced
    }
    return list(found.values())


def _day(deadline: Deadline) -> dt.date:
    """Where a deadline with dates lies in the calendar."""
    day = deadline.strict if deadline.kind == "duty" else deadline.latest
    assert day is not None
    return day


def _event(view: View, entry: Entry, deadline: Deadline, steps: list[PathStep]) -> Event:
    resolution = entry.resolution
    summary = _summary(view, entry, deadline)
    stamp = dt.datetime.combine(resolution.today, dt.time(), tzinfo=dt.UTC)
    event = Event()
    event.add("uid", str(uuid.uuid5(_NAMESPACE, f"{entry.key}\n{resolution.case.problem}\n{deadline.id}")))
    event.add("sequence", _sequence(resolution))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("dtstart", _day(deadline))
    event.add("dtend", _day(deadline) + _ONE_DAY)
    event.add("summary", summary)
    event.add("description", "\n".join(_description(view, entry, deadline, steps)))
    if entry.link:
        event.add("url", entry.link)
    event.add("status", STATUS.CONFIRMED)
    event.add("transp", TRANSP.TRANSPARENT)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -_ONE_DAY)
    event.add_component(alarm)
    return event


def _sequence(resolution: Resolution) -> int:
    """A number that grows as the case goes on, so that calendars take a later file for the newer one.

    There is no clock and no memory: it grows with the day and, within a day, with what has been told.
    """
    told = len(resolution.case.facts) + len(resolution.case.done)
    return (resolution.today - _FIRST_DAY).days * (_MOST_ANSWERS + 1) + min(told, _MOST_ANSWERS)


def _summary(view: View, entry: Entry, deadline: Deadline) -> str:
    label = view.text(deadline.label)
    what = label if deadline.kind == "duty" else view.say("take.event_window", what=label)
    problem = view.rulebook.problems[entry.resolution.case.problem]
    return " · ".join(part for part in (what, entry.name.strip(), view.text(problem.title)) if part)


def _description(view: View, entry: Entry, deadline: Deadline, steps: list[PathStep]) -> Iterator[str]:
    resolution = entry.resolution
    for step in steps:
        yield from _supposed(view, resolution, step)
        yield f"{actor_chain(view, step.step)}: {view.text(step.step.do)}"
    yield ""
    for role, day in dates_of(deadline):
        yield f"{view.say(f'role.{role}')}: {view.date(day)}"
    if deadline.start is not None:
        yield view.say("deadline.from", event=view.text(deadline.start_event), date=view.date(deadline.start))
    for doubt in deadline.doubts:
        yield f"{doubt_words(view, doubt)}, {view.text(view.rulebook.doubts[doubt].title)}"
    if not deadline.unit_stated:
        yield f"{view.say('badge.unit_not_stated')}: {view.say('badge.unit_not_stated_why')}"
    if deadline.provisional:
        yield f"{view.say('deadline.provisional')} {view.text(deadline.provisional)}"
    if deadline.missed:
        yield missed_words(view, deadline.missed, over=is_over(deadline, resolution.today))
    yield ""
    yield from (plain_citation(view, cite) for cite in deadline.cites)
    yield ""
    yield view.say("take.worked_out", date=view.date(resolution.today), version=resolution.version)
    if entry.link:
        yield entry.link


def _supposed(view: View, resolution: Resolution, step: PathStep) -> Iterator[str]:
    """The futures that a step belongs to, where it does not belong to all."""
    paths = [path for path in resolution.paths if any(one.step.id == step.step.id for one in path.steps)]
    if len(paths) < len(resolution.paths):
        yield from (view.say("step.future", title=view.text(path.title)) for path in paths)
