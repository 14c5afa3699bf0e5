"""Each section of a page has its written anchor: a link to it outlives other words, and the switch of the language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from playbook_sim.editing.written_pages import WrittenPage
from playbook_sim.site.page_mistakes import PageMistake


def mistakes_of_headings(pages: Iterable[WrittenPage]) -> Iterator[PageMistake]:
    """The headings without an anchor, those that share one, and the pages that do not begin with their title."""
    for page in pages:
        title, *sections = page.headings or [None]
        if title is None or title.level != 1:
            line = title.line if title else 1
            yield page.mistake(line, "the page does not begin with its title; write it above all else, as in # Returns")
        seen: dict[str, int] = {}
        for section in sections:
            if not section.anchor:
                marks = "#" * section.level
                advice = f"write one behind it, the same in every language, as in {marks} Why it matters {{ #why }}"
                yield page.mistake(section.line, f"this heading has no anchor, by which links find it; {advice}")
            elif section.anchor in seen:
                found = f"the heading on line {seen[section.anchor]} has the anchor #{section.anchor} already"
                yield page.mistake(section.line, f"{found}; write another one here, the same in every language")
            else:
                seen[section.anchor] = section.line
