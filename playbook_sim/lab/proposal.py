"""A change as somebody proposes it: the lines to change in each file, the diff, and the release that goes with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff

from playbook_sim.lab.fields import Field, place
from playbook_sim.lab.held import Texts
from playbook_sim.lab.toml_text import aligned, own_lines, with_value, written
from playbook_sim.loading.limits import MOVING
from playbook_sim.model import Rulebook
from playbook_sim.releases import number_of

FOLDER = "playbook_sim/rulebook"
"""Where the files of the rulebook lie in the repository."""

_OF_RELEASE = ("rulebook.toml", "history.toml")
_INLINE = re.compile(r"\s*(?P<key>[\w-]+)\s*=\s*(?P<value>[^#\n]*[^#\s])")


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that change: the number of the first one, from 1, in the file as it is; the lines before and after."""

    number: int
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file before and after: ``name`` in ``folder``, which is "" for the top of the repository."""

    name: str
    before: str
    after: str
    folder: str = FOLDER

    @property
    def path(self) -> str:
        """The file in the repository."""
        return f"{self.folder}/{self.name}".lstrip("/")

    @property
    def lines(self) -> list[Lines]:
        """What changes, from the top of the file to its end."""
        one, other = _lines(self.before), _lines(self.after)
        found = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        return [
            Lines(start + 1, tuple(one[start:end]), tuple(other[begin:stop]))
            for kind, start, end, begin, stop in found
            if kind != "equal"
        ]

    @property
    def diff(self) -> str:
        """The unified diff, as ``git apply`` takes it."""
        sides = ([f"{line}\n" for line in _lines(text)] for text in (self.before, self.after))
        told = unified_diff(*sides, f"a/{self.path}", f"b/{self.path}")
        return "".join(told)


@dataclass(frozen=True, slots=True)
class Twin:
    """A text at ``place`` that was changed in some languages, and ``left`` as it was in others."""

    place: str
    changed: tuple[str, ...]
    left: tuple[str, ...]


def twins(fields: Iterable[Field], edited: Collection[Field]) -> list[Twin]:
    """The texts among ``fields`` of which only some languages are ``edited``."""
    texts: dict[str, list[Field]] = {}
    for field in fields:
        if field.lang is not None:
            texts.setdefault(place(field.file, field.path[:-1]), []).append(field)
    found = []
    for where, languages in texts.items():
        changed = tuple(field.lang for field in languages if field.lang and field in edited)
        left = tuple(field.lang for field in languages if field.lang and field not in edited)
        if changed and left:
            found.append(Twin(where, changed, left))
    return found


def file_changes(texts: Texts, changed: Texts) -> list[FileChange]:
    """Each file of ``changed`` that is not as in ``texts``: the rules first, then what their release needs."""
    names = sorted(changed, key=lambda name: (_OF_RELEASE.index(name) if name in _OF_RELEASE else -1, name))
    return [FileChange(name, texts[name], changed[name]) for name in names if changed[name] != texts[name]]


def _lines(text: str) -> list[str]:
    """Only a line feed ends a line: the other characters that could may stand in a text."""
    return text.removesuffix("\n").split("\n")


def next_version(version: str) -> str:
    """The version after ``version`` for a change of rules: ``2.0.0`` → ``2.0.1``."""
    numbers = [*(number_of(version) or (0,)), 0, 0][:3]
    return ".".join(map(str, [*numbers[:2], numbers[2] + 1]))


def moved_limits(before: Rulebook, after: Rulebook) -> list[str]:
    """The limits, but for chains, of whose dates something has changed."""
    return [
        id_
        for id_, limit in after.limits.items()
        if not limit.chain and id_ in before.limits and _dates_of(limit) != _dates_of(before.limits[id_])
    ]


def with_release(
    texts: Texts,
    changed: Texts,
    books: tuple[Rulebook, Rulebook],
    told: Mapping[str, str],
    problems: Collection[str],
    day: dt.date,
) -> Texts:
    """``changed`` with a new version in rulebook.toml and in history.toml: what changed, in the words of ``told``.

    ``books``: the rulebook before and after; ``problems``: those whose answers changed; ``day``: of the release.
    """
    before, after = books
    version = next_version(before.version)
    top = with_value(changed.get("rulebook.toml", texts["rulebook.toml"]), ("version",), version)
    top = with_value(top, ("released",), max(day, before.released))
    limits = moved_limits(before, after)
    lines = ["[[version]]", f"version = {written(version)}", f"released = {max(day, before.released)}", ""]
    lines += ["[[version.change]]", *(f"text.{lang} = {written(text)}" for lang, text in told.items())]
    if problems:
        lines.append(f"problems = [{', '.join(written(id_) for id_ in problems)}]")
    if limits:
        lines.append(f"limits = [{', '.join(written(id_) for id_ in limits)}]")
    had = [f"{id_} = {{ {', '.join(entries)} }}" for id_ in limits if (entries := _had(texts, changed, before, id_))]
    lines += ["", "[version.change.had]", *had] if had else []
    history = f"{changed.get('history.toml', texts['history.toml']).rstrip('\n')}\n\n"
    return {**changed, "rulebook.toml": top, "history.toml": _laid_out(history, lines)}


def _laid_out(text: str, lines: Iterable[str]) -> str:
    """``text`` with ``lines`` at its end, their signs ``=`` below each other."""
    for line in lines:
        start = len(text)
        text = aligned(f"{text}{line}\n", start)
    return text


def _dates_of(limit: object) -> list[tuple[object, ...]]:
    versions = getattr(limit, "versions", ()) or (limit,)
    keys = ("valid_from", "counted_from", "timing", *MOVING)
    return [tuple(getattr(version, key) for key in keys) for version in versions]


def _had(texts: Texts, changed: Texts, before: Rulebook, id_: str) -> list[str]:
    """What a limit was, as far as its dates follow from it; nothing for one that had several versions already."""
    if before.limits[id_].versions:
        return []
    old, new = (own_lines(each["limits.toml"], (id_,)) for each in (texts, {**texts, **changed}))
    keys = [key for key in MOVING if _stated(old, key) != _stated(new, key)]
    if "unit" in keys and "calendar" not in keys:
        keys.append("calendar")
    stated = {key: _stated(old, key) or ("0" if key == "least" else None) for key in keys}
    return [f"{key} = {value}" for key, value in stated.items() if value is not None]


def _stated(lines: Mapping[tuple[str | int, ...], str], key: str) -> str | None:
    found = _INLINE.match(lines.get((key,), ""))
    return found["value"] if found else None
