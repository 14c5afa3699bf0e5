"""How a page ends: a page of the handbook with a question, and every page with whom it is for and what it rests on."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from playbook_sim.editing.written_pages import Heading, WrittenPage
from playbook_sim.model import Language, Rulebook
from playbook_sim.site.page_mistakes import PageMistake

HANDBOOK = "handbook/"
ABOUT, CHECK = "about", "check"
"""The anchors of the two last sections."""

SOURCES = "sources.md"
"""The page that lists the sources, which every other one leads to."""

_LIST = f"{HANDBOOK}index.md"
_QUESTION = re.compile(r'^\?\?\? question ".+"\n\n {4}\S', re.MULTILINE)
_FOLDED = '??? question "…", an empty line, and the answer, each of its lines after four spaces'
_LINK = re.compile(r"\]\(([^)#\s]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What the last sections say in a language: their titles, how the section about the page begins, how it tells the
    day of the review, and the words for a source; each with an example."""

    about: str
    check: str
    for_whom: str
    for_example: str
    reviewed: re.Pattern[str]
    review_example: str
    source: re.Pattern[str]
    source_example: str


_SAID = {
    "en": _Said(
        about="About this page",
        check="Check yourself",
        for_whom="For ",
        for_example="For merchants.",
        reviewed=re.compile(r"Last reviewed on (?P<day>\d+) (?P<month>\w+) (?P<year>\d{4})\."),
        review_example="Last reviewed on {}.",
        source=re.compile(r"\b[Ss]ources?\b|\bdocuments\b"),
        source_example="Sources: those on returns, listed under [Sources]({}).",
    ),
    "it": _Said(
        about="Su questa pagina",
        check="Mettiti alla prova",
        for_whom="Per ",
        for_example="Per i venditori.",
        reviewed=re.compile(r"Ultima revisione: (?P<day>\d+) (?P<month>\w+) (?P<year>\d{4})\."),
        review_example="Ultima revisione: {}.",
        source=re.compile(r"\b[Ff]ont[ei]\b|\bdocumenti\b"),
        source_example="Fonti: quelle sui resi, elencate in [Fonti]({}).",
    ),
}
"""The languages whose words are known; of a page in another one only its sections are looked at."""


def mistakes_of_endings(pages: Iterable[WrittenPage], rulebook: Rulebook) -> Iterator[PageMistake]:
    """Where the last sections are missing, or do not say what they are there for."""
    for page in pages:
        yield from _about(page, rulebook)
        if page.name.startswith(HANDBOOK) and page.name != _LIST:
            yield from _check(page)


def reviewed_on(page: WrittenPage, rulebook: Rulebook) -> tuple[int, dt.date] | None:
    """The day on which somebody last read ``page``, and its line; None where it tells no day."""
    said = _SAID.get(page.language)
    about = next((section for section in page.headings if section.anchor == ABOUT), None)
    found = said.reviewed.search(about.below) if said and about else None
    if about is None or found is None:
        return None
    months = [rulebook.words[f"date.month_{month}"][page.language] for month in range(1, 13)]
    try:
        day = dt.date(int(found["year"]), months.index(found["month"]) + 1, int(found["day"]))
    except ValueError:
        return None
    return about.line + about.below.count("\n", 0, found.start()), day


def day_in_words(day: dt.date, language: Language, rulebook: Rulebook) -> str:
    """A day as that section tells it: "22 November 2026"."""
    return f"{day.day} {rulebook.words[f'date.month_{day.month}'][language]} {day.year}"


def questions(page: WrittenPage) -> int:
    """How many questions whose answers fold out the page asks."""
    return len(_QUESTION.findall(page.body))


def _about(page: WrittenPage, rulebook: Rulebook) -> Iterator[PageMistake]:
    said = _SAID.get(page.language)
    last = page.headings[-1] if page.headings else None
    if last is None or (last.level, last.anchor) != (2, ABOUT):
        example = f"## {said.about if said else '…'} {{ #{ABOUT} }}"
        problem = f"the last section of a page says whom it is for and what it rests on; write it: {example}"
        yield page.mistake(last.line if last else 1, problem)
        return
    if said is None:
        return
    sources = posixpath.relpath(SOURCES, posixpath.dirname(page.name) or ".")
    if not last.below.lstrip().startswith(said.for_whom):
        problem = f"this section begins with whom the page is for; write it, as in {said.for_example}"
        yield page.mistake(last.line, problem)
    if reviewed_on(page, rulebook) is None:
        example = said.review_example.format(day_in_words(rulebook.released, page.language, rulebook))
        yield page.mistake(
            last.line, f"this section does not say when somebody last read the page; write it: {example}"
        )
    if not said.source.search(last.below):
        example = said.source_example.format(sources)
        yield page.mistake(last.line, f"this section does not say what the page rests on; write it, as in {example}")
    elif page.name != SOURCES and sources not in map(posixpath.normpath, _LINK.findall(last.below)):
        yield page.mistake(last.line, f"this section does not lead to the list of the sources; link {sources} in it")


def _check(page: WrittenPage) -> Iterator[PageMistake]:
    said = _SAID.get(page.language)
    sections = [section for section in page.headings if section.level == 2]
    asked: Heading | None = sections[-2] if len(sections) > 1 else None
    if asked is None or asked.anchor != CHECK:
        example = f"## {said.check if said else '…'} {{ #{CHECK} }}"
        where = f"a page of the handbook has a question before its last section; write {example}"
        yield page.mistake(
            sections[-1].line if sections else 1, f"{where}, and below it {_FOLDED.removeprefix('write ')}"
        )
    elif not _QUESTION.search(asked.below):
        yield page.mistake(asked.line, f"no question of this section has an answer that folds out; write {_FOLDED}")
