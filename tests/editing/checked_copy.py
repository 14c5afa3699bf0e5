"""A project that ``playbook-sim check`` looks at instead of this one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from playbook_sim.editing import check
from playbook_sim.loading import load_rulebook
from playbook_sim.site import translations
from playbook_sim.site.places import ROOT


def checked_copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A project that may be spoiled, and is the one that is checked."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("node_modules"))
    shutil.copytree(ROOT / "playbook_sim" / "rulebook", tmp_path / "playbook_sim" / "rulebook")
    # The words of its dictionaries are used here and there.
    shutil.copyfile(ROOT / "README.md", tmp_path / "README.md")
    for words in (ROOT / "playbook_sim" / "editing").rglob("*.toml"):
        copied = tmp_path / words.relative_to(ROOT)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(words, copied)
    monkeypatch.setattr(check, "ROOT", tmp_path)
    monkeypatch.setattr(check, "load_rulebook", lambda: load_rulebook(tmp_path / "playbook_sim" / "rulebook"))
    monkeypatch.setattr(translations.mark, "__defaults__", (tmp_path,))
    monkeypatch.setattr(translations.loose_texts, "__defaults__", (tmp_path,))
    return tmp_path


def on_pages() -> list[check.Finding]:
    """What is to be mended on its pages."""
    return [each for each in check.findings() if each.grave and each.file.startswith("docs/")]
