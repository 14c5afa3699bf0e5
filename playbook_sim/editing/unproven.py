"""Worked cases against the rulebook: what they name is there, and each rule is shown by one of them, for else nothing
would say so if it began to answer something else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playbook_sim.editing.case_names import misnamed
from playbook_sim.errors import RulebookError
from playbook_sim.model import Rulebook
from playbook_sim.site.coverage import worked_cases


def mistakes_of_cases(rulebook: Rulebook) -> list[RulebookError]:
    """Each rule that is in the answer of no worked case, and what the cases name that does not exist; or that the cases
    cannot be read."""
    try:
        cases = worked_cases()
    # A file that is half written can fail in any way, and the mistakes elsewhere are to be named all the same.
    except Exception as error:
        return [RulebookError("tests/cases", f"the worked cases cannot be read: {error}")]
    return [*misnamed(rulebook, cases), *_not_shown(rulebook, cases)]


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
