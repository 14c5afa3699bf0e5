"""What is wrong on the pages as they are written, found in seconds: macros, links, and durations that are typed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from markdown.extensions.toc import slugify

from playbook_sim.model import Language, Rulebook
from playbook_sim.site.filled_pages import FilledPages, PageError
from playbook_sim.site.typed_durations import instead, own_words, so_long, typed

_LINK = re.compile(r"\[[^\]]*\]\(\s*<?(?P<inline>[^)\s>]+)|^\[[^\]^]+\]:\s*(?P<named>\S+)", re.MULTILINE)
# Written as HTML, a link is left as it is: it leads from the page's address, not from its file.
_HTML_LINK = re.compile(r"<a\s[^>]*?\bhref\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.IGNORECASE)
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ANCHOR = re.compile(
    r"\{:?[^{}\n]*#(?P<written>[\w-]+)|\bid=\"(?P<html>[^\"]+)\"|^\#{1,6}[ ]+(?P<title>.+?)[ ]*$", re.MULTILINE
)

_HOLDER = '{{ limit("…") }}'

# They try all cases, and hold no section that a page could link to.
_SLOW = ("coverage_table", "drills")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMistake:
    """``page``: the file below ``docs``, "en/faq.md"; ``line`` counts from 1; ``problem``: what, and what to write."""

    page: str
    line: int
    problem: str


def page_mistakes(rulebook: Rulebook, docs: Path) -> list[PageMistake]:
    """All of them, language by language, page by page, in the order of their lines."""
    found = [mistake for lang in rulebook.languages for mistake in _of_language(rulebook, docs, lang)]
    return sorted(found, key=lambda mistake: (mistake.page, mistake.line))


def _of_language(rulebook: Rulebook, docs: Path, lang: Language) -> Iterator[PageMistake]:
    pages = FilledPages(rulebook, docs, lang, dict.fromkeys(_SLOW, lambda: ""))
    filled: dict[str, str] = {}
    for page in pages:
        try:
            filled[page] = pages.fill(page)
        except PageError:
            for error in pages.mistakes(page):
                yield PageMistake(page=f"{lang}/{page}", line=error.line, problem=error.problem)
    anchors = _Anchors(filled)
    for page in pages:
        words = own_words((pages.tree / page).read_text(encoding="utf-8-sig"))
        for found in typed(words, lang):
            meant = so_long(rulebook.limits.values(), found)
            advice = f"the duration {found.said!r} is typed; {instead(found, meant, _HOLDER)}"
            yield PageMistake(page=f"{lang}/{page}", line=found.line, problem=advice)
        for link in _LINK.finditer(words):
            problem = _wrong(link["inline"] or link["named"], page, pages, anchors)
            if problem:
                line = words.count("\n", 0, link.start()) + 1
                yield PageMistake(page=f"{lang}/{page}", line=line, problem=problem)
        for link in _HTML_LINK.finditer(words):
            problem = _wrong_in_html(link["double"] or link["single"] or "", page, pages, anchors)
            if problem:
                line = words.count("\n", 0, link.start()) + 1
                yield PageMistake(page=f"{lang}/{page}", line=line, problem=problem)


class _Anchors:
    """What a link can lead to on a page that could be filled in."""

    def __init__(self, filled: dict[str, str]) -> None:
        self._filled = filled
        self._of: dict[str, set[str]] = {}

    def of(self, page: str) -> set[str] | None:
        """The anchors of a page; None where they cannot be known."""
        if page not in self._filled:
            return None
        if page not in self._of:
            found = _ANCHOR.finditer(self._filled[page])
            self._of[page] = {each["written"] or each["html"] or slugify(each["title"], "-") for each in found} | set(
                re.findall(r"\{:?[^{}\n]*#([\w-]+)", self._filled[page])
            )
        return self._of[page]


def _wrong(target: str, page: str, pages: FilledPages, anchors: _Anchors) -> str | None:
    """What is wrong with a link from ``page``; None when nothing is."""
    if _OUTSIDE.match(target):
        return None
    path, _, anchor = target.partition("#")
    if path.startswith("/"):
        return f"the link {target!r} begins with a slash; write the way from this page to the file, as in ../faq.md"
    there = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if not (pages.tree / there).is_file():
        return f"the link {target!r} leads nowhere: there is no {there}; {_nearest(there, page, pages)}"
    return _no_section(target, there, anchor, anchors)


def _no_section(target: str, there: str, anchor: str, anchors: _Anchors) -> str | None:
    known = anchors.of(there)
    if anchor and known is not None and anchor not in known:
        near = get_close_matches(anchor, known, n=3)
        advice = f"write {' or '.join(f'#{each}' for each in near)}" if near else "write one of that page, or none"
        return f"the link {target!r} leads nowhere: {there} has no section #{anchor}; {advice}"
    return None


def _wrong_in_html(target: str, page: str, pages: FilledPages, anchors: _Anchors) -> str | None:
    """What is wrong with a link that is written as HTML on ``page``; None when nothing is."""
    if _OUTSIDE.match(target):
        return None
    path, _, anchor = target.partition("#")
    top = f"/{pages.tree.name}"
    there = posixpath.normpath(posixpath.join(top, pages.address(page), path))
    if posixpath.commonpath([top, there]) != top and not path.startswith("/"):
        # To the other language, or to what stands above both.
        return None
    for other in pages:
        if posixpath.normpath(f"{top}/{pages.address(other)}") == there:
            return _no_section(target, other, anchor, anchors)
    asset = pages.tree.parent / there[1:]
    if asset.is_file() and asset.suffix != ".md":
        return None
    advice = "write it as Markdown, [words](../faq.md), with the way from this file to the other"
    return f"the link {target!r} leads nowhere: in HTML it leads from the page’s address; {advice}"


def _nearest(there: str, page: str, pages: FilledPages) -> str:
    name = posixpath.basename(there)
    names = {posixpath.basename(each): each for each in pages}
    near = get_close_matches(there, [*pages], n=1) or [names[each] for each in get_close_matches(name, names, n=1)]
    if not near:
        return "write the way from this page to a file that is there"
    return f"write {posixpath.relpath(near[0], posixpath.dirname(page) or '.')}"
