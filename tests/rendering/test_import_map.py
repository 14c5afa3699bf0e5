"""The import map on the page about the architecture says what the code says."""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path

import pytest
from macro_page import Page

from playbook_sim.site.import_map import Part, parts
from playbook_sim.site.places import ROOT
from playbook_sim.site.runtime import library

PACKAGE = ROOT / "playbook_sim"
PARTS = {part.name: part for part in parts()}


def files(name: str) -> list[Path]:
    place = PACKAGE / name
    return sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]


def imported(file: Path) -> set[str]:
    """The parts whose names stand in the import statements of a file, wherever in it they are."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("playbook_sim.")}
    return found


def test_every_part_of_the_package_is_there() -> None:
    below = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert PARTS.keys() == below - {"__init__"}


@pytest.mark.parametrize("part", PARTS.values(), ids=lambda part: part.name)
def test_a_part_imports_what_its_files_import(part: Part) -> None:
    read = {name for file in files(part.name) for name in imported(file)} - {part.name}
    assert set(part.imports) == read & PARTS.keys()


@pytest.mark.parametrize("part", PARTS.values(), ids=lambda part: part.name)
def test_a_part_stands_above_what_it_imports_and_says_what_it_is_for(part: Part) -> None:
    assert all(PARTS[other].layer > part.layer for other in part.imports if PARTS[other].layer != part.layer)
    if part.name == "__main__":
        return
    said = inspect.getdoc(importlib.import_module(f"playbook_sim.{part.name}"))
    assert said
    assert said.replace("\n", " ").startswith(part.purpose)


def test_what_ships_is_what_the_library_of_the_simulator_holds() -> None:
    shipped = {name.split("/")[1].removesuffix(".py") for name in library.package() if name.endswith(".py")}
    assert {part.name for part in PARTS.values() if part.ships} == shipped - {"__init__"}


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_page_shows_all_of_it(lang: str) -> None:
    shown = Page(lang, "architecture.md").call("import_map")
    for part in PARTS.values():
        row = shown.partition(f'id="part-{part.name.strip("_").replace("_", "-")}"')[2].partition("</tr>")[0]
        assert all(f">{other}</code></a>" in row for other in part.imports)
        assert row.count("</code></a>") == len(part.imports)
