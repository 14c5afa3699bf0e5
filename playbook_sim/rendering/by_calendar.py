"""The same windows by another calendar, beside those by the platform's own; nothing else in the answer changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from playbook_sim.evaluation import evaluate
from playbook_sim.model import Calendar, Deadline, Language, Resolution, Rulebook
from playbook_sim.rendering.deadlines import dates_of
from playbook_sim.rendering.html import NOTHING, Html, el, joined, void
from playbook_sim.rendering.marks import badge
from playbook_sim.rendering.month import named_runs, run_words
from playbook_sim.rendering.remembered import remembered
from playbook_sim.rendering.view import View, judging_book, link_from_simulator


@dataclass(frozen=True, slots=True)
class Pair:
    """One deadline by the platform's own calendar and by another one. ``moves``: role → by how many days later."""

    own: Deadline
    other: Deadline
    moves: dict[str, int]


@dataclass(frozen=True, slots=True)
class ByCalendar:
    """The deadlines counted in working days by two calendars."""

    own: Calendar
    other: Calendar
    pairs: tuple[Pair, ...]

    @property
    def changed(self) -> int:
        """How many of them have another date."""
        return sum(any(pair.moves.values()) for pair in self.pairs)


def by_calendar(rulebook: Rulebook, resolution: Resolution, calendar: str) -> ByCalendar:
    """The dates in working days of an answer, and the same counted by ``calendar`` (an id of the rulebook)."""
    laid = [
        {deadline.id: deadline for deadline in evaluate(rulebook, case, resolution.today).deadlines}
        for case in (replace(resolution.case, calendar=id_) for id_ in (None, calendar))
    ]
    pairs = []
    for own in laid[0].values():
        if own.calendar is not None and own.start is not None:
            other = laid[1][own.id]
            theirs = {role: getattr(other, role) for role in ("strict", "literal", "earliest", "latest")}
            moves = {role: (day - getattr(own, role)).days for role, day in theirs.items() if day is not None}
            pairs.append(Pair(own, other, moves))
    own_id = pairs[0].own.calendar if pairs else None
    calendars = rulebook.calendars
    return ByCalendar(calendars[own_id or rulebook.default_calendar], calendars[calendar], tuple(pairs))


def render_by_calendar(rulebook: Rulebook, resolution: Resolution, lang: Language, calendar: str) -> Html:
    """Each window by both calendars, with what is not the same marked by sign and word."""
    view = View(judging_book(rulebook, resolution), lang, link_from_simulator)
    told = by_calendar(rulebook, resolution, calendar)
    names = {"calendar": view.text(told.other.name), "own": view.text(told.own.name)}
    return el(
        "div",
        el("p", el("strong", _sum(view, told)), " ", view.say("by_calendar.only", **names)),
        el("ul", *(_row(view, told, pair) for pair in told.pairs), class_="pb-compare__rows"),
        class_="pb-compare pb-by-calendar__table",
    )


def by_calendar_words(rulebook: Rulebook, resolution: Resolution, lang: Language, calendar: str) -> str:
    """How many windows change, for a screen reader to say."""
    view = View(rulebook, lang, link_from_simulator)
    return _sum(view, by_calendar(rulebook, resolution, calendar))


def _sum(view: View, told: ByCalendar) -> str:
    name = view.text(told.other.name)
    if not told.changed:
        return view.say("by_calendar.sum_none", calendar=name)
    return view.counted("by_calendar.sum", told.changed, calendar=name, all=str(len(told.pairs)))


def _row(view: View, told: ByCalendar, pair: Pair) -> Html:
    moved = any(pair.moves.values())
    sides = [(told.own, pair.own), (told.other, pair.other)]
    return el(
        "li",
        el("p", el("strong", view.text(pair.own.label)), " ", joined(_marks(view, told, pair), " ")),
        el("dl", *(_side(view, calendar, deadline) for calendar, deadline in sides), class_="pb-compare__sides"),
        class_=f"pb-compare__row pb-compare__row--{'moved' if moved else 'same'}",
    )


def _marks(view: View, told: ByCalendar, pair: Pair) -> Iterator[Html]:
    """By how much each date moves; said once where all of them move by the same."""
    same_as = {"due": "literal", "until": "latest"}
    moves = {role: pair.moves[same_as.get(role, role)] for role, _ in dates_of(pair.own)}
    if len(set(moves.values())) == 1:
        moves = {"": next(iter(moves.values()))}
    for role, days in moves.items():
        said = _moved(view, told, days)
        words = view.say("by_calendar.role", role=view.say(f"role.{role}"), mark=said) if role else said
        sign = "=" if not days else "▲" if days > 0 else "▼"
        kind = "same" if not days else "moved"
        yield el("span", el("span", sign, " ", aria_hidden="true"), words, class_=f"pb-mark pb-mark--{kind}")


def _moved(view: View, told: ByCalendar, days: int) -> str:
    if not days:
        return view.say("by_calendar.same")
    key = "by_calendar.later" if days > 0 else "by_calendar.earlier"
    return view.counted(key, abs(days), own=view.text(told.own.name))


def _side(view: View, calendar: Calendar, deadline: Deadline) -> Html:
    """The dates of one deadline by one calendar, and the days with a name on the way there."""
    dates = [el("dd", view.say(f"role.{role}"), ": ", el("strong", view.time(day))) for role, day in dates_of(deadline)]
    runs = [run_words(view, run) for count in deadline.counts for run in named_runs(count)]
    named = el("dd", view.say("by_calendar.named", days="; ".join(runs)), class_="pb-hint") if runs else None
    unsure = el("dd", badge(view, "provisional")) if deadline.provisional else None
    return el("div", el("dt", view.text(calendar.name)), *dates, unsure, named)


# --- the control ------------------------------------------------------------------------------------------------


def calendar_control(view: View, resolution: Resolution) -> Html:
    """The choice of a calendar to compare with; nothing where no date of the answer counts working days.

    The script fills the place below it, and shows the cities of a country when that is chosen.
    """
    counted = [deadline for deadline in resolution.deadlines if deadline.calendar and deadline.start]
    if not counted:
        return NOTHING
    book = view.rulebook
    own = book.calendars[book.limits[counted[0].id].calendar or book.default_calendar]
    return _control(view, own, resolution.case.calendar or own.id)


@remembered
def _control(view: View, own: Calendar, chosen: str) -> Html:
    book = view.rulebook
    countries = [id_ for id_ in book.calendars if _country(id_) == id_]
    return el(
        "fieldset",
        el("legend", view.say("by_calendar.title")),
        el("p", view.say("form.calendar_why", calendar=view.text(own.name)), class_="pb-hint"),
        el("div", *(_radio(view, id_, own, chosen) for id_ in countries), class_="pb-by-calendar__choices"),
        *(_cities(view, id_, chosen) for id_ in countries),
        el("div", class_="pb-by-calendar__place"),
        class_="pb-by-calendar",
        data_own=own.id,
    )


def _country(calendar: str) -> str:
    """The id of the country whose calendar it is, or of which it is a city's."""
    return calendar.partition("-")[0]


def _radio(view: View, id_: str, own: Calendar, chosen: str) -> Html:
    name = view.text(view.rulebook.calendars[id_].name)
    said = view.say("by_calendar.counts", calendar=name) if id_ == own.id else name
    control = void(
        "input",
        type="radio",
        name_="pb-by-calendar",
        value=id_,
        checked=_country(chosen) == id_,
        data_by_calendar=True,
        data_place=f"by-{id_}",
    )
    return el("label", control, " ", el("span", said))


def _cities(view: View, country: str, chosen: str) -> Html:
    """The cities of a country, shown only when it is chosen; nothing for one that has none."""
    cities = {id_: found for id_, found in view.rulebook.calendars.items() if _country(id_) == country != id_}
    if not cities:
        return NOTHING
    none = el("option", view.say("by_calendar.no_city"), value=country)
    in_order = sorted(cities.items(), key=lambda found: view.text(found[1].name))
    options = (el("option", view.text(city.name), value=id_, selected=id_ == chosen) for id_, city in in_order)
    return el(
        "p",
        el("label", view.say("by_calendar.city"), for_=f"pb-city-{country}"),
        el(
            "select",
            none,
            *options,
            id=f"pb-city-{country}",
            data_by_calendar=True,
            data_country=country,
            data_place=f"city-{country}",
        ),
        class_="pb-by-calendar__city",
        hidden=_country(chosen) != country,
    )
