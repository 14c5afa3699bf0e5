"""The nouns of the rulebook and of an answer. Frozen data, no behaviour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

type Language = str
"""A language code of ``Rulebook.languages`` (``en``, ``it``) or of ``Rulebook.message_languages`` (``zh`` besides)."""

type Text = Mapping[Language, str]
"""The same text in every language of the rulebook."""

type Conditions = Mapping[str, tuple[str, ...]]
"""Fact id → the values with which the condition is met. All of them must be met."""


# --- where things come from -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that the rulebook was made from. ``file`` is its name in the archive of sources."""

    id: str
    file: str
    title: Text
    language: Language
    about: Text
    checked_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in a source with a verbatim quote of at most 12 words. ``id`` is the row of the rule inventory."""

    id: str
    source: str
    section: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a passage on which the sources disagree or are unclear."""

    text: Text
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A contradiction or silence of the sources (B1, B2, … in the inventory) and what the playbook does about it."""

    id: str
    title: Text
    readings: tuple[Reading, ...]
    choice: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text that accompanies rules.

    ``kind``: ``gap`` (the sources are silent), ``warning``, ``advice`` (our suggestion, from no source) or
    ``footnote`` (a public fact outside the sources, with ``link`` and ``checked_on``).
    """

    id: str
    kind: str
    text: Text
    cites: tuple[str, ...]
    doubts: tuple[str, ...]
    link: str | None
    checked_on: dt.date | None


# --- what is asked ----------------------------------------------------------------------------------------------


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


# --- how long ---------------------------------------------------------------------------------------------------


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


# --- what to do -------------------------------------------------------------------------------------------------


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


# --- calendars --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A public holiday, or a make-up working day, with its name."""

    date: dt.date
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """One year of a calendar. ``verified``: an official notice was seen; ``reference`` names it."""

    year: int
    verified: bool
    reference: Text | None
    link: str | None
    holidays: tuple[SpecialDay, ...]
    workdays: tuple[SpecialDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Which days are working days: Monday to Friday, less ``holidays``, plus ``workdays`` (make-up days).

    ``id`` is ``china``, ``italy``, ``italy-milano`` …, ``mon_fri``. ``holidays`` and ``workdays`` join all years.
    ``unverified_reason`` says why a date in a year that is not verified is provisional.
    """

    id: str
    name: Text
    years: Mapping[int, CalendarYear]
    holidays: Mapping[dt.date, Text]
    workdays: Mapping[dt.date, Text]
    unverified_reason: Text
    always_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One line of a ledger. ``number`` is its place in the count, or None when skipped (or for the start day).

    ``kind``: ``start``, ``working``, ``make_up``, ``weekend``, ``holiday`` or ``calendar`` (every day counts).
    ``name``: the holiday's or make-up day's name.
    """

    date: dt.date
    number: int | None
    kind: str
    name: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of days laid on a calendar: ``end`` is the day the count reaches, ``days`` every day looked at."""

    start: dt.date
    amount: int
    end: dt.date
    days: tuple[Day, ...]
    provisional: Text | None


# --- the whole --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """All that the product knows. ``vocabulary`` holds the names of closed lists: ``vocabulary["actor"]["dsers"]``."""

    version: str
    released: dt.date
    languages: tuple[Language, ...]
    message_languages: tuple[Language, ...]
    default_calendar: str
    first_date: dt.date
    last_date: dt.date
    vocabulary: Mapping[str, Mapping[str, Text]]
    words: Mapping[str, Text]
    sources: Mapping[str, Source]
    citations: Mapping[str, Citation]
    doubts: Mapping[str, Doubt]
    notes: Mapping[str, Note]
    facts: Mapping[str, Fact]
    limits: Mapping[str, Limit]
    evidence: Mapping[str, Evidence]
    messages: Mapping[str, Message]
    problems: Mapping[str, Problem]
    calendars: Mapping[str, Calendar]


# --- a case and its answer --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the reader told: ``facts`` hold value ids, dates or integers. ``calendar`` replaces the default one."""

    platform: str
    problem: str
    facts: Mapping[str, str | dt.date | int]
    calendar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A limit laid on the calendar.

    A duty has ``strict`` and ``literal`` (first to last date the wording supports), a window ``earliest`` and
    ``latest``. All dates are None while the start event has not happened. ``counts`` are the counts that led to
    the last date, in order (one, or one for each link of a chain); ``provisional`` says why a date may still move.
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
    unit: str
    unit_stated: bool
    calendar: str | None
    provisional: Text | None
    counts: tuple[Count, ...]
    analogy: bool
    cites: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """A step of a path with its ``state`` by today: ``done``, ``now``, ``next``, ``later`` or ``overdue``.

    ``replaced``: a later step that is due has taken its place. ``problem`` is where the step was written.
    """

    step: Step
    state: str
    replaced: bool
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The steps of one rule. ``when``: the future facts it supposes. ``headline`` is the id of the step to do now."""

    rule: str
    title: Text
    when: Mapping[str, str]
    outcome: str
    silent: bool
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

    ``questions``: the facts that can still change the answer, in the order to ask them, given or not;
    ``next_question``: the first of them not given. Notes are ids, split by kind.
    """

    status: str
    version: str
    case: Case
    today: dt.date
    questions: tuple[str, ...]
    next_question: str | None
    paths: tuple[Path, ...]
    deadlines: tuple[Deadline, ...]
    evidence: tuple[str, ...]
    messages: tuple[str, ...]
    warnings: tuple[str, ...]
    gaps: tuple[str, ...]
    advice: tuple[str, ...]
    footnotes: tuple[str, ...]
    doubts: tuple[str, ...]
    findings: tuple[Finding, ...]
    citations: tuple[str, ...]
