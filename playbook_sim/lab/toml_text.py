"""Changing single values of a TOML file, so that every other byte of it stays as somebody wrote it.

``tomllib`` says what a file means and not where it says it; here it is the other way round. A value inside an inline
table or a list has no place of its own.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

type Path = tuple[str | int, ...]
"""Where a value stands, from the top: keys, and places in arrays of tables counted from 0."""

type Value = str | int | bool | dt.date
"""What a value can be changed into."""

_BARE_OR_QUOTED = r"""(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_KEYS = rf"{_BARE_OR_QUOTED}(?:[ \t]*\.[ \t]*{_BARE_OR_QUOTED})*"
_KEY = re.compile(rf"[ \t]*(?P<keys>{_KEYS})(?P<equals>[ \t]*=[ \t]*)")
_HEADER = re.compile(rf"[ \t]*(?P<brackets>\[\[?)[ \t]*(?P<keys>{_KEYS})[ \t]*\]\]?[^\n]*(?:\n|\Z)")
_ONE_KEY = re.compile(_BARE_OR_QUOTED)
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"""(?!")|' r"'''.*?'''(?!')|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'", re.DOTALL)
_BRACKET_OR_SKIPPED = re.compile(rf"(?P<open>[\[{{])|(?P<close>[\]}}])|#[^\n]*|{_STRING.pattern}|.", re.DOTALL)
_PLAIN = re.compile(r"[^\s#]+")
_REST = re.compile(r"[^\n]*(?:\n|\Z)")
# What a string in quotes cannot hold as it is; the escapes of JSON are those of TOML.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Place:
    """Offsets in the text: of the line with the key, of the value's two ends, and of what comes after its last line.
    ``width``: how far into the line its sign ``=`` stands."""

    line: int
    start: int
    end: int
    after: int
    width: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each value of a file stands, and each header: path → offset of its line."""

    values: Mapping[Path, Place]
    headers: Mapping[Path, int]


@lru_cache(maxsize=256)
def layout(text: str) -> Layout:
    """Where everything stands in ``text``, which must be TOML."""
    values: dict[Path, Place] = {}
    headers: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    at = 0
    while at < len(text):
        if header := _HEADER.match(text, at):
            here = _headed(header, counts)
            headers[here] = at
            at = header.end()
        elif key := _KEY.match(text, at):
            end = _value_end(text, key.end())
            after = _REST.match(text, end).end()  # type: ignore[union-attr]
            width = key.start("equals") - at + len(key["equals"]) - len(key["equals"].lstrip())
            values[(*here, *_names(key["keys"]))] = Place(at, key.end(), end, after, width)
            at = after
        else:
            at = _REST.match(text, at).end() or len(text)  # type: ignore[union-attr]
    return Layout(values, headers)


def with_value(text: str, path: Path, value: Value) -> str:
    """``text`` with another value at ``path``. Raises KeyError where none has a place of its own there."""
    place = layout(text).values[path]
    long = text.startswith(('"""', "'''"), place.start)
    return f"{text[: place.start]}{written(value, long=long)}{text[place.end :]}"


def with_line(text: str, path: Path, value: Value, after: Path) -> str:
    """``text`` with a line for ``path``, which has none yet, below that of ``after`` in the same table.

    The signs ``=`` around it are aligned again. Raises KeyError where ``after`` has no place of its own.
    """
    place = layout(text).values[after]
    table = next(at for at in range(len(path)) if path[:at] in layout(text).headers and path[:at] == after[:at])
    table = max(at for at in range(table, len(path)) if path[:at] in layout(text).headers and path[:at] == after[:at])
    key = ".".join(map(str, path[table:]))
    before = text[: place.after]
    before = before if before.endswith("\n") else f"{before}\n"
    return aligned(f"{before}{key} = {written(value)}\n{text[place.after :]}", len(before))


def without(text: str, path: Path) -> str:
    """``text`` without the lines of ``path`` and of all that is below it; what stood around them is aligned again."""
    places = [place for found, place in layout(text).values.items() if found[: len(path)] == path]
    for place in sorted(places, key=lambda place: place.line, reverse=True):
        text = text[: place.line] + text[place.after :]
        text = aligned(aligned(text, place.line), text.rfind("\n", 0, max(place.line - 1, 0)) + 1)
    return text


def aligned(text: str, line: int) -> str:
    """``text`` with the signs ``=`` below each other in the entries that stand together around the offset ``line``.

    So Taplo lays a file out. Where no entry begins at ``line``, nothing is done.
    """
    places = sorted(layout(text).values.values(), key=lambda place: place.line)
    at = next((at for at, place in enumerate(places) if place.line == line), None)
    if at is None:
        return text
    first = last = at
    while first > 0 and places[first - 1].after == places[first].line:
        first -= 1
    while last + 1 < len(places) and places[last].after == places[last + 1].line:
        last += 1
    block = places[first : last + 1]
    keys = [text[place.line : place.line + place.width].rstrip() for place in block]
    width = max(map(len, keys))
    lines = "".join(
        f"{key:<{width}} = {text[place.start : place.after]}" for key, place in zip(keys, block, strict=True)
    )
    return text[: block[0].line] + lines + text[block[-1].after :]


def own_lines(text: str, table: Path) -> dict[Path, str]:
    """The lines directly in the table with the header ``table``, by their path inside it."""
    found = {}
    for path, place in layout(text).values.items():
        inner = path[len(table) :]
        if path[: len(table)] == table and not any(isinstance(key, int) for key in inner):
            found[inner] = text[place.line : place.after]
    return found


def with_entry(text: str, table: Path, key: str, lines: str) -> str:
    """``text`` with a new first entry, made of ``lines``, of the array ``key`` in the table headed ``table``."""
    found = layout(text)
    first = found.headers.get((*table, key, 0))
    heading = f"[[{'.'.join(map(str, (*table, key)))}]]\n"
    if first is not None:
        return aligned(f"{text[:first]}{heading}{lines}\n{text[first:]}", first + len(heading))
    end = max(place.after for path, place in found.values.items() if path[: len(table)] == table)
    before = text[:end]
    before = f"{before}{'' if before.endswith('\n') else '\n'}\n{heading}"
    return aligned(f"{before}{lines}{text[end:]}", len(before))


def written(value: Value, *, long: bool = False) -> str:
    """``value`` as TOML writes it. A text of several lines, or a ``long`` one, stands between triple quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if long or "\n" in value:
        safe = value.replace("\\", "\\\\").replace('"""', '""\\"')
        safe = f'{safe[:-1]}\\"' if safe.endswith('"') and not safe.endswith('\\"') else safe
        return f'"""\n{_escaped(safe)}"""'
    safe = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_escaped(safe)}"'


def _escaped(text: str) -> str:
    return _CONTROL.sub(lambda found: json.dumps(found[0])[1:-1] if found[0] != "\x7f" else "\\u007f", text)


def _headed(header: re.Match[str], counts: dict[Path, int]) -> Path:
    """The path of a header: an array of tables on the way means its last entry so far."""
    names = list(_names(header["keys"]))
    path: Path = ()
    for name in names[:-1]:
        path = _last(counts, (*path, name))
    path = (*path, names[-1])
    if header["brackets"] == "[[":
        counts[path] = counts.get(path, 0) + 1
        return (*path, counts[path] - 1)
    return path


def _last(counts: Mapping[Path, int], path: Path) -> Path:
    return (*path, counts[path] - 1) if path in counts else path


def _names(keys: str) -> Iterator[str]:
    return (key.strip("\"'") for key in _ONE_KEY.findall(keys))


def _value_end(text: str, at: int) -> int:
    if string := _STRING.match(text, at):
        return string.end()
    if text[at : at + 1] not in ("[", "{"):
        plain = _PLAIN.match(text, at)
        return plain.end() if plain else at
    depth = 0
    for found in _BRACKET_OR_SKIPPED.finditer(text, at):
        depth += bool(found["open"]) - bool(found["close"])
        if depth == 0:
            return found.end()
    return len(text)
