"""What may stand in a column whose answers have names, and which of them somebody has written there."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from playbook_sim.model import Language, Rulebook
from playbook_sim.records.cells import named
from playbook_sim.records.mistakes import Mistake, mistake
from playbook_sim.untrusted import shown

_MANY = 12


def names_in(rulebook: Rulebook, column: str, platform: str | None) -> Mapping[str, Mapping[str, str]]:
    """What may stand in a column that has labels, by id. ``platform``: the one that the problem must belong to."""
    if column == "platform":
        used = {problem.platform for problem in rulebook.problems.values()}
        return {id_: label for id_, label in rulebook.vocabulary["platform"].items() if id_ in used}
    if column == "problem":
        here = (problem for problem in rulebook.problems.values() if platform in (None, problem.platform))
        return {problem.id: problem.title for problem in here}
    if column == "calendar":
        return {id_: calendar.name for id_, calendar in rulebook.calendars.items()}
    return rulebook.vocabulary["closing"] if column == "outcome" else {}


def one_of(
    rulebook: Rulebook, lang: Language, cell: str, field: str, names: Mapping[str, Mapping[str, str]]
) -> str | Mistake:
    """The id of ``names`` that ``cell`` gives, by id or by a label in any language; else what is wrong with it."""
    ids = named(cell, names)
    if len(ids) == 1:
        return ids[0]
    labels = [label[lang] for label in names.values()]
    near = difflib.get_close_matches(cell[:60], labels, cutoff=0.5) if len(labels) > _MANY else []
    code = "several_problems" if ids else "near_value" if near else "unknown_value"
    return mistake(rulebook, lang, field, code, given=shown(cell[:60]), accepted=" | ".join(near or labels))
