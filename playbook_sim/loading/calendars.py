"""Calendar files → ``Calendar``, every mistake named with its place.

docs/decisions/0011-calendar-data.md shows such a file. One file gives a country's calendar and those of its
cities, which add their patron saint's day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from playbook_sim.loading.reading import Table
from playbook_sim.model import Calendar, CalendarYear, Language, SpecialDay, Text

_SATURDAY = 5


def load_calendars(
    read: Callable[[str], Table], names: Iterable[str], languages: Iterable[Language]
) -> dict[str, Calendar]:
    """Load ``calendars/NAME.toml`` for each of ``names``; ``read`` gives a file of the rulebook.

    The keys are the ids of the calendars: the name of the file (``italy``), followed by its cities
    (``italy-milano``). Raises RulebookError.
    """
    languages = tuple(languages)
    calendars: dict[str, Calendar] = {}
    for name in names:
        table = read(f"calendars/{name}.toml")
        country = _country(table, name, languages)
        calendars[country.id] = country
        if not country.always_known and "cities" in table:
            calendars.update((city.id, city) for city in _cities(table, country, languages))
        table.finish()
    return calendars


# --- a country ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reference:
    title: Text
    link: str


class _Names:
    """The names that one table gives to days, by id. Each must be used."""

    def __init__(self, table: Table, languages: Iterable[Language]) -> None:
        ids = table.keys()
        self._table = table
        self._texts = {name: table.text(name, languages) for name in ids}
        self._used: set[str] = set()

    def use(self, table: Table, key: str) -> Text:
        """The name that a key of ``table`` stands for."""
        table.known(key, key, self._texts, "the name")
        self._used.add(key)
        return self._texts[key]

    def check_all_used(self) -> None:
        _check_all_used(self._table, self._used)


def _country(table: Table, calendar_id: str, languages: Collection[Language]) -> Calendar:
    name = table.text("name", languages)
    if table.flag("always_known"):
        return _calendar(calendar_id, name, {}, unverified_reason={}, always_known=True)

    unverified_reason = table.text("unverified_reason", languages)
    names_table = table.table("names")
    holiday_names = _Names(names_table.table_or_empty("holidays"), languages)
    makeup_names = _Names(names_table.table_or_empty("makeup_days"), languages)
    names_table.finish()
    references_table = table.table_or_empty("references")
    references = _references(references_table, languages)
    years = {}
    used_references = set()
    years_table = table.table("years")
    for key, entry in years_table.items():
        year, reference = _year(entry, key, holiday_names, makeup_names, references)
        years[year.year] = year
        used_references.add(reference)
    _check_no_gap(years_table, years)
    _check_all_used(references_table, used_references)
    holiday_names.check_all_used()
    makeup_names.check_all_used()
    return _calendar(calendar_id, name, years, unverified_reason)


def _references(table: Table, languages: Collection[Language]) -> dict[str, _Reference]:
    references = {}
    for key, entry in table.items():
        references[key] = _Reference(entry.text("title", languages), entry.string("link"))
        entry.date("checked_on")
        entry.finish()
    return references


def _year(
    entry: Table, key: str, holiday_names: _Names, makeup_names: _Names, references: Mapping[str, _Reference]
) -> tuple[CalendarYear, str | None]:
    if not (len(key) == 4 and key.isascii() and key.isdecimal()):
        entry.fail("", f"found {key!r}; write a year such as [years.2026]")
    year = int(key)
    verified = entry.flag("verified")
    # Meant for the generator of these files, which leaves such a year alone.
    entry.flag("by_hand")
    reference_id = entry.string_or_none("reference")
    reference = None
    if reference_id is not None:
        entry.known("reference", reference_id, references, "the reference")
        reference = references[reference_id]
    if verified and reference is None:
        entry.fail("", 'a verified year needs its notice: add reference = "…", an id in [references]')
    if reference is not None and not verified:
        entry.fail(
            "", "found a reference, but the year is not verified; write verified = true, or take the reference out"
        )
    holidays = _special_days(entry.table_or_empty("holidays"), year, holiday_names)
    makeup_table = entry.table_or_empty("makeup_days")
    workdays = _special_days(makeup_table, year, makeup_names)
    entry.finish()
    _check_makeup_days(makeup_table, workdays, {day.date for day in holidays})
    return CalendarYear(
        year=year,
        verified=verified,
        reference=reference and reference.title,
        link=reference and reference.link,
        holidays=holidays,
        workdays=workdays,
    ), reference_id


def _special_days(table: Table, year: int, names: _Names) -> tuple[SpecialDay, ...]:
    found: dict[dt.date, list[Text]] = {}
    keys = table.keys()
    for key in keys:
        name = names.use(table, key)
        for date in _dates(table, key):
            if date.year != year:
                table.fail(key, f"found {date}, which is not in {year}; write a date of {year}")
            found.setdefault(date, []).append(name)
    return tuple(_named(date, texts) for date, texts in sorted(found.items()))


def _named(date: dt.date, names: Sequence[Text]) -> SpecialDay:
    """The day with its name; with several, it bears them all."""
    if len(names) == 1:
        return SpecialDay(date=date, name=names[0])
    return SpecialDay(date=date, name={key: "; ".join(name[key] for name in names) for key in names[0]})


def _dates(table: Table, key: str) -> list[dt.date]:
    dates = table._get(key, list)
    for date in dates:
        if type(date) is not dt.date:
            table.fail(key, f"found {date!r} in the list; write dates such as 2026-03-10, without quotes")
        if dates.count(date) > 1:
            table.fail(key, f"found {date} twice; write it once")
    return dates


def _check_makeup_days(table: Table, workdays: Iterable[SpecialDay], holidays: Collection[dt.date]) -> None:
    for day in workdays:
        if day.date.weekday() < _SATURDAY:
            table.fail(
                "",
                f"found {day.date}, which lies between Monday and Friday; "
                "a make-up day is a Saturday or a Sunday that is worked",
            )
        if day.date in holidays:
            table.fail("", f"found {day.date}, which is among the holidays too; take it out of one of them")


def _check_no_gap(table: Table, years: Collection[int]) -> None:
    if not years:
        table.fail("", "found no year; add one such as [years.2026]")
    for year in range(min(years), max(years)):
        if year not in years:
            table.fail("", f"{year} is missing between {min(years)} and {max(years)}; add [years.{year}]")


def _check_all_used(table: Table, used: Collection[str | None]) -> None:
    keys = table.keys()
    for key in keys:
        if key not in used:
            table.fail(key, f"nothing uses {key!r}; use it, or take it out")


# --- its cities ---------------------------------------------------------------------------------------------


def _cities(table: Table, country: Calendar, languages: Collection[Language]) -> list[Calendar]:
    rule = table.text("patron_rule", languages)
    names = _Names(table.table("patrons"), languages)
    entries = table.table("cities").items()
    cities = [_city(entry, key, country, rule, names, languages) for key, entry in entries]
    names.check_all_used()
    return cities


def _city(
    entry: Table, key: str, country: Calendar, rule: Text, names: _Names, languages: Collection[Language]
) -> Calendar:
    name = entry.text("name", languages)
    table = entry.table("dates")
    entry.finish()
    own: dict[dt.date, Text] = {}
    days = table.keys()
    for day in days:
        text = names.use(table, day)
        dates = _dates(table, day)
        _check_one_a_year(table, day, [date.year for date in dates], country)
        own.update((date, text) for date in dates)
    years = {year: _with_own_days(base, own, rule) for year, base in country.years.items()}
    return _calendar(f"{country.id}-{key}", name, years, country.unverified_reason)


def _check_one_a_year(table: Table, key: str, found: list[int], country: Calendar) -> None:
    for year in found:
        if year not in country.years:
            table.fail(key, f"found a date in {year}, a year that {country.id!r} does not have; take it out")
        if found.count(year) > 1:
            table.fail(key, f"found more than one date in {year}; write one for each year")
    for year in country.years:
        if year not in found:
            table.fail(key, f"found no date in {year}; write one for each year of {country.id!r}")


def _with_own_days(base: CalendarYear, own: Mapping[dt.date, Text], rule: Text) -> CalendarYear:
    days = {day.date: day for day in base.holidays}
    for date, name in own.items():
        if date.year == base.year:
            names = [days[date].name, name] if date in days else [name]
            days[date] = _named(date, names)
    year = replace(base, holidays=tuple(days[date] for date in sorted(days)))
    if base.reference is None:
        return year
    return replace(year, reference={key: f"{text} {rule[key]}" for key, text in base.reference.items()})


# --- both ---------------------------------------------------------------------------------------------------


def _calendar(
    calendar_id: str,
    name: Text,
    years: Mapping[int, CalendarYear],
    unverified_reason: Text,
    always_known: bool = False,
) -> Calendar:
    return Calendar(
        id=calendar_id,
        name=name,
        years=years,
        holidays={day.date: day.name for year in years.values() for day in year.holidays},
        workdays={day.date: day.name for year in years.values() for day in year.workdays},
        unverified_reason=unverified_reason,
        always_known=always_known,
    )
