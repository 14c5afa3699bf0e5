"""The page for new staff leads to every page directly in the handbook, to every stage and to every platform."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from playbook_sim.editing.written_pages import WrittenPage
from playbook_sim.model import Problem, Rulebook
from playbook_sim.site.page_mistakes import PageMistake

HANDBOOK = "handbook"
LEARNING_PATH = f"{HANDBOOK}/learning-path.md"
"""The page itself."""

_LINK = re.compile(r"\]\((?P<file>[\w./-]+\.md)(?:#[\w-]+)?\)|problem_link\(\s*[\"'](?P<problem>\w+)[\"']\s*\)")
_WHERE = "add it to the table of the day, week or month for which it is"


def mistakes_of_learning_path(pages: Sequence[WrittenPage], rulebook: Rulebook) -> Iterator[PageMistake]:
    """What the learning path of each language leaves out."""
    for path in pages:
        if path.name == LEARNING_PATH:
            line = path.headings[0].line if path.headings else 1
            own = [page for page in pages if page.language == path.language]
            for problem in (*_pages(path, own), *_problems(path, rulebook)):
                yield path.mistake(line, problem)


def _linked(path: WrittenPage) -> tuple[set[str], set[str]]:
    """The files, below those of the language, and the problems that it leads to."""
    found = [*_LINK.finditer(path.text)]
    files = {posixpath.normpath(posixpath.join(HANDBOOK, each["file"])) for each in found if each["file"]}
    return files, {each["problem"] for each in found if each["problem"]}


def _pages(path: WrittenPage, pages: Sequence[WrittenPage]) -> Iterator[str]:
    files, _ = _linked(path)
    for page in pages:
        folder, _, name = page.name.rpartition("/")
        if folder == HANDBOOK and page is not path and page.name not in files:
            title = page.meta.get("title", "…")
            yield f"nothing here leads to {page.name}; {_WHERE}, as in [{title}]({name})"


def _problems(path: WrittenPage, rulebook: Rulebook) -> Iterator[str]:
    files, ids = _linked(path)
    folders = {posixpath.dirname(file) for file in files}
    linked = [each for each in rulebook.problems.values() if each.id in ids or _page(each) in files]
    for stage in rulebook.vocabulary["stage"]:
        folder = f"{HANDBOOK}/{stage.replace('_', '-')}"
        if folder not in folders and not any(each.stage == stage for each in linked):
            yield from _one_of(f"a problem of {folder}", rulebook, stage=stage)
    for platform, name in rulebook.vocabulary["platform"].items():
        if not any(each.platform == platform for each in linked):
            yield from _one_of(f"a problem of {name[rulebook.languages[0]]}", rulebook, platform=platform)


def _one_of(what: str, rulebook: Rulebook, **wanted: str) -> Iterator[str]:
    """That one of these problems is to be linked; nothing where there is none."""
    for problem in rulebook.problems.values():
        if all(getattr(problem, key) == value for key, value in wanted.items()):
            yield f'nothing here leads to {what}; {_WHERE}, as in {{{{ problem_link("{problem.id}") }}}}'
            return


def _page(problem: Problem) -> str:
    return f"{HANDBOOK}/{problem.stage}/{problem.id}.md".replace("_", "-")
