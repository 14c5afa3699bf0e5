"""Lists of the handbook that belong to no single problem: evidence, metrics, terms, what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from playbook_sim.model import Evidence, Metric, Note, Problem, Term
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.marks import citation_list, doubt_badges
from playbook_sim.rendering.static_path import notes_of
from playbook_sim.rendering.tables import rows_table
from playbook_sim.rendering.view import View
from playbook_sim.site.macros_problem import all_steps
from playbook_sim.site.page_calls import page_with


def problem_links(view: View, problems: Iterable[Problem]) -> Html:
    """The titles of problems, each a link to its page."""
    links = (el("a", view.text(problem.title), href=view.problem_link(problem.id)) for problem in problems)
    return joined(links, ", ")


# --- evidence ---------------------------------------------------------------------------------------------------


def evidence_matrix(view: View) -> Html:
    """For each platform a table of the evidence that its problems ask for; anchors ``evidence-<id>``.

    Evidence that several platforms ask for stands in each of their tables and has its anchor in the first.
    """
    anchored: set[str] = set()
    parts = []
    for platform in view.rulebook.vocabulary["platform"]:
        askers = _askers(view, platform)
        anchors = {id_: f"evidence-{id_}" for id_ in askers if id_ not in anchored}
        anchored |= askers.keys()
        rows = [(anchors.get(id_), _evidence(view, id_, problems)) for id_, problems in askers.items()]
        titles = {column: view.say(f"matrix.{column}") for column in ("evidence", "shows", "asked")}
        table = rows_table(titles | {"source": view.say("table.source")}, rows)
        parts.append(el("h3", view.name("platform", platform), id=f"evidence-on-{platform}".replace("_", "-")))
        parts.append(table if rows else el("p", view.say("matrix.none")))
    return joined(parts)


def _askers(view: View, platform: str) -> dict[str, list[Problem]]:
    """Evidence → the problems of ``platform`` with a step that asks for it, in the order of the rulebook."""
    here = [problem for problem in view.rulebook.problems.values() if problem.platform == platform]
    asked = {problem.id: {id_ for step in all_steps(view, problem) for id_ in step.evidence} for problem in here}
    found = {id_: [problem for problem in here if id_ in asked[problem.id]] for id_ in view.rulebook.evidence}
    return {id_: problems for id_, problems in found.items() if problems}


def _evidence(view: View, id_: str, problems: list[Problem]) -> dict[str, Html | str]:
    piece: Evidence = view.rulebook.evidence[id_]
    return {
        "evidence": el("strong", view.text(piece.label)),
        "shows": view.text(piece.shows),
        "asked": problem_links(view, problems),
        "source": citation_list(view, _of_their_sources(view, piece.cites, problems)),
    }


def _of_their_sources(view: View, cites: Sequence[str], problems: list[Problem]) -> list[str]:
    """Those of ``cites`` that stand in a source of the problems: a table of one platform does not quote another's."""
    citations = view.rulebook.citations
    theirs = {citations[cite].source for problem in problems for cite in problem.cites}
    return [cite for cite in cites if citations[cite].source in theirs] or list(cites)


# --- metrics ----------------------------------------------------------------------------------------------------


def metrics(view: View) -> Html:
    """Every metric that the sources name; anchors ``metric-<id>``. Without targets: the sources have none."""
    return joined([*(_metric(view, metric) for metric in view.rulebook.metrics.values()), _no_target(view)])


def metric_link(view: View, metric: Metric) -> Html:
    """The title of a metric, linked to where it stands in their list."""
    address = view.link(page_with("metric_list", view.lang), f"metric-{metric.id}")
    return el("a", view.text(metric.title), href=address)


def _metric(view: View, metric: Metric) -> Html:
    told = {
        "measures": view.text(metric.measures),
        "how": view.text(metric.how),
        "where": view.name("platform", metric.where),
    }
    lines = [joined([el("dt", view.say(f"metric.{key}")), el("dd", text)]) for key, text in told.items()]
    return el(
        "section",
        el("h3", view.text(metric.title), id=f"metric-{metric.id}"),
        el("dl", *lines, class_="pb-told"),
        el("p", doubt_badges(view, metric.doubts), class_="pb-badges") if metric.doubts else None,
        citation_list(view, metric.cites),
        class_="pb-metric",
    )


def _no_target(view: View) -> Html:
    return el("p", view.say("metric.no_target"))


# --- the glossary -----------------------------------------------------------------------------------------------


def glossary(view: View) -> Html:
    """Every term in every language of the messages, by the alphabet of the page's; anchors ``term-<id>``."""
    book = view.rulebook
    languages = [view.lang, *(lang for lang in book.message_languages if lang != view.lang)]
    titles = {lang: view.name("language", lang) for lang in languages} | {"meaning": view.say("term.meaning")}
    terms = sorted(book.glossary.values(), key=lambda term: term.term[view.lang].casefold())
    rows = []
    for term in terms:
        cells = {lang: _word(view, term, lang) for lang in languages} | {"meaning": view.text(term.meaning)}
        rows.append((f"term-{term.id}", cells))
    return joined([_letters(view, terms), rows_table(titles, rows, short=True)])


def _letters(view: View, terms: Iterable[Term]) -> Html:
    """The letters with which terms begin, each a link to the first of them."""
    first: dict[str, Term] = {}
    for term in terms:
        first.setdefault(term.term[view.lang][0].upper(), term)
    links = [el("a", letter, href=f"#term-{term.id}") for letter, term in first.items()]
    return el("nav", joined(links, " "), class_="pb-letters", aria_label=view.say("term.letters"))


def _word(view: View, term: Term, lang: str) -> Html:
    said = None if lang == view.lang else lang
    word = el("strong" if lang == view.lang else "span", term.term[lang], lang=said)
    others = [el("span", other, lang=said) for other in term.also[lang]]
    also = el("small", view.html("term.also", words=joined(others, ", "))) if others else None
    return joined([word, also], " ")


# --- what is left out -------------------------------------------------------------------------------------------


def left_out(view: View) -> Html:
    """What the sources say and the playbook does not repeat, by reason; anchors ``left-out-<id>``."""
    shown: dict[str, list[Problem]] = {}
    for problem in view.rulebook.problems.values():
        for note in notes_of(view, problem):
            shown.setdefault(note.id, []).append(problem)
    parts = []
    for reason in view.rulebook.vocabulary["reason"]:
        notes = [note for note in view.rulebook.notes.values() if note.reason == reason]
        if notes:
            parts.append(el("h3", view.name("reason", reason), id=f"reason-{reason}"))
            parts.extend(_left_out(view, note, shown.get(note.id, [])) for note in notes)
    return joined(parts)


def left_out_anchor(id_: str) -> str:
    """Where a note stands in the list of what is left out."""
    return f"left-out-{id_.removeprefix('left_out_')}".replace("_", "-")


def _left_out(view: View, note: Note, problems: list[Problem]) -> Html:
    return el(
        "section",
        el("p", view.text(note.text)),
        citation_list(view, note.cites),
        el("p", doubt_badges(view, note.doubts), class_="pb-badges") if note.doubts else None,
        el("p", view.say("left_out.shown"), ": ", problem_links(view, problems)) if problems else None,
        id=left_out_anchor(note.id),
        class_="pb-note pb-note--left_out",
    )
