"""The frozen data: made by the generator, agreeing with two packages that were made without us, and referenced."""

from __future__ import annotations

import datetime as dt
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chinese_calendar
import holidays
import pytest

from playbook_sim.calendars import count_working_days, is_working_day
from playbook_sim.model import Calendar
from playbook_sim.site import calendar_data

CHINA = calendar_data.FOLDER / "china.toml"


def days_of(*years: int) -> Iterator[dt.date]:
    day = dt.date(years[0], 1, 1)
    while day.year <= years[-1]:
        yield day
        day += dt.timedelta(days=1)


def china_years() -> dict[str, dict[str, Any]]:
    """The years of China as they stand in the file."""
    return tomllib.loads(CHINA.read_text(encoding="utf-8"))["years"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the calendar files to write to."""
    return Path(shutil.copytree(calendar_data.FOLDER, tmp_path / "calendars"))


# --- the generator ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(calendar_data.FILES))
def test_the_days_are_what_the_generator_writes(name: str) -> None:
    text = (calendar_data.FOLDER / name).read_text(encoding="utf-8")
    assert calendar_data.FILES[name](text) == text


@pytest.mark.parametrize("name", sorted(calendar_data.FILES))
def test_the_generator_mends_days_and_keeps_what_is_kept_by_hand(folder: Path, name: str) -> None:
    file = folder / name
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("2026-05-01", "2026-05-06"), encoding="utf-8")
    assert calendar_data.main(["check"], folder) == 1
    assert calendar_data.main(["write"], folder) == 0
    assert file.read_text(encoding="utf-8") == good
    assert calendar_data.main(["check"], folder) == 0


def test_the_check_says_what_to_do(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "china.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("2026-05-01", "2026-05-06"), encoding="utf-8")
    calendar_data.main(["check"], folder)
    assert capsys.readouterr().out == (
        f"{file}: differs from what the packages say. Run `python -m playbook_sim.site.calendar_data write`, "
        "or mark the year with by_hand = true.\n"
    )


def test_a_year_entered_by_hand_is_left_alone(folder: Path) -> None:
    file = folder / "china.toml"
    text = file.read_text(encoding="utf-8")
    before, year, after = text.partition("[years.2037]\nverified  = false\n")
    after = after.replace("2037-01-01", "2037-01-01, 2037-01-04", 1)
    by_hand = f'{before}[years.2037]\nverified  = true\nby_hand   = true\nreference = "notice_2026"\n{after}'
    assert year
    file.write_text(by_hand, encoding="utf-8")
    assert calendar_data.main(["check"], folder) == 0
    file.write_text(by_hand.replace("by_hand   = true\n", ""), encoding="utf-8")
    assert calendar_data.main(["check"], folder) == 1


def test_a_file_without_the_mark_is_not_written(folder: Path) -> None:
    file = folder / "italy.toml"
    text = file.read_text(encoding="utf-8").replace("# --- days, written by", "# --- days by")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match="This line, below which the days are written, is missing"):
        calendar_data.main(["write"], folder)
    assert file.read_text(encoding="utf-8") == text


# --- against the packages, day by day -----------------------------------------------------------------------


def test_china_works_when_chinesecalendar_says_so(calendars: dict[str, Calendar]) -> None:
    china = calendars["china"]
    last = max(chinese_calendar.holidays).year
    assert last >= 2026
    for day in days_of(2020, last):
        if china.years[day.year].verified:
            assert is_working_day(china, day) == chinese_calendar.is_workday(day), day


def test_china_works_when_holidays_says_so(calendars: dict[str, Calendar]) -> None:
    by_hand = {int(year) for year, days in china_years().items() if days.get("by_hand")}
    source = holidays.country_holidays("CN", years=range(2019, 2039))
    for day in days_of(2020, 2037):
        if day.year not in by_hand:
            assert is_working_day(calendars["china"], day) == source.is_working_day(day), day


def test_italy_works_when_holidays_says_so(calendars: dict[str, Calendar]) -> None:
    source = holidays.country_holidays("IT", years=range(2020, 2038))
    for day in days_of(2020, 2037):
        assert is_working_day(calendars["italy"], day) == source.is_working_day(day), day
        assert (day in calendars["italy"].holidays) == (day in source), day


@pytest.mark.parametrize(("city", "province"), calendar_data.CITIES.items())
def test_a_city_works_when_holidays_says_so(calendars: dict[str, Calendar], city: str, province: str) -> None:
    source = holidays.country_holidays("IT", subdiv=province, years=range(2020, 2038))
    calendar = calendars[f"italy-{city}"]
    for day in days_of(2020, 2037):
        assert is_working_day(calendar, day) == source.is_working_day(day), day
        assert (day in calendar.holidays) == (day in source), day


@pytest.mark.parametrize(("name", "country"), [("china", "CN"), ("italy", "IT")])
def test_counts_end_where_holidays_ends_them(calendars: dict[str, Calendar], name: str, country: str) -> None:
    source = holidays.country_holidays(country, years=range(2019, 2039))
    for start in days_of(2023, 2026):
        if start > dt.date(2026, 11, 1):  # from here on a count may reach a year that is not verified yet
            break
        for amount in (1, 15, 30):
            end = count_working_days(calendars[name], start, amount).end
            assert end == source.get_nth_working_day(start, amount), (start, amount)


# --- references and names -----------------------------------------------------------------------------------


def test_china_is_verified_by_a_notice_of_each_year(calendars: dict[str, Calendar]) -> None:
    for year in calendars["china"].years.values():
        assert year.verified or year.year > 2026
        if year.verified:
            assert year.reference is not None
            assert f"public holidays of {year.year}" in year.reference["en"]
            assert f"festività del {year.year}" in year.reference["it"]
            assert year.link is not None
            assert year.link.startswith("https://www.gov.cn/zhengce/")
            assert year.workdays
        else:
            assert (year.reference, year.link, year.workdays) == (None, None, ())


def test_every_verified_year_was_checked_on_a_day() -> None:
    for file in (CHINA, calendar_data.FOLDER / "italy.toml"):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        for year in data["years"].values():
            if year["verified"]:
                assert data["references"][year["reference"]]["checked_on"] >= dt.date(2026, 11, 22)


def test_italy_cites_the_law_in_force(calendars: dict[str, Calendar]) -> None:
    for year in calendars["italy"].years.values():
        assert year.verified
        assert year.reference is not None
        assert "27 maggio 1949, n. 260" in year.reference["it"]
        assert ("8 ottobre 2025, n. 151" in year.reference["it"]) == (year.year >= 2026)
        assert (dt.date(year.year, 10, 4) in calendars["italy"].holidays) == (year.year >= 2026)


def test_a_city_says_that_its_saint_is_not_a_national_holiday(calendars: dict[str, Calendar]) -> None:
    reference = calendars["italy-milano"].years[2026].reference
    assert reference is not None
    assert reference["it"].startswith("Legge 27 maggio 1949, n. 260")
    assert "per consuetudine e contratto collettivo" in reference["it"]
    assert "by custom and collective agreement" in reference["en"]


@pytest.mark.parametrize(
    "city", ["milano", "roma", "torino", "napoli", "bologna", "firenze", "venezia", "genova", "palermo"]
)
def test_the_large_cities_are_there(calendars: dict[str, Calendar], city: str) -> None:
    assert set(calendars[f"italy-{city}"].holidays) > set(calendars["italy"].holidays)


@pytest.mark.parametrize(
    ("name", "day", "english", "italian"),
    [
        ("china", dt.date(2026, 2, 17), "Spring Festival (Chinese New Year)", "Festa di Primavera (Capodanno cinese)"),
        ("china", dt.date(2020, 10, 1), "Mid-Autumn Festival; National Day",
         "Festa di Metà Autunno; Festa Nazionale cinese"),
        ("italy", dt.date(2026, 12, 8), "Immaculate Conception", "Immacolata Concezione"),
        ("italy-milano", dt.date(2026, 12, 7), "Saint Ambrose, patron saint of Milan",
         "Sant’Ambrogio, patrono di Milano"),
        ("italy-bologna", dt.date(2027, 10, 4),
         "Saint Francis of Assisi, patron saint of Italy; Saint Petronius, patron saint of Bologna",
         "San Francesco d’Assisi, patrono d’Italia; San Petronio, patrono di Bologna"),
    ],
)  # fmt: skip
def test_names_of_holidays(calendars: dict[str, Calendar], name: str, day: dt.date, english: str, italian: str) -> None:
    assert calendars[name].holidays[day] == {"en": english, "it": italian}


def test_a_make_up_day_is_named(calendars: dict[str, Calendar]) -> None:
    assert calendars["china"].workdays[dt.date(2026, 2, 14)] == {
        "en": "Make-up working day for the Spring Festival",
        "it": "Giornata lavorativa di recupero per la Festa di Primavera",
    }
