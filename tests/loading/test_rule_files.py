"""The files of a rulebook by themselves: their languages, how they are encoded, and what is wrong in them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from oracle import RULEBOOK

from playbook_sim.errors import RulebookError
from playbook_sim.loading import files
from playbook_sim.loading.files import RulebookFiles, page_languages

LISTED = 'languages = ["fr", "de"]\n'


def placed(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str | None) -> None:
    """Have the package look for its rulebook below ``folder``, where rulebook.toml says ``text``."""
    root = folder / "rulebook"
    root.mkdir()
    if text is not None:
        (root / "rulebook.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(files, "files", lambda package: folder / package.removeprefix("playbook_sim"))


def test_the_pages_are_in_the_languages_of_the_rulebook_at_hand(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shipped = tomllib.loads((RULEBOOK / "rulebook.toml").read_text(encoding="utf-8"))
    assert page_languages() == tuple(shipped["languages"])
    placed(monkeypatch, tmp_path, LISTED)
    assert page_languages() == ("fr", "de")


@pytest.mark.parametrize("text", [None, "languages = [", "languages = 3"], ids=["missing", "not TOML", "no list"])
def test_a_rulebook_that_cannot_be_read_leaves_the_two_languages_of_the_project(
    text: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    placed(monkeypatch, tmp_path, text)
    assert page_languages() == ("en", "it")


def test_a_mark_before_the_first_letter_and_any_letter_after_it_are_read(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('word = "così 好"', encoding="utf-8-sig")
    assert RulebookFiles(tmp_path).read("words.toml") == {"word": "così 好"}


QUOTES = 'Quotes inside a text are written “ ” or « » (or \\"); a text stands between straight ones'
A_DATE = "Write a date that exists, such as 2026-03-10, without quotes"
IN_A_LIST = "A comma, a straight quotation mark or the ] at the end is missing, there or on a line above"
A_SPOILED_DATE = "Write 2026-02-03: a date has four, two and two figures"
ONE = "On each line stands one key with one value: a text between straight quotes, a number or a date without any"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a = 1\na = 2", "Something stands there twice: give it another id, or keep one."),
        ("[a]\n[a]", "Something stands there twice: give it another id, or keep one."),
        ("a = so", 'A text stands between straight quotes, "like this", and a number without any.'),
        ("a = “so”", 'A text stands between straight quotes, "like this", and a number without any.'),
        ('a = "so\nb = "or"', "A text must end, with its straight quote, on the line on which it began."),
        ('a = "so', "A text must end, with its straight quote, on the line on which it began."),
        ("a 1", "Check what is there."),
        ('a = "so "or" so"', f"). {QUOTES}."),
        ('b = 2026-03-10\na = "it"s" # 2026-3-10', f"). {QUOTES}."),
        ("a = 2026-3-10", "). Write 2026-03-10: a date has four, two and two figures."),
        ("a = { b = 2026-02-30 }", f"). {A_DATE}."),
        ("a = 2026-13-1", f"). {A_DATE}."),
        ('a = 10/03/2026 # "so"', f"). {A_DATE}."),
        ("a = 12 days", f"). {ONE}."),
        ("[a] b", f"). {ONE}."),
        ('a = [\n  "so"\n  "or",\n]', f"). {IN_A_LIST}."),
        ('a = ["so" "or"]', f"). {IN_A_LIST}."),
        ('a = [\n  "so"\n\n[[b]]\nc = 1', f"). {IN_A_LIST}."),
        ('a = [\n  "so",\n\n[b]\nc = 1', f"). {IN_A_LIST}."),
        ('a = ["so", or"]', f"). {IN_A_LIST}."),
        ('a = ["so", or]', f"). {IN_A_LIST}."),
        ('a = [\n  "so,\n  "or",\n]', "A text must end, with its straight quote, on the line on which it began."),
        ('a = { b = "so" c = 1 }', f"). {IN_A_LIST.replace(']', '}')}."),
        ("a = 2026-02-3", f"). {A_SPOILED_DATE}."),
        ("a = { b = 2026-2-3 }", f"). {A_SPOILED_DATE}."),
        ("a = [2026-02-3]", f"). {A_SPOILED_DATE}."),
    ],
)
def test_what_is_no_toml_is_explained_to_whoever_has_never_seen_any(text: str, hint: str, tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError) as raised:
        RulebookFiles(tmp_path).table("words.toml")
    assert f"{raised.value}.".endswith(hint)
    assert f"{raised.value}".startswith("words.toml: this is not TOML: ")
