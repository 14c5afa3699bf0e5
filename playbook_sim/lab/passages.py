"""The new words of a source: in the place of the old ones, or beside them where older cases rest on those."""

from __future__ import annotations

import datetime as dt

from playbook_sim.lab.toml_text import Path, layout, own_lines, with_value


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
    for path in own_lines(text, (limit,)):
        if path[-1] == "cites":
            place = layout(text).values[(limit, *path)]
            cited = text[place.start : place.end].replace(f'"{old}"', f'"{new}"')
            text = f"{text[: place.start]}{cited}{text[place.end :]}"
    return text
