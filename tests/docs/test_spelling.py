"""The spelling of every text is checked in its language, and the project's own words are words that it uses."""

from __future__ import annotations

import subprocess

import pytest

from playbook_sim.editing.word_lists import misplaced_words
from playbook_sim.site.places import ROOT

FOLDER = ROOT / "docs" / "spelling"


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


def test_the_words_of_the_lists_are_sorted_and_used() -> None:
    assert [*misplaced_words(ROOT)] == []
