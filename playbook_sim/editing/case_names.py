"""Worked cases name rules, steps, states, facts and quotes: those that are not there, which no answer could hold.

They are looked at as they are written, before any day is worked out: a misspelt fact or limit would else be told as a
date that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playbook_sim.errors import RulebookError
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.mistakes import Mistakes
from playbook_sim.loading.reading import suggestion
from playbook_sim.model import Problem, Rulebook
from playbook_sim.paths import steps_of
from playbook_sim.site.coverage import reader_of_cases

_FOLDER = "tests/cases"

_STEP = re.compile(r"(?P<id>[^:,]*)(?:: *(?P<state>[^,]*))?(?P<beside>.*?)(?P<looks>(?:, after a look: [^,]*)*)")
_BESIDE = ("", ", replaced", ", by analogy", ", replaced, by analogy")
_LOOK = ", after a look: "
_NOTES = ("gaps", "warnings", "advice", "left_out", "footnotes")
_ENTRIES = {**dict.fromkeys(_NOTES, "notes"), "messages": "messages", "doubts": "doubts", "cites": "citations"}
_NAMES = {"cites": "citation", "left_out": "left out"}

_QUOTED_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_LIMIT = re.compile(r"\b(?P<limit>\w+)\.[a-z]+")

type _Named = tuple[str, str, str, Iterable[str]]
"""Where below the case it stands, what it should be, what stands there, and all that could."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A case as it is written. ``file``: below the project's directory; ``number``: its place there, from 1."""

    file: str
    platform: str
    problem: str
    number: int
    entry: Mapping[str, Any]

    @property
    def place(self) -> str:
        """The file, and the path of the case in it."""
        return f"{self.file}: case[{self.number}]"


def written_cases(files: RulebookFiles, platforms: Iterable[str], mistakes: Mistakes) -> list[Written]:
    """The cases below the root of ``files``; ``mistakes`` gets those files that cannot be read."""
    found = []
    for platform in platforms:
        for file in files.names(f"{_FOLDER}/{platform}"):
            with mistakes.beside():
                entries = files.read(file).get("case")
                problem = file.rpartition("/")[2].removesuffix(".toml")
                found += [
                    Written(file=file, platform=platform, problem=problem, number=number, entry=entry)
                    for number, entry in enumerate(entries if isinstance(entries, list) else (), 1)
                    if isinstance(entry, Mapping)
                ]
    return found


def misnamed(rulebook: Rulebook, cases: Sequence[Written]) -> Iterator[RulebookError]:
    """Each name in a worked case that nothing has, and each date in quotation marks, at its place, with what to
    write."""
    misplaced: set[str] = set()
    for case in cases:
        problem = rulebook.problems.get(case.problem)
        if problem is None or problem.platform != case.platform:
            if case.file not in misplaced:
                yield _misplaced(rulebook, problem, case.file)
            misplaced.add(case.file)
            continue
        for where, day in _quoted_dates(case.entry):
            told = f"found {day!r}, a date in quotation marks; take the quotation marks off: {day}"
            yield RulebookError(f"{case.place}.{where}", told)
        for where, what, found, accepted in _names(rulebook, problem, case.entry):
            if found not in (known := [*accepted]):
                told = f"the case {_called(case.entry)} has {found!r}, which is no {what}. {suggestion(found, known)}"
                yield RulebookError(f"{case.place}.{where}", told)


def _called(case: Mapping[str, Any]) -> str:
    return repr(next(iter(_table(case, "name").values()), ""))


def _misplaced(rulebook: Rulebook, problem: Problem | None, file: str) -> RulebookError:
    there = [f"{each.platform}/{each.id}.toml" for each in ([problem] if problem else rulebook.problems.values())]
    name = file.removeprefix(f"{_FOLDER}/")
    return RulebookError(file, f"no problem is called as this file is, {name!r}. {suggestion(name, there)}")


def _table(of: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """What is no table, list or text where one belongs is for the reader of the cases to tell."""
    return found if isinstance(found := of.get(key), Mapping) else {}


def _list(of: Mapping[str, Any], key: str) -> list[str]:
    return [str(each) for each in found] if isinstance(found := of.get(key), list) else []


def _texts(of: Mapping[str, Any], *keys: str) -> Iterator[tuple[str, str]]:
    yield from ((key, found) for key in keys if isinstance(found := of.get(key), str))


def _quoted_dates(case: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((where, told) for where, told in _told(case) if _QUOTED_DATE.fullmatch(told))


def _told(case: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts that may be phrases for a day, with their places."""
    yield from _texts(case, "today", "only_if")
    facts = _table(case, "facts")
    yield from ((f"facts.{id_}", value) for id_, value in _texts(facts, *facts))


def _names(rulebook: Rulebook, problem: Problem, case: Mapping[str, Any]) -> Iterator[_Named]:
    facts, limits = rulebook.facts, rulebook.limits
    yield from ((f"facts.{id_}", "fact", id_, facts) for id_ in _table(case, "facts"))
    yield from (("calendar", "calendar", id_, rulebook.calendars) for _, id_ in _texts(case, "calendar"))
    for where, phrase in _told(case):
        yield from ((where, "limit", said["limit"], limits) for said in _LIMIT.finditer(phrase))
    expect = _table(case, "expect")
    yield from (("expect.status", "status", id_, rulebook.vocabulary["status"]) for _, id_ in _texts(expect, "status"))
    yield from (("expect.next_question", "fact", id_, facts) for _, id_ in _texts(expect, "next_question"))
    yield from (("expect.derived", "fact", id_, facts) for id_ in _table(expect, "derived"))
    yield from (("expect.unused", "fact", id_, facts) for id_ in _list(expect, "unused"))
    for rule, path in _table(expect, "paths").items():
        yield f"expect.paths.{rule}", f"rule of {problem.id}", rule, [each.id for each in problem.rules]
        if isinstance(path, Mapping):
            yield from _on_path(rulebook, problem, f"expect.paths.{rule}", path)
    deadlines = _table(expect, "deadlines")
    yield from ((f"expect.deadlines.{id_}", "limit", id_, limits) for id_ in deadlines)
    yield from (found for told in _texts(deadlines, *deadlines) for found in _of_deadline(*told))
    for key, kind in _ENTRIES.items():
        known: Mapping[str, Any] = getattr(rulebook, kind)
        what = _NAMES.get(key, key.rstrip("s"))
        yield from ((f"expect.{key}", what, id_, known) for id_ in _list(expect, key))


def _of_deadline(limit: str, told: str) -> Iterator[_Named]:
    reader, where = reader_of_cases(), f"expect.deadlines.{limit}"
    state, *remarks = told.split(", ")
    yield where, f"state of a deadline, for {limit}", state, reader.STATES
    yield from ((where, f"remark after the state of {limit}", remark, reader.REMARKS) for remark in remarks)


def _on_path(rulebook: Rulebook, problem: Problem, where: str, path: Mapping[str, Any]) -> Iterator[_Named]:
    steps = steps_of(rulebook, problem)
    for _, outcome in _texts(path, "outcome"):
        yield f"{where}.outcome", "outcome", outcome, rulebook.vocabulary["outcome"]
    yield from ((f"{where}.supposes", "fact", id_, rulebook.facts) for id_ in _table(path, "supposes"))
    yield from ((f"{where}.nearest", "problem", id_, rulebook.problems) for id_ in _list(path, "nearest"))
    yield from ((f"{where}.first", f"step of {problem.id}", first, steps) for _, first in _texts(path, "first"))
    for written in _list(path, "steps"):
        said = _STEP.fullmatch(written)
        if said is None:
            yield f"{where}.steps", "step with its state", written, [f"{step}: now" for step in steps]
            continue
        yield f"{where}.steps", f"step of {problem.id}", said["id"], steps
        yield f"{where}.steps", f"state of {said['id']}", said["state"] or "", rulebook.vocabulary["state"]
        yield f"{where}.steps", f"remark after the state of {said['id']}", said["beside"], _BESIDE
        looks = said["looks"].split(_LOOK)[1:]
        yield from ((f"{where}.steps", "limit to look at first", id_, _looked_at(rulebook)) for id_ in looks)


def _looked_at(rulebook: Rulebook) -> list[str]:
    return [limit.id for limit in rulebook.limits.values() if limit.look_first]
