"""A page of the handbook is light: what a browser loads with it, pictures aside, as it travels with an empty cache.

Which files these are is read from the page itself, so no browser is needed: what it names, what those name in turn,
and what Material's script fetches by itself. ``benchmarks.weight`` measures the same in a browser, runtime included.
What the service worker keeps afterwards is not part of a page.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import brotli
import pytest

from benchmarks.weight import GOAL
from playbook_sim.site.places import LANGUAGES, SITE

# A script names others in its imports, or fetches them later; a style sheet names fonts and other styles.
_SCRIPT = re.compile(r"""\bimport(?:[^"'();]*\bfrom\s*|\s*|\()["'](\.[^"']+)["']""")
_STYLE = re.compile(r"""(?:@import\s+|url\()["']?([^"')]+\.(?:css|woff2?))["')]""")
_TAG = re.compile(r"<(?:script|link)\b[^>]*>")
# What a module fetches later comes only once the reader opens it: ``tests/browser/test_rule_lab.py`` sees that it does
# not come before.
_ON_REQUEST = re.compile(r"""\bimport\("\./shared-[^"]+"\)""")
_LOADED = ("stylesheet", "manifest", "modulepreload", "preload")


def _named(page: Path) -> Iterator[Path]:
    """What a page loads by its own tags, and what Material's script fetches: search, its words, the map of the site."""
    html = page.read_text(encoding="utf-8")
    for tag in _TAG.findall(html):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("rel") in _LOADED:
            yield page.parent / attributes["href"]
        elif "src" in attributes:
            yield page.parent / attributes["src"]
    config = json.loads(re.search(r'id="__config"[^>]*>(.*?)</script>', html)[1])
    base = page.parent / config["base"]
    yield page.parent / config["search"]
    yield from (base / "sitemap.xml", base / "search" / "search_index.json")
    lang = re.search(r'<html lang="(\w+)"', html)[1]
    if lang != "en":
        lunr = base / "assets" / "javascripts" / "lunr" / "min"
        yield from (lunr / "lunr.stemmer.support.min.js", lunr / f"lunr.{lang}.min.js")


@cache
def _with_what_it_names(file: Path) -> frozenset[Path]:
    """A file, and all that comes because of it."""
    found = {file}
    waiting = [file]
    while waiting:
        one = waiting.pop()
        pattern = {".js": _SCRIPT, ".mjs": _SCRIPT, ".css": _STYLE}.get(one.suffix)
        if pattern is None or one.name.endswith(".min.js"):
            continue
        named = pattern.findall(_ON_REQUEST.sub("", one.read_text(encoding="utf-8")))
        more = {(one.parent / path).resolve() for path in named} - found
        found |= more
        waiting.extend(more)
    return frozenset(found)


@cache
def _travels(file: Path) -> int:
    """Bytes of a file on the line: at the quality with which hosts compress what they keep."""
    return len(brotli.compress(file.read_bytes(), quality=11))


def _beside(page: Path) -> frozenset[Path]:
    return frozenset().union(*(_with_what_it_names(path.resolve()) for path in _named(page)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_page_of_the_handbook_stays_below_the_limit(lang: str) -> None:
    """Pages that load the same differ by their HTML alone, and of those only the longest can be too heavy."""
    assert SITE.is_dir(), "The site is not built: run make build first."
    pages = sorted((SITE / lang / "handbook").rglob("*.html"), key=lambda page: page.stat().st_size, reverse=True)
    assert len(pages) > 30
    kinds = {_beside(page) for page in pages}
    heaviest = max(sum(map(_travels, kind)) for kind in kinds)
    # By how much a page compresses differs little, so that the heaviest is among the longest.
    weights = {str(page.relative_to(SITE)): _travels(page) + heaviest for page in pages[:8]}
    too_heavy = {page: weight for page, weight in weights.items() if weight > GOAL}
    assert not too_heavy, f"The limit is {GOAL} bytes: load less at once, or split the page."


def test_nothing_of_the_simulator_comes_with_a_page_of_the_handbook() -> None:
    """Neither the runtime nor the scripts of other pages: they come when they are asked for."""
    for lang in LANGUAGES:
        for page in (SITE / lang / "handbook").rglob("*.html"):
            beside = {path.relative_to(SITE).as_posix() for path in _beside(page)}
            assert not {path for path in beside if path.startswith(("runtime/", "vendor/"))}, page
