"""What Python is asked while the build watches which of its functions run: all that shows imports, then cases at large.

A function that is missed costs a reader a second, never an answer; so there are many cases, of every kind that the
page sends, in all languages, with days near and far.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import Any

from playbook_sim.drills import offered
from playbook_sim.exports import FORMATS
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook
from playbook_sim.site.runtime import exercise
from playbook_sim.site.runtime.exercise_lab import IMPOSSIBLE
from playbook_sim.site.runtime.image import hostile

_SEED = 20260101
_EACH = 3
_AHEAD = 50  # slices at most that the worker works ahead
_LAB = 6  # of so many requests of one kind to the rule lab one
_STRANGE: tuple[Any, ...] = (1.5, -0.0, 1e300, 10**40, True, "é" * 400, "\u2028漢😀", {"a": [1.5, None]}, [[], {}])
_BESIDE = {"key": "case", "name": "Ordine 7", "link": "https://site.invalid/", "now": "2026-03-12T09:30:00Z"}
TAKEN_ALONG = tuple(format_ for format_ in FORMATS if format_ != "calendar")
"""What an answer is taken along as; a calendar file is written by a library, with which the image has nothing to do."""

_DRILLS = 40  # of each language
_FARTHEST = 250  # days before and after the release of the rules


def requests() -> list[str]:
    """Every request. The same rulebook gives the same list."""
    rulebook = load_rulebook()
    chance = random.Random(_SEED)
    asked = [*_without_most_of_the_lab(exercise.requests())]
    cases = [
        request["params"]
        for request in map(json.loads, filter(_is_answer, asked))
        if not {"platform", "problem", "facts", "today"} - request["params"].keys()
    ]
    sound = [case for case in cases if _is_sound(case, rulebook)]
    more = [*_at_large(rulebook, sound, chance), *_drilled(rulebook, chance), *hostile.requests(rulebook, sound)]
    return [*asked, *map(_as_sent, more)]


def _as_sent(request: dict[str, Any]) -> str:
    """The text that a browser makes of it: all as it is, but half characters."""
    text = json.dumps(request, ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)


def _without_most_of_the_lab(asked: list[str]) -> Iterator[str]:
    """Each request of the lab loads a whole rulebook, and they all run much the same; but each part of its check is
    another proof, and what is refused is told in ways of its own."""
    seen: Counter[str] = Counter()
    for request in asked:
        method = request.partition(",")[0] if '"lab_' in request[:20] and '"lab_check"' not in request[:30] else ""
        if not method or IMPOSSIBLE in request or seen[method] % _LAB == 0:
            yield request
        seen[method] += 1


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
        language = {"lang": moved["lang"]}
        yield {"id": number, "method": "show" if number % 2 else "answer", "params": moved}
        for _ in range(number % _AHEAD if number % 6 == 1 else 0):
            yield {"method": "foresee", "params": {}}
        for place in moved if number % 30 == 0 else ():
            yield {"method": "answer", "params": moved | {place: chance.choice(_STRANGE)}}
        for fact in moved["facts"] if number % 10 == 0 else ():
            odd = {"facts": moved["facts"] | {fact: chance.choice(_STRANGE)}}
            yield {"method": "answer", "params": moved | odd}
        if number % 6 == 0:
            both = {"case": moved, "other": _moved(rulebook, moved, chance)}
            yield {"method": "compare", "params": {name: _alone(one) for name, one in both.items()} | language}
        if number % 4 == 0:
            for format_ in TAKEN_ALONG:
                yield {"method": "export", "params": moved | {"format": format_, "beside": _BESIDE}}
        if number % 8 == 0:
            yield {"method": "summaries", "params": {"cases": [_alone(moved)], "today": moved["today"]} | language}
        if number % 5 == 0:
            limit = chance.choice(list(rulebook.limits))
            yield {"method": "ledger", "params": moved | {"limit": limit}}
            yield {"method": "by_calendar", "params": moved | {"calendar": chance.choice(list(rulebook.calendars))}}


def _drilled(rulebook: Rulebook, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Drills of every kind in each language, with answers that are right, wrong or none."""
    topics = list(offered(rulebook).items())
    for lang, seed in product(rulebook.languages, range(_DRILLS)):
        topic, levels = chance.choice(topics)
        day = rulebook.released + dt.timedelta(chance.randint(-_FARTHEST, _FARTHEST))
        wish = {"seed": seed, "topic": topic, "difficulty": chance.choice(levels), "today": day.isoformat()}
        yield {"method": "drill", "params": wish | {"lang": lang}}
        for when in ("none", day.isoformat(), (day + dt.timedelta(seed)).isoformat()):
            yield {"method": "grade", "params": wish | {"lang": lang, "answers": {"first": seed % 4, "when": when}}}


def _alone(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if name != "lang"}


def _moved(rulebook: Rulebook, case: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The case with other days: mostly one after the other, as they happen, and now and then in any order."""
    day = rulebook.released + dt.timedelta(chance.randint(-_FARTHEST, _FARTHEST))
    backwards, pace = chance.random() < 0.15, chance.choice((0, 2, 6, 30))
    facts = dict(case["facts"])
    for id_ in rulebook.problems[case["problem"]].asks:
        if rulebook.facts[id_].kind == "integer":
            facts[id_] = (rulebook.facts[id_].least or 0) + chance.randint(0, 40)
        if rulebook.facts[id_].kind == "date":
            facts[id_] = day.isoformat()
            day += dt.timedelta(chance.randint(-pace if backwards else 0, pace))
    for id_ in [id_ for id_ in facts if chance.random() < 0.05]:
        del facts[id_]
    return case | {
        "facts": facts,
        "today": (day + dt.timedelta(chance.choice((0, 1, 3, 10, 25, 70, 400)))).isoformat(),
        "calendar": chance.choice((None, None, *rulebook.calendars)),
        "done": [],
        "made_with": chance.choice((None, rulebook.version)),
        "lang": chance.choice(rulebook.languages),
    }
