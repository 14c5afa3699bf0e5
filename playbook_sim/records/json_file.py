"""Cases as JSON: an exact copy, for keeping and for moving to another browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from playbook_sim import untrusted
from playbook_sim.model import Language, Rulebook
from playbook_sim.records.migrations import SCHEMA
from playbook_sim.records.mistakes import mistake
from playbook_sim.records.reading import MOST_CASES, Collector, Reading

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


def read_json(rulebook: Rulebook, lang: Language, text: str, today: str) -> Reading:
    """The cases in a JSON file; a mistake names the line on which its case stands."""
    collector = Collector(rulebook, lang, today, forgiving=True)
    try:
        data = untrusted.read_json(text.removeprefix("\ufeff"))
    except untrusted.JsonError as error:
        collector.report(error.line, [mistake(rulebook, lang, None, error.code)])
        return collector.reading
    records = data.get("records") if isinstance(data, dict) else data
    if not isinstance(records, list):
        collector.report(None, [mistake(rulebook, lang, None, "no_records")])
        return collector.reading
    lines = _lines(text, records)
    if not records:
        collector.report(None, [mistake(rulebook, lang, None, "no_rows")])
    for line, record in zip(lines, records[:MOST_CASES], strict=False):
        collector.take(line, _placed(rulebook, record))
    if len(records) > MOST_CASES:
        line = lines[MOST_CASES]
        collector.report(line, [mistake(rulebook, lang, None, "too_many_rows", most=MOST_CASES)])
    return collector.reading


def _placed(rulebook: Rulebook, record: Any) -> Any:
    """``record`` with the platform that its problem belongs to, where it names none: as in a row of CSV."""
    if not isinstance(record, Mapping) or record.get("platform") not in (None, ""):
        return record
    problem = record.get("problem")
    known = rulebook.problems.get(problem) if isinstance(problem, str) else None
    return {**record, "platform": known.platform} if known else record


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
