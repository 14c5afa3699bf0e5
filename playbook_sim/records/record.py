"""Reading one saved case from data that nobody vouches for: a file, or the browser's storage."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from playbook_sim.cases import read_case, read_date
from playbook_sim.errors import FactError
from playbook_sim.model import Language, Rulebook
from playbook_sim.records.migrations import SCHEMA, SchemaError, migrated
from playbook_sim.records.mistakes import Mistake, mistake, refused_field, remark
from playbook_sim.untrusted import clean, shown

MOST_TEXT = {"store": 80, "order": 80, "notes": 4000, "blanks": 2000}
"""Characters that each text may have."""

_MOST_ENTRIES = 100
_MOST_FACT = 100
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_NAME = re.compile(r"(?!__)[A-Za-z0-9_.:-]{1,60}")
_OTHER_PARTS = ("summary",)


class _Wrong(Exception):
    """A part of a record that cannot be used; ``code`` is a key of ``[records]`` in the word list."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def read_record(
    rulebook: Rulebook, lang: Language, data: Any, today: str
) -> tuple[dict[str, Any] | None, tuple[Mistake, ...]]:
    """The record in ``data`` with every part checked, and what is wrong with it.

    With a mistake there is no record; remarks alone keep none out. Only the shape is checked: ``rules_say`` tells what
    the rules have to say about it. A record without an ``id`` gets "". ``summary`` is never taken over, because it
    is worked out from the rest. ``today`` (``"2026-11-26"``) is when a case began that does not say so.
    """
    if not isinstance(data, Mapping):
        return None, (mistake(rulebook, lang, None, "not_a_record", given=shown(data)),)
    try:
        told = migrated(data)
    except SchemaError as error:
        code = "newer" if error.newer else "no_schema"
        return None, (mistake(rulebook, lang, "schema", code, given=shown(error.given), known=SCHEMA),)
    record: dict[str, Any] = {"schema": SCHEMA}
    mistakes = []
    told = {"created_on": today, "changed_on": today, "rulebook": rulebook.version} | _given(told)
    for field, read in _PARTS.items():
        try:
            record[field] = read(rulebook, field, told.get(field))
        except _Wrong as wrong:
            if field == "platform" and "problem" not in told:
                # It mostly follows from the problem, which is what has to be filled in.
                continue
            mistakes.append(mistake(rulebook, lang, field, wrong.code, **wrong.details))
        except FactError as error:
            mistakes.append(refused_field(rulebook, lang, error))
    mistakes += [] if mistakes else _out_of_order(rulebook, lang, record, data)
    if mistakes:
        return None, tuple(mistakes)
    unknown = [key for key in data if key not in (*record, *_OTHER_PARTS)]
    remarks = [remark(rulebook, lang, None, "unknown_part", given=shown(key)) for key in unknown[:3]]
    return record | {"summary": None}, tuple(remarks)


def rules_say(rulebook: Rulebook, record: Mapping[str, Any], today: str) -> FactError | None:
    """Why the rules cannot answer a record on a day: an answer they do not know, or dates that contradict each other.

    ``FactError.fact`` is ``today`` where the day itself is not covered.
    """
    told = {key: record[key] for key in ("platform", "problem", "facts", "calendar", "done")}
    try:
        read_case(rulebook, told | {"today": today})
    except FactError as error:
        return error
    return None


def _given(told: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value is not None and value != ""}


def _out_of_order(
    rulebook: Rulebook, lang: Language, record: Mapping[str, Any], data: Mapping[Any, Any]
) -> list[Mistake]:
    closed_on = record["closed_on"]
    if closed_on is None:
        return [] if record["outcome"] is None else [mistake(rulebook, lang, "closed_on", "outcome_without_day")]
    if not data.get("created_on"):
        return [mistake(rulebook, lang, "created_on", "closed_without_start")]
    if closed_on < record["created_on"]:
        return [
            mistake(rulebook, lang, "closed_on", "closed_before_start", given=closed_on, start=record["created_on"])
        ]
    return []


# --- the parts --------------------------------------------------------------------------------------------------


def _id(rulebook: Rulebook, field: str, value: Any) -> str:
    # Whatever else stands there (a number in a list typed by hand) tells no case from those of another file.
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


def _text(rulebook: Rulebook, field: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**40:
        value = str(value)
    if not isinstance(value, str):
        raise _Wrong("not_a_text", given=shown(value))
    text = clean(value)
    if len(text) > MOST_TEXT[field]:
        raise _Wrong("too_long", most=MOST_TEXT[field], given=len(text))
    return text


def _name(rulebook: Rulebook, field: str, value: Any) -> str:
    if value is None:
        raise _Wrong("missing")
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise _Wrong("not_an_id", given=shown(value))
    return value


def _name_or_none(rulebook: Rulebook, field: str, value: Any) -> str | None:
    return None if value is None else _name(rulebook, field, value)


def _day(rulebook: Rulebook, field: str, value: Any) -> str:
    return read_date(rulebook, field, value).isoformat()


def _day_or_none(rulebook: Rulebook, field: str, value: Any) -> str | None:
    return None if value is None else _day(rulebook, field, value)


def _outcome(rulebook: Rulebook, field: str, value: Any) -> str | None:
    accepted = rulebook.vocabulary["closing"]
    if value is None:
        return None
    if not isinstance(value, str) or value not in accepted:
        raise _Wrong("unknown_value", given=shown(value), accepted=", ".join(accepted))
    return value


def _names(rulebook: Rulebook, field: str, value: Any) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise _Wrong("not_a_list", given=shown(value))
    if len(value) > _MOST_ENTRIES:
        raise _Wrong("too_many", most=_MOST_ENTRIES)
    return list(dict.fromkeys(_name(rulebook, field, entry) for entry in value))


def _table(field: str, value: Any) -> Mapping[Any, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise _Wrong("not_a_table", given=shown(value))
    if len(value) > _MOST_ENTRIES:
        raise _Wrong("too_many", most=_MOST_ENTRIES)
    return value


def _facts(rulebook: Rulebook, field: str, value: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for key, fact in _given(_table(field, value)).items():
        short = isinstance(fact, str) and len(fact) <= _MOST_FACT
        if not short and not (isinstance(fact, int) and abs(fact) < 10**9):
            raise _Wrong("not_a_fact", given=shown(fact), fact=shown(key))
        facts[_name(rulebook, field, key)] = clean(fact) if isinstance(fact, str) else fact
    return facts


def _sent(rulebook: Rulebook, field: str, value: Any) -> dict[str, str]:
    return {
        _name(rulebook, field, key): _day(rulebook, field, day) for key, day in _given(_table(field, value)).items()
    }


def _blanks(rulebook: Rulebook, field: str, value: Any) -> dict[str, str]:
    told = {_name(rulebook, field, key): text for key, text in _given(_table(field, value)).items()}
    # The order number has a field of its own.
    return {key: _text(rulebook, "blanks", text) for key, text in told.items() if key != "order"}


_PARTS: Mapping[str, Callable[[Rulebook, str, Any], Any]] = {
    "id": _id,
    "store": _text,
    "order": _text,
    "platform": _name,
    "problem": _name,
    "facts": _facts,
    "calendar": _name_or_none,
    "done": _names,
    "sent": _sent,
    "blanks": _blanks,
    "notes": _text,
    "created_on": _day,
    "changed_on": _day,
    "closed_on": _day_or_none,
    "outcome": _outcome,
    "rulebook": _name,
}
