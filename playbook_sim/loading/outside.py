"""A shorter time for a duty by what is no part of the sources: ``outside`` of a limit."""

from __future__ import annotations

from collections.abc import Iterable

from playbook_sim.loading.mistakes import Entries
from playbook_sim.loading.reading import Table
from playbook_sim.model import Note, Outside


def load_outside(entry: Table, languages: Iterable[str], notes: Entries[Note]) -> Outside | None:
    """What others say of this limit, or None where it names nobody."""
    if "outside" not in entry:
        return None
    told = entry.table("outside")
    outside = Outside(amount=told.integer("amount"), text=told.text("text", languages), note=told.string("note"))
    told.finish()
    told.known("note", outside.note, notes.where(lambda note: note.kind == "footnote"), "footnote")
    if outside.amount < 1:
        told.fail("amount", f"found {outside.amount}; write the number of days that they name, 1 or more")
    return outside
