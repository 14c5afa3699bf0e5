"""When sources, notices of calendars and facts from outside were last checked; and days that are still to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playbook_sim.errors import RulebookError
from playbook_sim.loading.files import RulebookFiles


def tables(rulebook: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table that may say when it was checked, or link to something outside, with its place. Raises
    RulebookError."""
    files = RulebookFiles(rulebook)
    for name in ("sources.toml", *files.names("notes"), *files.names("calendars")):
        data = files.read(name)
        inside = "references" if name.startswith("calendars") else ""
        for id_, told in (data.get(inside, {}) if inside else data).items():
            if isinstance(told, dict):
                yield f"{name}: {'.'.join(filter(None, (inside, id_)))}", told


def checked(rulebook: Path) -> Iterator[tuple[str, dt.date]]:
    """The place of each table that says when it was checked, and that day. One with a time the loader refuses."""
    for place, told in tables(rulebook):
        day = told.get("checked_on")
        if isinstance(day, dt.date) and not isinstance(day, dt.datetime):
            yield place, day


def to_come(rulebook: Path, today: dt.date) -> list[RulebookError]:
    """A mistake for each day that is later than ``today``: until then nobody would be told to look again."""
    return [
        RulebookError(
            f"{place}.checked_on",
            f"found {day}, which is still to come; write the day on which it was last looked at, such as {today}",
        )
        for place, day in checked(rulebook)
        if day > today
    ]
