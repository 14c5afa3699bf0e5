"""Part 1 of an answer: what to do now, who, until when; or the next question; or a refusal that names its reason."""

from __future__ import annotations

import datetime as dt
from itertools import chain

from playbook_sim.model import Deadline, Resolution
from playbook_sim.rendering.compared import compared_words, comparison, plain_compared_words
from playbook_sim.rendering.headlines import (
    Headline,
    beside_the_question,
    headlines,
    nothing_left,
    parted,
    question,
    said_once,
)
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.marks import icon, note_box
from playbook_sim.rendering.outside import outside_words, render_outside
from playbook_sim.rendering.steps import where_to_go
from playbook_sim.rendering.ticks import goto
from playbook_sim.rendering.view import View
from playbook_sim.rendering.whose_day import render_day_end

ICONS = {
    "overdue": "overdue",
    "today": "now",
    "soon": "now",
    "perhaps": "ask",
    "early": "ask",
    "calm": "next",
    "now": "now",
    "wait": "wait",
    "ask": "ask",
    "silent": "silent",
    "done": "done",
}
"""The sign of each urgency; see ``marks.icon``."""


def _when(view: View, line: Headline, today: dt.date) -> Html:
    values: dict[str, str] = {"event": line.event}
    for role, day in line.days.items():
        values[role] = view.time(day)
        values[f"{role}_left"] = el("span", view.left(day, today), class_="pb-left")
    return view.html(line.when, **values)


def _when_plain(view: View, line: Headline, today: dt.date) -> str:
    values: dict[str, str] = {"event": line.event}
    for role, day in line.days.items():
        values[role] = view.date(day)
        values[f"{role}_left"] = view.left(day, today)
    return view.say(line.when, **values)


def plain_lines(view: View, resolution: Resolution) -> list[str]:
    """The content of the box as plain sentences, the most urgent thing first."""
    if resolution.status == "needs_facts":
        parts = parted(beside_the_question(view, resolution))
        pressing, rest = (chain(*(_plain_line(view, resolution, line) for line in part)) for part in parts)
        return [*pressing, question(view, resolution), *rest]
    silent = resolution.paths if resolution.status == "not_covered" else ()
    lines = [view.say("now.silent", title=view.text(path.title)) for path in silent]
    lines += chain(*(_plain_line(view, resolution, line) for line in said_once(headlines(view, resolution))))
    if not lines:
        lines = [view.say(nothing_left(resolution)), *_outcomes(view, resolution)]
    count = len(resolution.paths)
    return [*lines, view.counted("now.futures", count)] if count > 1 else lines


def _plain_line(view: View, resolution: Resolution, line: Headline) -> list[str]:
    lines = [view.say("step.future", title=title) for title in line.futures]
    lines.append(f"{view.say(f'urgency.{line.urgency}')}. {line.actor}: {' '.join([*line.look_first, line.do])}")
    lines.append(_when_plain(view, line, resolution.today))
    dated = _dated(resolution, line)
    lines += outside_words(view, dated, resolution.today) if dated else []
    lines += [*line.ruled, line.missed] if line.missed else line.ruled
    compared = comparison(view, resolution, line.counted)
    lines += [plain_compared_words(view, compared)] if compared else []
    lines += [view.say("now.provisional")] if line.provisional else []
    return lines


def _dated(resolution: Resolution, line: Headline) -> Deadline | None:
    return next((deadline for deadline in resolution.deadlines if deadline.id == line.deadline), None)


def _outcomes(view: View, resolution: Resolution) -> list[str]:
    return list(dict.fromkeys(view.name("outcome", path.outcome) for path in resolution.paths))


# --- as markup --------------------------------------------------------------------------------------------------


def render_now(view: View, resolution: Resolution) -> Html:
    """The box at the top of an answer, with the warnings right under it."""
    warnings = [note_box(view, view.rulebook.notes[note]) for note in resolution.warnings]
    if resolution.status == "needs_facts":
        lines, said = beside_the_question(view, resolution), _box(view, "ask", _question(view, resolution))
    elif resolution.status == "not_covered":
        lines, said = headlines(view, resolution), _box(view, "silent", _refusal(view, resolution))
    else:
        return joined([_resolved(view, resolution), *warnings])
    pressing, rest = parted(lines)
    boxes = [*(_line_box(view, resolution, line) for line in pressing), said]
    return joined([*boxes, *(_line_box(view, resolution, line) for line in rest), *warnings])


def _question(view: View, resolution: Resolution) -> list[Html | None]:
    fact = resolution.next_question
    way = el("p", goto(view, fact, "now.goto", place="now"), class_="pb-now__goto") if fact else None
    return [el("p", question(view, resolution), class_="pb-now__do"), way]


def _refusal(view: View, resolution: Resolution) -> list[Html]:
    titles = [
        el("p", view.say("now.silent", title=view.text(path.title)), class_="pb-now__do") for path in resolution.paths
    ]
    where_to = [where_to_go(view, path.nearest, path.ask) for path in resolution.paths]
    notes = (*resolution.gaps, *resolution.advice, *resolution.footnotes)
    return [*titles, *where_to, *(note_box(view, view.rulebook.notes[note]) for note in notes)]


def _resolved(view: View, resolution: Resolution) -> Html:
    told = said_once(headlines(view, resolution))
    count = len(resolution.paths)
    futures = el("p", view.counted("now.futures", count), class_="pb-hint") if count > 1 else None
    if not told:
        said = [el("p", view.say(nothing_left(resolution)), class_="pb-now__do")]
        return _box(view, "done", [*said, *(el("p", end) for end in _outcomes(view, resolution)), futures])
    return joined([*(_line_box(view, resolution, line) for line in told), futures])


def _line_box(view: View, resolution: Resolution, line: Headline) -> Html:
    compared = comparison(view, resolution, line.counted)
    supposed = [el("p", view.say("step.future", title=title), class_="pb-hint") for title in line.futures]
    told = [
        *supposed,
        *(el("p", el("strong", words), class_="pb-look-first") for words in line.look_first),
        el("p", el("strong", line.actor, ": "), line.do, class_="pb-now__do"),
        el("p", _when(view, line, resolution.today), class_="pb-now__when"),
        render_day_end(view, resolution, line.days.get("literal")),
        render_outside(view, _dated(resolution, line), resolution.today),
        *(el("p", words, class_="pb-ruling") for words in line.ruled),
        *([el("p", line.missed, class_="pb-missed")] if line.missed else []),
        *([el("p", compared_words(view, compared), class_="pb-compared")] if compared else []),
        *([el("p", view.say("now.provisional"), class_="pb-provisional")] if line.provisional else []),
    ]
    return _box(view, line.urgency, told)


def _box(view: View, urgency: str, inside: list[Html | None]) -> Html:
    heading = el("p", icon(ICONS[urgency]), view.say(f"urgency.{urgency}"), class_="pb-now__urgency")
    return el("div", heading, *inside, class_=f"pb-now pb-urgent-{urgency}")
