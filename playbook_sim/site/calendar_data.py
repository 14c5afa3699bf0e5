"""Write the days of ``rulebook/calendars/*.toml``, or check that they are what would be written.

    python -m playbook_sim.site.calendar_data write | check

The dates come from the ``holidays`` package; for China the festival that a swapped day belongs to comes from
``chinesecalendar``. Everything above the mark is kept by hand, and so are ``verified``, ``by_hand`` and
``reference`` of a year. A year with ``by_hand = true`` keeps its days too, so that a notice can get in before
the packages know it. docs/decisions/0011-calendar-data.md says why.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import chinese_calendar
import holidays

YEARS = range(2020, 2038)
"""From the first date that a reader can type to two years past the last."""

CITIES = {
    "ancona": "AN", "aosta": "AO", "bari": "BA", "bologna": "BO", "cagliari": "CA", "campobasso": "CB",
    "catanzaro": "CZ", "firenze": "FI", "genova": "GE", "laquila": "AQ", "milano": "MI", "napoli": "NA",
    "palermo": "PA", "potenza": "PZ", "roma": "RM", "torino": "TO", "trento": "TN", "trieste": "TS",
    "venezia": "VE",
}  # fmt: skip
"""City → its province in ``holidays``. Perugia is left out: the days given for its province are Assisi's."""

FOLDER = Path(__file__).parents[1] / "rulebook" / "calendars"

type Days = dict[str, list[dt.date]]

_MARK = "# --- days, written by `python -m playbook_sim.site.calendar_data write` ---\n"

_CHINA = {
    "New Year's Day": "new_year",
    "Chinese New Year's Eve": "spring_festival",
    "Chinese New Year (Spring Festival)": "spring_festival",
    "Chinese New Year Extended Holiday": "spring_festival",
    "Tomb-Sweeping Day": "tomb_sweeping",
    "Labor Day": "labour_day",
    "Dragon Boat Festival": "dragon_boat",
    "Mid-Autumn Festival": "mid_autumn",
    "National Day": "national_day",
}

_CHINA_SWAPS = {
    chinese_calendar.Holiday.new_years_day: "new_year",
    chinese_calendar.Holiday.spring_festival: "spring_festival",
    chinese_calendar.Holiday.tomb_sweeping_day: "tomb_sweeping",
    chinese_calendar.Holiday.labour_day: "labour_day",
    chinese_calendar.Holiday.dragon_boat_festival: "dragon_boat",
    chinese_calendar.Holiday.mid_autumn_festival: "mid_autumn",
    chinese_calendar.Holiday.national_day: "national_day",
}

_ITALY = {
    "New Year's Day": "new_year",
    "Epiphany": "epiphany",
    "Easter Sunday": "easter",
    "Easter Monday": "easter_monday",
    "Liberation Day": "liberation_day",
    "Labor Day": "labour_day",
    "Republic Day": "republic_day",
    "Assumption Of Mary Day": "assumption",
    "Saint Francis of Assisi, Patron Saint of Italy": "saint_francis",
    "All Saints' Day": "all_saints",
    "National Unity Day": "national_unity",
    "Immaculate Conception": "immaculate_conception",
    "Christmas Day": "christmas",
    "Saint Stephen's Day": "saint_stephen",
}

_PATRONS = {
    "Our Lady of Health": "our_lady_health",
    "Saint Ambrose's Day": "ambrose",
    "Saint Cyriacus's Day": "cyriacus",
    "Saint George's Day": "george",
    "Saint Gerard of Potenza's Day": "gerard",
    "Saint Grat's Day": "gratus",
    "Saint Januarius's Day": "januarius",
    "Saint John's Day": "john_baptist",
    "Saint Justus's Day": "justus",
    "Saint Mark's Day": "mark",
    "Saint Maximus of Aveia's Day": "maximus",
    "Saint Nicholas's Day": "nicholas",
    "Saint Petronius's Day": "petronius",
    "Saint Rosalia's Day": "rosalia",
    "Saint Saturninus of Cagliari's Day": "saturninus",
    "Saint Vigilius's Day": "vigilius",
    "Saint Vitalian's Day": "vitalian",
    "Saints Peter and Paul's Day": "peter_paul",
}


def generate_china(text: str) -> str:
    """The text of ``china.toml`` with its days written anew; ``text`` is the file as it stands."""
    # One year more on each side: a notice may swap days across the turn of the year.
    source = holidays.country_holidays("CN", years=range(YEARS[0] - 1, YEARS[-1] + 2), language="en_US")

    def days(year: int) -> dict[str, Days]:
        found: Days = {}
        for date, name in _names(source, year):
            if name.startswith("Day off (substituted from"):
                key = _swapped_for(date)
            else:
                key = _CHINA[name.removesuffix(" (observed)")]
            _add(found, key, date)
        makeup: Days = {}
        for date in sorted(date for date in source.weekend_workdays if date.year == year):
            _add(makeup, _swapped_for(date), date)
        return {"holidays": found, "makeup_days": makeup}

    head, old = _split(text)
    return head + _years(old, days)


def generate_italy(text: str) -> str:
    """The text of ``italy.toml`` with its days written anew; ``text`` is the file as it stands."""
    source = holidays.country_holidays("IT", years=YEARS, language="en_US")

    def days(year: int) -> dict[str, Days]:
        found: Days = {}
        for date, name in _names(source, year):
            _add(found, _ITALY[name], date)
        return {"holidays": found}

    head, old = _split(text)
    return head + _years(old, days) + "".join(_city(city, province) for city, province in CITIES.items())


FILES: Mapping[str, Callable[[str], str]] = {"china.toml": generate_china, "italy.toml": generate_italy}
"""The generated files. ``mon_fri.toml`` has no days."""


def main(arguments: Iterable[str] | None = None, folder: Path = FOLDER) -> int:
    """Run the command; 1 when ``check`` finds a file that differs."""
    parser = argparse.ArgumentParser(prog="python -m playbook_sim.site.calendar_data", description=__doc__)
    parser.add_argument("command", choices=["write", "check"])
    command = parser.parse_args(arguments).command
    differing = []
    for name, generate in FILES.items():
        file = folder / name
        old = file.read_text(encoding="utf-8")
        new = generate(old)
        if new == old:
            continue
        differing.append(name)
        if command == "write":
            file.write_text(new, encoding="utf-8", newline="\n")
    if command == "write":
        print(f"Written: {', '.join(differing)}." if differing else "Nothing to change.")
        return 0
    for name in differing:
        print(
            f"{folder / name}: differs from what the packages say. Run "
            "`python -m playbook_sim.site.calendar_data write`, or mark the year with by_hand = true."
        )
    return 1 if differing else 0


def _split(text: str) -> tuple[str, Mapping[str, Any]]:
    """The part kept by hand (up to the mark) and the years as they stand."""
    head, mark, _ = text.partition(_MARK)
    if not mark:
        raise SystemExit(f"This line, below which the days are written, is missing:\n{_MARK}")
    return head + mark, tomllib.loads(text).get("years", {})


def _names(source: holidays.HolidayBase, year: int) -> Iterable[tuple[dt.date, str]]:
    for date in sorted(date for date in source if date.year == year):
        for name in sorted(source.get_list(date)):
            yield date, name


def _swapped_for(date: dt.date) -> str:
    return _CHINA_SWAPS[chinese_calendar.Holiday(chinese_calendar.get_holiday_detail(date)[1])]


def _add(days: Days, key: str, date: dt.date) -> None:
    dates = days.setdefault(key, [])
    if date not in dates:
        dates.append(date)


def _years(old: Mapping[str, Any], days: Callable[[int], dict[str, Days]]) -> str:
    return "".join(_year(year, old.get(str(year), {}), days) for year in YEARS)


def _year(year: int, old: Mapping[str, Any], days: Callable[[int], dict[str, Days]]) -> str:
    by_hand = old.get("by_hand", False)
    lines = ["", f"[years.{year}]", f"verified  = {str(old.get('verified', False)).lower()}"]
    if by_hand:
        lines.append("by_hand   = true")
    if "reference" in old:
        lines.append(f'reference = "{old["reference"]}"')
    tables = {kind: old.get(kind, {}) for kind in ("holidays", "makeup_days")} if by_hand else days(year)
    for kind, table in tables.items():
        if table:
            lines += ["", f"[years.{year}.{kind}]", *_dates(table)]
    return "\n".join(lines) + "\n"


def _city(city: str, province: str) -> str:
    national = holidays.country_holidays("IT", years=YEARS, language="en_US")
    source = holidays.country_holidays("IT", subdiv=province, years=YEARS, language="en_US")
    found: Days = {}
    for year in YEARS:
        for date, name in _names(source, year):
            if name not in national.get_list(date):
                _add(found, _PATRONS[name], date)
    return "\n".join(["", f"[cities.{city}.dates]", *_dates(found)]) + "\n"


def _dates(days: Days) -> list[str]:
    width = max(map(len, days))
    lines = []
    for key, dates in days.items():
        rows = [", ".join(map(str, dates[start : start + 6])) for start in range(0, len(dates), 6)]
        if len(rows) == 1:
            lines.append(f"{key:{width}} = [{rows[0]}]")
        else:
            lines += [f"{key:{width}} = [", *(f"    {row}," for row in rows), "]"]
    return lines


if __name__ == "__main__":
    sys.exit(main())
