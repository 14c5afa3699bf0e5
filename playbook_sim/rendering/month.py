"""A count of days as small month calendars: what each day is, told by number, sign and shape, never by colour alone."""

from __future__ import annotations

import calendar as weeks
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from playbook_sim.model import Count, Day, Text
from playbook_sim.rendering.html import NOTHING, Html, el, joined
from playbook_sim.rendering.view import View

CELL = 40
"""Units of the picture that a day measures in both directions; shown at about one pixel each."""

_HEAD = 46
_EDGE = 3
_COUNTED = ("working", "calendar", "make_up")

_WEEKS = weeks.Calendar(weeks.MONDAY)


@dataclass(frozen=True, slots=True)
class Run:
    """A holiday, with the weekend inside it, from its ``first`` to its ``last`` day; or one make-up working day."""

    kind: str
    name: Text
    first: dt.date
    last: dt.date


def named_runs(count: Count) -> list[Run]:
    """The days of a count that have a name, in their order. A weekend between days of one holiday belongs to it."""
    runs: list[Run] = []
    running = False
    for day in count.days:
        if day.name is not None and running and day.kind == "holiday" and runs[-1].name == day.name:
            runs[-1] = replace(runs[-1], last=day.date)
        elif day.name is not None:
            runs.append(Run(day.kind, day.name, day.date, day.date))
        running = day.kind == "holiday" or (running and day.kind == "weekend")
    return runs


def run_words(view: View, run: Run) -> str:
    """ "Spring Festival (Chinese New Year), Mon 16 Feb – Mon 23 Feb"."""
    days = view.short_date(run.first)
    if run.first < run.last:
        days = f"{days} – {view.short_date(run.last)}"
    return view.say("month.run", name=view.text(run.name), days=days)


def uncertain(view: View, count: Count, calendar: str | None) -> frozenset[dt.date]:
    """The days of a provisional count in years that nobody had announced; what they are may still change."""
    if count.provisional is None or calendar is None:
        return frozenset()
    years = view.rulebook.calendars[calendar].years
    known = {year for year, told in years.items() if told.verified}
    return frozenset(day.date for day in count.days[1:] if day.date.year not in known)


def pictured_count(view: View, count: Count, marks: Mapping[dt.date, str], calendar: str | None) -> Html:
    """The months of a count, what their signs mean, and the names of the days that are not as other days.

    ``marks``: day → its role among the dates (``strict``, ``latest`` …). ``calendar``: whose working days, or None
    where every day counts.
    """
    open_days = uncertain(view, count, calendar)
    return joined(
        [
            el("div", *_months(view, count, marks, open_days), class_="pb-months"),
            _legend(view, count, marks, open_days),
            _names(view, count),
        ]
    )


# --- the months -------------------------------------------------------------------------------------------------


def _months(view: View, count: Count, marks: Mapping[dt.date, str], open_days: frozenset[dt.date]) -> Iterator[Html]:
    days = {day.date: day for day in count.days}
    for year, month in dict.fromkeys((day.year, day.month) for day in days):
        yield _month(view, year, month, days, marks, open_days)


def _month(
    view: View,
    year: int,
    month: int,
    days: Mapping[dt.date, Day],
    marks: Mapping[dt.date, str],
    open_days: frozenset[dt.date],
) -> Html:
    rows = _WEEKS.monthdatescalendar(year, month)
    inside = [day for date, day in days.items() if (date.year, date.month) == (year, month)]
    title = f"{view.say(f'date.month_{month}')} {year}"
    heading = el("text", title, x=_EDGE, y=16, class_="pb-month__title")
    if any(day.date in open_days for day in inside):
        said = view.say("badge.provisional")
        heading = joined(
            [heading, el("text", said, x=7 * CELL, y=16, text_anchor="end", class_="pb-month__provisional")]
        )
    cells = [
        _cell(view, date, days.get(date), marks.get(date), at=(column, row), is_open=date in open_days)
        for row, week in enumerate(rows)
        for column, date in enumerate(week)
        if date.month == month
    ]
    width, height = 7 * CELL + 2 * _EDGE, _HEAD + len(rows) * CELL + _EDGE
    return el(
        "svg",
        el("title", title),
        el("desc", _told(view, inside)),
        heading,
        *(
            el("text", view.say(f"date.weekday_{n + 1}"), x=_middle(n), y=38, class_="pb-month__weekday")
            for n in range(7)
        ),
        *cells,
        class_="pb-month",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
    )


def _told(view: View, days: Iterable[Day]) -> str:
    """What the month shows, in a sentence: the table below says it day by day."""
    days = list(days)
    numbers = [day.number for day in days if day.number]
    skipped = sum(day.number is None and day.kind != "start" for day in days)
    if not numbers:
        return view.say("month.told_none", skipped=skipped)
    return view.say("month.told", first=numbers[0], last=numbers[-1], skipped=skipped)


def _middle(column: int) -> float:
    return _EDGE + (column + 0.5) * CELL


def _cell(view: View, date: dt.date, day: Day | None, role: str | None, *, at: tuple[int, int], is_open: bool) -> Html:
    """One day in its place: outside the count, the start, counted or skipped."""
    column, row = at
    place = f"translate({_EDGE + column * CELL} {_HEAD + row * CELL})"
    number = el("text", str(date.day), x=5, y=14, class_="pb-day__date")
    if day is None:
        return el("g", number, transform=place, class_="pb-day pb-day--outside")
    return el(
        "g",
        _tip(view, day, role),
        *_shapes(view, day, role, is_open=is_open),
        number,
        transform=place,
        class_=f"pb-day pb-day--{day.kind}",
        data_date=date.isoformat(),
        data_number=day.number,
        data_role=role,
    )


def _tip(view: View, day: Day, role: str | None) -> Html | None:
    """What a day is, for whoever points at it; an ordinary counted day says enough by its number."""
    if role is None and day.kind in ("working", "calendar"):
        return None
    said = view.say(f"ledger.{day.kind}", name=view.text(day.name) if day.name else "")
    remark = f" · {view.say(f'role.{role}')}" if role else ""
    return el("title", f"{view.short_date(day.date)}: {said}{remark}")


def _shapes(view: View, day: Day, role: str | None, *, is_open: bool) -> Iterator[Html]:
    kind = day.kind
    if kind in _COUNTED:
        yield el("rect", x=2, y=2, width=36, height=36, rx=4, class_="pb-day__box")
    elif kind == "start":
        yield el("circle", cx=23, cy=26, r=11.5, class_="pb-day__start")
    elif kind == "holiday":
        yield el("path", d="M23 12 37 26 23 40 9 26Z", class_="pb-day__holiday")
    elif kind == "weekend":
        yield el("path", d="M13 23h18", class_="pb-day__weekend")
    if is_open:
        yield el("path", d="M4 12 12 4M4 24 24 4M4 36 36 4M16 36 36 16M28 36 36 28", class_="pb-day__open")
    if kind == "make_up":
        yield el("rect", x=5, y=5, width=30, height=30, rx=2, class_="pb-day__inner")
        yield el("text", "+", x=33, y=34 if role else 15, class_="pb-day__sign", text_anchor="end")
    if role:
        yield el("rect", x=1.5, y=1.5, width=37, height=37, rx=9, class_="pb-day__ring")
        yield el("circle", cx=31, cy=9, r=8, class_="pb-day__flag")
        yield el("text", view.say(f"month.sign.{role}"), x=31, y=13, class_="pb-day__letter")
    if kind != "weekend":
        counted = kind in _COUNTED
        yield el("text", _sign(view, day), x=22 if counted else 23, y=29 if counted else 31, class_="pb-day__number")


def _sign(view: View, day: Day) -> str:
    """What stands in the middle of a day: its number in the count, or the letter of a holiday."""
    if day.kind == "start":
        return "0"
    return str(day.number) if day.number is not None else view.say("month.sign.holiday")


# --- what the signs mean ----------------------------------------------------------------------------------------


def _legend(view: View, count: Count, marks: Mapping[dt.date, str], open_days: frozenset[dt.date]) -> Html:
    """The signs that occur, each with its meaning; the days that are ringed with their dates."""
    shown: dict[str, Day] = {}
    for day in count.days:
        shown.setdefault("counted" if day.kind in ("working", "calendar") else day.kind, day)
    keys = [
        _key(view, view.say(f"month.key.{kind}"), replace(day, number=_example(kind))) for kind, day in shown.items()
    ]
    if open_days:
        day = next(day for day in count.days if day.date in open_days and day.number)
        keys.append(_key(view, view.say("month.key.open"), replace(day, kind="working", number=7), is_open=True))
    for day in count.days:
        if role := marks.get(day.date):
            said = view.say("month.mark", role=view.say(f"role.{role}"), date=view.date(day.date))
            keys.append(_key(view, said, day, role=role))
    return el("ul", *keys, class_="pb-month-key")


def _example(kind: str) -> int | None:
    return 7 if kind in ("counted", "make_up") else None


def _key(view: View, said: str, day: Day, *, role: str | None = None, is_open: bool = False) -> Html:
    sign = el(
        "svg",
        el("g", *_shapes(view, day, role, is_open=is_open), class_=f"pb-day pb-day--{day.kind}"),
        class_="pb-month__sign",
        viewBox=f"0 0 {CELL} {CELL}",
        aria_hidden="true",
    )
    return el("li", sign, el("span", said))


def _names(view: View, count: Count) -> Html:
    """The holidays and make-up days by name, and how many weekend days were passed over besides."""
    said = [run_words(view, run) for run in named_runs(count)]
    weekend = sum(day.kind == "weekend" for day in count.days)
    if weekend:
        said.append(view.counted("month.weekend_days", weekend))
    if not said:
        return NOTHING
    heading = el("p", view.say("month.names"), class_="pb-month-names__title")
    return el("div", heading, el("ul", *(el("li", words) for words in said)), class_="pb-month-names")
