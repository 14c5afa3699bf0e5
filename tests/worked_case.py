"""One worked case: what the reader tells, and what of the answer it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedCase:
    """One case: what the reader tells (``request``), and what the answer must be.

    ``names``: what happens, in a sentence of each language. ``number``: its place in its file, from 1.
    ``next_question`` None: nothing is asked any more. ``derived``: exactly what is worked out from the facts.
    ``unused``: exactly the facts named as unused. ``paths``: exactly these rules in this order, and ``deadlines``
    exactly these limits, with the oracle's dates.
    ``messages``: exactly these, or None where the case is not about them. ``contains``: key of the answer → ids
    that must be among the others.
    """

    names: Mapping[str, str]
    file: str
    number: int
    request: Mapping[str, Any]
    status: str
    next_question: str | None
    derived: Mapping[str, str]
    unused: tuple[str, ...]
    paths: Mapping[str, Mapping[str, Any]]
    deadlines: Mapping[str, Mapping[str, Any]]
    messages: tuple[str, ...] | None
    contains: Mapping[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """The name in the language of the tests, by which they tell one case from another."""
        return self.names["en"]

    @property
    def today(self) -> dt.date:
        """The day on which the case is asked."""
        return dt.date.fromisoformat(self.request["today"])

    @property
    def problem(self) -> str:
        """The id of the problem."""
        return self.request["problem"]

    def wanted(self) -> dict[str, Any]:
        """What must come out, in the form that ``seen`` gives."""
        return {
            "status": self.status,
            "next_question": self.next_question,
            "derived": dict(self.derived),
            "unused": self.unused,
            "paths": list(self.paths.items()),
            "deadlines": dict(self.deadlines),
            "messages": self.messages,
        }

    def seen(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        """The part of an answer (as in the contract) that this case is about."""
        return {
            "status": answer["status"],
            "next_question": answer["next_question"],
            "derived": answer["derived"],
            "unused": tuple(finding["fact"] for finding in answer["findings"] if finding["result"] == "unused"),
            "paths": [(path["rule"], self._seen_path(path)) for path in answer["paths"]],
            "deadlines": {deadline["id"]: _seen_deadline(deadline) for deadline in answer["deadlines"]},
            "messages": None if self.messages is None else tuple(message["id"] for message in answer["messages"]),
        }

    def not_shown(self, answer: Mapping[str, Any]) -> list[str]:
        """The notes of each kind, doubts and citations that must be among those of an answer and are not."""
        return [
            f"{key}: {id_}"
            for key, wanted in self.contains.items()
            for id_ in wanted
            if id_ not in [entry["id"] for entry in answer[key]]
        ]

    def _seen_path(self, path: Mapping[str, Any]) -> dict[str, Any]:
        wanted = self.paths.get(path["rule"])
        return {
            "supposes": path["when"],
            "outcome": path["outcome"]["id"],
            # A case that is not about what to do first leaves it out.
            "first": path["headline"] if wanted is None or wanted["first"] else None,
            "nearest": path["nearest"] if wanted is None or wanted["nearest"] else None,
            "steps": [
                f"{step['id']}: {step['state']}"
                + (", replaced" if step["replaced"] else "")
                + (", by analogy" if step["by_analogy"] else "")
                + "".join(f", after a look: {limit}" for limit in step["look_first"])
                for step in path["steps"]
            ],
        }


def _seen_deadline(deadline: Mapping[str, Any]) -> dict[str, Any]:
    ends = ("strict", "literal", "earliest", "latest")
    return {
        "dates": {end: deadline[end] for end in ends if deadline[end] is not None},
        "own_target": deadline["amount"] if deadline["own_target"] else None,
        **{key: deadline[key] for key in ("provisional", "by_analogy", "unit_stated", "calendar")},
    }
