"""A rule without its twin language, source, quote, case, changelog line or version does not pass the check.

Each is tried as an editor would do it, in a copy of the project that is a repository of its own.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pinned
import pytest
from project_copy import copy_of_the_project

LIMITS = "playbook_sim/rulebook/limits.toml"
RULEBOOK = "playbook_sim/rulebook/rulebook.toml"
HISTORY = "playbook_sim/rulebook/history.toml"
TRIAGE = "playbook_sim/rulebook/triage.toml"
LIMIT = "dsers_overdue_switch"
PROBLEM = "shipment_overdue"
QUOTES = "playbook_sim/rulebook/citations/dsers_en.toml"
CASES = f"tests/cases/dsers_tmall/{PROBLEM}.toml"
NEXT = "99.0.0"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy, whose one commit is what a change is compared with. No version of it has changed a date."""
    root = copy_of_the_project(tmp_path_factory.mktemp("merging") / "playbook")
    pinned.take_back(root / "playbook_sim" / "rulebook")
    assert run(root, "changelog") == (0, "")
    name = ("-c", "user.name=Editor", "-c", "user.email=editor@example.com")
    for command in (("init", "-q"), ("add", "."), (*name, "commit", "-q", "-m", "First")):
        subprocess.run(["git", *command], cwd=root, check=True)
    return root


@pytest.fixture
def edit(project: Path) -> Iterator[Callable[[str, Callable[[str], str | None]], None]]:
    """Changes a file of the copy, or removes it where there is to be nothing; afterwards it is as it was."""
    before: dict[Path, str] = {}

    def change(name: str, how: Callable[[str], str | None]) -> None:
        place = project / name
        text = place.read_text(encoding="utf-8")
        before.setdefault(place, text)
        changed = how(text)
        assert changed != text
        if changed is None:
            place.unlink()
        else:
            place.write_text(changed, encoding="utf-8")

    yield change
    for place, text in before.items():
        place.write_text(text, encoding="utf-8")


def run(project: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "playbook_sim", *arguments]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def of_limit(how: Callable[[str], str]) -> Callable[[str], str]:
    """An edit of one limit alone."""

    def change(text: str) -> str:
        head, start, rest = text.partition(f"[{LIMIT}]\n")
        inside, end, others = rest.partition("\n[")
        return head + start + how(inside) + end + others

    return change


def longer(text: str) -> str:
    return re.sub(r"(?m)^(amount *= )(\d+)", lambda found: f"{found[1]}{int(found[2]) + 1}", text)


def test_the_copy_as_it_is_passes(project: Path) -> None:
    assert run(project, "check") == (0, "")


def test_without_its_twin_language(project: Path, edit: Callable[..., None]) -> None:
    edit(LIMITS, of_limit(lambda text: re.sub(r"(?m)^label\.it.*\n", "", text)))
    code, said = run(project, "check")
    assert code == 1
    assert f"{LIMIT}.label: the language 'it' is missing: add label.it" in said
    assert re.match(rf"{LIMITS}:\d+: error: ", said)


def test_with_a_twin_that_was_left_as_it_was(project: Path, edit: Callable[..., None]) -> None:
    edit(LIMITS, of_limit(lambda text: re.sub(r'(?m)^(label\.en *= ")', r"\1Soon: ", text)))
    code, said = run(project, "check")
    assert code == 1
    assert "the text in 'en' changed since" in said
    assert f'playbook-sim translations confirm "limits.toml: {LIMIT}.label"' in said


def test_without_a_source(project: Path, edit: Callable[..., None]) -> None:
    edit(LIMITS, of_limit(lambda text: re.sub(r"(?m)^cites *=.*$", "cites = []", text)))
    code, said = run(project, "check")
    assert code == 1
    assert f"{LIMIT}" in said
    assert "cite" in said


def test_without_a_case(project: Path, edit: Callable[..., None]) -> None:
    edit(CASES, lambda _: None)
    code, said = run(project, "check")
    assert code == 1
    assert f"no worked case shows this rule; add one to {CASES}" in said
    assert re.search(rf"problems/dsers_tmall/{PROBLEM}\.toml:\d+: error: rule\[", said)


def test_without_a_new_version(project: Path, edit: Callable[..., None]) -> None:
    edit(LIMITS, of_limit(longer))
    code, said = run(project, "check", "--base", "HEAD")
    assert code == 1
    assert "rulebook.toml" in said
    assert "answers have changed" in said
    assert "Write a higher version" in said
    # What else the change needs is told at once.
    assert "the passage that it rests on says 'four days'" in said


def test_with_the_quote_as_it_was(project: Path, edit: Callable[..., None]) -> None:
    edit(LIMITS, of_limit(longer))
    code, said = run(project, "check")
    assert code == 1
    assert re.match(
        rf"{LIMITS}:\d+: error: {LIMIT}\.amount: this says \d+ days, and the passage .* says 'four days'", said
    )
    edit(QUOTES, lambda text: re.sub(r'(quote *= ".*)four days', r"\1five days", text))
    assert run(project, "check") == (0, "")


def test_with_the_old_quote_where_the_limit_is_used(project: Path, edit: Callable[..., None]) -> None:
    """The limit rests on the new sentence of its source, and its step still on the old one."""
    more = tomllib.loads((project / LIMITS).read_text(encoding="utf-8"))[LIMIT]["amount"] + 1
    new = f'\n[new]\nsource = "dsers_en"\nsection = "A"\nquote = "After {more} days"\n'
    edit(QUOTES, lambda text: re.sub(r'(quote *= ".* exceeds )four( days)', rf"\g<1>{more}\2", text + new))
    edit(LIMITS, of_limit(lambda text: longer(text).replace("dsers_overdue_day4", "new")))
    code, said = run(project, "check")
    assert code == 1
    step = r"rule\[overdue\]\.step\[treat_as_no_stock\]\.cites"
    assert re.search(
        rf"{PROBLEM}\.toml:\d+: error: {step}: the passage dsers_overdue_day4 says 'four days' \(“.*”\), and no limit "
        rf"that is used here does \({LIMIT}: {more} days\)\. Name the passage .* instead \(new, faq_delay\)",
        said,
    )


def test_without_a_line_in_the_history_and_in_the_changelog(project: Path, edit: Callable[..., None]) -> None:
    edit(LIMITS, of_limit(longer))
    edit(RULEBOOK, lambda text: re.sub(r'(?m)^(version *= )"[\d.]+"', rf'\1"{NEXT}"', text))
    code, said = run(project, "check", "--base", "HEAD")
    assert code == 1
    assert "the last version here is that one" in said
    # What the entry has to say is told with it.
    assert re.search(rf"history\.toml:1: error: no change since [\d.]+ touches {PROBLEM}, whose answers changed", said)
    assert f"says what {LIMIT} was, whose dates have moved since HEAD. Write it: [version.change.had]" in said
    edit(HISTORY, lambda text: f"{text}\n{_line()}")
    code, said = run(project, "check", "--base", "HEAD")
    assert code == 1
    assert "CHANGELOG.md:1: error: it does not say what history.toml says; write it with: playbook-sim" in said
    # What its change is to tell besides is told in the same run.
    assert f"says what {LIMIT} was, whose dates have moved since HEAD. Write it: [version.change.had]" in said


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("CHANGELOG.md", r"\Z", "\nMore.\n", "CHANGELOG.md:1: error: it does not say what history.toml says"),
        ("docs/en/faq.md", r"\Z", "\nWithin 999 days.\n", "the duration '999 days' is typed"),
        (LIMITS, r'(?m)^(label\.it *= ")', r"\1Ecco: ", "the text in 'it' changed since"),
        (QUOTES, r"\Z", '\n[more]\nsource = "dsers_en"\nsection = "A"\nquote = "More"\n', "cited by nothing"),
    ],
)
def test_without_a_new_version_and_with_something_else_that_is_wrong(
    project: Path, edit: Callable[..., None], file: str, old: str, new: str, told: str
) -> None:
    """Whoever mends the one is not to hear of the other only then."""
    edit(LIMITS, of_limit(longer))
    edit(file, lambda text: re.sub(old, new, text, count=1))
    code, said = run(project, "check", "--base", "HEAD")
    assert code == 1
    assert told in said
    assert "Write a higher version" in said


def test_what_follows_from_rules_that_do_not_hold_together_is_not_told(
    project: Path, edit: Callable[..., None]
) -> None:
    edit(TRIAGE, lambda text: text.replace('problem  = "complaint"', 'problem  = "exchange"'))
    code, said = run(project, "check", "--base", "HEAD")
    assert code == 1
    assert "no option leads to the problem 'complaint'" in said
    assert "lead elsewhere" not in said


def _line() -> str:
    return (
        f'[[version]]\nversion = "{NEXT}"\nreleased = {pinned.RELEASED}\n\n[[version.change]]\n'
        f'text.en = "Longer."\ntext.it = "Più lungo."\nproblems = ["{PROBLEM}"]\nlimits = ["{LIMIT}"]\n'
    )
