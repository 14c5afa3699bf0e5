"""Small signs that carry meaning by word and shape: states, actors, badges, citations, notes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from playbook_sim.model import Note, Step
from playbook_sim.rendering.html import NOTHING, Html, el, joined
from playbook_sim.rendering.remembered import remembered
from playbook_sim.rendering.view import View

DOUBTS_PAGE = "disagreements"
"""The page that lists all doubts."""

_SHAPES = {
    "done": "M9 16.2 4.8 12l-1.4 1.4L9 19 21 7l-1.4-1.4z",
    "now": "M8 5v14l11-7z",
    "next": "M12 4l-1.4 1.4L16.2 11H4v2h12.2l-5.6 5.6L12 20l8-8z",
    "later": "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 18a8 8 0 1 1 0-16 8 8 0 0 1 0 16zm.5-13H11v6l5 3 "
    ".8-1.2-4.3-2.5z",
    "overdue": "M1 21h22L12 2zm12-3h-2v-2h2zm0-4h-2v-4h2z",
    "wait": "M6 2v6l4 4-4 4v6h12v-6l-4-4 4-4V2zm10 14.5V20H8v-3.5l4-4z",
    "ask": "M11 18h2v-2h-2zm1-16a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 4a4 4 0 0 0-4 4h2a2 2 0 1 1 4 0c0 2-3 1.8-3 5h2c0"
    "-2.2 3-2.5 3-5a4 4 0 0 0-4-4z",
    "conditional": "M14 4l2.3 2.3-4.9 4.9V20h2v-8l4.3-4.3L20 10V4zM10 4H4v6l2.3-2.3 3.1 3.1 1.4-1.4-3.1-3.1z",
    "replaced": "M5.6 7.4 10.2 12l-4.6 4.6L7 18l6-6-6-6zM16 6h2v12h-2z",
    "silent": "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM4 12a8 8 0 0 1 12.9-6.3L5.7 16.9A8 8 0 0 1 4 12zm8 8a8 8 0 0 "
    "1-4.9-1.7L18.3 7.1A8 8 0 0 1 12 20z",
}


@cache
def icon(shape: str) -> Html:
    """A sign beside a word that says the same; so it is hidden from screen readers."""
    return el("svg", el("path", d=_SHAPES[shape]), class_="pb-icon", viewBox="0 0 24 24", aria_hidden="true")


def state_words(view: View, state: str, *, reported: bool = True, replaced: bool = False) -> str:
    """The name of a state; what nobody reported as done is said to be no longer needed.

    ``replaced``: a later step has taken the place of this one, so that it is neither due nor late.
    """
    if replaced:
        return view.say("step.superseded")
    return view.name("state", state) if state != "done" or reported else view.say("step.not_needed")


@remembered
def state_badge(view: View, state: str, *, reported: bool = True, replaced: bool = False) -> Html:
    """Where a step stands: done, now, next, later, overdue, only if something happens, or ``replaced``."""
    shape, words = "replaced" if replaced else state, state_words(view, state, reported=reported, replaced=replaced)
    return el("span", icon(shape), words, class_=f"pb-badge pb-state pb-state--{shape}")


def actor_chain(view: View, step: Step) -> str:
    """Who acts, and through whom: "You → DSers → Tmall"."""
    return " → ".join(view.name("actor", actor) for actor in (step.actor, *step.through))


@remembered
def actor_chip(view: View, step: Step) -> Html:
    """The same as a chip that says to a screen reader what it is."""
    said = el("span", view.say("mark.actor"), " ", class_="pb-sr")
    return el("span", said, actor_chain(view, step), class_="pb-actor")


@remembered
def badge(view: View, kind: str) -> Html:
    """A remark on how sure a thing is: ``unit_not_stated``, ``analogy``, ``provisional`` …, with its explanation."""
    return el(
        "span", view.say(f"badge.{kind}"), class_=f"pb-badge pb-badge--{kind}", title=view.say(f"badge.{kind}_why")
    )


def doubt_badges(view: View, doubts: Iterable[str]) -> Html:
    """A link to each doubt on the page of disagreements: where sources disagree, or where they are unclear."""
    return joined([_doubt_badge(view, doubt) for doubt in doubts], " ")


@remembered
def _doubt_badge(view: View, doubt: str) -> Html:
    return el("a", doubt_words(view, doubt), class_="pb-badge pb-badge--doubt", href=doubt_link(view, doubt))


def doubt_link(view: View, doubt: str) -> str:
    """The address of a doubt on the page of disagreements, which lists them all."""
    return view.link(DOUBTS_PAGE, doubt.lower())


def doubt_words(view: View, doubt: str) -> str:
    """ "sources disagree: B1" where different passages say different things, else "sources unclear: B6"."""
    passages = {reading.cites for reading in view.rulebook.doubts[doubt].readings}
    kind = "disagree" if len(passages) > 1 else "unclear"
    return view.say(f"badge.{kind}", id=doubt)


@remembered
def citation(view: View, id_: str) -> Html:
    """The quote with its source and section."""
    cited = view.rulebook.citations[id_]
    source = view.rulebook.sources[cited.source]
    quote = el("q", cited.quote, lang=source.language)
    title = el("a", view.text(source.title), href=view.link("sources", f"source-{source.id}"))
    place = view.html("cite.place", source=title, section=el("span", cited.section, lang=source.language))
    return el("span", quote, " ", el("span", "— ", place, class_="pb-cite__place"), class_="pb-cite")


def plain_citation(view: View, id_: str) -> str:
    """The same as plain text."""
    cited = view.rulebook.citations[id_]
    title = view.text(view.rulebook.sources[cited.source].title)
    place = view.say("cite.place", source=title, section=cited.section)
    return f"{view.say('cite.quote', quote=cited.quote)} — {place}"


def citation_list(view: View, ids: Iterable[str]) -> Html:
    """The citations, one below the other; nothing when there are none."""
    return _citation_list(view, tuple(ids))


@remembered
def _citation_list(view: View, ids: tuple[str, ...]) -> Html:
    items = [el("li", citation(view, id_)) for id_ in ids]
    return el("ul", *items, class_="pb-cites") if items else NOTHING


def outside_link(link: str) -> Html:
    """A link to a page outside the sources, by its address."""
    address = link.split("://", 1)[-1].rstrip("/")
    return el("a", address, href=link, rel="noopener external", class_="pb-note__link")


@remembered
def note_box(view: View, note: Note) -> Html:
    """A gap, warning, advice or footnote with its kind in words, its link and its doubts."""
    beside = []
    if note.link:
        beside.append(outside_link(note.link))
    if note.checked_on:
        beside.append(view.html("note.checked", date=view.time(note.checked_on)))
    return el(
        "div",
        el("p", el("strong", view.name("note", note.kind), ": "), view.text(note.text)),
        el("p", joined(beside, " · "), class_="pb-note__beside") if beside else None,
        el("p", doubt_badges(view, note.doubts), class_="pb-note__beside") if note.doubts else None,
        class_=f"pb-note pb-note--{note.kind}",
        role="note",
    )
