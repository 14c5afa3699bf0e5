"""What is asked, how long things take, and what to do."""

from __future__ import annotations

import datetime as dt
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
class Derivation:
    """How a derived fact is worked out: by a function of ``playbook_sim.derived``, from limits, on the day ``on``."""

    function: str
    limits: tuple[str, ...]
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One typed answer of the reader, or (``kind`` ``derived``) what follows from several of them.

    ``kind``: ``choice``, ``yes_no``, ``date``, ``integer`` or ``derived``. ``event`` (dates only) names the day inside
    a sentence: "the promised ship date". ``presumes``: the facts without which this one makes no sense. ``required``:
    without it there is no answer; the others may stay open. ``past``: the date cannot lie after today.
    ``not_before``: dates that it cannot precede. ``least``/``most`` bound an integer. ``derivation`` is how a derived
    fact is worked out; it is never asked.
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
    derivation: Derivation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Which wording puts a duty on the day of one reading, in words, and the passages it stands in."""

    text: Text
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A shorter time for a duty by what is no part of the sources: ``amount`` days, every one of them counted.

    ``text`` says whose word that is and what to do about it; ``note`` is the footnote that leads there.
    """

    amount: int
    text: Text
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A duration that a source states.

    ``kind``: ``duty`` (the merchant must act: ``strict`` and ``literal`` readings), ``window`` (someone else acts:
    earliest and latest) or ``right`` (someone may act until the end).
    ``timing``: ``after`` (due once the time has passed) or ``within`` (due before it has passed).
    ``least`` and ``amount`` are the ends of the range in ``unit`` (``days`` or ``working_days``); ``least`` is 0
    where the source gives only the upper end. ``strict`` and ``literal`` are how a duty's wording places the date:
    ``first_day`` (day 1), ``day_before`` (amount - 1), ``that_day`` (amount), ``day_after`` (amount + 1).
    ``strict_because`` and ``literal_because`` say why, where the two differ; their passages are among ``cites``.
    ``calendar``: the one that says which days are working days, or None when every day counts.
    ``chain``: the limits that follow one another; their ends add up. A chain has no amount of its own.
    ``amount_from``: the integer fact that holds the number of days, where the sources give none and the merchant sets
    it; ``amount`` is 0 then. ``missed``: what happens by itself once the time is over. ``look_first``: what
    to look at then before a step that names the limit. ``outside``: a shorter time that others name; no date or state
    follows from it. ``notes`` go with every answer that shows the limit.
    ``versions``: where the limit changes from a day on, all its versions, the newest first and this one among them
    (theirs are empty); else empty. ``valid_from``: the first day on which a count that starts is judged by this one,
    or None where no first day is known.
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
    strict_because: Reason | None = None
    literal_because: Reason | None = None
    chain: tuple[str, ...]
    amount_from: str | None = None
    missed: Text | None = None
    look_first: Text | None = None
    outside: Outside | None = None
    notes: tuple[str, ...] = ()
    cites: tuple[str, ...]
    doubts: tuple[str, ...]
    valid_from: dt.date | None = None
    versions: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that proves what happened, and what it should show."""

    id: str
    label: Text
    shows: Text
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """What only the merchant knows, and fills into the messages. ``label`` says what, in every message language.

    ``kind``: ``text``, which every letter has as it was typed; ``lines``, the same with room for several lines; or
    ``date``, which each letter says in its own language.
    """

    id: str
    kind: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message ready to send.

    ``body`` is in every message language. Inside it ``{fact:ID}`` is filled from the facts, ``{limit:ID}`` from the
    rulebook and ``{blank:ID}`` stays a visible blank, named in ``blanks``. A paragraph that begins with
    ``{when:ID}`` or ``{when:ID=VALUE}`` stands only if that fact is given, or has that value; one with ``{with:ID}``
    only if that blank, which it has, is filled in.
    ``true_when``: the facts that make the message true; it is offered only when all of them hold.
    """

    id: str
    title: Text
    to: str
    subject: Text
    body: Text
    blanks: Mapping[str, Blank]
    true_when: Conditions
    cites: tuple[str, ...]

    def __hash__(self) -> int:
        """By its id, so that what was found out about its texts can be kept."""
        return hash(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Who does what. ``follow`` goes on with the path of another problem.

    ``through``: the actors that the action passes through (merchant → DSers → Tmall). ``done_when``: facts of which
    any one ends it: the first proves that it was done, the others that it is no longer needed; for a date fact the
    value ``given`` means any date up to today. ``only_if``: facts that must all hold before the step is to be done at
    all. ``halts``: while it is to be done, the others wait. ``replaces``: the step that no longer needs doing once
    this one is due. ``analogy``: the source states it for a similar case only.

    ``look_first``: the limits after whose last day it matters what has happened by itself, before this is done.

    ``done_on``: the date of ``done_when`` that is the very day on which this step was done; the others prove it by
    what came after. ``by_message``: sending its message is all there is to do.
    """

    id: str
    actor: str
    through: tuple[str, ...]
    do: Text
    limit: str | None
    evidence: tuple[str, ...]
    message: str | None
    done_when: Conditions
    only_if: Conditions
    done_on: str | None = None
    by_message: bool = False
    halts: bool = False
    look_first: tuple[str, ...] = ()
    follow: str | None
    replaces: str | None
    cites: tuple[str, ...]
    doubts: tuple[str, ...]
    analogy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Conditions over facts → a path.

    ``silent``: the sources say nothing for this case; then ``nearest`` are the covered problems most like it and
    ``ask`` says whom to ask. ``limits``: chains, and rights that somebody else has in this case.
    """

    id: str
    title: Text
    when: Conditions
    steps: tuple[Step, ...]
    outcome: str
    silent: bool
    limits: tuple[str, ...]
    nearest: tuple[str, ...] = ()
    ask: Text | None = None
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
