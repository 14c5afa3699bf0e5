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
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from case_phrases import Days, PhraseError
from oracle import Oracle

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

_SPECIAL = ("provisional", "by analogy", "unit not stated")
_DEADLINE = re.compile(f"(dated|not started|no target)(, {_SPECIAL[0]})?(, {_SPECIAL[1]})?(, {_SPECIAL[2]})?")


class CaseError(Exception):
    """A case file that cannot be read; the message names the file, the case and what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedCase:
    """One case: what the reader tells (``request``), and what the answer must be.

    ``names``: what happens, in a sentence of each language. ``number``: its place in its file, from 1.
    ``next_question`` None: nothing is asked any more. ``derived``: exactly what is worked out from the facts.
    ``unused``: exactly the facts named as unused. ``paths``: exactly these rules in this order, and ``deadlines``
    exactly these limits, with the oracle's dates.
    ``messages``: exactly these, or None where the case is not about them. ``contains``: key of the answer → ids
    that must be among the others.
    """

    names: Mapping[str, str]
    file: str
    number: int
    request: Mapping[str, Any]
    status: str
    next_question: str | None
    derived: Mapping[str, str]
    unused: tuple[str, ...]
    paths: Mapping[str, Mapping[str, Any]]
    deadlines: Mapping[str, Mapping[str, Any]]
    messages: tuple[str, ...] | None
    contains: Mapping[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """The name in the language of the tests, by which they tell one case from another."""
        return self.names["en"]

    @property
    def today(self) -> dt.date:
        """The day on which the case is asked."""
        return dt.date.fromisoformat(self.request["today"])

    @property
    def problem(self) -> str:
        """The id of the problem."""
        return self.request["problem"]

    def wanted(self) -> dict[str, Any]:
        """What must come out, in the form that ``seen`` gives."""
        return {
            "status": self.status,
            "next_question": self.next_question,
            "derived": dict(self.derived),
            "unused": self.unused,
            "paths": list(self.paths.items()),
            "deadlines": dict(self.deadlines),
            "messages": self.messages,
        }

    def seen(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        """The part of an answer (as in the contract) that this case is about."""
        return {
            "status": answer["status"],
            "next_question": answer["next_question"],
            "derived": answer["derived"],
            "unused": tuple(finding["fact"] for finding in answer["findings"] if finding["result"] == "unused"),
            "paths": [(path["rule"], self._seen_path(path)) for path in answer["paths"]],
            "deadlines": {deadline["id"]: _seen_deadline(deadline) for deadline in answer["deadlines"]},
            "messages": None if self.messages is None else tuple(message["id"] for message in answer["messages"]),
        }

    def not_shown(self, answer: Mapping[str, Any]) -> list[str]:
        """The notes of each kind, doubts and citations that must be among those of an answer and are not."""
        return [
            f"{key}: {id_}"
            for key, wanted in self.contains.items()
            for id_ in wanted
            if id_ not in [entry["id"] for entry in answer[key]]
        ]

    def _seen_path(self, path: Mapping[str, Any]) -> dict[str, Any]:
        wanted = self.paths.get(path["rule"])
        return {
            "supposes": path["when"],
            "outcome": path["outcome"]["id"],
            # A case that is not about what to do first leaves it out.
            "first": path["headline"] if wanted is None or wanted["first"] else None,
            "nearest": path["nearest"] if wanted is None or wanted["nearest"] else None,
            "steps": [
                f"{step['id']}: {step['state']}"
                + (", replaced" if step["replaced"] else "")
                + (", by analogy" if step["by_analogy"] else "")
                for step in path["steps"]
            ],
        }


def _seen_deadline(deadline: Mapping[str, Any]) -> dict[str, Any]:
    ends = ("strict", "literal", "earliest", "latest")
    return {
        "dates": {end: deadline[end] for end in ends if deadline[end] is not None},
        "own_target": deadline["amount"] if deadline["own_target"] else None,
        **{key: deadline[key] for key in ("provisional", "by_analogy", "unit_stated", "calendar")},
    }


def read_cases(folder: Path = FOLDER, oracle: Oracle | None = None) -> list[WorkedCase]:
    """All cases below ``folder`` that can happen with the limits of ``oracle`` (by default the rulebook's).

    Raises CaseError for a key, a type, a phrase or a name that is not right.
    """
    oracle = oracle or Oracle.of()
    cases = [case for file in sorted(folder.glob("*/*.toml")) for case in _file(file, oracle)]
    for language in _languages():
        seen: set[str] = set()
        for case in cases:
            name = case.names[language]
            if name in seen:
                raise CaseError(f"{case.file}: two cases are called {name!r}; a name tells a case from all others")
            seen.add(name)
    return cases


@cache
def _languages() -> tuple[str, ...]:
    """Those in which every text is shown."""
    return tuple(tomllib.loads(_RULEBOOK.read_text(encoding="utf-8-sig"))["languages"])


def _file(file: Path, oracle: Oracle) -> Iterator[WorkedCase]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"{file.name}: this is not TOML: {error}") from None
    _check(file.name, data, {"case": list}, needed=("case",))
    for number, entry in enumerate(data["case"], 1):
        if isinstance(entry, dict) and isinstance(entry.get("name"), str):
            wanted = " and ".join(f"name.{language} = …" for language in _languages())
            raise CaseError(f"{file.name}, case {number}: the name is in no language; write {wanted}")
        _check(f"{file.name}, case {number}", entry, CASE, needed=NEEDED["case"])
        place = _named(f"{file.name}, case {number}", entry["name"])
        days = Days(oracle, entry.get("calendar"))
        try:
            facts = days.facts(entry.get("facts", {}))
            if "only_if" not in entry or days.holds(entry["only_if"], facts):
                yield _case(file, number, place, entry, facts, days)
        except PhraseError as error:
            raise CaseError(f"{place}: {error}") from None


def _named(place: str, name: Mapping[str, Any]) -> str:
    """How mistakes call a case: its file and its name, once that is a sentence in every language."""
    _check(f"{place}, name", name, dict.fromkeys(_languages(), str))
    called = next(iter(name.values()), "")
    place = f"{place.partition(',')[0]}, {called!r}" if called else place
    for language in _languages():
        if language not in name:
            raise CaseError(
                f"{place}: the language {language!r} is missing: add name.{language}, a sentence that says what happens"
            )
        if len(name[language].split()) < 4 or name[language] != name[language].strip():
            raise CaseError(f"{place}: write name.{language} as a sentence that says what happens")
    return place


def _case(
    file: Path, number: int, place: str, entry: Mapping[str, Any], facts: Mapping[str, Any], days: Days
) -> WorkedCase:
    expect = entry["expect"]
    _check(f"{place}, expect", expect, EXPECT, needed=NEEDED["expect"])
    if not expect["cites"]:
        raise CaseError(f"{place}, expect: name at least one citation that must be shown")
    calendar, today = entry.get("calendar"), entry["today"]
    used = {id_: value for id_, value in facts.items() if id_ not in expect.get("unused", ())}
    request = {
        "platform": file.parent.name,
        "problem": file.stem,
        "facts": {id_: _plain(value) for id_, value in facts.items()},
        "today": _plain(days.day(today, facts) if isinstance(today, str) else today),
    } | ({"calendar": calendar} if calendar else {})

    def deadline(id_: str, written: Any) -> dict[str, Any]:
        """What must hold for a deadline. What a case does not say has the ordinary value: nothing is not looked at."""
        said = _DEADLINE.fullmatch(written) if isinstance(written, str) else None
        if said is None:
            raise CaseError(
                f"{place}, deadline {id_}: found {written!r}; write 'dated', 'not started' or 'no target', and after "
                f"it, in this order and where it is so, {', '.join(_SPECIAL)}"
            )
        dated = said[1] == "dated"
        if not dated and days.why_not_dated(id_, used) != said[1]:
            right = days.why_not_dated(id_, used) or "dated"
            raise CaseError(f"{place}, deadline {id_}: found {said[1]!r}; by the facts of this case it is {right!r}")
        return {
            "dates": {end: date.isoformat() for end, date in days.dates(id_, used).items()} if dated else {},
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
        paths={id_: _path(f"{place}, path {id_}", path) for id_, path in expect.get("paths", {}).items()},
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
        raise CaseError(f"{place}: found {found!r}; write a table")
    for key, value in found.items():
        if key not in known:
            raise CaseError(f"{place}: the key {key!r} is not known; write one of {', '.join(known)}")
        if not isinstance(value, known[key]):
            types = known[key] if isinstance(known[key], tuple) else (known[key],)
            raise CaseError(f"{place}: {key} is {value!r}; write a {' or a '.join(type_.__name__ for type_ in types)}")
    for key in needed:
        if key not in found:
            raise CaseError(f"{place}: {key!r} is missing")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
