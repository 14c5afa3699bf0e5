"""Every mistake that the loader can find: one bad file each, and the exact message it gives.

The mistakes are data: ``mistakes/*.toml``. Each changes one thing in a copy of the rulebook: in ``file``, ``find``
(its first occurrence, in which … is whatever stands there) becomes ``write``; without ``find``, ``write`` is added at
the end; ``remove`` takes the file away. ``also`` holds further changes. ``code`` is there where the rule lab says the
mistake in the reader's words.
``{place}`` in a message is the line and column at which Python's own reader of TOML gives the file up.
Calendar files have their own: ``test_calendar_mistakes``. What is right by a hair is data too: ``allowed.toml``; and
several mistakes at once: ``together.toml``.
"""

from __future__ import annotations

import ast
import re
import shutil
import tomllib
import traceback
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pinned
import pytest

import playbook_sim
from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.loading.files import RulebookFiles

PACKAGE = Path(playbook_sim.__file__).parent
MISTAKES = [
    mistake
    for file in sorted(Path(__file__).with_name("mistakes").glob("*.toml"))
    for mistake in tomllib.loads(file.read_text(encoding="utf-8"))["mistake"]
]
LAB_WORDS = tomllib.loads((PACKAGE / "rulebook/words/lab_mistakes.toml").read_text(encoding="utf-8"))["lab"]["mistake"]
ALLOWED = tomllib.loads(Path(__file__).with_name("allowed.toml").read_text(encoding="utf-8"))["allowed"]
TOGETHER = tomllib.loads(Path(__file__).with_name("together.toml").read_text(encoding="utf-8"))["together"]

ANYTHING = "…"
"""In ``find``: whatever stands there, to the end of the text or line. An editor may change it."""

type Lines = set[tuple[str, int]]
"""Lines of the loader, by the name of their file."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the rulebook, with durations that stay so that a mistake finds its line."""
    return pinned.copy(tmp_path / "rulebook")


def change(root: Path, edit: dict[str, Any]) -> None:
    """Make one of the changes of a mistake."""
    place = root / edit["file"]
    if edit.get("remove"):
        place.unlink()
        return
    old = place.read_bytes() if place.exists() else b""
    if "find" in edit:
        # How many spaces stand before a sign depends on the lines around it.
        sought = re.sub(rb"(?:\\ )+=", rb" *=", re.escape(edit["find"].encode()))
        find = re.compile(sought.replace(ANYTHING.encode(), rb"[^\n\"]+"))
        assert find.search(old), f"{edit['find']!r} no longer stands in {edit['file']}"
        place.write_bytes(find.sub(lambda _: edit["write"].encode(), old, count=1))
    else:
        place.write_bytes(old + b"\n" + edit["write"].encode(edit.get("encoding", "utf-8")) + b"\n")


def place_of(file: Path) -> str:
    """Where a file stops being TOML; "" where it does not. Typed, it would move with every line above it."""
    try:
        tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line \d+, column \d+", str(error))
        return found[0] if found else ""
    except (OSError, UnicodeDecodeError):
        pass
    return ""


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], tuple[RulebookError, Lines, str]]:
    """What comes of loading the rulebook with the mistake of a number: the error, the lines that led to it, and
    the place at which the changed file is no TOML."""
    folder = tmp_path_factory.mktemp("mistakes")

    @cache
    def outcome(number: int) -> tuple[RulebookError, Lines, str]:
        root = pinned.copy(folder / str(number))
        for edit in (MISTAKES[number], *MISTAKES[number].get("also", ())):
            change(root, edit)
        with pytest.raises(RulebookError) as raised:
            load_rulebook(root)
        place = place_of(root / MISTAKES[number]["file"])
        shutil.rmtree(root)
        trace = traceback.walk_tb(raised.tb)
        return raised.value, {(Path(frame.f_code.co_filename).name, line) for frame, line in trace}, place

    return outcome


def test_the_copy_without_a_mistake_loads(root: Path) -> None:
    assert load_rulebook(root) == load_rulebook(RulebookFiles(root)) == pinned.rulebook()


@pytest.mark.parametrize("number", range(len(MISTAKES)), ids=[mistake["name"] for mistake in MISTAKES])
def test_a_mistake_is_named(number: int, outcome: Callable[[int], tuple[RulebookError, Lines, str]]) -> None:
    error, _, place = outcome(number)
    wanted = MISTAKES[number]
    assert str(error) == wanted["message"].replace("{place}", place)
    assert error.code == wanted.get("code", "")
    if error.code:
        sentence = LAB_WORDS[error.code]["en"].format_map(error.details)
        assert not {value for value in error.details.values() if value not in sentence or value not in str(error)}


@pytest.mark.parametrize("wanted", TOGETHER, ids=[together["name"] for together in TOGETHER])
def test_mistakes_are_named_together_and_nothing_that_follows_from_them(wanted: dict[str, Any], root: Path) -> None:
    for edit in wanted["change"]:
        change(root, edit)
    with pytest.raises(RulebookError) as raised:
        load_rulebook(root)
    assert [str(mistake) for mistake in raised.value.mistakes] == wanted["messages"]
    assert str(raised.value) == "\n".join(wanted["messages"])
    first = raised.value.mistakes[0]
    told = (raised.value.place, raised.value.problem, raised.value.code, raised.value.details)
    assert told == (first.place, first.problem, first.code, first.details)


@pytest.mark.parametrize("edit", ALLOWED, ids=[edit["name"] for edit in ALLOWED])
def test_what_is_just_right_is_no_mistake(edit: dict[str, Any], root: Path) -> None:
    before = load_rulebook(root)
    change(root, edit)
    assert load_rulebook(root) != before


def raising_lines() -> Iterator[tuple[str, int]]:
    """Every statement of the loader that ends in a RulebookError, by file and the lines it spans."""
    for file in (PACKAGE / "loading").glob("*.py"):
        if file.name == "calendars.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            name = getattr(called, "attr", getattr(called, "id", None))
            if name in ("fail", "RulebookError"):
                yield file.name, node.lineno


def test_every_message_of_the_loader_has_its_mistake(
    outcome: Callable[[int], tuple[RulebookError, Lines, str]],
) -> None:
    """No statement of the loader that reports a mistake is left without a test."""
    reached = set().union(*(outcome(number)[1] for number in range(len(MISTAKES))))
    assert sorted(set(raising_lines()) - reached) == []
