"""Worked cases name rules, steps, states, facts and quotes: those that are not there, which no answer could hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from playbook_sim.errors import RulebookError
from playbook_sim.loading.reading import suggestion
from playbook_sim.model import Problem, Rulebook
from playbook_sim.paths import steps_of

_STEP = re.compile(r"(?P<id>[^:,]*)(?:: *(?P<state>[^,]*))?(?P<beside>.*)")
_BESIDE = ("", ", replaced", ", by analogy", ", replaced, by analogy")
_NOTES = ("gaps", "warnings", "advice", "left_out", "footnotes")

type _Named = tuple[str, str, str, Iterable[str]]
"""Where below the case it stands, what it should be, what stands there, and all that could."""


def misnamed(rulebook: Rulebook, cases: Sequence[Any]) -> Iterator[RulebookError]:
    """Each name in a worked case that nothing has, at its place, with the nearest one that there is."""
    misplaced: set[str] = set()
    for case in cases:
        file = f"tests/cases/{case.request['platform']}/{case.file}"
        problem = rulebook.problems.get(case.problem)
        if problem is None or problem.platform != case.request["platform"]:
            if file not in misplaced:
                yield _misplaced(rulebook, problem, file)
            misplaced.add(file)
            continue
        for where, what, found, accepted in _names(rulebook, problem, case):
            if found not in (known := [*accepted]):
                told = f"the case {case.name!r} has {found!r}, which is no {what}. {suggestion(found, known)}"
                yield RulebookError(f"{file}: case[{case.number}].{where}", told)


def _misplaced(rulebook: Rulebook, problem: Problem | None, file: str) -> RulebookError:
    there = [f"{each.platform}/{each.id}.toml" for each in ([problem] if problem else rulebook.problems.values())]
    name = file.removeprefix("tests/cases/")
    return RulebookError(file, f"no problem is called as this file is, {name!r}. {suggestion(name, there)}")


def _names(rulebook: Rulebook, problem: Problem, case: Any) -> Iterator[_Named]:
    facts, expect = rulebook.facts, "expect"
    yield from (("facts", "fact", id_, facts) for id_ in case.request["facts"])
    yield f"{expect}.status", "status", case.status, rulebook.vocabulary["status"]
    if case.next_question:
        yield f"{expect}.next_question", "fact", case.next_question, facts
    yield from ((f"{expect}.derived", "fact", id_, facts) for id_ in case.derived)
    yield from ((f"{expect}.unused", "fact", id_, facts) for id_ in case.unused)
    for rule, path in case.paths.items():
        yield f"{expect}.paths.{rule}", f"rule of {problem.id}", rule, [each.id for each in problem.rules]
        yield from _on_path(rulebook, problem, f"{expect}.paths.{rule}", path)
    yield from ((f"{expect}.messages", "message", id_, rulebook.messages) for id_ in case.messages or ())
    for key, ids in case.contains.items():
        known: Mapping[str, Any] = getattr(rulebook, "notes" if key in _NOTES else key)
        written = "cites" if key == "citations" else key
        yield from ((f"{expect}.{written}", key.replace("_", " ").rstrip("s"), id_, known) for id_ in ids)


def _on_path(rulebook: Rulebook, problem: Problem, where: str, path: Mapping[str, Any]) -> Iterator[_Named]:
    steps = steps_of(rulebook, problem)
    yield f"{where}.outcome", "outcome", path["outcome"], rulebook.vocabulary["outcome"]
    yield from ((f"{where}.supposes", "fact", id_, rulebook.facts) for id_ in path["supposes"])
    yield from ((f"{where}.nearest", "problem", id_, rulebook.problems) for id_ in path["nearest"] or ())
    if path["first"]:
        yield f"{where}.first", f"step of {problem.id}", path["first"], steps
    for written in path["steps"]:
        said = _STEP.fullmatch(str(written))
        if said is None:
            yield f"{where}.steps", "step with its state", str(written), [f"{step}: now" for step in steps]
            continue
        yield f"{where}.steps", f"step of {problem.id}", said["id"], steps
        yield f"{where}.steps", f"state of {said['id']}", said["state"] or "", rulebook.vocabulary["state"]
        yield f"{where}.steps", f"remark after the state of {said['id']}", said["beside"], _BESIDE
