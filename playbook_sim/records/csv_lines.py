"""The rows of a CSV file with the lines on which they begin, whatever separates their cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SEPARATORS = (",", ";", "\t")
_SAID = re.compile(r"sep=([,;\t|])\s*", re.IGNORECASE)
# One row may go over as many lines as its notes have; a quotation mark that is never closed would take in the rest.
_MOST_LINES = 4_100
_MOST_UNCLOSED = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A row and the line of the file on which it begins. ``cells`` is None where it cannot be taken apart."""

    line: int
    cells: list[str] | None


class TooManyUnclosedError(Exception):
    """So many quotation marks are never closed that the rest from ``line`` on is not worth reading."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def split(text: str) -> tuple[str, Iterator[Row]]:
    """The separator of a CSV file (comma, semicolon or tab) and its rows, without those that are empty.

    The rows raise TooManyUnclosedError when they are read.
    """
    lines = list(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    said = _SAID.fullmatch(lines[start]) if start < len(lines) else None
    if said:
        return said[1], _rows(lines, start + 1, said[1])
    separator = _most_frequent(lines[start]) if start < len(lines) else ","
    return separator, _rows(lines, start, separator)


def _most_frequent(header: str) -> str:
    bare = re.sub(r'"[^"]*"', "", header)
    return max(_SEPARATORS, key=bare.count)


def _rows(lines: Sequence[str], start: int, separator: str) -> Iterator[Row]:
    unclosed = 0
    while start < len(lines):
        part = lines[start : start + _MOST_LINES]
        reader = csv.reader(part, delimiter=separator, strict=True)
        begins = start
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield Row(begins + 1, cells)
                begins = start + reader.line_num
            start += len(part)
        except csv.Error:
            cut_off = reader.line_num == len(part) and start + len(part) < len(lines)
            if cut_off and begins > start:
                start = begins
                continue
            unclosed += 1
            if unclosed > _MOST_UNCLOSED:
                raise TooManyUnclosedError(begins + 1) from None
            yield Row(begins + 1, None)
            # Whatever is wrong stands in the row that begins here; the next line may be sound.
            start = begins + 1
