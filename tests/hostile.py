"""Texts that have broken other programs: markup, formulas, names of objects, half characters, days that are none.

Our own selection, in the manner of the lists that testers of web pages keep (`tests/data/hostile_strings.json`, which
the tests of the scripts read too). Its last group holds texts as ``[what, how often]``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "hostile_strings.json"


@cache
def hostile_groups() -> dict[str, tuple[str, ...]]:
    """Group → its texts."""
    groups = json.loads(_FILE.read_text(encoding="utf-8"))
    groups["long"] = [what * times for what, times in groups["long"]]
    return {name: tuple(texts) for name, texts in groups.items()}


@cache
def hostile_strings() -> tuple[str, ...]:
    """All of them."""
    return tuple(text for texts in hostile_groups().values() for text in texts)


def short(text: str) -> str:
    """``text`` as a failing test may name it."""
    return ascii(text)[:80]
