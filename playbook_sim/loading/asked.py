"""What is asked and how long things take: ``facts.toml`` and ``limits.toml``."""

from __future__ import annotations

from collections.abc import Mapping

from playbook_sim.deadlines import reading_days
from playbook_sim.loading.parts import cites
from playbook_sim.loading.reading import Table, listed, suggestion
from playbook_sim.model import Calendar, Citation, Conditions, Doubt, Fact, Limit, Text, Value

FACT_KINDS = ("choice", "yes_no", "date", "integer")
LIMIT_KINDS = ("duty", "window", "right")
TIMINGS = ("after", "within")
UNITS = ("days", "working_days")
READINGS = ("first_day", "day_before", "that_day", "day_after")


def load_facts(table: Table, languages: tuple[str, ...], yes_no: Mapping[str, Text]) -> Mapping[str, Fact]:
    """``facts.toml``. ``yes_no`` are the two answers of a yes_no fact."""
    facts = {id_: _fact(entry, id_, languages, yes_no) for id_, entry in table.items()}
    for id_, entry in table.items():
        presumes = entry.table_or_empty("presumes")
        conditions(presumes, facts)
        for other in facts[id_].not_before:
            entry.known("not_before", other, [fact.id for fact in facts.values() if fact.kind == "date"], "date fact")
    return facts


def _fact(entry: Table, id_: str, languages: tuple[str, ...], yes_no: Mapping[str, Text]) -> Fact:
    kind = entry.choice("kind", FACT_KINDS)
    values: tuple[Value, ...] = ()
    if kind == "yes_no":
        values = tuple(Value(id=answer, label=label, open=False) for answer, label in yes_no.items())
    if kind == "choice":
        values = tuple(_value(value, languages) for value in entry.tables("value"))
        ids = [value.id for value in values]
        if double := [value for value in ids if ids.count(value) > 1]:
            entry.fail("value", f"found the id {double[0]!r} twice; give one of them another id")
        if sum(not value.open for value in values) < 2:
            entry.fail("value", "a choice needs at least two values that are not open; add them")
    presumes = entry.table_or_empty("presumes")
    fact = Fact(
        id=id_,
        kind=kind,
        label=entry.text("label", languages),
        help=entry.text_or_none("help", languages),
        event=entry.text("event", languages) if kind == "date" else None,
        values=values,
        presumes={key: presumes.strings(key) for key in presumes},
        required=entry.flag("required") if kind in ("date", "integer") else not any(value.open for value in values),
        past=entry.flag("past") if kind == "date" else False,
        not_before=entry.strings("not_before") if kind == "date" else (),
        least=entry.integer("least") if kind == "integer" else None,
        most=entry.integer("most") if kind == "integer" else None,
    )
    entry.finish()
    if fact.least is not None and fact.most is not None and fact.least > fact.most:
        entry.fail("least", f"found {fact.least}, which is more than most = {fact.most}; exchange them")
    return fact


def _value(entry: Table, languages: tuple[str, ...]) -> Value:
    value = Value(id=entry.string("id"), label=entry.text("label", languages), open=entry.flag("open"))
    entry.finish()
    return value


def conditions(
    table: Table, facts: Mapping[str, Fact], asks: tuple[str, ...] | None = None, given: bool = False
) -> Conditions:
    """``{ fact = ["value", …] }``, each fact and value known, and asked by the problem when ``asks`` is told.

    With ``given`` a date fact may stand with the value ``given``.
    """
    found: dict[str, tuple[str, ...]] = {}
    for key in table:
        if key not in facts:
            table.fail(key, f"found the fact {key!r}, which is not known. {suggestion(key, facts)}")
        if asks is not None and key not in asks:
            table.fail(key, f"found the fact {key!r}, which this problem does not ask; add it to asks")
        fact = facts[key]
        accepted = [value.id for value in fact.values if not value.open]
        if given and fact.kind == "date":
            accepted = ["given"]
        opens = [value.id for value in fact.values if value.open]
        for value in table.strings(key):
            if value in opens:
                table.fail(
                    key, f"found {value!r}, which is still open; a condition is what has happened: {listed(accepted)}"
                )
        values = table.known_strings(key, accepted, "value") if accepted else ()
        if not values:
            if not accepted:
                table.fail(key, f"{key!r} has no list of answers; a condition needs a choice or a yes_no fact")
            table.fail(key, f"found no value; write a list such as [{accepted[0]!r}]")
        found[key] = values
    return found


def load_limits(
    table: Table,
    languages: tuple[str, ...],
    facts: Mapping[str, Fact],
    citations: Mapping[str, Citation],
    doubts: Mapping[str, Doubt],
    calendars: Mapping[str, Calendar],
) -> Mapping[str, Limit]:
    """``limits.toml``: every duration once. A chain takes its start, unit and sources from its links."""
    limits: dict[str, Limit] = {}
    for id_, entry in table.items():
        if "chain" not in entry:
            limits[id_] = _limit(entry, id_, languages, facts, citations, doubts, calendars)
    chains = {id_: _chain(entry, id_, languages, limits) for id_, entry in table.items() if id_ not in limits}
    return {id_: limits.get(id_) or chains[id_] for id_ in table}


def _limit(
    entry: Table,
    id_: str,
    languages: tuple[str, ...],
    facts: Mapping[str, Fact],
    citations: Mapping[str, Citation],
    doubts: Mapping[str, Doubt],
    calendars: Mapping[str, Calendar],
) -> Limit:
    kind = entry.choice("kind", LIMIT_KINDS)
    counted_from = entry.string("counted_from")
    entry.known("counted_from", counted_from, [fact.id for fact in facts.values() if fact.kind == "date"], "date fact")
    amount = entry.integer("amount")
    least = entry.integer_or_none("least") or 0
    if amount < 1:
        entry.fail("amount", f"found {amount!r}; write the number of days that the source states, 1 or more")
    if not 0 <= least <= amount:
        entry.fail("least", f"found {least}; write a number from 0 to amount ({amount})")
    duty = kind == "duty"
    if not duty and ("strict" in entry or "literal" in entry):
        entry.fail("", f"strict and literal belong to a duty, and this is a {kind}; take them out")
    if duty and "least" in entry:
        entry.fail("least", "a duty has one amount; take least out, or make it a window")
    if "unit_stated" not in entry:
        entry.fail("", "'unit_stated' is missing: add unit_stated = true, or false when the source only says days")
    unit = entry.choice("unit", UNITS)
    if unit == "working_days" and "calendar" not in entry:
        entry.fail("", "'calendar' is missing: say whose working days these are, as in calendar = \"mon_fri\"")
    if unit == "days" and "calendar" in entry:
        entry.fail("calendar", 'every day counts here; take calendar out, or write unit = "working_days"')
    limit = Limit(
        id=id_,
        label=entry.text("label", languages),
        kind=kind,
        timing=entry.choice("timing", TIMINGS),
        counted_from=counted_from,
        unit=unit,
        calendar=entry.choice("calendar", calendars) if unit == "working_days" else None,
        unit_stated=entry.flag("unit_stated"),
        least=least,
        amount=amount,
        strict=entry.choice("strict", READINGS) if duty else None,
        literal=entry.choice("literal", READINGS) if duty else None,
        chain=(),
        cites=cites(entry, citations),
        doubts=entry.known_strings("doubts", doubts, "doubt"),
    )
    entry.finish()
    if duty and reading_days(limit, limit.strict) > reading_days(limit, limit.literal):
        entry.fail("strict", f"{limit.strict!r} is later than literal = {limit.literal!r}; exchange them")
    return limit


def _chain(entry: Table, id_: str, languages: tuple[str, ...], limits: Mapping[str, Limit]) -> Limit:
    """``limits`` are those that are no chain themselves."""
    ids = entry.known_strings("chain", limits, "plain limit")
    if len(ids) < 2:
        entry.fail("chain", f"found {listed(ids)}; a chain needs two limits or more")
    links = [limits[link] for link in ids]
    if any(link.kind != "window" or (link.unit, link.calendar) != (links[0].unit, links[0].calendar) for link in links):
        entry.fail("chain", "only windows of the same unit and calendar can follow one another")
    chain = Limit(
        id=id_,
        label=entry.text("label", languages),
        kind=entry.choice("kind", ("window",)),
        timing=links[0].timing,
        counted_from=links[0].counted_from,
        unit=links[0].unit,
        calendar=links[0].calendar,
        unit_stated=all(link.unit_stated for link in links),
        least=sum(link.least for link in links),
        amount=sum(link.amount for link in links),
        strict=None,
        literal=None,
        chain=ids,
        cites=tuple(dict.fromkeys(cite for link in links for cite in link.cites)),
        doubts=tuple(dict.fromkeys(doubt for link in links for doubt in link.doubts)),
    )
    entry.finish()
    return chain
