"""Worked cases against the rulebook: what they name is there, and each rule is shown by one of them, for else nothing
would say so if it began to answer something else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playbook_sim.editing.case_names import misnamed, written_cases
from playbook_sim.errors import RulebookError
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.mistakes import Mistakes
from playbook_sim.model import Rulebook
from playbook_sim.site.coverage import reader_of_cases
from playbook_sim.site.places import ROOT


def mistakes_of_cases(rulebook: Rulebook, root: Path = ROOT) -> list[RulebookError]:
    """What the cases of the project in ``root`` name that does not exist, what of them cannot be read, and, once all
    of them can, each rule that is in the answer of none."""
    folder, unread = root / "tests" / "cases", Mistakes()
    platforms = sorted(path.name for path in folder.iterdir() if path.is_dir())
    written = written_cases(RulebookFiles(root), platforms, unread)
    mistakes = [*unread.found, *misnamed(rulebook, written)]
    # What else is wrong with a case that has been named may follow from that.
    named = {each.place.partition("].")[0] for each in mistakes}
    try:
        cases, unreadable = _read(folder)
    # A file that is half written can fail in any way, and the mistakes elsewhere are to be named all the same.
    except Exception as error:
        return mistakes or [RulebookError("tests/cases", f"the worked cases cannot be read: {error}")]
    mistakes += [each for each in unreadable if not {each.place.partition("].")[0], each.place} & named]
    return [*mistakes, *(() if unreadable else _not_shown(rulebook, cases))]


def _read(folder: Path) -> tuple[list[Any], list[RulebookError]]:
    reader = reader_of_cases()
    read = [*reader.each_case(folder)]
    wrong = [each for each in read if isinstance(each, reader.CaseError)]
    return [each for each in read if each not in wrong], [
        RulebookError(": ".join(filter(None, (f"tests/cases/{each.file}", each.where))), each.problem) for each in wrong
    ]


def _not_shown(rulebook: Rulebook, cases: Sequence[Any]) -> list[RulebookError]:
    shown = {(case.problem, rule) for case in cases for rule in case.paths}
    return [
        RulebookError(
            f"problems/{problem.platform}/{problem.id}.toml: rule[{rule.id}]",
            f"no worked case shows this rule; add one to tests/cases/{problem.platform}/{problem.id}.toml: facts that "
            "lead to it, a day, and what must come out",
        )
        for problem in rulebook.problems.values()
        for rule in problem.rules
        if (problem.id, rule.id) not in shown
    ]
