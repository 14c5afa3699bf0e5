"""The page of the drills: the choice of a round, the places of case, result and progress. Its script fills them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from playbook_sim.drills import MIXED
from playbook_sim.drills.parts import ANY_LEVEL, LEVELS
from playbook_sim.rendering.frame import engine_state
from playbook_sim.rendering.html import Html, el, void
from playbook_sim.rendering.view import View

COUNTS = (5, 10)
"""How many cases a round can have."""

_SPOKEN_BY_SCRIPT = ("drill.", "engine.", "form.first", "form.when")


def topic_words(view: View, topic: str) -> str:
    """A topic as it reads by itself: "AliExpress · Disputes", or the title of a problem."""
    book = view.rulebook
    if topic in book.problems:
        return view.text(book.problems[topic].title)
    if topic == MIXED:
        return view.say("drill.topic.mixed")
    platform, _, stage = topic.partition(".")
    if not stage:
        return view.say("drill.topic.platform", platform=view.name("platform", platform))
    return view.say("drill.topic.within", platform=view.name("platform", platform), stage=view.name("stage", stage))


def render_drill_page(view: View, topics: Mapping[str, Sequence[str]], levels: Mapping[str, Sequence[int]]) -> Html:
    """The whole page. ``topics``: topic → its problems; ``levels``: topic → the difficulties that it has."""
    known = {
        topic: {"label": topic_words(view, topic), "problems": list(problems), "levels": list(levels[topic])}
        for topic, problems in topics.items()
    }
    return el(
        "div",
        el("noscript", el("p", view.say("drill.page.no_script"), class_="sim-noscript")),
        el("div", el("ul"), class_="pb-box sim-notice dr-notice", hidden=True),
        _setup(view, topics),
        engine_state(view.rulebook, view.lang),
        el("p", role="status", aria_live="polite", class_="sim-live"),
        _case(view),
        _end(view),
        _progress(view),
        id="drills",
        class_="dr",
        data_search_exclude=True,
        data_lang=view.lang,
        data_version=view.rulebook.version,
        data_topics=json.dumps(known, ensure_ascii=False),
        data_words=_words_for_script(view),
    )


def _setup(view: View, topics: Mapping[str, Sequence[str]]) -> Html:
    counts = (
        el("label", void("input", type="radio", name_="count", value=n, checked=n == COUNTS[0]), " ", str(n))
        for n in COUNTS
    )
    return el(
        "form",
        el("h2", view.say("drill.page.setup"), class_="dr-heading", tabindex=-1),
        el("p", el("label", view.say("form.topic"), for_="dr-topic"), _topics(view, topics), class_="dr-field"),
        el(
            "p",
            el("label", view.say("form.difficulty"), for_="dr-difficulty"),
            _difficulties(view),
            class_="dr-field",
        ),
        el("fieldset", el("legend", view.say("drill.page.count")), *counts, class_="dr-field dr-counts"),
        el("p", el("button", view.say("drill.page.start"), type="submit", class_="md-button md-button--primary")),
        class_="dr-setup",
        autocomplete="off",
    )


def _topics(view: View, topics: Mapping[str, Sequence[str]]) -> Html:
    """Everything; then each platform as a group: all of it, each stage, and the problems of the stage."""
    groups: dict[str, list[Html]] = {}
    platform = ""
    for topic in topics:
        if topic == MIXED:
            continue
        if topic in view.rulebook.vocabulary["platform"]:
            platform = topic
        stage = topic.partition(".")[2]
        words = topic_words(view, topic)
        if stage:
            words = view.say("drill.topic.stage", stage=view.name("stage", stage))
        elif topic in view.rulebook.problems:
            words = f"– {words}"
        groups.setdefault(platform, []).append(el("option", words, value=topic))
    return el(
        "select",
        el("option", topic_words(view, MIXED), value=MIXED),
        *(el("optgroup", *options, label=view.name("platform", platform)) for platform, options in groups.items()),
        id="dr-topic",
        name_="topic",
    )


def _difficulties(view: View) -> Html:
    options = (el("option", view.say(f"drill.level.{level}"), value=level) for level in (ANY_LEVEL, *LEVELS))
    return el("select", *options, id="dr-difficulty", name_="difficulty")


def _case(view: View) -> Html:
    return el(
        "section",
        el("h2", class_="dr-heading", tabindex=-1),
        el("div", class_="dr-body"),
        el("p", _button(view, "check", primary=True), class_="dr-actions"),
        el(
            "div",
            el("h3", class_="dr-heading", tabindex=-1),
            el("div", class_="dr-explanation"),
            el(
                "p",
                _button(view, "next", primary=True),
                _button(view, "finish", primary=True),
                class_="dr-actions",
            ),
            class_="dr-graded",
            hidden=True,
        ),
        el("p", _button(view, "stop"), _button(view, "copy"), class_="dr-actions dr-round"),
        _address(view),
        class_="dr-case",
        hidden=True,
    )


def _address(view: View) -> Html:
    """Where the browser lets no script copy, the address stands here to be copied by hand."""
    return el(
        "p",
        el("label", view.say("drill.page.by_hand"), for_="dr-address"),
        void("input", type="text", id="dr-address", readonly=True),
        class_="dr-field dr-address",
        hidden=True,
    )


def _end(view: View) -> Html:
    return el(
        "section",
        el("h2", view.say("drill.page.result"), class_="dr-heading", tabindex=-1),
        el("p", class_="dr-printed"),
        el("p", class_="dr-score"),
        el("h3", view.say("drill.page.by_topic")),
        el("div", _table(view, "form.topic"), class_="dr-topics"),
        el("h3", view.say("drill.page.cases")),
        el("ol", class_="dr-cases"),
        el(
            "p",
            el("label", view.say("drill.page.name"), for_="dr-name"),
            void("input", type="text", id="dr-name", maxlength=80, autocomplete="off", aria_describedby="dr-name-help"),
            el("span", view.say("drill.page.name_help"), class_="sim-help", id="dr-name-help"),
            class_="dr-field dr-name",
        ),
        el("p", _button(view, "print", primary=True), _button(view, "new_round"), class_="dr-actions"),
        class_="dr-end",
        hidden=True,
    )


def _progress(view: View) -> Html:
    return el(
        "section",
        el("h2", view.say("drill.page.progress"), class_="dr-heading", tabindex=-1),
        el("p", view.say("drill.page.progress_help"), class_="sim-help"),
        el("p", class_="dr-unkept", role="note", hidden=True),
        el("p", view.say("drill.page.empty"), class_="dr-empty"),
        el(
            "div",
            el("p", class_="dr-advice"),
            el(
                "div",
                _table(view, "form.topic", last=True),
                class_="pb-scroll",
                tabindex=0,
                role="group",
                aria_label=view.say("drill.page.progress"),
            ),
            el("p", _button(view, "delete"), class_="dr-actions dr-ask"),
            el(
                "p",
                el("span", view.say("drill.page.confirm")),
                _button(view, "yes"),
                _button(view, "no"),
                class_="dr-actions dr-sure",
                hidden=True,
            ),
            class_="dr-practised",
            hidden=True,
        ),
        class_="dr-progress",
    )


def _table(view: View, first: str, *, last: bool = False) -> Html:
    heads = [view.say(first), *(view.say(f"drill.mark.{mark}") for mark in ("right", "partly", "wrong"))]
    heads += [view.say("drill.column.last"), view.say("drill.column.train")] if last else []
    return el("table", el("thead", el("tr", *(el("th", head, scope="col") for head in heads))), el("tbody"))


def _button(view: View, action: str, *, primary: bool = False) -> Html:
    class_ = "md-button md-button--primary" if primary else "sim-button"
    return el("button", view.say(f"drill.page.{action}"), type="button", class_=class_, data_action=action)


def _words_for_script(view: View) -> str:
    """As JSON in an attribute: Material rewrites data blocks when it changes pages."""
    spoken = {key: text[view.lang] for key, text in view.rulebook.words.items() if key.startswith(_SPOKEN_BY_SCRIPT)}
    return json.dumps(spoken, ensure_ascii=False)
