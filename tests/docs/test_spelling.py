"""The spelling of every text is checked in its language, and the project's own words are words that it uses."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from playbook_sim.site.places import ROOT

FOLDER = ROOT / "docs" / "spelling"
LISTS = {
    "en": ["docs/en/**/*.md", "docs/decisions/*.md", "README.md"],
    "it": ["docs/it/**/*.md"],
    "names": ["docs/??/**/*.md", "docs/decisions/*.md", "README.md"],
}
TOML = ["playbook_sim/rulebook/**/*.toml", "playbook_sim/editing/**/*.toml"]


def checked(config: str, file: str, text: str) -> list[str]:
    """The words that are not known in ``text``, as if it stood in ``file``."""
    program = FOLDER / "node_modules" / "cspell" / "bin.mjs"
    command = ["node", str(program), "lint", "--no-progress", "--no-summary", "--words-only"]
    done = subprocess.run(
        [*command, "--config", str(FOLDER / config), f"stdin://{ROOT / file}"],
        cwd=ROOT,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(
    ("config", "file", "text", "wrong"),
    [
        ("pages.json", "docs/en/faq.md", "The colour of the pracel. Acquirente.", ["pracel", "Acquirente"]),
        ("pages.json", "docs/it/faq.md", "Il pacco dell’acquirente è in dogna. The parcel.", ["dogna", "parcel"]),
        ("pages.json", "docs/en/faq.md", '{{ quote("abcd_xyzw") }} `qwertz` [here](qwertz.md){ #qwertz }', []),
        ("toml.en.json", "playbook_sim/rulebook/limits.toml", 'a.en = "The pracel"\na.it = "Il pacoc"\n', ["pracel"]),
        ("toml.it.json", "playbook_sim/rulebook/limits.toml", 'a.en = "The pracel"\na.it = "Il pacoc"\n', ["pacoc"]),
        ("toml.it.json", "playbook_sim/rulebook/limits.toml", 'it = """\nIl pacoc\n"""\nqwertz = 1\n', ["pacoc"]),
    ],
)
def test_a_slip_is_found_in_its_language(config: str, file: str, text: str, wrong: list[str]) -> None:
    assert checked(config, file, text) == wrong


def _words(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", LISTS)
def test_the_words_of_a_list_are_sorted_and_stand_once(name: str) -> None:
    assert _words(name) == sorted(set(_words(name)), key=lambda word: (word.casefold(), word))


@pytest.mark.parametrize(("name", "places"), LISTS.items())
def test_every_word_of_a_list_is_used(name: str, places: list[str]) -> None:
    files = [path for place in (*places, *TOML) for path in ROOT.glob(place)]
    used = {word for path in files for word in re.findall(r"[^\W\d_]+", _read(path))}
    assert [word for word in _words(name) if word.casefold() not in used] == []


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").casefold()
