"""Reading the TOML files of a rulebook, from the installed package or from a folder."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from playbook_sim.errors import RulebookError
from playbook_sim.loading import behind
from playbook_sim.loading.mistakes import Entries, Mistakes, numbered
from playbook_sim.loading.reading import Table

NOT_UTF_8 = "the file is not UTF-8; save it as UTF-8"

_A_DATE = "Write a date that exists, such as 2026-03-10, without quotes"
_QUOTES = 'Quotes inside a text are written “ ” or « » (or \\"); a text stands between straight ones'
_ONE = "On each line stands one key with one value: a text between straight quotes, a number or a date without any"
_UNCLOSED = "A comma, a straight quotation mark or the {end} at the end is missing, there or on a line above"
_TOLD_LINE = re.compile(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)")
_DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_LIKE_A_DATE = re.compile(r"\s*\d+[-/.]")


def page_languages() -> tuple[str, ...]:
    """The languages that the rulebook at hand says it is in; the first two of the project where it cannot be read."""
    try:
        return RulebookFiles().table("rulebook.toml").strings("languages")
    except RulebookError:
        return ("en", "it")


class RulebookFiles:
    """The files below one root. ``root`` defaults to the rulebook inside the package."""

    def __init__(self, root: Traversable | None = None) -> None:
        self._root = root or files("playbook_sim") / "rulebook"
        self._look_behind()

    def _look_behind(self) -> None:
        # Empty while its own file is being read.
        self._behind: dict[str, dict[str, list[str]]] = {}
        if self._text(behind.NAME) is not None:
            self._behind = self.read(behind.NAME)

    def names(self, folder: str) -> list[str]:
        """The TOML files in ``folder``, sorted: ``["words/answer.toml", …]``."""
        place = self._root.joinpath(folder)
        if not place.is_dir():
            return []
        return sorted(f"{folder}/{entry.name}" for entry in place.iterdir() if entry.name.endswith(".toml"))

    def entries(self, names: Iterable[str], mistakes: Mistakes) -> Entries[Table]:
        """Every entry of the files ``names`` as it is written, by its id, which must not stand in two of them."""
        tables = mistakes.each(numbered(names), lambda _, name: self.table(name))
        written: dict[str, Table] = {}
        for table in tables.values():
            for id_ in table:
                with mistakes.beside():
                    if id_ in written:
                        what = f"the id {id_!r} stands in two files; give one of them another id"
                        raise RulebookError(f"{table.file}: {id_}", what)
                    written[id_] = table
        entries = Entries(written, whole=tables.complete)
        return mistakes.each(entries, lambda id_, table: table.entry(id_))

    def table(self, name: str) -> Table:
        """The file ``name`` as a table. Raises RulebookError when it is absent or not TOML."""
        values = self.read(name)
        return Table(behind.marked(values, self._behind[name]) if name in self._behind else values, name)

    def read(self, name: str) -> dict[str, Any]:
        """What the file ``name`` says, as it is. Raises RulebookError when it is absent or not TOML."""
        try:
            text = self._text(name)
            if text is None:
                raise RulebookError(name, "the file is missing; add it")
            return self._parsed(text)
        except tomllib.TOMLDecodeError as error:
            raise RulebookError(name, f"this is not TOML: {error}. {_hint(str(error), text or '')}") from None
        except UnicodeDecodeError:
            raise RulebookError(name, NOT_UTF_8) from None

    def _text(self, name: str) -> str | None:
        """The text of the file ``name``, None where there is none."""
        place = self._root.joinpath(name)
        # Some editors of Windows put a mark before the first letter.
        return place.read_text(encoding="utf-8-sig") if place.is_file() else None

    def _parsed(self, text: str) -> dict[str, Any]:
        return tomllib.loads(text)


def _hint(said: str, text: str) -> str:
    """What is probably the matter with ``text``, by what tomllib says, for whoever has never seen TOML."""
    before, line = _stopped(said, text)
    value = line.partition("=")[2]
    if any(sign in said for sign in ("twice", "overwrite")):
        return "Something stands there twice: give it another id, or keep one"
    if "Illegal character" in said or "Unterminated" in said:
        return "A text must end, with its straight quote, on the line on which it began"
    if date := next((each for each in _DATE.finditer(line) if each.start() <= len(before) <= each.end()), None):
        return _date_advice(date)
    if "Invalid date" in said:
        return _A_DATE
    # No value begins a line but in a list that began above.
    if "Unclosed array" in said or (
        "Invalid value" in said and ("=" not in before or "[" in before.rpartition("=")[2])
    ):
        return _UNCLOSED.format(end="]")
    if "Unclosed inline table" in said:
        return _UNCLOSED.format(end="}")
    if "Invalid value" in said:
        return 'A text stands between straight quotes, "like this", and a number without any'
    if "Expected newline" in said:
        return _A_DATE if _LIKE_A_DATE.match(value) else _QUOTES if '"' in value or "'" in value else _ONE
    return "Check what is there"


def _stopped(said: str, text: str) -> tuple[str, str]:
    """The line at which tomllib stopped: up to there, and all of it."""
    if not (told := _TOLD_LINE.search(said)):
        return "", ""
    line = [*text.splitlines(), ""][int(told["line"]) - 1]
    return line[: int(told["column"]) - 1], line


def _date_advice(found: re.Match[str]) -> str:
    whole = "-".join(part.zfill(2) for part in found.groups())
    try:
        dt.date.fromisoformat(whole)
    except ValueError:
        return _A_DATE
    return f"Write {whole}: a date has four, two and two figures" if whole != found[0] else _A_DATE
