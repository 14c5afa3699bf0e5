"""How long things take: ``limits.toml``. Limits that change from a day on: ``dated``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from playbook_sim.deadlines import reading_days
from playbook_sim.loading.facts import dates_among
from playbook_sim.loading.mistakes import Entries, Mistakes
from playbook_sim.loading.outside import load_outside
from playbook_sim.loading.parts import cites
from playbook_sim.loading.reading import Table, listed
from playbook_sim.loading.readings import check_reasons, load_reason
from playbook_sim.model import Calendar, Citation, Doubt, Fact, Limit, Note, Reason
from playbook_sim.versions import chained

LIMIT_KINDS = ("duty", "window", "right")
TIMINGS = ("after", "within")
UNITS = ("days", "working_days")
READINGS = ("first_day", "day_before", "that_day", "day_after")
MOST = 3650
"""The most days of a limit: a longer one is a slip, and no calendar reaches so far."""

MOVING = ("least", "amount", "unit", "calendar", "strict", "literal")
"""What a date of a limit follows from, besides the day on which its count starts."""

RESTATED = (
    *(*MOVING, "strict_because", "literal_because", "unit_stated"),
    *("missed", "look_first", "notes", "cites", "doubts"),
)
"""What may differ between the versions of a limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the limits may refer to."""

    languages: tuple[str, ...]
    facts: Entries[Fact]
    citations: Entries[Citation]
    doubts: Entries[Doubt]
    notes: Entries[Note]
    calendars: Entries[Calendar]


def load_limits(entries: Entries[Table], known: Known, mistakes: Mistakes) -> Entries[Limit]:
    """The ``entries`` of ``limits.toml``: every duration once. A chain takes start, unit and sources from its links."""
    limits = mistakes.each(
        entries.where(lambda entry: "chain" not in entry), lambda id_, entry: _explained(entry, id_, known)
    )
    chains = mistakes.each(
        entries.where(lambda entry: "chain" in entry), lambda id_, entry: _chain(entry, id_, known.languages, limits)
    )
    return limits.joined(chains, entries)


def _explained(entry: Table, id_: str, known: Known) -> Limit:
    limit = load_limit(entry, id_, known)
    check_reasons(entry, limit)
    return limit


def load_limit(entry: Table, id_: str, known: Known) -> Limit:
    """A plain limit, with its earlier versions where it changes from a day on.

    Each table at ``earlier`` says only what was different from the version after it.
    """
    valid_from = entry.date_or_none("valid_from")
    tables = entry.tables("earlier")
    newest = replace(_limit(entry, id_, known), valid_from=valid_from)
    if not tables:
        return replace(newest, versions=(newest,)) if valid_from else newest
    if newest.amount_from is not None:
        entry.fail("earlier", "the merchant sets this number of days, so no platform changes it; take earlier out")
    if valid_from is None:
        entry.fail("", "'valid_from' is missing: add the first day of this version, as in valid_from = 2026-03-01")
    versions, after = [newest], entry
    for number, table in enumerate(tables, 1):
        for key in table:
            if key not in (*RESTATED, "valid_from"):
                table.fail(key, f"{key!r} is the same in all versions of a limit; take it out here")
        after = restated(table, after)
        day, next_day = after.date_or_none("valid_from"), versions[-1].valid_from
        if day is None and number < len(tables):
            table.fail("", "'valid_from' is missing: only the oldest version, the last one here, may do without")
        if day is not None and next_day is not None and day >= next_day:
            table.fail(
                "valid_from",
                f"found {day}, and the version above is valid from {next_day}; write the newest first",
                "versions_order",
                found=str(day),
                next=str(next_day),
            )
        version = replace(_limit(after, id_, known), valid_from=day)
        check_reasons(table, version)
        if same_rule(version, versions[-1]):
            what = f"write what was different: {listed(RESTATED)}"
            table.fail("", f"it says the same as the version above; {what}", "versions_alike")
        versions.append(version)
    return replace(newest, versions=tuple(versions))


def restated(entry: Table, after: Table) -> Table:
    """``entry`` with what it leaves unsaid as in ``after``, but for the days from which that is valid."""
    without = ["valid_from", "earlier"]
    if "unit" in entry:
        without.append("calendar")
    return entry.over(after, without=without)


def same_rule(one: Limit, other: Limit) -> bool:
    """Whether two versions of a limit give the same dates with the same consequence, on whatever word."""
    return all(getattr(one, key) == getattr(other, key) for key in (*MOVING, "missed"))


def _limit(entry: Table, id_: str, known: Known) -> Limit:
    kind = entry.choice("kind", LIMIT_KINDS)
    counted_from = entry.string("counted_from")
    entry.known("counted_from", counted_from, dates_among(known.facts), "date fact")
    amount_from = entry.string_or_none("amount_from")
    amount = _amount(entry, amount_from, known.facts)
    least = entry.integer_or_none("least") or 0
    if not 0 <= least <= amount:
        wanted = f"write a number from 0 to amount ({amount})"
        entry.fail("least", f"found {least}; {wanted}", "least", found=str(least), most=str(amount))
    duty = kind == "duty"
    if not duty and ("strict" in entry or "literal" in entry):
        entry.fail("", f"strict and literal belong to a duty, and this is a {kind}; take them out")
    if duty and "least" in entry:
        entry.fail("least", "a duty has one amount; take least out, or make it a window")
    if amount_from is not None and not (duty and entry.choice("strict", READINGS) == "that_day"):
        entry.fail("amount_from", 'the merchant\'s own number is a duty due on that day: write strict = "that_day"')
    if amount_from is None and "unit_stated" not in entry:
        entry.fail("", "'unit_stated' is missing: add unit_stated = true, or false when the source only says days")
    unit = entry.choice("unit", UNITS)
    if unit == "working_days" and "calendar" not in entry:
        entry.fail("", "'calendar' is missing: say whose working days these are, as in calendar = \"mon_fri\"")
    if unit == "days" and "calendar" in entry:
        entry.fail("calendar", 'every day counts here; take calendar out, or write unit = "working_days"')
    because = {
        reading: load_reason(entry, reading, known.languages, known.citations)
        for reading in ("strict", "literal")
        if duty
    }
    limit = Limit(
        id=id_,
        label=entry.text("label", known.languages),
        kind=kind,
        timing=entry.choice("timing", TIMINGS),
        counted_from=counted_from,
        unit=unit,
        calendar=entry.choice("calendar", known.calendars) if unit == "working_days" else None,
        unit_stated=amount_from is not None or entry.flag("unit_stated"),
        least=least,
        amount=amount,
        strict=entry.choice("strict", READINGS) if duty else None,
        literal=entry.choice("literal", READINGS) if duty else None,
        strict_because=because.get("strict"),
        literal_because=because.get("literal"),
        chain=(),
        amount_from=amount_from,
        missed=entry.text_or_none("missed", known.languages),
        look_first=entry.text_or_none("look_first", known.languages),
        outside=load_outside(entry, known.languages, known.notes) if duty else None,
        notes=entry.known_strings("notes", known.notes, "note"),
        cites=tuple(dict.fromkeys([*cites(entry, known.citations), *_cited(because.values())])),
        doubts=entry.known_strings("doubts", known.doubts, "doubt"),
    )
    entry.finish()
    if duty and reading_days(limit, limit.strict) > reading_days(limit, limit.literal):
        what = f"{limit.strict!r} is later than literal = {limit.literal!r}; exchange them"
        entry.fail("strict", what, "strict_later", strict=str(limit.strict), literal=str(limit.literal))
    return limit


def _cited(reasons: Iterable[Reason | None]) -> Iterator[str]:
    return (cite for reason in reasons if reason for cite in reason.cites)


def _amount(entry: Table, amount_from: str | None, facts: Entries[Fact]) -> int:
    """The number of days that the source states, or 0 where the merchant sets it."""
    if amount_from is not None:
        entry.known("amount_from", amount_from, facts.where(lambda fact: fact.kind == "integer"), "integer fact")
        if "amount" in entry:
            entry.fail("amount", "the merchant sets it by amount_from; take one of the two out")
        return 0
    amount = entry.integer("amount")
    if amount > MOST:
        wanted = f"no limit is longer than {MOST}; correct the number"
        entry.fail("amount", f"found {amount!r}; {wanted}", "amount_most", found=str(amount), most=str(MOST))
    if amount < 1:
        wanted = "write the number of days that the source states, 1 or more"
        entry.fail("amount", f"found {amount!r}; {wanted}", "amount", found=str(amount))
    return amount


def _chain(entry: Table, id_: str, languages: tuple[str, ...], limits: Entries[Limit]) -> Limit:
    """``limits`` are those that are no chain themselves."""
    ids = entry.known_strings("chain", limits, "plain limit")
    if len(ids) < 2:
        entry.fail("chain", f"found {listed(ids)}; a chain needs two limits or more")
    links = [limits[link] for link in ids]
    if any(link.kind != "window" or (link.unit, link.calendar) != (links[0].unit, links[0].calendar) for link in links):
        entry.fail("chain", "only windows of the same unit and calendar can follow one another", "chain_alike")
    chain = replace(
        links[0],
        id=id_,
        label=entry.text("label", languages),
        kind=entry.choice("kind", ("window",)),
        chain=ids,
        missed=None,
        look_first=None,
        notes=(),
        valid_from=None,
        versions=(),
    )
    entry.finish()
    return chained(chain, links)
