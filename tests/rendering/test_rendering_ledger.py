"""The count behind a date, as the reader sees it."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from playbook_sim.calendars import count_days, count_working_days
from playbook_sim.rendering.ledger import ledger, lines
from playbook_sim.rendering.view import View, link_from_simulator


def _rows(see, view, count, marks=None, calendar="china"):
    seen = see(ledger(view, count, marks or {}, calendar))
    rows = seen.all("tr")[1:]
    return [[cell.text for cell in seen.all("td") if row in cell.inside] for row in rows], seen


def test_spring_festival_is_counted_aloud(book, see):
    """Hand-made: day count 1 of the rule inventory."""
    view = View(book, "en", link_from_simulator)
    count = count_working_days(book.calendars["china"], dt.date(2026, 2, 10), 10)
    rows, seen = _rows(see, view, count, {dt.date(2026, 3, 2): "Latest"})
    assert rows[0] == ["0", "Tue 10 February 2026", "the start, not counted"]
    assert rows[4][:2] == ["4", "Sat 14 February 2026"]
    assert rows[4][2].startswith("Make-up working day for the Spring Festival, counted")
    assert rows[5] == ["–", "Sun 15 February 2026", "weekend, not counted"]
    assert rows[6][:2] == ["–", "Mon 16 Feb – Fri 20 February 2026"]
    assert "Spring Festival" in rows[6][2]
    assert rows[-1] == ["10", "Mon 2 March 2026", "counted · Latest"]
    assert "Counted by: China." in seen.one("caption").text


def test_every_counted_day_has_a_line_and_no_day_is_lost(book):
    for calendar in book.calendars.values():
        for start in (dt.date(2025, 12, 20), dt.date(2026, 9, 18), dt.date(2027, 2, 1)):
            count = count_working_days(calendar, start, 30)
            drawn = lines(count)
            assert [line.number for line in drawn if line.number] == list(range(1, 31))
            assert drawn[0].first == start
            for before, after in pairwise(drawn):
                assert after.first == before.last + dt.timedelta(days=1)
            assert drawn[-1].last == count.end


def test_a_count_of_calendar_days_skips_nothing(view, see, lang):
    rows, _ = _rows(see, view, count_days(dt.date(2026, 3, 13), 4), calendar=None)
    assert [row[0] for row in rows] == ["0", "1", "2", "3", "4"]
    assert {row[2] for row in rows[1:]} == {{"en": "counted", "it": "conta"}[lang]}
