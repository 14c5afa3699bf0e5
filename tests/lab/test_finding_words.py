"""What the loader or the check of the whole rulebook refuses of a change is said in the reader's language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab_book import BOOK, TEXTS, all_fields, limit_field

import playbook_sim
from playbook_sim.checking import problems_within
from playbook_sim.errors import RulebookError
from playbook_sim.lab.edits import change
from playbook_sim.lab.reach import limit_ids
from playbook_sim.model import Problem
from playbook_sim.rendering.lab_mistakes import render_findings
from playbook_sim.rendering.view import View, link_from_simulator

PACKAGE = Path(playbook_sim.__file__).parent
OF_WHAT_IS_TYPED = {"number", "date", "choice", "no_place"}
NO_CODES = {"rules", "elsewhere", "count_one", "count_many"}


def codes(folder: str) -> Iterator[str]:
    """The codes with which the modules of a folder name their mistakes, as they are written there."""
    for file in (PACKAGE / folder).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                place = {"fail": 2, "RulebookError": 2, "_not_asked": 4}.get(name, 99)
                yield from (each.value for each in node.args[place : place + 1] if isinstance(each, ast.Constant))
            if isinstance(node, ast.FunctionDef):
                told = dict(zip([each.arg for each in node.args.args][::-1], node.args.defaults[::-1], strict=False))
                yield from (told["code"].value,) if "code" in told else ()


def words(key: str) -> set[str]:
    """The keys of the sentences at ``key``."""
    return {each.removeprefix(f"{key}.") for each in BOOK.words if each.startswith(f"{key}.")}


def test_each_code_has_its_sentence_and_each_sentence_its_code() -> None:
    assert words("lab.mistake") == {*codes("loading")} - {""} | OF_WHAT_IS_TYPED | NO_CODES
    assert words("lab.finding") == {*codes("checking")} | {"other"}


def in_vain(problem: Problem) -> list[RulebookError]:
    """What is found in a problem where one of its deadlines is counted from another day that it asks."""
    for limit in (BOOK.limits[id_] for id_ in limit_ids(BOOK, problem.id)):
        for day in problem.asks if not limit.chain else ():
            after = change(TEXTS, all_fields().values(), {limit_field(limit.id, "counted_from"): day}).rulebook
            if after and after != BOOK and (found := problems_within(after, after.problems[problem.id])):
                return found
    return []


@pytest.fixture(scope="module")
def found_in_vain() -> list[RulebookError]:
    """What the check finds of the first problem in which a question can come to be asked in vain."""
    return next(found for problem in BOOK.problems.values() if not problem.mirrors and (found := in_vain(problem)))


@pytest.mark.parametrize("lang", BOOK.languages)
def test_a_question_in_vain_is_told_by_its_label(lang: str, found_in_vain: list[RulebookError]) -> None:
    markup = render_findings(View(BOOK, lang, link_from_simulator), found_in_vain)
    for found in found_in_vain:
        assert found.code == "no_effect"
        fact, problem = BOOK.facts[found.details["fact"]], BOOK.problems[found.details["asked_by"]]
        sentence = BOOK.words["lab.finding.no_effect"][lang]
        assert sentence.format(fact=fact.label[lang], asked_by=problem.title[lang]) in markup
        assert f"<code>{found.place}</code>" in markup
    assert "lang=" not in markup


@pytest.mark.parametrize("lang", BOOK.languages)
def test_a_finding_without_a_sentence_is_english_and_says_so(lang: str) -> None:
    markup = render_findings(View(BOOK, lang, link_from_simulator), [RulebookError("triage.toml", "odd <b>")])
    other = BOOK.words["lab.finding.other"][lang]
    assert markup == f'<li><code>triage.toml</code> {other} <span lang="en">odd &lt;b&gt;</span></li>'
