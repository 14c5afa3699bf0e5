"""That the languages of the changed texts say the same, written into the record of translations."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection, Mapping

from playbook_sim.lab.held import Texts
from playbook_sim.loading.twins import hash_of, record_line, texts_in
from playbook_sim.model import Language


def loose(texts: Texts, changed: Texts, tongues: Collection[Language]) -> list[str]:
    """The places of the texts in the files ``changed`` that are not as in ``texts``."""
    found = []
    for name, toml in changed.items():
        before, after = (_hashes(name, text, tongues) for text in (texts[name], toml))
        found += [place for place, hashes in after.items() if before.get(place) != hashes]
    return found


def with_confirmed(record: str, texts: Texts, changed: Texts, tongues: Collection[Language], day: dt.date) -> str:
    """``record`` with the texts of the files ``changed`` as they are now, confirmed on ``day``.

    The order is the files' own, and only lines of texts that are not as in ``texts`` differ: a text that is new follows
    the one before it, one that has gone goes.
    """
    fresh = set(loose(texts, changed, tongues))
    lines = record.split("\n")
    for name, toml in changed.items():
        before, after = (_hashes(name, text, tongues) for text in (texts[name], toml))
        gone = tuple(f'"{place}" = ' for place in before if place not in after)
        lines = [line for line in lines if not (gone and line.startswith(gone))]
        last = next((number for number, line in enumerate(lines) if line.startswith(f'"{name}: ')), len(lines) - 1) - 1
        for place, hashes in after.items():
            here = next((number for number, line in enumerate(lines) if line.startswith(f'"{place}" = ')), None)
            if place in fresh:
                here = last + 1 if here is None else here
                lines[here : here + (place in before)] = [record_line(place, hashes, day)]
            last = last if here is None else here
    return "\n".join(lines)


def _hashes(name: str, toml: str, tongues: Collection[Language]) -> dict[str, Mapping[str, str]]:
    return {
        f"{name}: {place}": {language: hash_of(said) for language, said in text.items()}
        for place, text in texts_in(tomllib.loads(toml), tongues)
    }
