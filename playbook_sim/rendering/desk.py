"""The message desk: what is filled in once for all messages, their languages, and what has been sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from playbook_sim.model import Blank, Language, Message, PathStep, Resolution, Step
from playbook_sim.paths import expanded
from playbook_sim.rendering.html import NOTHING, Html, el, joined, void
from playbook_sim.rendering.looking import look_words
from playbook_sim.rendering.marks import icon
from playbook_sim.rendering.remembered import remembered
from playbook_sim.rendering.ticks import Deed, deed, tick_control
from playbook_sim.rendering.view import View

ORDER = "order"
"""The blank that is the order number: asked first, and kept with the case as its name."""

_LONGEST = {"text": 200, "lines": 2000}
_LONGEST_ORDER = 80
# A year of four digits: without it, browsers let six be typed.
_LAST_DAY = "9999-12-31"


def languages_for(view: View) -> list[Language]:
    """The languages of messages, the reader's first."""
    return sorted(view.rulebook.message_languages, key=lambda lang: lang != view.lang)


def desk(view: View, messages: Sequence[Message], blanks: Mapping[str, bool]) -> Html:
    """The fields filled in once for all ``messages``, whose ``blanks`` are given in the order of the texts.

    A blank is True where its sentence is left out while it is empty.
    """
    named = {id_: blank for message in messages for id_, blank in message.blanks.items()}
    ordered = sorted(blanks, key=lambda id_: id_ != ORDER)
    fields = joined(_field(view, named[id_], optional=blanks[id_]) for id_ in ordered)
    clear = el(
        "button",
        view.say("desk.clear"),
        type="button",
        class_="sim-button pb-small",
        data_desk="clear",
        data_place="desk-clear",
    )
    filling = el(
        "fieldset",
        el("legend", view.say("desk.fill")),
        el("p", view.say("desk.private"), class_="pb-hint"),
        el("div", fields, class_="pb-desk__fields"),
        el("p", clear),
        class_="pb-desk",
    )
    return joined([filling if blanks else None, _languages(view, messages)])


@remembered
def _field(view: View, blank: Blank, *, optional: bool) -> Html:
    field, label, is_day = f"pb-blank-{blank.id}", blank.label[view.lang], blank.kind == "date"
    hint = f"{field}-hint" if optional else None
    typed = f"{field}-typed" if is_day else None
    attributes: dict[str, str | int | None] = {
        "id": field,
        "maxlength": _LONGEST_ORDER if blank.id == ORDER else _LONGEST.get(blank.kind),
        "max": _LAST_DAY if is_day else None,
        "autocomplete": "off",
        "data_blank": blank.id,
        "data_place": f"blank-{blank.id}",
        "aria_describedby": " ".join(filter(None, (hint, typed))) or None,
    }
    lines = blank.kind == "lines"
    return el(
        "p",
        el("label", label[:1].upper() + label[1:], for_=field),
        el("textarea", rows=3, **attributes) if lines else void("input", type=blank.kind, **attributes),
        # Empty until the script tells that nothing more goes in: what is cut off would be missing without a word.
        None if is_day else el("span", class_="pb-hint pb-desk__full", aria_live="polite"),
        el("span", view.say("desk.optional"), id=hint, class_="pb-hint") if optional else None,
        # Of old, days were typed as texts: the script shows here what is still such a text.
        el("span", id=typed, class_="pb-hint pb-desk__typed", hidden=True) if is_day else None,
    )


def _languages(view: View, messages: Sequence[Message]) -> Html:
    """In which language each recipient is written to."""
    choices = (_language(view, to) for to in dict.fromkeys(message.to for message in messages))
    return el("div", *choices, class_="pb-desk__languages")


@remembered
def _language(view: View, to: str) -> Html:
    options = [
        el("option", view.name("language", lang), value=lang, selected=lang == view.lang)
        for lang in languages_for(view)
    ]
    return el(
        "p",
        el("label", view.say("desk.language", to=view.name("actor", to)), for_=f"pb-language-{to}"),
        el("select", *options, id=f"pb-language-{to}", data_recipient=to, data_place=f"language-{to}"),
    )


# --- what was sent ----------------------------------------------------------------------------------------------


def card(view: View, resolution: Resolution, message: Message, *texts: Html) -> Html:
    """A message that is offered: to whom, its ``texts``, and what the merchant says about sending it."""
    path_step = open_step(resolution, message)
    return el(
        "article",
        el("h4", view.text(message.title), class_="pb-message__title"),
        _sent_state(),
        *(el("p", el("strong", words)) for words in look_words(view, path_step.look_first if path_step else ())),
        el("p", el("strong", view.say("message.to"), ": "), view.name("actor", message.to), class_="pb-message__to"),
        el("div", *texts, class_="pb-message__texts"),
        _sent_control(view, message, resolution.today.isoformat()),
        _step_besides(view, resolution, path_step),
        class_="pb-message",
        id=f"pb-message-{message.id}",
        data_to=message.to,
        **_moves(view, resolution, message, path_step.step if path_step else None),
    )


def sent_before(view: View, resolution: Resolution) -> Html:
    """The messages of the problem that are not offered now. The script shows those that were sent, and only them."""
    cards = []
    for message, step in _not_offered(view, resolution):
        cards.append(
            el(
                "article",
                el("h4", view.text(message.title), class_="pb-message__title"),
                _sent_state(),
                _sent_control(view, message, resolution.today.isoformat()),
                class_="pb-message pb-message--sent",
                hidden=True,
                **_moves(view, resolution, message, step),
            )
        )
    if not cards:
        return NOTHING
    return el("section", el("h4", view.say("desk.sent_before")), *cards, class_="pb-sent", hidden=True)


def open_step(resolution: Resolution, message: Message) -> PathStep | None:
    """The first step of the answer that ``message`` goes with and that is still to be done."""
    steps = (step for path in resolution.paths for step in path.steps)
    return next(
        (one for one in steps if one.step.message == message.id and one.state not in ("done", "conditional")), None
    )


def _not_offered(view: View, resolution: Resolution) -> Iterator[tuple[Message, Step]]:
    problem = view.rulebook.problems[resolution.case.problem]
    found: dict[str, Step] = {}
    for rule in problem.rules:
        for step, _ in expanded(view.rulebook, problem, rule):
            if step.message and step.message not in resolution.messages:
                found.setdefault(step.message, step)
    return ((view.rulebook.messages[id_], step) for id_, step in found.items())


def _moves(view: View, resolution: Resolution, message: Message, step: Step | None) -> dict[str, str | None]:
    """What sending ``message`` tells the form: nothing unless sending it is all there is to the step."""
    if step is None or not step.by_message:
        return {"data_message": message.id}
    given = step.done_on in resolution.case.facts
    told_form = Deed(step.done_on) if given else deed(view, resolution, step)
    if told_form is None:
        return {"data_message": message.id}
    return {"data_message": message.id, "data_moves": step.id, "data_moves_fact": told_form.fact}


@cache
def _sent_state() -> Html:
    return el("p", icon("done"), el("span"), class_="pb-message__state", hidden=True)


@remembered
def _sent_control(view: View, message: Message, today: str) -> Html:
    box = void("input", type="checkbox", data_sent=message.id, data_place=f"sent-{message.id}")
    day = void(
        "input",
        type="date",
        max=today,
        value=today,
        data_sent_day=message.id,
        data_place=f"day-{message.id}",
    )
    of_message = el("span", ": ", view.text(message.title), class_="pb-sr")
    return el(
        "p",
        el("label", box, " ", el("span", view.say("desk.sent"), of_message)),
        el("label", el("span", view.say("desk.sent_day"), of_message), " ", day, class_="pb-tick__day", hidden=True),
        class_="pb-tick",
    )


def _step_besides(view: View, resolution: Resolution, path_step: PathStep | None) -> Html:
    """Where more than sending is to be done and the merchant does it: the step's own box, once the message is sent."""
    if path_step is None or path_step.step.by_message or path_step.step.actor != "merchant":
        return NOTHING
    label = view.say("desk.step_done", step=view.text(path_step.step.do))
    return el("div", tick_control(view, resolution, path_step, label=label), class_="pb-message__step", hidden=True)
