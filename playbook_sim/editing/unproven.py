"""Worked cases against the rulebook: what they name is there, and stands beside the answer; and each rule is shown by
one of them, for else nothing would say so if it began to answer something else.

Whether all else of an answer is what the case expects, the tests say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from playbook_sim.cases import explain, read_case
from playbook_sim.contract import as_data
from playbook_sim.editing.case_names import misnamed, written_cases
from playbook_sim.errors import FactError, RulebookError
from playbook_sim.evaluation import evaluate
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.mistakes import Mistakes
from playbook_sim.loading.reading import listed
from playbook_sim.model import Rulebook
from playbook_sim.site.coverage import reader_of_cases
from playbook_sim.site.places import ROOT
from playbook_sim.versions import every_version


def mistakes_of_cases(rulebook: Rulebook, root: Path = ROOT) -> list[RulebookError]:
    """What the cases of the project in ``root`` name that does not exist, what of them cannot be read, and, once all
    of them can, what their answers do not show, and each rule that is in the answer of none."""
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
    wrong = mistakes or [mistake for case in cases for mistake in _missed(rulebook, case)]
    return [*wrong, *(() if unreadable else _without_case(rulebook, cases))]


def _read(folder: Path) -> tuple[list[Any], list[RulebookError]]:
    reader = reader_of_cases()
    read = [*reader.each_case(folder)]
    wrong = [each for each in read if isinstance(each, reader.CaseError)]
    return [each for each in read if each not in wrong], [
        RulebookError(": ".join(filter(None, (f"tests/cases/{each.file}", each.where))), each.problem) for each in wrong
    ]


def _missed(rulebook: Rulebook, case: Any) -> Iterator[RulebookError]:
    """What the case wants to see beside its answer and is not there, or that it has no answer."""
    place = f"tests/cases/{case.request['platform']}/{case.file}: case[{case.number}]"
    language = rulebook.languages[0]
    try:
        answer = as_data(rulebook, evaluate(rulebook, *read_case(rulebook, case.request)), language)
    except FactError as error:
        yield RulebookError(
            f"{place}.facts", f"the case {case.name!r} has no answer: {explain(rulebook, error, language)}"
        )
        return
    for missing in case.not_shown(answer):
        key, _, id_ = missing.partition(": ")
        beside = [entry["id"] for entry in answer[key] if entry["id"] not in case.contains[key]]
        shown = [cite for cite in beside if cite in _in_place_of(rulebook, id_)] or beside
        yield RulebookError(
            f"{place}.expect.{'cites' if key == 'citations' else key}",
            f"the case {case.name!r} expects the {key.replace('_', ' ').rstrip('s')} {id_!r}, which its answer does "
            f"not show; it shows {listed(map(repr, shown)).replace(' or ', ' and ')} instead. Write that one, or, if "
            "the source still says what the case expects, mend the rule",
        )


def _in_place_of(rulebook: Rulebook, old: str) -> Collection[str]:
    """The passages on which the limits rest now that rested on the ``old`` one in an earlier version."""
    limits = rulebook.limits.values()
    moved = (limit for limit in limits if any(old in version.cites for version in every_version([limit])))
    return {cite for limit in moved for cite in limit.cites}


def _without_case(rulebook: Rulebook, cases: Sequence[Any]) -> list[RulebookError]:
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
