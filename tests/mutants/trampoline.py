"""The door in front of each function with mutants: it leads to the original, or to the mutant that is alive.

mutmut's own asks at every call which mutant is meant, which makes loading a rulebook twice as slow. Here a function is
chosen at its first call and stays until another mutant is made to live: a process knows one.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import mutmut.mutation.trampoline as theirs

_their_wrap = theirs.wrap_in_trampoline
_alive = ""
_resets: list[Callable[[], None]] = []
opened: set[str] = set()
"""The functions that have been called, as ``module.function``."""


def make_live(mutant: str) -> None:
    """From the next call on, the function of ``mutant`` is that mutant."""
    global _alive
    _alive = mutant
    for reset in _resets:
        reset()


def _wrap(versions: dict[str, Callable[..., Any]], is_classmethod: bool = False) -> Callable[..., Any]:
    if is_classmethod:
        raise NotImplementedError("no module with mutants has class methods so far")

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        chosen: Callable[..., Any]

        def choose(*args: Any, **given: Any) -> Any:
            nonlocal chosen
            opened.add(f"{function.__module__}.{function.__qualname__}")
            where, _, name = _alive.rpartition(".")
            original = versions["_mutmut_orig"]
            chosen = versions.get(name, original) if where == function.__module__ else original
            return chosen(*args, **given)

        def reset() -> None:
            nonlocal chosen
            chosen = choose

        @functools.wraps(function)
        def door(*args: Any, **given: Any) -> Any:
            return chosen(*args, **given)

        reset()
        _resets.append(reset)
        return door

    return wrap


theirs.wrap_in_trampoline = _wrap
