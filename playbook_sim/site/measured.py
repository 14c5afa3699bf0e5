"""The last committed run of ``make bench``, read for the page that shows it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playbook_sim.site.places import ROOT

LATEST = ROOT / "benchmarks" / "results" / "latest.json"
STATES = ("empty", "warm", "slow")
_RUN = ("date", "commit", "rounds", "machine", "load", "line", "task")
_PARTS = (*_RUN, "starts", "answers", "cases", "building", "weight")


class MeasuredError(Exception):
    """The file of the last measurement cannot be shown; the message says what is missing."""


def read(path: Path = LATEST) -> Mapping[str, Any]:
    """The measurement. A part that could not be measured has nothing but its ``reason``.

    Raises MeasuredError when the file is missing, is no JSON or lacks a part.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MeasuredError(f"{path.name}: {error}; write it with make bench") from None
    missing = [part for part in _PARTS if part not in found]
    if missing:
        raise MeasuredError(f"{path.name} lacks {', '.join(missing)}; write it again with make bench")
    return found


def start(found: Mapping[str, Any], id_: str) -> Mapping[str, Any]:
    """What was measured of one contender. Raises MeasuredError when it is not there."""
    for one in found["starts"]:
        if one["id"] == id_:
            return one
    raise MeasuredError(f"the measurement lacks {id_!r}; write it again with make bench")
