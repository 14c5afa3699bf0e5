"""The small task that every contender answers: on which day a number of working days has passed.

It is taken from a real case, with China's holidays and make-up days as the rulebook has them, so that the simulator
answers it by answering the case, and the others by counting.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from typing import Any

from playbook_sim.bridge import handle
from playbook_sim.loading import load_rulebook
from playbook_sim.rendering.words import date_words

LIMIT = "dsers_verification"
CASE: dict[str, Any] = {
    "platform": "dsers_tmall",
    "problem": "wrong_item",
    "facts": {"evidence_sent_on": "2026-09-10"},
    "today": "2026-09-11",
}
"""A claim that is being verified across National Day, with two make-up days before and after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Count ``days`` working days after ``start``. Dates are ISO 8601 texts; ``answer`` is the last day counted."""

    start: str
    days: int
    holidays: tuple[str, ...]
    makeup_days: tuple[str, ...]
    answer: str

    def as_json(self) -> str:
        """What a contender is told: everything but the answer."""
        return json.dumps({key: value for key, value in asdict(self).items() if key != "answer"})

    def answer_words(self, lang: str) -> str:
        """The answer as the simulator's page writes it."""
        return date_words(load_rulebook(), lang, dt.date.fromisoformat(self.answer))


def the_task() -> Task:
    """The task with the answer that the engine gives to the case. Raises LookupError when the case has no such date."""
    rulebook = load_rulebook()
    limit = rulebook.limits[LIMIT]
    calendar = rulebook.calendars[limit.calendar]
    reply = json.loads(handle(json.dumps({"method": "answer", "params": CASE | {"lang": "en"}})))
    dates = [one["latest"] for one in reply["result"]["answer"]["deadlines"] if one["id"] == LIMIT]
    if len(dates) != 1 or not dates[0]:
        raise LookupError(f"The case of the benchmark has no date for {LIMIT}: give it another case or limit.")
    start = CASE["facts"][limit.counted_from]
    span = (dt.date.fromisoformat(start), dt.date.fromisoformat(dates[0]))
    return Task(
        start=start,
        days=limit.amount,
        holidays=tuple(day.isoformat() for day in calendar.holidays if span[0] <= day <= span[1]),
        makeup_days=tuple(day.isoformat() for day in calendar.workdays if span[0] <= day <= span[1]),
        answer=dates[0],
    )


def request() -> str:
    """The case as the page puts it to the simulator's worker, in JSON."""
    return json.dumps({"method": "show", "params": CASE | {"lang": "en"}})
