"""What each version of the rulebook changed: ``history.toml``."""

from __future__ import annotations

import datetime as dt

from playbook_sim.loading.limits import MOVING, Known, load_limit, restated
from playbook_sim.loading.mistakes import Entries, Mistakes
from playbook_sim.loading.reading import Table, listed
from playbook_sim.model import Change, Limit, Problem, Release
from playbook_sim.releases import number_of

HAD = (*MOVING, "unit_stated", "valid_from", "earlier")
"""What may be told of a limit as it was before a change."""


def load_history(
    table: Table,
    top: tuple[str, dt.date],
    problems: Entries[Problem],
    limits: Entries[Limit],
    entries: Entries[Table],
    known: Known,
    mistakes: Mistakes,
) -> tuple[Release, ...]:
    """The versions, the oldest first. ``top``: the version and the day of rulebook.toml, which the last one must have;
    that it has others is noted among ``mistakes``, and what the versions tell holds all the same.

    ``entries`` are the ``limits`` as written. What a limit ``had`` is told as in limits.toml, and only as far as it
    was different from what holds after the change.
    """
    written = table.tables("version")
    if not written:
        table.fail("", "no version: add [[version]] with version and released")
    releases: list[Release] = []
    # Backwards, because a change tells what was before it: its place is known only by what came after.
    state = _State(limits.where(lambda limit: True), dict(entries), known)
    for number, entry in reversed(list(enumerate(written))):
        releases.insert(0, _release(entry, state, problems, first=number == 0))
    for before, after, entry in zip(releases, releases[1:], written[1:], strict=False):
        if number_of(after.version) <= number_of(before.version):
            entry.fail("version", f"found {after.version!r} after {before.version!r}; write the oldest first")
        if after.released < before.released:
            entry.fail("released", f"found {after.released}, before {before.version} ({before.released}); correct it")
    last = releases[-1]
    with mistakes.beside():
        if (last.version, last.released) != top:
            written[-1].fail(
                "version",
                f"found {last.version}, released {last.released}, and rulebook.toml says {top[0]}, released {top[1]}; "
                "the last version here is that one",
            )
    table.finish()
    return tuple(releases)


class _State:
    """The limits as they were before the changes read so far, and how they would have been written."""

    def __init__(self, limits: Entries[Limit], entries: dict[str, Table], known: Known) -> None:
        self.limits = limits
        self.languages = known.languages
        self._entries = entries
        self._known = known

    def before(self, id_: str, entry: Table) -> Limit:
        """The limit before the change that ``entry`` tells of."""
        after = self.limits[id_]
        if after.chain:
            entry.fail("", f"a chain follows its links; tell what {listed(after.chain)} had")
        for key in entry:
            if key not in HAD:
                entry.fail(key, f"{key!r} moves no date; write only {listed(HAD)}")
        self._entries[id_] = restated(entry, self._entries[id_])
        had = load_limit(self._entries[id_], id_, self._known)
        if dates_of(had) == dates_of(after):
            entry.fail("", "this is what holds after the change too; write what was different, or take it out")
        self.limits[id_] = had
        return had


def dates_of(limit: Limit) -> list[tuple[object, ...]]:
    """All that a date of the limit follows from, version by version."""
    return [tuple(getattr(version, key) for key in ("valid_from", *MOVING)) for version in limit.versions or (limit,)]


def _release(entry: Table, state: _State, problems: Entries[Problem], *, first: bool) -> Release:
    version = entry.string("version")
    if number_of(version) is None:
        entry.fail("version", f"found {version!r}; write numbers with points between them, as in 1.0.0")
    changes = entry.tables("change")
    if first and changes:
        entry.fail("change", "nothing was before the first version; take its changes out")
    if not first and not changes:
        entry.fail("", "no change: add [[version.change]] with text, and the problems and limits that it touches")
    release = Release(
        version=version,
        released=entry.date("released"),
        # The last change of a version is the nearest to what holds after it.
        changes=tuple(reversed([_change(change, state, problems) for change in reversed(changes)])),
    )
    entry.finish()
    return release


def _change(entry: Table, state: _State, problems: Entries[Problem]) -> Change:
    told = entry.table_or_empty("had")
    for id_ in told:
        told.known(id_, id_, state.limits, "limit")
    had = {id_: state.before(id_, table) for id_, table in told.items()}
    named = entry.known_strings("problems", problems, "problem")
    limits = entry.known_strings("limits", state.limits, "limit")
    change = Change(
        text=entry.text("text", state.languages),
        problems=tuple(id_ for id_ in problems if id_ in named),
        limits=tuple(dict.fromkeys((*limits, *had))),
        had=had,
    )
    if not named and not change.limits:
        entry.fail("", "it touches nothing: add problems or limits, so that a case knows it by them")
    entry.finish()
    return change
