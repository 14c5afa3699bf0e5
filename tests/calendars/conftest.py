"""The calendars of the rulebook, loaded once."""

from __future__ import annotations

import pytest

from playbook_sim.loading.calendars import load_calendars
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.model import Calendar

CALENDARS = load_calendars(RulebookFiles().table, ["china", "italy", "mon_fri"], ["en", "it"])


@pytest.fixture(scope="session", params=list(CALENDARS))
def calendar(request: pytest.FixtureRequest) -> Calendar:
    """Every calendar in turn."""
    return CALENDARS[request.param]


@pytest.fixture(scope="session")
def calendars() -> dict[str, Calendar]:
    """All calendars by id."""
    return CALENDARS
