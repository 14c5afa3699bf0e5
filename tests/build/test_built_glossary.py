"""The links from the pages of the built site to the glossary: one for each term on a page, none inside headings."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from playbook_sim.site.places import LANGUAGES, SITE

_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class _Links(HTMLParser):
    """The addresses of the links to the glossary, each with the tags and classes that it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, set[str]]] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("class") == "pb-term":
            around = {name for tag, classes in self._open for name in (tag, *classes.split())}
            self.found.append((values["href"] or "", around))
        if tag not in _VOID:
            self._open.append((tag, values.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass


def _links(page: Path) -> list[tuple[str, set[str]]]:
    parser = _Links()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser.found


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_of_the_handbook_links_each_term_once(language: str) -> None:
    root = SITE / language
    assert root.is_dir(), "The site is not built: run make build first."
    for page in root.rglob("index.html"):
        name = page.relative_to(root).as_posix()
        links = _links(page)
        if not name.startswith(("handbook/", "faq/")):
            assert links == [], name
            continue
        assert len(links) >= 3, f"{name} links no terms"
        twice = [address for address, number in Counter(address for address, _ in links).items() if number > 1]
        assert twice == [], name
        for address, around in links:
            assert "glossary/#term-" in address
            assert not around & {"h1", "h2", "h3", "h4", "a", "code", "summary", "pb-block"}, (name, address)
