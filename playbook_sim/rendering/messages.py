"""Messages ready to send: filled from the facts, with what only the merchant knows left as visible blanks."""

from __future__ import annotations

import datetime as dt
import re

from playbook_sim.message_texts import holding
from playbook_sim.model import Case, Fact, Language, Message, Resolution, Rulebook, Text
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.view import View
from playbook_sim.rendering.words import amount_words, date_words

_PLACEHOLDER = re.compile(r"\{(fact|limit|blank):(\w+)\}")
_CHINESE_DATE = "日期"


def filled(rulebook: Rulebook, case: Case, message: Message, lang: Language, template: str) -> list[tuple[str, bool]]:
    """The template in pieces, each with whether it is a blank still to be filled in by hand.

    A fact that the case lacks is a blank too. Paragraphs that do not hold for the case are left out.
    """
    template = holding(template, case.facts)
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in _PLACEHOLDER.finditer(template):
        pieces.append((template[end : found.start()], False))
        end = found.end()
        kind, id_ = found.groups()
        if kind == "limit":
            pieces.append((amount_words(rulebook, lang, rulebook.limits[id_]), False))
        elif kind == "fact" and id_ in case.facts:
            pieces.append((_said(rulebook, lang, id_, case.facts[id_]), False))
        else:
            label = message.blanks[id_][lang] if kind == "blank" else _asked(rulebook.facts[id_], lang)
            pieces.append((f"[{label}]", True))
    pieces.append((template[end:], False))
    return [piece for piece in pieces if piece[0]]


def filled_text(rulebook: Rulebook, case: Case, message: Message, lang: Language, template: str) -> str:
    """Like ``filled``, as one plain text with the blanks in square brackets."""
    return "".join(text for text, _ in filled(rulebook, case, message, lang, template))


def _said(rulebook: Rulebook, lang: Language, fact: str, value: str | dt.date | int) -> str:
    if isinstance(value, dt.date):
        return date_words(rulebook, lang, value)
    labels = {choice.id: choice.label for choice in rulebook.facts[fact].values}
    return _own_or_english(labels[value], lang) if value in labels else str(value)


def _asked(fact: Fact, lang: Language) -> str:
    if lang == "zh" and fact.kind == "date":
        return _CHINESE_DATE
    return _own_or_english(fact.label, lang)


def _own_or_english(text: Text, lang: Language) -> str:
    # Facts are translated for the reader only; a message may be in a language that the reader's page is not.
    return text.get(lang, text["en"])


# --- as markup --------------------------------------------------------------------------------------------------


def no_message(resolution: Resolution) -> str:
    """The word list's sentence for an answer without a message: none known yet, none today, or none at all."""
    if not resolution.paths:
        return "message.pending"
    to_come = any(
        step.step.message and step.state != "done" and not step.replaced
        for path in resolution.paths
        for step in path.steps
    )
    return "message.later" if to_come else "message.none"


def languages_for(view: View) -> list[Language]:
    """The languages of messages, the reader's first."""
    return sorted(view.rulebook.message_languages, key=lambda lang: lang != view.lang)


def render_messages(view: View, resolution: Resolution) -> Html:
    """The messages of an answer, each in every message language, with the reader's language open."""
    if not resolution.messages:
        return el("p", view.say(no_message(resolution)), class_="pb-empty")
    shown = (_message(view, resolution.case, view.rulebook.messages[id_]) for id_ in resolution.messages)
    return joined([el("p", view.say("message.blanks"), class_="pb-hint"), *shown])


def _message(view: View, case: Case, message: Message) -> Html:
    return el(
        "article",
        el("h4", view.text(message.title), class_="pb-message__title"),
        el("p", el("strong", view.say("message.to"), ": "), view.name("actor", message.to), class_="pb-message__to"),
        *(_in_language(view, case, message, lang) for lang in languages_for(view)),
        class_="pb-message",
        id=f"pb-message-{message.id}",
    )


def _in_language(view: View, case: Case, message: Message, lang: Language) -> Html:
    subject = _marked(filled(view.rulebook, case, message, lang, message.subject[lang]))
    body = _marked(filled(view.rulebook, case, message, lang, message.body[lang]))
    named = view.name("language", lang)
    label = view.say("message.body", title=view.text(message.title), language=named)
    return el(
        "details",
        el("summary", named),
        el("p", view.say("message.subject"), ": ", el("span", subject, lang=lang), class_="pb-message__subject"),
        el(
            "pre",
            body,
            lang=lang,
            tabindex=0,
            role="group",
            aria_label=label,
            class_="pb-message__body",
        ),
        open=lang == view.lang,
        data_key=f"message-{message.id}-{lang}",
        class_="pb-details",
    )


def _marked(pieces: list[tuple[str, bool]]) -> Html:
    return joined(el("mark", text) if blank else text for text, blank in pieces)
