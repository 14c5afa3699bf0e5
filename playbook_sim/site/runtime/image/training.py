"""What Python is asked while the build watches which of its functions run: all that shows imports, then cases at large.

A function that is missed costs a reader a second, never an answer; so there are many cases, of every kind that the
page sends, in all languages, with days near and far.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from typing import Any

from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook
from playbook_sim.site.runtime import exercise

_SEED = 20260101
_EACH = 3
_FARTHEST = 500  # days before and after the release of the rules


def requests() -> list[str]:
    """Every request. The same rulebook gives the same list."""
    rulebook = load_rulebook()
    chance = random.Random(_SEED)
    asked = exercise.requests()
    cases = [
        request["params"]
        for request in map(json.loads, filter(_is_answer, asked))
        if not {"platform", "problem", "facts", "today"} - request["params"].keys()
    ]
    sound = [case for case in cases if _is_sound(case, rulebook)]
    return [*asked, *(json.dumps(request, ensure_ascii=False) for request in _at_large(rulebook, sound, chance))]


def _is_answer(text: str) -> bool:
    return text.startswith('{"method": "answer", "params": {')


def _is_sound(case: dict[str, Any], rulebook: Rulebook) -> bool:
    try:
        dt.date.fromisoformat(case["today"])
        return case["problem"] in rulebook.problems and isinstance(case["facts"], dict)
    except (TypeError, ValueError):
        return False


def _at_large(rulebook: Rulebook, cases: list[dict[str, Any]], chance: random.Random) -> Iterator[dict[str, Any]]:
    """Cases with other days, calendars and ticks, as the page sends them; with each now and then what goes with it."""
    for number, case in enumerate(case for case in cases for _ in range(_EACH)):
        moved = _moved(rulebook, case, chance)
        yield {"id": number, "method": "answer", "params": moved}
        if number % 6 == 0:
            both = {"case": moved, "other": _moved(rulebook, moved, chance), "lang": moved["lang"]}
            yield {"method": "compare", "params": both}
        if number % 8 == 0:
            yield {"method": "summaries", "params": {"cases": [moved], "today": moved["today"], "lang": moved["lang"]}}
        if number % 5 == 0:
            limit = chance.choice(list(rulebook.limits))
            yield {"method": "ledger", "params": moved | {"limit": limit}}
            yield {"method": "by_calendar", "params": moved | {"calendar": chance.choice(list(rulebook.calendars))}}


def _moved(rulebook: Rulebook, case: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    near = chance.choice((5, 40, _FARTHEST))
    middle = rulebook.released + dt.timedelta(chance.randint(-_FARTHEST, _FARTHEST))

    def day() -> str:
        return (middle + dt.timedelta(chance.randint(-near, near))).isoformat()

    facts = {
        id_: (day() if id_ in rulebook.facts and rulebook.facts[id_].kind == "date" else value)
        for id_, value in case["facts"].items()
        if chance.random() > 0.05
    }
    return case | {
        "facts": facts,
        "today": day(),
        "calendar": chance.choice((None, None, *rulebook.calendars)),
        "done": [],
        "made_with": chance.choice((None, rulebook.version)),
        "lang": chance.choice(rulebook.languages),
    }
