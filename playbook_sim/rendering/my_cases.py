"""The page "My cases": its frame. The script fills it with what the reader's browser keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator

from playbook_sim.rendering.html import Html, el, joined, void
from playbook_sim.rendering.marks import icon
from playbook_sim.rendering.my_cases_figures import render_figures
from playbook_sim.rendering.my_cases_files import render_delete_all, render_import, render_take
from playbook_sim.rendering.now import ICONS
from playbook_sim.rendering.view import View

_SPOKEN_BY_SCRIPT = (
    *("mycases.", "cases.storage_", "engine.", "left.", "urgency."),
    *("form.today_differs", "sim.day_end", "sim.moment"),
)
_COLUMN = "records.column_"
_TROUBLES = ("blocked", "full", "newer", "failed")


def render_my_cases(view: View) -> Html:
    """The frame, with all that the script says and the names of what records hold as ids."""
    return el(
        "div",
        el("noscript", el("p", view.say("mycases.no_script"))),
        el("p", class_="sim-live", role="status"),
        el("p", class_="mc-today"),
        _trouble(view),
        el("p", view.say("mycases.loading"), class_="mc-loading"),
        _empty(view),
        _list(view),
        render_figures(view),
        render_take(view),
        render_import(view),
        render_delete_all(view),
        el("template", _card(view), data_template="card"),
        el("template", *(_sign(urgency) for urgency in ICONS), data_template="signs"),
        id="saved-cases",
        class_="mc",
        data_search_exclude=True,
        data_lang=view.lang,
        data_version=view.rulebook.version,
        data_simulator=view.link("simulator", ""),
        data_words=_words(view),
        data_names=_names(view),
    )


def _words(view: View) -> str:
    """As JSON in an attribute: Material rewrites data blocks when it changes pages."""
    spoken = {key: text[view.lang] for key, text in view.rulebook.words.items() if key.startswith(_SPOKEN_BY_SCRIPT)}
    return json.dumps(spoken, ensure_ascii=False)


def _names(view: View) -> str:
    """The reader's names of platforms, problems and outcomes, by id, in the order in which they are offered."""
    book = view.rulebook
    names = {
        "platform": {id_: view.name("platform", id_) for id_ in book.vocabulary["platform"]},
        "problem": {id_: view.text(problem.title) for id_, problem in book.problems.items()},
        "outcome": {id_: view.name("closing", id_) for id_ in book.vocabulary["closing"]},
        "fact": {id_: view.text(fact.label) for id_, fact in book.facts.items()},
        "column": {
            key.removeprefix(_COLUMN): view.text(text) for key, text in book.words.items() if key.startswith(_COLUMN)
        },
    }
    return json.dumps(names, ensure_ascii=False)


def act(view: View, action: str, **attributes: str | bool) -> Html:
    """A button that the script knows by its ``action``; its words are at ``mycases.<action>``."""
    attributes.setdefault("class_", "sim-button")
    return el("button", view.say(f"mycases.{action}"), type="button", data_act=action, **attributes)


# --- what is wrong with the store, or empty -----------------------------------------------------------------------


def _trouble(view: View) -> Html:
    """A box for each way in which the browser's store can fail; the script shows the one that fits."""
    boxes = (
        el(
            "div",
            el("p", view.say(f"cases.storage_{reason}")),
            el("p", view.say("mycases.in_memory")) if reason == "blocked" else None,
            el("p", act(view, "keep_copy"), " ", act(view, "try_again"), class_="sim-actions"),
            class_="pb-box pb-box--danger mc-trouble",
            data_reason=reason,
            hidden=True,
        )
        for reason in _TROUBLES
    )
    return joined(boxes)


def _empty(view: View) -> Html:
    return el(
        "section",
        el("h2", view.say("mycases.empty_title"), tabindex=-1),
        el("p", view.say("mycases.empty")),
        el(
            "p",
            el("a", view.say("mycases.empty_start"), href=view.link("simulator", ""), class_="md-button"),
        ),
        el("p", view.say("mycases.empty_import")),
        class_="mc-empty",
        hidden=True,
    )


# --- the list -----------------------------------------------------------------------------------------------------


def _list(view: View) -> Html:
    return el(
        "section",
        el("h2", view.say("mycases.list_title"), id="mc-title", tabindex=-1),
        _filters(view),
        _engine(view),
        el("p", role="status", class_="mc-count"),
        el("p", view.say("mycases.none_fits"), class_="mc-none", hidden=True),
        el("ol", class_="mc-list", aria_labelledby="mc-title"),
        el("p", act(view, "more"), class_="mc-more", hidden=True),
        el(
            "div",
            el("p", class_="mc-undo-words"),
            el("p", act(view, "undo"), " ", act(view, "dismiss"), class_="sim-actions"),
            class_="pb-box pb-box--above mc-undo",
            role="group",
            aria_labelledby="mc-title",
            hidden=True,
        ),
        class_="mc-body",
        hidden=True,
    )


def _filters(view: View) -> Html:
    return el(
        "form",
        el("div", class_="mc-states", role="group", aria_label=view.say("mycases.states")),
        el(
            "div",
            *(labelled(view, id_, el("select", id=f"mc-{id_}", name_=id_)) for id_ in ("store", "platform", "problem")),
            labelled(view, "search", void("input", type="search", id="mc-search", name_="search", maxlength=80)),
            el("p", act(view, "clear", hidden=True), class_="mc-clear"),
            class_="mc-filter-fields",
        ),
        class_="mc-filters",
        role="search",
        aria_label=view.say("mycases.filters"),
        autocomplete="off",
    )


def labelled(view: View, id_: str, control: Html) -> Html:
    """``control``, whose id is ``mc-<id_>``, under its label, whose words are at ``mycases.<id_>``."""
    return el("p", el("label", view.say(f"mycases.{id_}"), for_=f"mc-{id_}"), control, class_="mc-field")


def _engine(view: View) -> Html:
    return el(
        "div",
        el(
            "p",
            el("label", class_="mc-progress-words", for_="mc-progress"),
            el("progress", id="mc-progress", max=1, value=0),
            class_="mc-progress",
            hidden=True,
        ),
        el(
            "div",
            el("p", el("strong", view.say("mycases.unavailable"))),
            el("p", class_="mc-reason"),
            el("p", class_="sim-detail mc-detail"),
            el("p", view.say("mycases.stale")),
            el("p", el("button", view.say("engine.try_again"), type="button", class_="sim-button", data_act="restart")),
            class_="pb-box pb-box--danger mc-failed",
            hidden=True,
        ),
    )


# --- one case -----------------------------------------------------------------------------------------------------


def _sign(urgency: str) -> Html:
    return el("span", icon(ICONS[urgency]), data_sign=urgency)


def _card(view: View) -> Html:
    """A case as the script copies and fills it. Parts that do not apply stay hidden."""
    return el(
        "li",
        el(
            "div",
            el("h3", el("a", data_part="name"), el("span", data_part="plain_name", hidden=True)),
            _part("p", "about"),
            _part("p", "do"),
            *(_part("p", part, hidden=True) for part in ("error", "rules", "closed")),
            _part("p", "newer", view.say("mycases.newer"), hidden=True),
            _steps(view),
            _notes(view),
            class_="mc-what",
        ),
        el(
            "div",
            _part("p", "urgency"),
            *(_part("p", part) for part in ("due", "left", "next", "last", "day_end", "perhaps", "provisional")),
            _part("p", "checking", view.say("mycases.checking"), hidden=True),
            class_="mc-when",
        ),
        el("p", *(act(view, action) for action in ("close", "reopen", "delete")), class_="sim-actions mc-acts"),
        _closing(view),
        class_="mc-case",
    )


def _part(tag: str, part: str, *children: str, hidden: bool = False) -> Html:
    return el(tag, *children, class_=f"mc-{part.replace('_', '-')}", data_part=part, hidden=hidden)


def _steps(view: View) -> Html:
    return el(
        "details",
        el("summary", view.say("mycases.steps")),
        el("div", data_part="steps"),
        class_="mc-fold",
        data_part="steps_box",
    )


def _notes(view: View) -> Html:
    return el(
        "details",
        el("summary", view.say("mycases.notes"), el("span", class_="mc-preview", data_part="preview")),
        el("textarea", rows=3, maxlength=4000, aria_label=view.say("mycases.notes_label"), data_part="notes"),
        el("p", class_="mc-kept", data_part="kept"),
        class_="mc-fold mc-notes",
        data_part="notes_box",
    )


def _closing(view: View) -> Html:
    return el(
        "form",
        el(
            "p",
            el("label", view.say("mycases.outcome"), " ", el("select", *_outcomes(view), name_="outcome")),
            class_="mc-field",
        ),
        el(
            "p",
            el("label", view.say("mycases.closed_on"), " ", void("input", type="date", name_="day")),
            class_="mc-field",
        ),
        el("p", class_="sim-error", data_part="closing_error", hidden=True),
        el(
            "p",
            el("button", view.say("mycases.close_now"), type="submit", class_="sim-button"),
            " ",
            act(view, "cancel"),
            class_="sim-actions",
        ),
        class_="mc-closing",
        novalidate=True,
        data_part="closing",
        hidden=True,
    )


def _outcomes(view: View) -> Iterator[Html]:
    yield el("option", view.say("mycases.choose"), value="")
    for id_ in view.rulebook.vocabulary["closing"]:
        yield el("option", view.name("closing", id_), value=id_)
