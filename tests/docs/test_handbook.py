"""Every page tells whom it is for, when somebody last looked at it, and where it comes from; the handbook teaches."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from prose import PAGES, TREES, front_matter, headings, read

from playbook_sim.editing.page_rules import LEARNING_PATH
from playbook_sim.loading import load_rulebook
from playbook_sim.site.places import LANGUAGES

BOOK = load_rulebook()
EVERY_PAGE = [(language, name) for language in LANGUAGES for name in PAGES]
HANDBOOK = [name for name in PAGES if name.startswith("handbook/")]
TAUGHT = [(language, name) for language in LANGUAGES for name in HANDBOOK if name != "handbook/index.md"]

_FOR = {"en": "For ", "it": "Per "}
_REVIEWED = {
    "en": r"Last reviewed on (\d+) (\w+) (\d{4})\.",
    "it": r"Ultima revisione: (\d+) (\w+) (\d{4})\.",
}
_SOURCE = {"en": r"\b[Ss]ources?\b|\bdocuments\b", "it": r"\b[Ff]ont[ei]\b|\bdocumenti\b"}
_QUESTION = re.compile(r'^\?\?\? question ".+"\n\n {4}\S', re.MULTILINE)


def _section(page: Path, anchor: str) -> str:
    """What stands below the heading ``anchor`` up to the next heading of its level; "" when there is none."""
    found = re.search(rf"^## [^\n]*\{{ #{anchor} \}}\n(.*?)(?=^## |\Z)", read(page), re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""


def _reviewed(language: str, about: str) -> dt.date | None:
    found = re.search(_REVIEWED[language], about)
    if found is None:
        return None
    months = [BOOK.words[f"date.month_{month}"][language] for month in range(1, 13)]
    return dt.date(int(found[3]), months.index(found[2]) + 1, int(found[1]))


# --- about this page --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "name"), EVERY_PAGE)
def test_the_last_section_says_for_whom_the_page_is_and_on_what_it_rests(language: str, name: str) -> None:
    page = TREES[language] / name
    assert headings(page)[-1] == (2, "about")
    about = _section(page, "about")
    assert about.startswith(_FOR[language])
    assert re.search(_SOURCE[language], about)
    links = {page.parent.joinpath(link).resolve() for link in re.findall(r"\]\(([^)#]+)", about)}
    assert name == "sources.md" or (TREES[language] / "sources.md").resolve() in links


@pytest.mark.parametrize("name", PAGES)
def test_twin_pages_were_last_reviewed_on_the_same_day(name: str) -> None:
    days = {_reviewed(language, _section(TREES[language] / name, "about")) for language in LANGUAGES}
    assert len(days) == 1
    assert None not in days


# --- check questions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "name"), TAUGHT)
def test_a_page_of_the_handbook_ends_with_a_question_whose_answer_folds_out(language: str, name: str) -> None:
    page = TREES[language] / name
    sections = [anchor for level, anchor in headings(page) if level == 2]
    assert sections[-2:] == ["check", "about"]
    assert _QUESTION.search(_section(page, "check"))


@pytest.mark.parametrize("name", HANDBOOK)
def test_twin_pages_ask_as_many_questions(name: str) -> None:
    asked = [len(_QUESTION.findall(read(TREES[language] / name))) for language in LANGUAGES]
    assert asked[0] == asked[1]


# --- the learning path ------------------------------------------------------------------------------------------


def _linked(language: str) -> set[str]:
    """The pages that the learning path links to, by file or by problem."""
    text = read(TREES[language] / LEARNING_PATH)
    files = re.findall(r"\]\(([\w./-]+\.md)\)", text)
    found = {(TREES[language] / LEARNING_PATH).parent.joinpath(file).resolve() for file in files}
    named = {str(path.relative_to(TREES[language].resolve())) for path in found}
    problems = {front_matter(TREES[language] / name).get("problem"): name for name in HANDBOOK}
    return named | {problems[id_] for id_ in re.findall(r'problem_link\("(\w+)"\)', text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_learning_path_leads_to_every_stage_of_the_handbook(language: str) -> None:
    stages = {Path(name).parent.name for name in HANDBOOK if name.count("/") == 2}
    assert stages == {stage.replace("_", "-") for stage in BOOK.vocabulary["stage"]}
    assert stages - {Path(name).parent.name for name in _linked(language)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_learning_path_has_cases_of_every_platform(language: str) -> None:
    problems = [front_matter(TREES[language] / name).get("problem") for name in _linked(language) & set(HANDBOOK)]
    assert {BOOK.problems[id_].platform for id_ in problems if id_} == set(BOOK.vocabulary["platform"])
