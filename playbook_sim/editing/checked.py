"""When sources, notices of calendars and facts from outside were last checked; and days on which something is said to
have been done, and which are still to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playbook_sim.errors import RulebookError
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.model import Rulebook
from playbook_sim.site import translations


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


def released_to_come(rulebook: Rulebook, today: dt.date) -> list[RulebookError]:
    """A mistake for each version that was released later than ``today``: its answers are given already."""
    history = enumerate(rulebook.history, 1)
    days = [("rulebook.toml: released", rulebook.released)]
    days += [(f"history.toml: version[{number}].released", release.released) for number, release in history]
    return [
        RulebookError(
            place,
            f"found {day}, which is still to come; write the day on which it is released, {today} at the latest, the "
            "same in rulebook.toml and history.toml. What holds from a later day on is a valid_from in limits.toml",
        )
        for place, day in days
        if day > today
    ]


def confirmed_to_come(root: Path, today: dt.date) -> Iterator[tuple[int, str]]:
    """The line in the record of translations, and what to do about it, for each text of the project in ``root`` that
    was confirmed later than ``today``."""
    late = {place: told.on for place, told in translations.read(root).items() if told.on > today}
    lines = (root / translations.RECORD).read_text(encoding="utf-8-sig").splitlines() if late else []
    for place, day in late.items():
        line = next(number for number, line in enumerate(lines, 1) if line.startswith(f'"{place}"'))
        again = f'{translations.COMMAND} "{place}"'
        yield line, f"found {day}, which is still to come; take the line out, and confirm the text again: {again}"
