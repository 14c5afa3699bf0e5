"""What is said of mutants that no test notices still stands in the code, and the report names what is amiss."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from report import Found, report

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SURVIVORS = tomllib.loads((HERE / "survivors.toml").read_text(encoding="utf-8")).get("survivor", [])
GROUPS = [
    group
    for group in tomllib.loads((HERE / "groups.toml").read_text(encoding="utf-8")).values()
    if isinstance(group, dict)
]
EXPLAINED = """
[[survivor]]
module = "a.py"
function = "f"
why = "The same."
changes = ['''
- return 1
+ return 2''']
"""


def test_what_is_explained_stands_in_a_module_that_is_changed() -> None:
    changed = {file for group in GROUPS for pattern in group["modules"] for file in ROOT.glob(pattern)}
    assert {entry["module"] for entry in SURVIVORS} <= {file.relative_to(ROOT).as_posix() for file in changed}
    assert all(ROOT.glob(pattern) for group in GROUPS for pattern in group["modules"])


def test_the_lines_that_are_explained_still_stand_there() -> None:
    gone = []
    for entry in SURVIVORS:
        lines = {line.strip() for line in (ROOT / entry["module"]).read_text(encoding="utf-8").splitlines()}
        before = [line[2:] for change in entry["changes"] for line in change.splitlines() if line.startswith("- ")]
        gone += [line for line in before if line not in lines]
    assert gone == []


def test_each_explanation_says_why_and_stands_once() -> None:
    assert [entry for entry in SURVIVORS if not entry["why"].strip() or not entry["changes"]] == []
    all_changes = [(entry["module"], entry["function"], change) for entry in SURVIVORS for change in entry["changes"]]
    assert len(set(all_changes)) == len(all_changes)


@pytest.fixture
def explanations(tmp_path: Path) -> Path:
    """One survivor that is explained: f returns 2 instead of 1."""
    file = tmp_path / "survivors.toml"
    file.write_text(EXPLAINED, encoding="utf-8")
    return file


def found(outcome: str, became: int) -> Found:
    """What came of f returning another number than 1."""
    lines = ["def f():", f"    return {became}"]
    return Found(module="a.py", function="f", outcome=outcome, before=["def f():", "    return 1"], after=lines)


def test_all_is_well_when_the_rest_is_explained(explanations: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report([found("survived", 2), found("killed", 3)], explanations, 50, every_group=True) == 0
    assert capsys.readouterr().out.splitlines()[2].split() == ["a.py", "2", "1", "0", "1", "1", "0", "50.0"]


@pytest.mark.parametrize(
    ("outcomes", "least", "named"),
    [
        ([("survived", 2), ("survived", 4)], 0, "survived without an explanation: a.py: f\n- return 1\n+ return 4"),
        ([("killed", 2)], 0, "explained, but no longer there or killed: a.py: f\n- return 1\n+ return 2"),
        ([("survived", 2), ("not run", 4)], 0, "not run: a.py: f\n- return 1\n+ return 4"),
        ([("survived", 2), ("unclear", 4)], 0, "unclear: a.py: f\n- return 1\n+ return 4"),
        ([("survived", 2), ("killed", 4)], 51, "50.0 % killed; at least 51 % must be"),
    ],
)
def test_what_is_amiss_is_named(
    outcomes: list[tuple[str, int]],
    least: float,
    named: str,
    explanations: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert report([found(*one) for one in outcomes], explanations, least, every_group=True) == 1
    assert named in capsys.readouterr().out


def test_what_was_not_looked_at_is_not_missed(explanations: Path) -> None:
    elsewhere = Found(module="b.py", function="g", outcome="killed", before=["1"], after=["2"])
    assert report([elsewhere], explanations, 0, every_group=False) == 0
    assert report([elsewhere], explanations, 0, every_group=True) == 1
