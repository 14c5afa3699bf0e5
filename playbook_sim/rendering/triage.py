"""The guided questions for readers who cannot name their problem: all of them at once, as links.

That is the whole of it without JavaScript. The page's script shows one question at a time instead; what it needs for
that stands here too, hidden until it comes.
"""

from __future__ import annotations

import json

from playbook_sim.model import Option, Question
from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.view import View

_SPOKEN_BY_SCRIPT = "triage.script."


def render_triage(view: View) -> Html:
    """Every question as a section, the first of the rulebook first; its options lead to a question or a problem."""
    return el(
        "div",
        el("ol", class_="tri-trail", aria_label=view.say("triage.trail"), hidden=True),
        *(_question(view, question) for question in view.rulebook.triage.values()),
        _end(view),
        el(
            "p",
            el("button", view.say("triage.back"), type="button", class_="sim-button", data_act="back"),
            el("button", view.say("triage.restart"), type="button", class_="sim-button", data_act="restart"),
            class_="tri-actions",
            hidden=True,
        ),
        id="triage",
        class_="tri",
        role="group",
        aria_label=view.say("triage.name"),
        data_search_exclude=True,
        data_words=_words_for_script(view),
    )


def anchor(question: str) -> str:
    """The anchor of a question on its page: ``triage-dsers-where``."""
    return f"triage-{question}".replace("_", "-")


def _question(view: View, question: Question) -> Html:
    return el(
        "section",
        el("h2", view.text(question.text), class_="tri-text", tabindex=-1),
        el("p", view.text(question.help), class_="sim-help") if question.help else None,
        el("ul", *(_option(view, option) for option in question.options), class_="tri-options"),
        class_="tri-question",
        id=anchor(question.id),
        data_question=question.id,
    )


def _option(view: View, option: Option) -> Html:
    label = view.text(option.label)
    if option.problem is None:
        link = el("a", label, class_="tri-answer", href=f"#{anchor(option.question or '')}")
        return el("li", link, data_leads=option.question)
    problem = view.rulebook.problems[option.problem]
    title, platform = view.text(problem.title), view.name("platform", problem.platform)
    simulator = view.link("simulator", f"platform={problem.platform}&problem={problem.id}")
    return el(
        "li",
        el("span", label, class_="tri-answer"),
        el(
            "span",
            el("a", view.say("triage.read_of", title=title), class_="tri-read", href=view.problem_link(problem.id)),
            el("a", view.say("triage.open"), class_="tri-open", href=simulator),
            class_="tri-ends",
        ),
        data_platform=problem.platform,
        data_problem=problem.id,
        data_result=view.say("triage.result", title=title, platform=platform),
        data_summary=view.text(problem.summary),
    )


def _end(view: View) -> Html:
    """Where the script tells the problem that was found. The sentence that is announced stands there from the start."""
    return el(
        "div",
        el("h2", view.say("triage.found"), class_="tri-text", tabindex=-1, hidden=True),
        el("p", role="status", class_="tri-result"),
        el(
            "div",
            el("p", class_="tri-summary"),
            el(
                "p",
                el("a", view.say("triage.open"), class_="tri-open md-button md-button--primary"),
                " ",
                el("a", view.say("triage.read"), class_="tri-read md-button"),
            ),
            class_="tri-found",
            hidden=True,
        ),
        class_="tri-end",
    )


def _words_for_script(view: View) -> str:
    """As JSON in an attribute: Material rewrites data blocks when it changes pages."""
    spoken = {key: text[view.lang] for key, text in view.rulebook.words.items() if key.startswith(_SPOKEN_BY_SCRIPT)}
    return json.dumps(spoken, ensure_ascii=False)
