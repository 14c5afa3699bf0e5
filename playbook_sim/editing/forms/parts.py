"""From the model's types to JSON Schema: what a table of a TOML file may and must hold.

The type of a field says most of it: a text stands in every language, a list may be absent, ``None`` means that the key
may be left out. A ``Form`` says the rest, which is where a file is written differently from what is made of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from playbook_sim.editing.forms.told import spoken, told
from playbook_sim.model import Conditions, Rulebook, Text

type Schema = dict[str, Any]
"""A JSON Schema, draft 7: what the editors' TOML tools understand."""

STRING: Schema = {"type": "string", "pattern": r"\S"}
FLAG: Schema = {"type": "boolean"}
DATE: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
DATES: Schema = {"type": "array", "items": DATE, "uniqueItems": True}
STRINGS: Schema = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
NAMED: Schema = {**STRINGS, "minItems": 1}
CONDITIONS: Schema = {"type": "object", "additionalProperties": NAMED}

_BY_TYPE: dict[Any, Schema] = {
    str: STRING,
    bool: FLAG,
    int: {"type": "integer"},
    dt.date: DATE,
    tuple[str, ...]: STRINGS,
    Conditions: CONDITIONS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a table is written whose entries become a ``model``.

    ``name``: where the words about its keys stand. ``left_out``: fields that nobody writes, because they are the key of
    the entry or are worked out. ``written_as``: field → key, where they differ. ``words``: key → the words of a closed
    list. ``also``: keys that are no field, or are written in another way. ``needs`` and ``spares``: keys that must
    stand, or need not, against what their type says. ``for_messages``: texts in the languages of the messages.
    ``rules``: what holds between the keys.
    """

    name: str
    model: type | None = None
    left_out: tuple[str, ...] = ()
    written_as: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Iterable[str]] = field(default_factory=dict)
    also: Mapping[str, Schema] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    spares: tuple[str, ...] = ()
    for_messages: tuple[str, ...] = ()
    rules: tuple[Schema, ...] = ()


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes schemas for the languages and the closed lists of a rulebook."""

    rulebook: Rulebook

    def text(self, *, for_messages: bool = False) -> Schema:
        """A text in every language of the pages, or of the messages."""
        languages = self.rulebook.message_languages if for_messages else self.rulebook.languages
        return {
            "type": "object",
            "properties": {language: dict(STRING) for language in languages},
            "required": list(languages),
            "additionalProperties": False,
        }

    def listed(self, name: str) -> Schema:
        """One word of a list of ``vocabulary.toml``, with what readers see for it."""
        labels = self.rulebook.vocabulary[name]
        shown = [" / ".join(label.values()) for label in labels.values()]
        return {"type": "string", "enum": [*labels], "x-taplo": {"docs": {"enumValues": shown}}}

    def table(self, form: Form) -> Schema:
        """The table that ``form`` describes."""
        properties: dict[str, Schema] = {}
        required = []
        for key, type_, bare in _keys(form):
            schema = form.also.get(key) or self._of(type_, for_messages=key in form.for_messages)
            if key in form.words:
                schema = _among(schema, form.words[key])
            if key == "cites" and key not in form.spares:
                schema = NAMED
            properties[key] = schema
            if key in form.needs or (bare and key not in form.spares):
                required.append(key)
        properties |= {key: schema for key, schema in form.also.items() if key not in properties}
        required += [key for key in form.needs if key not in required]
        return {
            "type": "object",
            "description": told(form.name),
            "properties": {key: _described(schema, self._told(form.name, key)) for key, schema in properties.items()},
            "required": required,
            "additionalProperties": False,
            **({"allOf": list(form.rules)} if form.rules else {}),
        }

    def _told(self, form: str, key: str) -> str:
        """What is said of a key; of a language that nobody has written about, its name."""
        names = self.rulebook.vocabulary["language"].get(key)
        return told(form, key) if names is None or key in spoken()["any"] else "\n\n".join(names.values())

    def _of(self, type_: Any, *, for_messages: bool) -> Schema:
        options = [option for option in get_args(type_) or (type_,) if option is not NoneType]
        plain = options[0] if len(options) == 1 and get_origin(type_) is not tuple else type_
        return self.text(for_messages=for_messages) if plain is Text else _BY_TYPE[plain]


def _keys(form: Form) -> Iterable[tuple[str, Any, bool]]:
    """Every field that is written: its key, its type, and whether the key must stand."""
    if form.model is None:
        return
    types = get_type_hints(form.model)
    for each in fields(form.model):
        if each.name not in form.left_out:
            type_ = types[each.name]
            bare = each.default is MISSING and (type_ in (str, int, dt.date, Text) or each.name == "cites")
            yield form.written_as.get(each.name, each.name), type_, bare


def _among(schema: Schema, words: Iterable[str]) -> Schema:
    if schema["type"] == "array":
        return {**schema, "items": {"enum": [*words]}}
    return {"type": "string", "enum": [*words]}


def _described(schema: Schema, description: str) -> Schema:
    """With the words about a key. Those about what stands in its place are said inside of it."""
    return {**schema, "description": description}


def each(entry: Schema) -> Schema:
    """A table of entries, each under an id of its own."""
    return {"type": "object", "additionalProperties": entry}


def several(entry: Schema, least: int = 0) -> Schema:
    """``[[…]]``: at least ``least`` entries one after the other."""
    return {"type": "array", "items": entry, **({"minItems": least} if least else {})}


def when(test: Schema, then: Schema, otherwise: Schema | None = None) -> Schema:
    """What holds where ``test`` does, and where it does not."""
    return {"if": test, "then": then, **({"else": otherwise} if otherwise else {})}


def there(key: str) -> Schema:
    """The key stands there."""
    return {"required": [key]}


def says(**values: Any) -> Schema:
    """Each key stands there with that value."""
    return {"properties": {key: {"const": value} for key, value in values.items()}, "required": [*values]}


def but(needs: Iterable[str] = (), without: Iterable[str] = (), **more: Schema) -> Schema:
    """Keys that must stand, keys that must not, and keys that must be so."""
    return {"required": [*needs], "properties": {**dict.fromkeys(without, False), **more}}


def completed(schema: Any) -> Any:
    """The same schema, such that Taplo's language server offers the keys of every table.

    Of a table with conditions in ``allOf`` it offers none. It looks past a ``then``, and this one always holds.
    """
    if isinstance(schema, list):
        return [completed(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    inside = {key: completed(inner) for key, inner in schema.items()}
    if "allOf" in inside and "additionalProperties" in inside:
        conditions = inside.pop("allOf")
        return inside | {"if": {}, "then": {"allOf": conditions}}
    return inside
