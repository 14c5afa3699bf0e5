"""Passages that a part of the rulebook still cites although they name another time than the limits which it uses.

Whoever changes a number gives the limit another passage; the old one may stay at its steps, messages and notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from playbook_sim.checking.durations import LANGUAGES, durations
from playbook_sim.checking.quotes import length
from playbook_sim.editing.limits_used import parts
from playbook_sim.errors import RulebookError
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.model import Limit, Rulebook
from playbook_sim.versions import every_version, judging, later

_SHOWN_APART = "left_out"
"""The kind of notes that say what the playbook does not repeat: no limit speaks for them."""


def contradicted(rulebook: Rulebook, folder: Path) -> list[RulebookError]:
    """A mistake for each passage that names a time, stands at a part that uses limits, and agrees with none of them;
    unless another limit rests on it. A version of a limit that was over when the rulebook was released counts for
    nothing, one that is still to come counts.

    ``folder`` holds the files of ``rulebook``, which say where a part is written. Doubts are not looked at, whose
    readings disagree by design, nor parts that no limit belongs to.
    """
    in_force = judging(rulebook, {}, rulebook.released)
    valid = {id_: (now, *later(now), rulebook.limits[id_]) for id_, now in in_force.items()}
    versions = [version for all_of_one in valid.values() for version in all_of_one]
    rested_on = {cite for version in versions for cite in version.cites}
    over = {note for version in every_version(rulebook.limits.values()) for note in version.notes}
    over -= {note for version in versions for note in version.notes}
    apart = over | {note.id for note in rulebook.notes.values() if note.kind == _SHOWN_APART}
    return [
        mistake
        for place, part in parts(rulebook, RulebookFiles(folder)).items()
        if place.rpartition(" ")[2] not in apart
        for cite in part.cites
        if cite not in rested_on
        and (mistake := _contradiction(rulebook, place, [valid[id_] for id_ in valid if id_ in part.limits], cite))
    ]


def _contradiction(rulebook: Rulebook, place: str, used: Sequence[Sequence[Limit]], cite: str) -> RulebookError | None:
    """``used``: of each limit the version in force, and those still to come."""
    passage = rulebook.citations[cite]
    language = rulebook.sources[passage.source].language
    used = [versions for versions in used if versions[0].amount]
    if not used or language not in LANGUAGES:
        return None
    ends = frozenset(end for versions in used for limit in versions for end in (limit.amount, limit.least) if end)
    other = next((duration for duration in durations(passage.quote, language) if not duration.fits(ends)), None)
    if other is None:
        return None
    limits = [versions[0] for versions in used]
    told = ", ".join(f"{limit.id}: {length(limit)}" for limit in limits)
    instead = ", ".join(dict.fromkeys(_telling(rulebook, limits)))
    return RulebookError(
        f"{place}{'.' if ':' in place else ': '}cites",
        f"the passage {cite} says {other.said!r} (“{passage.quote}”), and no limit that is used here does ({told}). "
        f"Name the passage on which the limit rests instead ({instead}), or take this one out. A passage about another "
        "time either stands in the cites of a limit of its own, or is quoted without its number",
    )


def _telling(rulebook: Rulebook, limits: Iterable[Limit]) -> Iterator[str]:
    """The passages of the limits that name a time."""
    for limit in limits:
        for cite in limit.cites:
            passage = rulebook.citations[cite]
            language = rulebook.sources[passage.source].language
            if language in LANGUAGES and any(durations(passage.quote, language)):
                yield cite
