"""Ticking a step off in an answer: what its box tells the form, and which steps have none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from playbook_sim.cases import check_dates
from playbook_sim.conditions import meets
from playbook_sim.errors import FactError
from playbook_sim.model import PathStep, Resolution, Step
from playbook_sim.rendering.html import NOTHING, Html, el, void
from playbook_sim.rendering.remembered import remembered
from playbook_sim.rendering.view import View


@dataclass(frozen=True, slots=True)
class Deed:
    """What ticking a step tells the form: a fact and its value, or (without a fact) only that the step is done."""

    fact: str | None = None
    value: str | None = None


def deed(view: View, resolution: Resolution, step: Step) -> Deed | None:
    """What the form is told when ``step`` is ticked off today; None where it cannot have been done yet.

    A date only where it is the very day of this step: a fact that merely proves it would start clocks that do not run.
    """
    if step.done_on in resolution.questions:
        return Deed(step.done_on, resolution.today.isoformat()) if _fits(view, resolution, step.done_on) else None
    return _only_answer(view, resolution, step) or Deed()


def _fits(view: View, resolution: Resolution, fact: str) -> bool:
    """Whether the facts allow today as the day of ``fact``."""
    facts = {**resolution.case.facts, fact: resolution.today}
    try:
        check_dates(view.rulebook, replace(resolution.case, facts=facts), resolution.today)
    except FactError:
        return False
    return True


def _only_answer(view: View, resolution: Resolution, step: Step) -> Deed | None:
    """The one answer that proves ``step`` done, where a single one does and the case has a path without it too."""
    for fact, values in list(step.done_when.items())[:1]:
        told = view.rulebook.facts[fact]
        if fact in resolution.questions and told.kind != "date" and len(values) == 1 and not told.required:
            return Deed(fact, values[0])
    return None


def _open_question(view: View, resolution: Resolution, step: Step) -> str | None:
    """The question whose answer ends ``step`` and says how: "verified or rejected?" is no plain "done"."""
    for fact, values in list(step.done_when.items())[:1]:
        several = view.rulebook.facts[fact].kind != "date" and len(values) > 1
        if several and fact in resolution.questions and not step.by_message:
            return fact
    return None


def _proof(resolution: Resolution, step: Step) -> str | None:
    """The fact given that ends ``step``."""
    facts = resolution.case.facts
    return next((fact for fact, values in step.done_when.items() if meets(facts, fact, values)), None)


def tick_control(view: View, resolution: Resolution, path_step: PathStep, *, label: str = "") -> Html:
    """The box that ticks a step off, or the way to the question that ends it; nothing for what may never be due.

    ``label`` stands in place of the plain "Done".
    """
    step = path_step.step
    if path_step.state == "conditional":
        return NOTHING
    if path_step.state != "done":
        asked = _open_question(view, resolution, step)
        if asked:
            return el("p", goto(view, asked, "desk.answer"), class_="pb-tick")
        told_form = deed(view, resolution, step)
        return _box(view, step, told_form.fact, told_form.value, label=label) if told_form else NOTHING
    if step.id in resolution.case.done:
        return _box(view, step, checked=True)
    proof = _proof(resolution, step)
    if proof is None:
        return NOTHING
    single = _only_answer(view, resolution, step)
    if proof != step.done_on and (single is None or single.fact != proof):
        return el("p", _told(view, resolution, proof), class_="pb-tick")
    told = _told(view, resolution, proof)
    return _box(view, step, proof, str(resolution.case.facts[proof]), checked=True, told=told)


@remembered
def _box(
    view: View,
    step: Step,
    fact: str | None = None,
    value: str | None = None,
    *,
    checked: bool = False,
    label: str = "",
    told: Html | None = None,
) -> Html:
    box = void(
        "input",
        type="checkbox",
        checked=checked,
        data_step=step.id,
        data_fact=fact,
        data_value=value,
        data_place=f"step-{step.id}",
    )
    of_step = el("span", ": ", view.text(step.do), class_="pb-sr")
    words = [label] if label else [view.say("desk.done"), of_step]
    return el("p", el("label", box, " ", el("span", *words)), told, class_="pb-tick")


def _told(view: View, resolution: Resolution, fact: str) -> Html:
    """The fact that says so, and the way to its field."""
    label = view.text(view.rulebook.facts[fact].label)
    value: str | int | dt.date = resolution.case.facts[fact]
    said = view.say("desk.told", label=label, value=view.fact_value(fact, value))
    return el("span", said, " ", goto(view, fact, "desk.correct"), class_="pb-tick__told")


@remembered
def goto(view: View, fact: str, words: str, *, place: str = "goto") -> Html:
    """A button to the field of ``fact``, with the word list's ``words``. ``place`` tells two to one field apart."""
    label = view.text(view.rulebook.facts[fact].label)
    return el(
        "button",
        view.say(words, label=label),
        type="button",
        class_="sim-button pb-small",
        data_goto=fact,
        data_place=f"{place}-{fact}",
    )
