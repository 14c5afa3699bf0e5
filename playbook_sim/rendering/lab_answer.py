"""What the rule lab says of cases: the one that is looked at, and those whose result a change makes another one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from playbook_sim.differences import deadline_changes
from playbook_sim.model import Case, Language, Resolution, Rulebook
from playbook_sim.rendering import words
from playbook_sim.rendering.comparing import Row, compared
from playbook_sim.rendering.deadlines import limit_words
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.now import plain_lines
from playbook_sim.rendering.view import View, link_from_simulator

_ORDER = ("deadlines", "steps", "ways", "warnings", "evidence", "messages")


def case_title(view: View, names: Mapping[str, str], case: Case, today: dt.date) -> str:
    """A worked case in one line: its name in the reader's language, else its facts."""
    if view.lang in names:
        return names[view.lang]
    facts = ", ".join(case_facts(view, case)) or view.say("lab.sample.no_facts")
    return f"{view.short_date(today)} {today.year} · {facts}"


def render_facts(view: View, case: Case, today: dt.date) -> Html:
    """The facts of a case, one below the other."""
    asked = view.say("lab.sample.fact", label=view.say("lab.sample.today"), value=view.date(today))
    told = list(case_facts(view, case)) or [view.say("lab.sample.no_facts")]
    return el("ul", *(el("li", fact) for fact in (asked, *told)), class_="lab-facts")


def case_facts(view: View, case: Case) -> Iterator[str]:
    """What is told of a case, each fact by its label."""
    for id_, value in case.facts.items():
        label = view.text(view.rulebook.facts[id_].label)
        key = "answer_to" if label.endswith("?") else "fact"
        yield view.say(f"lab.sample.{key}", label=label, value=view.fact_value(id_, value))


def render_sample_difference(
    books: tuple[Rulebook, Rulebook], answers: tuple[Resolution, Resolution], lang: Language, *, meant: bool
) -> Html:
    """What a change does to the case that is looked at; ``meant``: whether it is more than words."""
    view = View(books[1], lang, link_from_simulator)
    rows = list(_differing(books, answers, lang))
    if not meant:
        return el("p", view.say("lab.sample.words_only" if rows else "lab.sample.same"), class_="lab-same")
    return joined([el("h4", view.say("lab.sample.differs")), _rows(view, rows)])


def render_changed_case(
    books: tuple[Rulebook, Rulebook],
    answers: tuple[Resolution | None, Resolution | None],
    lang: Language,
    asked: tuple[Mapping[str, str], int, Case, dt.date],
) -> Html:
    """A worked case whose result is another one: ``asked`` is its names, its number, its facts and its day."""
    names, number, case, today = asked
    view = View(books[1], lang, link_from_simulator)
    before, after = answers
    if before is None or after is None:
        rows: Sequence[Row] = [Row("", _first(view, before), _first(view, after), "changed", ())]
    else:
        rows = list(_differing(books, (before, after), lang))
    look = el("button", view.say("lab.cases.look"), type="button", class_="sim-button", data_look=number)
    title = el("h4", case_title(view, names, case, today))
    told = joined((el("span", line, class_="lab-short") for line in _in_short(books, lang, answers, rows)), " ")
    return el("li", el("details", el("summary", title, " ", told), _rows(view, rows), el("p", look)), class_="lab-case")


def _in_short(
    books: tuple[Rulebook, Rulebook],
    lang: Language,
    answers: tuple[Resolution | None, Resolution | None],
    rows: Sequence[Row],
) -> Iterator[str]:
    """What changes, a line for each date that moved, or for each time that has no date yet and is another one; where
    there is none, for the first thing that differs."""
    view = View(books[1], lang, link_from_simulator)
    before, after = answers
    changes = deadline_changes(before.deadlines, after.deadlines) if before and after else ()
    found = []
    for change in changes:
        moves = [move for move in change.moves if move.role != "start"]
        limits = [book.limits[change.after.id] for book in books if change.after and change.after.id in book.limits]
        if moves:
            found.append((change, view.short_date(moves[0].before), view.short_date(moves[0].after)))
        elif change.after and change.after.start is None and len(limits) == len(books):
            found.append(
                (change, *(words.duration(book, lang, limit) for book, limit in zip(books, limits, strict=True)))
            )
    told = [
        view.say("lab.cases.from_to", title=view.text(change.after.label), before=one, after=other)
        for change, one, other in found
        if change.after and one != other
    ]
    yield from told or (_row_in_short(view, row) for row in rows[:1])


def _row_in_short(view: View, row: Row) -> str:
    sides = {"before": " ".join(row.before), "after": " ".join(row.after)}
    return view.say("lab.cases.from_to", title=row.title or view.say("part.now"), **sides)


def _differing(
    books: tuple[Rulebook, Rulebook], answers: tuple[Resolution, Resolution], lang: Language
) -> Iterator[Row]:
    """The rows of the comparison that differ, dates before all; what is to be done first follows from them.

    The words are those of the changed rulebook, on both sides.
    """
    told = compared(books[1], *answers, lang)
    found = [row for part in _ORDER for row in told.differing(part)]
    yield from found or (*told.differing("now"), *lengths(books, answers[1], lang))


def lengths(books: tuple[Rulebook, Rulebook], answer: Resolution, lang: Language) -> Iterator[Row]:
    """The deadlines of an answer that have no dates yet, and are now another time long."""
    for deadline in answer.deadlines:
        limits = [book.limits.get(deadline.id) for book in books]
        told = [
            limit_words(View(book, lang, link_from_simulator), limit)
            for book, limit in zip(books, limits, strict=True)
            if limit
        ]
        if len(told) == len(books) and told[0] != told[1]:
            yield Row(deadline.label[lang], (told[0],), (told[1],), "changed", ())


def _first(view: View, answer: Resolution | None) -> tuple[str, ...]:
    return tuple(plain_lines(view, answer)) if answer else (view.say("lab.sample.no_answer"),)


def _rows(view: View, rows: Sequence[Row]) -> Html:
    if not rows:
        return el("p", view.say("lab.cases.detail"))
    return el("ul", *(_row(view, row) for row in rows), class_="lab-rows")


def _row(view: View, row: Row) -> Html:
    marks = joined((el("span", mark, class_="pb-mark") for mark in row.marks), " ")
    sides = (("before", row.before), ("after", row.after))
    # What is to be done is told in sentences; of all else a state and remarks.
    between = " · " if row.title else " "
    pairs = (el("div", el("dt", view.say(f"lab.cases.{key}")), el("dd", between.join(lines))) for key, lines in sides)
    title = el("p", el("strong", row.title) if row.title else None, " " if row.title else None, marks)
    return el("li", title, el("dl", *pairs, class_="lab-sides"))
