"""What the pages say, section by section, by one rulebook: to see which of them a change moves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playbook_sim.model import Rulebook
from playbook_sim.site.filled_pages import FilledPages, PageError

type Sections = Mapping[tuple[str, str, str], str]
"""(language, page without ``.md``, heading or "" above the first one) → text."""

_HEADING = re.compile(r"^#{1,6}[ ]+(?P<title>.*?)[ ]*(?:\{[ ]*#[\w-]+[ ]*\})?[ ]*$", re.MULTILINE)

# Tables of the tests, and the forms of the simulator: they say nothing of their own.
_LEFT_OUT = (
    "coverage_table",
    "sentence_ledger",
    "simulator",
    "my_cases",
    "drills",
    "triage",
)


def sections(rulebook: Rulebook, docs: Path) -> Sections:
    """All pages below ``docs/<language>``, as ``rulebook`` fills them in."""
    return {key: text for lang in rulebook.languages for key, text in _of_language(rulebook, docs, lang).items()}


def moved(before: Sections, after: Sections) -> list[tuple[str, str, str]]:
    """The sections whose text is not the same, those that came and those that went, in the order of the pages."""
    return [key for key in {**after, **before} if before.get(key) != after.get(key)]


def _of_language(rulebook: Rulebook, docs: Path, lang: str) -> Sections:
    pages = FilledPages(rulebook, docs, lang, dict.fromkeys(_LEFT_OUT, _nothing))
    found: dict[tuple[str, str, str], str] = {}
    for name in pages:
        page = name.removesuffix(".md")
        found |= {(lang, page, title): said for title, said in _split(_filled(pages, name)).items()}
    return found


def _filled(pages: FilledPages, page: str) -> str:
    try:
        return pages.fill(page)
    except PageError as error:
        # A page of an older revision may call a macro that is no more: that is all there is to say about it.
        return f"{page}: {error}"


def _split(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    title, start = "", 0
    for heading in _HEADING.finditer(text):
        parts[title] = parts.get(title, "") + text[start : heading.start()].strip()
        title, start = heading["title"], heading.end()
    parts[title] = parts.get(title, "") + text[start:].strip()
    return parts


def _nothing(*_: Any, **__: Any) -> str:
    return ""
