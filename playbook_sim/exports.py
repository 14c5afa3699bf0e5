"""An answer as a file to take along: text, Markdown, JSON, or dates for a calendar; and the dates of many cases."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from playbook_sim.appointments import has_dates
from playbook_sim.cases import read_case
from playbook_sim.contract import as_data
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case, Language, Resolution, Rulebook
from playbook_sim.rendering.markdown import render_markdown
from playbook_sim.rendering.messages import NO_BLANKS
from playbook_sim.rendering.text import render_text
from playbook_sim.todays import Todays
from playbook_sim.untrusted import clean

_TYPES = {
    "text": ("txt", "text/plain"),
    "markdown": ("md", "text/markdown"),
    "json": ("json", "application/json"),
    "calendar": ("ics", "text/calendar"),
}

FORMATS = tuple(_TYPES)
"""What an answer can be written as."""

_CASE_KEYS = ("platform", "problem", "facts", "calendar", "done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What goes with an answer, all of it optional.

    ``key`` and ``name`` of the case are for calendars, see ``calendar_file.Entry``; without a key there is the usual
    one. ``link``: the address of the answer. ``blanks``: what the merchant has filled into the messages.
    ``by_hand``: whoever reads the text writes cases by hand, see ``render_text``. ``now``: the moment of the export,
    with its zone, for calendars, see ``calendar_file.calendar_file``.
    """

    key: str = ""
    name: str = ""
    link: str = ""
    blanks: Mapping[str, str] = NO_BLANKS
    by_hand: bool = False
    now: dt.datetime | None = None


NOTHING_BESIDE = Beside()


def export(
    rulebook: Rulebook, resolution: Resolution, lang: Language, format_: str, beside: Beside = NOTHING_BESIDE
) -> dict[str, str]:
    """The answer as a file: its ``text``, a ``name`` for it, and its MIME ``type``; ``format_`` is one of ``FORMATS``.

    Raises RulebookError when a word is missing, and for the calendar ModuleNotFoundError where the package
    ``icalendar`` is not there.
    """
    text = _WRITERS[format_](rulebook, resolution, lang, beside)
    return _file(format_, f"{resolution.case.problem}-{resolution.today.isoformat()}", text)


def _file(format_: str, name: str, text: str) -> dict[str, str]:
    ending, type_ = _TYPES[format_]
    return {"text": text, "name": f"after-sales-{name}.{ending}", "type": type_}


def _text(rulebook: Rulebook, resolution: Resolution, lang: Language, beside: Beside) -> str:
    return render_text(rulebook, resolution, lang, link=beside.link, blanks=beside.blanks, by_hand=beside.by_hand)


def _markdown(rulebook: Rulebook, resolution: Resolution, lang: Language, beside: Beside) -> str:
    return render_markdown(rulebook, resolution, lang, link=beside.link, blanks=beside.blanks)


def _json(rulebook: Rulebook, resolution: Resolution, lang: Language, beside: Beside) -> str:
    return json.dumps(as_data(rulebook, resolution, lang), ensure_ascii=False, indent=2) + "\n"


def _calendar(rulebook: Rulebook, resolution: Resolution, lang: Language, beside: Beside) -> str:
    from playbook_sim.calendar_file import Entry, calendar_file, usual_key

    key = beside.key or usual_key(rulebook, resolution, beside.name)
    entry = Entry(key=key, name=beside.name, link=beside.link, resolution=resolution)
    return calendar_file(rulebook, lang, [entry], beside.now)


_WRITERS: Mapping[str, Callable[[Rulebook, Resolution, Language, Beside], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
    "calendar": _calendar,
}


def export_cases(
    rulebook: Rulebook,
    records: Sequence[Any],
    lang: Language,
    today: Todays,
    link: str,
    now: dt.datetime | None = None,
) -> dict[str, Any]:
    """The calendar of saved cases as a file, as in ``export``, with what is in it and what is not.

    ``link`` is the address of the simulator, ``now`` the moment of the export with its zone.

    ``cases``: how many are in the file. ``closed``, ``contradictory``, ``undated``: how many are not, because they are
    closed, because their facts contradict each other or the rules (or they are no cases at all), and because they have
    no date yet. Raises FactError for a ``today`` that the rules do not cover, and as ``export`` does.
    """
    from playbook_sim.calendar_file import Entry, calendar_file

    entries, left_out = [], {"closed": 0, "contradictory": 0, "undated": 0}
    for record in records:
        if not isinstance(record, Mapping) or not isinstance(record.get("id"), str):
            left_out["contradictory"] += 1
            continue
        if record.get("closed_on"):
            left_out["closed"] += 1
            continue
        told = {key: record[key] for key in _CASE_KEYS if key in record}
        try:
            resolution = evaluate(rulebook, *read_case(rulebook, told | {"today": today.of(told).isoformat()}))
        except FactError as error:
            if error.fact == "today":
                raise
            left_out["contradictory"] += 1
            continue
        if not has_dates(resolution):
            left_out["undated"] += 1
            continue
        parts = (record.get("order"), record.get("store"))
        name = " · ".join(clean(part) for part in parts if isinstance(part, str) and part)
        address = case_link(link, resolution.case, resolution.version, record["id"])
        entries.append(Entry(key=record["id"], name=name, link=address, resolution=resolution))
    file = _file("calendar", f"cases-{today.own}", calendar_file(rulebook, lang, entries, now))
    return {**file, "cases": len(entries), **left_out}


def case_link(simulator: str, case: Case, version: str, saved: str = "") -> str:
    """The address of a case on the simulator's page, for whatever day it is opened on.

    ``saved``: the id of the case in the reader's browser, which then opens that one, and no copy of it.
    """
    pairs = {
        "platform": case.platform,
        "problem": case.problem,
        **case.facts,
        **({"calendar": case.calendar} if case.calendar else {}),
        **({"done": " ".join(case.done)} if case.done else {}),
        "v": version,
        **({"case": saved} if saved else {}),
    }
    return f"{simulator}#{urlencode(pairs)}"
