"""The ledger of the inventory as a page: each sentence of the sources with links to the places it went to."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping

from playbook_sim.model import Note, Problem
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.marks import DOUBTS_PAGE, citation
from playbook_sim.rendering.tables import rows_table
from playbook_sim.rendering.view import View
from playbook_sim.site.ledger import WRITE, Ledger, without_place
from playbook_sim.site.macros_guide import left_out_anchor
from playbook_sim.site.macros_problem import all_steps
from playbook_sim.site.page_calls import heading, page_with

_NOTE_LETTERS = 90

type _Place = tuple[str, str, str]
"""What a place is called, its page and its anchor."""


class LedgerError(Exception):
    """A place in the ledger that does not exist; the message names it and says what to do."""


def sentence_ledger(view: View, ledger: Ledger) -> Html:
    """Every row by source, with its quote and its places, and how many have one; anchors ``row-<id>``.

    Raises LedgerError for a place that does not exist.
    """
    placed = len(ledger) - len(without_place(ledger))
    parts = [el("p", view.say("ledger.total", n=len(ledger), placed=placed))]
    titles = {column: view.say(f"ledger.{column}") for column in ("row", "sentence", "places")}
    for source in view.rulebook.sources.values():
        rows = [row for row in ledger if view.rulebook.citations[row].source == source.id]
        if not rows:
            continue
        count = view.say("ledger.of_source_one" if len(rows) == 1 else "ledger.of_source", n=len(rows))
        parts.append(el("h3", view.text(source.title), id=f"ledger-{source.id}".replace("_", "-")))
        parts.append(el("p", count))
        parts.append(rows_table(titles, ((f"row-{row}", _row(view, row, ledger)) for row in rows)))
    return joined(parts)


def _row(view: View, row: str, ledger: Ledger) -> dict[str, Html]:
    places = [el("li", place_link(view, place)) for place in ledger[row]]
    return {"row": el("code", row), "sentence": citation(view, row), "places": el("ul", *places)}


def place_link(view: View, place: str) -> Html:
    """A place of the ledger in words, linked. Raises LedgerError when there is no such place."""
    kind, _, id_ = place.partition(": ")
    try:
        title, page, anchor = _KINDS[kind](view, id_)
    except (KeyError, StopIteration):
        raise LedgerError(f"ledger.toml: there is no {place!r}; write the ledger again: {WRITE}") from None
    link = el("a", title, href=view.link(page, anchor))
    return view.html("ledger.kind.at", kind=view.say(f"ledger.kind.{kind.replace(' ', '_')}"), place=link)


# --- one function for each kind of place ------------------------------------------------------------------------


def _problem(view: View, id_: str) -> _Place:
    return view.text(view.rulebook.problems[id_].title), view.problem_page(id_), "citations"


def _rule(view: View, id_: str) -> _Place:
    problem, _, name = id_.partition("/")
    rule = next(rule for rule in view.rulebook.problems[problem].rules if rule.id == name)
    return view.text(rule.title), view.problem_page(problem), f"{problem}-{rule.id}"


def _step(view: View, id_: str) -> _Place:
    problem, _, name = id_.partition("/")
    step = next(step for rule in view.rulebook.problems[problem].rules for step in rule.steps if step.id == name)
    return view.text(step.do), view.problem_page(problem), "path"


def _limit(view: View, id_: str) -> _Place:
    page = page_with("deadlines_at_a_glance", view.lang)
    return view.text(view.rulebook.limits[id_].label), page, f"limit-{id_}"


def _evidence(view: View, id_: str) -> _Place:
    page = page_with("evidence_matrix", view.lang)
    return view.text(view.rulebook.evidence[id_].label), page, f"evidence-{id_}"


def _message(view: View, id_: str) -> _Place:
    def sends(problem: Problem) -> bool:
        return any(step.message == id_ for step in all_steps(view, problem))

    problem = next(problem for problem in view.rulebook.problems.values() if sends(problem))
    return view.text(view.rulebook.messages[id_].title), view.problem_page(problem.id), "messages"


def _metric(view: View, id_: str) -> _Place:
    return view.text(view.rulebook.metrics[id_].title), page_with("metric_list", view.lang), f"metric-{id_}"


def _note(view: View, id_: str) -> _Place:
    note = view.rulebook.notes[id_]
    title = f"{view.name('note', note.kind)}: {_beginning(view, note)}"
    if note.kind == "gap":
        return title, page_with("gap_list", view.lang), f"gap-{id_.replace('_', '-')}"
    if note.kind == "footnote":
        return title, page_with("outside_facts", view.lang), ""
    problem = next(problem for problem in view.rulebook.problems.values() if _carries(view, problem, id_))
    return title, view.problem_page(problem.id), "path"


def _beginning(view: View, note: Note) -> str:
    """As much of a note as tells it from the others."""
    return textwrap.shorten(view.text(note.text), _NOTE_LETTERS, placeholder=" …")


def _carries(view: View, problem: Problem, note: str) -> bool:
    limits = [step.limit for step in all_steps(view, problem) if step.limit]
    limits += [limit for rule in problem.rules for limit in rule.limits]
    holders = (problem, *problem.rules, *(view.rulebook.limits[limit] for limit in limits))
    return any(note in holder.notes for holder in holders)


def _left_out(view: View, id_: str) -> _Place:
    note = view.rulebook.notes[id_]
    title = f"{view.name('reason', note.reason or '')}: {_beginning(view, note)}"
    return title, page_with("left_out_list", view.lang), left_out_anchor(id_)


def _page(view: View, id_: str) -> _Place:
    page, _, anchor = id_.partition("#")
    page = page.removesuffix(".md")
    title = heading(view.lang, page, anchor)
    if title is None:
        raise KeyError(id_)
    return title, page, anchor


def _doubt(view: View, id_: str) -> _Place:
    title = f"{id_} · {view.text(view.rulebook.doubts[id_].title)}"
    return title, DOUBTS_PAGE, id_.lower()


_KINDS: Mapping[str, Callable[[View, str], _Place]] = {
    "problem": _problem,
    "rule": _rule,
    "step": _step,
    "limit": _limit,
    "earlier": _limit,
    "evidence": _evidence,
    "message": _message,
    "metric": _metric,
    "note": _note,
    "left out": _left_out,
    "page": _page,
    "doubt": _doubt,
}
