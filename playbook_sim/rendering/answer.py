"""A resolution as the parts of the answer in the page."""

from __future__ import annotations

from playbook_sim.changes import changes_of
from playbook_sim.model import Language, Resolution, Rulebook
from playbook_sim.rendering.by_calendar import calendar_control
from playbook_sim.rendering.changes import changes_words, render_changes
from playbook_sim.rendering.deadlines import render_deadlines
from playbook_sim.rendering.evidence import render_case_evidence
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.messages import render_messages
from playbook_sim.rendering.now import plain_lines, render_now
from playbook_sim.rendering.steps import render_steps
from playbook_sim.rendering.timeline import render_timeline
from playbook_sim.rendering.view import Link, View, judging_book, link_from_simulator
from playbook_sim.rendering.why import render_why


def render_answer(
    rulebook: Rulebook, resolution: Resolution, lang: Language, link: Link = link_from_simulator
) -> dict[str, str]:
    """Part → HTML: ``now``, ``changes``, ``timeline``, ``steps``, ``deadlines``, ``evidence``, ``messages``, ``why``.

    ``changes`` is there only if the case was made with another version of the rulebook.
    Each part brings its own heading (``h3``). Everything that is not ours is escaped. ``link`` gives the address of
    other pages; by default as seen from the simulator. Raises RulebookError when a word is missing.
    """
    view = View(judging_book(rulebook, resolution), lang, link)
    changes = changes_of(rulebook, resolution)
    parts = {
        "now": render_now(view, resolution),
        **({"changes": render_changes(view, resolution, changes)} if changes else {}),
        "timeline": render_timeline(view, resolution),
        "steps": render_steps(view, resolution),
        "deadlines": joined([render_deadlines(view, resolution), calendar_control(view, resolution)]),
        "evidence": render_case_evidence(view, resolution),
        "messages": render_messages(view, resolution),
        "why": render_why(view, resolution),
    }
    return {key: str(_part(view, key, body)) for key, body in parts.items()}


def announce(rulebook: Rulebook, resolution: Resolution, lang: Language) -> str:
    """The head of the answer in plain sentences, for a screen reader to say when it changes."""
    view = View(judging_book(rulebook, resolution), lang, link_from_simulator)
    changes = changes_of(rulebook, resolution)
    changed = [changes_words(view, changes)] if changes else []
    return " ".join([*plain_lines(view, resolution), *changed])


def _part(view: View, key: str, body: Html) -> Html:
    title = el("h3", view.say(f"part.{key}"), id=f"pb-part-{key}")
    return el("section", title, body, class_=f"pb-part pb-part--{key}", aria_labelledby=f"pb-part-{key}")
