"""The worked cases: ``tests/cases/<platform>/<problem>.toml``, written from the sources for people to read.

Each is facts and a day, and what must come out. Every key is known here: a misspelt one fails, because an
expectation that nobody reads would hold for ever.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"

NOT_STARTED = "not started"
ANALOGY = ", by analogy"

_CASE = {"name": str, "today": dt.date, "calendar": str, "facts": dict, "expect": dict}
_EXPECT = {
    "status": str,
    "next_question": str,
    "unused": list,
    "paths": dict,
    "deadlines": dict,
    "messages": list,
    "gaps": list,
    "warnings": list,
    "doubts": list,
    "cites": list,
}
_PATH = {"supposes": dict, "outcome": str, "first": str, "steps": list}
_DEADLINE = {
    "strict": dt.date,
    "literal": dt.date,
    "earliest": dt.date,
    "latest": dt.date,
    "unit_stated": bool,
    "calendar": str,
    "provisional": bool,
    "by_analogy": bool,
}
_ENDS = ({"strict", "literal"}, {"earliest", "latest"})


class CaseError(Exception):
    """A case file that cannot be read; the message names the file, the case and what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedCase:
    """One case: what the reader tells (``request``), and what the answer must be.

    ``next_question`` None: nothing is asked any more. ``unused``: exactly the facts named as unused. ``paths``:
    exactly these rules in this order, and ``deadlines`` exactly these limits, as normalised by the reader below.
    ``messages``: exactly these, or None where the case is not about them. ``contains``: key of the answer → ids
    that must be among the others.
    """

    name: str
    file: str
    request: Mapping[str, Any]
    status: str
    next_question: str | None
    unused: tuple[str, ...]
    paths: Mapping[str, Mapping[str, Any]]
    deadlines: Mapping[str, Mapping[str, Any]]
    messages: tuple[str, ...] | None
    contains: Mapping[str, tuple[str, ...]]

    @property
    def today(self) -> dt.date:
        """The day on which the case is asked."""
        return dt.date.fromisoformat(self.request["today"])

    @property
    def problem(self) -> str:
        """The id of the problem."""
        return self.request["problem"]


def read_cases(folder: Path = FOLDER) -> list[WorkedCase]:
    """All cases below ``folder``. Raises CaseError for a key, a type or a name that is not right."""
    cases = [case for file in sorted(folder.glob("*/*.toml")) for case in _file(file)]
    for case in cases:
        if [other.name for other in cases].count(case.name) > 1:
            raise CaseError(f"{case.file}: two cases are called {case.name!r}; a name tells a case from all others")
    return cases


def _file(file: Path) -> Iterator[WorkedCase]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"{file.name}: this is not TOML: {error}") from None
    _check(file.name, data, {"case": list}, needed=("case",))
    for number, entry in enumerate(data["case"], 1):
        yield _case(file, f"{file.name}, case {number}", entry)


def _case(file: Path, place: str, entry: Mapping[str, Any]) -> WorkedCase:
    _check(place, entry, _CASE, needed=("name", "today", "expect"))
    place = f"{file.name}, {entry['name']!r}"
    if len(entry["name"].split()) < 4 or entry["name"] != entry["name"].strip():
        raise CaseError(f"{place}: write the name as a sentence that says what happens")
    expect = entry["expect"]
    _check(f"{place}, expect", expect, _EXPECT, needed=("status", "cites"))
    if not expect["cites"]:
        raise CaseError(f"{place}, expect: name at least one citation that must be shown")
    calendar = entry.get("calendar")
    request = {
        "platform": file.parent.name,
        "problem": file.stem,
        "facts": {id_: _plain(value) for id_, value in entry.get("facts", {}).items()},
        "today": entry["today"].isoformat(),
    } | ({"calendar": calendar} if calendar else {})
    return WorkedCase(
        name=entry["name"],
        file=file.name,
        request=request,
        status=expect["status"],
        next_question=expect.get("next_question"),
        unused=tuple(expect.get("unused", ())),
        paths={id_: _path(f"{place}, path {id_}", path) for id_, path in expect.get("paths", {}).items()},
        deadlines={
            id_: _deadline(f"{place}, deadline {id_}", deadline, calendar)
            for id_, deadline in expect.get("deadlines", {}).items()
        },
        messages=tuple(expect["messages"]) if "messages" in expect else None,
        contains={
            key: tuple(expect.get(written, ()))
            for key, written in {
                "gaps": "gaps",
                "warnings": "warnings",
                "doubts": "doubts",
                "citations": "cites",
            }.items()
        },
    )


def _path(place: str, path: Any) -> dict[str, Any]:
    _check(place, path, _PATH, needed=("outcome", "steps"))
    return {
        "supposes": path.get("supposes", {}),
        "outcome": path["outcome"],
        "first": path.get("first"),
        "steps": path["steps"],
    }


def _deadline(place: str, deadline: Any, calendar: str | None) -> dict[str, Any]:
    """What must hold for a deadline. What a case does not say has the ordinary value: no key is left unlooked at."""
    if isinstance(deadline, str):
        if deadline not in (NOT_STARTED, NOT_STARTED + ANALOGY):
            raise CaseError(f"{place}: found {deadline!r}; write {NOT_STARTED!r} or dates")
        return {"dates": {}, "provisional": False, "by_analogy": deadline.endswith(ANALOGY)}
    _check(place, deadline, _DEADLINE)
    dates = {key: value for key, value in deadline.items() if isinstance(value, dt.date)}
    if set(dates) not in _ENDS:
        raise CaseError(f"{place}: give strict and literal, or earliest and latest")
    counts_work = "earliest" in dates
    return {
        "dates": {key: value.isoformat() for key, value in dates.items()},
        "provisional": deadline.get("provisional", False),
        "by_analogy": deadline.get("by_analogy", False),
        "unit_stated": deadline.get("unit_stated", True),
        "calendar": deadline.get("calendar", (calendar or "china") if counts_work else None),
    }


def _check(place: str, found: Any, known: Mapping[str, type], needed: tuple[str, ...] = ()) -> None:
    if not isinstance(found, dict):
        raise CaseError(f"{place}: found {found!r}; write a table")
    for key, value in found.items():
        if key not in known:
            raise CaseError(f"{place}: the key {key!r} is not known; write one of {', '.join(known)}")
        if not isinstance(value, known[key]):
            raise CaseError(f"{place}: {key} is {value!r}; write a {known[key].__name__}")
    for key in needed:
        if key not in found:
            raise CaseError(f"{place}: {key!r} is missing")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
