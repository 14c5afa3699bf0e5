"""The worked cases: ``tests/cases/<platform>/<problem>.toml``, written from the sources for people to read.

Each is facts and a day, and what must come out. Days that depend on a limit are phrases (``case_phrases``), and the
dates of deadlines are worked out by an oracle of the tests' own (``oracle``), so that an edit of a limit moves the
cases. Every key is known here: a misspelt one fails, because an expectation that nobody reads would hold for ever.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from case_phrases import Days, PhraseError
from oracle import Oracle
from worked_case import WorkedCase

FOLDER = Path(__file__).parent / "cases"
_RULEBOOK = Path(__file__).parent.parent / "playbook_sim" / "rulebook" / "rulebook.toml"

CASE = {"name": dict, "today": (dt.date, str), "only_if": str, "calendar": str, "facts": dict, "expect": dict}
EXPECT = {
    "status": str,
    "next_question": str,
    "derived": dict,
    "unused": list,
    "paths": dict,
    "deadlines": dict,
    "messages": list,
    "gaps": list,
    "warnings": list,
    "advice": list,
    "left_out": list,
    "footnotes": list,
    "doubts": list,
    "cites": list,
}
PATH = {"supposes": dict, "outcome": str, "first": str, "nearest": list, "steps": list}
NEEDED = {"case": ("name", "today", "expect"), "expect": ("status", "cites"), "path": ("outcome", "steps")}
"""What cannot be left out."""

STATES = ("dated", "not started", "no target")
REMARKS = ("provisional", "by analogy", "unit not stated")
"""What a case says of a deadline: one of the states, and after it the remarks that it has, in this order."""
_DEADLINE = re.compile(f"({'|'.join(STATES)}){''.join(f'(, {remark})?' for remark in REMARKS)}")


class CaseError(Exception):
    """A case that cannot be read. ``file`` is below the folder of the cases, ``where`` the path in it ("" for the
    whole file), and ``problem`` says what to write instead."""

    def __init__(self, file: str, where: str, problem: str) -> None:
        super().__init__(": ".join(filter(None, (file, where, problem))))
        self.file = file
        self.where = where
        self.problem = problem


class _NotSo(Exception):
    """What is wrong with a case: the place in its file, and the problem."""


def read_cases(folder: Path = FOLDER, oracle: Oracle | None = None) -> list[WorkedCase]:
    """All cases below ``folder`` that can happen with the limits of ``oracle`` (by default the rulebook's).

    Raises CaseError for the first key, type, phrase or name that is not right.
    """
    cases = []
    for read in each_case(folder, oracle):
        if isinstance(read, CaseError):
            raise read
        cases.append(read)
    return cases


def each_case(folder: Path = FOLDER, oracle: Oracle | None = None) -> Iterator[WorkedCase | CaseError]:
    """The same cases, and in the place of each that cannot be read what is wrong with it."""
    oracle = oracle or Oracle.of()
    seen: set[tuple[str, str]] = set()
    for file in sorted(folder.glob("*/*.toml")):
        for read in _file(file, oracle):
            yield read
            for language, name in read.names.items() if isinstance(read, WorkedCase) else ():
                if (language, name) in seen:
                    where = f"case[{read.number}].name.{language}"
                    told = f"two cases are called {name!r}; a name tells a case from all others"
                    yield CaseError(_below(file), where, told)
                seen.add((language, name))


def _below(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


@cache
def _languages() -> tuple[str, ...]:
    """Those in which every text is shown."""
    return tuple(tomllib.loads(_RULEBOOK.read_text(encoding="utf-8-sig"))["languages"])


def _file(file: Path, oracle: Oracle) -> Iterator[WorkedCase | CaseError]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        _check("", data, {"case": list}, needed=("case",))
    except tomllib.TOMLDecodeError as error:
        yield CaseError(_below(file), "", f"this is not TOML: {error}")
        return
    except _NotSo as error:
        yield CaseError(_below(file), *error.args)
        return
    for number, entry in enumerate(data["case"], 1):
        try:
            if (case := _case(file, number, f"case[{number}]", entry, oracle)) is not None:
                yield case
        except _NotSo as error:
            yield CaseError(_below(file), *error.args)


def _named(place: str, name: Mapping[str, Any]) -> None:
    """A case is called by a sentence in every language."""
    _check(place, name, dict.fromkeys(_languages(), str))
    for language in _languages():
        if language not in name:
            raise _NotSo(
                place, f"the language {language!r} is missing: add name.{language}, a sentence that says what happens"
            )
        if len(name[language].split()) < 4 or name[language] != name[language].strip():
            raise _NotSo(f"{place}.{language}", f"write name.{language} as a sentence that says what happens")


def _case(file: Path, number: int, place: str, entry: Any, oracle: Oracle) -> WorkedCase | None:
    """None for a case that cannot happen with these limits."""
    if isinstance(entry, dict) and isinstance(entry.get("name"), str):
        wanted = " and ".join(f"name.{language} = …" for language in _languages())
        raise _NotSo(f"{place}.name", f"the name is in no language; write {wanted}")
    _check(place, entry, CASE, needed=NEEDED["case"])
    _named(f"{place}.name", entry["name"])
    days = Days(oracle, entry.get("calendar"))
    with _at(f"{place}.facts"):
        facts = days.facts(entry.get("facts", {}))
    with _at(f"{place}.only_if"):
        if "only_if" in entry and not days.holds(entry["only_if"], facts):
            return None
    return _happening(file, number, place, entry, facts, days)


@contextmanager
def _at(place: str) -> Iterator[None]:
    """A phrase that means no day is told at ``place``."""
    try:
        yield
    except PhraseError as error:
        raise _NotSo(place, str(error)) from None


def _happening(
    file: Path, number: int, place: str, entry: Mapping[str, Any], facts: Mapping[str, Any], days: Days
) -> WorkedCase:
    expect = entry["expect"]
    _check(f"{place}.expect", expect, EXPECT, needed=NEEDED["expect"])
    if not expect["cites"]:
        raise _NotSo(f"{place}.expect.cites", "name at least one citation that must be shown")
    calendar, today = entry.get("calendar"), entry["today"]
    with _at(f"{place}.today"):
        today = days.day(today, facts) if isinstance(today, str) else today
    used = {id_: value for id_, value in facts.items() if id_ not in expect.get("unused", ())}
    request = {
        "platform": file.parent.name,
        "problem": file.stem,
        "facts": {id_: _plain(value) for id_, value in facts.items()},
        "today": _plain(today),
    } | ({"calendar": calendar} if calendar else {})

    def deadline(id_: str, written: Any) -> dict[str, Any]:
        """What must hold for a deadline. What a case does not say has the ordinary value: nothing is not looked at."""
        at = f"{place}.expect.deadlines.{id_}"
        said = _DEADLINE.fullmatch(written) if isinstance(written, str) else None
        if said is None:
            *states, last = map(repr, STATES)
            raise _NotSo(
                at,
                f"found {written!r}; write {', '.join(states)} or {last}, and after it, in this order and where it is "
                f"so, {', '.join(REMARKS)}",
            )
        with _at(at):
            why_not, dated = days.why_not_dated(id_, used), said[1] == "dated"
            if not dated and why_not != said[1]:
                raise _NotSo(at, f"found {said[1]!r}; by the facts of this case it is {why_not or 'dated'!r}")
            dates = days.dates(id_, used) if dated else {}
        return {
            "dates": {end: date.isoformat() for end, date in dates.items()},
            "own_target": days.own_amount(id_, used),
            "provisional": bool(said[2]),
            "by_analogy": bool(said[3]),
            "unit_stated": not said[4],
            "calendar": days.counted_by(id_, used),
        }

    return WorkedCase(
        names=entry["name"],
        file=file.name,
        number=number,
        request=request,
        status=expect["status"],
        next_question=expect.get("next_question"),
        derived=expect.get("derived", {}),
        unused=tuple(expect.get("unused", ())),
        paths={id_: _path(f"{place}.expect.paths.{id_}", path) for id_, path in expect.get("paths", {}).items()},
        deadlines={id_: deadline(id_, written) for id_, written in expect.get("deadlines", {}).items()},
        messages=tuple(expect["messages"]) if "messages" in expect else None,
        contains={
            key: tuple(expect.get(written, ()))
            for key, written in {
                "gaps": "gaps",
                "warnings": "warnings",
                "advice": "advice",
                "left_out": "left_out",
                "footnotes": "footnotes",
                "doubts": "doubts",
                "citations": "cites",
            }.items()
        },
    )


def _path(place: str, path: Any) -> dict[str, Any]:
    _check(place, path, PATH, needed=NEEDED["path"])
    return {
        "supposes": path.get("supposes", {}),
        "outcome": path["outcome"],
        "first": path.get("first"),
        "nearest": path.get("nearest"),
        "steps": path["steps"],
    }


def _check(place: str, found: Any, known: Mapping[str, type | tuple[type, ...]], needed: tuple[str, ...] = ()) -> None:
    if not isinstance(found, dict):
        raise _NotSo(place, f"found {found!r}; write a table")
    for key, value in found.items():
        if key not in known:
            raise _NotSo(
                ".".join(filter(None, (place, key))), f"the key {key!r} is not known; write one of {', '.join(known)}"
            )
        if not isinstance(value, known[key]):
            types = known[key] if isinstance(known[key], tuple) else (known[key],)
            raise _NotSo(
                f"{place}.{key}", f"{key} is {value!r}; write a {' or a '.join(type_.__name__ for type_ in types)}"
            )
    for key in needed:
        if key not in found:
            raise _NotSo(place, f"{key!r} is missing")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
