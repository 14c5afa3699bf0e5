"""A lighter door in front of each function with mutants.

mutmut's own asks at every call which mutant is meant, which makes loading a rulebook twice as slow. Here a function is
chosen at its first call and stays until ``choose_again``: a process knows one mutant.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import mutmut.mutation.trampoline as theirs
from mutmut.core import MutmutProgrammaticFailException
from mutmut.state import state
from mutmut.utils.format_utils import mangled_name_from_mutant_name

_their_wrap = theirs.wrap_in_trampoline
_resets: list[Callable[[], None]] = []


def choose_again() -> None:
    """Let the next call of each function ask which mutant is meant."""
    for reset in _resets:
        reset()


def _wrap(versions: dict[str, Callable[..., Any]], is_classmethod: bool = False) -> Callable[..., Any]:
    if is_classmethod:
        return _their_wrap(versions, is_classmethod)

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        chosen: Callable[..., Any]

        def choose(*args: Any, **given: Any) -> Any:
            nonlocal chosen
            chosen = _chosen(function.__module__, versions)
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


def _chosen(module: str, versions: dict[str, Callable[..., Any]]) -> Callable[..., Any]:
    mutant = theirs.get_mutant_under_test()
    original = versions["_mutmut_orig"]
    if mutant == "fail":
        raise MutmutProgrammaticFailException("every function fails, to see that failures are noticed")
    if mutant == "stats":
        called, key = state()._stats, f"{module}.{mangled_name_from_mutant_name(original.__name__)}"

        def noted(*args: Any, **given: Any) -> Any:
            called.add(key)
            return original(*args, **given)

        return noted
    where, _, name = mutant.rpartition(".")
    return versions.get(name, original) if where == module else original


theirs.wrap_in_trampoline = _wrap
