"""Links the first use of each term of the glossary on a page to its entry. An extension of Python-Markdown.

It works on the parsed page, so that headings, links, code and what the rulebook renders stay as they are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from playbook_sim.model import Language, Term
from playbook_sim.site.page_view import PageView

GLOSSARY = "glossary"
"""The page with the glossary."""

_LINKED = re.compile(r"handbook/|faq\.md$")
_LEFT_ALONE = {*(f"h{level}" for level in range(1, 7)), "a", "button", "code", "kbd", "pre", "summary", "th"}
_CLASSES_LEFT_ALONE = re.compile(r"(?:^|\s)(?:pb-|admonition-title)")
# Python-Markdown keeps raw HTML aside while it works: a placeholder for each tag inside a line.
_RAW = r"\x02wzxhzdk:(?P<raw>\d+)\x03"
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)[^>]*?(?P<empty>/?)>")
_NOT_TERMS = Path(__file__).with_name("not_terms.toml")
_VOID = {"br", "hr", "img", "input", "wbr"}


@cache
def _not_terms() -> dict[str, list[str]]:
    return tomllib.loads(_NOT_TERMS.read_text(encoding="utf-8-sig"))


class GlossaryLinks(Extension):
    """Links terms on the pages of the handbook and of the FAQ; ``page`` is the one that is being built."""

    def __init__(self, page: PageView) -> None:
        super().__init__()
        self._page = page

    def extendMarkdown(self, md: Markdown) -> None:
        """After attributes and the table of contents, before MkDocs makes addresses of the links to files."""
        md.treeprocessors.register(_Linker(md, self._page), "glossary-links", 3)


class Spellings:
    """Every spelling of every term in one language, and the pattern that finds them in a text.

    Of terms with the same spelling the first is taken. ``but``: phrases in which a word is spelt like a term and is
    none; the pattern finds them too.
    """

    def __init__(self, terms: Iterable[Term], lang: Language, but: Iterable[str] = ()) -> None:
        self._ids: dict[str, str | None] = {_key(phrase): None for phrase in but}
        for term in terms:
            for spelling in (term.term[lang], *term.also.get(lang, ())):
                self._ids.setdefault(_key(spelling), term.id)
        # The longest first: "customs hold" before "customs".
        told = "|".join(_written(word) for word in sorted(self._ids, key=len, reverse=True))
        self.pattern = re.compile(rf"{_RAW}|(?<![\w-])(?P<word>{told})(?![\w-])", re.IGNORECASE)

    def id(self, word: str) -> str | None:
        """The term that ``word``, as found by the pattern, is a spelling of; None when it is none."""
        key = _key(word)
        return self._ids[key] if key in self._ids else self._ids[key.lower()]


def _key(spelling: str) -> str:
    spelling = " ".join(spelling.split())
    return spelling if spelling.isupper() else spelling.lower()


def _written(word: str) -> str:
    """The pattern of one spelling. An acronym keeps its case: "SLA" is not "sla"."""
    pattern = re.escape(word).replace(r"\ ", r"\s+")
    return f"(?-i:{pattern})" if word.isupper() else pattern


class _Linker(Treeprocessor):
    def __init__(self, md: Markdown, page: PageView) -> None:
        super().__init__(md)
        self._page = page
        self._linked: set[str] = set()
        self._depth = 0

    def run(self, root: Element) -> None:
        """Link the terms of the page that is being built."""
        if _LINKED.match(self._page.source):
            lang, source = self._page.lang, self._page.source
            terms = self._page.rulebook.glossary.values()
            # Of terms that are spelt alike the one that the page is about comes first: "reclamo" on complaint.md.
            terms = sorted(terms, key=lambda term: term.id.replace("_", "-") not in source)
            self._spellings = Spellings(terms, lang, but=_not_terms()[lang])
            self._address = self._page.source_address(GLOSSARY)
            self._element(root, alone=False)

    def _element(self, element: Element, *, alone: bool) -> None:
        alone = alone or element.tag in _LEFT_ALONE or bool(_CLASSES_LEFT_ALONE.search(element.get("class", "")))
        children = list(element)
        element.text, links = self._text(element.text, alone=alone)
        for place, link in enumerate(links):
            element.insert(place, link)
        for child in children:
            self._element(child, alone=alone)
            child.tail, links = self._text(child.tail, alone=alone)
            after = list(element).index(child) + 1
            for place, link in enumerate(links, after):
                element.insert(place, link)

    def _text(self, text: str | None, *, alone: bool) -> tuple[str | None, list[Element]]:
        """The text up to the first link, and the links, each with the text after it as its tail."""
        if not text:
            return text, []
        before, links, end = text, [], 0
        for found in self._spellings.pattern.finditer(text):
            if found["raw"]:
                self._depth += self._opened(int(found["raw"]))
                continue
            id_ = self._spellings.id(found["word"])
            # Inside raw HTML nothing is linked: it is a quote, or a link already.
            if id_ is None or alone or self._depth or id_ in self._linked:
                continue
            self._linked.add(id_)
            if links:
                links[-1].tail = text[end : found.start()]
            else:
                before = text[: found.start()]
            links.append(self._link(id_, found["word"]))
            end = found.end()
        if links:
            links[-1].tail = text[end:]
        return before, links

    def _link(self, id_: str, word: str) -> Element:
        link = Element("a", {"class": "pb-term", "href": f"{self._address}#term-{id_}"})
        link.text = word
        return link

    def _opened(self, number: int) -> int:
        """How many elements a piece of raw HTML leaves open; negative when it closes some."""
        raw = self.md.htmlStash.rawHtmlBlocks[number]
        if not isinstance(raw, str):
            return 0
        tags = [tag for tag in _TAG.finditer(raw) if not tag["empty"] and tag["name"].lower() not in _VOID]
        return sum(-1 if tag["end"] else 1 for tag in tags)
