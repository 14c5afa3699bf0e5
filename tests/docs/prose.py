"""Reading the pages and the rulebook's texts for the checks beside this file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from playbook_sim.site.places import LANGUAGES, ROOT
from playbook_sim.site.typed_durations import LANGUAGES as KNOWN
from playbook_sim.site.typed_durations import own_words

RULEBOOK = ROOT / "playbook_sim" / "rulebook"
TREES = {language: ROOT / "docs" / language for language in LANGUAGES}
PAGES = sorted(str(path.relative_to(TREES["en"])) for path in TREES["en"].rglob("*.md"))

_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")


def without_macros(page: Path) -> str:
    """A page's own words, front matter included: what the rulebook renders and what is code is left out."""
    return own_words(page.read_text(encoding="utf-8"))


def words(text: str) -> list[str]:
    """The words of a text in small letters, without markup."""
    return re.findall(r"\w+", _ATTRIBUTES.sub(" ", text).lower())


def shared_runs(text: str, source: str, length: int) -> list[str]:
    """Every run of ``length`` consecutive words that ``text`` has in common with ``source``."""
    return [" ".join(run) for run in _runs(text, length) if run in _source_runs(source, length)]


@cache
def _source_runs(source: str, length: int) -> frozenset[tuple[str, ...]]:
    return frozenset(_runs(source, length))


def _runs(text: str, length: int) -> list[tuple[str, ...]]:
    told = words(text)
    return [tuple(told[start : start + length]) for start in range(len(told) - length + 1)]


def rulebook_texts() -> list[tuple[str, str, str]]:
    """File and key, language, and text of every sentence in the rulebook's files.

    Left out: limits.toml, whose business durations are, and the quotes, which are the sources' own words.
    """
    texts: list[tuple[str, str, str]] = []
    for path in sorted(RULEBOOK.rglob("*.toml")):
        if path.name != "limits.toml":
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            texts += _texts(data, str(path.relative_to(RULEBOOK)))
    return texts


def _texts(value: object, place: str, language: str = "en") -> Iterator[tuple[str, str, str]]:
    if isinstance(value, str):
        yield place, language, value
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _texts(item, f"{place}[{number}]", language)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in ("quote", "section"):
                yield from _texts(item, f"{place}: {key}", key if key in KNOWN else language)
