"""Drills: realistic cases from the rulebook, each with what to do first and by when, and how an answer is graded."""

from playbook_sim.drills.drawing import draw
from playbook_sim.drills.grading import grade
from playbook_sim.drills.parts import MIXED, RIGHT, SEEDS, Choice, Drill, Graded, Solution
from playbook_sim.drills.reading import read_answers, read_wish
from playbook_sim.drills.topics import offered, problems_of, topics

__all__ = [
    "MIXED",
    "RIGHT",
    "SEEDS",
    "Choice",
    "Drill",
    "Graded",
    "Solution",
    "draw",
    "grade",
    "offered",
    "problems_of",
    "read_answers",
    "read_wish",
    "topics",
]
