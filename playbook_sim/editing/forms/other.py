"""The TOML files outside the rulebook: worked cases, words of the build, records, and the data of the tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from playbook_sim.editing.forms.parts import DATE, FLAG, NAMED, STRING, STRINGS, Form, Maker, Schema, each, several
from playbook_sim.loading.book import VOCABULARY
from playbook_sim.site.coverage import reader_of_cases

_LONG: Schema = {"type": "string"}
_TABLE: Schema = {"type": "object"}
_LINES: Schema = {"type": "array", "items": _LONG}
_FACTS = each({"type": ["string", "integer", "boolean"]})
_BY_TYPE: dict[Any, Schema] = {str: STRING, list: STRINGS, dict: _TABLE, (dt.date, str): STRING}


def cases(make: Maker) -> Schema:
    """``tests/cases/<platform>/<problem>.toml``, with the keys that their reader knows."""
    reader = reader_of_cases()
    path = _checked(make, "worked_path", reader.PATH, reader.NEEDED["path"], outcome=make.listed("outcome"))
    expect = _checked(
        make,
        "expect",
        reader.EXPECT,
        reader.NEEDED["expect"],
        status={"type": "string", "enum": [*(VOCABULARY["status"] or ())]},
        derived=each(STRING),
        paths=each(path),
        deadlines=each(STRING),
        cites=NAMED,
    )
    case = _checked(
        make,
        "case",
        reader.CASE,
        reader.NEEDED["case"],
        name=make.text(),
        calendar={"type": "string", "enum": [*make.rulebook.calendars]},
        facts=_FACTS,
        expect=expect,
    )
    return make.table(Form(name="cases", also={"case": several(case)}, needs=("case",)))


def _checked(make: Maker, name: str, known: Mapping[str, Any], needed: tuple[str, ...], /, **more: Schema) -> Schema:
    also = {key: more.get(key, _BY_TYPE[type_]) for key, type_ in known.items()}
    return make.table(Form(name=name, also=also, needs=needed))


def translations(make: Maker) -> Schema:
    """``docs/translations.toml``."""
    languages = dict.fromkeys(make.rulebook.message_languages, STRING)
    return each(make.table(Form(name="confirmed", also={**languages, "on": DATE}, needs=("on",))))


def form_words(make: Maker) -> Schema:
    """``words.toml`` beside this module."""
    return each(each(make.text()))


def ask(make: Maker) -> Schema:
    """``site/ask.toml``."""
    table = make.table(Form(name="ask", also={"ignored": _LONG, "means": each(STRING)}, needs=("ignored", "means")))
    return _by_language(make, table)


def ledger(make: Maker) -> Schema:
    """``site/ledger.toml``."""
    return each(STRINGS)


def phrases(make: Maker) -> Schema:
    """``site/not_terms.toml``."""
    return _by_language(make, STRINGS)


def queries(make: Maker) -> Schema:
    """``tests/data/*_queries.toml``."""
    return _by_language(make, each(NAMED))


def _by_language(make: Maker, entry: Schema) -> Schema:
    languages = [*make.rulebook.languages]
    return {
        "type": "object",
        "properties": dict.fromkeys(languages, entry),
        "required": languages,
        "additionalProperties": False,
    }


_EDIT = {"file": STRING, "find": _LONG, "write": _LONG, "encoding": STRING, "remove": FLAG}


def mistakes(make: Maker) -> Schema:
    """``tests/loading/mistakes/*.toml``."""
    also = make.table(Form(name="mistake", also=_EDIT, needs=("file",)))
    mistake = make.table(
        Form(
            name="mistake",
            also={"name": STRING, "message": STRING, "code": STRING, **_EDIT, "also": several(also)},
            needs=("name", "message", "file"),
        )
    )
    return make.table(Form(name="mistakes", also={"mistake": several(mistake, 1)}, needs=("mistake",)))


def allowed(make: Maker) -> Schema:
    """``tests/loading/allowed.toml``."""
    one = make.table(Form(name="mistake", also={"name": STRING, **_EDIT}, needs=("name", "file")))
    return make.table(Form(name="allowed", also={"allowed": several(one, 1)}, needs=("allowed",)))


def together(make: Maker) -> Schema:
    """``tests/loading/together.toml``."""
    change = make.table(Form(name="mistake", also=_EDIT, needs=("file",)))
    one = make.table(
        Form(
            name="several",
            also={"name": STRING, "messages": STRINGS, "change": several(change, 2)},
            needs=("name", "messages", "change"),
        )
    )
    return make.table(Form(name="together", also={"together": several(one, 1)}, needs=("together",)))


def dated(make: Maker) -> Schema:
    """``tests/dated.toml``."""
    return each(make.table(Form(name="dated", also={"now": _LONG, "then": _LONG}, needs=("now",))))


def dated_cases(make: Maker) -> Schema:
    """``tests/versions/cases.toml``."""
    text = make.text()
    case = make.table(
        Form(
            name="dated_case",
            also={
                "name": STRING,
                "problem": STRING,
                "limit": STRING,
                "today": DATE,
                "facts": _FACTS,
                "derived": each(STRING),
                "dates": each(DATE),
                "calendar": STRING,
                "chosen": STRING,
                "provisional": FLAG,
                "versions": {"type": "array", "items": _LINES},
                "length": text,
                "says": text,
            },
            needs=("name", "problem", "limit", "today", "facts"),
        )
    )
    return make.table(Form(name="dated_cases", also={"case": several(case, 1)}, needs=("case",)))


def mutant_groups(make: Maker) -> Schema:
    """``tests/mutants/groups.toml``."""
    lists = ("modules", "tests", "left_out", "always", "called_early")
    times = ("seconds", "short_seconds")
    time = {"type": "number", "exclusiveMinimum": 0}
    also = {**dict.fromkeys(lists, STRINGS), **dict.fromkeys(times, time)}
    group = make.table(Form(name="mutant_group", also=also, needs=(*lists, *times)))
    least = {"type": "number", "minimum": 0, "maximum": 100}
    return {**make.table(Form(name="mutant_groups", also={"least_killed": least})), "additionalProperties": group}


def survivors(make: Maker) -> Schema:
    """``tests/mutants/survivors.toml``."""
    keys = {"module": STRING, "function": STRING, "why": STRING, "changes": {**_LINES, "minItems": 1}}
    survivor = make.table(Form(name="survivor", also=keys, needs=(*keys,)))
    return make.table(Form(name="survivors", also={"survivor": several(survivor)}))
