"""What belongs to a problem: the pieces of the rulebook that its pages and answers are made of, and their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playbook_sim.lab.held import HeldFiles
from playbook_sim.lab.toml_text import Path
from playbook_sim.model import Problem, Rulebook

GROUPS = ("limits", "problem", "steps", "questions", "messages", "evidence", "notes", "doubts")
"""The kinds of pieces, in the order in which they are shown."""

_OWN_PIECES = ("rule", "step")
"""The tables of a problem's file that are pieces of their own."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One table of a file: a limit, a step, a message. ``values``: what stands in it, without what is another piece."""

    group: str
    file: str
    path: Path
    values: Mapping[str, Any]


def pieces(rulebook: Rulebook, files: HeldFiles, problem: str) -> list[Piece]:
    """All pieces of a problem, each once, in the order of ``GROUPS``. ``files`` are those of ``rulebook``."""
    told = rulebook.problems[problem]
    known = _Files(files)
    names = _files_of(rulebook, told)
    found = [piece for name in names for piece in _of_problem(files, name)]
    used = [rulebook.problems[name.rpartition("/")[2].removesuffix(".toml")] for name in names]
    shared = dict.fromkeys(piece.values["use"] for piece in found if "use" in piece.values)
    found = [piece for piece in found if "use" not in piece.values]
    found += known.entries("steps", "steps", shared)
    found += known.entries("limits", "limits.toml", limit_ids(rulebook, problem))
    found += known.entries("questions", "facts", told.asks)
    steps = [step for each in used for rule in each.rules for step in rule.steps]
    messages = dict.fromkeys(step.message for step in steps if step.message)
    found += known.entries("messages", "messages", messages)
    blanks = dict.fromkeys(blank for id_ in messages for blank in rulebook.messages[id_].blanks)
    found += known.entries("messages", "blanks.toml", blanks)
    found += known.entries("evidence", "evidence.toml", dict.fromkeys(id_ for step in steps for id_ in step.evidence))
    limits = [rulebook.limits[id_] for id_ in limit_ids(rulebook, problem)]
    rules = [rule for each in used for rule in each.rules]
    notes = dict.fromkeys(id_ for part in (*used, *rules, *limits) for id_ in part.notes)
    found += known.entries("notes", "notes", notes)
    parts = (*used, *rules, *steps, *limits, *(rulebook.notes[id_] for id_ in notes))
    found += known.entries("doubts", "doubts.toml", dict.fromkeys(id_ for part in parts for id_ in part.doubts))
    return sorted(found, key=lambda piece: GROUPS.index(piece.group))


def limit_ids(rulebook: Rulebook, problem: str) -> list[str]:
    """The limits of a problem: those of its steps and rules, the links of chains, and those its questions look at."""
    told = [rulebook.problems[problem], *_followed(rulebook, rulebook.problems[problem])]
    rules = [rule for each in told for rule in each.rules]
    ids = [step.limit for rule in rules for step in rule.steps if step.limit]
    ids += [id_ for rule in rules for id_ in rule.limits]
    derived = [rulebook.facts[id_].derivation for rule in rules for id_ in rule.when]
    ids += [id_ for derivation in derived if derivation for id_ in derivation.limits]
    ids += [link for id_ in ids for link in rulebook.limits[id_].chain]
    return list(dict.fromkeys(ids))


class _Files:
    def __init__(self, files: HeldFiles) -> None:
        self._files = files

    def entries(self, group: str, place: str, ids: Iterable[str]) -> Iterator[Piece]:
        """The entries ``ids`` of a file, or of whichever file of a folder has them."""
        names = [place] if place.endswith(".toml") else self._files.names(place)
        read = {name: self._files.read(name) for name in names}
        for id_ in ids:
            for name, values in read.items():
                if id_ in values:
                    yield Piece(group, name, (id_,), values[id_])


def _files_of(rulebook: Rulebook, problem: Problem) -> list[str]:
    """The problem's file, that of the one whose rules it has, and those of the ones that its paths go on with."""
    mirrored = [rulebook.problems[problem.mirrors]] if problem.mirrors else []
    told = [problem, *mirrored, *_followed(rulebook, problem)]
    return list(dict.fromkeys(f"problems/{each.platform}/{each.id}.toml" for each in told))


def _followed(rulebook: Rulebook, problem: Problem) -> Iterator[Problem]:
    for rule in problem.rules:
        for step in rule.steps:
            if step.follow:
                yield rulebook.problems[step.follow]
                yield from _followed(rulebook, rulebook.problems[step.follow])


def _of_problem(files: HeldFiles, name: str) -> Iterator[Piece]:
    values = files.read(name)
    yield Piece("problem", name, (), _without_pieces(values))
    for number, step in enumerate(values.get("step", ())):
        yield Piece("steps", name, ("step", number), step)
    for number, rule in enumerate(values.get("rule", ())):
        yield Piece("problem", name, ("rule", number), _without_pieces(rule))
        for other, step in enumerate(rule.get("step", ())):
            yield Piece("steps", name, ("rule", number, "step", other), step)


def _without_pieces(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in values.items() if key not in _OWN_PIECES}
