"""How far the rules reach: every set of answers tried, and every worked case, by branch."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from urllib.parse import urlencode

from playbook_sim.checking.space import applies, complete_sets, open_sets
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case, Problem, Rule, Rulebook
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.tables import rows_table
from playbook_sim.rendering.view import View
from playbook_sim.site.macros_guide import problem_links
from playbook_sim.site.places import ROOT

_TESTS = ROOT / "tests"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What came of trying every set of answers. ``reached``: (problem, rule) → how many complete sets lead there.

    ``sets``: how many complete ones there are; ``gaps``: those that no rule answers; ``overlaps``: those that several
    answer. ``open``: how many have something still open; ``stuck``: those of them that lead to no path.
    """

    sets: int
    gaps: int
    overlaps: int
    open: int
    stuck: int
    reached: Counter[tuple[str, str]]


def prove(rulebook: Rulebook) -> Proof:
    """Try every set of answers to every problem, as the check of the rulebook does."""
    sets = gaps = overlaps = open_ = stuck = 0
    reached: Counter[tuple[str, str]] = Counter()
    for problem in rulebook.problems.values():
        for answers in complete_sets(rulebook, problem):
            rules = [rule.id for rule in problem.rules if applies(rule, answers)]
            reached.update((problem.id, rule) for rule in rules)
            sets += 1
            gaps += not rules
            overlaps += len(rules) > 1
        for answers in open_sets(rulebook, problem):
            case = Case(platform=problem.platform, problem=problem.id, facts=answers)
            open_ += 1
            stuck += not evaluate(rulebook, case, rulebook.released).paths
    return Proof(sets=sets, gaps=gaps, overlaps=overlaps, open=open_, stuck=stuck, reached=reached)


def worked_cases() -> Sequence[Any]:
    """The worked cases as the tests read them, so that what is counted here is tested."""
    return reader_of_cases().read_cases()


def reader_of_cases() -> ModuleType:
    """What reads the worked cases, ``tests/worked_cases.py``.

    Their days follow the limits, which the tests work out; so the reader of the tests is used as it is.
    """
    sys.path.append(str(_TESTS))
    try:
        return importlib.import_module("worked_cases")
    finally:
        sys.path.remove(str(_TESTS))


def coverage_table(view: View, proof: Proof, cases: Sequence[Any]) -> Html:
    """What the proof found, and for each platform its branches with their sets of answers and worked cases."""
    book = view.rulebook
    rules = [(problem.id, rule.id) for problem in book.problems.values() for rule in problem.rules]
    told = view.say(
        "coverage.proof",
        sets=proof.sets,
        problems=len(book.problems),
        rules=len(rules),
        gaps=proof.gaps,
        overlaps=proof.overlaps,
        unreached=sum(rule not in proof.reached for rule in rules),
        open=proof.open,
        stuck=proof.stuck,
    )
    parts = [el("p", told), el("p", view.say("coverage.worked", cases=len(cases)))]
    for platform in book.vocabulary["platform"]:
        problems = [problem for problem in book.problems.values() if problem.platform == platform]
        if problems:
            parts.append(el("h3", view.name("platform", platform), id=f"coverage-{platform}".replace("_", "-")))
            parts.append(_platform(view, problems, proof, cases))
    return joined(parts)


def _platform(view: View, problems: list[Problem], proof: Proof, cases: Sequence[Any]) -> Html:
    titles = {column: view.say(f"coverage.{column}") for column in ("problem", "branch", "sets", "cases")}
    rows: list[tuple[str | None, dict[str, Html | str]]] = []
    for problem in problems:
        rows.extend((None, _branch(view, problem, rule, proof, cases)) for rule in problem.rules)
    here = {problem.id for problem in problems}
    total = {
        "problem": el("strong", view.say("coverage.total")),
        "branch": view.say("coverage.branches", n=len(rows)),
        "sets": str(sum(n for (problem, _), n in proof.reached.items() if problem in here)),
        "cases": str(sum(case.problem in here for case in cases)),
    }
    return rows_table(titles, [*rows, (None, total)], short=True)


def _branch(view: View, problem: Problem, rule: Rule, proof: Proof, cases: Iterable[Any]) -> dict[str, Html | str]:
    address = view.link(view.problem_page(problem.id), f"{problem.id}-{rule.id}")
    title = problem_links(view, [problem])
    if problem.mirrors:
        mirrored = view.say("coverage.mirrors", problem=view.text(view.rulebook.problems[problem.mirrors].title))
        title = joined([title, el("small", mirrored)], " ")
    return {
        "problem": title,
        # The search reads cells without a space between them, and "shipped13" is no word.
        "branch": joined([el("a", view.text(rule.title), href=address), " "]),
        "sets": str(proof.reached[problem.id, rule.id]),
        "cases": _cases(view, [case for case in cases if case.problem == problem.id and rule.id in case.paths]),
    }


def _cases(view: View, cases: list[Any]) -> Html | str:
    if not cases:
        return view.say("coverage.no_case")
    count = view.say("coverage.one_case") if len(cases) == 1 else view.say("coverage.open_cases", n=len(cases))
    # One sentence for each case of every rule: the search would find them before the pages that they are about.
    items = [el("li", el("a", case.names[view.lang], href=_simulator(view, case.request))) for case in cases]
    return el("details", el("summary", count), el("ul", *items), class_="pb-details", data_search_exclude=True)


def _simulator(view: View, request: dict[str, Any]) -> str:
    """The address that opens the simulator with a worked case."""
    told = {key: request[key] for key in ("platform", "problem")} | request["facts"]
    told |= {key: request[key] for key in ("today", "calendar") if key in request}
    return f"{view.link('simulator', '')}#{urlencode(told)}"
