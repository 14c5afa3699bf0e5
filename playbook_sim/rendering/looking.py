"""What is to be looked at before a step, because the last day of a duty was over before it was done."""

from __future__ import annotations

from collections.abc import Iterable

from playbook_sim.rendering.view import View


def look_words(view: View, limits: Iterable[str]) -> tuple[str, ...]:
    """A sentence for each of the ``limits`` of a step or an answer that came too late."""
    told = (view.rulebook.limits[id_].look_first for id_ in limits)
    return tuple(view.text(text) for text in told if text)
