"""The nouns of a drill. Frozen data, no behaviour."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from playbook_sim.model import Case, Deadline, Resolution, Step

MIXED = "mixed"
"""The topic that takes in every problem."""

ANY_LEVEL = 0
"""The difficulty that takes in every level; the levels themselves are 1 (easy), 2 and 3 (hard)."""

LEVELS = (1, 2, 3)

SEEDS = 2**31
"""A seed is a whole number from 0 up to, and without, this one."""

RIGHT, PARTLY, WRONG = "right", "partly", "wrong"

NO_DATE = "none"
"""The answer to "by when?" that no date runs yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a drill is asked for. Two equal wishes give the same drill, in every language and on every machine.

    ``today`` is the day on which the drill is taken; the case itself may stand on an earlier one.
    """

    seed: int
    topic: str
    difficulty: int
    today: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer to "what do you do first?".

    ``kind``: ``do`` (take ``step``), ``wait`` (somebody else takes ``step``), ``not_yet`` (``step`` comes, but its day
    has not), ``nothing`` (nothing is left to do) or ``ask`` (the sources are silent). ``problem`` is where the step was
    written. ``reason`` says how it stands by the rules: ``right``, or why it is wrong: ``done``, ``not_needed``,
    ``replaced``, ``next``, ``later``, ``conditional``, ``other_rule`` (``rule`` names it), ``other_problem``,
    ``covered`` (the sources do say what to do) or ``idle`` (there is something to do).
    """

    kind: str
    step: Step | None = None
    problem: str = ""
    reason: str = RIGHT
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What the rules say: the ``choice``, and the date by which, with the ``deadline`` that it comes from.

    ``date`` is None where no date runs. ``nearly`` is a date that follows from the same deadline and is not the target:
    the last day of a duty by the letter, or the day on which a window may end at the earliest.
    """

    choice: Choice
    date: dt.date | None
    nearly: dt.date | None
    deadline: Deadline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """A case with its questions. ``choices`` are in the order to show them; ``level`` is its own difficulty."""

    wish: Wish
    level: int
    case: Case
    today: dt.date
    resolution: Resolution
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the trainee says: the place of a choice, and a date or None for "no date runs"."""

    first: int
    when: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A drill with the answers given and their marks: ``first`` and ``when`` are right, partly right or wrong.

    ``whole``: right where both are, wrong where neither is in the least, partly otherwise.
    """

    drill: Drill
    answers: Answers
    solution: Solution
    first: str
    when: str
    whole: str
