"""Deadlines: as known without dates (handbook) and laid on the calendar, each opening its count (answer)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from playbook_sim.model import Count, Deadline, Limit, Resolution, Text
from playbook_sim.projections import Projection, projected
from playbook_sim.rendering.html import NOTHING, Html, el, joined, safe
from playbook_sim.rendering.marks import badge, citation_list, doubt_badges
from playbook_sim.rendering.outside import render_outside
from playbook_sim.rendering.readings import one_date_words, reading_cites, reasons_of, render_readings
from playbook_sim.rendering.remembered import remembered
from playbook_sim.rendering.versions import ruling_words, since_words
from playbook_sim.rendering.view import View
from playbook_sim.rendering.whose_day import render_day_end, zone_words
from playbook_sim.rendering.words import reading_day, reading_words


@remembered
def limit_words(view: View, limit: Limit, *, in_brackets: bool = False) -> str:
    """A limit as a sentence without dates: "4 days after the promised ship date (strict: day 4; …)".

    Of one that changes from a day on the newest version, with that day and what held before. ``in_brackets``: the
    sentence stands in brackets itself, and has none within.
    """
    since = since_words(view, limit)
    limit = limit.versions[0] if limit.versions else limit
    asides = [*_readings(view, limit), *([since] if since else [])]
    said = _said(view, limit)
    return ", ".join([said, *asides]) if in_brackets else " ".join([said, *(f"({aside})" for aside in asides)])


def _said(view: View, limit: Limit) -> str:
    kind = f"{limit.kind}_{limit.timing}" if limit.kind == "duty" else limit.kind
    kind = "own" if limit.amount_from else kind
    return view.say(f"limit.{kind}", duration=view.duration(limit), event=view.start_event(limit))


def _readings(view: View, limit: Limit) -> Iterator[str]:
    """The days of the two readings, where they differ."""
    strict, literal = reading_day(limit, "strict"), reading_day(limit, "literal")
    if strict is not None and literal is not None and strict != literal:
        days = {reading: _day(view, limit, reading) for reading in ("strict", "literal")}
        yield view.say("limit.readings", **days)


def _day(view: View, limit: Limit, reading: str) -> str:
    return reading_words(view.rulebook, view.lang, limit, reading)


@remembered
def limit_badges(view: View, limit: Limit, *, analogy: bool = False, also: tuple[str, ...] = ()) -> Html:
    """Unit, unit not stated, by analogy, and the doubts of the limit together with those of its step (``also``)."""
    return joined(
        [
            unit_badges(view, limit),
            badge(view, "analogy") if analogy else None,
            doubt_badges(view, limit_doubts(view, limit, also)),
        ],
        " ",
    )


def limit_doubts(view: View, limit: Limit, also: tuple[str, ...] = ()) -> list[str]:
    """The doubts about a limit, about the links of a chain, and ``also``, in the order of the rulebook."""
    links = [view.rulebook.limits[link] for link in limit.chain]
    found = {*(doubt for link in (*links, limit) for doubt in link.doubts), *also}
    return [doubt for doubt in view.rulebook.doubts if doubt in found]


@remembered
def unit_badges(view: View, limit: Limit) -> Html:
    """In which days it is counted, and whose word that is where it is not the source's."""
    links = [view.rulebook.limits[link] for link in limit.chain] or [limit]
    return joined(
        [
            *(unit_badge(view, unit) for unit in dict.fromkeys(link.unit for link in links)),
            badge(view, "own_target") if limit.amount_from else None,
            badge(view, "unit_not_stated") if not all(link.unit_stated for link in links) else None,
        ],
        " ",
    )


def unit_badge(view: View, unit: str) -> Html:
    """In which days it is counted."""
    return el("span", view.say(f"badge.{unit}"), class_="pb-badge pb-badge--unit")


def dates_of(deadline: Deadline) -> list[tuple[str, dt.date]]:
    """The dates that a deadline gives, each with its role; none while its start event has not happened.

    ``strict`` and ``literal``, or ``due`` when both fall on one day; ``earliest`` and ``latest``, or ``latest`` alone
    when the source gives no lower end; ``until`` for a right, which ends then.
    """
    if deadline.kind == "right":
        return [("until", deadline.latest)] if deadline.latest else []
    if deadline.strict is not None and deadline.strict == deadline.literal:
        return [("due", deadline.strict)]
    roles = ["strict", "literal", "earliest", "latest"]
    if deadline.earliest == deadline.start:
        roles.remove("earliest")
    return [(role, day) for role in roles if (day := getattr(deadline, role)) is not None]


def asks_start(view: View, resolution: Resolution, deadline: Deadline) -> bool:
    """Whether a deadline has no dates only because the day that starts it was asked and not entered."""
    start = view.rulebook.limits[deadline.id].counted_from
    return deadline.start is None and start in resolution.questions and start not in resolution.case.facts


def no_target(deadline: Deadline) -> bool:
    """Whether a deadline has no dates because the merchant has not said how many days they give themselves."""
    return deadline.amount_from is not None and deadline.amount is None


def deadline_duration(view: View, deadline: Deadline) -> str:
    """How long the time is that a deadline was laid with; the merchant's own number where they have set one."""
    view = view.as_laid(deadline)
    limit = view.rulebook.limits[deadline.id]
    if deadline.amount_from is None or deadline.amount is None:
        return view.duration(limit)
    return view.duration(replace(limit, amount=deadline.amount, amount_from=None))


def provisional_words(view: View, deadline: Deadline | Projection) -> str:
    """What stands behind dates that may still move."""
    return f" ({view.say('badge.provisional')})" if deadline.provisional else ""


def missed_words(view: View, missed: Text, *, over: bool = False) -> str:
    """What happens by itself once the time is ``over``."""
    return view.say("deadline.missed_over" if over else "deadline.missed", what=view.text(missed))


def is_over(deadline: Deadline, today: dt.date) -> bool:
    """Whether the last day of a deadline has passed."""
    dated = dates_of(deadline)
    return bool(dated) and today > dated[-1][1]


def is_superseded(resolution: Resolution, deadline: Deadline) -> bool:
    """Whether later steps have taken the place of all that is to be done by it: then nobody is late."""
    steps = [step for path in resolution.paths for step in path.steps if step.step.limit == deadline.id]
    return bool(steps) and all(step.replaced for step in steps)


def waits_words(view: View, resolution: Resolution, deadline: Deadline) -> str:
    """What starts a deadline that has no dates, whether to enter that day or the number of days, and where a chain
    would put it."""
    if no_target(deadline):
        return view.say("deadline.waits_target", event=view.text(deadline.start_event))
    key = "deadline.waits_enter" if asks_start(view, resolution, deadline) else "deadline.waits"
    said = view.say(key, event=view.text(deadline.start_event))
    expected = projected(view.rulebook, resolution).get(deadline.id)
    return f"{said}; {expected_words(view, expected)}" if expected else said


def expected_words(view: View, expected: Projection, *, short: bool = False) -> str:
    """The days between which a window would begin and end if the one before it keeps its time. ``short``: the first
    and the last day only, for a narrow place."""
    key = "expected" if short else "projected" if expected.starts_from < expected.starts_by else "projected_by"
    date = view.short_date if short else view.date
    days = {"first": expected.starts_from, "last": expected.starts_by, "end": expected.ends_by}
    said = view.say(f"future.{key}", **{name: date(day) for name, day in days.items()})
    return f"{said} ({view.say('badge.provisional')})" if expected.provisional else said


def date_words(view: View, resolution: Resolution, deadline: Deadline) -> Html:
    """The dates of a deadline in one line; what starts it when there are none yet."""
    if not dates_of(deadline):
        return safe(waits_words(view, resolution, deadline))
    return joined([view.html(f"deadline.{role}", date=view.time(day)) for role, day in dates_of(deadline)], " · ")


def plain_date_words(view: View, resolution: Resolution, deadline: Deadline) -> str:
    """Like ``date_words``, as plain text."""
    if not dates_of(deadline):
        return waits_words(view, resolution, deadline)
    return " · ".join(view.say(f"deadline.{role}", date=view.date(day)) for role, day in dates_of(deadline))


def render_deadlines(view: View, resolution: Resolution) -> Html:
    """All deadlines of an answer, one card each."""
    if not resolution.deadlines:
        return el("p", view.say("deadline.none" if resolution.paths else "deadline.pending"), class_="pb-empty")
    note = el("p", zone_words(view, resolution), class_="pb-hint")
    return joined([note, *(deadline_card(view, resolution, deadline) for deadline in resolution.deadlines)])


def deadline_card(view: View, resolution: Resolution, deadline: Deadline, counted: Html | None = None) -> Html:
    """A deadline with its dates, what it is counted from, the count itself, and the sources.

    ``counted``: the count, day by day, to be opened; without it the simulator's script brings it when it is opened.
    """
    laid = view.as_laid(deadline)
    return el(
        "article",
        el("h4", view.text(deadline.label), class_="pb-deadline__title"),
        el(
            "p",
            view.name("kind", deadline.kind),
            " · ",
            deadline_duration(view, deadline),
            class_="pb-deadline__kind",
        ),
        _dates(laid, deadline, resolution.today),
        render_day_end(view, resolution, deadline.literal),
        render_outside(view, deadline, resolution.today),
        el("p", _start(view, resolution, deadline), class_="pb-deadline__start"),
        *(el("p", words, class_="pb-ruling") for words in ruling_words(view, deadline)),
        el("p", view.say("step.replaced"), class_="pb-hint") if is_superseded(resolution, deadline) else None,
        _missed(view, deadline, resolution.today),
        el("p", _badges(laid, deadline, laid.rulebook.limits[deadline.id]), class_="pb-badges"),
        _provisional(view, deadline),
        _folded_count(view, counted) if counted else _count(view, deadline),
        citation_list(view, [cite for cite in deadline.cites if cite not in _quoted(deadline)]),
        class_="pb-deadline",
        id=f"pb-deadline-{deadline.id}",
    )


def _missed(view: View, deadline: Deadline, today: dt.date) -> Html | None:
    if deadline.missed is None:
        return None
    return el("p", missed_words(view, deadline.missed, over=is_over(deadline, today)), class_="pb-missed")


def _dates(view: View, deadline: Deadline, today: dt.date) -> Html:
    if deadline.kind == "duty" and reasons_of(deadline.laid[0]):
        return render_readings(view, deadline, today)
    rows = []
    for role, day in dates_of(deadline):
        said = joined([view.time(day), el("span", view.left(day, today), class_="pb-left")], " ")
        rows.append(el("div", el("dt", view.say(f"role.{role}")), el("dd", said), class_=f"pb-date pb-date--{role}"))
    one = one_date_words(view, deadline)
    return joined([el("dl", *rows, class_="pb-dates") if rows else None, el("p", one) if one else None])


def _quoted(deadline: Deadline) -> set[str]:
    """The passages that stand with the readings already."""
    return reading_cites(deadline.laid[0]) if deadline.kind == "duty" else set()


def _start(view: View, resolution: Resolution, deadline: Deadline) -> Html:
    if deadline.start is None:
        said = waits_words(view, resolution, deadline)
        return safe(said[:1].upper() + said[1:])
    return view.html("deadline.from", event=view.text(deadline.start_event), date=view.time(deadline.start))


def _badges(view: View, deadline: Deadline, limit: Limit) -> Html:
    calendar = None
    if deadline.calendar is not None and limit.unit == "working_days":
        calendar = el("span", view.text(view.rulebook.calendars[deadline.calendar].name), class_="pb-badge")
    provisional = badge(view, "provisional") if deadline.provisional else None
    return joined(
        [limit_badges(view, limit, analogy=deadline.analogy, also=deadline.doubts), calendar, provisional], " "
    )


def _provisional(view: View, deadline: Deadline) -> Html:
    if deadline.provisional is None:
        return NOTHING
    return el("p", view.say("deadline.provisional"), " ", view.text(deadline.provisional), class_="pb-provisional")


def _folded_count(view: View, counted: Html) -> Html:
    return el("details", el("summary", view.say("deadline.count")), counted, class_="pb-details")


def _count(view: View, deadline: Deadline) -> Html:
    """The place of the count: the script brings it when it is opened, so that an answer stays small."""
    if not deadline.counts:
        return NOTHING
    copy = el(
        "button",
        view.say("count_text.copy"),
        type="button",
        class_="sim-button pb-small",
        data_count_copy=deadline.id,
        data_place=f"count-copy-{deadline.id}",
    )
    named = view.say("count_text.text")
    text = el("pre", class_="pb-count__text", tabindex=0, role="group", aria_label=named, hidden=True)
    return el(
        "details",
        el("summary", view.say("deadline.count")),
        el("div", el("p", view.say("count_text.loading"), class_="pb-hint"), class_="pb-count__place"),
        el("p", copy, " ", el("span", class_="pb-count__copied"), class_="pb-count__copy"),
        text,
        data_key=f"count-{deadline.id}",
        data_count=deadline.id,
        class_="pb-details pb-count",
    )


def calendar_of(deadline: Deadline, count: Count) -> str | None:
    """The calendar of a count of working days; None for a count in which every day counts."""
    every_day = all(day.kind in ("start", "calendar") for day in count.days)
    return None if every_day else deadline.calendar
