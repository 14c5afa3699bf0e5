"""What an answer means, apart from its words: two answers with the same meaning ask the same of the merchant."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from playbook_sim.contract import WORDS, as_data
from playbook_sim.model import Resolution, Rulebook

# Which passage is cited, and how a message is worded, changes nothing that the merchant does or by when.
_NOT_MEANT = {*WORDS, "citations", "texts", "rulebook", "made_with", "changes", "link", "checked_on", "versions"}


def meaning(rulebook: Rulebook, answer: Resolution) -> Any:
    """The steps, their states, dates, evidence, messages and notes of an answer, as data without words."""
    return _without_words(as_data(rulebook, answer, rulebook.languages[0]))


def alike(before: tuple[Rulebook, Resolution], after: tuple[Rulebook, Resolution]) -> bool:
    """Whether two answers, each with the rulebook it is from, surely mean the same. Much faster than ``meaning``."""
    one, other = (replace(answer, version="", limits={}) for _, answer in (before, after))
    return one == other and _recipients(*before) == _recipients(*after)


def _recipients(rulebook: Rulebook, answer: Resolution) -> list[str]:
    return [rulebook.messages[id_].to for id_ in answer.messages]


def _without_words(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_words(value) for key, value in data.items() if key not in _NOT_MEANT}
    if isinstance(data, list):
        return [_without_words(value) for value in data]
    return data
