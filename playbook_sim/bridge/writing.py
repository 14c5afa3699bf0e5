"""Replies as JSON."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_DEPTH = 3


class Written(str):
    """A part of a reply that is JSON already."""

    __slots__ = ()


def written(value: Any, depth: int = _DEPTH) -> Written:
    """``value`` as JSON. The parts of an answer, which lie at ``depth``, are long, and most are those of the last."""
    if type(value) is Written:
        return value
    if depth and isinstance(value, dict):
        items = [f"{_JSON.encode(key)}:{written(item, depth - 1)}" for key, item in value.items()]
        return Written("{" + ",".join(items) + "}")
    return _text(value) if isinstance(value, str) else Written(_JSON.encode(value))


@lru_cache(maxsize=32)
def _text(text: str) -> Written:
    return Written(_JSON.encode(text))
