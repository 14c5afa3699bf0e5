"""The rulebook as a case is judged by it: limits in the versions in force, and parts that quote what those rest on.

A part cites the words that its source has today. Beside a day that follows from an earlier version stand the words that
held then: else five days were counted above a sentence that says three.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from playbook_sim.model import Evidence, Limit, Message, Note, Problem, Rule, Rulebook, Step
from playbook_sim.remembering import memory_of


def judged_book(rulebook: Rulebook, limits: Mapping[str, Limit]) -> Rulebook:
    """``rulebook`` with its ``limits`` in the versions that judge a case, and at each part the passages of these in the
    place of those of other versions; the same book for the same mapping, which must never change.

    A passage on which any of ``limits`` rests stays where it is, and so do the readings of doubts.
    """
    if limits is rulebook.limits:
        return rulebook
    memory = memory_of(rulebook)
    key = (judged_book, id(limits))
    if key not in memory:
        memory[key] = _quoting(replace(rulebook, limits=limits), _instead(limits.values()))
    return memory[key]


def _instead(limits: Iterable[Limit]) -> Mapping[str, tuple[str, ...]]:
    """The passages on which only other versions of ``limits`` rest, each with those that stand for it in these."""
    limits = [*limits]
    rested_on = {cite for limit in limits for cite in limit.cites}
    found: dict[str, tuple[str, ...]] = {}
    for limit in limits:
        for version in limit.versions:
            gone = [cite for cite in version.cites if cite not in limit.cites]
            come = tuple(cite for cite in limit.cites if cite not in version.cites)
            # Versions name their passages in one order. Where one has more of them, nothing says which is for which.
            each = [(cite,) for cite in come] if len(gone) == len(come) else [come] * len(gone)
            found |= {old: new for old, new in zip(gone, each, strict=True) if new and old not in rested_on}
    return found


def _quoting(rulebook: Rulebook, instead: Mapping[str, tuple[str, ...]]) -> Rulebook:
    if not instead:
        return rulebook

    def quoting[T: (Evidence, Message, Note, Problem, Rule, Step)](part: T) -> T:
        cites = tuple(dict.fromkeys(new for cite in part.cites for new in instead.get(cite, (cite,))))
        return part if cites == part.cites else replace(part, cites=cites)

    def ruled(rule: Rule) -> Rule:
        return replace(quoting(rule), steps=tuple(map(quoting, rule.steps)))

    return replace(
        rulebook,
        evidence={id_: quoting(piece) for id_, piece in rulebook.evidence.items()},
        messages={id_: quoting(message) for id_, message in rulebook.messages.items()},
        notes={id_: quoting(note) for id_, note in rulebook.notes.items()},
        problems={
            id_: replace(quoting(problem), rules=tuple(map(ruled, problem.rules)))
            for id_, problem in rulebook.problems.items()
        },
    )
