"""Files that cannot be read: named at their line, with what to write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from checked_copy import checked_copy
from click.testing import CliRunner

from playbook_sim.cli import main
from playbook_sim.editing import check, unreadable
from playbook_sim.errors import RulebookError
from playbook_sim.site import page_calls

OVERDUE = "docs/it/handbook/before-shipment/shipment-overdue.md"


@pytest.mark.parametrize(
    ("spoil", "hint"),
    [
        (lambda line: line.replace('"', "\N{LEFT DOUBLE QUOTATION MARK}", 1), "between straight quotes"),
        (lambda line: line.replace('"', "", 1), "between straight quotes"),
        (lambda line: line[::-1].replace('"', "", 1)[::-1], "must end, with its straight quote"),
    ],
    ids=["curly quote", "no first quote", "no last quote"],
)
def test_a_slip_in_a_file_is_named_at_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spoil: Callable[[str], str], hint: str
) -> None:
    """The commonest slips of all: nothing of Python's own is to be seen."""
    root = checked_copy(monkeypatch, tmp_path)
    limits = root / "playbook_sim" / "rulebook" / "limits.toml"
    lines = limits.read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines) if line.startswith("label.it"))
    lines[number] = spoil(lines[number])
    limits.write_text("\n".join(lines), encoding="utf-8")
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 1
    assert not isinstance(done.exception, RulebookError)
    assert f"playbook_sim/rulebook/limits.toml:{number + 1}: error: this is not TOML" in done.stderr
    assert hint in done.stderr


def test_a_file_that_begins_with_the_mark_of_windows_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = checked_copy(monkeypatch, tmp_path)
    limits = root / "playbook_sim" / "rulebook" / "limits.toml"
    limits.write_text(limits.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert [str(found) for found in check.findings() if found.grave] == []


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("title: Ritardo: il fornitore", 'straight quotes: title: "Ritardo: il fornitore"'),
        ("title: @Ritardo", 'straight quotes: title: "@Ritardo"'),
        ('title: "Ritardo', 'straight quotes: title: "…"'),
        ("title: 2026-03-10", 'straight quotes: title: "2026-03-10"'),
    ],
)
def test_the_head_of_a_page_that_cannot_be_read_is_named_at_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str, advice: str
) -> None:
    page = checked_copy(monkeypatch, tmp_path) / OVERDUE
    lines = page.read_text(encoding="utf-8").splitlines()
    page.write_text("\n".join([lines[0], written, *lines[2:]]), encoding="utf-8")
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 1
    assert f"{OVERDUE}:2: error: found {written!r}, which cannot be read; put the text in {advice}\n" == done.stderr


@pytest.mark.parametrize("file", ["playbook_sim/rulebook/evidence.toml", OVERDUE])
def test_a_file_that_is_not_utf_8_is_named_at_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: str
) -> None:
    """As editors of Windows save it when they are asked for ANSI."""
    place = checked_copy(monkeypatch, tmp_path) / file
    lines = place.read_bytes().splitlines()
    place.write_bytes(b"\n".join([*lines, "# così".encode("cp1252")]))
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 1
    assert done.stderr == f"{file}:{len(lines) + 1}: error: the file is not UTF-8; save it as UTF-8\n"


def test_the_mark_that_an_editor_of_windows_puts_first_is_read_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = checked_copy(monkeypatch, tmp_path)
    monkeypatch.setattr(page_calls, "DOCS", root / "docs")
    for file in (OVERDUE, "playbook_sim/rulebook/limits.toml", "docs/translations.toml"):
        (root / file).write_text((root / file).read_text(encoding="utf-8"), encoding="utf-8-sig")
    about = [str(found) for found in check.findings()]
    page = OVERDUE.removeprefix("docs/it/").removesuffix(".md")
    assert page_calls.heading("it", page, "") != page
    page_calls.heading.cache_clear()
    assert [told for told in about if "shipment-overdue" in told or "limits" in told or "TOML" in told] == []


def test_what_a_change_changes_is_not_told_of_pages_that_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = checked_copy(monkeypatch, tmp_path) / OVERDUE
    page.write_text("---\ntitle: Ritardo: il fornitore\n---\n", encoding="utf-8")
    found = [*unreadable.unreadable(tmp_path)]
    monkeypatch.setattr(unreadable, "unreadable", lambda root: found)
    done = CliRunner().invoke(main, ["impact", "--base", "HEAD"])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{OVERDUE}:2: found")


def test_a_navigation_that_cannot_be_read_is_named_at_its_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = checked_copy(monkeypatch, tmp_path)
    (root / "mkdocs.it.yml").write_text("nav:\n  - Ritardo: il fornitore: faq.md\n", encoding="utf-8")
    assert [str(found)[:30] for found in check.findings()] == ["mkdocs.it.yml:2: error: found "]


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("nav:\n  - Inizio: index.md\n   - Casi: cases.md\n", 3),
        ("nav:\n  - Inizio: index.md\n      - Casi: cases.md\n", 3),
        ("nav:\n  - Manuale:\n      - index.md\n    - cases.md\n", 4),
        ("nav:\n    - Inizio: index.md\n  - Casi: cases.md\n", 3),
        ("nav:\n  - Inizio: index.md\n\t- Casi: cases.md\n", 3),
    ],
)
def test_a_navigation_whose_indentation_is_wrong_is_told_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str, line: int
) -> None:
    root = checked_copy(monkeypatch, tmp_path)
    (root / "mkdocs.it.yml").write_text(written, encoding="utf-8")
    (found,) = check.findings()
    assert (found.file, found.line) == ("mkdocs.it.yml", line)
    assert "the indentation is wrong" in found.problem
    assert "quotes" not in found.problem
