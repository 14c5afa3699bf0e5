"""The last part of the simulator's answer: its ways out of the page, and what paper gets instead of them."""

from __future__ import annotations

from playbook_sim.model import Language, Rulebook
from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.words import say

_WAYS = ("link", "text", "markdown", "calendar", "json", "print")


def render_takeaway(rulebook: Rulebook, lang: Language) -> Html:
    """The buttons, the place where each says what it did, and the line at the foot of a printed page.

    Raises RulebookError when a word is missing.
    """
    return el(
        "div",
        el(
            "section",
            el("h3", say(rulebook, lang, "take.title"), id="take-title"),
            el("p", say(rulebook, lang, "take.private"), class_="pb-hint"),
            el("ul", *(el("li", *_way(rulebook, lang, way)) for way in _WAYS), class_="take-ways"),
            _feedback(rulebook, lang),
            class_="take",
            aria_labelledby="take-title",
        ),
        el("p", class_="take-printed"),
        class_="sim-part",
    )


def _way(rulebook: Rulebook, lang: Language, way: str) -> tuple[Html, Html]:
    """A button and what it is good for."""
    label, why = say(rulebook, lang, f"take.{way}"), say(rulebook, lang, f"take.{way}_why")
    return (
        el("button", label, type="button", class_="sim-button", data_take=way, aria_describedby=f"take-why-{way}"),
        el("span", why, id=f"take-why-{way}", class_="take-why"),
    )


def _feedback(rulebook: Rulebook, lang: Language) -> Html:
    return el(
        "div",
        el("p", class_="take-said"),
        el(
            "button",
            say(rulebook, lang, "engine.try_again"),
            type="button",
            class_="sim-button",
            data_take="again",
            hidden=True,
        ),
        el(
            "p",
            el("label", say(rulebook, lang, "take.by_hand"), for_="take-by-hand"),
            el("textarea", id="take-by-hand", rows=6, readonly=True, spellcheck="false"),
            class_="take-by-hand",
            hidden=True,
        ),
        class_="take-feedback",
        hidden=True,
    )
