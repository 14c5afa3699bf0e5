"""Reading what a drill is asked for and what is answered, from JSON-like data; each mistake is named at its field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playbook_sim.cases import read_date
from playbook_sim.drills.parts import ANY_LEVEL, LEVELS, MIXED, NO_DATE, SEEDS, Answers, Drill, Wish
from playbook_sim.drills.topics import topics
from playbook_sim.errors import FactError
from playbook_sim.model import Rulebook
from playbook_sim.untrusted import shown


def read_wish(rulebook: Rulebook, data: Mapping[str, Any]) -> Wish:
    """The wish in ``{"seed": 7, "topic": "aliexpress", "difficulty": 2, "today": "2026-03-12"}``.

    Without a topic every problem is meant, without a difficulty every level. Raises FactError.
    """
    seed, topic, difficulty = data.get("seed"), data.get("topic") or MIXED, data.get("difficulty", ANY_LEVEL)
    if not isinstance(seed, int) or isinstance(seed, bool):
        raise FactError("seed", "not_an_integer", given=shown(seed))
    if not 0 <= seed < SEEDS:
        raise FactError("seed", "integer_out_of_range", given=shown(seed), first="0", last=str(SEEDS - 1))
    known = topics(rulebook)
    if not isinstance(topic, str) or topic not in known:
        raise FactError("topic", "unknown_value", given=shown(topic), accepted=", ".join(known))
    levels = (ANY_LEVEL, *LEVELS)
    if type(difficulty) is not int or difficulty not in levels:
        accepted = ", ".join(str(level) for level in levels)
        raise FactError("difficulty", "unknown_value", given=shown(difficulty), accepted=accepted)
    return Wish(seed=seed, topic=topic, difficulty=difficulty, today=read_date(rulebook, "today", data.get("today")))


def read_answers(rulebook: Rulebook, drill: Drill, data: Any) -> Answers:
    """The answers in ``{"first": 2, "when": "2026-03-14"}``; ``when`` is ``none`` where no date runs.

    Raises FactError, also where one of them is missing.
    """
    given = data if isinstance(data, Mapping) else {}
    first, when = given.get("first"), given.get("when")
    places = range(len(drill.choices))
    if type(first) is not int or first not in places:
        accepted = ", ".join(str(place) for place in places)
        if first is None:
            raise FactError("first", "missing", accepted=accepted)
        raise FactError("first", "unknown_value", given=shown(first), accepted=accepted)
    return Answers(first=first, when=None if when == NO_DATE else read_date(rulebook, "date", when))
