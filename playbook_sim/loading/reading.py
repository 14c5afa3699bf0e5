"""Reading one TOML table with every mistake named: file, place, what was found, what to write instead."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from playbook_sim.errors import RulebookError
from playbook_sim.loading.mistakes import Entries
from playbook_sim.model import Text

_MOST_LISTED = 12
_KIND_NAMES = {str: "a text in quotes", bool: "true or false", int: "a whole number", list: "a list", dict: "a table"}


def listed(words: Iterable[str]) -> str:
    """``a, b or c``: the choices in a sentence."""
    *most, last = list(words) or ["nothing"]
    return f"{', '.join(most)} or {last}" if most else last


def suggestion(found: str, accepted: Iterable[str]) -> str:
    """A sentence that says what to write instead of ``found``: the nearest accepted word, or some or all of them."""
    accepted = sorted(accepted)
    near = get_close_matches(found, accepted) or (accepted if len(accepted) == 1 else [])
    if near:
        return f"Write {near[0]!r}."
    if len(accepted) <= _MOST_LISTED:
        return f"Write one of: {listed(accepted)}."
    some = get_close_matches(found, accepted, cutoff=0)
    return f"Write one that is, such as {listed(some)}."


def in_languages(key: str, languages: Iterable[str]) -> str:
    """What to write for a text: ``key.en = "…" and key.it = "…"``."""
    return " and ".join(f'{key}.{language} = "…"' for language in languages)


def _shown(value: Any) -> str:
    return "a table" if isinstance(value, Mapping) else "tables" if _holds_tables(value) else repr(value)


def _holds_tables(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(entry, Mapping) for entry in value)


class Table:
    """A TOML table that knows its place and which of its keys were read.

    Every getter raises RulebookError naming the place. Call ``finish`` at the end: a key that nobody asked for
    is a misspelling.
    """

    def __init__(self, values: Any, file: str, path: str = "") -> None:
        self.file = file
        self.path = path
        if not isinstance(values, Mapping):
            self.fail("", f"found {_shown(values)}; write a table here")
        self._values: Mapping[str, Any] = values
        self._read: set[str] = set()

    def place(self, key: str = "") -> str:
        """``file: path.key``, as an editor would look for it."""
        path = ".".join(part for part in (self.path, key) if part != "")
        return f"{self.file}: {path}" if path else self.file

    def fail(self, key: str, problem: str, code: str = "", **details: str) -> None:
        """Raise the RulebookError for a mistake at ``key``; ``code`` and ``details``: see there."""
        raise RulebookError(self.place(key), problem, code, **details)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def _get(self, key: str, kind: type, *, optional: bool = False, wanted: str = "") -> Any:
        """The value at ``key``. ``wanted`` says what to write where the name of ``kind`` says too little."""
        self._read.add(key)
        if key not in self._values:
            if optional:
                return None
            unread = get_close_matches(key, self._values.keys() - self._read, cutoff=0.7)
            add = f"add {wanted or f'{key} = … ({_KIND_NAMES[kind]})'}"
            self.fail("", f"{key!r} is missing: {f'found {unread[0]!r} instead; write {key!r}' if unread else add}")
        value = self._values[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fail(key, f"found {_shown(value)}; write {wanted or _KIND_NAMES[kind]}")
        return value

    def string(self, key: str) -> str:
        """A text that is not empty."""
        value = self._get(key, str)
        if not value.strip():
            self.fail(key, "found an empty text; write the text, or take the line out", "empty")
        return value

    def string_or_none(self, key: str) -> str | None:
        """A text, or None when the key is absent."""
        self._read.add(key)
        return self.string(key) if key in self else None

    def flag(self, key: str) -> bool:
        """``true`` or ``false``; absent means false."""
        return bool(self._get(key, bool, optional=True))

    def integer(self, key: str) -> int:
        """A whole number."""
        return self._get(key, int)

    def integer_or_none(self, key: str) -> int | None:
        """A whole number, or None when the key is absent."""
        return self._get(key, int, optional=True)

    def date(self, key: str) -> dt.date:
        """A TOML date: ``2026-03-10``, without quotes."""
        self._read.add(key)
        if key not in self._values:
            self.fail("", f"{key!r} is missing: add {key} = … (a date such as 2026-03-10)")
        value = self._values[key]
        if type(value) is not dt.date:
            found = repr(value) if isinstance(value, str) else value
            self.fail(key, f"found {found}; write a date such as 2026-03-10, without quotes or time")
        return value

    def date_or_none(self, key: str) -> dt.date | None:
        """A TOML date, or None when the key is absent."""
        self._read.add(key)
        return self.date(key) if key in self else None

    def choice(self, key: str, accepted: Collection[str], default: str | None = None) -> str:
        """One of a closed list of words; ``default`` when the key is absent."""
        if key not in self and default is not None:
            self._read.add(key)
            return default
        self._get(key, str, wanted=f"{key} = one of: {listed(accepted)}")
        value = self.string(key)
        self.known(key, value, accepted)
        return value

    def known(self, key: str, value: str, accepted: Collection[str], noun: str = "") -> None:
        """Raise unless ``value`` is one of the ids in ``accepted``."""
        known = accepted.may_have(value) if isinstance(accepted, Entries) else value in accepted
        if not known:
            what = f"{noun} {value!r}" if noun else repr(value)
            ids = accepted.ids if isinstance(accepted, Entries) else accepted
            self.fail(key, f"found {what}, which is not known. {suggestion(value, ids)}")

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of texts without doubles; absent means empty."""
        values = self._get(key, list, optional=True, wanted='a list such as ["…"]') or []
        for value in values:
            if not isinstance(value, str):
                self.fail(key, f"found {value!r} in the list; write texts in quotes")
            if values.count(value) > 1:
                self.fail(key, f"found {value!r} twice; write it once")
        return tuple(values)

    def known_strings(self, key: str, accepted: Collection[str], noun: str) -> tuple[str, ...]:
        """A list of ids, each of them in ``accepted``."""
        values = self.strings(key)
        for value in values:
            self.known(key, value, accepted, noun)
        return values

    def table(self, key: str, wanted: str = "") -> Table:
        """The sub-table at ``key``. ``wanted`` says what to write when something else stands there."""
        return Table(self._get(key, dict, wanted=wanted), self.file, self._join(key))

    def table_or_empty(self, key: str) -> Table:
        """The sub-table at ``key``, or an empty one."""
        return Table(self._get(key, dict, optional=True) or {}, self.file, self._join(key))

    def tables(self, key: str) -> list[Table]:
        """The array of tables at ``key``; absent means empty. Places count from 1: ``rule[1]``, or use the id."""
        heading = re.sub(r"\[\d+\]", "", self._join(key))
        wanted = f"[[{heading}]] in double brackets above each of them"
        values = self._get(key, list, optional=True, wanted=wanted) or []
        return [Table(value, self.file, self._join(f"{key}[{number}]")) for number, value in enumerate(values, 1)]

    def items(self) -> Iterator[tuple[str, Table]]:
        """Every entry of the table as a sub-table with its key."""
        for key in self._values:
            yield key, self.entry(key)

    def entry(self, key: str) -> Table:
        """The sub-table at a key that is written here."""
        self._read.add(key)
        return Table(self._values[key], self.file, self._join(key))

    def __iter__(self) -> Iterator[str]:
        """The keys as written."""
        return iter(self._values)

    def keys(self) -> list[str]:
        """The keys as written."""
        return list(self._values)

    def text(self, key: str, languages: Iterable[str]) -> Text:
        """A text in every language: ``key.en = "…"``, ``key.it = "…"``."""
        languages = tuple(languages)
        table = self.table(key, wanted=in_languages(key, languages))
        text = {language: table._language(language) for language in languages}
        table.finish()
        return text

    def text_or_none(self, key: str, languages: Iterable[str]) -> Text | None:
        """A text in every language, or None when the key is absent."""
        self._read.add(key)
        return self.text(key, languages) if key in self else None

    def _language(self, language: str) -> str:
        if language not in self._values:
            what = f'the language {language!r} is missing: add {self.path.rpartition(".")[2]}.{language} = "…"'
            self.fail("", what, "no_language", language=language)
        return self.string(language)

    def over(self, other: Table, *, without: Iterable[str] = ()) -> Table:
        """This table, in its place, with what it leaves unsaid as in ``other``, but for the keys ``without``."""
        left = {key: value for key, value in other._values.items() if key not in without}
        return Table({**left, **self._values}, self.file, self.path)

    def finish(self) -> None:
        """Raise for the first key that no getter asked for."""
        for key in self._values:
            if key not in self._read:
                near = get_close_matches(key, self._read - self._values.keys())
                hint = f"Write {near[0]!r}." if near else "Take it out."
                self.fail(key, f"the key {key!r} is not known here. {hint}")

    def _join(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key
