"""Drawing a drill: from a seed alone, so that the same wish gives the same drill everywhere."""

from __future__ import annotations

import random

from playbook_sim.drills.choosing import choices_for
from playbook_sim.drills.inventing import attempt
from playbook_sim.drills.parts import ANY_LEVEL, LEVELS, Drill, Wish
from playbook_sim.drills.topics import offered, problems_of
from playbook_sim.errors import FactError
from playbook_sim.model import Rulebook

_TRIES = 400
_WITH_ONE_PROBLEM = 6
"""Attempts with one problem before another one is looked at, so that each problem has about the same chance."""

_TRIES_FOR_A_DATE = 160
_WITH_A_DATE = 0.8
"""The share of drills that are to have a date, where the topic has such. Most moments of a case have none, and whoever
always answers so is not to pass."""


def draw(rulebook: Rulebook, wish: Wish) -> Drill:
    """The drill that ``wish`` gives. Raises FactError where the topic has no case of that difficulty."""
    rng = random.Random(wish.seed)
    problems = [rulebook.problems[id_] for id_ in problems_of(rulebook, wish.topic)]
    wanted = rng.choice(LEVELS) if wish.difficulty == ANY_LEVEL else wish.difficulty
    dated = rng.random() < _WITH_A_DATE
    problem = problems[0]
    for number in range(_TRIES):
        if number % _WITH_ONE_PROBLEM == 0:
            problem = rng.choice(problems)
        invented = attempt(rulebook, problem, rng, wish.today)
        # A topic need not have every level: whoever takes any gets what there is.
        wants_any = wish.difficulty == ANY_LEVEL and number > _TRIES // 4
        if invented is None or not (invented.level == wanted or wants_any):
            continue
        if dated and invented.solution.date is None and number < _TRIES_FOR_A_DATE:
            continue
        choices = choices_for(rulebook, invented.resolution, invented.solution, rng)
        if choices:
            return Drill(
                wish=wish,
                level=invented.level,
                case=invented.case,
                today=invented.resolution.today,
                resolution=invented.resolution,
                choices=choices,
            )
    accepted = ", ".join(str(level) for level in offered(rulebook)[wish.topic])
    raise FactError("difficulty", "no_such_level", given=str(wish.difficulty), accepted=accepted, topic=wish.topic)
