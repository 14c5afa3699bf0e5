"""The new words of a source beside the old ones, on which older cases rest; and in their place wherever a part of the
rulebook cites what the source says now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping

from playbook_sim.lab.held import HeldFiles, Texts
from playbook_sim.lab.toml_text import Path, layout, own_lines, with_value

type Instead = Mapping[str, Collection[str]]
"""Passages, each with those that stand in its place."""

_LIMITS = "limits.toml"
_BY_DESIGN = "doubts.toml"
"""Its readings disagree by design: somebody has to look whether they still do."""

_SHOWN_APART = "left_out"
"""The kind of notes that say what the playbook does not repeat: no limit speaks for them."""


def with_passage_beside(text: str, path: Path, value: str, since: dt.date) -> tuple[str, str]:
    """``text``, a file of citations, with one entry more that has the quote ``value``: a copy of the entry of ``path``,
    below it. Also its id, which is that of the other with the day ``since``: ``…_from_2026_03_10``."""
    old = str(path[0])
    # A format of its own would have C import what the start image has let go of.
    new = f"{old}_from_{since.isoformat().replace('-', '_')}"
    places = layout(text).values
    if (new, path[-1]) in places:
        return with_value(text, (new, path[-1]), value), new
    end = max(place.after for found, place in places.items() if found[:1] == (old,))
    copied = "".join(own_lines(text, (old,)).values())
    before = text[:end] if text[:end].endswith("\n") else f"{text[:end]}\n"
    copied = copied if copied.endswith("\n") else f"{copied}\n"
    more = f"{before}\n[{new}]\n{copied}{text[end:]}"
    return with_value(more, (new, path[-1]), value), new


def citing(text: str, limit: str | int, old: str, new: str) -> str:
    """``text``, that of the limits, with another passage in what the newest version of ``limit`` cites."""
    own = {(limit, *path) for path in own_lines(text, (limit,))}
    return in_cites(text, {old: [new]}, lambda path: path in own)


def in_cites(text: str, instead: Instead, chosen: Callable[[Path], bool] = lambda _: True) -> str:
    """``text`` with other passages in the ``cites`` at the ``chosen`` paths; all around them stays as it is."""
    for path in layout(text).values:
        if path[-1] == "cites" and chosen(path):
            place = layout(text).values[path]
            cited = text[place.start : place.end]
            for old, new in instead.items():
                cited = cited.replace(f'"{old}"', ", ".join(f'"{id_}"' for id_ in new))
            text = f"{text[: place.start]}{cited}{text[place.end :]}"
    return text


def moved(texts: Texts, instead: Instead) -> Texts:
    """``texts`` in which all that cites what a source says now cites the new passages: steps, rules, problems, notes,
    messages, evidence, figures.

    As they were stay the limits, each of which has its own; a passage on which the newest version of some limit rests
    still; doubts; and the notes that are shown apart, or with what held before only.
    """
    gone = {old: new for old, new in instead.items() if not _rested_on(texts[_LIMITS], old)}
    if not gone:
        return texts
    apart = {("notes", id_) for id_ in _notes_apart(HeldFiles(texts))}
    changed = dict(texts)
    for name in texts.keys() - {_LIMITS, _BY_DESIGN}:
        folder = name.partition("/")[0]
        if any(f'"{old}"' in texts[name] for old in gone):
            changed[name] = in_cites(texts[name], gone, lambda path, folder=folder: (folder, path[0]) not in apart)
    return changed


def _rested_on(limits: str, passage: str) -> bool:
    """Whether the newest version of a limit names ``passage``."""
    return any(
        path[-1] == "cites" and "earlier" not in path and f'"{passage}"' in limits[place.start : place.end]
        for path, place in layout(limits).values.items()
    )


def _notes_apart(files: HeldFiles) -> Iterable[str]:
    """The notes that are shown apart, and those that only earlier versions of limits have."""
    for name in files.names("notes"):
        yield from (id_ for id_, note in files.read(name).items() if note.get("kind") == _SHOWN_APART)
    limits = files.read(_LIMITS).values()
    now = {note for limit in limits for note in limit.get("notes", ())}
    yield from (
        note
        for limit in limits
        for version in limit.get("earlier", ())
        for note in version.get("notes", ())
        if note not in now
    )
