"""Passages that a part of the rulebook still cites although they name another time than the limits which it uses.

Whoever changes a number gives the limit another passage; the old one may stay at its steps, messages and notes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playbook_sim.checking.durations import LANGUAGES, durations
from playbook_sim.checking.quotes import length
from playbook_sim.errors import RulebookError
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.message_texts import PLACEHOLDER
from playbook_sim.model import Limit, Message, Problem, Rule, Rulebook, Step
from playbook_sim.versions import every_version

_SHOWN_APART = "left_out"
"""The kind of notes that say what the playbook does not repeat: no limit speaks for them."""


@dataclass(slots=True)
class _Part:
    """Something that cites passages. ``own``: the limits that it names itself; ``around``: those of what shows it."""

    cites: tuple[str, ...]
    own: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)


def contradicted(rulebook: Rulebook, folder: Path) -> list[RulebookError]:
    """A mistake for each passage that names a time, stands at a part that uses limits, and agrees with none of them, in
    no version of theirs; unless another limit rests on it.

    ``folder`` holds the files of ``rulebook``, which say where a part is written. Doubts are not looked at, whose
    readings disagree by design, nor parts that no limit belongs to.
    """
    rested_on = {cite for limit in every_version(rulebook.limits.values()) for cite in limit.cites}
    return [
        mistake
        for place, part in _parts(rulebook, RulebookFiles(folder)).items()
        for cite in part.cites
        if cite not in rested_on and (mistake := _contradiction(rulebook, place, part.own or part.around, cite))
    ]


def _contradiction(rulebook: Rulebook, place: str, used: Collection[str], cite: str) -> RulebookError | None:
    passage = rulebook.citations[cite]
    language = rulebook.sources[passage.source].language
    limits = [limit for id_, limit in rulebook.limits.items() if id_ in used and limit.amount]
    if not limits or language not in LANGUAGES:
        return None
    ends = frozenset(end for limit in every_version(limits) for end in (limit.amount, limit.least) if end)
    other = next((duration for duration in durations(passage.quote, language) if not duration.fits(ends)), None)
    if other is None:
        return None
    told = ", ".join(f"{limit.id}: {length(limit)}" for limit in limits)
    instead = ", ".join(dict.fromkeys(_telling(rulebook, limits)))
    return RulebookError(
        place,
        f"the passage {cite} says {other.said!r} (“{passage.quote}”), and no limit that is used here does ({told}). "
        f"Name the passage on which the limit rests instead ({instead}), or take this one out. A passage about another "
        "time either stands in the cites of a limit of its own, or is quoted without its number",
    )


def _telling(rulebook: Rulebook, limits: Iterable[Limit]) -> Iterator[str]:
    """The passages of the limits that name a time."""
    for limit in limits:
        for cite in limit.cites:
            passage = rulebook.citations[cite]
            language = rulebook.sources[passage.source].language
            if language in LANGUAGES and any(durations(passage.quote, language)):
                yield cite


# --- what cites, and which limits it uses -----------------------------------------------------------------------


def _parts(rulebook: Rulebook, files: RulebookFiles) -> Mapping[str, _Part]:
    """All that cites and may have to do with a limit, by the place where it does."""
    found = _Found(rulebook, files)
    for problem in rulebook.problems.values():
        found.problem(problem)
    for limit in rulebook.limits.values():
        for version in limit.versions or (limit,):
            for note in version.notes:
                found.note(note, own={limit.id})
    return found.parts


class _Found:
    def __init__(self, rulebook: Rulebook, files: RulebookFiles) -> None:
        self.parts: dict[str, _Part] = {}
        self._rulebook = rulebook
        self._files = files
        self._homes = {
            id_: f"{name}: {id_}.cites"
            for name in ("evidence.toml", *files.names("messages"), *files.names("notes"))
            for id_ in files.read(name)
        }
        self._shared = {id_: f"{name}: {id_}.cites" for name in files.names("steps") for id_ in files.read(name)}

    def problem(self, problem: Problem) -> None:
        file = f"problems/{problem.platform}/{problem.id}.toml"
        rules = {rule.id: self._limits(rule) for rule in problem.rules}
        together = {limit for limits in rules.values() for limit in limits}
        self._add(f"{file}: cites", problem.cites, around=together)
        for note in problem.notes:
            self.note(note, around=together)
        # The rules of a mirror are written in the file of another problem.
        if not problem.mirrors:
            written = self._files.read(file)
            for rule in problem.rules:
                self._rule(rule, rules[rule.id], file, written)

    def _rule(self, rule: Rule, limits: set[str], file: str, written: Mapping[str, Any]) -> None:
        self._add(f"{file}: rule[{rule.id}].cites", rule.cites, around=limits)
        for note in rule.notes:
            self.note(note, around=limits)
        for step in rule.steps:
            own = self._with_links([step.limit]) if step.limit else set()
            self._add(self._place(step, rule, file, written), step.cites, own, limits)
            if step.message:
                message = self._rulebook.messages[step.message]
                self._add(self._homes[message.id], message.cites, set(_named_in(message)), own or limits)
            for id_ in step.evidence:
                self._add(self._homes[id_], self._rulebook.evidence[id_].cites, around=own or limits)

    def note(self, id_: str, own: Collection[str] = (), around: Collection[str] = ()) -> None:
        note = self._rulebook.notes[id_]
        if note.kind != _SHOWN_APART:
            self._add(self._homes[id_], note.cites, own, around)

    def _add(self, place: str, cites: tuple[str, ...], own: Collection[str] = (), around: Collection[str] = ()) -> None:
        part = self.parts.setdefault(place, _Part(cites))
        part.own.update(own)
        part.around.update(around)

    def _limits(self, rule: Rule) -> set[str]:
        """The limits that a rule names, those of its steps, and those from which its conditions are worked out."""
        worked_out = (self._rulebook.facts[id_].derivation for id_ in rule.when)
        return self._with_links(
            [
                *rule.limits,
                *(step.limit for step in rule.steps if step.limit),
                *(limit for derivation in worked_out if derivation for limit in derivation.limits),
            ]
        )

    def _with_links(self, limits: Iterable[str]) -> set[str]:
        return {id_ for limit in limits for id_ in (limit, *self._rulebook.limits[limit].chain)}

    def _place(self, step: Step, rule: Rule, file: str, written: Mapping[str, Any]) -> str:
        """Where a step cites: it is written for all rules of a problem, in one of them, or for several problems."""
        if _holds(written, step.id):
            return f"{file}: step[{step.id}].cites"
        if any(entry["id"] == rule.id and _holds(entry, step.id) for entry in written["rule"]):
            return f"{file}: rule[{rule.id}].step[{step.id}].cites"
        return self._shared[step.id]


def _holds(table: Mapping[str, Any], step: str) -> bool:
    return any(entry.get("id") == step for entry in table.get("step", ()))


def _named_in(message: Message) -> Iterator[str]:
    for text in (*message.subject.values(), *message.body.values()):
        for inside in PLACEHOLDER.findall(text):
            kind, _, id_ = inside.partition(":")
            if kind == "limit":
                yield id_
