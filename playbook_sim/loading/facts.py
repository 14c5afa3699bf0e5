"""What is asked, and what follows from the answers: ``facts/*.toml``; and conditions over it."""

from __future__ import annotations

from collections.abc import Mapping

from playbook_sim.conditions import GIVEN
from playbook_sim.derived import OUTCOMES
from playbook_sim.loading.mistakes import Entries, Mistakes
from playbook_sim.loading.reading import Table, listed, suggestion
from playbook_sim.model import Conditions, Derivation, Fact, Limit, Text, Value

FACT_KINDS = ("choice", "yes_no", "date", "integer", "derived")


def load_facts(
    entries: Entries[Table], languages: tuple[str, ...], yes_no: Mapping[str, Text], mistakes: Mistakes
) -> Entries[Fact]:
    """The ``entries`` of ``facts/*.toml``. ``yes_no`` are the two answers of a yes_no fact."""
    facts = mistakes.each(entries, lambda id_, entry: _fact(entry, id_, languages, yes_no))
    return mistakes.each(facts, lambda id_, fact: _checked(entries[id_], fact, facts))


def dates_among(facts: Entries[Fact]) -> Entries[Fact]:
    """Those of ``facts`` that are dates."""
    return facts.where(lambda fact: fact.kind == "date")


def _checked(entry: Table, fact: Fact, facts: Entries[Fact]) -> Fact:
    """``fact``, after a look at the other ones that it names."""
    conditions(entry.table_or_empty("presumes"), facts)
    for other in fact.not_before:
        entry.known("not_before", other, dates_among(facts), "date fact")
    return fact


def _fact(entry: Table, id_: str, languages: tuple[str, ...], yes_no: Mapping[str, Text]) -> Fact:
    kind = entry.choice("kind", FACT_KINDS)
    values: tuple[Value, ...] = ()
    if kind == "yes_no":
        values = tuple(Value(id=answer, label=label, open=False) for answer, label in yes_no.items())
    if kind in ("choice", "derived"):
        values = tuple(_value(value, languages) for value in entry.tables("value"))
        ids = [value.id for value in values]
        if double := [value for value in ids if ids.count(value) > 1]:
            entry.fail("value", f"found the id {double[0]!r} twice; give one of them another id")
        if kind == "choice" and sum(not value.open for value in values) < 2:
            entry.fail("value", "a choice needs at least two values that are not open; add them")
    presumes = entry.table_or_empty("presumes")
    derivation = _derivation(entry, values) if kind == "derived" else None
    fact = Fact(
        id=id_,
        kind=kind,
        label=entry.text("label", languages),
        help=entry.text_or_none("help", languages),
        event=entry.text("event", languages) if kind == "date" else None,
        values=values,
        presumes={key: presumes.strings(key) for key in presumes},
        required=_required(entry, kind, values),
        past=entry.flag("past") if kind == "date" else False,
        not_before=entry.strings("not_before") if kind == "date" else (),
        least=entry.integer("least") if kind == "integer" else None,
        most=entry.integer("most") if kind == "integer" else None,
        derivation=derivation,
    )
    entry.finish()
    if fact.least is not None and fact.most is not None and fact.least > fact.most:
        entry.fail("least", f"found {fact.least}, which is more than most = {fact.most}; exchange them")
    return fact


def _required(entry: Table, kind: str, values: tuple[Value, ...]) -> bool:
    if kind in ("date", "integer"):
        return entry.flag("required")
    return kind != "derived" and not any(value.open for value in values)


def _derivation(entry: Table, values: tuple[Value, ...]) -> Derivation:
    """``function``, ``limits`` and ``on`` of a derived fact. Limits are loaded later: see ``check_derivation``."""
    derivation = Derivation(
        function=entry.choice("function", OUTCOMES), limits=entry.strings("limits"), on=entry.string("on")
    )
    outcomes = OUTCOMES[derivation.function]
    if [value.id for value in values] != list(outcomes):
        entry.fail("value", f"{derivation.function!r} has the outcomes {listed(outcomes)}; give it these, in order")
    return derivation


def check_derivation(entry: Table, fact: Fact, facts: Entries[Fact], limits: Entries[Limit]) -> Fact:
    """``fact``, whose limits and day are known if it is derived. ``entry``: as it is written. Raises RulebookError."""
    if fact.derivation is not None:
        if not entry.known_strings("limits", limits.where(lambda limit: limit.kind == "right"), "right"):
            entry.fail("limits", "found no limit; name the rights that it looks at, of limits.toml")
        entry.known("on", fact.derivation.on, dates_among(facts), "date fact")
    return fact


def _value(entry: Table, languages: tuple[str, ...]) -> Value:
    value = Value(id=entry.string("id"), label=entry.text("label", languages), open=entry.flag("open"))
    entry.finish()
    return value


def conditions(
    table: Table, facts: Entries[Fact], asks: tuple[str, ...] | None = None, given: bool = False
) -> Conditions:
    """``{ fact = ["value", …] }``, each fact and value known, and asked by the problem when ``asks`` is told.

    With ``given`` a date fact may stand with the value ``given``.
    """
    found: dict[str, tuple[str, ...]] = {}
    for key in table:
        if not facts.may_have(key):
            table.fail(key, f"found the fact {key!r}, which is not known. {suggestion(key, facts.ids)}")
        fact = facts[key]
        if asks is not None and key not in asks and fact.derivation is None:
            table.fail(key, f"found the fact {key!r}, which this problem does not ask; add it to asks")
        accepted = [value.id for value in fact.values if not value.open]
        if given and fact.kind == "date":
            accepted = [GIVEN]
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
