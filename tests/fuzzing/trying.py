"""One random case: it is answered as every answer must be, or refused by name, in words, in both languages."""

from __future__ import annotations

import json
import random
import re
from typing import Any

from answer_rules import check_answer, check_data
from hostile import hostile_strings
from seeded_cases import BOOK, any_request

from playbook_sim.bridge import METHODS, handle
from playbook_sim.cases import explain, read_case
from playbook_sim.contract import as_data
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.rendering.refusal import refusal_words

_THROUGH_THE_BRIDGE = 100
"""One case in so many is also rendered, and asked for by every way in which the page asks."""

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_ELEMENT = re.compile(r"<\s*/?\s*([a-zA-Z!?][\w:-]*)")
_NEVER = frozenset(
    ["script", "iframe", "img", "base", "meta", "link", "style", "object", "embed", "plaintext", "math", "template"]
)


def try_case(seed: int, number: int) -> str:
    """Try the case of this number; returns what became of it. Raises whatever is wrong with that."""
    request = any_request(seed, number)
    became = _try_engine(request)
    if number % _THROUGH_THE_BRIDGE == 0:
        _try_bridge(random.Random(seed * 7_919 + number), request)
    return became


def _try_engine(request: Any) -> str:
    lang = request.pop("lang", None) if isinstance(request, dict) else None
    lang = lang if lang in BOOK.languages else BOOK.languages[0]
    try:
        resolution = evaluate(BOOK, *read_case(BOOK, request))
    except FactError as error:
        for language in BOOK.languages:
            for sentence in (refusal_words(BOOK, error, language), explain(BOOK, error, language)):
                assert sentence
                assert not _UNSEEN.search(sentence), ascii(sentence)
        return error.code
    check_answer(BOOK, resolution)
    check_data(BOOK, as_data(BOOK, resolution, lang))
    return resolution.status


# --- through the bridge -----------------------------------------------------------------------------------------


def _try_bridge(chance: random.Random, request: Any) -> None:
    for lang in BOOK.languages:
        case = request if isinstance(request, dict) else {"case": request}
        _ask(chance.choice(["answer", "show"]), case | {"lang": lang})
    method = chance.choice([*METHODS])
    params = _params(chance, method, request)
    if chance.random() < 0.3:
        params[chance.choice([*params, "lang"])] = chance.choice([None, 5, [], {}, chance.choice(hostile_strings())])
    _ask(method, {"lang": chance.choice(BOOK.languages)} | params)


def _ask(method: str, params: dict[str, Any]) -> None:
    reply = json.loads(handle(json.dumps({"method": method, "params": params})), parse_constant=_no_json)
    if "error" in reply:
        assert reply["error"]["code"] in ("fact", "request", "needs"), reply
        assert reply["error"]["message"]
        return
    html = reply["result"].get("html", "")
    for markup in html.values() if isinstance(html, dict) else [html]:
        strange = {name.lower() for name in _ELEMENT.findall(markup)} & _NEVER
        assert not strange, strange


def _no_json(name: str) -> None:
    raise AssertionError(f"{name} in a reply")


def _params(chance: random.Random, method: str, request: Any) -> dict[str, Any]:
    case = dict(request) if isinstance(request, dict) else {"facts": request}
    text = chance.choice(hostile_strings())
    today = case.get("today")
    kept = [_record(chance, case), _record(chance, case), request]
    drill = {"seed": chance.choice([0, 7, 2**31, text]), "topic": chance.choice([*BOOK.problems, None, text])}
    drill |= {"difficulty": chance.choice([0, 1, 2, 3, text]), "today": today}
    answers = {"first": chance.choice([0, 1, 2, 1.0, text]), "when": chance.choice([today, text])}
    beside = {"key": text, "name": text, "link": text, "blanks": {"name": text, text: text}}
    return {
        "version": {},
        "compare": {"case": case, "other": any_request(chance.randrange(1000), chance.randrange(1000))},
        "ledger": case | {"limit": chance.choice([*BOOK.limits, text])},
        "by_calendar": case | {"calendar": chance.choice([*BOOK.calendars, text])},
        "export": case | {"format": chance.choice(["text", "markdown", "json", "calendar"]), "beside": beside},
        "summaries": {"cases": kept, "today": today},
        "case_calendar": {"records": kept, "today": today, "link": text},
        "read_records": {
            "format": chance.choice(["csv", "json"]),
            "text": chance.choice([text, json.dumps(kept), f"problem,order\n{case.get('problem')},{text}"]),
            "today": today,
        },
        "write_records": {"format": chance.choice(["csv", "json"]), "records": kept, "today": today},
        "record_template": {"format": chance.choice(["csv", "json"]), "problem": case.get("problem"), "today": today},
        "figures": {"records": kept, "today": today},
        "drill": drill,
        "grade": drill | {"answers": answers},
    }.get(method, case)


def _record(chance: random.Random, case: dict[str, Any]) -> dict[str, Any]:
    """A saved case, one of whose parts may be anything."""
    text, huge = chance.choice(hostile_strings()), dict.fromkeys(("kept", "late", "missed"), -(10**400))
    record = {
        "schema": 1,
        "id": "3f1f2a9c-0000-4000-8000-000000000000",
        "store": text,
        "order": text,
        "platform": case.get("platform"),
        "problem": case.get("problem"),
        "facts": case.get("facts"),
        "calendar": None,
        "done": [],
        "sent": {},
        "blanks": {"name": text},
        "notes": text,
        "created_on": "2026-03-01",
        "changed_on": "2026-03-01",
        "closed_on": chance.choice([None, "2026-04-01"]),
        "outcome": None,
        "rulebook": BOOK.version,
        "summary": {"rulebook": BOOK.version, "from": "", "until": None, "duties": chance.choice([None, huge])},
    }
    if chance.random() < 0.5:
        record[chance.choice([*record])] = chance.choice([None, 5, [], {}, text, {"a": 1}, [text]])
    return record
