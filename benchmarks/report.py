"""What was measured, as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from benchmarks.starts import MEGABITS, STATES

BASE = {"task": "stock", "page": "stock_page"}
"""Whom the others are compared with, in each group."""


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The whole report."""
    machine = found["machine"]
    yield f"{found['date']}, commit {found['commit']}"
    yield f"{machine['cores']} × {machine['processor']}, {machine['browser']}"
    yield f"load average {found['load'][0]} before and {found['load'][1]} after; medians of {found['rounds']}"
    for group, title in (
        ("task", "Until the answer stands in a bare page"),
        ("page", "Until the simulator's page shows it"),
    ):
        yield from ("", title, "")
        yield from _starts([one for one in found["starts"] if one["group"] == group], BASE[group])
    for part in ("answers", "building", "cases", "weight"):
        yield from ("", part)
        yield from (f"  {key}: {value}" for key, value in found[part].items() if key != "runs")


def ratio(one: Mapping[str, Any], base: Mapping[str, Any] | None, state: str) -> float | None:
    """How a median compares with that of ``base``; ``state`` may also be "bytes". None where one is missing."""
    of = (lambda start: start["bytes"]) if state == "bytes" else (lambda start: start["seconds"][state])
    return of(one) / of(base) if base and of(one) is not None and of(base) else None


def _starts(starts: Iterable[Mapping[str, Any]], base_id: str) -> Iterator[str]:
    starts = list(starts)
    base = next((one for one in starts if one["id"] == base_id), None)
    yield f"| contender | empty cache, s | warm cache, s | {MEGABITS} Mbit/s, s | brotli bytes | ratios to {base_id} |"
    yield "|---|---|---|---|---|---|"
    for one in starts:
        if one["reason"]:
            yield f"| {one['id']} | – | – | – | – | {one['reason']} |"
            continue
        seconds = " | ".join(f"{one['seconds'][state]:.2f}" for state in STATES)
        ratios = (ratio(one, base, state) for state in (*STATES, "bytes"))
        told = " / ".join("–" if one is None else f"{one:.2f}" for one in ratios)
        yield f"| {one['id']} | {seconds} | {one['bytes']:,} | {told} |"
