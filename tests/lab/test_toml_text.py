"""A value of a TOML file is changed, and every other byte stays."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from lab_book import TEXTS

from playbook_sim.lab.toml_text import Path, layout, with_entry, with_line, with_value, without, written

FILE = '''\
top = 1  # a remark
[a]
"quoted key" = 'as it is \\'
list = [
  "x", # ] in a remark
  "y ]",
]
long = """
one "two" \\""" three
"""
inline = { b = { en = "x" } }

[[a.entry]]
id      = "first"
text.en = "One"

[[a.entry]]
id = "second"
[a.entry.sub]
deep = 2026-01-02
[b]
last = true'''

STRANGE = [
    "",
    "plain",
    'say "so"',
    "back\\slash",
    "two\nlines",
    '"""',
    'ends with "',
    "\t\x00\x7f\u2028\x85\r",
    '\\"',
    "😀",
]


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value with its path; a list of anything but tables is one value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path, value


@pytest.mark.parametrize("name", [*TEXTS, "file"])
def test_every_value_of_every_file_has_its_place(name: str) -> None:
    text = TEXTS.get(name, FILE)
    found = layout(text).values
    for path, value in leaves(tomllib.loads(text)):
        if path in found:
            assert tomllib.loads(f"x = {text[found[path].start : found[path].end]}")["x"] == value
        else:
            assert any(path[:end] in found for end in range(len(path))), f"{name}: {path} is lost"


@pytest.mark.parametrize("value", [*STRANGE, 12, True, False])
def test_a_changed_value_is_read_back_and_all_else_stays(value: str | int) -> None:
    for path in layout(FILE).values:
        changed = with_value(FILE, path, value)
        place = layout(FILE).values[path]
        assert changed.startswith(FILE[: place.start])
        assert changed.endswith(FILE[place.end :])
        assert dict(leaves(tomllib.loads(changed))).get(path, value) == value


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize("long", [True, False])
def test_any_text_can_be_written(text: str, *, long: bool) -> None:
    assert tomllib.loads(f"x = {written(text, long=long)}")["x"] == text


def test_lines_come_and_go() -> None:
    more = with_line(FILE, ("a", "entry", 0, "text", "it"), "Uno", after=("a", "entry", 0, "text", "en"))
    assert 'text.en = "One"\ntext.it = "Uno"\n' in more
    assert without(more, ("a", "entry", 0, "text", "it")) == FILE
    assert tomllib.loads(with_line(FILE, ("b", "more"), 2, after=("b", "last")))["b"] == {"last": True, "more": 2}
    new = tomllib.loads(with_entry(FILE, ("a",), "entry", 'id = "new"\n'))
    assert [entry["id"] for entry in new["a"]["entry"]] == ["new", "first", "second"]
    assert tomllib.loads(with_entry(FILE, ("b",), "entry", "n = 1\n"))["b"]["entry"] == [{"n": 1}]


def test_what_has_no_place_of_its_own_cannot_be_changed() -> None:
    with pytest.raises(KeyError):
        with_value(FILE, ("a", "inline", "b", "en"), "y")
