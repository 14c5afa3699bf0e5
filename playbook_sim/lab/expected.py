"""Worked cases that expect the old words of a source, where their answers show the new ones in the place of those."""

from __future__ import annotations

from collections.abc import Callable, Collection

from playbook_sim.lab.held import Texts
from playbook_sim.lab.passages import Instead, in_cites
from playbook_sim.lab.toml_text import Path, layout

FOLDER = "tests/cases"
"""Where the worked cases lie in the repository."""

type Shown = Callable[[str, int], Collection[str] | None]
"""What the answer to a worked case cites, by the file of the case and its number there, from 1; None for no answer."""


def expecting(written: Texts, instead: Instead, shown: Shown) -> Texts:
    """The files of worked cases, as they are ``written``, with what each case expects ``instead`` because it is shown.

    A case whose answer shows the old passage still, or neither, stays as it is.
    """
    named = {name: text for name, text in written.items() if any(f'"{old}"' in text for old in instead)}
    return written | {name: _expecting(name, text, instead, shown) for name, text in named.items()}


def _expecting(name: str, text: str, instead: Instead, shown: Shown) -> str:
    for path in layout(text).values:
        if path[:1] == ("case",) and path[2:] == ("expect", "cites"):
            text = _in_one(text, path, instead, lambda number=int(path[1]) + 1: shown(name, number))
    return text


def _in_one(text: str, path: Path, instead: Instead, shown: Callable[[], Collection[str] | None]) -> str:
    place = layout(text).values[path]
    expected = [old for old in instead if f'"{old}"' in text[place.start : place.end]]
    answer = shown() if expected else None
    if answer is None:
        return text
    seen = {old: [new for new in instead[old] if new in answer] for old in expected if old not in answer}
    return in_cites(text, {old: new for old, new in seen.items() if new}, lambda found: found == path)
