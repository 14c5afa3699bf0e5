"""How the rulebook came to be as it is: its versions, and what each of them changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from playbook_sim.model.rules import Limit
from playbook_sim.model.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of the rulebook in plain words.

    ``problems`` and ``limits`` are those it touches. ``had``: the limits whose dates it moved, as they were before it.
    """

    text: Text
    problems: tuple[str, ...]
    limits: tuple[str, ...]
    had: Mapping[str, Limit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A version of the rulebook, the day it was released, and what it changed; the first one changed nothing."""

    version: str
    released: dt.date
    changes: tuple[Change, ...]
