"""The simulator's form. Written at build time; the page's JavaScript brings it to life."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from playbook_sim.model import Fact, Language, Problem, Rulebook
from playbook_sim.paths import steps_of
from playbook_sim.rendering.html import Html, el, joined, void
from playbook_sim.rendering.words import name, say


def render_form(rulebook: Rulebook, lang: Language, first_questions: Mapping[str, Sequence[str]]) -> Html:
    """The form: platform, problem, one control for each fact that is asked, and how the days are counted.

    The controls of facts are shared by all problems, so that a date typed stays when the problem changes.
    """
    asked = [fact for fact in rulebook.facts.values() if fact.kind != "derived"]
    return el(
        "form",
        el(
            "p",
            el("span", say(rulebook, lang, "engine.failed")),
            " ",
            button(rulebook, lang, "see_failure", words="sim"),
            class_="pb-box pb-box--danger pb-box--above sim-trouble",
            hidden=True,
        ),
        el(
            "fieldset",
            el("legend", say(rulebook, lang, "form.case")),
            _platform(rulebook, lang),
            _problem(rulebook, lang, first_questions),
            class_="sim-group",
        ),
        el(
            "fieldset",
            el("legend", say(rulebook, lang, "form.facts")),
            el("p", say(rulebook, lang, "form.facts_help"), class_="sim-help"),
            el("div", *(_fact(rulebook, lang, fact) for fact in asked), class_="sim-facts"),
            class_="sim-group",
            data_part="facts",
            hidden=True,
        ),
        button(rulebook, lang, "see_answer", hidden=True),
        el(
            "div",
            button(rulebook, lang, "copy_link", hidden=True),
            button(rulebook, lang, "save_case", words="save", hidden=True),
            button(rulebook, lang, "start_again"),
            class_="sim-actions",
        ),
        el("p", class_="sim-help save-name", tabindex="-1", hidden=True),
        el("p", class_="sim-help save-state", hidden=True),
        el("p", class_="sim-help save-link", hidden=True),
        el(
            "p",
            el("label", say(rulebook, lang, "form.copy_by_hand"), for_="sim-address"),
            void("input", type="text", id="sim-address", readonly=True),
            class_="sim-address",
            hidden=True,
        ),
        el(
            "fieldset",
            el("legend", say(rulebook, lang, "form.counting")),
            _today(rulebook, lang),
            _calendar(rulebook, lang),
            class_="sim-group",
        ),
        el("p", say(rulebook, lang, "form.private"), class_="sim-help"),
        class_="sim-form",
        autocomplete="off",
        aria_label=say(rulebook, lang, "form.case"),
        novalidate=True,
    )


# --- the case ---------------------------------------------------------------------------------------------------


def _platform(rulebook: Rulebook, lang: Language) -> Html:
    platforms = dict.fromkeys(problem.platform for problem in rulebook.problems.values())
    radios = (_radio("platform", id_, name(rulebook, lang, "platform", id_)) for id_ in platforms)
    group = el(
        "fieldset",
        el("legend", say(rulebook, lang, "form.platform")),
        el("div", *radios, class_="sim-options sim-platforms"),
        role="radiogroup",
        aria_describedby=_described("platform", has_help=False),
    )
    return _field("platform", group)


def _problem(rulebook: Rulebook, lang: Language, first_questions: Mapping[str, Sequence[str]]) -> Html:
    """All problems by stage. The script offers those of the chosen platform, and all of them while none is chosen."""
    groups: dict[tuple[str, str], list[Html]] = {}
    for key, problem in rulebook.problems.items():
        option = _problem_option(rulebook, problem, lang, first_questions[key])
        groups.setdefault((problem.platform, problem.stage), []).append(option)
    options = [el("option", say(rulebook, lang, "form.choose"), value="")]
    for (platform, stage), members in groups.items():
        stage_name = name(rulebook, lang, "stage", stage)
        place = f"{name(rulebook, lang, 'platform', platform)} · {stage_name}"
        options.append(el("optgroup", *members, label=place, data_platform=platform, data_stage=stage_name))
    return _field("problem", _label("problem", say(rulebook, lang, "form.problem")), _select("problem", options))


def _problem_option(rulebook: Rulebook, problem: Problem, lang: Language, first_questions: Sequence[str]) -> Html:
    return el(
        "option",
        problem.title[lang],
        value=problem.id,
        data_platform=problem.platform,
        data_asks=" ".join(problem.asks),
        data_questions=" ".join(first_questions),
        data_steps=" ".join(steps_of(rulebook, problem)),
    )


# --- the facts --------------------------------------------------------------------------------------------------


def _fact(rulebook: Rulebook, lang: Language, fact: Fact) -> Html:
    needed = el("span", say(rulebook, lang, "form.needed"), class_="sim-needed") if fact.required else None
    helps = _fact_help(rulebook, lang, fact)
    help_ = _help(fact.id, helps) if helps else None
    described = _described(fact.id, has_help=bool(helps))
    if fact.kind in ("choice", "yes_no"):
        body = el(
            "fieldset",
            el("legend", fact.label[lang], " " if needed else None, needed),
            help_,
            el("div", *_radios(rulebook, lang, fact), class_="sim-options"),
            el("button", say(rulebook, lang, "form.clear"), type="button", class_="sim-clear", hidden=True),
            role="radiogroup",
            aria_describedby=described,
        )
    else:
        body = joined(
            [
                el("label", fact.label[lang], " " if needed else None, needed, for_=f"sim-{fact.id}"),
                help_,
                _input(rulebook, fact, described),
            ]
        )
    return _field(fact.id, body, class_="sim-field sim-fact", data_fact=fact.id, data_kind=fact.kind, hidden=True)


def _fact_help(rulebook: Rulebook, lang: Language, fact: Fact) -> str:
    sentences = [fact.help[lang]] if fact.help else []
    if fact.least is not None and fact.most is not None:
        sentences.append(say(rulebook, lang, "form.number_range", first=fact.least, last=fact.most))
    return " ".join(sentences)


def _radios(rulebook: Rulebook, lang: Language, fact: Fact) -> Iterator[Html]:
    if fact.kind == "yes_no":
        labels = {value: name(rulebook, lang, "yes_no", value) for value in ("yes", "no")}
    else:
        labels = {value.id: value.label[lang] for value in fact.values}
    return (_radio(fact.id, value, label) for value, label in labels.items())


def _radio(field: str, value: str, label: str) -> Html:
    return el("label", void("input", type="radio", name_=field, value=value), " ", el("span", label))


def _input(rulebook: Rulebook, fact: Fact, described: str) -> Html:
    shared = {"id": f"sim-{fact.id}", "name_": fact.id, "aria_describedby": described}
    if fact.kind == "date":
        return _date_input(rulebook, **shared)
    return void("input", type="number", step=1, min=fact.least, max=fact.most, inputmode="numeric", **shared)


def _date_input(rulebook: Rulebook, **attributes: str) -> Html:
    return void(
        "input",
        type="date",
        min=rulebook.first_date.isoformat(),
        max=rulebook.last_date.isoformat(),
        **attributes,
    )


# --- the count --------------------------------------------------------------------------------------------------


def _today(rulebook: Rulebook, lang: Language) -> Html:
    return _field(
        "today",
        _label("today", say(rulebook, lang, "form.today")),
        _help("today", say(rulebook, lang, "form.today_why")),
        _date_input(rulebook, id="sim-today", name_="today", aria_describedby=_described("today", has_help=True)),
        button(rulebook, lang, "today_reset", hidden=True),
        el("p", class_="sim-help sim-today-differs", hidden=True),
    )


def _calendar(rulebook: Rulebook, lang: Language) -> Html:
    """Which calendar the answer is compared by: chosen there, kept here as part of the case's address."""
    chosen = rulebook.default_calendar
    options = (
        el("option", calendar.name[lang], value=id_, selected=id_ == chosen)
        for id_, calendar in rulebook.calendars.items()
    )
    why = say(rulebook, lang, "form.calendar_why", calendar=rulebook.calendars[chosen].name[lang])
    return _field(
        "calendar",
        _label("calendar", say(rulebook, lang, "form.calendar")),
        _help("calendar", why),
        _select("calendar", options, has_help=True),
        hidden=True,
    )


# --- small pieces -----------------------------------------------------------------------------------------------


def _field(id_: str, *children: Html | None, class_: str = "sim-field", **attributes: str | bool) -> Html:
    error = el("p", class_="sim-error", id=f"sim-{id_}-error", hidden=True)
    return el("div", *children, error, class_=class_, data_field=id_, **attributes)


def _label(id_: str, text: str) -> Html:
    return el("label", text, for_=f"sim-{id_}")


def _help(id_: str, text: str) -> Html:
    return el("p", text, class_="sim-help", id=f"sim-{id_}-help")


def _described(id_: str, *, has_help: bool) -> str:
    return f"sim-{id_}-help sim-{id_}-error" if has_help else f"sim-{id_}-error"


def _select(id_: str, options: Iterable[Html], *, has_help: bool = False) -> Html:
    return el("select", *options, id=f"sim-{id_}", name_=id_, aria_describedby=_described(id_, has_help=has_help))


def button(rulebook: Rulebook, lang: Language, action: str, *, words: str = "form", hidden: bool = False) -> Html:
    """A button that the script knows by its ``action``; its words are at ``words.action``."""
    return el(
        "button",
        say(rulebook, lang, f"{words}.{action}"),
        type="button",
        class_="sim-button",
        data_action=action,
        hidden=hidden,
    )
