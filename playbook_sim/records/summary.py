"""What a list shows of a saved case on a day, and until which day that stays as it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from playbook_sim.cases import read_case
from playbook_sim.deadlines import SOON, outside_day
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case, Deadline, PathStep, Resolution, Rulebook
from playbook_sim.rendering.foremost import foremost, foremost_words
from playbook_sim.rendering.refusal import refusal_words
from playbook_sim.rendering.view import View, link_from_simulator

_DAY = dt.timedelta(days=1)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNDATED = {"due": None, "literal": None, "due_of": None, "own_due": None, "perhaps": None, "provisional": False}
_CASE_KEYS = ("platform", "problem", "facts", "calendar", "done")

SETTLED = ("refunded", "sent_again", "returned", "no_payment", "platform_for_merchant")
"""The ways a case ends by what the merchant did: what was to be done on that day has been done with it."""


def summarise(rulebook: Rulebook, record: Any, today: Any) -> dict[str, Any]:
    """The summary of ``record`` on ``today`` (``"2026-11-26"``), as data for JSON.

    From ``from`` to ``until`` (both included; None is for ever) it is the same on every day but for those two. A case
    that cannot be answered, because its facts contradict each other or the rules no longer know one of them, says so in
    ``error``. In a closed case nothing is left to do, and its duties are those of the day on which it was closed; what
    was to be done then, and was not late yet, was done in time if the merchant has settled the case. ``closed_on`` and
    ``outcome`` tell which end the summary is of, see ``end_of``: it holds for a record that ends so, and for no other.

    ``due`` (with ``literal``) is the date that comes first, whatever it is of; where that is not what ``do`` says,
    ``due_of`` names it, and ``own_due`` is the date of what ``do`` says, if it has any. ``perhaps`` is the day on which
    an open duty is over by what is no part of the sources, where that is earlier, with the duty and its own date:
    ``{"day", "of", "due"}``.
    """
    end = end_of(record, today)
    if end["closed_on"] is None:
        return _on_a_day(rulebook, record, today) | end
    closing = _closing_day(record, end["closed_on"], today)
    return _closed(rulebook, _on_a_day(rulebook, record, closing, settled=end["outcome"] in SETTLED), today) | end


def end_of(record: Any, today: Any) -> dict[str, str | None]:
    """How and when a case has ended: ``{"closed_on", "outcome"}``, both None while it is open on ``today``."""
    still_open = {"closed_on": None, "outcome": None}
    if not isinstance(record, Mapping) or not isinstance(today, str):
        return still_open
    closed_on, outcome = record.get("closed_on"), record.get("outcome")
    if not isinstance(closed_on, str) or not _ISO.fullmatch(closed_on) or closed_on > today:
        return still_open
    return {"closed_on": closed_on, "outcome": outcome if isinstance(outcome, str) else None}


def _on_a_day(rulebook: Rulebook, record: Any, today: Any, *, settled: bool = False) -> dict[str, Any]:
    told = {key: record[key] for key in _CASE_KEYS if key in record} if isinstance(record, Mapping) else record
    if isinstance(told, dict):
        told["today"] = today
    try:
        case, day = read_case(rulebook, told)
    except FactError as error:
        return {"rulebook": rulebook.version, "from": today, "until": _until_mended(rulebook, error, today)} | _refused(
            rulebook, error
        )
    resolution = evaluate(rulebook, case, day)
    summary = _standing(rulebook, resolution, settled=settled)
    until = _until(rulebook, case, resolution, summary)
    return {"rulebook": rulebook.version, "from": day.isoformat(), "until": until.isoformat()} | summary


def _closing_day(record: Mapping[str, Any], closed_on: str, today: str) -> str:
    """The day to look at a closed case: when it was closed, or the last thing that happened in it if that is later."""
    facts = record.get("facts")
    given = facts.values() if isinstance(facts, Mapping) else ()
    happened = [value for value in given if isinstance(value, str) and _ISO.fullmatch(value) and value <= today]
    return max([closed_on, *happened])


def _closed(rulebook: Rulebook, at_closing: dict[str, Any], today: str) -> dict[str, Any]:
    nothing = {"urgency": "done"} | _UNDATED
    words = {
        "do": {view.lang: view.say("records.closed") for view in _views(rulebook)},
        "actor": dict.fromkeys(rulebook.languages, ""),
    }
    return at_closing | nothing | words | {"from": today, "until": None}


def _views(rulebook: Rulebook) -> Iterator[View]:
    return (View(rulebook, lang, link_from_simulator) for lang in rulebook.languages)


# --- on one day -------------------------------------------------------------------------------------------------


def _standing(rulebook: Rulebook, resolution: Resolution, *, settled: bool = False) -> dict[str, Any]:
    lines = {view.lang: (foremost(view, resolution), view) for view in _views(rulebook)}
    line, _ = next(iter(lines.values()))
    sorted_by = _sorted_by(resolution)
    return {
        "status": resolution.status,
        "urgency": line.urgency,
        "due": _iso(sorted_by and (sorted_by.strict or sorted_by.latest)),
        "literal": _iso(sorted_by and sorted_by.literal),
        "due_of": dict(sorted_by.label) if sorted_by and sorted_by.id != line.deadline else None,
        "own_due": _iso(line.days.get("strict") or line.days.get("latest")),
        "perhaps": _perhaps(resolution),
        "provisional": sorted_by is not None and sorted_by.provisional is not None,
        "do": {lang: foremost_words(view, line) for lang, (line, view) in lines.items()},
        "actor": {lang: line.actor for lang, (line, _) in lines.items()},
        "duties": _duties(rulebook, resolution, settled=settled),
        "error": None,
    }


def _refused(rulebook: Rulebook, error: FactError) -> dict[str, Any]:
    return {
        "status": "needs_facts",
        "urgency": "ask",
        **_UNDATED,
        "do": {view.lang: view.say("records.mend") for view in _views(rulebook)},
        "actor": {view.lang: view.name("actor", "merchant") for view in _views(rulebook)},
        "duties": {"kept": 0, "late": 0, "missed": 0},
        "error": {
            "fact": error.fact,
            "message": {lang: refusal_words(rulebook, error, lang, saved=True) for lang in rulebook.languages},
        },
    }


def _iso(day: dt.date | None) -> str | None:
    return day and day.isoformat()


def _open_limits(resolution: Resolution) -> set[str]:
    """The limits of the steps that are still to be done, whatever happens."""
    steps = [step for path in resolution.paths for step in path.steps]
    return {step.step.limit for step in steps if step.step.limit and _is_open(step)}


def _is_open(step: PathStep) -> bool:
    return step.state not in ("done", "conditional") and not step.replaced


def _running(resolution: Resolution) -> list[Deadline]:
    """The deadlines by which something is still to be done; all of them while no way is known."""
    running = _open_limits(resolution)
    return [deadline for deadline in resolution.deadlines if not resolution.paths or deadline.id in running]


def _sorted_by(resolution: Resolution) -> Deadline | None:
    """The duty whose strict date comes first; where there is none, the wait that ends first."""
    told = _running(resolution)
    duties = [(deadline.strict, deadline) for deadline in told if deadline.strict]
    waits = [(deadline.latest, deadline) for deadline in told if deadline.latest]
    return min(duties or waits, key=lambda dated: dated[0])[1] if duties or waits else None


def _perhaps(resolution: Resolution) -> dict[str, Any] | None:
    days = [(day, deadline) for deadline in _running(resolution) if (day := outside_day(deadline))]
    day, deadline = min(days, key=lambda dated: dated[0], default=(None, None))
    return (
        {"day": day.isoformat(), "of": dict(deadline.label), "due": _iso(deadline.strict)} if day and deadline else None
    )


def _duties(rulebook: Rulebook, resolution: Resolution, *, settled: bool) -> dict[str, int]:
    """The duties that were done in time, done late, and are past their last day and still open.

    With ``settled`` what was to be done now was done in time: the case ended on this day by what the merchant did.
    One that was ticked off without its day, or whose own clock was never told, counts nowhere: nobody can say.
    """
    counts = {"kept": 0, "late": 0, "missed": 0}
    if not resolution.paths:
        ends = [deadline.literal for deadline in resolution.deadlines if deadline.literal]
        counts["missed"] = sum(end < resolution.today for end in ends)
        return counts
    steps = {(step.problem, step.step.id): step for path in resolution.paths for step in path.steps}
    for step in steps.values():
        kept = _how_kept(rulebook, resolution, step, settled=settled)
        if kept:
            counts[kept] += 1
    return counts


def _how_kept(rulebook: Rulebook, resolution: Resolution, step: PathStep, *, settled: bool) -> str | None:
    limit = rulebook.limits[step.step.limit] if step.step.limit else None
    if limit is None or limit.kind != "duty":
        return None
    if step.state == "now" and settled:
        return "kept" if limit.counted_from in resolution.case.facts else None
    if step.state != "done":
        return "missed" if step.state == "overdue" and not step.replaced else None
    facts = resolution.case.facts
    done_on = facts.get(next(iter(step.step.done_when), ""))
    dated = isinstance(done_on, dt.date) and limit.counted_from in facts
    if not dated or (limit.amount_from is not None and limit.amount_from not in facts):
        return None
    return "late" if step.late else "kept"


# --- until which day --------------------------------------------------------------------------------------------


def _until(rulebook: Rulebook, case: Case, resolution: Resolution, summary: Mapping[str, Any]) -> dt.date:
    """The last day, from that of ``resolution`` on, on which its summary is the same."""
    for day in sorted(day for day in _turns(resolution) if resolution.today < day <= rulebook.last_date):
        if _standing(rulebook, evaluate(rulebook, case, day)) != summary:
            return day - _DAY
    return rulebook.last_date


def _turns(resolution: Resolution) -> set[dt.date]:
    """The days on which something may change: those that states and urgencies compare today with.

    A step's state turns on the start, on the strict date and after the last day; its urgency turns ``SOON`` days before
    the strict date, on it and after it, and likewise about the day that is no part of the sources. Facts that must lie
    in the past only ever get further into it.
    """
    turns: set[dt.date] = set()
    for deadline in resolution.deadlines:
        if deadline.start:
            turns.add(deadline.start)
        if deadline.strict:
            turns |= {deadline.strict - SOON * _DAY, deadline.strict, deadline.strict + _DAY}
        if outside := outside_day(deadline):
            turns |= {outside - SOON * _DAY, outside + _DAY}
        turns |= {last + _DAY for last in (deadline.literal, deadline.latest) if last}
    return turns


def _until_mended(rulebook: Rulebook, error: FactError, today: Any) -> Any:
    """A refusal that depends on today may be another tomorrow; every other one stays until the case is changed."""
    turns_daily = error.fact == "today" or error.code == "after_today"
    return today if turns_daily else rulebook.last_date.isoformat()
