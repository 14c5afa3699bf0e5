"""Messages ready to send: filled from the facts, with what only the merchant knows left as visible blanks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from playbook_sim.cases import iso_day
from playbook_sim.message_texts import behind, facts_of, holding, optional
from playbook_sim.model import Case, Fact, Language, Message, Resolution, Rulebook, Text
from playbook_sim.remembering import memory_of
from playbook_sim.rendering.desk import card, desk, languages_for, sent_before
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.remembered import remembered
from playbook_sim.rendering.view import View
from playbook_sim.rendering.words import amount_words, full_date

_PLACEHOLDER = re.compile(r"\{(fact|limit|blank):(\w+)\}")
NO_BLANKS: Mapping[str, str] = MappingProxyType({})
"""Nothing filled in."""

_CHINESE_DATE = "日期"
_WAIT = ("customer", "buyer")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a message. ``blank`` or ``fact``: what is still to be filled in there.

    ``around``: what stands before and after a blank once it is filled in; while it is empty nothing of it stands.
    """

    text: str
    blank: str | None = None
    fact: str | None = None
    around: tuple[str, str] | None = None

    def filled_in(self, text: str) -> str:
        """What stands here with ``text`` in the blank."""
        before, after = self.around or ("", "")
        return f"{before}{text}{behind(text, after)}"


type Told = tuple[tuple[str, str | dt.date | int], ...]
"""The facts of a case that a message may speak of, with their values."""


def filled(rulebook: Rulebook, case: Case, message: Message, lang: Language, template: str) -> tuple[Piece, ...]:
    """The template in pieces; what is still to be filled in stands in square brackets.

    A fact that the case lacks is to be filled in too. Paragraphs that do not hold for the case are left out.
    """
    return _filled(rulebook, _told(case, message), message, lang, template)


def _told(case: Case, message: Message) -> Told:
    return tuple((id_, case.facts[id_]) for id_ in facts_of(message) if id_ in case.facts)


def _filled(rulebook: Rulebook, told: Told, message: Message, lang: Language, template: str) -> tuple[Piece, ...]:
    memory = memory_of(rulebook)
    key = (_filled, told, id(message), lang, template)
    if key not in memory:
        # The message is kept too, so that no other one can ever have its identity.
        memory[key] = (tuple(_pieces(rulebook, dict(told), message, lang, template)), message)
    return memory[key][0]


def _pieces(
    rulebook: Rulebook, facts: Mapping[str, str | dt.date | int], message: Message, lang: Language, template: str
) -> list[Piece]:
    pieces: list[Piece] = []
    gap = ""
    for paragraph in holding(template, facts).split("\n\n"):
        if blank := optional(paragraph):
            id_, before, after = blank
            pieces.append(Piece("", blank=id_, around=(gap + before, after)))
        else:
            pieces += _in_paragraph(rulebook, facts, message, lang, gap + paragraph)
        gap = "\n\n"
    return pieces


def _in_paragraph(
    rulebook: Rulebook, facts: Mapping[str, str | dt.date | int], message: Message, lang: Language, template: str
) -> list[Piece]:
    pieces: list[Piece] = []
    end = 0
    for found in _PLACEHOLDER.finditer(template):
        pieces.append(Piece(template[end : found.start()]))
        end = found.end()
        kind, id_ = found.groups()
        if kind == "limit":
            # Whoever waits is told the end of a window only, as the handbook asks (talking-to-buyers).
            longest = message.to in _WAIT
            pieces.append(Piece(amount_words(rulebook, lang, rulebook.limits[id_], longest=longest)))
        elif kind == "blank":
            pieces.append(Piece(f"[{message.blanks[id_].label[lang]}]", blank=id_))
        elif id_ in facts:
            pieces.append(Piece(_said(rulebook, lang, id_, facts[id_])))
        else:
            pieces.append(Piece(f"[{_asked(rulebook.facts[id_], lang)}]", fact=id_))
    pieces.append(Piece(template[end:]))
    return [piece for piece in pieces if piece.text]


def filled_text(
    rulebook: Rulebook,
    case: Case,
    message: Message,
    lang: Language,
    template: str,
    blanks: Mapping[str, str] = NO_BLANKS,
) -> str:
    """Like ``filled``, as one plain text with the blanks in square brackets, but for those in ``blanks``."""
    pieces = filled(rulebook, case, message, lang, template)
    texts, before = [], ""
    for piece in pieces:
        given = _written(rulebook, message, lang, piece.blank, blanks)
        texts.append(piece.filled_in(given) if given else behind(before, piece.text))
        before = given
    return "".join(texts)


def _written(rulebook: Rulebook, message: Message, lang: Language, blank: str | None, blanks: Mapping[str, str]) -> str:
    """What the letter has for a blank. Of old, dates were typed as texts: what is no day stays as it was typed."""
    text = blanks.get(blank, "").strip() if blank else ""
    day = iso_day(text) if blank and text and message.blanks[blank].kind == "date" else None
    return full_date(rulebook, lang, day) if day else text


def sentences_left_out(
    rulebook: Rulebook, case: Case, message: Message, lang: Language, blanks: Mapping[str, str] = NO_BLANKS
) -> list[str]:
    """The sentences of a message that stand only once their blank is filled in, and it is not: with it in brackets."""
    pieces = filled(rulebook, case, message, lang, message.body[lang])
    return [
        piece.filled_in(f"[{message.blanks[piece.blank].label[lang]}]").strip()
        for piece in pieces
        if piece.around and piece.blank and not blanks.get(piece.blank, "").strip()
    ]


def _said(rulebook: Rulebook, lang: Language, fact: str, value: str | dt.date | int) -> str:
    if isinstance(value, dt.date):
        return full_date(rulebook, lang, value)
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


def no_message(view: View, resolution: Resolution) -> str:
    """What an answer without a message says of them: none known yet, which step brings the next one, or none at all."""
    if not resolution.paths:
        return view.say("message.pending")
    steps = [step for path in resolution.paths for step in path.steps if step.step.message and not step.replaced]
    # A step that is sure to come, before one that only something else can bring about.
    for states in (("now", "overdue", "next", "later"), ("conditional",)):
        for step in steps:
            if step.state in states:
                title = view.text(view.rulebook.messages[step.step.message].title)
                return view.say("message.later", title=title, step=view.text(step.step.do))
    return view.say("message.none")


def render_messages(view: View, resolution: Resolution) -> Html:
    """The messages of an answer: what to fill in once, then each in every language, the reader's open."""
    earlier = sent_before(view, resolution)
    if not resolution.messages:
        return joined([el("p", no_message(view, resolution), class_="pb-empty"), earlier])
    messages = [view.rulebook.messages[id_] for id_ in resolution.messages]
    cards = (
        card(
            view,
            resolution,
            message,
            *(_in_language(view, _told(resolution.case, message), message, lang) for lang in languages_for(view)),
        )
        for message in messages
    )
    hint = el("p", view.say("message.blanks"), class_="pb-hint")
    return joined([hint, desk(view, messages, _blanks(view, resolution.case, messages)), *cards, earlier])


def _blanks(view: View, case: Case, messages: Sequence[Message]) -> dict[str, bool]:
    """The blanks of the messages as they stand for this case, in the order of the reader's texts.

    For each, whether nothing but sentences that can be left out needs it.
    """
    pieces = (
        piece
        for message in messages
        for template in (message.subject[view.lang], message.body[view.lang])
        for piece in filled(view.rulebook, case, message, view.lang, template)
    )
    found: dict[str, bool] = {}
    for piece in pieces:
        if piece.blank:
            found[piece.blank] = found.get(piece.blank, True) and piece.around is not None
    return found


@remembered
def _in_language(view: View, told: Told, message: Message, lang: Language) -> Html:
    subject = _marked(_filled(view.rulebook, told, message, lang, message.subject[lang]))
    body = _marked(_filled(view.rulebook, told, message, lang, message.body[lang]))
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
        el(
            "p",
            _copy(view, message, lang, "message"),
            _copy(view, message, lang, "subject"),
            class_="pb-message__copy",
        ),
        el("p", class_="pb-message__copied", hidden=True),
        open=lang == view.lang,
        data_language=lang,
        class_="pb-details",
    )


def _copy(view: View, message: Message, lang: Language, what: str) -> Html:
    return el(
        "button",
        view.say(f"desk.copy_{what}"),
        el("span", ": ", view.text(message.title), ", ", view.name("language", lang), class_="pb-sr"),
        type="button",
        class_="sim-button",
        data_copy=what,
        data_place=f"copy-{what}-{message.id}-{lang}",
    )


def _marked(pieces: Sequence[Piece]) -> Html:
    return joined(_mark(piece) if piece.blank or piece.fact else piece.text for piece in pieces)


def _mark(piece: Piece) -> Html:
    if piece.around is None:
        return el("mark", piece.text, data_blank=piece.blank, data_fact=piece.fact)
    before, after = piece.around
    return el("mark", data_blank=piece.blank, data_before=before, data_after=after, hidden=True)
