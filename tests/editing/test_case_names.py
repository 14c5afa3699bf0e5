"""What a worked case names and nothing has is told by ``playbook-sim check`` at its place, with the nearest id."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from worked_cases import FOLDER, read_cases

from playbook_sim.editing import check, unproven
from playbook_sim.editing.case_names import misnamed
from playbook_sim.editing.toml_lines import line_of
from playbook_sim.loading import load_rulebook

MISNAMED = [
    ("facts", "supplier_pressed_on = 2026-03-11", "suplier_pressed_on = 2026-03-11", "fact", "supplier_pressed_on"),
    ("expect.status", '"needs_facts"', '"needs_fact"', "status", "needs_facts"),
    ("expect.next_question", '"promised_ship_date"', '"promised_shipdate"', "fact", "promised_ship_date"),
    ("expect.paths.overdu", "paths.overdue]", "paths.overdu]", "rule of shipment_overdue", "overdue"),
    ("expect.paths.overdue.outcome", '"shipped_or_no_stock"', '"shipped_no_stock"', "outcome", "shipped_or_no_stock"),
    ("expect.paths.overdue.first", '"treat_as_no_stock"', '"treat_no_stock"', "step of ", "treat_as_no_stock"),
    ("expect.paths.overdue.steps", '"press_supplier: done"', '"press_suplier: done"', "step of ", "press_supplier"),
    ("expect.paths.overdue.steps", '"press_supplier: done"', '"press_supplier: dnoe"', "state of press_", "done"),
    ("expect.paths.overdue.steps", '"press_supplier: done"', '"press_supplier"', "state of press_", None),
    ("expect.paths.overdue.steps", '"reorder: later"', '"reorder: later, by analgy"', "remark", ", by analogy"),
    ("expect.cites", '"dsers_overdue_day4"]', '"dsers_overdue_day_4"]', "citation", "dsers_overdue_day4"),
]


@pytest.mark.parametrize(("where", "right", "wrong", "what", "nearest"), MISNAMED)
def test_what_a_case_names_and_no_answer_can_hold_is_told_at_its_place(
    tmp_path: Path, where: str, right: str, wrong: str, what: str, nearest: str | None
) -> None:
    """In the second case of a file, whose first one is right."""
    book, file = load_rulebook(), "dsers_tmall/shipment_overdue.toml"
    text = (FOLDER / file).read_text(encoding="utf-8")
    cases = text.split("[[case]]\n")
    assert right in cases[2]
    cases[2] = cases[2].replace(right, wrong)
    text = "[[case]]\n".join(cases)
    (tmp_path / "dsers_tmall").mkdir()
    (tmp_path / file).write_text(text, encoding="utf-8")
    found = [*misnamed(book, read_cases(tmp_path))]
    place = f"tests/cases/{file}: case[2].{where}"
    assert {each.place for each in found} == {place}
    assert f", which is no {what}" in found[0].problem
    assert nearest is None or found[0].problem.endswith(f"Write {nearest!r}.")
    at = text.splitlines()[line_of(text, place.partition(": ")[2]) - 1]
    assert at.partition(" = ")[0] in (where.rpartition(".")[2], f"[case.{where}]")


def test_all_that_the_cases_name_is_there() -> None:
    assert [*misnamed(load_rulebook(), read_cases())] == []


def test_cases_of_a_problem_that_is_not_there_are_told_by_their_file(tmp_path: Path) -> None:
    (tmp_path / "aliexpress").mkdir()
    kept = FOLDER / "dsers_tmall" / "no_stock.toml"
    (tmp_path / "aliexpress" / "no_stock.toml").write_text(kept.read_text(encoding="utf-8"), encoding="utf-8")
    assert [str(each) for each in misnamed(load_rulebook(), read_cases(tmp_path))] == [
        "tests/cases/aliexpress/no_stock.toml: no problem is called as this file is, 'aliexpress/no_stock.toml'. "
        "Write 'dsers_tmall/no_stock.toml'."
    ]


def test_the_check_looks_at_what_the_cases_name(monkeypatch: pytest.MonkeyPatch) -> None:
    case, *others = unproven.worked_cases()
    monkeypatch.setattr(unproven, "worked_cases", lambda: [replace(case, next_question="nobody_asks"), *others])
    (found,) = check.findings()
    assert (found.grave, found.file) == (True, f"tests/cases/{case.request['platform']}/{case.file}")
    assert "which is no fact" in found.problem
