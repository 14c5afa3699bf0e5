"""What merchants and their spreadsheets write into a cell: dates in several orders, labels, formulas that are none."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from playbook_sim.model import Text

# What makes a spreadsheet run a cell as a formula, its wide forms among them; and the digits, which it may take
# for a number or a date.
_RUNS = "=+\\-@\t\r\n＝＋－＠"
_RISKY = re.compile(rf"'*[{_RUNS}]|'+\d|0\d|\d{{12,}}|\d+[.,:/ eE-][\d.,:/ eE+-]*$")
_GUARDED = re.compile(rf"'+[{_RUNS}\d]")


def guarded(text: str) -> str:
    """``text`` as a cell that a spreadsheet shows as it is: no formula, no date, no rounded number.

    An apostrophe in front says so to it; ``unguarded`` takes it off again, and gives back exactly what there was.
    """
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell without the apostrophe that ``guarded`` put there, or a person who knows spreadsheets."""
    return cell[1:] if _GUARDED.match(cell) else cell


_ROUNDED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")


def is_rounded(cell: str) -> bool:
    """Whether a cell is a long number that a spreadsheet has rounded: "8,1E+15"."""
    return _ROUNDED.fullmatch(cell.strip()) is not None


# --- labels -----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """``text`` without what people write differently: capitals, accents, kinds of apostrophe, spaces around it."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).casefold().split())


def named(cell: str, names: Mapping[str, Text]) -> list[str]:
    """The ids that a cell may mean: by id, or by label in any language."""
    sought = normal(cell)
    return [id_ for id_, label in names.items() if sought in (normal(id_), *(normal(text) for text in label.values()))]


# --- dates ------------------------------------------------------------------------------------------------------

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]00:00(?::00)?)?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?: 00:00(?::00)?)?")
_MONTHS = 12


class AmbiguousDateError(ValueError):
    """A date whose day and month may be exchanged."""


def day_comes_first(cells: Iterable[str], *, semicolons: bool) -> bool | None:
    """Whether dates such as 10/03/2026 begin with the day; None when nothing tells.

    A spreadsheet writes all dates of a file in one order, so one date in which only one order is possible settles all
    others. Where there is none, a file with semicolons settles it: spreadsheets write those where the comma
    is part of numbers, and there the day comes first. Dates of both orders in one file settle nothing.
    """
    found = {_order(match) for cell in cells if (match := _YEAR_LAST.fullmatch(cell.strip()))} - {None}
    if len(found) > 1:
        return None
    return found.pop() if found else semicolons or None


def _order(match: re.Match[str]) -> bool | None:
    first, second = int(match[1]), int(match[3])
    if first > _MONTHS >= second:
        return True
    return False if second > _MONTHS >= first else None


def read_day(cell: str, day_first: bool | None) -> str:
    """The date in a cell as ``2026-03-10``; the cell itself when it is no date.

    Raises AmbiguousDateError for a date that can be read in two ways while ``day_first`` does not tell.
    """
    cell = cell.strip()
    if match := _YEAR_FIRST.fullmatch(cell):
        return _iso(cell, match[1], match[3], match[4])
    match = _YEAR_LAST.fullmatch(cell)
    if match is None:
        return cell
    year = match[4] if len(match[4]) == 4 else f"20{match[4]}"
    first, second = match[1], match[3]
    alone = _order(match)
    day_first = alone if alone is not None else True if match[2] == "." else day_first
    if day_first is None and first.lstrip("0") != second.lstrip("0"):
        raise AmbiguousDateError(cell)
    return _iso(cell, year, second, first) if day_first else _iso(cell, year, first, second)


def _iso(cell: str, year: str, month: str, day: str) -> str:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return cell
