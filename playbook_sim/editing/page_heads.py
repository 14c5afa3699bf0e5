"""The front matter of a page: its title, its description for search engines, and the words that people search for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playbook_sim.editing.written_pages import WrittenPage
from playbook_sim.site.page_mistakes import PageMistake

SHORTEST, LONGEST = 50, 155
"""The characters of a description: search engines cut a longer one off, and put words of their own for a shorter."""


def mistakes_of_heads(pages: Sequence[WrittenPage]) -> Iterator[PageMistake]:
    """Where a page lacks one of them, or has the title or the description of another one of its language."""
    first: dict[tuple[str, str, str], WrittenPage] = {}
    for page in pages:
        yield from _title(page)
        yield from _description(page)
        yield from _tags(page)
        for key in ("title", "description"):
            said = str(page.meta.get(key) or "")
            other = first.setdefault((page.language, key, said), page)
            if said and other is not page:
                problem = f"docs/{other.place} has the same {key}; write one by which readers can tell the two apart"
                yield page.mistake(page.line_of(key), problem)


def _title(page: WrittenPage) -> Iterator[PageMistake]:
    if not page.meta.get("title"):
        yield page.mistake(page.line_of("title"), "the page has no title; write title: and what the reader looks for")


def _description(page: WrittenPage) -> Iterator[PageMistake]:
    length = len(str(page.meta.get("description") or ""))
    if not SHORTEST <= length <= LONGEST:
        found = f"the description has {length} characters" if length else "the page has no description"
        wanted = (
            f"what the page answers, in {SHORTEST} to {LONGEST} characters, for whoever finds it by a search engine"
        )
        yield page.mistake(page.line_of("description"), f"{found}; write description: and {wanted}")


def _tags(page: WrittenPage) -> Iterator[PageMistake]:
    tags = page.meta.get("tags")
    if not (isinstance(tags, list) and tags and all(tags)):
        found = "the tags are no list of words" if tags else "the page has no tags"
        wanted = "words that people search for, each on a line of its own that begins with two spaces and a hyphen"
        yield page.mistake(page.line_of("tags"), f"{found}; write tags: and below it {wanted}")
