"""Grading: the answers beside what the engine says of the same case."""

from __future__ import annotations

from playbook_sim.drills.parts import PARTLY, RIGHT, WRONG, Answers, Drill, Graded, Solution
from playbook_sim.drills.solving import solve
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Rulebook


def grade(rulebook: Rulebook, drill: Drill, answers: Answers) -> Graded:
    """The marks of ``answers``. The case is evaluated anew: nothing that the drill carries decides."""
    solution = solve(evaluate(rulebook, drill.case, drill.today))
    if solution is None:
        raise ValueError(f"drill {drill.wish} has no solution")
    first = RIGHT if drill.choices[answers.first] == solution.choice else WRONG
    when = _when(solution, answers)
    whole = RIGHT if first == when == RIGHT else WRONG if first == when == WRONG else PARTLY
    return Graded(drill=drill, answers=answers, solution=solution, first=first, when=when, whole=whole)


def _when(solution: Solution, answers: Answers) -> str:
    if answers.when == solution.date:
        return RIGHT
    # The last day by the letter is no mistake of counting, but it is aimed at too late.
    return PARTLY if answers.when is not None and answers.when == solution.nearly else WRONG
