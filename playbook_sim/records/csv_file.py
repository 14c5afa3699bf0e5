"""Cases as CSV: a row each, for people with a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from playbook_sim.model import Language, Rulebook
from playbook_sim.records import cells as written
from playbook_sim.records.columns import AFTER_FACTS, BEFORE_FACTS, TEXTS, answers, fact_title, facts_in_order
from playbook_sim.records.csv_lines import TooManyUnclosedError, split
from playbook_sim.records.labels import names_in
from playbook_sim.records.mistakes import field_label, mistake
from playbook_sim.records.reading import MOST_CASES, Collector, Reading
from playbook_sim.records.table import EXAMPLE, Table
from playbook_sim.rendering.words import say
from playbook_sim.todays import Todays

BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet takes the text for something else than UTF-8."""

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


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
    return text if _ISO.fullmatch(text) and column not in TEXTS else written.guarded(text)


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
    names = names_in(rulebook, column, record["platform"])
    return names[value][lang] if value in names else value or ""


def _fact_cell(rulebook: Rulebook, lang: Language, fact: str, value: Any) -> str:
    if isinstance(value, bool):
        value = "yes" if value else "no"
    labels = answers(rulebook.facts[fact]) if fact in rulebook.facts else {}
    return labels[value][lang] if value in labels else "" if value is None else str(value)


# --- reading ----------------------------------------------------------------------------------------------------


def read_csv(rulebook: Rulebook, lang: Language, text: str, today: Todays) -> Reading:
    """The cases in a CSV file: one a row, whatever its columns' order, its separator and its way to write dates."""
    separator, rows = split(text)
    collector = Collector(rulebook, lang, today)
    found = []
    try:
        found = [*rows]
    except TooManyUnclosedError as error:
        collector.report(error.line, [mistake(rulebook, lang, None, "too_many_unclosed")])
    if not found:
        return Reading.refused(1, mistake(rulebook, lang, None, "empty"))
    header, *body = found
    table = Table(rulebook, lang, header.cells or [], day_first=separator == ";" or None)
    if table.refused or "problem" not in table.places:
        why = table.refused or mistake(rulebook, lang, "problem", "no_problem_column")
        return Reading.refused(header.line, why)
    collector.report(header.line, table.remarks)
    if not body:
        return Reading.refused(None, mistake(rulebook, lang, None, "no_rows"))
    table.look_at_dates(row.cells for row in body if row.cells)
    for number, row in enumerate(body, 1):
        if number > MOST_CASES:
            collector.report(row.line, [mistake(rulebook, lang, None, "too_many_rows", most=MOST_CASES)])
            break
        if row.cells is None:
            collector.report(row.line, [mistake(rulebook, lang, None, "unclosed")])
        else:
            table.take(collector, row.line, row.cells)
    return collector.reading
