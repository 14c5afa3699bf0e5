"""Answers as an iCalendar file: an all-day event for each date that the merchant must not miss.

This is the only module that needs the package ``icalendar``. The browser loads that package when it is first asked
for, so nothing may import this module before.
"""

from __future__ import annotations

import datetime as dt
import uuid
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from playbook_sim.appointments import Appointment, appointments
from playbook_sim.model import Language, PathStep, Resolution, Rulebook
from playbook_sim.rendering.deadlines import dates_of, is_over, missed_words
from playbook_sim.rendering.looking import look_words
from playbook_sim.rendering.marks import actor_chain, doubt_words, plain_citation
from playbook_sim.rendering.outside import outside_words
from playbook_sim.rendering.versions import overtaken_words
from playbook_sim.rendering.view import View, judging_book, link_from_simulator
from playbook_sim.rendering.whose_day import are_own_days, zone_words
from playbook_sim.rendering.words import say

with warnings.catch_warnings():
    # In the browser it comes without its time zones, and warns. Whole days need none.
    warnings.filterwarnings("ignore", category=UserWarning, module="dateutil")
    from icalendar import Alarm, Calendar, Event
    from icalendar.enums import STATUS, TRANSP

_NAMESPACE = uuid.UUID("5a0f1f0e-6f39-5d0a-9d0c-5b7b3c1d8e21")
_FIRST_DAY = dt.date(2020, 1, 1)
_FIRST_MOMENT = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
_MOST_ANSWERS = 99
_ONE_DAY = dt.timedelta(days=1)
_ALARMS = (dt.timedelta(hours=-15), dt.timedelta(hours=-6))
"""From the midnight on which the day begins where the reader is: at nine and at eighteen of the day before.

A day in China ends at 16:00 UTC: nine in the morning of the day itself is after that all over America.
"""
_OWN_ALARMS = (dt.timedelta(hours=-15), dt.timedelta(hours=9))
"""For the days of the merchant's own: nine in the morning of the day before, and of the day itself."""


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


def calendar_file(rulebook: Rulebook, lang: Language, entries: Iterable[Entry], now: dt.datetime | None = None) -> str:
    """The file for any number of cases, in the reader's language, with CRLF at the end of each line.

    Each of their appointments is an event that reminds twice before the day is over, wherever the reader is. ``now``:
    the moment (with its zone) in which the file is written, by which calendars tell the newest of several; else they go
    by the day and by how much has been told, which cannot tell one correction of the same day from another. Raises
    RulebookError when a word is missing.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//After-Sales Playbook//{rulebook.version}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say(rulebook, lang, "take.calendar_name"))
    for entry in entries:
        view = View(judging_book(rulebook, entry.resolution), lang, link_from_simulator)
        for appointment in appointments(entry.resolution):
            calendar.add_component(_event(view, entry, appointment, now))
    return calendar.to_ical().decode("utf-8")


def _event(view: View, entry: Entry, appointment: Appointment, now: dt.datetime | None) -> Event:
    resolution = entry.resolution
    summary = _summary(view, entry, appointment)
    stamp = now.astimezone(dt.UTC) if now else dt.datetime.combine(resolution.today, dt.time(), tzinfo=dt.UTC)
    event = Event()
    event.add("uid", _uid(entry, appointment))
    event.add("sequence", _sequence(resolution, now))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("dtstart", appointment.day)
    event.add("dtend", appointment.day + _ONE_DAY)
    event.add("summary", summary)
    event.add("description", "\n".join(_description(view, entry, appointment)))
    if entry.link:
        event.add("url", entry.link)
    event.add("status", STATUS.CONFIRMED)
    event.add("transp", TRANSP.TRANSPARENT)
    for trigger in _OWN_ALARMS if are_own_days(view, resolution) else _ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", trigger)
        event.add_component(alarm)
    return event


def _uid(entry: Entry, appointment: Appointment) -> str:
    """The same for the same date of a case whenever it is exported, wherever the date has moved to."""
    parts = [entry.key, entry.resolution.case.problem, appointment.deadline.id]
    if appointment.role in ("literal", "outside"):
        parts.append(appointment.role)
    return str(uuid.uuid5(_NAMESPACE, "\n".join(parts)))


def _sequence(resolution: Resolution, now: dt.datetime | None) -> int:
    """A number that grows as the case goes on, so that calendars take a later file for the newer one.

    With the moment it counts the seconds up to it. There is no other clock and no memory: without it, it grows with
    the day and, within a day, with what has been told.
    """
    if now is not None:
        return int((now - _FIRST_MOMENT).total_seconds())
    told = len(resolution.case.facts) + len(resolution.case.done)
    return (resolution.today - _FIRST_DAY).days * (_MOST_ANSWERS + 1) + min(told, _MOST_ANSWERS)


def _summary(view: View, entry: Entry, appointment: Appointment) -> str:
    label = view.text(appointment.deadline.label)
    what = label if appointment.role == "strict" else view.say(f"take.event_{appointment.role}", what=label)
    problem = view.rulebook.problems[entry.resolution.case.problem]
    return " · ".join(part for part in (what, entry.name.strip(), view.text(problem.title)) if part)


def _description(view: View, entry: Entry, appointment: Appointment) -> Iterator[str]:
    resolution, deadline = entry.resolution, appointment.deadline
    for step in appointment.steps:
        yield from _supposed(view, resolution, step)
        told = [*look_words(view, step.look_first), view.text(step.step.do)]
        yield f"{actor_chain(view, step.step)}: {' '.join(told)}"
    yield ""
    for role, day in dates_of(deadline):
        yield f"{view.say(f'role.{role}')}: {view.full_date(day)}"
    yield from outside_words(view, deadline, resolution.today)
    if deadline.start is not None:
        yield view.say("deadline.from", event=view.text(deadline.start_event), date=view.full_date(deadline.start))
    yield from overtaken_words(view, deadline)
    for doubt in deadline.doubts:
        yield f"{doubt_words(view, doubt)}, {view.text(view.rulebook.doubts[doubt].title)}"
    if not deadline.unit_stated:
        yield f"{view.say('badge.unit_not_stated')}: {view.say('badge.unit_not_stated_why')}"
    if deadline.provisional:
        yield f"{view.say('deadline.provisional')} {view.text(deadline.provisional)}"
    if deadline.missed:
        yield missed_words(view, deadline.missed, over=is_over(deadline, resolution.today))
    yield zone_words(view, resolution)
    if deadline.kind == "duty" and not are_own_days(view, resolution):
        yield view.say("take.day_end")
    yield ""
    yield from (plain_citation(view, cite) for cite in deadline.cites)
    yield ""
    yield view.say("take.worked_out", date=view.full_date(resolution.today), version=resolution.version)
    if entry.link:
        yield entry.link


def _supposed(view: View, resolution: Resolution, step: PathStep) -> Iterator[str]:
    """The futures that a step belongs to, where it does not belong to all."""
    paths = [path for path in resolution.paths if any(one.step.id == step.step.id for one in path.steps)]
    if len(paths) < len(resolution.paths):
        yield from (view.say("step.future", title=view.text(path.title)) for path in paths)
