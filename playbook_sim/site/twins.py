"""Every text of the playbook with its twins in the other languages: pages, and texts of the rulebook."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from playbook_sim.loading.behind import NAME, entry_path
from playbook_sim.loading.files import RulebookFiles

type Twins = Mapping[str, Mapping[str, str]]
"""Where a text stands → language → a hash of it. A page is ``docs/faq.md``, a text of the rulebook
``limits.toml: dsers_remedy.label``."""

_LETTERS = 12


def twins(root: Path) -> Twins:
    """All texts below the project's directory, pages first. Raises RulebookError when rulebook.toml cannot be read."""
    rulebook = root / "playbook_sim" / "rulebook"
    top = RulebookFiles(rulebook).table("rulebook.toml")
    tongues = {*top.strings("languages"), *top.strings("message_languages")}
    return {**_pages(root / "docs", top.strings("languages")), **_texts(rulebook, tongues)}


def _pages(docs: Path, languages: Iterable[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for language in languages:
        tree = docs / language
        for path in sorted(tree.rglob("*.md")):
            place = f"docs/{path.relative_to(tree).as_posix()}"
            found.setdefault(place, {})[language] = _hash(path.read_text(encoding="utf-8"))
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


# One file of many changes between two calls, where somebody is editing.
@lru_cache(maxsize=1024)
def _hashes(toml: str, tongues: frozenset[str]) -> Mapping[str, Mapping[str, str]]:
    return {
        place: {language: _hash(said) for language, said in text.items()}
        for place, text in _in(tomllib.loads(toml), "", tongues)
    }


def _in(value: Any, path: str, tongues: frozenset[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    if isinstance(value, dict):
        if len(value) > 1 and value.keys() <= tongues and all(isinstance(said, str) for said in value.values()):
            yield path, value
        else:
            for key, inner in value.items():
                yield from _in(inner, f"{path}.{key}".lstrip("."), tongues)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _in(inner, entry_path(path, inner, number), tongues)


def _hash(text: str) -> str:
    """White space at line ends and around the text is no change."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return hashlib.sha256(lines.encode()).hexdigest()[:_LETTERS]
