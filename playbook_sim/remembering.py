"""What follows from a rulebook alone is worked out once: a rulebook never changes, so it holds as long as the book.

The next answer asks for most of the same things again: an answer in the page is told anew at each changed fact.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from playbook_sim.model import Rulebook

_BOOKS = 8
_ENTRIES = 4096

# By identity: to compare two books would take longer than to work things out again. Each memory holds its book, so
# that no other one can come to lie in the same place.
_memories: dict[int, tuple[Rulebook, dict[Any, Any]]] = {}


def memory_of(rulebook: Rulebook) -> dict[Any, Any]:
    """What has been worked out from exactly this rulebook.

    Whoever writes into it uses keys that begin with something of their own (a function), and keeps nothing in it that
    depends on anything besides the book and the key. It empties itself before it grows large, and the memory of the
    book that was not used for the longest time is given up for that of another one.
    """
    kept = _memories.get(id(rulebook))
    if kept is None or next(reversed(_memories)) != id(rulebook):
        kept = _memories.pop(id(rulebook), None) or (rulebook, {})
        if len(_memories) >= _BOOKS:
            del _memories[next(iter(_memories))]
        _memories[id(rulebook)] = kept
    memory = kept[1]
    if len(memory) >= _ENTRIES:
        memory.clear()
    return memory


def of_the_last[A, B, T](function: Callable[[A, B], T]) -> Callable[[A, B], T]:
    """``function``, which many ask the same of while one answer is made: what it made last is kept.

    Its arguments are the same by identity and must never change; nobody may change what it gives.
    """
    kept: tuple[A, B, T] | None = None

    @wraps(function)
    def recalled(one: A, other: B) -> T:
        nonlocal kept
        if kept is None or kept[0] is not one or kept[1] is not other:
            kept = (one, other, function(one, other))
        return kept[2]

    return recalled
