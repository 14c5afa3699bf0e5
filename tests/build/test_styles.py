"""Style sheets that cost little: browsers look for the rules of an element by the name that a selector ends with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook_sim.site.places import ROOT

SHEETS = sorted((ROOT / "overrides" / "assets" / "stylesheets").glob("*.css"))

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PRELUDE = re.compile(r"[^{};]+(?=\{)")
_ENDS_IN_A_CHOICE = re.compile(r"(?:^|[\s>+~]):is\(([^()\[\]:]*)\)(?::[\w-]+)*$")
_ALIKE = re.compile(r"\.[\w-]+(, \.[\w-]+)*|\w+(, \w+)*")


def _selectors(css: str) -> Iterator[str]:
    for prelude in _PRELUDE.findall(_COMMENT.sub("", css)):
        if not prelude.strip().startswith("@"):
            yield from re.split(r",\s*(?![^(]*\))", prelude.strip())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_no_rule_is_tried_on_every_element_of_the_page(sheet: Path) -> None:
    """``.part :is(.one, .two)`` ends with no name: it is compared with each element of an answer. Write it as two.

    Where the members weigh differently (``:is(select, .one)``) two selectors would not mean the same; those may stay.
    """
    tried = [
        selector
        for selector in _selectors(sheet.read_text(encoding="utf-8"))
        for choice in _ENDS_IN_A_CHOICE.findall(selector)
        if _ALIKE.fullmatch(choice)
    ]
    assert not tried


def test_the_selectors_are_found() -> None:
    css = "/* .a :is(.x) { */ .a :is(.b, .c), .d > :is(li, p):hover { top: 0; } @media print { :is(.e) { top: 0; } }"
    found = list(_selectors(css))
    assert found == [".a :is(.b, .c)", ".d > :is(li, p):hover", ":is(.e)"]
    assert all(_ENDS_IN_A_CHOICE.search(selector) for selector in found)
