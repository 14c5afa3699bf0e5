"""A problem's path as known without dates: for the handbook, and for the simulator before Python has started."""

from __future__ import annotations

from collections.abc import Sequence

from playbook_sim.model import Language, Note, Problem, Rule, Rulebook, Step
from playbook_sim.rendering.deadlines import limit_words, missed_words
from playbook_sim.rendering.html import NOTHING, Html, el
from playbook_sim.rendering.marks import citation_list, doubt_badges, note_box
from playbook_sim.rendering.steps import outcome, step_item, step_list, where_to_go
from playbook_sim.rendering.view import Link, View


def render_static_path(rulebook: Rulebook, problem: Problem, lang: Language, link: Link, *, gaps: bool = True) -> Html:
    """Every rule of a problem with its conditions, steps, limits in words, outcome, notes, badges and citations.

    Steps that begin every path stand first, once. ``gaps``: end with all that the sources leave unsaid (a page that
    lists it elsewhere leaves it out). Ids inside begin with the problem's id, so that several problems can stand on
    one page.
    """
    view = View(rulebook, lang, link)
    shared = shared_steps(problem.rules)
    parts = []
    if shared:
        parts.append(el("h3", view.say("step.shared")))
        parts.append(step_list(static_step(view, step) for step in shared))
    parts.extend(_rule(view, problem, rule, len(shared)) for rule in problem.rules)
    parts += [note_box(view, note) for note in _beside_the_rules(view, problem)]
    told = [note_box(view, note) for note in notes_of(view, problem) if gaps and note.kind == "gap"]
    if told:
        parts += [el("h3", view.say("page.gaps")), *told]
    return el("div", *parts, class_="pb-path")


def notes_of(view: View, problem: Problem) -> list[Note]:
    """All notes of a problem, its rules and its limits, each once."""
    ids = dict.fromkeys(
        [
            *problem.notes,
            *(note for rule in problem.rules for note in rule.notes),
            *(note for rule in problem.rules for id_ in limits_of(rule) for note in view.rulebook.limits[id_].notes),
        ]
    )
    return [view.rulebook.notes[id_] for id_ in ids]


def _beside_the_rules(view: View, problem: Problem) -> list[Note]:
    """The notes that belong to all rules, or to the limits; gaps stand apart, and a rule shows its own."""
    of_rules = {note for rule in problem.rules for note in rule.notes}
    return [note for note in notes_of(view, problem) if note.kind != "gap" and note.id not in of_rules]


def limits_of(rule: Rule) -> tuple[str, ...]:
    """The limits of a rule: those of its steps, its chains and its rights, each once."""
    return tuple(dict.fromkeys([*(step.limit for step in rule.steps if step.limit), *rule.limits]))


def shared_steps(rules: Sequence[Rule]) -> tuple[Step, ...]:
    """The steps with which every path begins; none for a single rule."""
    if len(rules) < 2:
        return ()
    shared: list[Step] = []
    for column in zip(*(rule.steps for rule in rules), strict=False):
        if any((step.id, step.do) != (column[0].id, column[0].do) for step in column[1:]):
            break
        shared.append(column[0])
    return tuple(shared)


def conditions_words(view: View, rule: Rule) -> Html:
    """What must hold for a rule: each question with the answers that lead here."""
    items = []
    for fact, values in rule.when.items():
        answers = f" {view.say('word.or')} ".join(view.fact_value(fact, value) for value in values)
        items.append(el("li", view.text(view.rulebook.facts[fact].label), " ", el("strong", answers)))
    return el("ul", *items, class_="pb-conditions") if items else NOTHING


def static_step(view: View, step: Step) -> Html:
    """A step with its limit in words; a step that follows another problem's path holds that path's steps."""
    message = view.text(view.rulebook.messages[step.message].title) if step.message else None
    timing = limit_words(view, view.rulebook.limits[step.limit]) if step.limit else None
    missed = view.rulebook.limits[step.limit].missed if step.limit else None
    return step_item(
        view,
        step,
        timing=f"{timing}. {missed_words(view, missed)}" if timing and missed else timing,
        state="conditional" if step.only_if else None,
        message=message,
        after=_followed(view, step),
    )


def _followed(view: View, step: Step) -> Html | None:
    if step.follow is None:
        return None
    problem = view.rulebook.problems[step.follow]
    rule = problem.rules[0]
    said = view.html("step.follow", problem=el("a", view.text(problem.title), href=view.problem_link(problem.id)))
    return el(
        "div",
        el("p", said, class_="pb-step__remark"),
        step_list(static_step(view, followed) for followed in rule.steps),
        outcome(view, rule.outcome),
        class_="pb-follow",
    )


def _rule(view: View, problem: Problem, rule: Rule, skip: int) -> Html:
    notes = [note for note in map(view.rulebook.notes.__getitem__, rule.notes) if rule.silent or note.kind != "gap"]
    limits = [view.rulebook.limits[limit] for limit in rule.limits]
    steps = rule.steps[skip:]
    id_ = f"{problem.id}-{rule.id}"
    return el(
        "section",
        el("h3", view.text(rule.title), id=id_),
        conditions_words(view, rule),
        step_list((static_step(view, step) for step in steps), skip + 1),
        *(el("p", el("strong", view.text(limit.label), ": "), limit_words(view, limit)) for limit in limits),
        outcome(view, rule.outcome, silent=rule.silent),
        el("p", view.say("step.silent"), class_="pb-silent") if rule.silent else None,
        where_to_go(view, rule.nearest, rule.ask) if rule.silent else None,
        el("p", doubt_badges(view, rule.doubts), class_="pb-badges") if rule.doubts else None,
        *(note_box(view, note) for note in notes),
        citation_list(view, rule.cites),
        class_="pb-rule",
        aria_labelledby=id_,
    )
