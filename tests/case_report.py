"""What a worked case expects beside what the answer is, line by line, for whoever writes cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from worked_cases import WorkedCase

_THERE, _NOT_THERE = "there", "not there"


def report(case: WorkedCase, answer: Mapping[str, Any]) -> str:
    """Each place where an answer (as in the contract) is not what the case expects; "" when it is."""
    wanted, seen = dict(_flat(case.wanted())), dict(_flat(case.seen(answer)))
    alone = {entry for entry in {*map(_entry, wanted), *map(_entry, seen)} if entry and _one_sided(entry, wanted, seen)}
    rows = [
        (entry, *(_THERE if any(_entry(place) == entry for place in side) else _NOT_THERE for side in (wanted, seen)))
        for entry in sorted(alone)
    ]
    rows += [
        (place, wanted.get(place, _NOT_THERE), seen.get(place, _NOT_THERE))
        for place in dict.fromkeys((*wanted, *seen))
        if wanted.get(place) != seen.get(place) and _entry(place) not in alone
    ]
    for missing in case.not_shown(answer):
        key, _, id_ = missing.partition(": ")
        shown = ", ".join(entry["id"] for entry in answer[key]) or "none"
        rows.append(("cites" if key == "citations" else key, id_, f"not among them: {shown}"))
    if not rows:
        return ""
    head = f"{case.file}, {case.name!r}: the case and the answer are not the same. The source says which is right."
    return "\n".join([head, *_lines(rows)])


def _entry(place: str) -> str:
    """The deadline or the path that a place belongs to; "" for all else."""
    parts = place.split(".")
    return ".".join(parts[:2]) if parts[0] in ("deadlines", "paths") and len(parts) > 2 else ""


def _one_sided(entry: str, *sides: Mapping[str, str]) -> bool:
    return len({any(_entry(place) == entry for place in side) for side in sides}) > 1


def _lines(rows: list[tuple[str, str, str]]) -> Iterator[str]:
    for place, wanted, seen in rows:
        yield f"  {place}"
        yield f"      the case expects  {wanted}"
        yield f"      the answer is     {seen}"


def _flat(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Everything said in ``value``, each with its place in words: ``paths.refund.steps.ask_evidence``."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _flat(inner, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list | tuple) and value:
        for number, inner in enumerate(value, 1):
            # Rules with their paths, and steps with their states, have names; all else is told by its place.
            if isinstance(inner, tuple):
                yield from _flat(inner[1], f"{place}.{inner[0]}")
            elif isinstance(inner, str) and ": " in inner:
                name, _, state = inner.partition(": ")
                yield f"{place}.{name}", f"{state} (number {number})"
            else:
                yield f"{place}.{number}", str(inner)
    elif value is not None and value not in ({}, [], ()):
        yield place, str(value)
