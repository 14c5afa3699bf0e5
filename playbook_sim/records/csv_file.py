"""Cases as CSV: a row each, for people with a spreadsheet."""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from playbook_sim.model import Language, Rulebook
from playbook_sim.records import cells as written
from playbook_sim.records.columns import (
    AFTER_FACTS,
    BEFORE_FACTS,
    DAYS,
    answers,
    fact_title,
    facts_in_order,
    known_columns,
)
from playbook_sim.records.csv_lines import TooManyUnclosedError, split
from playbook_sim.records.mistakes import Mistake, field_label, mistake, remark
from playbook_sim.records.reading import MOST_CASES, MOST_COLUMNS, Collector, Reading
from playbook_sim.rendering.words import say
from playbook_sim.untrusted import JsonError, read_json

BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet takes the text for something else than UTF-8."""

EXAMPLE = "#"
"""With this at the beginning of its ``id`` a row is not read."""

_TEXTS = ("store", "order", "notes")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_MANY = 12
_SENT = re.compile(r"([^\s=]+)=(\S+)")


def write_csv(
    rulebook: Rulebook,
    lang: Language,
    records: Iterable[Mapping[str, Any]],
    facts: Iterable[str] | None = None,
    examples: Iterable[Mapping[str, Any]] = (),
) -> str:
    """``records`` as a CSV file with titles in ``lang``, as a spreadsheet of that language opens it.

    ``facts``: the facts that get a column; by default those that some record has. ``examples`` come as rows that are
    not read again.
    """
    records = list(records)
    told = facts_in_order(rulebook, facts or {fact for record in records for fact in record["facts"]})
    out = io.StringIO(newline="")
    # Where the comma is part of numbers, spreadsheets separate cells by semicolons.
    separator = ";" if say(rulebook, lang, "number.decimal") == "," else ","
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    titles = {id_: field_label(rulebook, lang, id_) for id_ in (*BEFORE_FACTS, *AFTER_FACTS)}
    titles |= {fact: fact_title(rulebook, lang, fact) for fact in told}
    order = [*BEFORE_FACTS, *told, *AFTER_FACTS]
    writer.writerow([titles[id_] for id_ in order])
    for record in (*({**example, "id": EXAMPLE} for example in examples), *records):
        writer.writerow([_cell(rulebook, lang, record, id_) for id_ in order])
    return BYTE_ORDER_MARK + out.getvalue()


def _cell(rulebook: Rulebook, lang: Language, record: Mapping[str, Any], column: str) -> str:
    text = _in_words(rulebook, lang, record, column)
    # A date is to become one in the spreadsheet too.
    return text if _ISO.fullmatch(text) and column not in _TEXTS else written.guarded(text)


def _in_words(rulebook: Rulebook, lang: Language, record: Mapping[str, Any], column: str) -> str:
    if column not in (*BEFORE_FACTS, *AFTER_FACTS):
        return _fact_cell(rulebook, lang, column, record["facts"].get(column))
    value = record[column]
    if column == "done":
        return " ".join(value)
    if column == "sent":
        return " ".join(f"{message}={day}" for message, day in value.items())
    if column == "blanks":
        return json.dumps(value, ensure_ascii=False) if value else ""
    names = _names(rulebook, column, record["platform"])
    return names[value][lang] if value in names else value or ""


def _fact_cell(rulebook: Rulebook, lang: Language, fact: str, value: Any) -> str:
    if isinstance(value, bool):
        value = "yes" if value else "no"
    labels = answers(rulebook.facts[fact]) if fact in rulebook.facts else {}
    return labels[value][lang] if value in labels else "" if value is None else str(value)


def _names(rulebook: Rulebook, column: str, platform: str | None) -> Mapping[str, Mapping[str, str]]:
    """What may stand in a column that has labels, by id. ``platform``: the one that the problem must belong to."""
    if column == "platform":
        used = {problem.platform for problem in rulebook.problems.values()}
        return {id_: label for id_, label in rulebook.vocabulary["platform"].items() if id_ in used}
    if column == "problem":
        here = (problem for problem in rulebook.problems.values() if platform in (None, problem.platform))
        return {problem.id: problem.title for problem in here}
    if column == "calendar":
        return {id_: calendar.name for id_, calendar in rulebook.calendars.items()}
    return rulebook.vocabulary["closing"] if column == "outcome" else {}


# --- reading ----------------------------------------------------------------------------------------------------


def read_csv(rulebook: Rulebook, lang: Language, text: str, today: str) -> Reading:
    """The cases in a CSV file: one a row, whatever its columns' order, its separator and its way to write dates."""
    separator, rows = split(text)
    collector = Collector(rulebook, lang, today, forgiving=False)
    found = []
    try:
        found = [*rows]
    except TooManyUnclosedError as error:
        collector.report(error.line, [mistake(rulebook, lang, None, "too_many_unclosed")])
    if not found:
        collector.report(1, [mistake(rulebook, lang, None, "empty")])
        return collector.reading
    header, *body = found
    file = _CsvFile(rulebook, lang, header.cells or [], separator == ";")
    collector.report(header.line, file.remarks)
    if "problem" not in file.places:
        return collector.reading
    if not body:
        collector.report(None, [mistake(rulebook, lang, None, "no_rows")])
    file.look_at_dates(row.cells for row in body if row.cells)
    for number, row in enumerate(body, 1):
        if number > MOST_CASES:
            collector.report(row.line, [mistake(rulebook, lang, None, "too_many_rows", most=MOST_CASES)])
            break
        if row.cells is None:
            collector.report(row.line, [mistake(rulebook, lang, None, "unclosed")])
        elif not file.is_example(row.cells):
            record, mistakes = file.record(row.cells)
            collector.report(row.line, mistakes)
            if record is not None:
                collector.take(row.line, record)
    return collector.reading


class _CsvFile:
    """What the header of a file says, and how its rows are read by it."""

    def __init__(self, rulebook: Rulebook, lang: Language, titles: Sequence[str], semicolons: bool) -> None:
        self._rulebook = rulebook
        self._lang = lang
        self._semicolons = semicolons
        self._day_first: bool | None = None
        self._width = len(titles)
        self.places: dict[str, int] = {}
        self.facts: dict[int, list[str]] = {}
        self.remarks: list[Mistake] = []
        unknown = []
        if len(titles) > MOST_COLUMNS:
            self.remarks = [mistake(rulebook, lang, None, "too_many_columns", most=MOST_COLUMNS, given=len(titles))]
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
        if "problem" not in self.places:
            self.remarks = [mistake(rulebook, lang, "problem", "no_problem_column")]
        elif unknown:
            listed = ", ".join(f"“{title[:40]}”" for title in unknown[:10])
            self.remarks.append(remark(rulebook, lang, None, "unknown_columns", columns=listed))

    def look_at_dates(self, rows: Iterable[Sequence[str]]) -> None:
        """Find out from all dates of the file whether the day or the month comes first."""
        dated = [place for place, ids in self.facts.items() if self._rulebook.facts[ids[0]].kind == "date"]
        dated += [place for id_, place in self.places.items() if id_ in DAYS]
        cells = (row[place] for row in rows for place in dated if place < len(row))
        self._day_first = written.day_comes_first(cells, semicolons=self._semicolons)

    def is_example(self, row: Sequence[str]) -> bool:
        """Whether a row only shows how to fill in a row."""
        return self._raw(row, "id").lstrip().startswith(EXAMPLE)

    def record(self, row: Sequence[str]) -> tuple[dict[str, Any] | None, list[Mistake]]:
        """The case in a row as data, or None, with what is wrong with its cells."""
        said: list[Mistake] = []
        if any(cell.strip() for cell in row[self._width :]):
            return None, [mistake(self._rulebook, self._lang, None, "too_many_cells", most=self._width)]
        record: dict[str, Any] = {id_: self._raw(row, id_) for id_ in _TEXTS}
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
        names = _names(self._rulebook, column, platform)
        return self._one_of(cell, column, names, said)

    def _one_of(self, cell: str, field: str, names: Mapping[str, Mapping[str, str]], said: list[Mistake]) -> str | None:
        ids = written.named(cell, names)
        if len(ids) == 1:
            return ids[0]
        labels = [label[self._lang] for label in names.values()]
        near = difflib.get_close_matches(cell[:60], labels, cutoff=0.5) if len(labels) > _MANY else []
        code = "several_problems" if ids else "near_value" if near else "unknown_value"
        accepted = " | ".join(near or labels)
        said.append(mistake(self._rulebook, self._lang, field, code, given=cell[:60], accepted=accepted))
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
            said.append(mistake(self._rulebook, self._lang, "sent", "not_sent", given=cell[:60]))
        return {match[1]: match[2] for match in found if match}

    def _blanks(self, row: Sequence[str], said: list[Mistake]) -> Any:
        cell = self._raw(row, "blanks").strip()
        try:
            return read_json(cell) if cell else {}
        except JsonError:
            said.append(mistake(self._rulebook, self._lang, "blanks", "not_blanks", given=cell[:60]))
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
                said.append(mistake(self._rulebook, self._lang, id_, "not_asked", given=cell[:60]))
            elif fact.kind == "date":
                facts[id_] = self._day(cell, id_, said)
            elif fact.values:
                facts[id_] = self._one_of(cell, id_, answers(fact), said) or ""
            else:
                facts[id_] = int(cell) if re.fullmatch(r"-?\d{1,9}", cell) else cell
        return facts
