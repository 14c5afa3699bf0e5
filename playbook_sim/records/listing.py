"""A list of saved cases: the next duty first; and the same as text for a terminal."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from playbook_sim.model import Language, Rulebook
from playbook_sim.records.summary import summarise
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.todays import Todays

WIDTH = 90
_NEVER = dt.date.max.isoformat()


def listed(
    rulebook: Rulebook,
    records: Iterable[Mapping[str, Any]],
    today: Todays,
    *,
    store: str | None = None,
    platform: str | None = None,
    closed_too: bool = False,
) -> list[dict[str, Any]]:
    """``records`` with their summaries: what is overdue first, then by the date of the next duty, closed ones last.

    Only those of ``store`` and ``platform`` where these are given, and closed ones only when asked for.
    """
    kept = [
        {**record, "summary": summarise(rulebook, record, today.of(record).isoformat())}
        for record in records
        if store in (None, record["store"])
        and platform in (None, record["platform"])
        and (closed_too or record["closed_on"] is None)
    ]
    return sorted(kept, key=_place)


def _place(record: Mapping[str, Any]) -> tuple[bool, int, str, str]:
    """Closed ones last; the others by urgency: overdue, not to be answered until something is mended, the rest."""
    summary = record["summary"]
    group = 0 if summary["urgency"] == "overdue" else 1 if summary["error"] else 2
    return record["closed_on"] is not None, group, summary["due"] or _NEVER, record["created_on"]


def list_text(rulebook: Rulebook, lang: Language, listed_: Sequence[Mapping[str, Any]], today: Todays) -> str:
    """A list as text, in at most ``WIDTH`` columns, ending with a newline."""
    view = View(rulebook, lang, link_from_simulator)
    if not listed_:
        return view.say("records.list_empty") + "\n"
    return "\n\n".join("\n".join(_lines(view, record, today.of(record))) for record in listed_) + "\n"


def _lines(view: View, record: Mapping[str, Any], today: dt.date) -> list[str]:
    summary = record["summary"]
    known = view.rulebook.problems.get(record["problem"])
    title = view.text(known.title) if known else record["problem"]
    platforms = view.rulebook.vocabulary["platform"]
    platform = platforms[record["platform"]][view.lang] if record["platform"] in platforms else record["platform"]
    name = [part for part in (record["store"], record["order"], platform, title) if part]
    lines = _wrapped(f"{_when(view, record, today)} · {' · '.join(name)}", "")
    lines += _wrapped(_what(view, record), "    ")
    if perhaps := summary["perhaps"]:
        day = dt.date.fromisoformat(perhaps["day"])
        said = {"what": perhaps["of"][view.lang], "day": view.date(day), "left": view.left(day, today)}
        lines += _wrapped(view.say("mycases.say.perhaps", **said), "    ")
    if summary["provisional"]:
        lines += _wrapped(view.say("now.provisional"), "    ")
    lines += _wrapped(" ".join(record["notes"].split()), "    » ") if record["notes"].strip() else []
    return lines


def _when(view: View, record: Mapping[str, Any], today: dt.date) -> str:
    summary = record["summary"]
    if record["closed_on"]:
        return view.say("records.list_closed", date=view.date(dt.date.fromisoformat(record["closed_on"])))
    said = view.say("mycases.say.wrong" if summary["error"] else f"urgency.{summary['urgency']}").upper()
    if not summary["due"]:
        return said
    due = dt.date.fromisoformat(summary["due"])
    dated = f"{said} · {_of(view, summary)}{view.date(due)} ({view.left(due, today)})"
    if summary["literal"] and summary["literal"] != summary["due"]:
        last = dt.date.fromisoformat(summary["literal"])
        return f"{dated} – {view.say('records.list_literal', date=view.date(last))}"
    return dated


def _of(view: View, summary: Mapping[str, Any]) -> str:
    """What the date is of, where it is not that of the thing to do; before it that thing's own date."""
    if not summary["due_of"]:
        return ""
    own = summary["own_due"]
    said = view.date(dt.date.fromisoformat(own)) if own else view.say("mycases.say.undated_step")
    return f"{said} · {summary['due_of'][view.lang]}: "


def _what(view: View, record: Mapping[str, Any]) -> str:
    summary = record["summary"]
    if summary["error"]:
        return summary["error"]["message"][view.lang]
    if record["outcome"]:
        return view.name("closing", record["outcome"])
    actor = summary["actor"][view.lang]
    return f"{actor}: {summary['do'][view.lang]}" if actor else summary["do"][view.lang]


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent)) or [indent]
