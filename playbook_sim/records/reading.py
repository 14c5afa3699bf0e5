"""What reading a file of cases gives, and what both formats do with the cases found in it."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from playbook_sim.model import Language, Rulebook
from playbook_sim.records.mistakes import Mistake, refused_fact, remark
from playbook_sim.records.record import read_record, rules_say
from playbook_sim.todays import Todays

MOST_CASES = 100_000
MOST_COLUMNS = 500
MOST_CHARACTERS = 20_000_000
"""How much one file may hold. A larger one says so when it is written, see ``files.write_cases``."""

_ENTERS = ("after_today", "before_other")


@dataclass(slots=True)
class Reading:
    """The cases of a file, and what is wrong with the lines that gave none (or, as remarks, with those that did).

    ``unread``: the file as a whole gave nothing, and its only mistake says why.
    """

    records: list[dict[str, Any]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    unread: bool = False

    @classmethod
    def refused(cls, line: int | None, why: Mistake) -> Reading:
        """Nothing of a file, and why; ``line``: where that shows."""
        return cls(mistakes=[why.at(line)], unread=True)

    def as_data(self) -> dict[str, Any]:
        """As data for JSON."""
        mistakes = [mistake.as_data() for mistake in self.mistakes]
        return {"records": self.records, "mistakes": mistakes, "unread": self.unread}


class Collector:
    """Takes in the cases of one file, each with the line on which it stands.

    Dates that contradict each other keep no case out: they are corrected where they can be seen.
    """

    def __init__(self, rulebook: Rulebook, lang: Language, today: Todays) -> None:
        self._rulebook = rulebook
        self._lang = lang
        self._today = today
        self._seen: dict[str, tuple[int | None, str]] = {}
        self._copies: Counter[str] = Counter()
        self.reading = Reading()

    def report(self, line: int | None, mistakes: Iterable[Mistake]) -> None:
        """Note what is wrong on a line."""
        self.reading.mistakes += (mistake.at(line) for mistake in mistakes)

    def take(self, line: int | None, data: Any, *, forgiving: bool = False) -> None:
        """Read one case and keep it, or what is wrong with it.

        ``forgiving``: also one with answers that the rules do not know (any more), as the playbook has kept it.
        """
        today = self._today.of(data).isoformat()
        record, mistakes = read_record(self._rulebook, self._lang, data, today)
        self.report(line, mistakes)
        if record is None:
            return
        error = rules_say(self._rulebook, record, today)
        if error and error.fact != "today":
            told = refused_fact(self._rulebook, self._lang, error)
            if not forgiving and error.code not in _ENTERS:
                self.report(line, [told])
                return
            self.report(line, [remark(self._rulebook, self._lang, error.fact, "entered", why=told.message)])
        self._keep(line, record)

    def _keep(self, line: int | None, record: dict[str, Any]) -> None:
        content = json.dumps(record | {"id": "", "created_on": None, "changed_on": None, "rulebook": None})
        id_ = record["id"]
        if id_ in self._seen:
            other, same = self._seen[id_]
            code = "twice" if same == content else "copied"
            self.report(line, [remark(self._rulebook, self._lang, "id", code, line=other or "–")])
            if code == "twice":
                return
        while not id_ or id_ in self._seen:
            id_ = _id_of(content, self._copies[content])
            self._copies[content] += 1
        self._seen[id_] = (line, content)
        self.reading.records.append(record | {"id": id_})


def _id_of(content: str, again: int) -> str:
    """An id for a case that brought none. The same row gives the same one, so that a file read twice adds nothing."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{again} {content}"))
