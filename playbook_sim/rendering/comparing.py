"""Two answers side by side, with what differs marked by sign and word: as markup, as text, as a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from playbook_sim.differences import DeadlineChange, FactChange, Standing, StepChange, WayChange, difference
from playbook_sim.model import Deadline, Language, Path, Resolution, Rulebook
from playbook_sim.rendering.deadlines import plain_date_words
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.marks import state_words
from playbook_sim.rendering.now import plain_lines
from playbook_sim.rendering.steps import step_remark
from playbook_sim.rendering.view import View, link_from_simulator


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in both answers, in words. ``marks`` say what differs; empty when nothing does."""

    title: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    kind: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two answers in words: ``other`` names what is different about the second case, ``parts`` are its parts by key."""

    other: str
    parts: dict[str, tuple[Row, ...]]

    def differing(self, part: str) -> list[Row]:
        """The rows of a part that are not the same in both answers."""
        return [row for row in self.parts[part] if row.kind != "same"]


def compared(rulebook: Rulebook, before: Resolution, after: Resolution, lang: Language) -> Comparison:
    """``before`` (the reader's case) beside ``after`` in words. Raises RulebookError when a word is missing."""
    view = View(rulebook, lang, link_from_simulator)
    found = difference(before, after)
    now = [tuple(plain_lines(view, answer)) for answer in (before, after)]
    items = {
        "warnings": [(change, view.text(rulebook.notes[change.id].text)) for change in found.warnings],
        "evidence": [(change, view.text(rulebook.evidence[change.id].label)) for change in found.evidence],
        "messages": [(change, view.text(rulebook.messages[change.id].title)) for change in found.messages],
    }
    held = {
        part: tuple(
            _row(view, title, _has(view, change.before), _has(view, change.after), change.kind)
            for change, title in rows
        )
        for part, rows in items.items()
    }
    return Comparison(
        other=" · ".join(_fact(view, change) for change in found.facts),
        parts={
            "now": (_row(view, "", *now, "same"),),
            "warnings": held["warnings"],
            "ways": tuple(_way(view, change) for change in found.ways),
            "deadlines": tuple(_deadline(view, before, after, change) for change in found.deadlines),
            "steps": tuple(_step(view, change) for change in found.steps),
            "evidence": held["evidence"],
            "messages": held["messages"],
        },
    )


# --- the rows ---------------------------------------------------------------------------------------------------


def _row(
    view: View, title: str, before: tuple[str, ...], after: tuple[str, ...], kind: str, marks: tuple[str, ...] = ()
) -> Row:
    """A row; one that is the same as data but not in words has changed."""
    if kind == "same" and before != after:
        kind = "changed"
    if kind != "same" and not marks:
        marks = (view.say(f"whatif.mark.{kind}"),)
    return Row(title, before, after, kind, marks)


def _has(view: View, has: bool) -> tuple[str, ...]:
    return (view.say("whatif.has.yes" if has else "whatif.has.no"),)


def _absent(view: View) -> tuple[str, ...]:
    return (view.say("whatif.absent"),)


def _fact(view: View, change: FactChange) -> str:
    """What is different about the second case: "Today: Mon 30 November 2026"."""
    book, value = view.rulebook, change.after
    if change.fact == "calendar":
        label, said = view.say("form.calendar"), view.text(book.calendars[str(value or book.default_calendar)].name)
    else:
        label = view.say("form.today") if change.fact == "today" else view.text(book.facts[change.fact].label)
        said = view.say("whatif.not_given") if value is None else _value(view, change.fact, value)
    return view.say("whatif.answer" if label.endswith("?") else "whatif.fact", label=label, value=said)


def _value(view: View, fact: str, value: str | int | dt.date) -> str:
    return view.date(value) if isinstance(value, dt.date) else view.fact_value(fact, value)


def _way(view: View, change: WayChange) -> Row:
    path = change.after or change.before
    title = view.text(path.title) if path else ""
    return _row(
        view,
        title,
        _end(view, change.before, change.only_before),
        _end(view, change.after, change.only_after),
        change.kind,
    )


def _end(view: View, path: Path | None, only: bool) -> tuple[str, ...]:
    if path is None:
        return _absent(view)
    outcome = view.name("outcome", path.outcome)
    return (outcome,) if only else (view.say("whatif.way_open", outcome=outcome),)


def _deadline(view: View, before: Resolution, after: Resolution, change: DeadlineChange) -> Row:
    deadline = change.after or change.before
    title = view.text(deadline.label) if deadline else ""
    dates = (_dates(view, before, change.before), _dates(view, after, change.after))
    return _row(view, title, *dates, change.kind, _moved(view, change))


def _dates(view: View, resolution: Resolution, deadline: Deadline | None) -> tuple[str, ...]:
    if deadline is None:
        return _absent(view)
    said = plain_date_words(view, resolution, deadline)
    return (f"{said} ({view.say('badge.provisional')})" if deadline.provisional else said,)


def _moved(view: View, change: DeadlineChange) -> tuple[str, ...]:
    """By how many days the dates moved, said once when all of them moved by the same; or that they became provisional,
    or official."""
    if change.kind == "certainty" and change.after:
        return (view.say(f"whatif.mark.{'provisional' if change.after.provisional else 'official'}"),)
    if change.kind != "moved":
        return ()
    moves = [move for move in change.moves if move.role != "start"]
    if not moves:
        return (view.say("whatif.mark.start"),)
    if len({move.days for move in moves}) == 1:
        return (_days(view, moves[0].days),)
    return tuple(
        view.say("whatif.fact", label=view.say(f"role.{move.role}"), value=_days(view, move.days)) for move in moves
    )


def _days(view: View, days: int) -> str:
    return view.counted("whatif.mark.later" if days > 0 else "whatif.mark.earlier", abs(days))


def _step(view: View, change: StepChange) -> Row:
    standing = change.after or change.before
    title = view.text(standing.steps[0].step.do) if standing else ""
    return _row(view, title, _states(view, change.before), _states(view, change.after), change.kind)


def _states(view: View, standing: Standing | None) -> tuple[str, ...]:
    if standing is None:
        return _absent(view)
    said = " / ".join(
        state_words(view, step.state, reported=step.reported, replaced=step.replaced) for step in standing.steps
    )
    remarks = (step_remark(view, step) for step in standing.steps)
    known = view.say("whatif.step_open", state=said) if standing.ways else said
    return (known, *dict.fromkeys(remark for remark in remarks if remark))


# --- as markup --------------------------------------------------------------------------------------------------


def render_comparison(rulebook: Rulebook, before: Resolution, after: Resolution, lang: Language) -> Html:
    """Both answers beside each other, what differs first and what is the same folded away."""
    view = View(rulebook, lang, link_from_simulator)
    told = compared(rulebook, before, after, lang)
    differing = [part for part in told.parts if told.differing(part)]
    return el(
        "div",
        el("p", _what_if(view, told), class_="pb-compare__head"),
        el("p", sum_words(view, told), class_="pb-compare__sum"),
        *(_part(view, told, part) for part in differing),
        _unchanged(view, told, [part for part in told.parts if told.parts[part] and part not in differing]),
        class_="pb-compare",
    )


def _part(view: View, told: Comparison, part: str) -> Html:
    same = [row for row in told.parts[part] if row.kind == "same"]
    folded = el(
        "details",
        el("summary", view.counted("whatif.same", len(same))),
        _rows(view, same),
        data_key=f"compare-{part}",
        class_="pb-details",
    )
    return el(
        "section",
        el("h4", view.say(f"whatif.part.{part}")),
        _rows(view, told.differing(part)),
        folded if same else None,
        class_="pb-compare__part",
    )


def _unchanged(view: View, told: Comparison, parts: list[str]) -> Html | None:
    """The parts in which nothing differs, folded away together."""
    if not parts:
        return None
    names = ", ".join(view.say(f"whatif.part.{part}") for part in parts)
    inside = (joined([el("h5", view.say(f"whatif.part.{part}")), _rows(view, told.parts[part])]) for part in parts)
    return el(
        "details",
        el("summary", view.say("whatif.unchanged", parts=names)),
        *inside,
        data_key="compare-unchanged",
        class_="pb-details pb-compare__part",
    )


def _rows(view: View, rows: Iterable[Row]) -> Html:
    return el("ul", *(_item(view, row) for row in rows), class_="pb-compare__rows")


def _item(view: View, row: Row) -> Html:
    marks = joined((el("span", mark, class_="pb-mark") for mark in row.marks), " ")
    title = el("p", el("strong", row.title) if row.title else None, " " if row.title else None, marks)
    class_ = f"pb-compare__row pb-compare__row--{row.kind}"
    if row.kind == "same":
        return el("li", title, *(el("p", line) for line in row.before), class_=class_)
    sides = [("mine", row.before), ("other", row.after)]
    both = {*row.before} & {*row.after}
    pairs = [el("div", el("dt", view.say(f"whatif.{key}")), *_lines(lines, both)) for key, lines in sides]
    return el("li", title, el("dl", *pairs, class_="pb-compare__sides"), class_=class_)


def _lines(lines: tuple[str, ...], both: set[str]) -> Iterable[Html]:
    """The lines of one side, those that the other one has too set back."""
    return (el("dd", line, class_="pb-compare__both" if line in both else None) for line in lines)


# --- as a sentence ----------------------------------------------------------------------------------------------


def comparison_words(rulebook: Rulebook, before: Resolution, after: Resolution, lang: Language) -> str:
    """What is compared and how much of what differs, for a screen reader to say."""
    view = View(rulebook, lang, link_from_simulator)
    told = compared(rulebook, before, after, lang)
    return f"{view.say('whatif.other_facts', facts=told.other)}. {sum_words(view, told)}"


def _what_if(view: View, told: Comparison) -> str:
    return view.say("whatif.other_facts", facts=told.other or view.say("whatif.absent"))


def sum_words(view: View, told: Comparison) -> str:
    """Which parts differ, and in how many places."""
    counts = [
        view.say("whatif.count", part=view.say(f"whatif.part.{part}"), n=len(rows))
        if part != "now"
        else view.say("whatif.part.now")
        for part in told.parts
        if (rows := told.differing(part))
    ]
    return view.say("whatif.sum", list=", ".join(counts)) if counts else view.say("whatif.nothing")
