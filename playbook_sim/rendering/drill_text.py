"""A drill in a terminal: the same story, questions and result as in the page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from playbook_sim.drills import RIGHT, Drill, Graded
from playbook_sim.rendering.deadlines import missed_words, plain_date_words
from playbook_sim.rendering.drill import (
    choice_words,
    date_given,
    odd_days,
    rule_words,
    story,
    why_date,
    why_right,
    why_wrong,
)
from playbook_sim.rendering.text import WIDTH
from playbook_sim.rendering.view import View


def drill_text(view: View, drill: Drill) -> str:
    """The story, and the choices numbered from 1, ending with a newline."""
    problem = view.rulebook.problems[drill.case.problem]
    said = [view.say("drill.show.level", level=view.say(f"drill.level.{drill.level}")), ""]
    said += [*_wrapped([view.say("drill.began", summary=view.text(problem.summary))]), ""]
    for label, given in story(view, drill):
        colon = "" if label.endswith("?") else ":"
        said += _wrapped([f"{label}{colon} {'; '.join(given)}"], "- ")
    said += ["", view.say("drill.today", date=view.date(drill.today)), "", view.say("form.first")]
    for number, choice in enumerate(drill.choices, 1):
        said += _wrapped([choice_words(view, choice)], f"{number}. ")
    return _block(said)


def when_text(view: View) -> str:
    """The second question with what it means, ending with a newline."""
    return _block(["", view.say("form.when"), *_wrapped([view.say("drill.when_help")])])


def graded_text(view: View, graded: Graded) -> str:
    """Both answers with their marks and why, the rule, the count and the sources, ending with a newline."""
    book, solution, answers = view.rulebook, graded.solution, graded.answers
    chosen = graded.drill.choices[answers.first]
    said = ["", *_verdict(view, "first", graded.first, choice_words(view, solution.choice))]
    if graded.first != RIGHT:
        said += _wrapped([why_wrong(view, chosen)], "  ")
    said += _wrapped([*why_right(view, graded), rule_words(view, graded)], "  ")
    if solution.choice.kind == "ask":
        said += _wrapped(_silence(view, graded), "  ")
    said += ["", *_verdict(view, "when", graded.when, date_given(view, solution.date))]
    said += _wrapped(why_date(view, graded), "  ")
    deadline = solution.deadline
    if deadline and deadline.start:
        dates = plain_date_words(view, graded.drill.resolution, deadline)
        said += _wrapped([f"{view.text(deadline.label)}: {dates}"], "  ")
        event = view.text(deadline.start_event)
        said += _wrapped([view.say("deadline.from", event=event, date=view.date(deadline.start))], "  ")
        said += _wrapped(odd_days(view, solution), "    ")
        if deadline.provisional:
            said += _wrapped([f"{view.say('deadline.provisional')} {view.text(deadline.provisional)}"], "  ")
        if deadline.missed:
            said += _wrapped([missed_words(view, deadline.missed)], "  ")
    step_cites = solution.choice.step.cites if solution.choice.step else ()
    cites = dict.fromkeys((*step_cites, *(deadline.cites if deadline else ())))
    said += ["", f"{view.say('why.sources')}:"] if cites else []
    for id_ in cites:
        cited = book.citations[id_]
        place = view.say("cite.place", source=view.text(book.sources[cited.source].title), section=cited.section)
        said += _wrapped([f"{view.say('cite.quote', quote=cited.quote)} — {place}"], "- ")
    return _block(said)


def _verdict(view: View, question: str, mark: str, right: str) -> Iterable[str]:
    said = [f"{view.say(f'form.{question}')} {view.say(f'drill.mark.{mark}')}"]
    return _wrapped(said if mark == RIGHT else [*said, f"{view.say('drill.given.right')}: {right}"])


def _silence(view: View, graded: Graded) -> Iterable[str]:
    resolution = graded.drill.resolution
    for path in resolution.paths:
        if path.ask:
            yield f"{view.say('silent.ask')}: {view.text(path.ask)}"
    for note in resolution.gaps:
        yield view.text(view.rulebook.notes[note].text)


def _wrapped(texts: Iterable[str], first: str = "") -> list[str]:
    rest = " " * len(first)
    return [
        line
        for text in texts
        for line in textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    ]


def _block(said: Iterable[str]) -> str:
    return "\n".join(said) + "\n"
