"""A drill: the story with its questions, and the graded result with its explanation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from playbook_sim.drills import RIGHT, Choice, Drill, Graded, Solution
from playbook_sim.model import Language, Rulebook
from playbook_sim.rendering.day_by_day import render_day_by_day
from playbook_sim.rendering.deadlines import deadline_card
from playbook_sim.rendering.html import NOTHING, Html, el, joined, void
from playbook_sim.rendering.ledger import lines, reason, span
from playbook_sim.rendering.marks import icon, note_box
from playbook_sim.rendering.steps import step_item, where_to_go
from playbook_sim.rendering.view import View, link_from_simulator

_SHAPES = {"right": "done", "partly": "wait", "wrong": "overdue"}


def view_of_drills(rulebook: Rulebook, lang: Language) -> View:
    """For whom a drill is rendered: its page lies, like the simulator's, one level below the root of its language."""
    return View(rulebook, lang, link_from_simulator)


# --- in words ---------------------------------------------------------------------------------------------------


def choice_words(view: View, choice: Choice) -> str:
    """A choice as the trainee reads it."""
    if choice.step is None:
        return view.say(f"drill.choice.{choice.kind}")
    do = view.text(choice.step.do)
    if choice.kind == "do":
        return do
    return view.say(f"drill.choice.{choice.kind}", do=do, actor=view.name("actor", choice.step.actor))


def date_given(view: View, day: dt.date | None) -> str:
    """An answer to "by when?" in words."""
    return view.date(day) if day else view.say("drill.no_date")


def story(view: View, drill: Drill) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is known, line by line as label and answers: every fact of the case, the steps ticked off, and what could
    matter and has not happened."""
    book, case = view.rulebook, drill.case
    yield view.say("form.platform"), (view.name("platform", case.platform),)
    for id_, value in case.facts.items():
        yield view.text(book.facts[id_].label), (view.fact_value(id_, value),)
    ahead = []
    for fact in (book.facts[id_] for id_ in drill.resolution.questions if id_ not in case.facts):
        if fact.kind == "date":
            ahead.append(view.text(fact.event or fact.label))
        else:
            open_value = next((view.text(value.label) for value in fact.values if value.open), None)
            yield view.text(fact.label), (open_value or view.say("drill.not_set"),)
    steps = {step.step.id: view.text(step.step.do) for path in drill.resolution.paths for step in path.steps}
    if case.done:
        yield view.say("drill.ticked"), tuple(steps[id_] for id_ in case.done)
    if ahead:
        yield view.say("drill.ahead"), tuple(ahead)


def why_wrong(view: View, choice: Choice) -> str:
    """Why a choice is not what to do first."""
    if choice.reason == "other_problem":
        return view.say("drill.why.other_problem", title=view.text(view.rulebook.problems[choice.problem].title))
    if choice.reason == "other_rule":
        rules = {rule.id: rule for problem in view.rulebook.problems.values() for rule in problem.rules}
        return view.say("drill.why.other_rule", title=view.text(rules[choice.rule].title))
    return view.say(f"drill.why.{choice.reason}")


def why_right(view: View, graded: Graded) -> list[str]:
    """What makes the right choice right, besides the rule: sentences, often none."""
    resolution, choice = graded.drill.resolution, graded.solution.choice
    said = []
    if choice.kind in ("not_yet", "wait", "nothing"):
        said.append(view.say(f"drill.why.{choice.kind}"))
    heads = {path.headline for path in resolution.paths}
    if choice.kind == "do" and choice.step and choice.step.id not in heads:
        said.append(view.say("drill.why.pressing"))
    return said


def why_date(view: View, graded: Graded) -> list[str]:
    """What there is to say of the date, besides the count."""
    solution = graded.solution
    said = []
    if graded.when == "partly" and solution.nearly and solution.deadline:
        key = "literal" if solution.deadline.kind == "duty" else "earliest"
        said.append(view.say(f"drill.why.{key}", date=view.date(solution.nearly)))
    if solution.date is None:
        said.append(view.say("drill.why.no_date"))
    elif _borrowed(solution):
        said.append(view.say("drill.why.own_date"))
    return said


def _borrowed(solution: Solution) -> bool:
    """Whether the date is that of another duty, because the step has none."""
    step, deadline = solution.choice.step, solution.deadline
    return deadline is not None and (step is None or step.limit != deadline.id)


def rule_words(view: View, graded: Graded) -> str:
    """The rule that applies, or those that still may."""
    paths = graded.drill.resolution.paths
    if len(paths) == 1:
        return view.say("drill.show.rule", title=view.text(paths[0].title))
    return view.say("drill.show.open", titles="; ".join(view.text(path.title) for path in paths))


def case_fragment(drill: Drill) -> str:
    """The case as the simulator's address holds it, without the ``#``."""
    case = drill.case
    pairs: dict[str, object] = {"platform": case.platform, "problem": case.problem, **case.facts, "today": drill.today}
    pairs |= {"done": " ".join(case.done)} if case.done else {}
    return urlencode(pairs | {"v": drill.resolution.version})


def graded_data(view: View, graded: Graded) -> dict[str, Any]:
    """What a list of results keeps of a graded drill, as data for JSON.

    The case with its story in short, and for each of the two questions what was answered, what was right, the mark.
    """
    drill, solution, answers = graded.drill, graded.solution, graded.answers
    problem = view.rulebook.problems[drill.case.problem]
    return {
        "problem": problem.id,
        "title": view.text(problem.title),
        "level": drill.level,
        "whole": graded.whole,
        "story": [*_told_in_short(view, drill), view.say("drill.today", date=view.date(drill.today))],
        "first": {
            "given": choice_words(view, drill.choices[answers.first]),
            "right": choice_words(view, solution.choice),
            "mark": graded.first,
        },
        "when": {
            "given": date_given(view, answers.when),
            "right": date_given(view, solution.date),
            "mark": graded.when,
        },
    }


def _told_in_short(view: View, drill: Drill) -> Iterator[str]:
    """The story in one line for each thing that is known; what has not happened is left out."""
    for label, given in story(view, drill):
        if label != view.say("drill.ahead"):
            yield f"{label}{'' if label.endswith('?') else ':'} {'; '.join(given)}"


# --- the questions ----------------------------------------------------------------------------------------------


def render_drill(view: View, drill: Drill) -> Html:
    """The story and the form. Nothing in it tells the right answer."""
    problem = view.rulebook.problems[drill.case.problem]
    rows = [part for label, given in story(view, drill) for part in (el("dt", label), el("dd", _told(given)))]
    return joined(
        [
            el("p", view.say("drill.began", summary=view.text(problem.summary)), class_="dr-summary"),
            el("h3", view.say("drill.known"), class_="dr-known"),
            el("dl", *rows, class_="dr-facts"),
            el("p", view.html("drill.today", date=view.time(drill.today)), class_="dr-today"),
            el("form", _first(view, drill), _when(view), class_="dr-form", autocomplete="off", novalidate=True),
        ]
    )


def _told(answers: tuple[str, ...]) -> Html:
    return el("ul", *(el("li", answer) for answer in answers)) if len(answers) > 1 else joined(answers)


def _first(view: View, drill: Drill) -> Html:
    radios = [_radio("first", str(place), choice_words(view, choice)) for place, choice in enumerate(drill.choices)]
    return _group(view, "first", *radios)


def _when(view: View) -> Html:
    book = view.rulebook
    date = void(
        "input",
        type="date",
        id="dr-date",
        name_="date",
        min=book.first_date.isoformat(),
        max=book.last_date.isoformat(),
        aria_label=view.say("drill.by_day").rstrip(":"),
        aria_describedby="dr-when-error",
    )
    by_day = el("div", _radio("when", "date", view.say("drill.by_day")), date, class_="dr-by-day")
    help_ = el("p", view.say("drill.when_help"), class_="sim-help", id="dr-when-help")
    return _group(view, "when", help_, by_day, _radio("when", "none", view.say("drill.no_date")))


def _group(view: View, name: str, *inside: Html) -> Html:
    described = f"dr-{name}-help dr-{name}-error" if name == "when" else f"dr-{name}-error"
    return el(
        "fieldset",
        el("legend", view.say(f"form.{name}")),
        *inside,
        el("p", class_="sim-error", id=f"dr-{name}-error", hidden=True),
        class_="dr-question",
        role="radiogroup",
        aria_describedby=described,
        data_question=name,
    )


def _radio(name: str, value: str, label: str) -> Html:
    radio = void("input", type="radio", name_=name, value=value)
    return el("label", radio, " ", el("span", label), class_="dr-option")


# --- the result -------------------------------------------------------------------------------------------------


def render_graded(view: View, graded: Graded) -> Html:
    """Both answers with their marks and why, the rule, the count, and where to look further."""
    drill, solution = graded.drill, graded.solution
    chosen = drill.choices[graded.answers.first]
    return joined(
        [
            el(
                "section",
                _verdict(view, "first", graded.first),
                _pair(view, choice_words(view, chosen), choice_words(view, solution.choice), graded.first),
                el("p", why_wrong(view, chosen)) if graded.first != RIGHT else None,
                *(el("p", sentence) for sentence in why_right(view, graded)),
                el("p", rule_words(view, graded), class_="dr-rule"),
                _step(view, graded),
                class_="dr-result",
            ),
            el(
                "section",
                _verdict(view, "when", graded.when),
                _pair(view, date_given(view, graded.answers.when), date_given(view, solution.date), graded.when),
                *(el("p", sentence) for sentence in why_date(view, graded)),
                _odd_days(view, solution),
                _deadline(view, graded) if solution.deadline else None,
                class_="dr-result",
            ),
            el("p", *_links(view, drill), class_="dr-links"),
        ]
    )


def _verdict(view: View, question: str, mark: str) -> Html:
    sign = el("span", icon(_SHAPES[mark]), view.say(f"drill.mark.{mark}"), class_=f"pb-badge dr-mark dr-mark--{mark}")
    return el("h4", sign, " ", view.say(f"form.{question}"))


def _pair(view: View, given: str, right: str, mark: str) -> Html:
    rows = [el("dt", view.say("drill.given.yours")), el("dd", given)]
    if mark != RIGHT:
        rows += [el("dt", view.say("drill.given.right")), el("dd", right)]
    return el("dl", *rows, class_="dr-pair")


def _step(view: View, graded: Graded) -> Html:
    """The step with its sources; where the sources are silent, what they leave out and whom to ask."""
    resolution, choice = graded.drill.resolution, graded.solution.choice
    if choice.step is not None:
        return el("ul", step_item(view, choice.step, key="drill"), class_="pb-steps dr-steps")
    if choice.kind != "ask":
        return NOTHING
    notes = (*resolution.gaps, *resolution.advice)
    return joined(
        [
            *(where_to_go(view, path.nearest, path.ask) for path in resolution.paths),
            *(note_box(view, view.rulebook.notes[note]) for note in notes),
        ]
    )


def _deadline(view: View, graded: Graded) -> Html:
    deadline = graded.solution.deadline
    return deadline_card(view, graded.drill.resolution, deadline, render_day_by_day(view, deadline))


def odd_days(view: View, solution: Solution) -> list[str]:
    """The holidays and make-up working days that the count met, one line for each run of them."""
    counts = solution.deadline.counts if solution.deadline else ()
    met = [line for count in counts for line in lines(count) if line.kind in ("holiday", "make_up")]
    return [f"{span(view, line)}: {reason(view, line)}" for line in met]


def _odd_days(view: View, solution: Solution) -> Html:
    days = [el("li", day) for day in odd_days(view, solution)]
    return joined([el("p", view.say("drill.show.odd")), el("ul", *days)]) if days else NOTHING


def _links(view: View, drill: Drill) -> list[Html]:
    problem = view.rulebook.problems[drill.case.problem]
    simulator = el("a", view.say("drill.show.simulate"), href=view.link("simulator", case_fragment(drill)))
    page = el("a", view.say("triage.read_of", title=view.text(problem.title)), href=view.problem_link(problem.id))
    return [simulator, Html(" · "), page]
