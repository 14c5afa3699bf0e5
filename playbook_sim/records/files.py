"""Files of cases: reading, writing, and a template to fill in; as CSV or as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from playbook_sim.model import Fact, Language, Problem, Rulebook
from playbook_sim.records.csv_file import read_csv, write_csv
from playbook_sim.records.json_file import read_json, write_json
from playbook_sim.records.migrations import SCHEMA
from playbook_sim.records.mistakes import Mistake, mistake, remark
from playbook_sim.records.reading import MOST_CASES, MOST_CHARACTERS, Reading
from playbook_sim.records.record import read_record
from playbook_sim.rendering.words import say
from playbook_sim.todays import Todays

_NO_LISTS = (
    *("%pdf", "pk\x03\x04", "\x89png", "‰png", "gif8", "ÿøÿ", "{\\rtf", "ðï\x11à", "\x1f\x8b", "\x1f‹"),
    *("<!doctype", "<html", "<?xml"),
)
"""How files begin that people choose by mistake: a printed page, a workbook, a picture, a saved web page.

In small letters. What is not UTF-8 comes as Windows text, where the first byte of a picture is a per mille sign.
"""

_LOST_LETTER = "\ufffd"

FORMATS = ("csv", "json")
TYPES = {"csv": "text/csv;charset=utf-8", "json": "application/json"}


def read_cases(rulebook: Rulebook, lang: Language, format_: str, text: str, today: Todays) -> Reading:
    """The cases in the text of a file, and what is wrong with the others. Never raises for what the file holds."""
    if len(text) > MOST_CHARACTERS:
        return Reading.refused(None, mistake(rulebook, lang, None, "too_large", most=MOST_CHARACTERS // 1_000_000))
    if text.lstrip("\ufeff \t\r\n")[:20].lower().startswith(_NO_LISTS):
        return Reading.refused(None, mistake(rulebook, lang, None, "no_list"))
    read = read_csv if format_ == "csv" else read_json
    reading = read(rulebook, lang, text, today)
    if format_ == "csv" and _LOST_LETTER in text and not reading.unread:
        reading.mistakes.insert(0, remark(rulebook, lang, None, "not_utf8"))
    return reading


def write_cases(
    rulebook: Rulebook, lang: Language, format_: str, records: Iterable[Any], today: Todays
) -> tuple[str, list[Mistake]]:
    """The text of a file with ``records``, and what could not be written.

    JSON holds everything, whatever it is. A row of CSV cannot hold a record that is damaged: it is left out and
    named, as is what the rules of this version do not know and so would not read again.
    """
    records = list(records)
    if format_ == "json":
        text = write_json(record for record in records if isinstance(record, Mapping))
        return text, _too_much(rulebook, lang, text, len(records))
    written, mistakes = [], []
    for record in records:
        read, said = read_record(rulebook, lang, record, today.of(record).isoformat())
        if read is not None:
            written.append(read)
        else:
            name = str(record.get("order") or record.get("id") or "–")[:80] if isinstance(record, Mapping) else "–"
            why = said[0].message
            mistakes.append(mistake(rulebook, lang, said[0].field, "not_written", name=name, why=why))
    lost = sorted({fact for record in written for fact in record["facts"] if fact not in rulebook.facts})
    mistakes += [remark(rulebook, lang, fact, "not_known_any_more") for fact in lost]
    text = write_csv(rulebook, lang, written)
    return text, mistakes + _too_much(rulebook, lang, text, len(records))


def _too_much(rulebook: Rulebook, lang: Language, text: str, cases: int) -> list[Mistake]:
    """A word of warning where a file that is written is larger than one that is read."""
    if cases <= MOST_CASES and len(text.encode("utf-8", "replace")) <= MOST_CHARACTERS:
        return []
    return [remark(rulebook, lang, None, "too_much", most=MOST_CASES, size=MOST_CHARACTERS // 1_000_000)]


def template(rulebook: Rulebook, lang: Language, format_: str, today: Todays, problem: str | None = None) -> str:
    """A file to fill in, with an example for each platform (or for ``problem``) that is not read as a case.

    It has the columns of all facts, or of those that ``problem`` asks.
    """
    if problem is None:
        told = list({known.platform: known for known in reversed(rulebook.problems.values())}.values())[::-1]
        facts = [id_ for known in rulebook.problems.values() for id_ in known.asks]
    else:
        told = [rulebook.problems[problem]]
        facts = list(told[0].asks)
    examples = [_example(rulebook, lang, known, today.of({"platform": known.platform})) for known in told]
    if format_ == "json":
        return write_json([], examples)
    return write_csv(rulebook, lang, [], facts, examples)


def _example(rulebook: Rulebook, lang: Language, problem: Problem, today: dt.date) -> dict[str, Any]:
    asked = [id_ for id_ in problem.asks if rulebook.facts[id_].required] or problem.asks[:1]
    facts: dict[str, Any] = {}
    for id_ in asked:
        fact = rulebook.facts[id_]
        if all(facts.get(other) in values for other, values in fact.presumes.items()):
            facts[id_] = _answer(fact, today)
    told = {
        "schema": SCHEMA,
        "store": say(rulebook, lang, "records.example_store"),
        "order": say(rulebook, lang, "records.example_order"),
        "platform": problem.platform,
        "problem": problem.id,
        "facts": facts,
        "notes": say(rulebook, lang, "records.example_notes"),
    }
    record, _ = read_record(rulebook, lang, told, today.isoformat())
    # What the playbook writes by itself is none of the reader's work.
    return (record or told) | {"changed_on": "", "rulebook": ""}


def _answer(fact: Fact, today: dt.date) -> Any:
    if fact.kind == "date":
        return today.isoformat()
    return fact.values[0].id if fact.values else fact.least
