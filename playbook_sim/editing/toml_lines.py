"""On which line of a TOML file a path stands, so that an editor can go there."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TABLE = re.compile(r"\s*\[(?!\[)\s*(?P<path>[^\]]+?)\s*\]\s*(#.*)?$")
_ENTRY = re.compile(r"\s*\[\[\s*(?P<path>[^\]]+?)\s*\]\]\s*(#.*)?$")
_KEY = re.compile(r"\s*(?P<key>[\w.\"'-]+)\s*=\s*(?P<value>.*)$")
_LONG = re.compile(r'"""|\'\'\'')


def line_of(text: str, path: str) -> int:
    """The line (from 1) of ``rule[overdue].step[2].do``, or of the nearest thing around it that is written down.

    An entry of an array of tables is named by its id or by its place from 1. Where nothing of the path is found it is
    the first line.
    """
    wanted = _parts(path)
    best, line = 0, 1
    for number, found in _written(text):
        common = _common(wanted, found)
        if common > best or (common == best == len(wanted) and len(found) == len(wanted)):
            best, line = common, number
        if best == len(wanted):
            break
    return line


def _common(wanted: list[set[str]], found: list[set[str]]) -> int:
    same = 0
    for one, other in zip(wanted, found, strict=False):
        if not one & other:
            break
        same += 1
    return same


def _parts(path: str) -> list[set[str]]:
    """The path as keys; each entry of an array is a key of its own, with all its names."""
    return [{name} for name in re.findall(r"[^.\[\]]+", path)]


def _written(text: str) -> Iterator[tuple[int, list[set[str]]]]:
    """Every header and key with its line and its path from the top. An entry has its place and, once read, its id."""
    here: list[set[str]] = []
    counts: dict[str, int] = {}
    entries: dict[str, set[str]] = {}
    inside = ""
    for number, line in enumerate(text.splitlines(), 1):
        if inside:
            inside = "" if inside in line else inside
            continue
        if header := _ENTRY.match(line) or _TABLE.match(line):
            keys = _keys(header["path"])
            if line.lstrip().startswith("[["):
                name = ".".join(keys)
                for inner in [known for known in counts if known.startswith(f"{name}.")]:
                    del counts[inner]
                counts[name] = counts.get(name, 0) + 1
                entries[name] = {str(counts[name])}
            here = _with_entries(keys, entries)
            yield number, here
        elif key := _KEY.match(line):
            if key["key"] == "id" and here:
                here[-1].add(key["value"].split("#")[0].strip().strip("\"'"))
                yield number, here
            yield number, [*here, *({name} for name in _keys(key["key"]))]
            if (long := _LONG.search(key["value"])) and key["value"].count(long[0]) == 1:
                inside = long[0]


def _with_entries(keys: list[str], entries: dict[str, set[str]]) -> list[set[str]]:
    found: list[set[str]] = []
    for number, key in enumerate(keys, 1):
        found.append({key})
        if (entry := entries.get(".".join(keys[:number]))) is not None:
            found.append(entry)
    return found


def _keys(path: str) -> list[str]:
    return [key.strip().strip("\"'") for key in path.split(".")]
