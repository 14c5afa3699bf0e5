"""The entries of a JSON list that people or their tools have written, as rows: a name for each column, and its cell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from playbook_sim.model import Language, Rulebook
from playbook_sim.records.columns import known_columns
from playbook_sim.records.mistakes import Mistake, mistake, remark
from playbook_sim.records.reading import MOST_COLUMNS, Collector
from playbook_sim.records.table import Table
from playbook_sim.untrusted import shown

_WANTED = {"done": "not_a_list", "sent": "not_a_table", "blanks": "not_a_table"}
_OWN = ("schema", "facts")


def is_row(entry: Any) -> bool:
    """Whether an entry of a list is written as a row is: the playbook itself keeps the answers under ``facts``."""
    return isinstance(entry, Mapping) and not any(part in entry for part in _OWN)


class Entries:
    """Entries that are rows, read as those of a CSV file are. For ``refused`` and ``remarks`` see ``Table``."""

    def __init__(self, rulebook: Rulebook, lang: Language, entries: Iterable[Mapping[str, Any]]) -> None:
        self._rulebook = rulebook
        self._lang = lang
        self._places: dict[str, int] = {}
        self._columns: dict[str, str] = {}
        entries = list(entries)
        titles = self._titles(dict.fromkeys(key for entry in entries for key in entry))
        self._width = len(titles)
        self._table = Table(rulebook, lang, titles)
        self.refused, self.remarks = self._table.refused, self._table.remarks
        if not self.refused:
            self._table.look_at_dates(self._cells(entry)[0] for entry in entries)

    def _titles(self, keys: Iterable[str]) -> list[str]:
        """The titles of the columns. Two entries may call the same one by two names."""
        titles = list(keys)
        if len(titles) > MOST_COLUMNS:
            return titles
        first: dict[str, str] = {}
        for key in titles:
            ids = known_columns(self._rulebook, key)
            if ids:
                self._columns[key] = ids[0]
            first.setdefault(" ".join(ids) or key, key)
            self._places[key] = list(first.values()).index(first[" ".join(ids) or key])
        return list(first.values())

    def take(self, collector: Collector, line: int | None, entry: Mapping[str, Any]) -> None:
        """Give the case in an entry to ``collector``, or what is wrong with it."""
        cells, said = self._cells(entry)
        collector.report(line, said)
        if all(told.entered for told in said):
            self._table.take(collector, line, cells)

    def _cells(self, entry: Mapping[str, Any]) -> tuple[list[str], list[Mistake]]:
        cells = [""] * self._width
        said = []
        for key, value in entry.items():
            column, place = self._columns.get(key), self._places[key]
            if column is None or value is None or value == "":
                continue
            cell = _cell(value, column, is_fact=column in self._rulebook.facts)
            if cell is None:
                code = _WANTED.get(column, "not_a_text")
                said.append(mistake(self._rulebook, self._lang, column, code, given=shown(value)))
            elif cells[place]:
                said.append(remark(self._rulebook, self._lang, column, "column_twice"))
            else:
                cells[place] = cell
        return cells, said


def _cell(value: Any, column: str, *, is_fact: bool) -> str | None:
    """``value`` as a spreadsheet would hold it; None where no cell can."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return ("yes" if value else "no") if is_fact else None
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.15g}"
    if column == "done" and isinstance(value, list) and all(isinstance(step, str) for step in value):
        return " ".join(value)
    if column == "sent" and isinstance(value, Mapping) and all(isinstance(day, str) for day in value.values()):
        return " ".join(f"{message}={day}" for message, day in value.items())
    if column == "blanks" and isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    return None
