"""What can be practised: everything, a platform, a stage of it, or one problem; and how hard each can be."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping

from playbook_sim.drills.inventing import attempt
from playbook_sim.drills.parts import MIXED
from playbook_sim.model import Problem, Rulebook

_SAMPLES = 90
_SEEN = 3
"""Cases tried for each problem, and how many of them must have a level for it to be offered: drawing will find it."""


def stage_topic(problem: Problem) -> str:
    """The topic of the stage that a problem belongs to, on its platform: ``aliexpress.dispute``."""
    return f"{problem.platform}.{problem.stage}"


def topics(rulebook: Rulebook) -> Mapping[str, tuple[str, ...]]:
    """Every topic with its problems: everything, then each platform, followed by its stages and their problems."""
    found: dict[str, list[str]] = {MIXED: []}
    platforms = dict.fromkeys(problem.platform for problem in rulebook.problems.values())
    for platform in platforms:
        here = [problem for problem in rulebook.problems.values() if problem.platform == platform]
        stages = dict.fromkeys(stage for stage in rulebook.vocabulary["stage"] for one in here if one.stage == stage)
        found[platform] = []
        for stage in stages:
            found[f"{platform}.{stage}"] = []
            for problem in (one for one in here if one.stage == stage):
                for topic in (MIXED, platform, f"{platform}.{stage}"):
                    found[topic].append(problem.id)
                found[problem.id] = [problem.id]
    return {topic: tuple(problems) for topic, problems in found.items()}


def problems_of(rulebook: Rulebook, topic: str) -> tuple[str, ...]:
    """The problems of a topic. Raises KeyError for a topic that there is not."""
    return topics(rulebook)[topic]


def offered(rulebook: Rulebook) -> Mapping[str, tuple[int, ...]]:
    """Topic → its levels, found by trying. It does not depend on the day on which a drill is taken."""
    rng = random.Random(0)
    levels = {problem.id: _levels(rulebook, problem, rng) for problem in rulebook.problems.values()}
    return {
        topic: tuple(sorted(set().union(*(levels[id_] for id_ in problems))))
        for topic, problems in topics(rulebook).items()
    }


def _levels(rulebook: Rulebook, problem: Problem, rng: random.Random) -> set[int]:
    found = (attempt(rulebook, problem, rng, rulebook.released) for _ in range(_SAMPLES))
    seen = Counter(invented.level for invented in found if invented)
    return {level for level, times in seen.items() if times >= _SEEN}
