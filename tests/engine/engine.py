"""What the tests of the engine share: the rulebook, and a short way to ask it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pinned

from playbook_sim.cases import read_case
from playbook_sim.evaluation import evaluate
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Deadline, Path, Resolution, Rulebook

BOOK = load_rulebook()

PINNED = pinned.rulebook()
"""The same with durations that stay, for dates that were counted by hand."""


def request(problem: str, today: str, calendar: str | None = None, **facts: Any) -> dict[str, Any]:
    """A case as the page or a file gives it."""
    platform = BOOK.problems[problem].platform if problem in BOOK.problems else "dsers_tmall"
    return {"platform": platform, "problem": problem, "facts": facts, "today": today, "calendar": calendar}


def ask(problem: str, today: str, calendar: str | None = None, *, book: Rulebook = BOOK, **facts: Any) -> Resolution:
    """The answer to a case."""
    return evaluate(book, *read_case(book, request(problem, today, calendar, **facts)))


def only_path(resolution: Resolution) -> Path:
    """The path of an answer that has a single one."""
    (path,) = resolution.paths
    return path


def states(path: Path) -> dict[str, str]:
    """Step → its state, with ``replaced`` added."""
    return {step.step.id: step.state + (" replaced" if step.replaced else "") for step in path.steps}


def deadline(resolution: Resolution, id_: str) -> Deadline:
    """One of the deadlines of an answer."""
    return next(deadline for deadline in resolution.deadlines if deadline.id == id_)


def day(text: str) -> dt.date:
    """``2026-03-10`` as a date."""
    return dt.date.fromisoformat(text)
