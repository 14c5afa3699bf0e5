"""Files of which nothing can be read: all else would end at them, in words that are not for editors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from playbook_sim.loading.files import NOT_UTF_8

_PLACES = (
    "docs/??/**/*.md",
    "docs/*.toml",
    "mkdocs*.yml",
    "playbook_sim/rulebook/**/*.toml",
    "playbook_sim/site/*.toml",
    "playbook_sim/editing/**/*.toml",
    "tests/cases/*/*.toml",
    "tests/data/*.toml",
    ".github/ISSUE_TEMPLATE/*.yml",
    "CHANGELOG.md",
)

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<matter>.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"(?P<key>\s*[^:\"']+: +)(?P<text>[^\"']+)$")
_INDENTATION = (
    "found {found!r}, before which the indentation is wrong; begin it with as many spaces as the other entries of the "
    "same list, and with no tab"
)
_SIGNS = ("found '<block sequence start>'", "found '<block mapping start>'", "found '-'", "found character '\\t'")
_COLONS = 2

_TEXT = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """``file``: below the project's directory; ``line`` counts from 1; ``problem``: what, and what to write."""

    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}"


def unreadable(root: Path) -> Iterator[Unreadable]:
    """The files below ``root`` that cannot be read, each with its first mistake."""
    for place in _PLACES:
        for path in sorted(root.glob(place)):
            yield from _in(path, path.relative_to(root).as_posix())


def _in(path: Path, file: str) -> Iterator[Unreadable]:
    data = path.read_bytes()
    try:
        text, above = data.decode("utf-8-sig").replace("\r\n", "\n"), 0
    except UnicodeDecodeError as error:
        yield Unreadable(file=file, line=data.count(b"\n", 0, error.start) + 1, problem=NOT_UTF_8)
        return
    if path.suffix == ".toml":
        # The loader says what is wrong with those.
        return
    if path.suffix == ".md":
        matter = _FRONT_MATTER.match(text)
        text, above = (matter["matter"], 1) if matter else ("", 0)
    try:
        read = yaml.compose(text)
    except yaml.YAMLError as error:
        number = _line(error)
        line = text.splitlines()[number - 1]
        problem = _INDENTATION.format(found=line.strip()) if _is_indentation(error, line) else _advice(file, line)
        yield Unreadable(file=file, line=above + number, problem=problem)
        return
    for key, value in read.value if isinstance(read, yaml.MappingNode) else ():
        if path.suffix == ".md" and key.value == "title" and value.tag != _TEXT:
            line = key.start_mark.line + 1
            yield Unreadable(file=file, line=above + line, problem=_advice(file, text.splitlines()[line - 1]))


def _line(error: yaml.YAMLError) -> int:
    """Where the mistake is: a text that does not end is told where it begins."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1
    mark = error.context_mark if "quoted scalar" in (error.context or "") else error.problem_mark
    return mark.line + 1 if mark else 1


def _is_indentation(error: yaml.YAMLError, line: str) -> bool:
    """Whether it is where the line begins that cannot be read, and not what stands on it."""
    said = str(getattr(error, "problem", ""))
    # A line too far to the right goes on with the one above; with two colons, it is what stands on it all the same.
    goes_on = said.startswith("mapping values") and line[:1] == " " and line.count(": ") < _COLONS
    return goes_on or any(sign in said for sign in _SIGNS)


def _advice(file: str, line: str) -> str:
    found = _ENTRY.match(line) if file.endswith(".md") else None
    as_in = 'title: "…"' if file.endswith(".md") else '- "…": faq.md'
    written = f'{found["key"]}"{found["text"].rstrip()}"'.strip() if found else as_in
    return f"found {line.strip()!r}, which cannot be read; put the text in straight quotes: {written}"
