"""What somebody typed, as another rulebook: its texts, the rulebook that they say, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from playbook_sim.errors import RulebookError
from playbook_sim.lab.fields import SINCE, Field, place
from playbook_sim.lab.held import Texts, load
from playbook_sim.lab.passages import Instead, citing, moved, with_passage_beside
from playbook_sim.lab.toml_text import (
    Path,
    Value,
    layout,
    own_lines,
    with_entry,
    with_line,
    with_value,
    without,
)
from playbook_sim.loading.limits import RESTATED
from playbook_sim.loading.readings import READINGS, because
from playbook_sim.model import Rulebook

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something that cannot be so. ``field``: the id of the field it belongs to, None where no single one is to blame.

    ``code``: a key of ``[lab.mistake]``, whose sentence ``details`` fill; ``rules`` where it is the loader that refuses
    for a reason that has no such sentence. The loader says why, in English, in ``said`` and where in ``place``.
    """

    field: str | None
    code: str
    place: str = ""
    said: str = ""
    details: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Changed:
    """The rulebook with the edits. ``texts``: its files that are not as they were. ``rulebook`` is None while something
    is wrong; then ``mistakes`` say what. ``instead``: the passages on which only older cases go on resting, each with
    those that take its place from a day on."""

    texts: Texts
    rulebook: Rulebook | None
    mistakes: tuple[Mistake, ...]
    instead: Instead = MappingProxyType({})


def change(texts: Texts, fields: Iterable[Field], edits: Mapping[str, str]) -> Changed:
    """The rulebook of ``texts`` with ``edits`` (field id → what was typed). An edit of no field counts for nothing."""
    wanted = [field for field in fields if field.id in edits and edits[field.id] != field.value]
    mistakes: list[Mistake] = []
    changed = dict(texts)
    instead: dict[str, list[str]] = {}
    since = _since(wanted, edits)
    # The new version of a limit takes over what was changed, so it comes last.
    for field in sorted(wanted, key=lambda field: field.path[-1] == SINCE):
        try:
            value = _value(field, edits[field.id])
            if field.kind == "quote" and (dated := _dated(texts, field, since)):
                instead[str(field.path[0])] = _quote_beside(changed, field, str(value), dated)
                continue
            changed[field.file] = _with(changed[field.file], texts[field.file], field, value)
        except ValueError as error:
            mistakes.append(Mistake(field.id, str(error)))
        except KeyError:
            mistakes.append(Mistake(field.id, "no_place"))
    for file in {field.file for field in wanted}:
        changed[file] = _without_idle_reasons(changed[file], {field.path[0] for field in wanted if field.file == file})
    changed = moved(changed, instead)
    different = {name: text for name, text in changed.items() if text != texts[name]}
    if mistakes:
        return Changed(different, None, tuple(mistakes))
    try:
        return Changed(different, load(changed), (), instead)
    except RulebookError as error:
        return Changed(different, None, _refused(error, wanted))


def _since(wanted: Iterable[Field], edits: Mapping[str, str]) -> dict[str | int, dt.date]:
    """The limits that become others from a day on, with the day."""
    days = ((field.path[0], edits[field.id]) for field in wanted if field.path[-1] == SINCE)
    return {limit: dt.date.fromisoformat(day) for limit, day in days if _is_date(day)}


def _dated(texts: Texts, field: Field, since: Mapping[str | int, dt.date]) -> dict[str | int, dt.date]:
    """The limits among ``since`` that rest on the passage of ``field``."""
    passage = f'"{field.path[0]}"'
    own = {limit: own_lines(texts["limits.toml"], (limit,)) for limit in since}
    return {
        limit: day
        for limit, day in since.items()
        if any(path[-1] == "cites" and passage in line for path, line in own[limit].items())
    }


def _quote_beside(changed: dict[str, str], field: Field, quote: str, dated: Mapping[str | int, dt.date]) -> list[str]:
    """What a limit was goes on resting on the words that the source had: the new ones come beside them. Their ids."""
    beside = []
    for limit, day in dated.items():
        changed[field.file], new = with_passage_beside(changed[field.file], field.path, quote, day)
        changed["limits.toml"] = citing(changed["limits.toml"], limit, str(field.path[0]), new)
        beside.append(new)
    return [*dict.fromkeys(beside)]


def _value(field: Field, typed: str) -> Value | None:
    """What was typed as TOML has it; None for nothing. Raises ValueError with the code of the mistake."""
    if typed == "" and field.optional:
        return None
    if field.kind == "number":
        if not _WHOLE_NUMBER.fullmatch(typed.strip()):
            raise ValueError("number")
        return int(typed)
    if field.kind == "date":
        if not _is_date(typed):
            raise ValueError("date")
        return dt.date.fromisoformat(typed)
    if field.kind == "choice":
        if typed not in field.options:
            raise ValueError("choice")
        return typed == "true" if set(field.options) == {"true", "false"} else typed
    if field.kind == "quote":
        return " ".join(typed.split())
    return typed.replace("\r\n", "\n")


def _is_date(typed: str) -> bool:
    try:
        return bool(_ISO_DATE.fullmatch(typed) and dt.date.fromisoformat(typed))
    except ValueError:
        return False


def _with(text: str, original: str, field: Field, value: Value | None) -> str:
    path = field.path
    if path[-1] == SINCE:
        return _with_version(text, original, path[:-1], value) if isinstance(value, dt.date) else text
    if path[-1] == "unit" and isinstance(value, str):
        return _with_unit(text, path, value)
    if value is None:
        return without(text, path)
    if path in layout(text).values:
        return with_value(text, path, value)
    return _with_new_line(text, path, value)


def _with_unit(text: str, path: Path, value: str) -> str:
    """The unit and, where working days are counted, whose they are."""
    unit, _, calendar = value.partition(":")
    text = with_value(text, path, unit)
    whose = (*path[:-1], "calendar")
    if not calendar:
        return without(text, whose)
    if whose in layout(text).values:
        return with_value(text, whose, calendar)
    return with_line(text, whose, calendar, after=path)


def _with_new_line(text: str, path: Path, value: Value) -> str:
    """``least`` goes below ``amount``, and the reason for a reading below that."""
    table = path[:-1]
    if len(path) > 3 and path[-2] == "text":
        table, end = path[:-3], str(path[-3]).removesuffix("_because")
        lines = [found for found in layout(text).values if found[: len(path) - 1] == path[:-1]]
        text = with_line(text, path, value, after=lines[-1] if lines else (*table, end))
        cited = (*path[:-2], "cites")
        # The wording is in one of the passages of the limit; whoever proposes the change takes out the others.
        if cited not in layout(text).values:
            text = _with_cites(text, cited, (*table, "cites"), after=path)
        return text
    return with_line(text, path, value, after=(*table, "amount"))


def _with_cites(text: str, path: Path, of: Path, after: Path) -> str:
    found = layout(text).values
    literal = text[found[of].start : found[of].end]
    text = with_line(text, path, "", after)
    place = layout(text).values[path]
    return text[: place.start] + literal + text[place.end :]


def _without_idle_reasons(text: str, limits: set[str | int]) -> str:
    """Where both readings are the same day, no wording makes a difference, and the loader would refuse one."""
    for id_ in limits:
        found = layout(text).values
        ends = [found.get((id_, end)) for end in READINGS]
        said = {text[end.start : end.end] for end in ends if end}
        if len(said) == 1 and all(ends):
            for end in READINGS:
                text = without(text, (id_, because(end)))
    return text


def _with_version(text: str, original: str, limit: Path, since: dt.date) -> str:
    """The limit as it is now from the day ``since`` on, and what was different until then as an earlier version."""
    before, now = own_lines(original, limit), own_lines(text, limit)
    moved = [inner for inner in before if inner[0] in RESTATED and before[inner].strip() != now.get(inner, "").strip()]
    keys = {inner[0] for inner in moved}
    # A unit without its calendar is another unit: what belongs together is told together.
    keys |= {"calendar"} if "unit" in keys else set()
    keys |= {because(end) for end in READINGS if end in keys}
    lines = "".join(line for inner, line in before.items() if inner[0] in keys)
    first = (*limit, "valid_from")
    lines += before.get(("valid_from",), "")
    if first in layout(text).values:
        text = with_value(text, first, since)
    else:
        text = with_line(text, first, since, after=(*limit, "counted_from"))
    return with_entry(text, limit, "earlier", lines)


# --- where a mistake belongs ------------------------------------------------------------------------------------


def _refused(error: RulebookError, edited: list[Field]) -> tuple[Mistake, ...]:
    """The loader's mistakes at the edited fields to which they belong; of several at one field the first."""
    found: dict[str, Mistake] = {}
    for each in error.mistakes:
        field = _nearest(each, edited)
        found.setdefault(field or str(each), refused(field, each))
    return tuple(found.values())


def _nearest(error: RulebookError, edited: list[Field]) -> str | None:
    """The edited field that is nearest to the place of a mistake."""
    file, _, path = error.place.partition(": ")
    wanted = _keys(path)
    near = [(_common(wanted, field), field.id) for field in edited if field.file == file]
    best = max(near, key=lambda found: found[0], default=(0, None))
    # One edit alone is to blame for all that it breaks, wherever that is.
    alone = edited[0].id if len(edited) == 1 else None
    return best[1] if best[0] else alone


def refused(field: str | None, error: RulebookError) -> Mistake:
    """What the loader, or whoever uses the rulebook, refuses, as the mistake of a field."""
    return Mistake(field, error.code or "rules", error.place, error.problem, error.details)


def _keys(path: str) -> list[str]:
    return re.findall(r"[^.\[\]]+", path)


def _common(wanted: list[str], field: Field) -> int:
    same = 0
    for one, other in zip(wanted, _keys(place("", field.path).removeprefix(": ")), strict=False):
        if one != other:
            break
        same += 1
    return same
