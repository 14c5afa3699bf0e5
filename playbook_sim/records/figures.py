"""What many saved cases say together: the figures among those that the sources tell merchants to watch."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from playbook_sim.model import Language, Rulebook
from playbook_sim.records.summary import end_of, summarise
from playbook_sim.todays import Todays

METRICS: Mapping[str, tuple[str, ...]] = {
    "problems": ("complaint_trends",),
    "months": ("complaint_trends",),
    "days": ("after_sales_efficiency",),
    "response": ("response_time",),
    "on_time": ("team_performance",),
}
"""Part of the figures → the metrics of the sources that it works out, or (``on_time``) is the ground for."""

_RESPONSE = ("complaint_received_on", "complaint_answered_on")
_MONTHS = 12
_MOST_DUTIES = 100
# How long cases took, in groups: the last day of each but the last.
_GROUPS = (1, 3, 7, 14, 30, 60)


def figures(rulebook: Rulebook, lang: Language, records: Sequence[Any], today: Todays) -> dict[str, Any]:
    """The figures of ``records`` today, as data for JSON; what is no record is counted in ``damaged`` only.

    ``problems``: each problem with its cases, those with most cases first. ``months``: cases that began in each of the
    last months, by problem. ``on_time``: kept duties among those that were kept, done late, or are past their
    last day; None where there is none. ``days``: from the beginning to the end of closed cases. ``response``:
    from a complaint to its first answer. ``metrics``: which of the sources' figures each part belongs to.
    """
    sound = [record for record in records if _is_sound(rulebook, record)]
    cases = [(record, _summary(rulebook, record, today.of(record))) for record in sound]
    by_problem: dict[str, list[tuple[Mapping[str, Any], Mapping[str, Any]]]] = {}
    for case in cases:
        by_problem.setdefault(case[0]["problem"], []).append(case)
    order = sorted(by_problem, key=lambda id_: (-len(by_problem[id_]), list(rulebook.problems).index(id_)))
    return {
        **_counted(cases),
        "damaged": len(records) - len(sound),
        "problems": [_problem(rulebook, lang, id_, by_problem[id_]) for id_ in order],
        "months": _months(sound, max((today.of(record) for record in sound), default=today.china)),
        "outcomes": _outcomes(rulebook, lang, sound),
        "days": {**_spread(_lengths(sound)), "groups": _groups(_lengths(sound))},
        "response": _spread(_between(record, *_RESPONSE) for record in sound),
        "metrics": {
            part: [{"id": id_, "title": rulebook.metrics[id_].title[lang]} for id_ in ids]
            for part, ids in METRICS.items()
        },
    }


def _is_sound(rulebook: Rulebook, record: Any) -> bool:
    return (
        isinstance(record, Mapping)
        and isinstance(record.get("problem"), str)
        and record["problem"] in rulebook.problems
        and isinstance(record.get("facts", {}), Mapping)
        and _day(record.get("created_on")) is not None
    )


def _summary(rulebook: Rulebook, record: Mapping[str, Any], today: dt.date) -> Mapping[str, Any]:
    """The stored summary while it holds, else a fresh one."""
    stored, day = record.get("summary"), today.isoformat()
    holds = (
        isinstance(stored, Mapping)
        and stored.get("rulebook") == rulebook.version
        and _is_of(stored, end_of(record, day), day)
        and _are_counts(stored.get("duties"))
    )
    return stored if holds else summarise(rulebook, record, day)


def _is_of(stored: Mapping[str, Any], end: Mapping[str, str | None], day: str) -> bool:
    """Whether a summary is of a case with this ``end`` on this ``day``. A closed case is the same ever after."""
    if any(stored.get(key, "") != told for key, told in end.items()):
        return False
    until = stored.get("until")
    return end["closed_on"] is not None or (str(stored.get("from")) <= day and (until is None or day <= str(until)))


def _are_counts(duties: Any) -> bool:
    """Whether they are numbers as one case can have them: what another hand has stored must not bend the figures."""
    if not isinstance(duties, Mapping):
        return False
    counts = [duties.get(key) for key in ("kept", "late", "missed")]
    return all(type(count) is int and 0 <= count <= _MOST_DUTIES for count in counts)


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


# --- the parts --------------------------------------------------------------------------------------------------


def _counted(cases: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> dict[str, Any]:
    """Cases open and closed, and their duties."""
    cases = list(cases)
    closed = sum(_day(record.get("closed_on")) is not None for record, _ in cases)
    duties = {key: sum(summary["duties"][key] for _, summary in cases) for key in ("kept", "late", "missed")}
    told = sum(duties.values())
    return {
        "cases": len(cases),
        "open": len(cases) - closed,
        "closed": closed,
        "duties": duties,
        "on_time": round(duties["kept"] / told, 4) if told else None,
    }


def _problem(
    rulebook: Rulebook, lang: Language, id_: str, cases: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]
) -> dict[str, Any]:
    told = rulebook.problems[id_]
    return {
        "problem": id_,
        "platform": told.platform,
        "title": told.title[lang],
        **_counted(cases),
        "days": _spread(_lengths(record for record, _ in cases)),
    }


def _months(records: Iterable[Mapping[str, Any]], today: dt.date) -> list[dict[str, Any]]:
    newest = today.year * 12 + today.month - 1
    counted: dict[int, Counter[str]] = {number: Counter() for number in range(newest - _MONTHS + 1, newest + 1)}
    for record in records:
        began = dt.date.fromisoformat(record["created_on"])
        number = began.year * 12 + began.month - 1
        if number in counted:
            counted[number][record["problem"]] += 1
    return [
        {"month": f"{number // 12:04}-{number % 12 + 1:02}", "cases": found.total(), "problems": dict(found)}
        for number, found in counted.items()
    ]


def _outcomes(rulebook: Rulebook, lang: Language, records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    given = [record.get("outcome") for record in records if _day(record.get("closed_on"))]
    named = rulebook.vocabulary["closing"]
    return [
        {"outcome": id_, "title": title[lang], "cases": given.count(id_)}
        for id_, title in named.items()
        if id_ in given
    ]


def _lengths(records: Iterable[Mapping[str, Any]]) -> list[int]:
    """The days that each closed case took; 0 for one that ended on the day on which it began."""
    lengths = (_between(record, "created_on", "closed_on", facts=record) for record in records)
    return [length for length in lengths if length is not None]


def _between(record: Mapping[str, Any], first: str, last: str, facts: Mapping[str, Any] | None = None) -> int | None:
    facts = record.get("facts", {}) if facts is None else facts
    start, end = _day(facts.get(first)), _day(facts.get(last))
    return (end - start).days if start and end and start <= end else None


def _spread(lengths: Iterable[int | None]) -> dict[str, Any]:
    """How many there are, the middle value and the longest."""
    known = [length for length in lengths if length is not None]
    return {"cases": len(known), "median": median(known) if known else None, "longest": max(known, default=None)}


def _groups(lengths: Sequence[int]) -> list[dict[str, Any]]:
    """How many cases took how many days, in groups; the last has no end."""
    starts = (0, *(last + 1 for last in _GROUPS))
    ends = (*_GROUPS, None)
    return [
        {
            "first": first,
            "last": last,
            "cases": sum(first <= length and (last is None or length <= last) for length in lengths),
        }
        for first, last in zip(starts, ends, strict=True)
    ]
