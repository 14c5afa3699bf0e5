"""What the lab fetches: the rules as they are written, and the worked cases."""

import json
import tomllib
from pathlib import Path

from lab_book import TEXTS

from playbook_sim.site.coverage import worked_cases
from playbook_sim.site.places import ROOT
from playbook_sim.site.runtime import rules


def test_it_holds_the_rules_as_they_are_and_every_worked_case(tmp_path: Path) -> None:
    rules.write(tmp_path, worked_cases())
    written = json.loads((tmp_path / rules.NAME).read_text(encoding="utf-8"))
    assert written["files"] == TEXTS
    assert [case["names"] for case in written["cases"]] == [case.names for case in worked_cases()]
    assert [case["request"] for case in written["cases"]] == [case.request for case in worked_cases()]
    # As they are written too, each at its place, so that what they expect can change with the rules.
    for case in written["cases"]:
        entry = tomllib.loads(written["written"][case["file"]])["case"][case["number"] - 1]
        assert entry["name"] == case["names"]
    folder = ROOT / "tests" / "cases"
    assert written["written"] == {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.toml")
    }


def test_while_rules_are_being_written_they_are_renewed_and_the_cases_stay(tmp_path: Path) -> None:
    beside = {"cases": [{"names": {"en": "one"}}], "written": {"x.toml": "y"}}
    (tmp_path / rules.NAME).write_text(json.dumps({"files": {}, **beside}), encoding="utf-8")
    rules.renew(tmp_path)
    renewed = json.loads((tmp_path / rules.NAME).read_text(encoding="utf-8"))
    assert renewed == {"files": TEXTS, **beside}
    assert [path.name for path in tmp_path.iterdir()] == [rules.NAME]
