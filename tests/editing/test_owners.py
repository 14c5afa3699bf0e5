"""Every file of the rulebook, of the pages and of the messages has owners who are asked before a change is merged."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest
from pathspec import GitIgnoreSpec

from playbook_sim.site.places import LANGUAGES, ROOT

OWNERS = ROOT / ".github" / "CODEOWNERS"
LANGUAGE_TEAMS = {"en": "english", "it": "italian"}


def lines() -> Iterator[tuple[GitIgnoreSpec, frozenset[str]]]:
    """Each line that names owners: what it fits, and the teams."""
    for line in OWNERS.read_text(encoding="utf-8").splitlines():
        pattern, *owners = line.partition("#")[0].split() or [""]
        if pattern:
            yield GitIgnoreSpec.from_lines([pattern]), frozenset(owner.rpartition("/")[2] for owner in owners)


def owners_of(path: str) -> frozenset[str]:
    """The teams of the last line that fits, as forges read the file."""
    return next((teams for fits, teams in reversed([*lines()]) if fits.match_file(path)), frozenset())


def files(*places: str) -> list[str]:
    told = subprocess.run(["git", "ls-files", "-z", *places], cwd=ROOT, capture_output=True, check=True)
    return [name for name in told.stdout.decode().split("\0") if name]


def test_every_file_has_an_owner() -> None:
    assert [path for path in files() if not owners_of(path)] == []


def test_no_line_fits_nothing() -> None:
    """A folder that has moved would leave its line behind, and its new place to others."""
    known = files()
    assert [fits.patterns[0].pattern for fits, _ in lines() if not any(map(fits.match_file, known))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_a_language_are_its_teams(language: str) -> None:
    found = files(f"docs/{language}")
    assert found
    assert {owners_of(path) for path in found} == {frozenset({LANGUAGE_TEAMS[language]})}


def test_messages_are_for_the_rules_and_for_every_language() -> None:
    found = files("playbook_sim/rulebook/messages")
    assert found
    assert {owners_of(path) for path in found} == {frozenset({"rules", *LANGUAGE_TEAMS.values()})}


@pytest.mark.parametrize(
    "place",
    [
        "playbook_sim/rulebook/problems",
        "playbook_sim/rulebook/limits.toml",
        "playbook_sim/rulebook/citations",
        "playbook_sim/rulebook/calendars",
        "playbook_sim/rulebook/history.toml",
        "tests/cases",
    ],
)
def test_rules_and_cases_are_for_the_rules_team(place: str) -> None:
    found = files(place)
    assert found
    assert {owners_of(path) for path in found} == {frozenset({"rules"})}


def test_words_are_for_every_language() -> None:
    found = [*files("playbook_sim/rulebook/words"), "docs/translations.toml"]
    assert {owners_of(path) for path in found} == {frozenset(LANGUAGE_TEAMS.values())}
