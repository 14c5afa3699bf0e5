"""A rulebook is loaded again and again here, with one file changed out of many: the others are not parsed again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from parsed_once import PARSER

from playbook_sim.loading import files


@pytest.fixture(scope="session", autouse=True)
def parsed_once() -> Iterator[None]:
    """For all tests of this folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "tomllib", PARSER)
        yield
