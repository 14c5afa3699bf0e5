"""The box in which readers describe what happened in their own words; the page's script fills the list below it."""

from __future__ import annotations

from playbook_sim.model import Language, Rulebook
from playbook_sim.rendering.html import Html, el, void
from playbook_sim.rendering.words import say


def render_ask(rulebook: Rulebook, lang: Language) -> Html:
    """A search field with a place for what is found. Without the script, which alone can search, it stays hidden."""
    return el(
        "search",
        el("label", say(rulebook, lang, "ask.label"), for_="ask-words"),
        void(
            "input",
            type="text",
            id="ask-words",
            enterkeyhint="search",
            maxlength=200,
            placeholder=say(rulebook, lang, "ask.example"),
            aria_describedby="ask-help",
        ),
        el("p", say(rulebook, lang, "ask.help"), class_="sim-help", id="ask-help"),
        el("p", role="status", class_="ask-said"),
        el("button", type="button", class_="sim-button ask-again", hidden=True),
        el("ol", class_="ask-found", hidden=True),
        class_="ask",
    )
