"""The guide's recipe “Add a page”, done as it says: with its commands, and by hand as on the site of the repository."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from project_copy import copy_of_the_project

from playbook_sim.editing.blanks import MARKS, blanks
from playbook_sim.loading import load_rulebook
from playbook_sim.site.places import LANGUAGES, ROOT

PAGE = "handbook/customs-papers"
PATH = "handbook/learning-path"
TITLES = {"en": "Customs papers", "it": "Documenti doganali"}
SEARCHED = {"en": "papers for customs", "it": "documenti per la dogana"}
SAID = {
    "en": "What an office at the border asks for, who has it, and what to write to a buyer who does not",
    "it": "Quello che chiede un ufficio di confine, chi lo ha, e che cosa scrivere a un acquirente che non lo ha",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the project to edit."""
    return copy_of_the_project(tmp_path)


def recipe(language: str) -> str:
    """The section of the guide."""
    guide = (ROOT / "docs" / language / "contribute.md").read_text(encoding="utf-8")
    found = re.search(r"^## [^\n]*\{ #page \}\n(.*?)(?=^## )", guide, re.MULTILINE | re.DOTALL)
    assert found, f"the guide in {language!r} has no recipe for a page"
    return found[1]


def commands(language: str) -> list[str]:
    return re.findall(r"`\.venv/bin/([^`<…]+)`", recipe(language))


def run(tree: Path, command: str, says: str = "") -> subprocess.CompletedProcess[str]:
    """A command of the guide, in the copy, by the Python at hand."""
    words = command.replace("playbook-sim", "python -m playbook_sim").split()
    return subprocess.run(
        [sys.executable, *words[1:]], cwd=tree, input=says, capture_output=True, text=True, check=False
    )


def change(tree: Path, place: str, old: str, new: str) -> None:
    path = tree / place
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (place, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def link_from_the_learning_path(tree: Path, language: str) -> None:
    for path in tree.glob(f"docs/{language}/{PATH}.md"):
        text = path.read_text(encoding="utf-8")
        row = re.search(r"^\| \[[^|]*\(prevention\.md\)", text, re.MULTILINE)
        assert row
        added = f"| [{TITLES[language]}]({PAGE.removeprefix('handbook/')}.md) | {SAID[language]} |\n"
        path.write_text(text[: row.start()] + added + text[row.start() :], encoding="utf-8")


def passes_the_tests_of_the_pages(tree: Path) -> None:
    """What looks at pages in the whole run of the tests, but for the browser."""
    about = ["tests/docs/test_docs.py", "tests/docs/test_ledger.py"]
    done = run(tree, f"python -m pytest -q -p no:cacheprovider {' '.join(about)}")
    assert done.returncode == 0, done.stdout


def test_the_recipe_gives_the_same_commands_and_names_in_each_language() -> None:
    assert commands("en") == commands("it") != []
    named = [set(re.findall(r"`([\w/.-]+\.(?:md|yml|toml|txt))`", recipe(language))) for language in LANGUAGES]
    assert named[0] - {f"docs/en/{PAGE}.md"} == named[1] - {f"docs/en/{PAGE}.md"}
    for language in LANGUAGES:
        assert f"- {TITLES[language]}: {PAGE}.md" in recipe(language)
        assert f'"{SEARCHED[language]}" = ["{PAGE}"]' in recipe(language)


def test_on_a_computer(tree: Path) -> None:
    begin, *later = commands("en")
    done = run(tree, begin, "".join(f"{TITLES[language]}\n" for language in LANGUAGES))
    assert done.returncode == 0, done.stderr
    # What the command says at its end is what the guide says.
    assert [command for command in later if command not in done.stdout] == []
    book = load_rulebook()
    shown = f'{{{{ limit("{next(iter(book.limits))}") }}}}: {{{{ quote("{next(iter(book.citations))}") }}}}'
    texts = {MARKS[language]: SAID[language] for language in LANGUAGES}
    for file in {blank.file for blank in blanks(tree)}:
        text = (tree / file).read_text(encoding="utf-8")
        for mark, said in texts.items():
            text = re.sub(rf"(?m)^{mark}: .*limit.*$", shown, text)
            text = re.sub(rf"{mark}: .*?(?=\"|$|, listed under|, elencate in)", said, text, flags=re.MULTILINE)
        (tree / file).write_text(text, encoding="utf-8")
    for language in LANGUAGES:
        link_from_the_learning_path(tree, language)
    for command in later:
        assert run(tree, command).returncode == 0, command
    checked = run(tree, "playbook-sim check")
    assert (checked.returncode, checked.stdout) == (0, "Nothing to mend\n"), checked.stderr
    passes_the_tests_of_the_pages(tree)


def test_in_the_browser(tree: Path) -> None:
    """Without a command: what is left is what the guide leaves to whoever reviews the change."""
    for language, config in LANGUAGES.items():
        like = re.search(r"`docs/en/(handbook/[\w-]+)\.md`.*`docs/en/" + PAGE, recipe(language))
        assert like, "a page to begin with, before the new one"
        text = (tree / "docs" / language / f"{like[1]}.md").read_text(encoding="utf-8")
        text = re.sub(r"(?m)^title: .*$", f'title: "{TITLES[language]}"', text)
        text = re.sub(r"(?m)^description: .*$", f"description: {SAID[language]}", text)
        (tree / "docs" / language / f"{PAGE}.md").write_text(text, encoding="utf-8")
        beside = re.search(rf"^( *)- .*: {like[1]}\.md\n", (tree / config.name).read_text("utf-8"), re.MULTILINE)
        assert beside
        change(tree, config.name, beside[0], f"{beside[0]}{beside[1]}- {TITLES[language]}: {PAGE}.md\n")
        query = f'"{SEARCHED[language]}" = ["{PAGE}"]'
        change(tree, "tests/data/search_queries.toml", f"[{language}]\n", f"[{language}]\n{query}\n")
        link_from_the_learning_path(tree, language)
    checked = run(tree, "playbook-sim check")
    assert (checked.returncode, checked.stdout.splitlines()[0]) == (0, "0 to mend, 4 to know"), checked.stderr
    for command in commands("en")[1:]:
        assert command.split(" confirm ")[0].removeprefix("python -m ") in checked.stderr
