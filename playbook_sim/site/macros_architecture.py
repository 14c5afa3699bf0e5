"""The import map on a page: a table, since a picture of so many arrows is one that nobody reads."""

from __future__ import annotations

from collections.abc import Callable

from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.tables import rows_table
from playbook_sim.rendering.view import View
from playbook_sim.site.import_map import Part, parts
from playbook_sim.site.page_macros.block import block
from playbook_sim.site.page_view import PageView


def import_map_macro(page: PageView) -> Callable[[], str]:
    """The macro ``import_map`` for the page that is being built."""

    def import_map() -> str:
        """Every part of the package by layer: what it is for, and what it imports; anchors ``part-<name>``."""
        return block(_table(page.view, parts()))

    return import_map


def _table(view: View, found: list[Part]) -> Html:
    titles = {key: view.say(f"architecture.{key}") for key in ("part", "layer", "purpose", "imports", "runs")}
    return rows_table(titles, [(_anchor(part.name), _row(view, part)) for part in found])


def _row(view: View, part: Part) -> dict[str, Html | str]:
    imported = [el("a", el("code", name), href=f"#{_anchor(name)}") for name in part.imports]
    return {
        "part": joined([el("code", part.name), " "]),
        "layer": str(part.layer),
        # Docstrings are English on every page.
        "purpose": el("span", *_with_code(part.purpose), lang="en"),
        "imports": joined(imported, ", ") if imported else view.say("architecture.nothing"),
        "runs": view.say("architecture.browser" if part.ships else "architecture.build"),
    }


def _with_code(text: str) -> list[Html | str]:
    """What stands between two pairs of backticks is code."""
    return [el("code", part) if number % 2 else part for number, part in enumerate(text.split("``"))]


def _anchor(name: str) -> str:
    return f"part-{name.strip('_').replace('_', '-')}"
