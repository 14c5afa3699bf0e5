"""What holds for every case: all problems, all answers, all dates from 2020 to 2035, both languages."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from answer_rules import check_answer, check_data
from engine import BOOK
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import as_request, cases, possible_cases

from playbook_sim.bridge import handle
from playbook_sim.cases import explain, read_case
from playbook_sim.contract import WORDS, as_data
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case, Deadline, Resolution
from playbook_sim.rendering.refusal import refusal_words


def answered(case: Case, today: dt.date) -> Resolution:
    """The answer."""
    return evaluate(BOOK, case, today)


def answered_or_refused(case: Case, today: dt.date) -> Resolution | FactError:
    """The answer, or the error where the dates contradict each other or today."""
    try:
        return answered(case, today)
    except FactError as error:
        return error


@given(cases())
@settings(deadline=None)
def test_a_case_is_answered_or_refused_in_words_and_in_nothing_else(asked: tuple[Case, dt.date]) -> None:
    resolution = answered_or_refused(*asked)
    if isinstance(resolution, FactError):
        for language in BOOK.languages:
            sentence = explain(BOOK, resolution, language)
            assert "{" not in sentence
            assert str(resolution.details["given"]) in sentence
    else:
        check_answer(BOOK, resolution)


@given(possible_cases())
@settings(deadline=None)
def test_an_answer_keeps_to_what_all_answers_do(asked: tuple[Case, dt.date]) -> None:
    resolution = answered(*asked)
    check_answer(BOOK, resolution)
    check_data(BOOK, as_data(BOOK, resolution, "it"))


@given(possible_cases(), st.integers(0, 400))
@settings(deadline=None)
def test_a_later_start_never_gives_an_earlier_deadline(asked: tuple[Case, dt.date], days: int) -> None:
    case, _ = asked
    # So far in the future that nothing typed lies after it, and the order of the dates stays as it is.
    today = dt.date(2040, 1, 1)
    later = {
        id_: value + dt.timedelta(days=days) if isinstance(value, dt.date) else value
        for id_, value in case.facts.items()
    }
    shifted = Case(platform=case.platform, problem=case.problem, facts=later, calendar=case.calendar)
    before, after = answered(case, today).deadlines, answered(shifted, today).deadlines
    assert [found.id for found in before] == [found.id for found in after]
    for first, second in zip(before, after, strict=True):
        assert _ends(first) <= _ends(second)


def _ends(found: Deadline) -> list[dt.date]:
    return [date for date in (found.strict, found.literal, found.earliest, found.latest) if date]


@given(possible_cases())
@settings(deadline=None)
def test_the_same_case_read_from_json_has_the_same_answer(asked: tuple[Case, dt.date]) -> None:
    again = read_case(BOOK, json.loads(json.dumps(as_request(*asked))))
    assert again == asked
    assert answered(*again) == answered(*asked)


@given(possible_cases())
@settings(deadline=None)
def test_english_and_italian_differ_in_words_only(asked: tuple[Case, dt.date]) -> None:
    resolution = answered(*asked)
    english, italian = (as_data(BOOK, resolution, language) for language in ("en", "it"))
    assert without_words(english) == without_words(italian)


def without_words(data: Any) -> Any:
    """``data`` with a mark in place of each text for the reader."""
    if isinstance(data, dict):
        return {
            key: "…" if key in WORDS and isinstance(value, str) else without_words(value) for key, value in data.items()
        }
    return [without_words(entry) for entry in data] if isinstance(data, list) else data


@given(cases(), st.sampled_from(BOOK.languages))
@settings(deadline=None, max_examples=30)
def test_the_page_gets_the_contract_and_a_rendering_or_a_sentence(asked: tuple[Case, dt.date], language: str) -> None:
    reply = json.loads(handle(json.dumps({"method": "answer", "params": {**as_request(*asked), "lang": language}})))
    resolution = answered_or_refused(*asked)
    if isinstance(resolution, FactError):
        message = refusal_words(BOOK, resolution, language)
        assert reply["error"] == {"code": "fact", "fact": resolution.fact, "message": message}
    else:
        assert reply["result"]["answer"] == as_data(BOOK, resolution, language)
        assert reply["result"]["questions"] == list(resolution.questions)
        assert reply["result"]["html"]
        assert reply["result"]["announcement"]
