"""The two languages are two builds of the same thing: their configurations differ only in words."""

import re

import yaml
from mkdocs.utils.yaml import yaml_load

from playbook_sim.site.places import LANGUAGES, ROOT

# What a configuration says to people, or says of its own language.
WORDS = {"site_name", "site_description", "site_url", "copyright", "docs_dir", "site_dir", "nav"}

# In the separator of the search: the words that say nothing, by their first letter.
_INITIAL = re.compile(r"\|?\[\w\w\](?:\(\?:[\w|]+\))?")


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
        search["separator"], words = _INITIAL.subn("", search["separator"])
        assert words, "the words that say nothing"
        for palette in configuration["theme"]["palette"]:
            assert palette["toggle"].pop("name")
        for extension in configuration["markdown_extensions"]:
            if isinstance(extension, dict) and "toc" in extension:
                assert extension["toc"].pop("permalink_title")
        settings[language] = yaml.safe_dump(configuration)
    assert settings["en"] == settings["it"]


def test_both_trees_hold_the_same_files() -> None:
    """Pictures too: the switch between the languages keeps the path."""
    trees = []
    for language in LANGUAGES:
        tree = ROOT / "docs" / language
        trees.append({str(path.relative_to(tree)) for path in tree.rglob("*") if path.is_file()})
    assert trees[0] == trees[1]
