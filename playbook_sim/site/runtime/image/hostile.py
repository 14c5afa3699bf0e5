"""What the start image is trained with of the texts that nobody should send: in every place that takes a text.

They are those that the tests put into the page (`tests/data/hostile_strings.json`), so that none of them makes a reader
wait for another Python, and a test can want the console silent.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from playbook_sim.model import Rulebook
from playbook_sim.records.files import FORMATS
from playbook_sim.site.places import ROOT

_FILE = ROOT / "tests" / "data" / "hostile_strings.json"
_PLACES = ("platform", "problem", "today", "calendar", "made_with", "lang")
_IN_RECORDS = ("store", "order", "notes", "outcome", "today", "created_on", "calendar", "problem", "platform", "id")
_ODD: tuple[Any, ...] = (None, 5, True, 1.5, [], {}, [None], {"a": {"b": 1}})
_ROWS = 150  # enough for lists to be sorted the way that long ones are


def requests(rulebook: Rulebook, cases: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Requests with each text in each place. ``cases``: sound ones, as ``answer`` takes them."""
    texts = _texts()
    for number, text in enumerate(texts):
        case = dict(cases[number % len(cases)])
        lang = {"lang": rulebook.languages[number % len(rulebook.languages)]}
        asked = rulebook.problems[case["problem"]].asks
        facts = ({text: text}, dict.fromkeys(asked, text), dict.fromkeys(asked[-1:], text))
        yield {"method": "show", "params": case | lang | {_PLACES[number % len(_PLACES)]: text}}
        yield {"method": "show", "params": case | lang | {"facts": dict(case["facts"]) | facts[number % len(facts)]}}
        yield {"method": "show", "params": case | lang | {"done": [text]}}
        if number % 4 == 0:
            beside = {"key": text, "name": text, "link": text, "now": "2026-03-12T09:30:00Z"}
            yield {"method": text, "params": lang}
            yield {"method": "export", "params": case | lang | {"format": "text", "beside": beside}}
            yield {"method": "grade", "params": lang | {"answers": {"first": text, "when": text}}}
    for lang in rulebook.languages:
        for method, params in _saved(rulebook, cases, texts):
            yield {"method": method, "params": params | {"lang": lang}}


def _saved(
    rulebook: Rulebook, cases: Sequence[Mapping[str, Any]], texts: Sequence[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Stored cases and files with the texts in them."""
    today = {"today": rulebook.released.isoformat()}
    records = [_record(rulebook, cases[number % len(cases)], text, number) for number, text in enumerate(texts)]
    spoilt = [records[0] | {part: odd} for part in records[0] for odd in (*_ODD, *texts[::40])]
    for start in range(0, len(texts), _ROWS):
        part = records[start : start + _ROWS]
        yield "summaries", {"cases": part} | today
        for format_ in FORMATS:
            yield "write_records", {"records": part, "format": format_} | today
        yield "read_records", {"format": "csv", "text": _rows(rulebook, texts[start : start + _ROWS])} | today
        yield "read_records", {"format": "json", "text": json.dumps({"schema": 1, "records": part})} | today
        yield "read_records", {"format": "json", "text": json.dumps(part)} | today
    yield "read_records", {"format": "csv", "text": _rows(rulebook, texts)} | today
    for start in range(0, len(spoilt), _ROWS):
        yield "summaries", {"cases": spoilt[start : start + _ROWS]} | today
        yield "read_records", {"format": "json", "text": json.dumps(spoilt[start : start + _ROWS])} | today
    for text in (*texts[::4], "[" * 100_000, "[[]]", '[{"id": 1}]'):
        for format_ in FORMATS:
            yield "read_records", {"format": format_, "text": text} | today
    for format_ in FORMATS:
        yield "write_records", {"records": spoilt, "format": format_} | today
    yield "figures", {"records": records + spoilt} | today


def _record(rulebook: Rulebook, case: Mapping[str, Any], text: str, number: int) -> dict[str, Any]:
    day = rulebook.released.isoformat()
    sound = {"schema": 1, "id": f"case-{number}", "store": "Milano", "order": f"{number}", "calendar": None}
    sound |= {"platform": case["platform"], "problem": case["problem"], "facts": case["facts"]}
    sound |= {"done": [], "sent": {}, "blanks": {}}
    sound |= {"notes": "", "created_on": day, "changed_on": day, "closed_on": None, "outcome": None}
    sound |= {"rulebook": rulebook.version, "summary": None}
    if number % 3:
        return sound | {"store": text, "order": text, "notes": text, "blanks": {"name": text}, "outcome": text}
    return sound | {_IN_RECORDS[number % len(_IN_RECORDS)]: text}


def _rows(rulebook: Rulebook, texts: Sequence[str]) -> str:
    """A table with the texts in its cells, and in its headings."""
    out = io.StringIO()
    rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    rows.writerow(["problem", "order", "store", "notes", *texts[:5]])
    problems = list(rulebook.problems)
    for number, text in enumerate(texts):
        rows.writerow([problems[number % len(problems)], f"{number}", text[:70], text[:3000]])
    rows.writerows([text[:70], "", "", ""] for text in texts)
    return out.getvalue()


def _texts() -> list[str]:
    groups = json.loads(_FILE.read_text(encoding="utf-8"))
    groups["long"] = [what * times for what, times in groups["long"]]
    return [text for texts in groups.values() for text in texts]
