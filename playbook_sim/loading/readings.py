"""Why the two readings of a duty fall on different days: ``strict_because`` and ``literal_because`` of a limit."""

from __future__ import annotations

from collections.abc import Iterable

from playbook_sim.loading.mistakes import Entries
from playbook_sim.loading.parts import cites
from playbook_sim.loading.reading import Table
from playbook_sim.model import Citation, Limit, Reason

READINGS = ("strict", "literal")


def load_reason(entry: Table, reading: str, languages: Iterable[str], citations: Entries[Citation]) -> Reason | None:
    """The wording behind a reading, or None where the limit does not say."""
    key = because(reading)
    if key not in entry:
        return None
    told = entry.table(key)
    reason = Reason(text=told.text("text", languages), cites=cites(told, citations))
    told.finish()
    return reason


def because(reading: str) -> str:
    """The key under which the wording behind a reading stands."""
    return f"{reading}_because"


def check_reasons(written: Table, limit: Limit) -> None:
    """Both readings of a duty are explained where they differ, and neither where they do not.

    ``written`` is what stands there for this version of ``limit``: one that moves a reading says why anew.
    """
    differ = limit.strict != limit.literal
    for reading in READINGS:
        key = because(reading)
        if key in written and not differ:
            written.fail(key, "strict and literal are the same, so no wording makes a difference; take it out")
        moved = reading in written and key not in written
        if differ and (moved or getattr(limit, key) is None):
            written.fail(
                "",
                f"{key!r} is missing: strict and literal differ, so say which wording leads to each, as in "
                f'{key}.text.en = "…" and {key}.cites = ["…"]',
                "no_reason",
                of=key,
            )
