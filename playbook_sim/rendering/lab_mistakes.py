"""What is wrong with a change in the rule lab, in the reader's language as far as there is a sentence for it."""

from __future__ import annotations

from collections.abc import Sequence

from playbook_sim.errors import RulebookError
from playbook_sim.lab.edits import Mistake
from playbook_sim.loading.readings import READINGS
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.view import View


def mistake_words(view: View, mistake: Mistake) -> dict[str, str | None]:
    """``{"field", "message", "detail"}``: a mistake in a sentence of the reader's language.

    ``detail``: what the loader says in English where there is no sentence for it, else "".
    """
    details = {key: _detail(view, key, value) for key, value in mistake.details.items()}
    message = view.say(f"lab.mistake.{mistake.code}", **details)
    here = mistake.field is not None and _piece_of(mistake.field) == _piece_of(mistake.place)
    if mistake.place and not here:
        message = view.say("lab.mistake.elsewhere", place=mistake.place, said=message)
    return {"field": mistake.field, "message": message, "detail": mistake.said if mistake.code == "rules" else ""}


def render_findings(view: View, found: Sequence[RulebookError]) -> Html:
    """What the check of the whole rulebook says of a change. Where it has no sentence of the reader's language for it,
    it speaks English, as it does to whoever keeps the rules."""
    return joined(el("li", el("code", each.place), " ", *_finding(view, each)) for each in found)


def _finding(view: View, found: RulebookError) -> tuple[Html | str, ...]:
    if found.code:
        details = {key: _detail(view, key, value) for key, value in found.details.items()}
        return (view.say(f"lab.finding.{found.code}", **details),)
    return view.say("lab.finding.other"), " ", el("span", found.problem, lang="en")


def _detail(view: View, key: str, value: str) -> str:
    """A part of a mistake as the page calls it."""
    if key == "language":
        return view.name("language", value)
    if key == "fact":
        return view.text(view.rulebook.facts[value].label)
    if key == "asked_by":
        return view.text(view.rulebook.problems[value].title)
    if key == "of":
        return view.say(f"lab.key.{value}")
    return view.say(f"lab.option.{value}") if key in READINGS else value


def _piece_of(place: str) -> tuple[str, str]:
    file, _, path = place.partition(": ")
    return file, path.partition(".")[0]
