"""The navigation of each language offers every page: one that is left out is found by nobody who does not search."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from playbook_sim.model import Language
from playbook_sim.site.places import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked:
    """What is wrong with a navigation. ``file``: the configuration, below the project's directory; ``line`` from 1."""

    file: str
    line: int
    problem: str


def unlinked(root: Path, languages: Collection[Language]) -> Iterator[Unlinked]:
    """The pages below ``root`` that the navigation of their language leaves out, and the entries that lead nowhere."""
    for language, configuration in LANGUAGES.items():
        file, tree = root / configuration.name, root / "docs" / language
        if language in languages and file.is_file():
            text = file.read_text(encoding="utf-8-sig")
            entries = [*_entries(yaml_load(text).get("nav") or [])]
            pages = [path.relative_to(tree).as_posix() for path in sorted(tree.rglob("*.md"))]
            for page in pages:
                if page not in entries:
                    advice = f"the page docs/{language}/{page} is not in the navigation; add it, as in - Title: {page}"
                    yield Unlinked(file=file.name, line=_line(text, "nav:"), problem=advice)
            for entry in entries:
                if entry.endswith(".md") and entry not in pages:
                    advice = f"the navigation leads to docs/{language}/{entry}, which is not there; correct it"
                    yield Unlinked(file=file.name, line=_line(text, entry), problem=advice)


def _entries(nav: list[Any]) -> Iterator[str]:
    """The pages and addresses of a navigation, without its titles."""
    for entry in nav:
        target = next(iter(entry.values())) if isinstance(entry, dict) else entry
        if isinstance(target, list):
            yield from _entries(target)
        else:
            yield target


def _line(text: str, part: str) -> int:
    """The first line of ``text`` that is ``part``, or an entry that leads there."""
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if line.strip("\"' ").endswith(f" {part}") or line == part), 1)
