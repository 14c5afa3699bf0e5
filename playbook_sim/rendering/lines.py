"""An answer as lines of plain words, each with its role: what the text and the Markdown are both written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from playbook_sim.changes import Changes, changes_of
from playbook_sim.model import Deadline, Language, Path, PathStep, Resolution, Rulebook
from playbook_sim.rendering.changes import plain_changes
from playbook_sim.rendering.choosing import supposed_facts
from playbook_sim.rendering.deadlines import (
    deadline_duration,
    is_over,
    is_superseded,
    limit_words,
    missed_words,
    plain_date_words,
)
from playbook_sim.rendering.evidence import sorted_evidence
from playbook_sim.rendering.forks import future_title
from playbook_sim.rendering.ledger import lines, reason, span
from playbook_sim.rendering.marks import actor_chain, doubt_words, plain_citation, state_words
from playbook_sim.rendering.messages import filled_text, no_message, sentences_left_out
from playbook_sim.rendering.now import plain_lines
from playbook_sim.rendering.outside import outside_short, outside_words
from playbook_sim.rendering.steps import shared_length, step_remark, supposition
from playbook_sim.rendering.versions import ruling_words
from playbook_sim.rendering.view import View, judging_book, link_from_simulator
from playbook_sim.rendering.whose_day import zone_words
from playbook_sim.rendering.why import finding_words, grouped


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph.

    ``role``: ``title``, ``part`` (the heading of one), ``plain``, ``fact``, ``warning``, ``note``, ``future``,
    ``supposes``, ``by_hand`` (how a case written by hand says so), ``step`` (with its ``number``), ``under_step``,
    ``outcome``, ``under_outcome``, ``deadline``, ``under_deadline``, ``skipped`` (a day that a count left out),
    ``wanted`` and ``kept`` (evidence), ``message``, ``written`` (the words of a message, line by line), ``rule``,
    ``finding``, ``sources`` (the heading of the next), ``cite``, ``doubt``, ``version``, ``link``. ``lead`` comes
    before ``text`` and may be set off from it; the two make one sentence.
    """

    role: str
    text: str
    lead: str = ""
    number: int = 0


def answer_lines(
    rulebook: Rulebook, resolution: Resolution, lang: Language, link: str, blanks: Mapping[str, str]
) -> list[Line]:
    """The whole answer, from its title to the version of the rules; ``link`` is its address, where there is one.

    ``blanks``: what the merchant has filled into the messages.
    """
    view = View(judging_book(rulebook, resolution), lang, link_from_simulator)
    changes = changes_of(rulebook, resolution)
    parts = {
        "facts": _facts(view, resolution),
        "now": _now(view, resolution),
        "changes": _changes(view, resolution, changes) if changes else (),
        "steps": _steps(view, resolution),
        "deadlines": _deadlines(view, resolution),
        "evidence": _evidence(view, resolution),
        "messages": _messages(view, resolution, blanks),
        "why": _why(view, resolution),
    }
    found = [_title(view, resolution)]
    for key, body in parts.items():
        told = list(body)
        if told:
            found += [Line("part", view.say("sim.facts_given" if key == "facts" else f"part.{key}")), *told]
    found.append(Line("version", view.say("why.version", version=resolution.version)))
    return [*found, Line("link", link)] if link else found


def _title(view: View, resolution: Resolution) -> Line:
    problem = view.rulebook.problems[resolution.case.problem]
    said = f"{view.name('platform', problem.platform)} · {view.text(problem.title)}"
    return Line("title", f"{said} · {view.say('timeline.today')}: {view.date(resolution.today)}")


def _facts(view: View, resolution: Resolution) -> Iterator[Line]:
    case = resolution.case
    for id_ in view.rulebook.problems[case.problem].asks:
        if id_ in case.facts:
            label = view.text(view.rulebook.facts[id_].label)
            yield Line("fact", view.fact_value(id_, case.facts[id_]), f"{label}{'' if label.endswith('?') else ':'} ")
    if case.calendar:
        name = view.text(view.rulebook.calendars[case.calendar].name)
        yield Line("fact", name, f"{view.say('form.calendar')}: ")


def _now(view: View, resolution: Resolution) -> Iterator[Line]:
    yield from (Line("plain", text) for text in plain_lines(view, resolution))
    if resolution.status == "not_covered":
        for path in resolution.paths:
            yield from _where_to_go(view, path)
        yield from _notes(view, (*resolution.gaps, *resolution.advice, *resolution.footnotes))
    yield from _notes(view, resolution.warnings)


def _changes(view: View, resolution: Resolution, changes: Changes) -> Iterator[Line]:
    for text in plain_changes(view, resolution, changes):
        yield Line("note" if text.startswith("- ") else "plain", text.removeprefix("- "))


def _where_to_go(view: View, path: Path) -> Iterator[Line]:
    nearest = ", ".join(view.text(view.rulebook.problems[id_].title) for id_ in path.nearest)
    if nearest:
        yield Line("note", nearest, f"{view.say('silent.nearest')}: ")
    if path.ask:
        yield Line("note", view.text(path.ask), f"{view.say('silent.ask')}: ")


def _notes(view: View, ids: Iterable[str]) -> Iterator[Line]:
    for id_ in ids:
        note = view.rulebook.notes[id_]
        text = view.text(note.text)
        text += f" {note.link}" if note.link else ""
        text += f" ({view.say('note.checked', date=view.date(note.checked_on))})" if note.checked_on else ""
        yield Line("warning" if note.kind == "warning" else "note", text, f"{view.name('note', note.kind)}: ")


# --- steps ------------------------------------------------------------------------------------------------------


def _steps(view: View, resolution: Resolution) -> Iterator[Line]:
    paths = resolution.paths
    if not paths:
        yield Line("plain", view.say("step.none"))
        return
    shared = shared_length(paths)
    if shared:
        yield Line("plain", f"{view.say('step.shared')}:")
        for number, step in enumerate(paths[0].steps[:shared], 1):
            yield from _step(view, resolution, number, step)
    for path in paths:
        if len(paths) > 1:
            yield Line("future", future_title(view, resolution, path))
            yield Line("supposes", supposition(view, path))
            yield Line("by_hand", f"({view.say('future.choose_by_hand', facts=supposed_facts(path))})")
        for number, step in enumerate(path.steps[shared:], shared + 1):
            yield from _step(view, resolution, number, step)
        yield Line("outcome", view.name("outcome", path.outcome), f"{view.say('step.outcome')}: ")
        if path.silent:
            yield Line("under_outcome", view.say("step.silent"))
            yield from _where_to_go(view, path) if resolution.status != "not_covered" else ()


def _step(view: View, resolution: Resolution, number: int, path_step: PathStep) -> Iterator[Line]:
    step = path_step.step
    state = state_words(view, path_step.state, reported=path_step.reported, replaced=path_step.replaced)
    yield Line("step", view.text(step.do), f"[{state}] {actor_chain(view, step)}: ", number)
    inside = []
    deadline = next((deadline for deadline in resolution.deadlines if deadline.id == step.limit), None)
    if deadline:
        earlier = outside_short(view, deadline) if path_step.state != "done" and not path_step.replaced else ""
        dates = [plain_date_words(view, resolution, deadline), *([earlier] if earlier else [])]
        inside.append(f"{view.say('step.when')}: {' · '.join(dates)}")
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
    yield from (Line("under_step", text, number=number) for text in inside)


# --- deadlines --------------------------------------------------------------------------------------------------


def _deadlines(view: View, resolution: Resolution) -> Iterator[Line]:
    if not resolution.deadlines:
        yield Line("plain", view.say("deadline.none" if resolution.paths else "deadline.pending"))
        return
    yield Line("plain", zone_words(view, resolution))
    for deadline in resolution.deadlines:
        yield Line("deadline", f" ({', '.join(_remarks(view, deadline))})", view.text(deadline.label))
        yield Line("under_deadline", plain_date_words(view, resolution, deadline))
        yield from (Line("under_deadline", text) for text in outside_words(view, deadline, resolution.today))
        if deadline.start is not None:
            event = view.text(deadline.start_event)
            yield Line("under_deadline", view.say("deadline.from", event=event, date=view.date(deadline.start)))
        yield from (Line("under_deadline", text) for text in ruling_words(view, deadline))
        if is_superseded(resolution, deadline):
            yield Line("under_deadline", view.say("step.replaced"))
        if deadline.missed:
            over = is_over(deadline, resolution.today)
            yield Line("under_deadline", missed_words(view, deadline.missed, over=over))
        if deadline.provisional:
            yield Line("under_deadline", f"{view.say('deadline.provisional')} {view.text(deadline.provisional)}")
        yield from _skipped(view, deadline)


def _remarks(view: View, deadline: Deadline) -> Iterator[str]:
    yield view.name("kind", deadline.kind)
    yield deadline_duration(view, deadline)
    yield view.say(f"badge.{deadline.unit}")
    if deadline.amount_from:
        yield view.say("badge.own_target")
    if not deadline.unit_stated:
        yield view.say("badge.unit_not_stated")
    if deadline.analogy:
        yield view.say("badge.analogy")
    if deadline.calendar:
        yield view.text(view.rulebook.calendars[deadline.calendar].name)
    yield from (doubt_words(view, doubt) for doubt in deadline.doubts)


def _skipped(view: View, deadline: Deadline) -> Iterator[Line]:
    """What the count left out or took in against the week's habit; the other days need no line."""
    odd = [line for count in deadline.counts for line in lines(count) if line.kind in ("holiday", "make_up")]
    yield from (Line("skipped", f"{span(view, line)}: {reason(view, line)}") for line in odd)


# --- the rest ---------------------------------------------------------------------------------------------------


def _evidence(view: View, resolution: Resolution) -> Iterator[Line]:
    if not resolution.evidence:
        yield Line("plain", view.say("evidence.none" if resolution.paths else "evidence.pending"))
        return
    wanted, kept = ([view.rulebook.evidence[id_] for id_ in ids] for ids in sorted_evidence(resolution))
    shows = view.say("evidence.suggested")
    yield from (Line("wanted", f" {shows}: {view.text(piece.shows)}", f"{view.text(piece.label)}.") for piece in wanted)
    if kept:
        yield Line("plain", view.say("evidence.kept"))
        yield from (Line("kept", view.text(piece.label)) for piece in kept)


def _messages(view: View, resolution: Resolution, blanks: Mapping[str, str]) -> Iterator[Line]:
    """The messages in the reader's language; the page has the others."""
    book = view.rulebook
    if not resolution.messages:
        yield Line("plain", no_message(view, resolution))
        return
    yield Line("plain", view.say("message.blanks"))
    for id_ in resolution.messages:
        message = book.messages[id_]
        subject = filled_text(book, resolution.case, message, view.lang, message.subject[view.lang], blanks)
        body = filled_text(book, resolution.case, message, view.lang, message.body[view.lang], blanks)
        to = f"{view.say('message.to')}: {view.name('actor', message.to)}"
        yield Line("message", f" ({to})", view.text(message.title))
        yield Line("written", f"{view.say('message.subject')}: {subject}")
        yield Line("written", "")
        yield from (Line("written", paragraph) for paragraph in body.splitlines())
        for sentence in sentences_left_out(book, resolution.case, message, view.lang, blanks):
            yield Line("plain", view.say("message.optional", sentence=sentence))


def _why(view: View, resolution: Resolution) -> Iterator[Line]:
    if len(resolution.paths) == 1:
        yield Line("plain", view.say("why.rule_applies", title=view.text(resolution.paths[0].title)))
    for title, _, findings in grouped(view, resolution):
        yield Line("rule", title)
        yield from (Line("finding", finding_words(view, finding)) for finding in findings)
    yield Line("sources", view.say("why.sources"))
    yield from (Line("cite", plain_citation(view, id_)) for id_ in resolution.citations)
    for doubt in (view.rulebook.doubts[id_] for id_ in resolution.doubts):
        yield Line("doubt", f" → {view.text(doubt.choice)}", f"{doubt.id} · {view.text(doubt.title)}")
    yield from _notes(view, (*resolution.gaps, *resolution.left_out, *resolution.advice, *resolution.footnotes))
