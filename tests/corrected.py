"""Rulebooks whose history moved dates, for tests: no version of the real one has."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import dated
import pinned

from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook


@cache
def rulebook() -> Rulebook:
    """The one with pinned durations and the history in ``corrected.toml``."""
    with tempfile.TemporaryDirectory() as folder:
        root = pinned.copy(Path(folder) / "rulebook")
        history = Path(__file__).with_name("corrected.toml").read_text(encoding="utf-8")
        (root / "history.toml").write_text(history, encoding="utf-8")
        return load_rulebook(root)


@cache
def with_dated_change() -> Rulebook:
    """The one with dated limits, whose version 2.0.0 brought the dated change of ``ae_answer``."""
    with tempfile.TemporaryDirectory() as folder:
        root = dated.copy(Path(folder) / "rulebook")
        history = (root / "history.toml").read_text(encoding="utf-8")
        change = '[[version.change]]\ntext.en = "New."\ntext.it = "Nuovo."\nhad.ae_answer = { amount = 5 }\n'
        (root / "history.toml").write_text(f"{history}\n{change}", encoding="utf-8")
        return load_rulebook(root)
