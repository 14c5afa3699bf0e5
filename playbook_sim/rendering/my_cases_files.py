"""The page "My cases": what takes cases out of the browser, brings them in, and deletes them."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_sim.rendering.html import Html, el, void
from playbook_sim.rendering.view import View

_CHOICES = ("same_replace", "same_keep", "same_skip")


def _act(view: View, action: str, *, hidden: bool = False) -> Html:
    words = view.say(f"mycases.{action}")
    return el("button", words, type="button", class_="sim-button", data_act=action, hidden=hidden)


def render_take(view: View) -> Html:
    """The calendar of all open duties, and the exports."""
    only = el("label", void("input", type="checkbox", name_="only_shown"), " ", view.say("mycases.only_shown"))
    return el(
        "section",
        el("h2", view.say("mycases.take_title"), id="mc-take-title", tabindex=-1),
        el("p", view.say("mycases.take_help")),
        el("p", only, class_="mc-only", hidden=True),
        el("p", *(_act(view, act) for act in ("calendar", "export_csv", "export_json")), class_="sim-actions"),
        el("p", role="status", class_="mc-take-state"),
        class_="mc-take",
        aria_labelledby="mc-take-title",
        hidden=True,
    )


def render_import(view: View) -> Html:
    """Reading a file or pasted rows, and the report on what entered."""
    return el(
        "section",
        el("h2", view.say("mycases.import_title"), id="mc-import-title"),
        el("p", view.say("mycases.import_help")),
        el(
            "p",
            el("label", view.say("mycases.file"), for_="mc-file"),
            void("input", type="file", id="mc-file", accept=".csv,.json,.txt,text/csv,application/json"),
            el("span", view.say("mycases.drop"), class_="mc-drop-hint"),
            class_="mc-field mc-drop",
        ),
        el(
            "details",
            el("summary", view.say("mycases.paste")),
            el(
                "p",
                el("label", view.say("mycases.paste_label"), for_="mc-paste"),
                el("textarea", id="mc-paste", rows=6, spellcheck="false"),
                class_="mc-field",
            ),
            el("p", _act(view, "paste_read")),
            class_="mc-paste",
        ),
        el(
            "div",
            el(
                "p",
                el("label", view.say("mycases.template_for"), for_="mc-template"),
                el("select", *_problems(view), id="mc-template"),
                class_="mc-field",
            ),
            el("p", _act(view, "template")),
            class_="mc-template",
        ),
        el("p", role="status", class_="mc-import-state"),
        el("p", _act(view, "keep_copy", hidden=True)),
        _report(view),
        class_="mc-import",
        aria_labelledby="mc-import-title",
    )


def _problems(view: View) -> Iterator[Html]:
    """The problems by platform, after the choice of a template for all of them."""
    yield el("option", view.say("mycases.template_any"), value="")
    groups: dict[str, list[Html]] = {}
    for id_, problem in view.rulebook.problems.items():
        groups.setdefault(problem.platform, []).append(el("option", view.text(problem.title), value=id_))
    for platform, options in groups.items():
        yield el("optgroup", *options, label=view.name("platform", platform))


def _report(view: View) -> Html:
    choices = (
        el("label", void("input", type="radio", name_="same", value=choice), " ", view.say(f"mycases.{choice}"))
        for choice in _CHOICES
    )
    same = el(
        "form",
        el(
            "fieldset",
            el("legend", view.say("mycases.same")),
            el("p", class_="mc-same-count"),
            el("div", *choices, class_="sim-options"),
        ),
        el(
            "p",
            el("button", view.say("mycases.same_go"), type="submit", class_="sim-button"),
            " ",
            _act(view, "cancel"),
            class_="sim-actions",
        ),
        class_="pb-box mc-same",
        hidden=True,
    )
    columns = (el("th", view.say(f"mycases.{column}"), scope="col") for column in ("line", "field", "result", "reason"))
    table = el("table", el("thead", el("tr", *columns)), el("tbody"))
    title = view.say("mycases.mistakes")
    mistakes = el(
        "div",
        el("h3", title),
        el("div", table, class_="mc-scroll", tabindex=0, role="region", aria_label=title),
        el("p", class_="mc-unlisted", hidden=True),
        el("p", _act(view, "mistakes_save")),
        class_="pb-box mc-mistakes",
        hidden=True,
    )
    return el("div", same, mistakes, class_="mc-report")


def render_delete_all(view: View) -> Html:
    """Deleting every case, asked twice, with the export beside."""
    return el(
        "section",
        el("h2", view.say("mycases.delete_all_title"), id="mc-delete-title"),
        el("p", view.say("mycases.delete_all_help")),
        el("p", _act(view, "delete_all")),
        el(
            "div",
            el("p", class_="mc-sure-words", tabindex=-1),
            el("p", *(_act(view, act) for act in ("keep_copy", "delete_all_sure", "cancel")), class_="sim-actions"),
            class_="pb-box mc-sure",
            hidden=True,
        ),
        class_="mc-delete",
        aria_labelledby="mc-delete-title",
        hidden=True,
    )
