"""The two languages are two builds of the same thing: same pages, same structure, same settings."""

import re
from pathlib import Path

import pytest
import yaml
from mkdocs.utils.yaml import yaml_load

from playbook_sim.site.places import LANGUAGES, ROOT

TREES = {language: ROOT / "docs" / language for language in LANGUAGES}
PAGES = sorted(str(path.relative_to(TREES["en"])) for path in TREES["en"].rglob("*.md"))

# What a configuration says to people, or says of its own language.
WORDS = {"site_name", "site_description", "site_url", "copyright", "docs_dir", "site_dir", "nav"}


def _files(tree: Path) -> set[str]:
    return {str(path.relative_to(tree)) for path in tree.rglob("*") if path.is_file()}


def _heading_levels(path: Path) -> list[int]:
    """The levels of a page's headings in their order, and nothing that only looks like one in a block of code."""
    text = re.sub(r"^(```|~~~).*?^\1", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [len(marks) for marks in re.findall(r"^(#{1,6}) ", text, flags=re.MULTILINE)]


def test_both_trees_hold_the_same_files() -> None:
    assert _files(TREES["en"]) == _files(TREES["it"])


@pytest.mark.parametrize("path", PAGES)
def test_headings_match(path: str) -> None:
    assert _heading_levels(TREES["en"] / path) == _heading_levels(TREES["it"] / path)


def _configuration(language: str) -> dict:
    with LANGUAGES[language].open("rb") as file:
        return yaml_load(file)


def _paths(nav: list) -> list:
    """A navigation without its labels."""
    found = []
    for entry in nav:
        target = next(iter(entry.values())) if isinstance(entry, dict) else entry
        found.append(_paths(target) if isinstance(target, list) else target)
    return found


def test_the_navigation_offers_the_same_pages_in_the_same_order() -> None:
    assert _paths(_configuration("en")["nav"]) == _paths(_configuration("it")["nav"])


def test_the_settings_differ_only_in_words() -> None:
    settings = {}
    for language in LANGUAGES:
        configuration = {key: value for key, value in _configuration(language).items() if key not in WORDS}
        assert configuration["theme"].pop("language") == language
        search = next(plugin["search"] for plugin in configuration["plugins"] if "search" in plugin)
        assert search.pop("lang") == language
        for palette in configuration["theme"]["palette"]:
            assert palette["toggle"].pop("name")
        for extension in configuration["markdown_extensions"]:
            if isinstance(extension, dict) and "toc" in extension:
                assert extension["toc"].pop("permalink_title")
        settings[language] = yaml.safe_dump(configuration)
    assert settings["en"] == settings["it"]
