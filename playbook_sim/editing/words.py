"""The sentences of the reports for editors, in both languages: ``words.toml`` beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def say(lang: str, key: str, **values: object) -> str:
    """The sentence ``key`` (``column.what``) in ``lang`` with its ``{names}`` filled in. Raises KeyError."""
    found: Any = _words()
    for part in key.split("."):
        found = found[part]
    return found[lang].format(**values)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("playbook_sim.editing") / "words.toml").read_text(encoding="utf-8"))
