"""The rulebook as texts, and what of its problems can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from playbook_sim.lab.fields import Field, parts
from playbook_sim.lab.held import HeldFiles, load
from playbook_sim.lab.proposal import FOLDER
from playbook_sim.site.runtime.rules import texts

TEXTS = texts()
BOOK = load(TEXTS)


@cache
def fields(problem: str) -> dict[str, Field]:
    """Every field of a problem, by its id."""
    found = [field for part in parts(BOOK, HeldFiles(TEXTS), problem) for field in part.fields]
    return {field.id: field for field in found}


@cache
def all_fields() -> dict[str, Field]:
    """Every field of every problem."""
    return {id_: field for problem in BOOK.problems for id_, field in fields(problem).items()}


def limit_field(id_: str, key: str) -> str:
    """The id of a field of a limit."""
    return f"limits.toml: {id_}.{key}"


def folder(root: Path, texts: Mapping[str, str]) -> Path:
    """Write the files of a rulebook as they lie in the repository."""
    for name, text in texts.items():
        file = root / FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root / FOLDER
