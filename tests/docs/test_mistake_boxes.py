"""What the playbook adds of its own says whose it is, and mistakes never look like advice."""

from __future__ import annotations

import re

import pytest
from prose import PAGES, TREES

from playbook_sim.site.places import LANGUAGES

HANDBOOK = [name for name in PAGES if name.startswith("handbook/") and name != "handbook/index.md"]

_BOX = re.compile(r'^!!! (\w+) "(.+)"$', re.MULTILINE)
_SECTION = re.compile(r"^## [^\n]*\{ #mistakes \}\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_MISTAKES = {
    "en": ("warning", "Mistakes to avoid (our observations)"),
    "it": ("warning", "Errori da evitare (osservazioni nostre)"),
}


def _page(language: str, name: str) -> str:
    return (TREES[language] / name).read_text(encoding="utf-8")


def test_there_are_such_boxes() -> None:
    told = [
        _BOX.findall(_page(language, name)).count(_MISTAKES[language]) for language in LANGUAGES for name in HANDBOOK
    ]
    assert sum(told) > len(HANDBOOK)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HANDBOOK)
def test_mistakes_never_stand_below_a_title_that_recommends_them(language: str, name: str) -> None:
    page = _page(language, name)
    boxes = [box for section in _SECTION.findall(page) for box in _BOX.findall(section)]
    assert set(boxes) <= {_MISTAKES[language]}
    assert _BOX.findall(page).count(_MISTAKES[language]) == len(boxes)


@pytest.mark.parametrize("name", HANDBOOK)
def test_twin_pages_have_the_same_boxes(name: str) -> None:
    english, italian = ([kind for kind, _ in _BOX.findall(_page(language, name))] for language in LANGUAGES)
    assert english == italian
