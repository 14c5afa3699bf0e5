"""The parts of the package as the code has them: in which layer each stands, what it is for, and what it imports."""

from __future__ import annotations

import ast
import tomllib
from dataclasses import dataclass
from pathlib import Path

import grimp
from pathspec import GitIgnoreSpec

from playbook_sim.site.places import ROOT

PACKAGE = "playbook_sim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A module or package directly below the whole.

    ``layer`` counts from 1, the topmost; ``purpose`` is the first paragraph of its docstring; ``imports`` names the
    parts that it imports, in the order of their layers; ``ships`` says whether it travels to the browser.
    """

    name: str
    layer: int
    purpose: str
    imports: tuple[str, ...]
    ships: bool


def parts() -> list[Part]:
    """Every part, from the topmost layer down, by name within a layer.

    The layers are those that import-linter holds the code to (pyproject.toml); the imports are read from the code.
    """
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    (contract,) = settings["importlinter"]["contracts"]
    layers = [sorted(part.strip() for part in layer.replace(":", "|").split("|")) for layer in contract["layers"]]
    stays = GitIgnoreSpec.from_lines(settings["hatch"]["build"]["targets"]["wheel"]["exclude"])
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    order = [name for layer in layers for name in layer]
    return [
        Part(
            name=name,
            layer=number,
            purpose=_purpose(_file(name)),
            imports=tuple(other for other in order if other != name and _imports(graph, name, other)),
            ships=not stays.match_file(_file(name).relative_to(ROOT).as_posix()),
        )
        for number, layer in enumerate(layers, 1)
        for name in layer
    ]


def _file(name: str) -> Path:
    place = ROOT / PACKAGE / name
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def _purpose(file: Path) -> str:
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(said.partition("\n\n")[0].split())


def _imports(graph: grimp.ImportGraph, name: str, other: str) -> bool:
    return graph.direct_import_exists(importer=f"{PACKAGE}.{name}", imported=f"{PACKAGE}.{other}", as_packages=True)
