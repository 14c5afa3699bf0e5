"""What an answer means, apart from its words: two answers with the same meaning ask the same of the merchant.

So two rulebooks are compared: by whoever reviews a change, and by the rule lab of the page.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from playbook_sim.cases import read_case
from playbook_sim.contract import WORDS, as_data
from playbook_sim.deadlines import outside_day
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case, Resolution, Rulebook

type Asked = tuple[Case, dt.date]
"""A case, and the day it is asked on."""

type Answers = tuple[Resolution | None, Resolution | None]
"""The answers of two rulebooks to one case; None where a rulebook has none."""

# Which passage is cited, and how a message is worded, changes nothing that the merchant does or by when.
_NOT_MEANT = {*WORDS, "citations", "texts", "rulebook", "made_with", "changes", "link", "checked_on", "versions"}


def meaning(rulebook: Rulebook, answer: Resolution) -> Any:
    """The steps, their states, dates, evidence, messages and notes of an answer, as data without words.

    With the dates that are no part of the sources, and of the contract neither: the reader is shown them.
    """
    outside = [(deadline.id, outside_day(deadline)) for deadline in answer.deadlines]
    return _without_words(as_data(rulebook, answer, rulebook.languages[0])), outside


def alike(before: tuple[Rulebook, Resolution], after: tuple[Rulebook, Resolution]) -> bool:
    """Whether two answers, each with the rulebook it is from, surely mean the same. Much faster than ``meaning``."""
    one, other = (replace(answer, version="", limits={}) for _, answer in (before, after))
    return one == other and _recipients(*before) == _recipients(*after)


def answered(book: Rulebook, case: Case, today: dt.date) -> Resolution | None:
    """The answer; None where a rulebook does not know the case or refuses it, so that it has none."""
    problem = book.problems.get(case.problem)
    if problem is None or any(fact not in problem.asks for fact in case.facts):
        return None
    try:
        return evaluate(book, case, today)
    except FactError:
        return None


def changed_answer(before: Rulebook, after: Rulebook, asked: Asked) -> Answers | None:
    """Both answers to a case where they do not mean the same; None where they do."""
    one, other = answered(before, *asked), answered(after, *asked)
    if one is None or other is None:
        return None if one is other else (one, other)
    if alike((before, one), (after, other)) or meaning(before, one) == meaning(after, other):
        return None
    return one, other


def changed_case(before: Rulebook, after: Rulebook, request: Any) -> Answers | None:
    """Like ``changed_answer`` of a worked case, which both rulebooks may refuse to read: then it has no answer."""
    try:
        return changed_answer(before, after, read_case(after, request))
    except FactError:
        return _as_read(before, request), None


def _as_read(book: Rulebook, request: Any) -> Resolution | None:
    try:
        return answered(book, *read_case(book, request))
    except FactError:
        return None


def _recipients(rulebook: Rulebook, answer: Resolution) -> list[str]:
    return [rulebook.messages[id_].to for id_ in answer.messages]


def _without_words(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_words(value) for key, value in data.items() if key not in _NOT_MEANT}
    if isinstance(data, list):
        return [_without_words(value) for value in data]
    return data
