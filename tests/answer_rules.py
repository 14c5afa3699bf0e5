"""What every answer keeps to, whatever the case: dates in order, references that lead somewhere, and all of it JSON."""

from __future__ import annotations

import json
from typing import Any

from playbook_sim.model import Resolution, Rulebook


def check_answer(book: Rulebook, resolution: Resolution) -> None:
    """An answer says where the case stands and what is next, and its dates come in their order."""
    assert resolution.status in book.vocabulary["status"]
    assert resolution.status != "needs_facts" or resolution.next_question in resolution.questions
    assert resolution.status == "needs_facts" or resolution.paths
    for found in resolution.deadlines:
        ends = (found.strict, found.literal) if found.kind == "duty" else (found.earliest, found.latest)
        if found.start is None:
            assert ends == (None, None), found.id
        else:
            assert None not in ends, found.id
            assert found.start <= ends[0] <= ends[1], found.id
            assert ends[1] == found.counts[-1].end, found.id
            assert found.counts[0].start == found.start, found.id


def check_data(book: Rulebook, data: dict[str, Any]) -> None:
    """The answer as data is JSON, and all that it names is in it or in the rules."""
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    listed = {key: {entry["id"] for entry in data[key]} for key in ("citations", "doubts", "deadlines", "evidence")}
    notes = {note["id"] for kind in ("warnings", "gaps", "advice", "left_out", "footnotes") for note in data[kind]}
    for key, ids in _named(data, ("citations", "doubts")).items():
        assert ids <= listed[key], (key, ids - listed[key])
    for path in data["paths"]:
        assert set(path["notes"]) <= notes
        assert set(path["deadlines"]) <= listed["deadlines"]
        assert path["headline"] in (None, *(step["id"] for step in path["steps"]))
        for step in path["steps"]:
            assert set(step["evidence"]) <= listed["evidence"]
            assert step["deadline"] in (None, *path["deadlines"])
            assert step["message"] in (None, *book.messages)


def _named(data: Any, keys: tuple[str, ...]) -> dict[str, set[str]]:
    """Key → all ids in lists called so, wherever they stand."""
    found: dict[str, set[str]] = {key: set() for key in keys}
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            for key in keys:
                found[key].update(id_ for id_ in one.get(key, ()) if isinstance(id_, str))
            one = one.values()
        waiting += [inner for inner in one if isinstance(inner, (dict, list))]
    return found
