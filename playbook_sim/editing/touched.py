"""What the history says that a new version touches is what has changed, no more and no less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from playbook_sim.editing.impact import Impact
from playbook_sim.errors import RulebookError
from playbook_sim.loading.history import dates_of
from playbook_sim.loading.limits import MOVING
from playbook_sim.model import Change, Limit, Rulebook
from playbook_sim.releases import number_of

_PARTS = ("facts", "limits", "evidence", "messages", "notes", "doubts", "citations")
"""What a problem or a limit is put together from, by id."""


def changes_since(impact: Impact) -> Iterator[tuple[str, Change]]:
    """Each change of the versions that only the rulebook at hand has, with its place."""
    for number, release in enumerate(impact.after.history, 1):
        if number_of(release.version) > number_of(impact.before.version):
            for at, change in enumerate(release.changes, 1):
                yield f"history.toml: version[{number}].change[{at}]", change


def misnamed(impact: Impact, base: str, led: set[str]) -> Iterator[RulebookError]:
    """The problems and limits that a new version names although nothing of them has changed since ``base``, not even
    a word; and the limits whose dates moved and of which it does not say what they were, or of which it says something
    else than ``base`` has.

    ``led``: the problems to which plain questions lead now, or led, and did not before, or do no more.
    """
    answers = {each.problem for each in impact.changed} | led
    named: set[str] = set()
    for place, change in changes_since(impact):
        named |= {*change.limits}
        problems = [id_ for id_ in change.problems if id_ not in answers and _same(impact, "problems", id_)]
        limits = [id_ for id_ in change.limits if _same(impact, "limits", id_)]
        for key, ids in (("problems", problems), ("had" if {*limits} & {*change.had} else "limits", limits)):
            if ids:
                yield RulebookError(
                    f"{place}.{key}",
                    f"nothing of {' and '.join(ids)} has changed since {base}; take {'it' if len(ids) == 1 else 'them'}"
                    f" out, or name what did: playbook-sim impact --base {base} lists it",
                )
    yield from _false(impact, base)
    yield from _untold(impact, base, named)


def _false(impact: Impact, base: str) -> Iterator[RulebookError]:
    """What is told of limits that they were not. Of several changes of one, the first tells what ``base`` has."""
    told: set[str] = set()
    for place, change in changes_since(impact):
        for id_, had in change.had.items():
            then = impact.before.limits.get(id_)
            # Of one that has not changed at all, that is said already.
            same = id_ in told or _same(impact, "limits", id_)
            if then and not same and dates_of(had) != dates_of(then):
                written = _as_written(then, impact.after.limits[id_], base)
                yield RulebookError(
                    f"{place}.had.{id_}", f"this is not what {id_} was in {base}: {written}. Write that"
                )
            told.add(id_)


def _untold(impact: Impact, base: str, named: set[str]) -> Iterator[RulebookError]:
    changes = [*changes_since(impact)]
    told = {id_ for _, change in changes for id_ in change.had}
    for id_ in _moved(impact.before, impact.after):
        then, now = impact.before.limits[id_], impact.after.limits[id_]
        # No `had` tells that a limit was of another kind, a chain, or a number of the merchant's own.
        tellable = then.kind == now.kind and not (then.chain or then.amount_from or now.amount_from)
        if id_ in told or (id_ in named and not tellable):
            continue
        place = next((place for place, change in changes if id_ in change.limits), "history.toml")
        wanted = (
            f"says what {id_} was, whose dates have moved since {base}. Write it: [version.change.had] "
            f"{_as_written(then, now, base)}"
            if tellable
            else f"names {id_}, whose dates have moved since {base}; name it in `limits` of a [[version.change]]"
        )
        yield RulebookError(place, f"no change since {impact.before.version} {wanted}")


def _as_written(then: Limit, now: Limit, base: str) -> str:
    """What ``then`` was, as `had` tells it where ``now`` holds after the change."""
    keys = [key for key in MOVING if key == "amount" or getattr(then, key) not in (None, getattr(now, key))]
    values: dict[str, Any] = {"valid_from": then.valid_from} if then.valid_from else {}
    values |= {key: getattr(then, key) for key in keys}
    written = ", ".join(f"{key} = {f'"{value}"' if isinstance(value, str) else value}" for key, value in values.items())
    return f"{then.id} = {{ {written} }}" + (
        f", with `earlier` as in limits.toml of {base}" if then.versions[1:] else ""
    )


def _moved(before: Rulebook, after: Rulebook) -> Iterator[str]:
    """The limits of both whose dates are other ones. A chain follows its links."""
    for id_, limit in after.limits.items():
        if id_ in before.limits and not limit.chain and dates_of(before.limits[id_]) != dates_of(limit):
            yield id_


def _same(impact: Impact, kind: str, id_: str) -> bool:
    return _whole(impact.before, kind, id_) == _whole(impact.after, kind, id_)


def _whole(rulebook: Rulebook, kind: str, id_: str) -> Mapping[tuple[str, str], Any]:
    """A part, and all that it names, and what these name; nothing where there is no such part."""
    found: dict[tuple[str, str], Any] = {}
    left = [(kind, id_)] if id_ in getattr(rulebook, kind) else []
    while left:
        part = left.pop()
        if part not in found:
            found[part] = getattr(rulebook, part[0])[part[1]]
            ids = {*_strings(found[part])}
            left += [(parts, each) for parts in _PARTS for each in ids & getattr(rulebook, parts).keys()]
    return found


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _strings((*value, *value.values()))
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
