"""Cases as JSON: an exact copy, for keeping and for moving to another browser; and lists that others have written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from playbook_sim import untrusted
from playbook_sim.model import Language, Rulebook
from playbook_sim.records.entries import Entries, is_row
from playbook_sim.records.labels import names_in, one_of
from playbook_sim.records.migrations import SCHEMA
from playbook_sim.records.mistakes import Mistake, mistake
from playbook_sim.records.reading import MOST_CASES, Collector, Reading
from playbook_sim.todays import Todays

FORMAT = "after-sales-playbook cases"

_LIST = re.compile(r'"records"\s*:\s*\[|\A\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


def write_json(records: Iterable[Mapping[str, Any]], examples: Iterable[Mapping[str, Any]] = ()) -> str:
    """``records`` as a JSON file, each on a line of its own. ``examples`` are shown and not read again."""
    parts = [f'"format": {json.dumps(FORMAT)}', f'"schema": {SCHEMA}', f'"records": {_listed(records)}']
    shown = list(examples)
    parts += [f'"examples": {_listed(shown)}'] if shown else []
    return "{" + ",\n".join(parts) + "}\n"


def _listed(records: Iterable[Mapping[str, Any]]) -> str:
    # What a list shows of a case is worked out from the rest.
    lines = [
        json.dumps({key: value for key, value in record.items() if key != "summary"}, ensure_ascii=False)
        for record in records
    ]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def read_json(rulebook: Rulebook, lang: Language, text: str, today: Todays) -> Reading:
    """The cases in a JSON file; a mistake names the line on which its case stands."""
    collector = Collector(rulebook, lang, today)
    try:
        data = untrusted.read_json(text.removeprefix("\ufeff"))
    except untrusted.JsonError as error:
        is_placed = error.code == "not_json" and error.line is not None
        why = mistake(rulebook, lang, None, "not_json_at" if is_placed else error.code, line=error.line or "")
        return Reading.refused(error.line, why)
    records = data.get("records") if isinstance(data, dict) else data
    if not isinstance(records, list):
        return Reading.refused(None, mistake(rulebook, lang, None, "no_records"))
    if not records:
        return Reading.refused(None, mistake(rulebook, lang, None, "no_rows"))
    lines = _lines(text, records)
    read = records[:MOST_CASES]
    entries = Entries(rulebook, lang, filter(is_row, read))
    if entries.refused:
        return Reading.refused(None, entries.refused)
    collector.report(None, entries.remarks)
    for line, record in zip(lines, read, strict=False):
        if is_row(record):
            entries.take(collector, line, record)
            continue
        found = _placed(rulebook, lang, record)
        if isinstance(found, Mistake):
            collector.report(line, [found])
        else:
            collector.take(line, found, forgiving=True)
    if len(records) > MOST_CASES:
        line = lines[MOST_CASES]
        collector.report(line, [mistake(rulebook, lang, None, "too_many_rows", most=MOST_CASES)])
    return collector.reading


def _placed(rulebook: Rulebook, lang: Language, record: Any) -> Any:
    """``record`` with its platform and its problem by their ids, as in a row of CSV: a problem has its platform.

    A mistake where no platform is given and the problem does not tell it. What else is wrong is left as it is.
    """
    if not isinstance(record, Mapping):
        return record
    told = {part: record.get(part) or None for part in ("platform", "problem")}
    for part, name in told.items():
        if isinstance(name, str):
            platform = told["platform"] if isinstance(told["platform"], str) else None
            names = names_in(rulebook, part, platform if part == "problem" else None)
            found = name if name in names else one_of(rulebook, lang, name, part, names)
            if isinstance(found, str):
                told[part] = found
            elif part == "problem" and told["platform"] is None:
                return found
    if told["platform"] is None and isinstance(told["problem"], str):
        told["platform"] = rulebook.problems[told["problem"]].platform
    return {**record, **told}


def _lines(text: str, records: list[Any]) -> list[int | None]:
    """The line of the file on which each of ``records`` begins; None where it cannot be told."""
    decoder = json.JSONDecoder()
    for found in _LIST.finditer(text):
        at = found.end() - 1
        try:
            same = decoder.raw_decode(text, at)[0] == records
        except ValueError:
            continue
        if same:
            return list(_begins(decoder, text, at + 1, len(records)))
    return [None] * len(records)


def _begins(decoder: json.JSONDecoder, text: str, at: int, count: int) -> Iterator[int]:
    line, counted = 1, 0
    for _ in range(count):
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        line += text.count("\n", counted, at)
        counted = at
        yield line
        at = decoder.raw_decode(text, at)[1]
