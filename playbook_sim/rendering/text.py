"""An answer as plain text for a terminal: the same content as in the page, in at most ``WIDTH`` columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from playbook_sim.changes import Changes, changes_of
from playbook_sim.model import Deadline, Language, Path, PathStep, Resolution, Rulebook
from playbook_sim.rendering.changes import plain_changes
from playbook_sim.rendering.choosing import supposed_facts
from playbook_sim.rendering.deadlines import deadline_duration, is_over, limit_words, missed_words, plain_date_words
from playbook_sim.rendering.evidence import sorted_evidence
from playbook_sim.rendering.forks import future_title
from playbook_sim.rendering.ledger import lines, reason, span
from playbook_sim.rendering.marks import actor_chain, doubt_words, plain_citation, state_words
from playbook_sim.rendering.messages import filled_text, no_message
from playbook_sim.rendering.now import plain_lines
from playbook_sim.rendering.steps import shared_length, step_remark, supposition
from playbook_sim.rendering.versions import ruling_words
from playbook_sim.rendering.view import View, judging_book, link_from_simulator
from playbook_sim.rendering.why import finding_words, grouped

WIDTH = 90


def render_text(rulebook: Rulebook, resolution: Resolution, lang: Language) -> str:
    """The whole answer as text, ending with a newline. Raises RulebookError when a word is missing."""
    view = View(judging_book(rulebook, resolution), lang, link_from_simulator)
    changes = changes_of(rulebook, resolution)
    parts = {
        "now": _now(view, resolution),
        "changes": _changes(view, resolution, changes) if changes else [],
        "steps": _steps(view, resolution),
        "deadlines": _deadlines(view, resolution),
        "evidence": _evidence(view, resolution),
        "messages": _messages(view, resolution),
        "why": _why(view, resolution),
    }
    blocks = [_heading(view, resolution)]
    blocks += ["\n".join([view.say(f"part.{key}").upper(), *body]) for key, body in parts.items() if body]
    return "\n\n".join(blocks) + "\n"


def _heading(view: View, resolution: Resolution) -> str:
    problem = view.rulebook.problems[resolution.case.problem]
    said = f"{view.name('platform', problem.platform)} · {view.text(problem.title)}"
    return "\n".join(wrap([f"{said} · {view.say('timeline.today')}: {view.date(resolution.today)}"]))


def _now(view: View, resolution: Resolution) -> list[str]:
    said = wrap(plain_lines(view, resolution))
    if resolution.status == "not_covered":
        for path in resolution.paths:
            said += _where_to_go(view, path)
        said += _notes(view, (*resolution.gaps, *resolution.advice, *resolution.footnotes))
    return said + _notes(view, resolution.warnings)


def _changes(view: View, resolution: Resolution, changes: Changes) -> list[str]:
    said = []
    for line in plain_changes(view, resolution, changes):
        said += wrap([line.removeprefix("- ")], "- ") if line.startswith("- ") else wrap([line])
    return said


def _where_to_go(view: View, path: Path) -> list[str]:
    nearest = ", ".join(view.text(view.rulebook.problems[id_].title) for id_ in path.nearest)
    said = wrap([f"{view.say('silent.nearest')}: {nearest}"], "- ") if nearest else []
    return said + (wrap([f"{view.say('silent.ask')}: {view.text(path.ask)}"], "- ") if path.ask else [])


def wrap(texts: Iterable[str], first: str = "", rest: str | None = None) -> list[str]:
    """The texts in lines of at most ``WIDTH`` columns; each text begins with ``first``, its other lines with ``rest``
    (by default as many blanks)."""
    rest = " " * len(first) if rest is None else rest
    wrapped: list[str] = []
    for text in texts:
        wrapped += textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return wrapped


def _notes(view: View, ids: Iterable[str]) -> list[str]:
    said = []
    for id_ in ids:
        note = view.rulebook.notes[id_]
        text = f"{view.name('note', note.kind)}: {view.text(note.text)}"
        text += f" {note.link}" if note.link else ""
        text += f" ({view.say('note.checked', date=view.date(note.checked_on))})" if note.checked_on else ""
        said += wrap([text], "! " if note.kind == "warning" else "- ")
    return said


# --- steps ------------------------------------------------------------------------------------------------------


def _steps(view: View, resolution: Resolution) -> list[str]:
    paths = resolution.paths
    if not paths:
        return [view.say("step.none")]
    shared = shared_length(paths)
    said = []
    if shared:
        said.append(f"{view.say('step.shared')}:")
        for number, step in enumerate(paths[0].steps[:shared], 1):
            said += _step(view, resolution, number, step)
    for path in paths:
        if len(paths) > 1:
            said += ["", *wrap([future_title(view, resolution, path)])]
            said += wrap([supposition(view, path)], "   ")
            said += wrap([f"({view.say('future.choose_by_hand', facts=supposed_facts(path))})"], "   ")
        for number, step in enumerate(path.steps[shared:], shared + 1):
            said += _step(view, resolution, number, step)
        said += wrap([f"{view.say('step.outcome')}: {view.name('outcome', path.outcome)}"], "=> ")
        if path.silent:
            said += wrap([view.say("step.silent")], "   ")
            said += _where_to_go(view, path) if resolution.status != "not_covered" else []
    return said


def _step(view: View, resolution: Resolution, number: int, path_step: PathStep) -> list[str]:
    step = path_step.step
    head = f"{number}. "
    state = state_words(view, path_step.state, reported=path_step.reported)
    said = wrap([f"[{state}] {actor_chain(view, step)}: {view.text(step.do)}"], head)
    inside = []
    deadline = next((deadline for deadline in resolution.deadlines if deadline.id == step.limit), None)
    if deadline:
        inside.append(f"{view.say('step.when')}: {plain_date_words(view, resolution, deadline)}")
    elif step.limit and path_step.state != "done":
        inside.append(f"{view.say('step.when')}: {limit_words(view, view.rulebook.limits[step.limit])}")
    if step.evidence:
        labels = ", ".join(view.text(view.rulebook.evidence[id_].label) for id_ in step.evidence)
        inside.append(f"{view.say('step.evidence')}: {labels}")
    if step.message in resolution.messages:
        inside.append(f"{view.say('step.message')}: {view.text(view.rulebook.messages[step.message].title)}")
    if remark := step_remark(view, path_step):
        inside.append(remark)
    if step.analogy:
        inside.append(f"({view.say('badge.analogy')})")
    if step.follow:
        inside.append(view.say("step.follow", problem=view.text(view.rulebook.problems[step.follow].title)))
    return said + wrap(inside, " " * len(head))


# --- deadlines --------------------------------------------------------------------------------------------------


def _deadlines(view: View, resolution: Resolution) -> list[str]:
    if not resolution.deadlines:
        return [view.say("deadline.none" if resolution.paths else "deadline.pending")]
    said = wrap([view.say("deadline.zone")])
    for deadline in resolution.deadlines:
        remarks = [
            view.name("kind", deadline.kind),
            deadline_duration(view, deadline),
            view.say(f"badge.{deadline.unit}"),
        ]
        remarks += [view.say("badge.own_target")] if deadline.amount_from else []
        remarks += [] if deadline.unit_stated else [view.say("badge.unit_not_stated")]
        remarks += [view.say("badge.analogy")] if deadline.analogy else []
        remarks += [view.text(view.rulebook.calendars[deadline.calendar].name)] if deadline.calendar else []
        remarks += [doubt_words(view, doubt) for doubt in deadline.doubts]
        said += wrap([f"{view.text(deadline.label)} ({', '.join(remarks)})"], "* ")
        said += wrap([plain_date_words(view, resolution, deadline)], "  ")
        if deadline.start is not None:
            event = view.text(deadline.start_event)
            said += wrap([view.say("deadline.from", event=event, date=view.date(deadline.start))], "  ")
        said += wrap(ruling_words(view, deadline), "  ")
        if deadline.missed:
            said += wrap([missed_words(view, deadline.missed, over=is_over(deadline, resolution.today))], "  ")
        if deadline.provisional:
            said += wrap([f"{view.say('deadline.provisional')} {view.text(deadline.provisional)}"], "  ")
        said += _skipped(view, deadline)
    return said


def _skipped(view: View, deadline: Deadline) -> list[str]:
    """What the count left out or took in against the week's habit; the other days need no line."""
    odd = [line for count in deadline.counts for line in lines(count) if line.kind in ("holiday", "make_up")]
    return wrap((f"{span(view, line)}: {reason(view, line)}" for line in odd), "    ")


# --- the rest ---------------------------------------------------------------------------------------------------


def _evidence(view: View, resolution: Resolution) -> list[str]:
    if not resolution.evidence:
        return [view.say("evidence.none" if resolution.paths else "evidence.pending")]
    wanted, kept = ([view.rulebook.evidence[id_] for id_ in ids] for ids in sorted_evidence(resolution))
    shows = view.say("evidence.suggested")
    said = wrap((f"{view.text(piece.label)}. {shows}: {view.text(piece.shows)}" for piece in wanted), "[ ] ")
    if kept:
        said += [view.say("evidence.kept"), *wrap((view.text(piece.label) for piece in kept), "- ")]
    return said


def _messages(view: View, resolution: Resolution) -> list[str]:
    """The messages in the reader's language; the page has the others."""
    book = view.rulebook
    if not resolution.messages:
        return wrap([view.say(no_message(resolution))])
    said = wrap([view.say("message.blanks")])
    for id_ in resolution.messages:
        message = book.messages[id_]
        subject = filled_text(book, resolution.case, message, view.lang, message.subject[view.lang])
        body = filled_text(book, resolution.case, message, view.lang, message.body[view.lang])
        to = f"{view.say('message.to')}: {view.name('actor', message.to)}"
        said += [
            "",
            f"* {view.text(message.title)} ({to})",
            *wrap([f"{view.say('message.subject')}: {subject}"], "  | ", "  | "),
        ]
        for paragraph in body.splitlines():
            said += wrap([paragraph], "  | ", "  | ") or ["  |"]
    return said


def _why(view: View, resolution: Resolution) -> list[str]:
    book = view.rulebook
    said = []
    if len(resolution.paths) == 1:
        said += wrap([view.say("why.rule_applies", title=view.text(resolution.paths[0].title))])
    for title, _, findings in grouped(view, resolution):
        said += wrap([title], "* ")
        said += wrap((finding_words(view, finding) for finding in findings), "  - ", "    ")
    said += ["", f"{view.say('why.sources')}:"]
    said += wrap((plain_citation(view, id_) for id_ in resolution.citations), "- ")
    for doubt in (book.doubts[id_] for id_ in resolution.doubts):
        said += wrap([f"{doubt.id} · {view.text(doubt.title)} → {view.text(doubt.choice)}"], "? ")
    said += _notes(view, (*resolution.gaps, *resolution.left_out, *resolution.advice, *resolution.footnotes))
    return [*said, view.say("why.version", version=resolution.version)]
