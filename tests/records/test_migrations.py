"""A record of an older shape becomes one of the newest; a newer one is refused in words."""

from __future__ import annotations

from typing import Any

import pytest
from random_cases import BOOK

from playbook_sim.records.migrations import MIGRATIONS, SCHEMA, SchemaError, migrated
from playbook_sim.records.record import read_record

TODAY = BOOK.released.isoformat()


def renamed(record: dict[str, Any]) -> dict[str, Any]:
    """From 1 to 2, for this test only: a part gets another name."""
    return {"remarks" if key == "notes" else key: value for key, value in record.items()}


def split(record: dict[str, Any]) -> dict[str, Any]:
    """From 2 to 3, for this test only: a text becomes a list."""
    return record | {"remarks": record["remarks"].split(", ")}


FOR_THE_TEST = {1: renamed, 2: split}


@pytest.mark.parametrize(
    ("schema", "told"), [(1, {"notes": "a, b"}), (2, {"remarks": "a, b"}), (3, {"remarks": ["a", "b"]})]
)
def test_every_older_shape_becomes_the_newest(schema: int, told: dict[str, Any]) -> None:
    old = {"schema": schema, **told}
    kept = dict(old)
    assert migrated(old, FOR_THE_TEST, 3) == {"schema": 3, "remarks": ["a", "b"]}
    assert old == kept


def test_a_record_that_does_not_say_its_shape_has_the_first() -> None:
    assert migrated({"notes": "a"}, FOR_THE_TEST, 2) == {"schema": 2, "remarks": "a"}


def test_each_shape_that_there_was_leads_to_the_next() -> None:
    assert set(MIGRATIONS) == set(range(1, SCHEMA))


@pytest.mark.parametrize(
    ("schema", "newer"), [(SCHEMA + 1, True), (0, False), (-1, False), ("1", False), (True, False)]
)
def test_a_shape_that_is_not_known(schema: Any, newer: bool) -> None:
    with pytest.raises(SchemaError) as refused:
        migrated({"schema": schema})
    assert refused.value.newer is newer


@pytest.mark.parametrize("lang", BOOK.languages)
def test_a_record_of_a_newer_version_is_refused_in_words(lang: str) -> None:
    record, (mistake,) = read_record(BOOK, lang, {"schema": SCHEMA + 1, "problem": "no_stock"}, TODAY)
    assert record is None
    assert mistake.field == "schema"
    assert str(SCHEMA + 1) in mistake.message
    assert mistake.message == BOOK.words["records.newer"][lang].format(given=SCHEMA + 1, known=SCHEMA)
