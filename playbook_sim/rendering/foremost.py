"""The one line of an answer that a list has room for: the most urgent of those in the box at the top of the answer."""

from __future__ import annotations

from playbook_sim.model import Resolution
from playbook_sim.rendering.headlines import (
    PRESSING,
    Headline,
    beside_the_question,
    headlines,
    nothing_left,
    question,
)
from playbook_sim.rendering.view import View


def foremost(view: View, resolution: Resolution) -> Headline:
    """The most urgent line among those whose date has come or nearly come; otherwise the first that the box shows.

    Its urgency is ``ask`` where an answer is needed first, ``silent`` where the sources say nothing, ``done`` (with no
    actor) where nothing is left to do.
    """
    lines = beside_the_question(view, resolution) if resolution.status == "needs_facts" else headlines(view, resolution)
    pressing = [line for line in lines if line.urgency in PRESSING]
    if pressing:
        return min(pressing, key=lambda line: PRESSING.index(line.urgency))
    look_first = tuple(dict.fromkeys(words for line in lines for words in line.look_first))
    if resolution.status == "needs_facts":
        return _merchants(view, "ask", question(view, resolution), look_first)
    if resolution.status == "not_covered":
        silent = view.say("now.silent", title=view.text(resolution.paths[0].title))
        return _merchants(view, "silent", silent, look_first)
    return lines[0] if lines else Headline("done", actor="", do=view.say(nothing_left(resolution)), when="")


def _merchants(view: View, urgency: str, do: str, look_first: tuple[str, ...]) -> Headline:
    return Headline(urgency, actor=view.name("actor", "merchant"), do=do, when="", look_first=look_first)


def foremost_words(view: View, line: Headline) -> str:
    """What to look at first, what to do, and in which of the futures that are still open it is to be done."""
    do = view.say("records.if_so", do=line.do, title="; ".join(line.futures)) if line.futures else line.do
    return " ".join([*line.look_first, do])
