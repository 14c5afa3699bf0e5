"""What the history says of versions that others have already: it stays as it was released."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playbook_sim.editing.impact import Impact
from playbook_sim.errors import RulebookError
from playbook_sim.releases import number_of

type Entries = list[dict[str, Any]]
"""The versions of history.toml as they are written, the oldest first."""

_TOUCHED = ("problems", "limits", "had")


def entries(rulebook: Path) -> Entries:
    """The versions as the history in the folder of a rulebook that loads has them."""
    written: Entries = tomllib.loads((rulebook / "history.toml").read_text(encoding="utf-8-sig"))["version"]
    return written


def rewritten(impact: Impact, then: Entries, now: Entries, base: str) -> Iterator[RulebookError]:
    """The versions of ``base`` that are gone, or say something else now, but for their words.

    A problem or limit that only one of the two rulebooks has may come and go in them: no history names what is not.
    """
    places = _places(now)
    for old in then:
        version = old["version"]
        number, new = places.get(number_of(version), (0, None))
        if new is None:
            yield RulebookError(
                "history.toml",
                f"{base} has the version {version}, and it is gone: links and cases name it. Put it back as it was, "
                "and tell in a new [[version]] what is different now",
            )
        elif changed := [*_changed(impact, old, new)]:
            yield RulebookError(
                f"history.toml: version[{number}]",
                f"{base} has the version {version} already, and here {', '.join(changed)} is not the same. Put it back "
                "as it was, and write a new [[version]] that tells what is different now",
            )


def reworded(then: Entries, now: Entries, base: str) -> Iterator[RulebookError]:
    """The versions of ``base`` that are told in other words; a language that is new changes none."""
    places = _places(now)
    for old in then:
        number, new = places.get(number_of(old["version"]), (0, None))
        pairs = zip(old.get("change", ()), new.get("change", ()), strict=False) if new else ()
        if any(one["text"][lang] != other["text"].get(lang) for one, other in pairs for lang in one["text"]):
            yield RulebookError(
                f"history.toml: version[{number}]",
                f"{base} tells the version {old['version']} in other words. A slip of the pen may be mended; if it "
                "says something else, put it back, and say that in a new [[version]]",
            )


def _places(written: Entries) -> Mapping[object, tuple[int, dict[str, Any]]]:
    return {number_of(entry["version"]): (number, entry) for number, entry in enumerate(written, 1)}


def _changed(impact: Impact, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """The keys of an entry that are not the same."""
    yield from (key for key in ("version", "released") if old[key] != new[key])
    told = [[_touched(impact, change) for change in entry.get("change", ())] for entry in (old, new)]
    # A change all of whose problems and limits are gone cannot be told any more.
    one, other = ([change for change in changes if any(change.values())] for changes in told)
    if len(one) != len(other):
        yield "the number of its changes"
        return
    for key in _TOUCHED:
        if any(before[key] != after[key] for before, after in zip(one, other, strict=True)):
            yield f"`{key}`"


def _touched(impact: Impact, change: dict[str, Any]) -> dict[str, Any]:
    """What a change touches, as far as both rulebooks know it."""
    problems = impact.before.problems.keys() & impact.after.problems.keys()
    limits = impact.before.limits.keys() & impact.after.limits.keys()
    return {
        "problems": problems & {*change.get("problems", ())},
        "limits": limits & {*change.get("limits", ())},
        "had": {id_: had for id_, had in change.get("had", {}).items() if id_ in limits},
    }
