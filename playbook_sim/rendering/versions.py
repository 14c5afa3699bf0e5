"""Limits that change from a day on: which version counts, and what came before or comes after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from playbook_sim.errors import RulebookError
from playbook_sim.model import Deadline, Limit, Ruling
from playbook_sim.rendering.view import View
from playbook_sim.rendering.words import reading_words
from playbook_sim.versions import before_known, earlier, later


def ruling_words(view: View, deadline: Deadline) -> list[str]:
    """By which version each part of a deadline is counted, a sentence or two each; nothing where none changes."""
    said = [ruling_sentence(view, ruling) for ruling in deadline.rulings]
    if len(deadline.laid) == 1:
        return said
    return [f"{view.text(ruling.limit.label)}: {words}" for ruling, words in zip(deadline.rulings, said, strict=True)]


def overtaken_words(view: View, deadline: Deadline) -> list[str]:
    """As ``ruling_words``, only where the rule in force is not the newest one, or where none is known."""
    dated = [ruling for ruling in deadline.rulings if ruling.start is not None]
    odd = [ruling for ruling in dated if later(ruling.limit) or before_known(ruling.limit, ruling.start)]
    return ruling_words(view, deadline) if odd else []


def ruling_sentence(view: View, ruling: Ruling) -> str:
    """By which version a count is judged, and what has come or comes after it, or what was before."""
    limit = ruling.limit
    if ruling.start is None:
        parts = [_from(view, version, limit) for version in reversed(limit.versions)]
        return view.say("version.undated", versions="; ".join(parts))
    if before_known(limit, ruling.start) and limit.valid_from is not None:
        return view.say("version.before_known", date=view.date(limit.valid_from))
    if newer := later(limit):
        judged = view.say("version.older", start=view.date(ruling.start), duration=version_words(view, limit, newer[0]))
        return " ".join([judged, *(_later(view, version, limit) for version in newer)])
    before = [_before(view, version, limit, lambda old: version_words(view, old, limit)) for version in earlier(limit)]
    since = view.say("version.newest", date=view.date(limit.valid_from)) if limit.valid_from else ""
    return f"{since} {view.say('version.formerly', versions='; '.join(before))}" if before else since


def since_words(view: View, limit: Limit) -> str:
    """From when a limit, or each link of a chain, holds and what held before; empty where it has always been so."""
    links = [view.rulebook.limits[id_] for id_ in limit.chain] or [limit]
    said = []
    for link in links:
        if words := _since(view, link, lambda version, link=link: version_words(view, version, link)):
            said.append(f"{view.text(link.label)}: {words}" if limit.chain else words)
    return "; ".join(said)


def with_earlier(view: View, limit: Limit, told: Callable[[Limit], str]) -> str:
    """What is ``told`` of the newest version of a limit, and beside it from when it holds and what held before."""
    newest = limit.versions[0] if limit.versions else limit
    since = _since(view, limit, told)
    return f"{told(newest)} ({since})" if since else told(newest)


def _since(view: View, limit: Limit, told: Callable[[Limit], str]) -> str:
    """ "for counts that start on … or later; before …: 5 days"; empty where it has always been so."""
    if not limit.versions or limit.versions[0].valid_from is None:
        return ""
    before = [_before(view, version, limit, told) for version in limit.versions[1:]]
    return "; ".join([view.say("version.since", date=view.date(limit.versions[0].valid_from)), *before])


def version_words(view: View, version: Limit, other: Limit) -> str:
    """How long a version is, and besides what else sets it apart from ``other``: readings, calendar, consequence."""
    said = view.duration(version)
    if version.kind == "duty" and (version.strict, version.literal) != (other.strict, other.literal):
        days = {reading: reading_words(view.rulebook, view.lang, version, reading) for reading in ("strict", "literal")}
        said = f"{said} ({view.say('limit.readings', **days)})"
    if version.calendar and other.calendar and version.calendar != other.calendar:
        said = f"{said} ({view.text(view.rulebook.calendars[version.calendar].name)})"
    if version.missed and version.missed != other.missed:
        said = f"{said} ({view.text(version.missed).rstrip('.')})"
    return said


def _from(view: View, version: Limit, other: Limit) -> str:
    if version.valid_from is None:
        return _before(view, version, other, lambda old: version_words(view, old, other))
    words = version_words(view, version, other)
    return view.say("version.from", date=view.date(version.valid_from), duration=words)


def _before(view: View, version: Limit, limit: Limit, told: Callable[[Limit], str]) -> str:
    """What is ``told`` of an older version, with the day on which the next one took its place."""
    next_one = limit.versions[limit.versions.index(version) - 1]
    return view.say("version.before", date=view.date(_first_day(next_one)), duration=told(version))


def _first_day(version: Limit) -> dt.date:
    """The day from which a version holds that took the place of another one."""
    if version.valid_from is None:
        raise RulebookError(f"limits.toml: {version.id}", "took the place of another version; add its valid_from")
    return version.valid_from


def _later(view: View, version: Limit, other: Limit) -> str:
    words = version_words(view, version, other)
    return view.say("version.later", date=view.date(_first_day(version)), duration=words)
