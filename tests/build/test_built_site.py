"""The built site: both languages, one runtime, a policy on every page, and no link that leads nowhere."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml

from playbook_sim.site.places import LANGUAGES, SITE

ORIGIN = "https://site.invalid/"


class _Page(HTMLParser):
    """The places that a page offers, and the places that it points to."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors |= {values[name] or "" for name in ("id", "name") if name in values}
        if values.get("rel") != "canonical":
            self.addresses |= {values[name] or "" for name in ("href", "src", "xlink:href") if name in values}


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    assert SITE.is_dir(), "The site is not built: run make build first."


def _pages() -> list[Path]:
    return sorted(SITE.rglob("*.html"))


@cache
def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def _file(path: str) -> Path:
    """The file that a static host serves for a path."""
    file = SITE / unquote(path).lstrip("/")
    return file / "index.html" if path.endswith("/") else file


def _complaint(page: Path, address: str) -> str | None:
    """What is wrong with an address on a page, if it is one of ours."""
    here = urljoin(ORIGIN, str(page.relative_to(SITE)))
    target = urlsplit(urljoin(here, address))
    if not target.geturl().startswith(ORIGIN):
        return None
    file = _file(target.path)
    if not file.is_file():
        return f"{page.relative_to(SITE)}: {address} leads nowhere"
    # The simulator's fragment is a case, not a place.
    is_place = target.fragment and "=" not in target.fragment and file.suffix == ".html"
    if is_place and unquote(target.fragment) not in _read(file).anchors:
        return f"{page.relative_to(SITE)}: {address}, no such place on that page"
    return None


def test_every_internal_link_and_anchor_resolves() -> None:
    pages = _pages()
    assert len(pages) > 2 * len(LANGUAGES)
    complaints = [_complaint(page, address) for page in pages for address in sorted(_read(page).addresses)]
    assert [complaint for complaint in complaints if complaint] == []


def test_both_languages_have_the_same_pages() -> None:
    pages = [
        {str(path.relative_to(SITE / language)) for path in (SITE / language).rglob("*.html")} for language in LANGUAGES
    ]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_languages_pages_say_so(language: str) -> None:
    other = [
        str(path.relative_to(SITE))
        for path in (SITE / language).rglob("*.html")
        if f'<html lang="{language}"' not in path.read_text(encoding="utf-8")
    ]
    assert other == []


def test_the_runtime_is_there_once() -> None:
    assert len(list(SITE.rglob("pyodide.asm.wasm"))) == 1
    assert len(list(SITE.rglob("worker.js"))) == 1
    (directory,) = (SITE / "runtime").iterdir()
    assert re.fullmatch(r"[0-9a-f]{16}", directory.name)


def test_every_page_carries_a_policy() -> None:
    without = [
        str(page.relative_to(SITE))
        for page in _pages()
        if page.read_text(encoding="utf-8").count('<meta http-equiv="Content-Security-Policy"') != 1
    ]
    assert without == []


def test_no_page_brings_a_style_of_its_own() -> None:
    styled = [
        str(page.relative_to(SITE))
        for page in _pages()
        if re.search(r"<style\b|<[^>]*\sstyle=", page.read_text(encoding="utf-8"))
    ]
    assert styled == []


def test_robots_find_both_sitemaps() -> None:
    robots = (SITE / "robots.txt").read_text(encoding="utf-8")
    assert re.search(r"^Sitemap: https?://\S+/sitemap\.xml$", robots, re.MULTILINE)
    index = (SITE / "sitemap.xml").read_text(encoding="utf-8")
    locations = re.findall(r"<loc>(.*?)</loc>", index)
    assert [location.split("/")[-2:] for location in locations] == [[name, "sitemap.xml"] for name in LANGUAGES]
    assert all((SITE / name / "sitemap.xml").is_file() for name in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_knows_the_pages_of_its_language(language: str) -> None:
    index = yaml.safe_load((SITE / language / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["lang"] == [language]
    assert {"simulator/", "faq/"} <= {document["location"] for document in index["docs"]}
