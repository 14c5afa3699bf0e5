"""A count as plain text, for a ticket or a mail: the rule in its words, every day, the dates, how sure they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from playbook_sim.model import Count, Deadline, Language, Resolution, Rulebook
from playbook_sim.rendering.day_by_day import marks_of, render_day_by_day
from playbook_sim.rendering.deadlines import calendar_of, dates_of, deadline_duration, waits_words
from playbook_sim.rendering.ledger import Line, lines, reason
from playbook_sim.rendering.marks import plain_citation
from playbook_sim.rendering.readings import reasons_of
from playbook_sim.rendering.versions import ruling_words
from playbook_sim.rendering.view import View, judging_book, link_from_simulator


def ledger_of(rulebook: Rulebook, resolution: Resolution, lang: Language, limit: str) -> dict[str, str]:
    """A deadline of an answer day by day: ``html`` (its months and tables), and as a file ``text``, ``name``, ``type``.

    All but ``type`` and ``name`` are empty where the answer has no such deadline. Raises RulebookError when a word is
    missing.
    """
    view = View(judging_book(rulebook, resolution), lang, link_from_simulator)
    deadline = next((deadline for deadline in resolution.deadlines if deadline.id == limit), None)
    return {
        "html": render_day_by_day(view, deadline) if deadline else "",
        "text": ledger_text(view, resolution, deadline) if deadline else "",
        "name": f"{resolution.case.problem}-{limit}.txt".replace("_", "-"),
        "type": "text/plain",
    }


def all_ledgers(rulebook: Rulebook, resolution: Resolution, lang: Language) -> dict[str, str]:
    """Limit → its count as text, for every deadline of an answer."""
    return {
        deadline.id: ledger_of(rulebook, resolution, lang, deadline.id)["text"] for deadline in resolution.deadlines
    }


def ledger_text(view: View, resolution: Resolution, deadline: Deadline) -> str:
    """The count behind a deadline, ending with a newline; of one without dates what it waits for."""
    problem = view.rulebook.problems[resolution.case.problem]
    platform = view.name("platform", problem.platform)
    kind = view.name("kind", deadline.kind)
    said = [
        view.say("count_text.case", platform=platform, problem=view.text(problem.title)),
        view.say(
            "count_text.deadline",
            label=view.text(deadline.label),
            kind=kind,
            duration=deadline_duration(view, deadline),
        ),
        *(view.say("count_text.rule", quote=plain_citation(view, cite)) for cite in deadline.cites),
        *ruling_words(view, deadline),
    ]
    if deadline.start is None:
        waits = waits_words(view, resolution, deadline)
        said.append(f"{waits[:1].upper()}{waits[1:]}.")
    else:
        start = view.date(deadline.start)
        said.append(view.say("count_text.start", event=view.text(deadline.start_event), date=start))
        for number, count in enumerate(deadline.counts):
            said += ["", *_part(view, deadline, number, count)]
        said += ["", *_results(view, deadline)]
    if deadline.provisional is not None:
        said.append(f"{view.say('deadline.provisional')} {view.text(deadline.provisional)}")
    said.append(view.say("count_text.version", version=resolution.version))
    return "\n".join(said) + "\n"


def _part(view: View, deadline: Deadline, number: int, count: Count) -> Iterator[str]:
    """One count: by which calendar, and its days, those that follow one another and are alike in one line."""
    if len(deadline.counts) > 1:
        yield view.say("count_text.part", n=number + 1, label=view.text(deadline.laid[number].label))
    calendar = calendar_of(deadline, count)
    if calendar is None:
        yield view.say("count_text.every_day")
    else:
        yield view.say("count_text.calendar", calendar=view.text(view.rulebook.calendars[calendar].name))
    yield view.say("count_text.days")
    marks = marks_of(deadline, count)
    rows = [_row(view, run, marks) for run in _runs(count, marks)]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for numbers, days, why in rows:
        yield f"  {numbers:>{widths[0]}}  {days:<{widths[1]}}  {why}"


def _runs(count: Count, marks: dict[dt.date, str]) -> list[list[Line]]:
    """The lines of a count, with ordinary counted days that follow one another drawn together. A day that is a date
    of the deadline stands alone."""
    runs: list[list[Line]] = []
    for line in lines(count):
        before = runs[-1][-1] if runs else None
        plain = line.kind in ("working", "calendar") and line.last not in marks
        if plain and before and before.kind == line.kind and before.last not in marks:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _row(view: View, run: list[Line], marks: dict[dt.date, str]) -> tuple[str, str, str]:
    first, last = run[0], run[-1]
    numbers = "–" if first.number is None else str(first.number)
    if len(run) > 1:
        numbers = f"{first.number}–{last.number}"
    days = view.date(first.first)
    if first.first != last.last:
        days = f"{view.short_date(first.first)} – {view.date(last.last)}"
    role = marks.get(last.last)
    remark = f" → {view.say(f'role.{role}')}" if role else ""
    return numbers, days, reason(view, first) + remark


def _results(view: View, deadline: Deadline) -> Iterator[str]:
    because = reasons_of(deadline.laid[0]) if deadline.kind == "duty" else {}
    for role, day in dates_of(deadline):
        yield view.say("count_text.result", role=view.say(f"role.{role}"), date=view.date(day))
        if role in because:
            yield view.say("count_text.because", text=view.text(because[role].text))
