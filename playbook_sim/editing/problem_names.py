"""A problem has one name, its title in the rulebook: its page and the menu say no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from playbook_sim.editing.navigation import Unlinked
from playbook_sim.editing.new.page import yaml_text
from playbook_sim.editing.new.problem import problem_page
from playbook_sim.loading.behind import as_written
from playbook_sim.model import Rulebook
from playbook_sim.site.places import LANGUAGES

_HEADING = "# {{ problem_title() }}"
_TITLE = re.compile(r"title: *(?P<value>.+)")


def misnamed(root: Path, rulebook: Rulebook) -> Iterator[Unlinked]:
    """Where a page below ``root``, or the navigation, calls a problem something else than the rulebook does.

    MkDocs reads the title of a page before any macro runs, so it stands there once more; the navigation takes it from
    there.
    """
    for problem in rulebook.problems.values():
        rules = f"problems/{problem.platform}/{problem.id}.toml"
        page = f"{problem_page(problem.stage, problem.id)}.md"
        for language in rulebook.languages:
            path = root / "docs" / language / page
            if path.is_file():
                name = as_written(problem.title[language], language)
                yield from _on_page(f"docs/{language}/{page}", path, name, rules)
            yield from _in_menu(root / LANGUAGES[language].name, page, rules)


def _on_page(file: str, path: Path, name: str, rules: str) -> Iterator[Unlinked]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    for number, line in enumerate(lines, 1):
        if (found := _TITLE.fullmatch(line)) and str(yaml.safe_load(found["value"])) != name:
            wanted = f"title: {yaml_text(name)}"
            problem = f"{rules} calls this problem {name!r}; write {wanted}, or change the name there"
            yield Unlinked(file=file, line=number, problem=problem)
        if line.startswith("# "):
            if line != _HEADING:
                problem = f"the heading is the name that {rules} gives the problem; write {_HEADING}"
                yield Unlinked(file=file, line=number, problem=problem)
            return


def _in_menu(configuration: Path, page: str, rules: str) -> Iterator[Unlinked]:
    text = configuration.read_text(encoding="utf-8-sig") if configuration.is_file() else ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.endswith(f": {page}") and line.lstrip().startswith("- "):
            problem = f"the menu calls a problem what its page and {rules} do; write - {page}"
            yield Unlinked(file=configuration.name, line=number, problem=problem)
