"""What is asked, how long things take, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playbook_sim.model.texts import Conditions, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One answer of a choice. ``open``: it has not happened yet, so every other value is still a future."""

    id: str
    label: Text
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One typed answer of the reader.

    ``kind``: ``choice``, ``yes_no``, ``date`` or ``integer``. ``event`` (dates only) names the day inside a sentence:
    "the promised ship date". ``presumes``: the facts without which this one makes no sense. ``required``: without
    it there is no answer; the others may stay open. ``past``: the date cannot lie after today.
    ``not_before``: dates that it cannot precede. ``least``/``most`` bound an integer.
    """

    id: str
    kind: str
    label: Text
    help: Text | None
    event: Text | None
    values: tuple[Value, ...]
    presumes: Conditions
    required: bool
    past: bool
    not_before: tuple[str, ...]
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A duration that a source states.

    ``kind``: ``duty`` (the merchant must act: ``strict`` and ``literal`` readings), ``window`` (someone else acts:
    earliest and latest) or ``right`` (someone may act until the end).
    ``timing``: ``after`` (due once the time has passed) or ``within`` (due before it has passed).
    ``least`` and ``amount`` are the ends of the range in ``unit`` (``days`` or ``working_days``); ``least`` is 0
    where the source gives only the upper end. ``strict`` and ``literal`` are how a duty's wording places the date:
    ``first_day`` (day 1), ``day_before`` (amount - 1), ``that_day`` (amount), ``day_after`` (amount + 1).
    ``calendar``: the one that says which days are working days, or None when every day counts.
    ``chain``: the limits that follow one another; their ends add up. A chain has no amount of its own.
    """

    id: str
    label: Text
    kind: str
    timing: str
    counted_from: str
    unit: str
    unit_stated: bool
    calendar: str | None = None
    least: int
    amount: int
    strict: str | None
    literal: str | None
    chain: tuple[str, ...]
    cites: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that proves what happened, and what it should show."""

    id: str
    label: Text
    shows: Text
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message ready to send.

    ``body`` is in every message language. Inside it ``{fact:ID}`` is filled from the facts, ``{limit:ID}`` from the
    rulebook and ``{blank:ID}`` stays a visible blank, named in ``blanks``.
    """

    id: str
    title: Text
    to: str
    subject: Text
    body: Text
    blanks: Mapping[str, Text]
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Who does what. ``follow`` goes on with the path of another problem.

    ``through``: the actors that the action passes through (merchant → DSers → Tmall). ``done_when``: facts that
    prove it done; for a date fact the value ``given`` means any date up to today. ``replaces``: the step that no
    longer needs doing once this one is due. ``analogy``: the source states it for a similar case only.
    """

    id: str
    actor: str
    through: tuple[str, ...]
    do: Text
    limit: str | None
    evidence: tuple[str, ...]
    message: str | None
    done_when: Conditions
    follow: str | None
    replaces: str | None
    cites: tuple[str, ...]
    doubts: tuple[str, ...]
    analogy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Conditions over facts → a path. ``silent``: the sources say nothing for this case."""

    id: str
    title: Text
    when: Conditions
    steps: tuple[Step, ...]
    outcome: str
    silent: bool
    limits: tuple[str, ...]
    notes: tuple[str, ...]
    cites: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong with an order. ``mirrors``: the problem whose rules it shares."""

    id: str
    platform: str
    stage: str
    title: Text
    summary: Text
    asks: tuple[str, ...]
    rules: tuple[Rule, ...]
    mirrors: str | None
    notes: tuple[str, ...]
    cites: tuple[str, ...]
    doubts: tuple[str, ...]
