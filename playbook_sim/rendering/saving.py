"""Where the simulator keeps a case in the browser: its name, notes, end, and what to do when the browser refuses."""

from __future__ import annotations

from playbook_sim.rendering.html import Html, el, void
from playbook_sim.rendering.view import View

LONGEST = {"store": 80, "order": 80, "notes": 4000}
"""How many characters a saved case holds of what the reader writes about it."""


def render_saving(view: View) -> Html:
    """The block of the answer that saves it; the script shows the parts that fit."""
    return el(
        "section",
        el("h3", view.say("save.title"), id="pb-part-saving"),
        el("p", view.say("save.what"), class_="pb-hint"),
        el("p", class_="save-name", tabindex=-1, hidden=True),
        _form(view),
        el("p", class_="save-state"),
        _trouble(view),
        _changed(view),
        _deleted(view),
        _acts(view),
        _closing(view),
        el("p", el("a", view.say("save.my_cases"), href=view.link("cases", ""), class_="save-to_cases")),
        class_="sim-part sim-saving",
        aria_labelledby="pb-part-saving",
    )


def _form(view: View) -> Html:
    return el(
        "form",
        el("div", _line(view, "store"), _line(view, "order"), class_="pb-desk__fields"),
        el(
            "p",
            el("label", view.say("save.notes"), for_="save-notes"),
            el("textarea", id="save-notes", rows=3, maxlength=LONGEST["notes"], data_kept="notes"),
            class_="save-notes",
        ),
        el("p", el("button", view.say("save.save_case"), type="submit", class_="sim-button save-submit")),
        el("datalist", id="save-stores"),
        class_="save-form",
        autocomplete="off",
        aria_labelledby="pb-part-saving",
        novalidate=True,
    )


def _line(view: View, field: str) -> Html:
    stores = {"list": "save-stores", "aria_describedby": "save-store-help"} if field == "store" else {}
    help_ = el("span", view.say("save.store_help"), class_="sim-help", id="save-store-help") if stores else None
    return el(
        "p",
        el("label", view.say(f"save.{field}"), for_=f"save-{field}"),
        void("input", type="text", id=f"save-{field}", maxlength=LONGEST[field], data_kept=field, **stores),
        help_,
    )


def _trouble(view: View) -> Html:
    return el(
        "div",
        el("p", class_="save-reason"),
        el("p", view.say("save.kept_here")),
        el("p", _button(view, "try_again"), _button(view, "download"), class_="sim-actions"),
        class_="save-trouble",
        hidden=True,
    )


def _changed(view: View) -> Html:
    said = el("p", view.say("save.changed_elsewhere"))
    return el("div", said, el("p", _button(view, "reload")), class_="save-changed", hidden=True)


def _deleted(view: View) -> Html:
    return el(
        "div", el("p", view.say("save.deleted")), el("p", _button(view, "undo")), class_="save-deleted", hidden=True
    )


def _acts(view: View) -> Html:
    acts = (_button(view, act) for act in ("copy", "close", "reopen", "delete"))
    return el("p", *acts, class_="sim-actions save-acts", hidden=True)


def _closing(view: View) -> Html:
    outcomes = view.rulebook.vocabulary["closing"]
    options = (el("option", view.name("closing", id_), value=id_) for id_ in outcomes)
    chosen = el("option", view.say("save.choose_outcome"), value="")
    return el(
        "form",
        el(
            "div",
            el(
                "p",
                el("label", view.say("save.outcome"), for_="save-outcome"),
                el("select", chosen, *options, id="save-outcome", aria_describedby="save-closing-error"),
            ),
            el(
                "p",
                el("label", view.say("save.closed_on"), for_="save-day"),
                void("input", type="date", id="save-day", aria_describedby="save-closing-error"),
            ),
            class_="pb-desk__fields",
        ),
        el("p", class_="sim-error", id="save-closing-error", hidden=True),
        el(
            "p",
            el("button", view.say("save.close"), type="submit", class_="sim-button"),
            _button(view, "cancel"),
            class_="sim-actions",
        ),
        class_="save-closing",
        aria_label=view.say("save.close"),
        novalidate=True,
        hidden=True,
    )


def _button(view: View, act: str) -> Html:
    return el("button", view.say(f"save.{act}"), type="button", class_="sim-button", data_save=act)
