"""Reading a case: from JSON-like data to typed facts, each mistake named at its fact."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from playbook_sim.errors import FactError
from playbook_sim.model import Case, Fact, Problem, Rulebook
from playbook_sim.paths import steps_of
from playbook_sim.untrusted import shown

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")
_KEYS = ("platform", "problem", "facts", "today", "calendar", "done", "made_with")


def read_case(rulebook: Rulebook, data: Any) -> tuple[Case, dt.date]:
    """The case and its today in ``{"platform": …, "problem": …, "facts": {…}, "today": "2026-03-12"}``.

    ``calendar`` may name another calendar for working days, ``done`` lists the steps ticked off by id, ``made_with``
    names the version of the rulebook that the case was last answered with. A fact that is null or empty counts as not
    given; true and false stand for the answers yes and no. Raises FactError at the first thing that cannot be used.
    """
    if not isinstance(data, Mapping):
        raise FactError("facts", "not_an_object", given=shown(data))
    for key in data:
        if key not in _KEYS:
            raise FactError(shown(key), "unknown_key", given=shown(key), accepted=", ".join(_KEYS))
    platform = _one_of("platform", data.get("platform"), sorted({p.platform for p in rulebook.problems.values()}))
    here = [problem.id for problem in rulebook.problems.values() if problem.platform == platform]
    problem = rulebook.problems[_one_of("problem", data.get("problem"), here)]
    today = read_date(rulebook, "today", data.get("today"))
    calendar = None
    if data.get("calendar") not in (None, ""):
        calendar = _one_of("calendar", data["calendar"], list(rulebook.calendars))
    given = {} if data.get("facts") is None else data["facts"]
    if not isinstance(given, Mapping):
        raise FactError("facts", "not_an_object", given=shown(given))
    facts = {}
    for id_, value in given.items():
        if id_ not in problem.asks:
            raise FactError(shown(id_), "unknown_fact", given=shown(id_), accepted=", ".join(problem.asks) or "–")
        if value is not None and value != "":
            facts[id_] = _fact(rulebook, rulebook.facts[id_], value)
    done = _steps(rulebook, problem, data.get("done"))
    case = Case(
        platform=platform,
        problem=problem.id,
        facts=facts,
        calendar=calendar,
        done=done,
        made_with=_version(rulebook, data.get("made_with")),
    )
    check_dates(rulebook, case, today)
    return case, today


def check_dates(rulebook: Rulebook, case: Case, today: dt.date) -> None:
    """Raise FactError for a date of ``case`` that lies after today or before one that it must follow."""
    for id_, value in case.facts.items():
        fact = rulebook.facts[id_]
        if fact.kind != "date":
            continue
        if fact.past and value > today:
            raise FactError(id_, "after_today", given=value, today=today)
        for other in fact.not_before:
            if other in case.facts and value < case.facts[other]:
                raise FactError(id_, "before_other", given=value, other=other, date=case.facts[other])


def applicable(rulebook: Rulebook, problem: Problem, facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The facts that make sense together, and those that do not with the fact each of them would need."""
    used: dict[str, Any] = {}
    unused: dict[str, str] = {}
    for id_ in problem.asks:
        if id_ in facts:
            missing = [other for other, values in rulebook.facts[id_].presumes.items() if used.get(other) not in values]
            if missing:
                unused[id_] = missing[0]
            else:
                used[id_] = facts[id_]
    return used, unused


def explain(rulebook: Rulebook, error: FactError, language: str) -> str:
    """``error`` as a sentence in ``language`` for whoever writes a case by hand: the fact and its id, what was given,
    what is accepted. Dates are written as a case holds them; ``rendering.refusal`` says the same on the page.
    """
    label = error.fact
    if error.fact in rulebook.facts:
        label = f"{rulebook.facts[error.fact].label[language]} ({error.fact})"
    return rulebook.words[f"errors.{error.code}"][language].format(
        fact=label, **named_details(rulebook, error, language)
    )


def named_details(rulebook: Rulebook, error: FactError, language: str) -> dict[str, str | dt.date]:
    """The details of ``error`` with the id of another fact, of a topic and of levels replaced by words."""
    details = dict(error.details)
    other = details.get("other")
    if isinstance(other, str) and other in rulebook.facts:
        details["other"] = rulebook.facts[other].label[language]
    if error.code == "no_such_level":
        for name in ("given", "accepted"):
            levels = str(details[name]).split(", ")
            named = (f"{rulebook.words[f'drill.level.{level}'][language]} ({level})" for level in levels)
            details[name] = ", ".join(named)
        details["topic"] = _topic(rulebook, str(details["topic"]), language)
    return details


def _topic(rulebook: Rulebook, topic: str, language: str) -> str:
    if topic in rulebook.problems:
        return rulebook.problems[topic].title[language]
    platform, _, stage = topic.partition(".")
    names = [rulebook.vocabulary["platform"].get(platform), rulebook.vocabulary["stage"].get(stage)]
    return " · ".join(name[language] for name in names if name) or topic


def _fact(rulebook: Rulebook, fact: Fact, value: Any) -> str | dt.date | int:
    if fact.kind == "date":
        return read_date(rulebook, fact.id, value)
    if fact.kind == "integer":
        return _integer(fact, value)
    if fact.kind == "yes_no" and isinstance(value, bool):
        value = "yes" if value else "no"
    return _one_of(fact.id, value, [known.id for known in fact.values])


def _steps(rulebook: Rulebook, problem: Problem, done: Any) -> tuple[str, ...]:
    if done is None or done == "":
        return ()
    if not isinstance(done, list):
        raise FactError("done", "not_a_list", given=shown(done))
    steps = list(steps_of(rulebook, problem))
    return tuple(dict.fromkeys(_one_of("done", step, steps) for step in done))


def _version(rulebook: Rulebook, value: Any) -> str | None:
    """Any text will do: the answer says what it knows of such a version."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        known = ", ".join(release.version for release in rulebook.history)
        raise FactError("made_with", "unknown_value", given=shown(value), accepted=known)
    return shown(value)


def _one_of(fact: str, value: Any, accepted: list[str]) -> str:
    if value is None or value == "":
        raise FactError(fact, "missing", accepted=", ".join(accepted))
    if not isinstance(value, str) or value not in accepted:
        raise FactError(fact, "unknown_value", given=shown(value), accepted=", ".join(accepted))
    return value


def read_date(rulebook: Rulebook, fact: str, value: Any) -> dt.date:
    """``"2026-03-10"`` as a date. Raises FactError, about ``fact``, for anything that is none or is not covered."""
    first, last = rulebook.first_date, rulebook.last_date
    if value is None or value == "":
        raise FactError(fact, "missing", accepted="YYYY-MM-DD")
    date = iso_day(value) if isinstance(value, str) else None
    if date is None:
        raise FactError(fact, "not_a_date", given=shown(value))
    if not first <= date <= last:
        raise FactError(fact, "date_out_of_range", given=date, first=first, last=last)
    return date


def iso_day(text: str) -> dt.date | None:
    """``"2026-03-10"`` as a date, and None for every other text, a day that the calendar does not have included."""
    try:
        return dt.date.fromisoformat(text) if _ISO_DATE.fullmatch(text) else None
    except ValueError:
        return None


def _integer(fact: Fact, value: Any) -> int:
    if isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise FactError(fact.id, "not_an_integer", given=shown(value))
    if (fact.least is not None and value < fact.least) or (fact.most is not None and value > fact.most):
        raise FactError(fact.id, "integer_out_of_range", given=shown(value), first=str(fact.least), last=str(fact.most))
    return value
