"""A rulebook in which limits change from a day on, for tests: none of the sources gives such a change so far.

It is the one with pinned durations (``pinned``), changed as ``dated.toml`` says.
"""

from __future__ import annotations

import tempfile
import tomllib
from functools import cache
from pathlib import Path

import pinned
from oracle import Oracle

from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook

CHANGES = tomllib.loads(Path(__file__).with_name("dated.toml").read_text(encoding="utf-8"))


def copy(folder: Path) -> Path:
    """Write the rulebook with its dated changes to ``folder``, which must not exist, and return it."""
    root = pinned.copy(folder)
    file = root / "limits.toml"
    text = file.read_text(encoding="utf-8")
    for limit, change in CHANGES.items():
        text = _changed(text, limit, change["now"], change.get("then", ""))
    file.write_text(text, encoding="utf-8")
    return root


def _changed(text: str, limit: str, now: str, then: str) -> str:
    """``text`` with the lines ``now`` in place of those of a limit for the same keys, and ``then`` below them."""
    before, header, rest = text.partition(f"[{limit}]\n")
    entry, _, after = rest.partition("\n\n")
    assert header, f"limits.toml no longer holds [{limit}]"
    keys = {line.partition("=")[0].strip() for line in now.splitlines()}
    kept = [line for line in entry.splitlines() if line.partition("=")[0].strip() not in keys]
    return before + header + "\n".join([*kept, now, then]) + "\n\n" + after


@cache
def rulebook() -> Rulebook:
    """The rulebook with limits that change from a day on."""
    with tempfile.TemporaryDirectory() as folder:
        return load_rulebook(copy(Path(folder) / "rulebook"))


@cache
def oracle() -> Oracle:
    """What the tests work out by themselves from the same file."""
    with tempfile.TemporaryDirectory() as folder:
        return Oracle.of(copy(Path(folder) / "rulebook"))
