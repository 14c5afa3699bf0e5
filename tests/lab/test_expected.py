"""What worked cases expect to be cited follows where their answers show the new words of a source."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from lab_book import BOOK

from playbook_sim.bridge.requests import RequestError
from playbook_sim.bridge.worked import expected_anew
from playbook_sim.lab.expected import expecting

OLD, NEW, NEWER = "old", "new", "newer"
CASES = """\
[[case]]
name.en = "old"

[case.expect]
cites = ["a", "old", "older"]

[[case]]

[case.expect]
doubts = ["old"]
cites = [
    "old", # of the source
    "b",
]
"""


def told(*answers: Collection[str] | None) -> str:
    """The cases where these are what their answers cite."""
    return expecting({"x.toml": CASES}, {OLD: [NEW, NEWER]}, lambda _, number: answers[number - 1])["x.toml"]


def test_each_case_expects_what_its_own_answer_shows() -> None:
    assert told([OLD], [NEW]) == CASES.replace('    "old"', '    "new"')
    assert told([NEW], [OLD]) == CASES.replace('"a", "old"', '"a", "new"')
    assert told([NEW, NEWER], [OLD]) == CASES.replace('"a", "old"', '"a", "new", "newer"')


@pytest.mark.parametrize("answer", [None, [], [OLD], [OLD, NEW], ["older"]])
def test_a_case_stays_whose_answer_shows_the_old_words_or_neither(answer: Collection[str] | None) -> None:
    assert told(answer, answer) == CASES


def test_only_cases_that_expect_the_words_are_asked() -> None:
    asked = []
    texts = {"x.toml": CASES, "y.toml": CASES.replace('"old"', '"a"'), "z.toml": CASES.replace('"a", "old"', '"a"')}
    expecting(texts, {OLD: [NEW]}, lambda *case: asked.append(case))
    assert asked == [("x.toml", 1), ("x.toml", 2), ("z.toml", 2)]
    assert expecting(texts, {}, lambda *_: [NEW]) == texts


WORDS = "ae_response_5d"
NOW = "ae_not_last_minute"
OWN = {"platform": "aliexpress", "problem": "own_reason", "today": "2026-11-10"}
WRITTEN = {"x.toml": f'[[case]]\n[case.expect]\ncites = ["ae_gone"]\n[[case]]\n[case.expect]\ncites = ["{WORDS}"]\n'}


def test_what_is_shown_is_what_the_changed_rules_answer() -> None:
    asked = {"file": "x.toml", "number": 1, "request": OWN | {"facts": {"dispute_opened_on": "2026-11-10"}}}
    params = {"written": WRITTEN, "cases": [asked]}
    (file,) = expected_anew(BOOK, params, {"ae_gone": [NOW], WORDS: [NOW]})
    # The second case is not among those that can happen.
    assert (file.path, file.after) == ("tests/cases/x.toml", WRITTEN["x.toml"].replace("ae_gone", NOW))
    assert expected_anew(BOOK, params, {WORDS: [NOW]}) == []
    assert expected_anew(BOOK, params, {}) == []
    impossible = asked | {"request": OWN | {"facts": {"dispute_opened_on": "2026-11-11"}}}
    assert expected_anew(BOOK, params | {"cases": [impossible]}, {"ae_gone": [NOW]}) == []


@pytest.mark.parametrize(
    ("cases", "complaint"),
    [
        ("all", "cases: write a list"),
        (["one"], "cases: write a list"),
        ([{"file": 1, "number": 1}], "file: found 1; write a text"),
        ([{"file": "x.toml", "number": [1]}], "number: write a whole number"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(cases: Any, complaint: str) -> None:
    with pytest.raises(RequestError, match=complaint):
        expected_anew(BOOK, {"cases": cases, "written": WRITTEN}, {OLD: [NEW]})
