"""Markup that is the same in every answer is made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from playbook_sim.model import Resolution
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


def while_dates_stay(function: Callable[[View, Resolution], Html]) -> Callable[[View, Resolution], Html]:
    """``function``, which tells of an answer only its dates, at once where the last answer had the same ones.

    It may read of a resolution nothing but what ``_dates`` lists: most facts that a reader changes move no date.
    """

    @wraps(function)
    def recalled(view: View, resolution: Resolution) -> Html:
        memory = memory_of(view.rulebook)
        place = (function, view.lang, view.link)
        dates = _dates(resolution)
        if place not in memory or memory[place][0] != dates:
            memory[place] = (dates, function(view, resolution))
        return memory[place][1]

    return recalled


def _dates(resolution: Resolution) -> tuple[object, ...]:
    """The deadlines and ways, the day and the calendar, and which questions are open; of the facts only their names."""
    case = resolution.case
    told = (case.problem, case.calendar, frozenset(case.facts), resolution.today, resolution.questions)
    return (*told, resolution.paths, resolution.deadlines)
