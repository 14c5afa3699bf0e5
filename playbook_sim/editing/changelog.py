"""``CHANGELOG.md`` as it lies in the repository, which is to say what ``history.toml`` says."""

from __future__ import annotations

from pathlib import Path

from playbook_sim.errors import RulebookError
from playbook_sim.model import Rulebook
from playbook_sim.rendering.changelog import COMMAND, NAME, changelog
from playbook_sim.site.places import ROOT

CHANGELOG = ROOT / NAME


def write(rulebook: Rulebook, place: Path = CHANGELOG) -> bool:
    """Write the file and return whether it was different before."""
    text = changelog(rulebook)
    if place.exists() and place.read_text(encoding="utf-8-sig") == text:
        return False
    place.write_text(text, encoding="utf-8")
    return True


def stale(rulebook: Rulebook, place: Path = CHANGELOG) -> list[RulebookError]:
    """The mistake that the file is not what the history says, if it is not."""
    if place.exists() and place.read_text(encoding="utf-8-sig") == changelog(rulebook):
        return []
    what = "it does not say what history.toml says" if place.exists() else "the file is missing"
    return [RulebookError(place.name, f"{what}; write it with: {COMMAND}")]
