"""Making a future a fact: buttons that say which facts to set, for the simulator's script to read.

The style sheet shows them inside the simulator only, where the script is that gives them their meaning.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from playbook_sim.model import Path, PathStep, Resolution
from playbook_sim.rendering.html import NOTHING, Html, el
from playbook_sim.rendering.remembered import remembered
from playbook_sim.rendering.view import View


def choices(view: View, resolution: Resolution, path: Path) -> Html:
    """The button that makes what ``path`` supposes a fact, and one for each part of it where it supposes several."""
    if not path.when:
        return NOTHING
    whole = _button(view, resolution, path.when, "choose", view.text(path.title))
    parts = [
        _button(view, resolution, {fact: value}, "choose_only", _answer(view, fact, value))
        for fact, value in (path.when.items() if len(path.when) > 1 else ())
    ]
    return el("p", whole, *(el("span", " ", part) for part in parts), class_="pb-choices")


def has_happened(view: View, resolution: Resolution, path_step: PathStep) -> Html:
    """The button of a step that is to be done only if something happens: it has. A date is to be entered."""
    facts = resolution.case.facts
    missing = [fact for fact in path_step.step.only_if if fact not in facts and fact in resolution.questions]
    if path_step.state != "conditional" or not missing:
        return NOTHING
    asked = view.rulebook.facts[missing[0]]
    key = "happened" if asked.kind == "date" else "happened_answer"
    said = el("span", ": ", view.text(asked.label), class_="pb-sr")
    button = el("button", view.say(f"future.{key}"), said, type="button", class_="pb-choose", data_ask=asked.id)
    return el("p", button, class_="pb-choices")


def supposed_facts(path: Path) -> str:
    """What a future supposes, as the command line takes it: "claim_result = verified, remedy = refund"."""
    return ", ".join(f"{fact} = {value}" for fact, value in path.when.items())


def _answer(view: View, fact: str, value: str) -> str:
    return f"{view.text(view.rulebook.facts[fact].label)} {view.fact_value(fact, value)}"


def _button(view: View, resolution: Resolution, facts: Mapping[str, str], key: str, named: str) -> Html:
    return _choosing(view, tuple(facts.items()), key, named, _date_to_enter(view, resolution, facts))


@remembered
def _choosing(view: View, facts: tuple[tuple[str, str], ...], key: str, named: str, then: str | None) -> Html:
    return el(
        "button",
        view.say(f"future.{key}"),
        el("span", ": ", named, class_="pb-sr" if key == "choose" else None),
        type="button",
        class_="pb-choose",
        data_choose=json.dumps(dict(facts), ensure_ascii=False),
        data_then=then,
        data_set=" · ".join(_answer(view, fact, value) for fact, value in facts),
    )


def _date_to_enter(view: View, resolution: Resolution, facts: Mapping[str, str]) -> str | None:
    """The date that makes sense only once one of ``facts`` is so, and has not been given."""
    problem = view.rulebook.problems[resolution.case.problem]
    for id_ in problem.asks:
        fact = view.rulebook.facts[id_]
        follows = any(facts.get(other) in values for other, values in fact.presumes.items())
        if fact.kind == "date" and follows and id_ not in resolution.case.facts:
            return id_
    return None
