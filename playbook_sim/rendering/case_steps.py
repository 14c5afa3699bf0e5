"""The steps of a saved case in the list of cases: each once, with the box that ticks it off."""

from __future__ import annotations

from playbook_sim.model import PathStep, Resolution
from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.looking import look_words
from playbook_sim.rendering.marks import actor_chip, state_badge
from playbook_sim.rendering.ticks import tick_control
from playbook_sim.rendering.view import View


def render_case_steps(view: View, resolution: Resolution) -> Html:
    """What is done and what is to be done on any path that is still open; what may never be due is left out."""
    items = [_item(view, resolution, step) for step in _steps(resolution)]
    return el("ol", *items, class_="mc-steps") if items else el("p", view.say("step.none"), class_="pb-empty")


def _steps(resolution: Resolution) -> list[PathStep]:
    found = {(step.problem, step.step.id): step for path in resolution.paths for step in path.steps}
    return [step for step in found.values() if step.state != "conditional" and not step.replaced]


def _item(view: View, resolution: Resolution, path_step: PathStep) -> Html:
    state = state_badge(view, path_step.state, reported=path_step.reported)
    return el(
        "li",
        el("p", state, " ", actor_chip(view, path_step.step)),
        *(el("p", el("strong", words)) for words in look_words(view, path_step.look_first)),
        el("p", view.text(path_step.step.do)),
        tick_control(view, resolution, path_step),
    )
