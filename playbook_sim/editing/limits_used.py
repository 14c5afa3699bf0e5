"""Which limits each part of the rulebook uses, at the place where it is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from playbook_sim.loading.files import RulebookFiles
from playbook_sim.message_texts import PLACEHOLDER
from playbook_sim.model import Message, Problem, Rule, Rulebook, Step


@dataclass(slots=True)
class Part:
    """A problem, rule, step, message, note or piece of evidence. ``own``: the limits that it names itself; ``around``:
    those of what shows it."""

    cites: tuple[str, ...]
    own: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)

    @property
    def limits(self) -> set[str]:
        """Its own, or where it has none those around it."""
        return self.own or self.around


def parts(rulebook: Rulebook, files: RulebookFiles) -> Mapping[str, Part]:
    """All of them by their places, such as ``steps/aliexpress.toml: settle``; a problem by its file alone. What several
    problems share stands there once, with the limits of all. ``files`` are those of ``rulebook``."""
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
        self.parts: dict[str, Part] = {}
        self._rulebook = rulebook
        self._files = files
        names = ("evidence.toml", *files.names("messages"), *files.names("notes"))
        self._homes = {id_: f"{name}: {id_}" for name in names for id_ in files.read(name)}
        self._shared = {id_: f"{name}: {id_}" for name in files.names("steps") for id_ in files.read(name)}

    def problem(self, problem: Problem) -> None:
        file = f"problems/{problem.platform}/{problem.id}.toml"
        rules = {rule.id: self._limits(rule) for rule in problem.rules}
        together = {limit for limits in rules.values() for limit in limits}
        self._add(file, problem.cites, around=together)
        for note in problem.notes:
            self.note(note, around=together)
        # The rules of a mirror are written in the file of another problem.
        if not problem.mirrors:
            written = self._files.read(file)
            for rule in problem.rules:
                self._rule(rule, rules[rule.id], file, written)

    def note(self, id_: str, own: Collection[str] = (), around: Collection[str] = ()) -> None:
        self._add(self._homes[id_], self._rulebook.notes[id_].cites, own, around)

    def _rule(self, rule: Rule, limits: set[str], file: str, written: Mapping[str, Any]) -> None:
        self._add(f"{file}: rule[{rule.id}]", rule.cites, around=limits)
        for note in rule.notes:
            self.note(note, around=limits)
        for step in rule.steps:
            own = self._with_links([step.limit] if step.limit else [])
            self._add(self._place(step, rule, file, written), step.cites, own, limits)
            if step.message:
                message = self._rulebook.messages[step.message]
                self._add(self._homes[message.id], message.cites, set(_named_in(message)), own or limits)
            for id_ in step.evidence:
                self._add(self._homes[id_], self._rulebook.evidence[id_].cites, around=own or limits)

    def _add(self, place: str, cites: tuple[str, ...], own: Collection[str] = (), around: Collection[str] = ()) -> None:
        part = self.parts.setdefault(place, Part(cites))
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
        """Where a step is written: for all rules of a problem, in one of them, or for several problems."""
        if _holds(written, step.id):
            return f"{file}: step[{step.id}]"
        if any(entry["id"] == rule.id and _holds(entry, step.id) for entry in written["rule"]):
            return f"{file}: rule[{rule.id}].step[{step.id}]"
        return self._shared[step.id]


def _holds(table: Mapping[str, Any], step: str) -> bool:
    return any(entry.get("id") == step for entry in table.get("step", ()))


def _named_in(message: Message) -> Iterator[str]:
    for text in (*message.subject.values(), *message.body.values()):
        for inside in PLACEHOLDER.findall(text):
            kind, _, id_ = inside.partition(":")
            if kind == "limit":
                yield id_
