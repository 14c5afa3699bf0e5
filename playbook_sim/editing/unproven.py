"""Rules that no worked case shows: nothing would say so if one of them began to answer something else."""

from __future__ import annotations

from playbook_sim.errors import RulebookError
from playbook_sim.model import Rulebook
from playbook_sim.site.coverage import worked_cases


def without_case(rulebook: Rulebook) -> list[RulebookError]:
    """Each rule that is in the answer of no worked case; or that the cases cannot be read."""
    try:
        shown = {(case.problem, rule) for case in worked_cases() for rule in case.paths}
    # A file that is half written can fail in any way, and the mistakes elsewhere are to be named all the same.
    except Exception as error:
        return [RulebookError("tests/cases", f"the worked cases cannot be read: {error}")]
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
