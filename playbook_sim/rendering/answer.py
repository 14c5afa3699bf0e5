"""A resolution as the parts of the answer in the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

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


def _changes(rulebook: Rulebook, view: View, resolution: Resolution) -> Html | None:
    changes = changes_of(rulebook, resolution)
    return render_changes(view, resolution, changes) if changes else None


def _deadlines(_: Rulebook, view: View, resolution: Resolution) -> Html:
    return joined([render_deadlines(view, resolution), calendar_control(view, resolution)])


def _by_view(render: Callable[[View, Resolution], Html]) -> Callable[[Rulebook, View, Resolution], Html]:
    return lambda _, view, resolution: render(view, resolution)


PARTS: Mapping[str, Callable[[Rulebook, View, Resolution], Html | None]] = MappingProxyType(
    {
        "now": _by_view(render_now),
        "changes": _changes,
        "timeline": _by_view(render_timeline),
        "steps": _by_view(render_steps),
        "deadlines": _deadlines,
        "evidence": _by_view(render_case_evidence),
        "messages": _by_view(render_messages),
        "why": _by_view(render_why),
    }
)
"""Part of an answer → what renders it, in the order of the page; ``changes`` only where there are any."""


def render_answer(
    rulebook: Rulebook, resolution: Resolution, lang: Language, link: Link = link_from_simulator
) -> dict[str, str]:
    """Part → HTML: ``now``, ``changes``, ``timeline``, ``steps``, ``deadlines``, ``evidence``, ``messages``, ``why``.

    ``changes`` is there only if the case was made with another version of the rulebook.
    Each part brings its own heading (``h3``). Everything that is not ours is escaped. ``link`` gives the address of
    other pages; by default as seen from the simulator. Raises RulebookError when a word is missing.
    """
    parts = {key: render_part(rulebook, resolution, lang, key, link) for key in PARTS}
    return {key: part for key, part in parts.items() if part is not None}


def render_part(
    rulebook: Rulebook, resolution: Resolution, lang: Language, key: str, link: Link = link_from_simulator
) -> str | None:
    """One of ``PARTS`` as ``render_answer`` gives it; None where the answer has none."""
    view = View(judging_book(rulebook, resolution), lang, link)
    body = PARTS[key](rulebook, view, resolution)
    return None if body is None else str(_part(view, key, body))


def announce(rulebook: Rulebook, resolution: Resolution, lang: Language) -> str:
    """The head of the answer in plain sentences, for a screen reader to say when it changes."""
    view = View(judging_book(rulebook, resolution), lang, link_from_simulator)
    changes = changes_of(rulebook, resolution)
    changed = [changes_words(view, changes)] if changes else []
    return " ".join([*plain_lines(view, resolution), *changed])


def _part(view: View, key: str, body: Html) -> Html:
    title = el("h3", view.say(f"part.{key}"), id=f"pb-part-{key}")
    return el("section", title, body, class_=f"pb-part pb-part--{key}", aria_labelledby=f"pb-part-{key}")
