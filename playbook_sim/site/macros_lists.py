"""The lists of the reference pages: doubts, gaps, sources, outside facts, calendars, worked counts."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from playbook_sim.calendars import count_working_days, horizon
from playbook_sim.model import Calendar, CalendarYear, Doubt, Note, Problem
from playbook_sim.rendering.html import NOTHING, Html, el, joined
from playbook_sim.rendering.ledger import ledger
from playbook_sim.rendering.marks import badge, citation_list, note_box
from playbook_sim.rendering.month import pictured_count
from playbook_sim.rendering.static_path import notes_of
from playbook_sim.rendering.view import View
from playbook_sim.rendering.why import doubt_body
from playbook_sim.site.macros_guide import metric_link, problem_links
from playbook_sim.site.macros_limits import short_limit_table
from playbook_sim.site.macros_problem import doubts_of, limits_of


def deadlines_at_a_glance(view: View) -> dict[str, Html]:
    """Platform → the limits that its problems use, with these problems. Each limit is the anchor ``limit-<id>``."""
    tables = {}
    for platform in view.rulebook.vocabulary["platform"]:
        users: dict[str, list[Problem]] = {}
        for problem in view.rulebook.problems.values():
            for limit in limits_of(view, problem) if problem.platform == platform else ():
                users.setdefault(limit.id, []).append(problem)
        limits = [limit for limit in view.rulebook.limits.values() if limit.id in users]
        used_by = {id_: problem_links(view, problems) for id_, problems in users.items()}
        tables[platform] = short_limit_table(view, limits, used_by)
    return tables


def doubts(view: View) -> Html:
    """All doubts with their readings, quotes, what the playbook does, and what they touch; anchors ``b1`` …"""
    touched: dict[str, list[Html]] = {}
    for problem in view.rulebook.problems.values():
        for id_ in doubts_of(view, problem):
            touched.setdefault(id_, []).append(problem_links(view, [problem]))
    for metric in view.rulebook.metrics.values():
        for id_ in metric.doubts:
            touched.setdefault(id_, []).append(metric_link(view, metric))
    return joined(_doubt(view, doubt, touched.get(doubt.id, [])) for doubt in view.rulebook.doubts.values())


def _doubt(view: View, doubt: Doubt, touched: list[Html]) -> Html:
    said = joined([view.say("doubt.touches"), ": ", joined(touched, ", ")])
    return el(
        "section",
        el("h3", f"{doubt.id} · {view.text(doubt.title)}", id=doubt.id.lower()),
        doubt_body(view, doubt),
        el("p", said if touched else view.say("doubt.no_problem")),
        class_="pb-doubt-entry",
    )


def gaps(view: View) -> Html:
    """All gaps, each with the problems it concerns; anchors ``gap-<id>``."""
    concerned: dict[str, list[Problem]] = {}
    for problem in view.rulebook.problems.values():
        for note in notes_of(view, problem):
            concerned.setdefault(note.id, []).append(problem)
    entries = []
    for note in _of_kind(view, "gap"):
        problems = concerned.get(note.id, [])
        touches = el("p", view.say("gap.touches"), ": ", problem_links(view, problems)) if problems else None
        entries.append(el("div", note_box(view, note), touches, id=f"gap-{note.id.replace('_', '-')}"))
    return joined(entries)


def outside_facts(view: View) -> Html:
    """All footnotes: public facts from outside the sources, with link and date."""
    return joined(note_box(view, note) for note in _of_kind(view, "footnote"))


def _of_kind(view: View, kind: str) -> list[Note]:
    return [note for note in view.rulebook.notes.values() if note.kind == kind]


def sources(view: View) -> Html:
    """The documents, each with everything that is cited from it; anchors ``source-<id>``."""
    entries = []
    for source in view.rulebook.sources.values():
        cited = [id_ for id_, citation in view.rulebook.citations.items() if citation.source == source.id]
        summary = el("summary", view.say("source.quotes", n=len(cited)))
        entries.append(
            el(
                "section",
                el("h3", view.text(source.title), id=f"source-{source.id}"),
                el("p", view.text(source.about)),
                el("p", view.html("source.file", file=el("code", source.file), date=view.time(source.checked_on))),
                el("details", summary, citation_list(view, cited), class_="pb-details"),
                class_="pb-source",
            )
        )
    return joined(entries)


# --- calendars --------------------------------------------------------------------------------------------------


def calendars(view: View) -> Html:
    """Each calendar with the years it knows and on whose word; cities stand with their country."""
    families: dict[str, list[Calendar]] = {}
    for calendar in view.rulebook.calendars.values():
        families.setdefault(calendar.id.split("-")[0], []).append(calendar)
    return joined(_family(view, base, cities) for base, *cities in families.values())


def _family(view: View, base: Calendar, cities: list[Calendar]) -> Html:
    last = horizon(base)
    said = view.html("calendar.horizon", date=view.time(last)) if last else view.say("calendar.always")
    return el(
        "section",
        el("p", el("strong", view.text(base.name)), ". ", said),
        _years(view, base),
        _cities(view, base, cities),
        id=f"calendar-{base.id.replace('_', '-')}",
        class_="pb-calendar",
    )


def _years(view: View, calendar: Calendar) -> Html:
    if calendar.always_known:
        return NOTHING
    rows = []
    years = sorted(calendar.years.values(), key=lambda year: year.year)
    for (verified, link), run in groupby(years, key=lambda year: (year.verified, year.link)):
        told = list(run)
        first, last = told[0].year, told[-1].year
        span = str(first) if first == last else f"{first}–{last}"
        rows.append(
            el(
                "tr",
                el("td", span),
                el("td", view.say(f"table.{'yes' if verified else 'no'}")),
                el("td", _reference(view, told[0], link)),
            )
        )
    head = el("tr", *(el("th", view.say(f"table.{column}"), scope="col") for column in ("year", "known", "source")))
    table = el("table", el("thead", head), el("tbody", *rows))
    inside = el("div", table, class_="pb-scroll", tabindex=0, role="group", aria_label=view.text(calendar.name))
    return el("details", el("summary", view.say("calendar.years")), inside, class_="pb-details")


def _reference(view: View, year: CalendarYear, link: str | None) -> Html | str:
    said = view.text(year.reference) if year.reference else "–"
    return el("a", said, href=link, rel="noopener external") if link else said


def _cities(view: View, base: Calendar, cities: list[Calendar]) -> Html:
    if not cities:
        return NOTHING
    items = []
    for city in cities:
        own = [day for day in sorted(city.holidays) if day not in base.holidays]
        name = view.text(city.holidays[own[0]]) if own else "–"
        items.append(el("li", view.text(city.name), ": ", name))
    return el("details", el("summary", view.say("calendar.cities")), el("ul", *items), class_="pb-details")


def count_example(view: View, calendar: Calendar, start: dt.date, amount: int) -> Html:
    """A count of working days from the real calendar: its result in a sentence, its months, and its ledger."""
    count = count_working_days(calendar, start, amount)
    result = view.html("example.result", n=amount, start=view.time(start), end=el("strong", view.time(count.end)))
    provisional = None
    if count.provisional:
        provisional = el("p", badge(view, "provisional"), " ", view.text(count.provisional), class_="pb-provisional")
    months = pictured_count(view, count, {count.end: "due"}, calendar.id)
    table = ledger(view, count, {count.end: view.say("role.due")}, calendar.id)
    folded = el("details", el("summary", view.say("month.as_table")), table, class_="pb-details")
    return joined([el("p", result), provisional, el("div", months, folded, class_="pb-counted")])
