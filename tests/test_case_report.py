"""Whoever writes a worked case is told what the answer says instead, place by place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from case_report import report
from worked_cases import WorkedCase, read_cases

from playbook_sim.cases import read_case
from playbook_sim.contract import as_data
from playbook_sim.evaluation import evaluate
from playbook_sim.loading import load_rulebook

BOOK = load_rulebook()


@pytest.fixture(scope="module")
def case() -> WorkedCase:
    """One with a path, steps and a deadline."""
    return next(case for case in read_cases() if case.paths and case.deadlines)


def told(case: WorkedCase, **wrong: object) -> list[str]:
    answer = as_data(BOOK, evaluate(BOOK, *read_case(BOOK, case.request)), "en")
    return [line.strip() for line in report(replace(case, **wrong), answer).splitlines()]


def test_a_case_that_holds_has_no_report(case: WorkedCase) -> None:
    assert told(case) == []


def test_each_difference_is_named_with_what_is_expected_and_what_is(case: WorkedCase) -> None:
    (rule, path), *_ = case.paths.items()
    step, _, state = path["steps"][0].partition(": ")
    paths = {**case.paths, rule: {**path, "steps": [f"{step}: never", *path["steps"][1:]]}}
    head, *rest = told(case, paths=paths)
    assert head.startswith(f"{case.file}, {case.name!r}: ")
    expected = ["the case expects  never (number 1)", f"the answer is     {state} (number 1)"]
    assert rest == [f"paths.{rule}.steps.{step}", *expected]


def test_a_deadline_that_the_case_leaves_out_is_one_line(case: WorkedCase) -> None:
    _, *rest = told(case, deadlines={})
    assert rest[:3] == [f"deadlines.{min(case.deadlines)}", "the case expects  not there", "the answer is     there"]
    assert len(rest) == 3 * len(case.deadlines)


def test_a_citation_that_is_not_shown_is_named_with_those_that_are(case: WorkedCase) -> None:
    _, *rest = told(case, contains={"citations": ("no_such",)})
    shown = case.contains["citations"][0]
    assert rest[:2] == ["cites", "the case expects  no_such"]
    assert shown in rest[2]
