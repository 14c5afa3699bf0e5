"""The command ``playbook-sim drill``: one case, two questions, the marks."""

from __future__ import annotations

import random

import click

from playbook_sim.drills import SEEDS, draw, grade, read_answers, read_wish
from playbook_sim.drills.parts import NO_DATE, Drill
from playbook_sim.errors import FactError
from playbook_sim.model import Rulebook
from playbook_sim.rendering.drill import view_of_drills
from playbook_sim.rendering.drill_text import drill_text, graded_text, when_text
from playbook_sim.rendering.refusal import refusal_words
from playbook_sim.rendering.view import View


def run_drill(rulebook: Rulebook, topic: str | None, difficulty: int, seed: int | None, today: str, lang: str) -> None:
    """Draw a drill, ask in the terminal, and print the marks. Without a seed one is drawn, and named.

    Raises FactError where there is no such drill.
    """
    view = view_of_drills(rulebook, lang)
    number = random.randrange(SEEDS) if seed is None else seed
    wish = read_wish(rulebook, {"seed": number, "topic": topic, "difficulty": difficulty, "today": today})
    drill = draw(rulebook, wish)
    click.echo(view.say("drill.cli.seed", seed=number, today=today))
    click.echo(drill_text(view, drill), nl=False)
    first = click.prompt(view.say("drill.cli.number"), type=click.IntRange(1, len(drill.choices))) - 1
    click.echo(when_text(view), nl=False)
    when = _asked_date(rulebook, view, drill, first)
    graded = grade(rulebook, drill, read_answers(rulebook, drill, {"first": first, "when": when}))
    click.echo(graded_text(view, graded), nl=False)


def _asked_date(rulebook: Rulebook, view: View, drill: Drill, first: int) -> str:
    """What the trainee answers to "by when?", asked again until it is a date, or that there is none."""
    while True:
        said = click.prompt(view.say("drill.cli.date", none=view.say("drill.cli.none"))).strip()
        when = NO_DATE if said.casefold() in (view.say("drill.cli.none"), NO_DATE, "-") else said
        try:
            read_answers(rulebook, drill, {"first": first, "when": when})
        except FactError as error:
            click.echo(refusal_words(rulebook, error, view.lang))
        else:
            return when
