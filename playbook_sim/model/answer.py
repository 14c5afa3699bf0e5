"""A case and its answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from playbook_sim.model.calendar import Count
from playbook_sim.model.rules import Limit, Step
from playbook_sim.model.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the reader told: ``facts`` hold value ids, dates or integers. ``calendar`` replaces the default one.

    ``done``: the ids of the steps that the reader has ticked off, besides those that the facts prove done.
    ``made_with``: the version of the rulebook that the case was last answered with, as a link or a file has it.
    """

    platform: str
    problem: str
    facts: Mapping[str, str | dt.date | int]
    calendar: str | None = None
    done: tuple[str, ...] = ()
    made_with: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Which version of a limit that changes from a day on judges a count.

    ``limit`` is that version. ``start``: the day on which the count starts; None while that is not known, and then
    ``limit`` is the version in force today.
    """

    start: dt.date | None
    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A limit laid on the calendar.

    ``amount``: the number of days it is laid with; None while the merchant, who sets it, has not (``amount_from``).
    ``missed``: what happens by itself once the time is over.
    A duty has ``strict`` and ``literal`` (first to last date the wording supports), a window ``earliest`` and
    ``latest``. All dates are None while the start event has not happened. ``counts`` are the counts that led to
    the last date, in order (one, or one for each link of a chain); ``provisional`` says why a date may still move.
    ``laid``: the limit, or the links of a chain, in the versions that led to the last date. ``rulings``: by which
    version each limit among them that changes from a day on is judged; a link has two where its earliest and its
    latest start lie on both sides of a change.
    """

    id: str
    label: Text
    kind: str
    timing: str
    start: dt.date | None
    start_event: Text
    strict: dt.date | None
    literal: dt.date | None
    earliest: dt.date | None
    latest: dt.date | None
    amount: int | None
    amount_from: str | None
    missed: Text | None
    unit: str
    unit_stated: bool
    calendar: str | None
    provisional: Text | None
    counts: tuple[Count, ...]
    analogy: bool
    cites: tuple[str, ...]
    doubts: tuple[str, ...]
    laid: tuple[Limit, ...]
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """A step of a path with its ``state`` by today.

    ``state``: ``done``, ``now``, ``next``, ``later``, ``overdue``, or ``conditional``: to be done only if something
    happens that has not.

    ``reported``: the facts say that it was done, rather than that it is no longer needed. ``late``: by how many days
    it was done after its last day, 0 where it was not. ``replaced``: a later step that is due has taken its place.
    ``problem`` is where the step was written. ``look_first``: the limits whose last day was over before anything ended
    the duty, and which matter here: what they say to look at comes before the step.
    """

    step: Step
    state: str
    reported: bool
    late: int
    replaced: bool
    problem: str
    look_first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The steps of one rule. ``when``: the future facts it supposes. ``headline`` is the id of the step to do now."""

    rule: str
    title: Text
    when: Mapping[str, str]
    outcome: str
    silent: bool
    nearest: tuple[str, ...]
    ask: Text | None
    steps: tuple[PathStep, ...]
    headline: str | None
    deadlines: tuple[str, ...]
    notes: tuple[str, ...]
    cites: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the explanation. ``rule``'s condition on ``fact``: what it wants, what was given, and the result.

    ``result``: ``met``, ``not_met``, ``unknown``, ``open`` (not happened yet) or ``unused`` (the fact given cannot
    apply with the others; then ``rule`` is None and ``wanted`` are the values that ``because_of`` would need).
    """

    rule: str | None
    fact: str
    wanted: tuple[str, ...]
    given: str | None
    result: str
    because_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The answer. ``status``: ``resolved``, ``needs_facts`` or ``not_covered`` (the sources are silent).

    ``questions``: the facts that can still change the answer and those given, in the order to ask them.
    ``next_question``: the first of them not given; those without which there is no answer come before the others.
    ``derived``: what was worked out from the facts, as far as they decide it. ``limits``: the limits of the rulebook
    in the versions that judge this case. ``look_first``: those of all steps, also while no path is known. Notes are
    ids, split by kind.
    """

    status: str
    version: str
    case: Case
    today: dt.date
    derived: Mapping[str, str]
    limits: Mapping[str, Limit]
    questions: tuple[str, ...]
    next_question: str | None
    paths: tuple[Path, ...]
    deadlines: tuple[Deadline, ...]
    evidence: tuple[str, ...]
    messages: tuple[str, ...]
    warnings: tuple[str, ...]
    gaps: tuple[str, ...]
    advice: tuple[str, ...]
    left_out: tuple[str, ...]
    footnotes: tuple[str, ...]
    doubts: tuple[str, ...]
    findings: tuple[Finding, ...]
    look_first: tuple[str, ...]
    citations: tuple[str, ...]
