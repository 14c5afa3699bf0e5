"""The shapes that a record has had: how an older one becomes a newer one, step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

SCHEMA = 1
"""The shape that this version writes."""

type Migration = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns a record of one schema into one of the next."""

MIGRATIONS: Mapping[int, Migration] = {}
"""Schema → the function that leads from it to the next; one for each schema before the newest."""


class SchemaError(Exception):
    """A record of a schema that this version does not know. ``newer``: it comes from a later version."""

    def __init__(self, given: Any, *, newer: bool) -> None:
        super().__init__(f"schema: found {given!r}")
        self.given = given
        self.newer = newer


def migrated(
    record: Mapping[str, Any], migrations: Mapping[int, Migration] = MIGRATIONS, newest: int = SCHEMA
) -> dict[str, Any]:
    """``record`` in the newest shape. It is left as it is; a record without a schema has the first one.

    Raises SchemaError for a schema that is newer than ``newest`` or that never was.
    """
    schema = record.get("schema", 1)
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise SchemaError(schema, newer=False)
    if schema > newest:
        raise SchemaError(schema, newer=True)
    moved = dict(record)
    for step in range(schema, newest):
        moved = migrations[step](moved)
    return moved | {"schema": newest}
