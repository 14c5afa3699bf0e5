"""A text that is behind its twin is loaded with a mark in its own language; all else is loaded as it stands."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pinned
import pytest

from playbook_sim.loading import load_rulebook
from playbook_sim.loading.behind import MARK, NAME, entry_path, marked

FILE: dict[str, Any] = {
    "title": {"en": "Limits", "it": "Termini"},
    "amount": 3,
    "rule": [
        {"id": "late", "title": {"en": "Late", "it": "Tardi"}, "step": [{"do": {"en": "Ask", "it": "Chiedi"}}]},
        {"id": 7, "title": {"en": "Lost", "fr": "Perdu"}},
        "a word",
    ],
}


PLACES: dict[str, list[str | int]] = {
    "title": ["title"],
    "rule[late].title": ["rule", 0, "title"],
    "rule[late].step[1].do": ["rule", 0, "step", 0, "do"],
    "rule[2].title": ["rule", 1, "title"],
}


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("languages", [["en"], ["fr"], ["en", "it"]])
def test_the_text_at_a_path_is_marked_and_no_other(path: str, languages: list[str]) -> None:
    """A language that has no mark of its own has the English one."""
    wanted = deepcopy(FILE)
    text = reduce(getitem, PLACES[path], wanted)
    text.update({key: word + MARK.get(key, MARK["en"]) for key, word in text.items() if key in languages})
    assert marked(FILE, {path: languages}) == wanted


def test_without_anything_behind_all_is_as_it_stands() -> None:
    assert marked(FILE, {}) == FILE


def test_a_rulebook_is_loaded_with_its_marks(tmp_path: Path) -> None:
    root, book = pinned.copy(tmp_path / "rulebook"), pinned.rulebook()
    (root / NAME).write_text('["limits.toml"]\n"ae_answer.label" = ["it"]\n', encoding="utf-8")
    limit = book.limits["ae_answer"]
    behind = replace(limit, label=limit.label | {"it": limit.label["it"] + MARK["it"]})
    assert load_rulebook(root) == replace(book, limits={**book.limits, "ae_answer": behind})


@pytest.mark.parametrize(
    ("entry", "path"),
    [
        ({"id": "late"}, "rule[late]"),
        ({"id": 7}, "rule[2]"),
        ({"text": "x"}, "rule[2]"),
        ("a word", "rule[2]"),
    ],
)
def test_an_entry_of_a_list_is_known_by_its_id_or_else_by_its_place(entry: Any, path: str) -> None:
    assert entry_path("rule", entry, 2) == path
