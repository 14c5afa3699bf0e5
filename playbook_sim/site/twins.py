"""Every text of the playbook with its twins in the other languages: pages, their labels in the navigation, texts of the
rulebook, names of cases."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from playbook_sim.errors import RulebookError
from playbook_sim.loading.behind import NAME
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.twins import hash_of, texts_in
from playbook_sim.site.labels import FILE, labels
from playbook_sim.site.places import LANGUAGES

type Twins = Mapping[str, Mapping[str, str]]
"""Where a text stands → language → a hash of it. A page is ``docs/faq.md``, a text of the rulebook
``limits.toml: dsers_remedy.label``, the name of a worked case ``tests/cases/any/complaint.toml: case[2].name``, a label
``mkdocs.yml: nav[faq.md]``."""


def twins(root: Path) -> Twins:
    """All texts below the project's directory, pages first. Raises RulebookError when a file cannot be read."""
    rulebook = root / "playbook_sim" / "rulebook"
    top = RulebookFiles(rulebook).table("rulebook.toml")
    tongues = {*top.strings("languages"), *top.strings("message_languages")}
    pages = top.strings("languages")
    return {
        **_pages(root / "docs", pages),
        **_labels(root, pages),
        **_texts(rulebook, tongues),
        **_cases(root, tongues),
    }


def _pages(docs: Path, languages: Iterable[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for language in languages:
        tree = docs / language
        for path in sorted(tree.rglob("*.md")):
            place = f"docs/{path.relative_to(tree).as_posix()}"
            found.setdefault(place, {})[language] = hash_of(path.read_text(encoding="utf-8-sig"))
    return found


def _labels(root: Path, languages: Iterable[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for language in languages:
        path = root / LANGUAGES[language].name if language in LANGUAGES else root / f"mkdocs.{language}.yml"
        try:
            told = labels(path.read_text(encoding="utf-8-sig")) if path.is_file() else {}
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise RulebookError(path.name, f"it cannot be read: {error}") from None
        for name, label in told.items():
            found.setdefault(f"{FILE}: nav[{name}]", {})[language] = hash_of(label.said)
    return found


def _texts(rulebook: Path, tongues: set[str]) -> dict[str, dict[str, str]]:
    found = {}
    for path in sorted(rulebook.rglob("*.toml")):
        name = path.relative_to(rulebook).as_posix()
        if name != NAME:
            try:
                texts = _hashes(path.read_text(encoding="utf-8-sig"), frozenset(tongues))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError):
                # It says what is wrong, and where.
                RulebookFiles(rulebook).read(name)
                raise
            found |= {f"{name}: {place}": hashes for place, hashes in texts.items()}
    return found


def _cases(root: Path, tongues: set[str]) -> dict[str, Mapping[str, str]]:
    found = {}
    for path in sorted((root / "tests" / "cases").glob("*/*.toml")):
        name = path.relative_to(root).as_posix()
        try:
            texts = _hashes(path.read_text(encoding="utf-8-sig"), frozenset(tongues))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise RulebookError(name, f"this is not TOML: {error}") from None
        found |= {f"{name}: {place}": hashes for place, hashes in texts.items()}
    return found


# One file of many changes between two calls, where somebody is editing.
@lru_cache(maxsize=1024)
def _hashes(toml: str, tongues: frozenset[str]) -> Mapping[str, Mapping[str, str]]:
    return {
        place: {language: hash_of(said) for language, said in text.items()}
        for place, text in texts_in(tomllib.loads(toml), tongues)
    }
