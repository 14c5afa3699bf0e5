"""What the lab proposes is accepted as it is: its diff, applied to a clean copy, passes the check of the repository."""

from __future__ import annotations

import html
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from lab_book import BOOK, TEXTS, fields, limit_field
from project_copy import copy_of_the_project

from playbook_sim.bridge.changing import lab_answer, lab_proposal
from playbook_sim.lab.fields import Field
from playbook_sim.site.coverage import worked_cases
from playbook_sim.site.places import ROOT
from playbook_sim.site.runtime.rules import worked
from playbook_sim.site.translations import RECORD

SEED = "6"
WORKED = worked_cases()
CASES = "tests/cases"
HAS_CASES = BOOK.words["lab.propose.has_cases"]["it"].format(folder=CASES)
LEDGER = BOOK.words["lab.propose.need_ledger"]["it"]


def longer(mine: Mapping[str, Field], chance: random.Random) -> dict[str, str]:
    """A limit with another number of days, and the words of the source that say so."""
    amounts = [field for field in mine.values() if field.path[-1] == "amount" and len(field.path) == 2]
    field = chance.choice(amounts)
    limit = BOOK.limits[str(field.path[0])]
    said = f"{limit.least or limit.amount + 1} to {limit.amount + 1} {limit.unit.replace('_', ' ')}"
    quotes = {each.id: said for each in mine.values() if each.kind == "quote" and each.path[0] in limit.cites}
    return {field.id: str(limit.amount + 1), **quotes}


def longer_from_a_day_on(mine: Mapping[str, Field], chance: random.Random) -> dict[str, str]:
    """The same, where the platform has changed it from a day on: what held before goes on resting on its own words."""
    edits = longer(mine, chance)
    limits = {_limit(field) for field in edits}
    since = next(field for field in mine.values() if field.path[-1] == "since" and _limit(field.id) in limits)
    return edits | {since.id: BOOK.released.isoformat()}


def longer_since_long_ago(mine: Mapping[str, Field], chance: random.Random) -> dict[str, str]:
    """The same, so long ago that worked cases are judged by it which expect the words of before."""
    expected = {cite for case in WORKED for cite in case.contains["citations"]}
    others = {limit_field(id_, "amount") for id_, limit in BOOK.limits.items() if not expected & {*limit.cites}}
    edits = longer_from_a_day_on({id_: field for id_, field in mine.items() if id_ not in others}, chance)
    return {id_: BOOK.first_date.isoformat() if id_.endswith(".since") else typed for id_, typed in edits.items()}


def _limit(field: str) -> str:
    return field.rpartition(".")[0]


def read_otherwise(mine: Mapping[str, Field], chance: random.Random) -> dict[str, str]:
    """A duty whose two readings come to agree."""
    ends = [field for field in mine.values() if field.path[-1] == "strict"]
    field = chance.choice(ends)
    return {field.id: mine[field.id.replace(".strict", ".literal")].value}


def written_otherwise(mine: Mapping[str, Field], chance: random.Random) -> dict[str, str]:
    """A text of the problem in all its languages."""
    texts = [field for field in mine.values() if field.kind == "text" and field.value and "{" not in field.value]
    place = chance.choice(texts).path[:-1]
    return {field.id: f"{field.value} Così." for field in texts if field.path[:-1] == place}


@pytest.mark.parametrize(
    "edit", [longer, longer_from_a_day_on, longer_since_long_ago, read_otherwise, written_otherwise]
)
def test_the_shown_diff_passes_the_check(tmp_path: Path, edit) -> None:
    chance = random.Random(f"{SEED} {edit.__name__}")
    copy_of_the_project(tmp_path)
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "before"]):
        subprocess.run(["git", "-c", "user.name=n", "-c", "user.email=e", *command], cwd=tmp_path, check=True)
    edits: dict[str, str] = {}
    for problem in chance.sample(sorted(BOOK.problems), len(BOOK.problems)):
        try:
            edits = edit(fields(problem), chance)
        except IndexError:  # Not every problem has a duty.
            continue
        if edits:
            break
    asked = {"files": TEXTS, "problem": problem, "edits": edits}
    case = next(case.request for case in WORKED if case.problem == problem)
    answered = lab_answer(BOOK, "it", asked | {"case": case, "root": "../../../"})
    assert answered["mistakes"] == []
    told = {"en": 'It changes "there".', "it": "Cambia là."}
    day = BOOK.released.isoformat()
    record = (ROOT / RECORD).read_text(encoding="utf-8")
    said = lab_proposal(BOOK, "it", asked | worked(WORKED) | {"told": told, "record": record, "today": day})
    assert said["meant"] == answered["ruled"]
    subprocess.run(["git", "apply", "-"], input=said["diff"].encode(), cwd=tmp_path, check=True)
    for path, text in said["files"].items():
        assert f"<h4><code>{path}</code></h4>" in said["html"]
        assert (tmp_path / path).read_text(encoding="utf-8") == text
    command = [sys.executable, "-m", "playbook_sim", "check", "--base", "HEAD"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{edits}\n{done.stdout}{done.stderr}"
    # A wording that parts the two readings no more takes its citation along: only the ledger is behind then.
    notes = [line for line in done.stderr.splitlines() if ": note:" in line]
    assert [line.partition(":")[0] for line in notes] in ([], ["playbook_sim/site/ledger.toml"])
    assert done.stdout.strip() == ("0 to mend, 1 to know" if notes else "Nothing to mend")
    # What the page says it needs besides is just that, and with it nothing is left.
    (need, command) = LEDGER.split(": ")
    assert (need in said["html"]) == bool(notes)
    assert bool(notes) == (edit in (longer_from_a_day_on, longer_since_long_ago, read_otherwise))
    # Worked cases to which the new words apply go along, and the page says so.
    assert any(path.startswith(CASES) for path in said["files"]) == (edit is longer_since_long_ago)
    assert (html.escape(HAS_CASES) in said["html"]) == (edit is longer_since_long_ago)
    if notes:
        done = subprocess.run([sys.executable, *command.split()[1:]], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        command = [sys.executable, "-m", "playbook_sim", "check", "--base", "HEAD"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, "Nothing to mend\n"), done.stderr
