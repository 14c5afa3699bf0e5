"""What a worked case names and nothing has is told by ``playbook-sim check`` at its place, with the nearest id."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from worked_cases import FOLDER

from playbook_sim.editing import check, unproven
from playbook_sim.editing.toml_lines import line_of
from playbook_sim.editing.unproven import mistakes_of_cases
from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook

OVERDUE = "dsers_tmall/shipment_overdue.toml"

DEADLINE = "expect.deadlines.dsers_overdue_switch"
PRESSED = "supplier_pressed_on = 2026-03-11"

MISNAMED = [
    (
        "facts.suplier_pressed_on",
        "supplier_pressed_on = 2026-03-11",
        "suplier_pressed_on = 2026-03-11",
        "fact",
        "supplier_pressed_on",
    ),
    ("expect.status", '"needs_facts"', '"needs_fact"', "status", "needs_facts"),
    ("expect.next_question", '"promised_ship_date"', '"promised_shipdate"', "fact", "promised_ship_date"),
    ("expect.paths.overdu", "paths.overdue]", "paths.overdu]", "rule of shipment_overdue", "overdue"),
    ("expect.paths.overdue.outcome", '"shipped_or_no_stock"', '"shipped_no_stock"', "outcome", "shipped_or_no_stock"),
    ("expect.paths.overdue.first", '"treat_as_no_stock"', '"treat_no_stock"', "step of ", "treat_as_no_stock"),
    ("expect.paths.overdue.steps", '"press_supplier: done"', '"press_suplier: done"', "step of ", "press_supplier"),
    ("expect.paths.overdue.steps", '"press_supplier: done"', '"press_supplier: dnoe"', "state of press_", "done"),
    ("expect.paths.overdue.steps", '"press_supplier: done"', '"press_supplier"', "state of press_", None),
    ("expect.paths.overdue.steps", '"reorder: later"', '"reorder: later, by analgy"', "remark", ", by analogy"),
    (
        "expect.paths.overdue.steps",
        '"reorder: later"',
        '"reorder: later, after a look: ae_anwser"',
        "limit",
        "ae_answer",
    ),
    ("expect.cites", '"dsers_overdue_day4"]', '"dsers_overdue_day_4"]', "citation", "dsers_overdue_day4"),
    ("expect.deadlines.dsers_switch", "dsers_overdue_switch", "dsers_switch", "limit", "dsers_overdue_switch"),
    (DEADLINE, "not started, unit not stated", "not startd, unit not stated", "state of a deadline", "not started"),
    (DEADLINE, "not started, unit not stated", "not started, unit not statd", "remark after", "unit not stated"),
    ("today", "today = 2026-03-12", 'today = "on dsers_remdy.latest"', "limit", "dsers_remedy"),
    ("calendar", "today = 2026-03-12", 'calendar = "chna"\ntoday = 2026-03-12', "calendar", "china"),
]


def _with(tmp_path: Path, *edits: tuple[str, str]) -> tuple[str, list[RulebookError]]:
    """The second case of a file, whose first one is right, with another wording."""
    cases = (FOLDER / OVERDUE).read_text(encoding="utf-8").split("[[case]]\n")
    for right, wrong in edits:
        assert right in cases[2]
        cases[2] = cases[2].replace(right, wrong)
    text = "[[case]]\n".join(cases)
    shutil.copytree(FOLDER, tmp_path / "tests" / "cases")
    (tmp_path / "tests" / "cases" / OVERDUE).write_text(text, encoding="utf-8")
    return text, mistakes_of_cases(load_rulebook(), tmp_path)


@pytest.mark.parametrize(("where", "right", "wrong", "what", "nearest"), MISNAMED)
def test_what_a_case_names_and_no_answer_can_hold_is_told_at_its_place(
    tmp_path: Path, where: str, right: str, wrong: str, what: str, nearest: str | None
) -> None:
    text, found = _with(tmp_path, (right, wrong))
    place = f"tests/cases/{OVERDUE}: case[2].{where}"
    assert {each.place for each in found} == {place}
    assert f", which is no {what}" in found[0].problem
    assert nearest is None or found[0].problem.endswith(f"Write {nearest!r}.")
    at = text.splitlines()[line_of(text, place.partition(": ")[2]) - 1]
    assert at.partition(" = ")[0] in (*where.split("."), f"[case.{where}]")


def test_a_date_in_quotation_marks_is_told_as_such(tmp_path: Path) -> None:
    _, found = _with(tmp_path, ("today = 2026-03-12", 'today = "2026-03-12"'), (" = 2026-03-11", ' = "2026-03-11"'))
    assert [each.place.rpartition("case[2].")[2] for each in found] == ["today", "facts.supplier_pressed_on"]
    assert all("take the quotation marks off: 2026-03-1" in each.problem for each in found)


def test_all_mistakes_of_all_cases_are_told_at_once(tmp_path: Path) -> None:
    """Those of the names and those of the reader, in one file and in others, and none that follows from another."""
    shutil.copytree(FOLDER, tmp_path / "tests" / "cases")
    edits = {
        OVERDUE: [("promised_ship_date = ", "promised_ship_dat = "), ("supplier_pressed_on", "suplier_pressed_on")],
        "aliexpress/parcel_lost.toml": [('\nstatus = "', '\nstaus = "')],
        "dsers_tmall/no_stock.toml": [("steps = [", "steps = ")],
    }
    for file, all_of_it in edits.items():
        path = tmp_path / "tests" / "cases" / file
        text = path.read_text(encoding="utf-8")
        for right, wrong in all_of_it:
            assert right in text
            text = text.replace(right, wrong, 1)
        path.write_text(text, encoding="utf-8")
    found = {
        each.place.removeprefix("tests/cases/"): each.problem for each in mistakes_of_cases(load_rulebook(), tmp_path)
    }
    unread = found.pop("dsers_tmall/no_stock.toml")
    assert unread.startswith("this is not TOML")
    (key,) = (each for each in found if each.endswith(".expect.staus"))
    assert key.startswith("aliexpress/parcel_lost.toml: case[")
    assert "the key 'staus' is not known" in found.pop(key)
    assert all(each.startswith(f"{OVERDUE}: case[") for each in found)
    facts = sorted(each.rpartition(".")[2] for each in found)
    assert facts == ["promised_ship_dat", "suplier_pressed_on"]
    assert all(
        "Write 'promised_ship_date'." in told or "Write 'supplier_pressed_on'." in told for told in found.values()
    )


def test_all_that_the_cases_name_is_there() -> None:
    assert mistakes_of_cases(load_rulebook()) == []


def test_cases_of_a_problem_that_is_not_there_are_told_by_their_file(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "tests" / "cases")
    moved = tmp_path / "tests" / "cases" / "dsers_tmall" / "no_stock.toml"
    moved.rename(tmp_path / "tests" / "cases" / "aliexpress" / "no_stock.toml")
    assert (
        "tests/cases/aliexpress/no_stock.toml: no problem is called as this file is, 'aliexpress/no_stock.toml'. "
        "Write 'dsers_tmall/no_stock.toml'." in [str(each) for each in mistakes_of_cases(load_rulebook(), tmp_path)]
    )


def test_the_check_looks_at_what_the_cases_name(monkeypatch: pytest.MonkeyPatch) -> None:
    place = f"tests/cases/{OVERDUE}: case[2].expect.status"
    monkeypatch.setattr(unproven, "misnamed", lambda rulebook, written: [RulebookError(place, "which is no status")])
    (found,) = check.findings()
    assert (found.grave, found.file, found.problem) == (True, f"tests/cases/{OVERDUE}", "which is no status")
    assert found.line > 1
