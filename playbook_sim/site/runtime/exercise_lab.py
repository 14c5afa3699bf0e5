"""What the rule lab is asked at build time: changes of every kind, what cannot be so, and what becomes of both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playbook_sim.lab.fields import SINCE, Field, parts
from playbook_sim.lab.held import HeldFiles
from playbook_sim.lab.reach import limit_ids
from playbook_sim.model import Rulebook
from playbook_sim.site.runtime.rules import texts

_LONGER = "21"
_TEXT = 'Così – “due”\nrighe, \\ """'
_FILE = "x.toml"
_RECORD = "\n".join(f'"docs/{number}.md" = {{ en = "{number:012}", it = "{number:012}" }}' for number in range(4000))
IMPOSSIBLE = "2026-02-30"
"""A date that is none: it stands in each request whose changes are all refused."""

_STRANGE = {"number": "x", "date": IMPOSSIBLE, "choice": "?", "text": "", "quote": ""}


def lab(rulebook: Rulebook, cases: list[dict[str, Any]], *, whole: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every method of the lab, and when ``whole`` every kind of change.

    All files go along with each request, so there are few of these.
    """
    files = texts()
    names = [dict.fromkeys(rulebook.languages, str(number)) for number in range(len(cases))]
    worked = [
        {"names": each, "request": case, "file": _FILE, "number": number}
        for number, (each, case) in enumerate(zip(names, cases, strict=True), 1)
    ]
    for problem in _problems(rulebook) if whole else _problems(rulebook)[:1]:
        fields = [field for part in parts(rulebook, HeldFiles(files), problem) for field in part.fields]
        mine = [case for case in worked if case["request"]["problem"] == problem]
        asked = {"files": files, "problem": problem}
        shown = {"case": mine[-1]["request"], "root": "../../../"}
        told = {"today": rulebook.released.isoformat(), "told": dict.fromkeys(rulebook.languages, "Più corto")}
        passage = next(field.path[0] for field in fields if field.kind == "quote")
        expected = {
            "cases": worked,
            "written": {_FILE: f'[[case]]\n[case.expect]\ncites = ["{passage}"]\n' * len(worked)},
        }
        yield "lab_form", asked | {"cases": mine}
        for number, edits in enumerate(_edits(fields)):
            changed = asked | {"edits": edits}
            if whole or number == 1:
                yield "lab_answer", changed | shown
            if number in (1, 2, 3):
                record = "" if number == 2 else _RECORD
                where = {"forge": "https://forge.invalid/x", "problems": [problem], "record": record}
                yield "lab_proposal", changed | told | where | expected
            if number == 1:
                yield "lab_cases", changed | {"cases": worked[::3], "first": 0}
                yield "lab_check", changed
                yield "lab_check", changed | {"of": problem}


def _problems(rulebook: Rulebook) -> list[str]:
    """One with days and readings, and one with working days and a chain."""
    duty = next(limit for limit in rulebook.limits.values() if limit.kind == "duty")
    chain = next(limit for limit in rulebook.limits.values() if limit.chain)
    return [next(id_ for id_ in rulebook.problems if limit.id in limit_ids(rulebook, id_)) for limit in (duty, chain)]


def _edits(fields: list[Field]) -> Iterator[dict[str, str]]:
    """Nothing; a longer limit, from a day on and at once; texts; other choices; what the loader and the lab refuse."""
    amount, since = (next(field for field in fields if field.path[-1] == key) for key in ("amount", SINCE))
    languages = {field.lang: field for field in fields if field.kind == "text"}
    yield {}
    # The words of the source beside it, so that the ones it had stay for what held before.
    quote = next(field for field in fields if field.kind == "quote")
    yield {amount.id: _LONGER, since.id: "2026-03-01", quote.id: f"within {_LONGER} days"}
    yield {amount.id: _LONGER}
    yield {field.id: _TEXT for field in languages.values()}
    for field in {field.path[-1]: field for field in fields if field.kind == "choice"}.values():
        yield {field.id: next(option for option in field.options if option != field.value)}
    yield {amount.id: "0"}
    bodies = [field for field in fields if field.path[-2:-1] == ("body",)]
    for field, place in zip(bodies, ("{blank:none}", "{fact:none}", "{limit:none}", "{none}"), strict=False):
        yield {field.id: f"{field.value}{place}"}
    yield {field.id: _STRANGE[field.kind] for field in fields}
