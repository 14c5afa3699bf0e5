"""Rows under titles, whatever file they stand in: which column is which, and the case in each row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from playbook_sim.model import Language, Rulebook
from playbook_sim.records import cells as written
from playbook_sim.records.columns import DAYS, TEXTS, answers, known_columns
from playbook_sim.records.labels import names_in, one_of
from playbook_sim.records.mistakes import Mistake, mistake, remark
from playbook_sim.records.reading import MOST_COLUMNS, Collector
from playbook_sim.untrusted import JsonError, read_json, shown

EXAMPLE = "#"
"""With this at the beginning of its ``id`` a row is not read."""

_SENT = re.compile(r"([^\s=]+)=(\S+)")


class Table:
    """What the titles of a file say, and how its rows are read by them.

    ``day_first``: how dates such as 10/03/2026 are read where no date of the file tells; None: not at all.
    ``refused``: why nothing can be read under these titles; ``remarks``: what is odd about them.
    """

    def __init__(
        self, rulebook: Rulebook, lang: Language, titles: Sequence[str], *, day_first: bool | None = None
    ) -> None:
        self._rulebook = rulebook
        self._lang = lang
        self._day_first = day_first
        self._width = len(titles)
        self.places: dict[str, int] = {}
        self.facts: dict[int, list[str]] = {}
        self.refused: Mistake | None = None
        self.remarks: list[Mistake] = []
        unknown = []
        if len(titles) > MOST_COLUMNS:
            self.refused = mistake(rulebook, lang, None, "too_many_columns", most=MOST_COLUMNS, given=len(titles))
            return
        for place, title in enumerate(titles):
            ids = known_columns(rulebook, title)
            if not ids:
                unknown += [title.strip()] if title.strip() else []
            elif ids[0] in rulebook.facts:
                self.facts[place] = ids
            elif ids[0] in self.places:
                self.remarks.append(remark(rulebook, lang, ids[0], "column_twice"))
            else:
                self.places[ids[0]] = place
        if unknown:
            listed = ", ".join(f"“{shown(title[:40])}”" for title in unknown[:10])
            self.remarks.append(remark(rulebook, lang, None, "unknown_columns", columns=listed))

    def look_at_dates(self, rows: Iterable[Sequence[str]]) -> None:
        """Find out from all dates of the file whether the day or the month comes first."""
        dated = [place for place, ids in self.facts.items() if self._rulebook.facts[ids[0]].kind == "date"]
        dated += [place for id_, place in self.places.items() if id_ in DAYS]
        cells = (row[place] for row in rows for place in dated if place < len(row))
        self._day_first = written.day_comes_first(cells, semicolons=bool(self._day_first))

    def take(self, collector: Collector, line: int | None, row: Sequence[str]) -> None:
        """Give the case in a row to ``collector``, or what is wrong with it; a row that is an example gives nothing."""
        if self.is_example(row):
            return
        record, mistakes = self.record(row)
        collector.report(line, mistakes)
        if record is not None:
            collector.take(line, record)

    def is_example(self, row: Sequence[str]) -> bool:
        """Whether a row only shows how to fill in a row."""
        return self._raw(row, "id").lstrip().startswith(EXAMPLE)

    def record(self, row: Sequence[str]) -> tuple[dict[str, Any] | None, list[Mistake]]:
        """The case in a row as data, or None, with what is wrong with its cells."""
        said: list[Mistake] = []
        if any(cell.strip() for cell in row[self._width :]):
            return None, [mistake(self._rulebook, self._lang, None, "too_many_cells", most=self._width)]
        record: dict[str, Any] = {id_: self._raw(row, id_) for id_ in TEXTS}
        record |= {id_: self._raw(row, id_).strip() for id_ in ("id", "rulebook")}
        if written.is_rounded(record["order"]):
            said.append(remark(self._rulebook, self._lang, "order", "rounded", given=record["order"].strip()))
        record["platform"] = platform = self._label(row, "platform", None, said)
        record["problem"] = self._label(row, "problem", platform, said)
        if record["problem"] in self._rulebook.problems:
            record["platform"] = platform or self._rulebook.problems[record["problem"]].platform
        record["calendar"] = self._label(row, "calendar", None, said)
        record["outcome"] = self._label(row, "outcome", None, said)
        record |= {id_: self._day(self._raw(row, id_), id_, said) for id_ in DAYS}
        record["done"] = [step for step in re.split(r"[\s,;|]+", self._raw(row, "done")) if step]
        record["sent"] = self._sent(row, said)
        record["blanks"] = self._blanks(row, said)
        record["facts"] = self._given_facts(row, record["problem"], said)
        return (None if any(not told.entered for told in said) else record), said

    def _raw(self, row: Sequence[str], column: str) -> str:
        place = self.places.get(column)
        return written.unguarded(row[place]) if place is not None and place < len(row) else ""

    def _label(self, row: Sequence[str], column: str, platform: str | None, said: list[Mistake]) -> str | None:
        cell = self._raw(row, column).strip()
        if not cell:
            return None
        names = names_in(self._rulebook, column, platform)
        return self._one_of(cell, column, names, said)

    def _one_of(self, cell: str, field: str, names: Mapping[str, Mapping[str, str]], said: list[Mistake]) -> str | None:
        found = one_of(self._rulebook, self._lang, cell, field, names)
        if isinstance(found, str):
            return found
        said.append(found)
        return None

    def _day(self, cell: str, field: str, said: list[Mistake]) -> str:
        try:
            return written.read_day(cell, self._day_first)
        except written.AmbiguousDateError:
            said.append(mistake(self._rulebook, self._lang, field, "ambiguous_date", given=cell.strip()))
            return ""

    def _sent(self, row: Sequence[str], said: list[Mistake]) -> dict[str, str]:
        cell = self._raw(row, "sent").strip()
        found = [_SENT.fullmatch(part) for part in cell.split()]
        if not all(found):
            said.append(mistake(self._rulebook, self._lang, "sent", "not_sent", given=shown(cell[:60])))
        return {match[1]: match[2] for match in found if match}

    def _blanks(self, row: Sequence[str], said: list[Mistake]) -> Any:
        cell = self._raw(row, "blanks").strip()
        try:
            return read_json(cell) if cell else {}
        except JsonError:
            said.append(mistake(self._rulebook, self._lang, "blanks", "not_blanks", given=shown(cell[:60])))
            return {}

    def _given_facts(self, row: Sequence[str], problem: str | None, said: list[Mistake]) -> dict[str, str | int]:
        asked = self._rulebook.problems[problem].asks if problem else ()
        facts: dict[str, str | int] = {}
        for place, ids in self.facts.items():
            cell = written.unguarded(row[place]).strip() if place < len(row) else ""
            if not cell:
                continue
            id_ = next((id_ for id_ in ids if id_ in asked), ids[0])
            fact = self._rulebook.facts[id_]
            if problem and id_ not in asked:
                said.append(mistake(self._rulebook, self._lang, id_, "not_asked", given=shown(cell[:60])))
            elif fact.kind == "date":
                facts[id_] = self._day(cell, id_, said)
            elif fact.values:
                facts[id_] = self._one_of(cell, id_, answers(fact), said) or ""
            else:
                facts[id_] = int(cell) if re.fullmatch(r"-?\d{1,9}", cell) else cell
        return facts
