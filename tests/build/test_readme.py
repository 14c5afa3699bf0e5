"""What the README promises is what the build does."""

import re
import subprocess
from pathlib import Path

from playbook_sim.site.places import ROOT

RULEBOOK = ROOT / "playbook_sim" / "rulebook"
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_commands_exist() -> None:
    commands = set(re.findall(r"\bmake ([a-z]+)(?=`|\s+#|\s+PLAY)", README))
    assert {"serve", "test", "build", "setup"} <= commands
    offered = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [command for command in commands if f"  {command}\t" not in offered] == []


def _places_on_the_map() -> list[str]:
    table = README.split("## Map")[1].split("## Deploy")[0]
    rows = re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE)
    return [place for row in rows for place in re.findall(r"`([^`]+)`", row)]


def test_its_map_has_every_file_and_folder_of_the_rulebook() -> None:
    named = {Path(place) for place in _places_on_the_map()}
    there = {path.relative_to(ROOT) for path in RULEBOOK.iterdir()} - {RULEBOOK.relative_to(ROOT) / "rulebook.toml"}
    assert there - named == set()


def test_its_map_leads_somewhere() -> None:
    places = _places_on_the_map()
    assert len(places) > 8
    assert [place for place in places if place != "site/" and not (ROOT / place).exists()] == []
