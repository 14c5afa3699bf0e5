"""Today for the commands, by the clock of this machine; the engine itself has none."""

from __future__ import annotations

import datetime as dt

from playbook_sim.todays import Todays

WITHOUT_ONE = "today in China, or by this machine's clock for a problem that is about no platform (a complaint)"
"""What is meant where no day is given, for the help of the commands."""


def moment() -> dt.datetime:
    """Now, in the zone of this machine."""
    return dt.datetime.now(dt.UTC).astimezone()


def todays() -> Todays:
    """Today in China and on this machine."""
    return Todays.at(moment())
