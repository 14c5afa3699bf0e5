"""The rule lab before it is opened: places that the script fills, and the words it needs until Python has started."""

from __future__ import annotations

import json

from playbook_sim.model import Language, Problem, Rulebook
from playbook_sim.rendering.form import button
from playbook_sim.rendering.frame import engine_state
from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.view import View

_SPOKEN_FIRST = ("engine.", "lab.kept_", "lab.loading", "lab.failed_", "lab.not_kept")
_SPOKEN = (
    "lab.restored",
    "lab.form.found",
    "lab.form.changed",
    "lab.mistake.count",
    "lab.cases.",
    "lab.check.",
    "lab.propose.",
    "part.",
)


def render_lab(view: View, problem: Problem, *, runtime: str, forge: str, root: str) -> Html:
    """The lab of ``problem``, closed.

    ``runtime``: the script that starts Python; ``forge``: the repository, "" for none; ``root``: the way from the page
    to the root of its language.
    """
    inside = (
        el("p", view.say("lab.no_script"), class_="lab-no-script"),
        el("p", role="status", aria_live="polite", class_="sim-live"),
        engine_state(view.rulebook, view.lang),
        _failed(view),
        el("p", class_="lab-notice", role="status", hidden=True),
        el(
            "div",
            el("div", class_="lab-bar", data_place="actions"),
            _form(view),
            _results(view),
            class_="lab-body",
            hidden=True,
        ),
    )
    return el(
        "div",
        el("p", view.say("lab.intro")),
        el(
            "details",
            el("summary", view.say("lab.open"), " ", el("span", class_="lab-mark lab-kept", hidden=True)),
            *inside,
            class_="lab-fold",
        ),
        id="lab",
        class_="lab",
        data_search_exclude=True,
        data_lang=view.lang,
        data_problem=problem.id,
        data_version=view.rulebook.version,
        data_runtime=runtime,
        data_root=root,
        data_forge=forge,
        data_words=_words(view.rulebook, view.lang, _SPOKEN_FIRST),
    )


def spoken_words(rulebook: Rulebook, lang: Language) -> str:
    """What the script says once Python has started, as JSON."""
    return _words(rulebook, lang, (*_SPOKEN_FIRST, *_SPOKEN))


def _words(rulebook: Rulebook, lang: Language, prefixes: tuple[str, ...]) -> str:
    spoken = {key: text[lang] for key, text in rulebook.words.items() if key.startswith(prefixes)}
    return json.dumps(spoken, ensure_ascii=False)


def _failed(view: View) -> Html:
    """What went wrong besides the engine's start, which says so itself."""
    again = el("button", view.say("engine.try_again"), type="button", class_="sim-button", data_action="again")
    return el("div", el("p", class_="lab-reason"), again, class_="lab-failed", hidden=True)


def _form(view: View) -> Html:
    return el(
        "form",
        el("h3", view.say("lab.form.title"), id="lab-form", tabindex=-1),
        el("p", class_="sim-error lab-error", hidden=True),
        el("div", data_place="form"),
        class_="lab-form",
        autocomplete="off",
        novalidate=True,
        aria_labelledby="lab-form",
    )


def _results(view: View) -> Html:
    return el("div", _sample(view), _cases(view), _proposal(view), class_="lab-results")


def _sample(view: View) -> Html:
    return el(
        "section",
        el("h3", view.say("lab.sample.title"), id="lab-sample", tabindex=-1),
        el("p", class_="lab-stale sim-error", hidden=True),
        el(
            "div",
            el("label", view.say("lab.sample.which"), for_="lab-case"),
            el("select", id="lab-case"),
            el("details", el("summary", view.say("lab.sample.facts")), el("div", data_place="facts"), open=True),
            class_="lab-which",
        ),
        el("div", data_place="difference", class_="lab-difference"),
        el("div", data_place="parts", class_="lab-parts"),
        class_="lab-sample",
        aria_labelledby="lab-sample",
    )


def _cases(view: View) -> Html:
    return el(
        "section",
        el("h3", view.say("lab.cases.title"), id="lab-cases", tabindex=-1),
        el("p", class_="lab-sum", role="status"),
        el("div", data_place="cases"),
        el("h4", view.say("lab.check.title")),
        el("p", class_="lab-checking", hidden=True),
        el("p", class_="lab-checked", role="status"),
        el("ul", data_place="check", class_="lab-findings", hidden=True),
        class_="lab-cases",
        aria_labelledby="lab-cases",
    )


def _proposal(view: View) -> Html:
    return el(
        "section",
        el("h3", view.say("lab.propose.title"), id="lab-propose", tabindex=-1),
        el("p", class_="lab-nothing"),
        button(view.rulebook, view.lang, "open", words="lab.propose", hidden=True),
        el(
            "div",
            el("div", data_place="release"),
            el("div", data_place="proposal"),
            class_="lab-proposal",
            hidden=True,
        ),
        el("p", class_="lab-copied", role="status"),
        class_="lab-propose",
        aria_labelledby="lab-propose",
    )
