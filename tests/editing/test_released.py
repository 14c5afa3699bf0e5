"""The history of a released version is not written anew; only a slip of the pen in it may be mended."""

from __future__ import annotations

import copy
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from oracle import RULEBOOK
from project_copy import copy_of_the_project

from playbook_sim.editing.discipline import missing_beside
from playbook_sim.editing.impact import impact
from playbook_sim.editing.released import Entries, entries, reworded, rewritten
from playbook_sim.loading import load_rulebook

BOOK = load_rulebook()
SOME = replace(BOOK, problems={id_: BOOK.problems[id_] for id_ in ("no_stock", "complaint")})
SAME = replace(impact(SOME, SOME), before=BOOK, after=BOOK)
THEN = entries(RULEBOOK)
LAST = THEN[-1]["version"]


def said(change: Callable[[Entries], object]) -> list[str]:
    now = copy.deepcopy(THEN)
    change(now)
    return [str(mistake) for mistake in rewritten(SAME, THEN, now, "main")]


def test_a_lower_version_is_refused_where_no_answer_changed() -> None:
    (told,) = missing_beside(impact(SOME, replace(SOME, version="1.0.0")), "main")
    assert str(told).startswith("rulebook.toml: version: ")
    assert BOOK.version in str(told)
    assert "1.0.0" in str(told)


def test_the_same_and_more_is_no_change() -> None:
    assert said(lambda now: None) == []
    assert said(lambda now: now.append({**now[-1], "version": "99.0.0"})) == []


def test_a_version_that_is_gone_is_named() -> None:
    (told,) = said(lambda now: now.pop())
    assert LAST in told
    assert "gone" in told
    assert "new [[version]]" in told


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("released", lambda entry: entry.update(released=BOOK.first_date)),
        ("`problems`", lambda entry: entry["change"][0].update(problems=["no_stock", "complaint"])),
        ("`limits`", lambda entry: entry["change"][0].update(limits=["ae_settle", "ae_answer"])),
        ("`had`", lambda entry: entry["change"][0].update(had={"ae_settle": {"amount": 3}})),
        ("number of its changes", lambda entry: entry["change"].append({"problems": ["complaint"]})),
        ("version", lambda entry: entry.update(version=f"{entry['version']}.0")),
    ],
)
def test_a_version_that_touches_something_else_now_is_named(key: str, change: Callable[[object], object]) -> None:
    (told,) = said(lambda now: change(now[-1]))
    assert told.startswith(f"history.toml: version[{len(THEN)}]: ")
    assert LAST in told
    assert key in told
    assert "new [[version]]" in told


def test_what_a_rulebook_has_no_more_may_go_from_its_history() -> None:
    now = copy.deepcopy(THEN)
    change = next(change for entry in now for change in entry.get("change", ()) if "complaint" in change["problems"])
    change["problems"].remove("complaint")
    assert [*rewritten(SAME, THEN, now, "main")]
    left = {id_: problem for id_, problem in BOOK.problems.items() if id_ != "complaint"}
    gone = replace(SAME, after=replace(BOOK, problems=left))
    assert [*rewritten(gone, THEN, now, "main")] == []


def test_other_words_are_said_and_a_new_language_is_none() -> None:
    now = copy.deepcopy(THEN)
    now[-1]["change"][0]["text"]["de"] = "Neu."
    assert [*reworded(THEN, now, "main")] == []
    now[-1]["change"][0]["text"]["en"] = "Something else."
    (told,) = reworded(THEN, now, "main")
    assert LAST in str(told)
    assert [*rewritten(SAME, THEN, now, "main")] == []


def test_the_command_says_so(tmp_path: Path) -> None:
    root = copy_of_the_project(tmp_path / "playbook")
    name = ("-c", "user.name=Editor", "-c", "user.email=editor@example.com")
    for command in (("init", "-q"), ("add", "."), (*name, "commit", "-q", "-m", "First")):
        subprocess.run(["git", *command], cwd=root, check=True)
    file = root / "playbook_sim" / "rulebook" / "history.toml"
    text = file.read_text(encoding="utf-8")
    assert '    "exchange",\n' in text
    file.write_text(text.replace('    "exchange",\n', "", 1), encoding="utf-8")
    command = [sys.executable, "-m", "playbook_sim"]
    subprocess.run([*command, "changelog"], cwd=root, capture_output=True, check=True)
    command += ["check", "--base", "HEAD"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "history.toml:" in done.stderr
    assert "`problems` is not the same" in done.stderr
