"""The simulator's page: the form, the place of the answer, and what stands there while there is none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from playbook_sim.model import Language, Rulebook
from playbook_sim.rendering.ask import render_ask
from playbook_sim.rendering.form import button, render_form
from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.saving import render_saving
from playbook_sim.rendering.takeaway import render_takeaway
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.rendering.words import name, say

_SPOKEN_BY_SCRIPT = (
    "form.",
    "sim.",
    "engine.",
    "ask.",
    "cases.",
    "desk.",
    "take.",
    "whatif.",
    "save.",
    "future.",
    "count.",
)


def render_simulator(
    rulebook: Rulebook,
    lang: Language,
    first_questions: Mapping[str, Sequence[str]],
    static_paths: Mapping[str, str],
) -> Html:
    """The whole simulator: form, place of the answer, and each problem's path for when there is no answer.

    ``first_questions``: problem → the facts to ask before anything is known. ``static_paths``: problem → its path
    as HTML. Both have the keys of ``rulebook.problems``. Raises RulebookError when a word is missing.
    """
    return el(
        "div",
        el("noscript", el("p", say(rulebook, lang, "sim.no_script"), class_="sim-noscript")),
        render_ask(rulebook, lang),
        _link_notice(rulebook, lang),
        render_form(rulebook, lang, first_questions),
        _answer_place(rulebook, lang, static_paths),
        id="simulator",
        class_="sim",
        data_search_exclude=True,
        data_lang=lang,
        data_version=rulebook.version,
        data_calendar=rulebook.default_calendar,
        data_words=_words_for_script(rulebook, lang),
    )


def _link_notice(rulebook: Rulebook, lang: Language) -> Html:
    return el(
        "div",
        el("p", say(rulebook, lang, "form.link_title"), class_="sim-notice-title", id="sim-notice-title"),
        el("ul"),
        button(rulebook, lang, "link_close"),
        class_="pb-box sim-notice",
        role="group",
        aria_labelledby="sim-notice-title",
        hidden=True,
    )


def _answer_place(rulebook: Rulebook, lang: Language, static_paths: Mapping[str, str]) -> Html:
    return el(
        "div",
        el("h2", say(rulebook, lang, "sim.answer"), class_="sim-answer-title", id="sim-answer", tabindex=-1),
        el("p", role="status", aria_live="polite", class_="sim-live"),
        engine_state(rulebook, lang),
        el("p", say(rulebook, lang, "sim.hint"), class_="sim-hint"),
        el("p", class_="pb-box pb-box--danger sim-correct", hidden=True),
        el("p", say(rulebook, lang, "sim.overdue"), class_="pb-box pb-box--above sim-overdue", hidden=True),
        _other_day(rulebook, lang),
        _chosen(rulebook, lang),
        el("dl", class_="sim-given"),
        el("nav", class_="sim-jump", aria_label=say(rulebook, lang, "sim.jump"), hidden=True),
        _parts(rulebook, lang),
        _statics(rulebook, lang, static_paths),
        class_="sim-answer",
    )


def _parts(rulebook: Rulebook, lang: Language) -> Html:
    """The places of the answer's parts; what else a case could be stands behind its steps, the ways out at the end."""
    before, after = (
        [el("div", class_="sim-part", data_part=part) for part in parts]
        for parts in (("now", "changes", "timeline", "steps"), ("deadlines", "evidence", "messages"))
    )
    saving = render_saving(View(rulebook, lang, link_from_simulator))
    why = el("div", class_="sim-part", data_part="why")
    last = (saving, why, render_takeaway(rulebook, lang))
    return el("div", *before, _what_if(rulebook, lang), *after, *last, class_="sim-parts", hidden=True)


def _what_if(rulebook: Rulebook, lang: Language) -> Html:
    """Where another fact is tried; the script puts the list of facts, the control and the comparison in."""
    return el(
        "section",
        el("h3", say(rulebook, lang, "whatif.title"), id="pb-part-whatif"),
        el(
            "details",
            el("summary", say(rulebook, lang, "whatif.open")),
            el("p", say(rulebook, lang, "whatif.help"), class_="sim-help"),
            el("label", say(rulebook, lang, "whatif.which"), for_="whatif-which", class_="whatif-label"),
            el("select", el("option", say(rulebook, lang, "whatif.choose"), value=""), id="whatif-which"),
            el("div", class_="whatif-control"),
            el("p", say(rulebook, lang, "whatif.hint"), class_="sim-help whatif-hint", hidden=True),
            el("div", class_="whatif-result"),
            el(
                "div",
                button(rulebook, lang, "take", words="whatif", hidden=True),
                button(rulebook, lang, "close", words="whatif"),
                class_="sim-actions",
            ),
            class_="pb-details whatif-fold",
        ),
        class_="sim-part sim-whatif",
        aria_labelledby="pb-part-whatif",
    )


def _other_day(rulebook: Rulebook, lang: Language) -> Html:
    """That the answer is for another day than the one on which it is read, and the way to today's."""
    return el(
        "div",
        el("p", class_="sim-other-day-text"),
        button(rulebook, lang, "use_today"),
        class_="pb-box sim-other-day",
        hidden=True,
    )


def _chosen(rulebook: Rulebook, lang: Language) -> Html:
    """Which facts the reader has just set from inside the answer, and the way back."""
    return el(
        "div",
        el("p", class_="sim-chosen-text"),
        button(rulebook, lang, "take_back", words="future"),
        class_="pb-box pb-box--good sim-chosen",
        hidden=True,
    )


def engine_state(rulebook: Rulebook, lang: Language) -> Html:
    """Where the page says how far the engine is, and that it failed."""
    return el(
        "div",
        el(
            "p",
            el("label", class_="sim-stage", for_="sim-progress"),
            el("progress", id="sim-progress", max=3, value=0),
            class_="sim-starting",
            hidden=True,
        ),
        el(
            "div",
            el("p", el("strong", say(rulebook, lang, "engine.failed")), id="sim-failed"),
            el("p", class_="sim-reason"),
            el("p", class_="sim-detail"),
            button(rulebook, lang, "try_again", words="engine"),
            class_="pb-box pb-box--danger sim-failed",
            role="group",
            aria_labelledby="sim-failed",
            tabindex=-1,
            hidden=True,
        ),
        class_="sim-engine",
        tabindex=-1,
    )


def _statics(rulebook: Rulebook, lang: Language, static_paths: Mapping[str, str]) -> Html:
    platforms: dict[str, list[Html]] = {}
    for key, problem in rulebook.problems.items():
        path = el(
            "details",
            el("summary", problem.title[lang]),
            Html(static_paths[key]),
            class_="sim-static",
            data_platform=problem.platform,
            data_problem=problem.id,
        )
        # To browsers that run scripts this is text, which costs them nothing until it is wanted: see statics.js.
        unread = el("noscript", path, data_platform=problem.platform, data_problem=problem.id)
        platforms.setdefault(problem.platform, []).append(unread)
    return el(
        "div",
        el("p", say(rulebook, lang, "sim.paths"), class_="sim-statics-title"),
        *(
            el("div", el("h3", name(rulebook, lang, "platform", id_)), *paths, class_="sim-statics-group")
            for id_, paths in platforms.items()
        ),
        class_="sim-statics",
    )


def _words_for_script(rulebook: Rulebook, lang: Language) -> str:
    """What the script says, as JSON in an attribute: Material rewrites data blocks when it changes pages."""
    spoken = {key: text[lang] for key, text in rulebook.words.items() if key.startswith(_SPOKEN_BY_SCRIPT)}
    return json.dumps(spoken, ensure_ascii=False)
