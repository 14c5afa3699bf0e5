"""What every page keeps to besides what it says: its description, how it is set, its place on the learning path."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from mkdocs.utils.meta import get_data

from playbook_sim.editing.italian import LANGUAGE as ITALIAN
from playbook_sim.editing.italian import misset
from playbook_sim.model import Language
from playbook_sim.site.page_mistakes import PageMistake
from playbook_sim.site.typed_durations import own_words

SHORTEST, LONGEST = 50, 155
"""The characters of a description: search engines cut a longer one off, and put words of their own for a shorter."""

HANDBOOK = "handbook"
LEARNING_PATH = f"{HANDBOOK}/learning-path.md"
"""The page for new staff, which leads to every page that is directly in the handbook's folder."""

_DESCRIPTION = re.compile(r"^description:.*", re.MULTILINE)
_HEADING = re.compile(r"^# ", re.MULTILINE)


def page_rules(docs: Path, languages: Collection[Language]) -> list[PageMistake]:
    """Where the pages of ``languages`` below ``docs`` do not, page by page."""
    found = [mistake for language in languages for mistake in _of_language(docs, language)]
    return sorted(found, key=lambda mistake: (mistake.page, mistake.line))


def _of_language(docs: Path, language: Language) -> Iterator[PageMistake]:
    tree = docs / language
    for path in sorted(tree.rglob("*.md")):
        page, text = f"{language}/{path.relative_to(tree).as_posix()}", path.read_text(encoding="utf-8-sig")
        yield from _description(page, text)
        for found in misset(own_words(text)) if language == ITALIAN else ():
            yield PageMistake(page=page, line=found.line, problem=found.advice)
    yield from _not_taught(tree, language)


def _description(page: str, text: str) -> Iterator[PageMistake]:
    length = len(str(get_data(text)[1].get("description") or ""))
    if not SHORTEST <= length <= LONGEST:
        found = f"the description has {length} characters" if length else "the page has no description"
        wanted = (
            f"what the page answers, in {SHORTEST} to {LONGEST} characters, for whoever finds it by a search engine"
        )
        place = _DESCRIPTION.search(text)
        line = _line(text, place) if place else 1
        yield PageMistake(page=page, line=line, problem=f"{found}; write description: and {wanted}")


def _not_taught(tree: Path, language: Language) -> Iterator[PageMistake]:
    """The pages directly in the handbook that the learning path does not lead to."""
    path = tree / LEARNING_PATH
    if not path.is_file():
        return
    text = path.read_text(encoding="utf-8-sig")
    linked = set(re.findall(r"\]\(([\w./-]+\.md)(?:#[\w-]+)?\)", text))
    for other in sorted(path.parent.glob("*.md")):
        if other != path and other.name not in linked:
            title = get_data(other.read_text(encoding="utf-8-sig"))[1].get("title", "…")
            where = "add it to the table of the day, week or month for which it is"
            problem = f"nothing here leads to {HANDBOOK}/{other.name}; {where}, as in [{title}]({other.name})"
            yield PageMistake(
                page=f"{language}/{LEARNING_PATH}", line=_line(text, _HEADING.search(text)), problem=problem
            )


def _line(text: str, found: re.Match[str] | None) -> int:
    return text.count("\n", 0, found.start()) + 1 if found else 1
