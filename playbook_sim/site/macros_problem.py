"""The parts of a handbook page that come from the rules of its problem."""

from __future__ import annotations

from pathlib import Path

from playbook_sim.model import Limit, Problem, Step
from playbook_sim.rendering.evidence import render_evidence
from playbook_sim.rendering.html import NOTHING, Html, el, joined
from playbook_sim.rendering.marks import actor_chip, citation_list, note_box, state_badge
from playbook_sim.rendering.static_path import notes_of, render_static_path
from playbook_sim.rendering.view import View
from playbook_sim.rendering.why import doubt_list
from playbook_sim.site.decisions import Tree, decision_tree
from playbook_sim.site.drawing import picture
from playbook_sim.site.flowcharts import place
from playbook_sim.site.macros_limits import limit_table


def flowchart(view: View, problem: Problem, cache: Path) -> Html:
    """The picture, which scrolls where it is too wide, and the same as text. Raises FileNotFoundError when the
    flowcharts have not been drawn."""
    drawn = picture(place(cache, view.lang, problem.id))
    return pictured(view, drawn, _tree(view, decision_tree(view.rulebook, problem)))


def pictured(view: View, drawn: Html, as_text: Html) -> Html:
    """A picture, which scrolls where it is too wide, and the same as text."""
    scrolled = el("div", drawn, class_="pb-flow", tabindex=0, role="region", aria_label=view.say("flow.region"))
    return joined([scrolled, el("details", el("summary", view.say("flow.as_text")), as_text, class_="pb-details")])


def _tree(view: View, tree: Tree) -> Html:
    items = [el("li", _conditional(view, step), actor_chip(view, step), " ", view.text(step.do)) for step in tree.steps]
    if tree.rule is not None:
        items.append(el("li", el("strong", _end(view, tree))))
    else:
        fact = view.rulebook.facts[tree.question or ""]
        answers = []
        for branch in tree.branches:
            said = f" {view.say('word.or')} ".join(view.fact_value(fact.id, value) for value in branch.values)
            answers.append(el("li", el("strong", view.say("flow.answer", answer=said)), _tree(view, branch.tree)))
        items.append(el("li", view.text(fact.label), el("ul", *answers)))
    return el("ol", *items)


def _conditional(view: View, step: Step) -> Html | None:
    return joined([state_badge(view, "conditional"), " "]) if step.only_if else None


def _end(view: View, tree: Tree) -> str:
    rule = tree.rule
    if rule is None:
        return ""
    if rule.steps and (follow := rule.steps[-1].follow):
        return view.say("step.follow", problem=view.text(view.rulebook.problems[follow].title))
    return view.name("outcome", rule.outcome)


def path(view: View, problem: Problem) -> Html:
    """The steps of every rule; the gaps have a section of their own."""
    return render_static_path(view.rulebook, problem, view.lang, view.link, gaps=False)


def all_steps(view: View, problem: Problem) -> list[Step]:
    """Every step of a problem, with those of the problems it follows, each once."""
    steps: dict[tuple[str, str], Step] = {}
    for rule in problem.rules:
        for step in rule.steps:
            steps.setdefault((problem.id, step.id), step)
            if step.follow:
                followed = view.rulebook.problems[step.follow]
                steps |= {(followed.id, other.id): other for other in all_steps(view, followed)}
    return list(steps.values())


def limits_of(view: View, problem: Problem) -> list[Limit]:
    """The limits of a problem's steps and rules, each once."""
    ids = [step.limit for step in all_steps(view, problem) if step.limit]
    ids += [limit for rule in problem.rules for limit in rule.limits]
    return [view.rulebook.limits[id_] for id_ in dict.fromkeys(ids)]


def deadlines(view: View, problem: Problem) -> Html:
    """The limits of a problem as a table; words when it has none."""
    limits = limits_of(view, problem)
    return limit_table(view, limits) if limits else el("p", view.say("page.no_deadlines"))


def evidence(view: View, problem: Problem) -> Html:
    """What to collect for a problem."""
    ids = dict.fromkeys(id_ for step in all_steps(view, problem) for id_ in step.evidence)
    return render_evidence(view, ids)


def messages(view: View, problem: Problem) -> Html:
    """The titles of the messages of a problem, with whom they go to."""
    ids = dict.fromkeys(step.message for step in all_steps(view, problem) if step.message)
    if not ids:
        return el("p", view.say("page.no_messages"))
    told = [view.rulebook.messages[id_] for id_ in ids]
    items = [
        el("li", view.text(message.title), " (", view.say("message.to"), ": ", view.name("actor", message.to), ")")
        for message in told
    ]
    return joined([el("p", view.say("page.messages_where")), el("ul", *items)])


def doubts(view: View, problem: Problem) -> Html:
    """Where the sources disagree about a problem or are unclear, with all readings."""
    found = doubts_of(view, problem)
    told = [doubt for id_, doubt in view.rulebook.doubts.items() if id_ in found]
    return doubt_list(view, told) if told else el("p", view.say("page.no_doubts"))


def doubts_of(view: View, problem: Problem) -> set[str]:
    """The ids of all doubts that touch a problem: its own, and those of its rules, steps, limits and notes."""
    found = {*problem.doubts}
    for part in (*problem.rules, *all_steps(view, problem), *limits_of(view, problem), *notes_of(view, problem)):
        found.update(part.doubts)
    return found


def gaps(view: View, problem: Problem) -> Html:
    """What the sources leave unsaid about a problem."""
    told = [note_box(view, note) for note in notes_of(view, problem) if note.kind == "gap"]
    return joined(told) or el("p", view.say("page.no_gaps"))


def citations(view: View, problem: Problem) -> Html:
    """Every quote that the rules of a problem rest on."""
    ids = [*problem.cites]
    for part in (*problem.rules, *all_steps(view, problem), *limits_of(view, problem), *notes_of(view, problem)):
        ids += part.cites
    return citation_list(view, dict.fromkeys(ids)) or NOTHING
