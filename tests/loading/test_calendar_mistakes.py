"""Each mistake that an editor can make in a calendar file, and the exact message it gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from playbook_sim.errors import RulebookError
from playbook_sim.loading.calendars import load_calendars
from playbook_sim.loading.files import RulebookFiles

GOOD = """\
name.en = "Land"
name.it = "Paese"
unverified_reason.en = "Not announced."
unverified_reason.it = "Non annunciato."
patron_rule.en = "By custom."
patron_rule.it = "Per consuetudine."

[names.holidays]
new_year.en = "New Year"
new_year.it = "Capodanno"
spring.en = "Spring"
spring.it = "Primavera"

[names.makeup_days]
spring.en = "Worked for spring"
spring.it = "Recupero per la primavera"

[references.notice]
title.en = "The notice."
title.it = "L'avviso."
link = "https://example.org/notice"
checked_on = 2026-11-22

[patrons]
anna.en = "Saint Anna"
anna.it = "Sant'Anna"

[years.2026]
verified = true
reference = "notice"

[years.2026.holidays]
new_year = [2026-01-01]
spring = [2026-03-19, 2026-03-20]

[years.2026.makeup_days]
spring = [2026-03-14]

[years.2027]
by_hand = true

[years.2027.holidays]
new_year = [2027-01-01]

[cities.town]
name.en = "Town"
name.it = "Città"

[cities.town.dates]
anna = [2026-07-26, 2027-07-26]
"""

type Load = Callable[[str], None]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Loads the text given as ``calendars/land.toml``."""

    def load(text: str) -> None:
        (tmp_path / "calendars").mkdir()
        (tmp_path / "calendars" / "land.toml").write_text(text, encoding="utf-8")
        load_calendars(RulebookFiles(tmp_path).table, ["land"], ["en", "it"])

    return load


def test_the_good_file_is_good(load: Load) -> None:
    load(GOOD)


# what it is, in the good file, in the bad one, the message
MISTAKES = [
    (
        "a day that no month has",
        "new_year = [2026-01-01]",
        "new_year = [2026-01-32]",
        "calendars/land.toml: this is not TOML: ",
    ),
    (
        "a year given twice",
        "[years.2027]\n",
        "[years.2026]\n",
        "calendars/land.toml: this is not TOML: ",
    ),
    (
        "a date in quotes",
        "new_year = [2026-01-01]",
        'new_year = ["2026-01-01"]',
        "calendars/land.toml: years.2026.holidays.new_year: found '2026-01-01' in the list; "
        "write dates such as 2026-03-10, without quotes",
    ),
    (
        "a date with a time",
        "new_year = [2026-01-01]",
        "new_year = [2026-01-01T00:00:00]",
        "calendars/land.toml: years.2026.holidays.new_year: "
        "found datetime.datetime(2026, 1, 1, 0, 0) in the list; write dates such as 2026-03-10, without quotes",
    ),
    (
        "a date without brackets",
        "new_year = [2026-01-01]",
        "new_year = 2026-01-01",
        "calendars/land.toml: years.2026.holidays.new_year: found datetime.date(2026, 1, 1); write a list",
    ),
    (
        "a date of another year",
        "new_year = [2026-01-01]",
        "new_year = [2025-01-01]",
        "calendars/land.toml: years.2026.holidays.new_year: found 2025-01-01, which is not in 2026; "
        "write a date of 2026",
    ),
    (
        "a make-up day of another year",
        "spring = [2026-03-14]",
        "spring = [2025-03-15]",
        "calendars/land.toml: years.2026.makeup_days.spring: found 2025-03-15, which is not in 2026; "
        "write a date of 2026",
    ),
    (
        "a holiday twice",
        "spring = [2026-03-19, 2026-03-20]",
        "spring = [2026-03-19, 2026-03-19]",
        "calendars/land.toml: years.2026.holidays.spring: found 2026-03-19 twice; write it once",
    ),
    (
        "a make-up day on a weekday",
        "spring = [2026-03-14]",
        "spring = [2026-03-13]",
        "calendars/land.toml: years.2026.makeup_days: found 2026-03-13, which lies between Monday and Friday; "
        "a make-up day is a Saturday or a Sunday that is worked",
    ),
    (
        "a make-up day that is a holiday",
        "spring = [2026-03-19, 2026-03-20]",
        "spring = [2026-03-14]",
        "calendars/land.toml: years.2026.makeup_days: found 2026-03-14, which is among the holidays too; "
        "take it out of one of them",
    ),
    (
        "a holiday without a name",
        "new_year = [2027-01-01]",
        "new_yaer = [2027-01-01]",
        "calendars/land.toml: years.2027.holidays.new_yaer: found the name 'new_yaer', which is not known. "
        "Write 'new_year'.",
    ),
    (
        "a make-up day without a name",
        "spring = [2026-03-14]",
        "autumn = [2026-03-14]",
        "calendars/land.toml: years.2026.makeup_days.autumn: found the name 'autumn', which is not known. "
        "Write 'spring'.",
    ),
    (
        "a name that no holiday has",
        'new_year.en = "New Year"',
        'winter.en = "Winter"\nwinter.it = "Inverno"\nnew_year.en = "New Year"',
        "calendars/land.toml: names.holidays.winter: nothing uses 'winter'; use it, or take it out",
    ),
    (
        "a name that no make-up day has",
        'spring.en = "Worked for spring"',
        'winter.en = "Winter"\nwinter.it = "Inverno"\nspring.en = "Worked for spring"',
        "calendars/land.toml: names.makeup_days.winter: nothing uses 'winter'; use it, or take it out",
    ),
    (
        "a kind of name that there is not",
        "[names.makeup_days]",
        "[names.make_up_days]",
        "calendars/land.toml: names.make_up_days: the key 'make_up_days' is not known here. Write 'makeup_days'.",
    ),
    (
        "a holiday named in one language only",
        'spring.it = "Primavera"\n',
        "",
        "calendars/land.toml: names.holidays.spring: the language 'it' is missing: add spring.it = \"…\"",
    ),
    (
        "a calendar named in one language only",
        'name.en = "Land"\n',
        "",
        "calendars/land.toml: name: the language 'en' is missing: add name.en = \"…\"",
    ),
    (
        "no reason why a year is not verified",
        'unverified_reason.en = "Not announced."\nunverified_reason.it = "Non annunciato."\n',
        "",
        "calendars/land.toml: 'unverified_reason' is missing: "
        'add unverified_reason.en = "…" and unverified_reason.it = "…"',
    ),
    (
        "a verified year without its notice",
        'reference = "notice"\n',
        "",
        'calendars/land.toml: years.2026: a verified year needs its notice: add reference = "…", an id in [references]',
    ),
    (
        "a notice of a year that is not verified",
        "[years.2027]\n",
        '[years.2027]\nreference = "notice"\n',
        "calendars/land.toml: years.2027: found a reference, but the year is not verified; "
        "write verified = true, or take the reference out",
    ),
    (
        "a notice that is not listed",
        'reference = "notice"',
        'reference = "notices"',
        "calendars/land.toml: years.2026.reference: found the reference 'notices', which is not known. Write 'notice'.",
    ),
    (
        "a notice that no year uses",
        "[patrons]",
        '[references.old]\ntitle.en = "Old."\ntitle.it = "Vecchio."\nlink = "https://example.org/old"\n'
        "checked_on = 2026-11-22\n\n[patrons]",
        "calendars/land.toml: references.old: nothing uses 'old'; use it, or take it out",
    ),
    (
        "a notice without a link",
        'link = "https://example.org/notice"\n',
        "",
        "calendars/land.toml: references.notice: 'link' is missing: add link = … (a text in quotes)",
    ),
    (
        "a notice that nobody checked",
        "checked_on = 2026-11-22\n",
        "",
        "calendars/land.toml: references.notice: 'checked_on' is missing: "
        "add checked_on = … (a date such as 2026-03-10)",
    ),
    (
        "a notice in one language only",
        'title.it = "L\'avviso."\n',
        "",
        "calendars/land.toml: references.notice.title: the language 'it' is missing: add title.it = \"…\"",
    ),
    (
        "a misspelt key of a year",
        "verified = true",
        "verifed = true",
        "calendars/land.toml: years.2026: found a reference, but the year is not verified; "
        "write verified = true, or take the reference out",
    ),
    (
        "a misspelt key of a year that is not verified",
        "[years.2027.holidays]",
        "[years.2027.holiday]",
        "calendars/land.toml: years.2027.holiday: the key 'holiday' is not known here. Write 'holidays'.",
    ),
    (
        "something other than true or false",
        "verified = true",
        'verified = "yes"',
        "calendars/land.toml: years.2026.verified: found 'yes'; write true or false",
    ),
    (
        "a year that is none",
        "[years.2027]\nby_hand = true\n\n[years.2027.holidays]\nnew_year = [2027-01-01]",
        "[years.next]",
        "calendars/land.toml: years.next: found 'next'; write a year such as [years.2026]",
    ),
    *(
        (
            f"a year written {year}",
            "[years.2027]\nby_hand = true\n\n[years.2027.holidays]\nnew_year = [2027-01-01]",
            f'[years."{year}"]',
            f"calendars/land.toml: years.{year}: found '{year}'; write a year such as [years.2026]",
        )
        for year in ("27", "12027", "２０２７")
    ),
    (
        "a year left out",
        "[years.2027]\nby_hand = true\n\n[years.2027.holidays]\nnew_year = [2027-01-01]",
        "[years.2028]",
        "calendars/land.toml: years: 2027 is missing between 2026 and 2028; add [years.2027]",
    ),
    (
        "days of a calendar that is always known",
        'unverified_reason.en = "Not announced."\nunverified_reason.it = "Non annunciato."\n',
        "always_known = true\n",
        "calendars/land.toml: patron_rule: the key 'patron_rule' is not known here. Take it out.",
    ),
    (
        "a misspelt key of the calendar",
        "[patrons]",
        "[patron]",
        "calendars/land.toml: 'patrons' is missing: found 'patron' instead; write 'patrons'",
    ),
    (
        "a patron saint without a name",
        "anna = [",
        "anne = [",
        "calendars/land.toml: cities.town.dates.anne: found the name 'anne', which is not known. Write 'anna'.",
    ),
    (
        "a patron saint of no city",
        "[patrons]\n",
        '[patrons]\nbruno.en = "Bruno"\nbruno.it = "Bruno"\n',
        "calendars/land.toml: patrons.bruno: nothing uses 'bruno'; use it, or take it out",
    ),
    (
        "a patron saint’s day missing in a year",
        "anna = [2026-07-26, 2027-07-26]",
        "anna = [2026-07-26]",
        "calendars/land.toml: cities.town.dates.anna: found no date in 2027; write one for each year of 'land'",
    ),
    (
        "two days of a patron saint in a year",
        "anna = [2026-07-26, 2027-07-26]",
        "anna = [2026-07-26, 2027-07-26, 2027-07-27]",
        "calendars/land.toml: cities.town.dates.anna: found more than one date in 2027; write one for each year",
    ),
    (
        "a patron saint’s day in a year too far",
        "anna = [2026-07-26, 2027-07-26]",
        "anna = [2026-07-26, 2027-07-26, 2028-07-26]",
        "calendars/land.toml: cities.town.dates.anna: found a date in 2028, a year that 'land' does not have; "
        "take it out",
    ),
    (
        "a patron saint’s day twice",
        "anna = [2026-07-26, 2027-07-26]",
        "anna = [2026-07-26, 2026-07-26]",
        "calendars/land.toml: cities.town.dates.anna: found 2026-07-26 twice; write it once",
    ),
    (
        "a city named in one language only",
        'name.it = "Città"\n',
        "",
        "calendars/land.toml: cities.town.name: the language 'it' is missing: add name.it = \"…\"",
    ),
    (
        "a misspelt key of a city",
        "[cities.town.dates]",
        "[cities.town.date]",
        "calendars/land.toml: cities.town: 'dates' is missing: found 'date' instead; write 'dates'",
    ),
    (
        "cities without the custom that makes their days holidays",
        'patron_rule.en = "By custom."\npatron_rule.it = "Per consuetudine."\n',
        "",
        'calendars/land.toml: \'patron_rule\' is missing: add patron_rule.en = "…" and patron_rule.it = "…"',
    ),
]


@pytest.mark.parametrize(
    ("good", "bad", "message"), [case[1:] for case in MISTAKES], ids=[case[0] for case in MISTAKES]
)
def test_a_mistake_is_named(load: Load, good: str, bad: str, message: str) -> None:
    assert GOOD.count(good) == 1
    with pytest.raises(RulebookError) as mistake:
        load(GOOD.replace(good, bad))
    # What follows "not TOML" is the parser's, and differs between versions of Python.
    if message.endswith("not TOML: "):
        assert str(mistake.value).startswith(message)
    else:
        assert str(mistake.value) == message


def test_a_file_without_years(load: Load) -> None:
    text = GOOD[: GOOD.index("[names.holidays]")] + "[names]\n[years]\n"
    with pytest.raises(RulebookError) as mistake:
        load(text)
    assert str(mistake.value) == "calendars/land.toml: years: found no year; add one such as [years.2026]"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RulebookError) as mistake:
        load_calendars(RulebookFiles(tmp_path).table, ["land"], ["en", "it"])
    assert str(mistake.value) == "calendars/land.toml: the file is missing; add it"
