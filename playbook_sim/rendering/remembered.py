"""Markup that is the same in every answer is made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from playbook_sim.remembering import memory_of
from playbook_sim.rendering.html import Html
from playbook_sim.rendering.view import View

_BY_VALUE = (str, Html, int, bool, type(None), tuple)


def remembered[**P, T](function: Callable[Concatenate[View, P], T]) -> Callable[Concatenate[View, P], T]:
    """``function``, which makes the same of the same view and arguments for ever, at once when it has made it before.

    Texts, numbers and tuples of them are the same by value. Anything else must never change and is the same by
    identity: a part of the rulebook.
    """

    @wraps(function)
    def recalled(view: View, *args: P.args, **kwargs: P.kwargs) -> T:
        named = [value if type(value) in _BY_VALUE else id(value) for value in (*args, *kwargs.values())]
        key = (function, view.lang, view.link, *kwargs, *named)
        memory = memory_of(view.rulebook)
        found = memory.get(key)
        if found is None:
            # The arguments are kept too, so that no other thing can ever have the identity of one of them.
            found = memory[key] = (function(view, *args, **kwargs), args, kwargs)
        return found[0]

    return recalled
