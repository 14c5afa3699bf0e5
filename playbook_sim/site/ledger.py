"""Where each row of the rule inventory went: computed from what cites it, kept as data for review.

    python -m playbook_sim.site ledger write

docs/decisions/0060-coverage-ledger.md says why it is both computed and kept.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence

from playbook_sim.errors import RulebookError
from playbook_sim.model import Rulebook
from playbook_sim.site.page_calls import Call
from playbook_sim.site.places import ROOT

LEDGER = ROOT / "playbook_sim" / "site" / "ledger.toml"
"""The ledger: row of the inventory → the places it went to."""

INVENTORY = ROOT / "tests" / "data" / "inventory_rows.txt"
"""The ids of the inventory's rows, one on each line, in its order."""

WRITE = "python -m playbook_sim.site ledger write"

_HEADER = (
    "# Where each row of the rule inventory went: a place is a part of the rulebook that cites the row, or a section\n"
    f"# of a page that quotes it. Written by: {WRITE}\n"
)

type Ledger = Mapping[str, Sequence[str]]
"""Row → its places, each ``kind: id``. See ``cited_at`` for the kinds."""


def inventory_rows() -> tuple[str, ...]:
    """The ids of the rows of the inventory."""
    return tuple(INVENTORY.read_text(encoding="utf-8-sig").split())


def cited_at(rulebook: Rulebook, calls: Iterable[Call]) -> dict[str, set[str]]:
    """Every place that cites something → what it cites.

    ``problem: P``, ``rule: P/RULE``, ``step: P/STEP``, ``limit: ID``, ``earlier: ID`` (only an earlier version of the
    limit), ``evidence: ID``, ``message: ID``, ``metric: ID``, ``note: ID``, ``left out: ID`` (a note that says why),
    ``page: PAGE.md#ANCHOR`` (a page that quotes it) and ``doubt: ID`` (a reading of it). A step that several problems
    share stands at the first of them.
    """
    found: dict[str, set[str]] = {}

    def put(place: str, cites: Iterable[str]) -> None:
        if cites := set(cites):
            found.setdefault(place, set()).update(cites)

    # A problem that mirrors another has the rules of that one, where they are written.
    own = [(problem, rule) for problem in rulebook.problems.values() if not problem.mirrors for rule in problem.rules]
    for problem in rulebook.problems.values():
        put(f"problem: {problem.id}", problem.cites)
    for problem, rule in own:
        put(f"rule: {problem.id}/{rule.id}", rule.cites)
    shared: dict[tuple[str, str, tuple[str, ...]], str] = {}
    for problem, rule in own:
        for step in rule.steps:
            same = step.id, "".join(step.do.values()), step.cites
            put(shared.setdefault(same, f"step: {problem.id}/{step.id}"), step.cites)
    for kind in ("limit", "evidence", "message", "metric"):
        for part in getattr(rulebook, kind if kind == "evidence" else f"{kind}s").values():
            put(f"{kind}: {part.id}", part.cites)
    for limit in rulebook.limits.values():
        put(f"earlier: {limit.id}", {cite for version in limit.versions for cite in version.cites} - {*limit.cites})
    for note in rulebook.notes.values():
        put(f"{'left out' if note.kind == 'left_out' else 'note'}: {note.id}", note.cites)
    for call in calls:
        if call.macro == "quote" and call.argument:
            put(f"page: {call.page}.md" + (f"#{call.anchor}" if call.anchor else ""), [call.argument])
    for doubt in rulebook.doubts.values():
        put(f"doubt: {doubt.id}", [cite for reading in doubt.readings for cite in reading.cites])
    return found


def ledger(rulebook: Rulebook, calls: Iterable[Call], rows: Iterable[str]) -> Ledger:
    """Each of ``rows`` with all its places, in the order of ``cited_at``."""
    places = cited_at(rulebook, calls)
    return {row: [place for place, cites in places.items() if row in cites] for row in rows}


def counts(row: str, place: str) -> bool:
    """Whether ``place`` is enough for ``row``. A doubt alone says only that a sentence is unclear.

    For the Italian translation that is all there is to say: it holds no rule of its own.
    """
    return row.startswith("it_") or not place.startswith("doubt: ")


def without_place(found: Ledger) -> list[str]:
    """The rows that went nowhere."""
    return [row for row, places in found.items() if not any(counts(row, place) for place in places)]


def stale(rulebook: Rulebook, calls: Iterable[Call]) -> list[RulebookError]:
    """That the ledger as kept is not what ``rulebook`` and the ``calls`` of the pages say, if so."""
    if LEDGER.read_text(encoding="utf-8-sig") == written(ledger(rulebook, calls, inventory_rows())):
        return []
    what = "rules or pages cite other rows than it says; write it anew, and see in the difference where each row went"
    return [RulebookError(f"playbook_sim/site/{LEDGER.name}", f"{what}: {WRITE}")]


def written(found: Ledger) -> str:
    """The ledger as TOML."""
    parts = [_HEADER]
    for row, places in found.items():
        lines = "".join(f'    "{place}",\n' for place in places)
        parts.append(f"{row} = [\n{lines}]\n" if places else f"{row} = []\n")
    return "\n".join(parts)


def read() -> Ledger:
    """The ledger as kept."""
    return tomllib.loads(LEDGER.read_text(encoding="utf-8-sig"))
