"""A limit laid on the calendar: what a chain adds up, and what is known without a start."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import dated
import pytest

from playbook_sim.deadlines import lay, outside_day, reading_days
from playbook_sim.model import Calendar, Deadline, Limit

BOOK = dated.rulebook()
START = dt.date(2026, 3, 2)
EVENT = {"en": "the start", "it": "l’inizio"}
CHAIN = next(limit for limit in BOOK.limits.values() if limit.chain)
LINKS = tuple(BOOK.limits[link] for link in CHAIN.chain)


def calendar_of(limit: Limit) -> Calendar | None:
    """The limit's own calendar."""
    return BOOK.calendars[limit.calendar] if limit.calendar else None


def laid(limit: Limit, links: tuple[Limit, ...] = (), start: dt.date | None = START, **given: int) -> Deadline:
    """The deadline of a limit from ``START`` on."""
    return lay(limit, links, start, EVENT, calendar_of, analogy=False, **given)


def test_a_chain_is_counted_link_by_link_each_from_the_end_of_the_one_before() -> None:
    deadline = laid(CHAIN, LINKS)
    first, second = deadline.counts
    assert (first.start, second.start) == (START, first.end)
    assert deadline.latest == second.end
    alone = laid(LINKS[1], start=laid(LINKS[0]).earliest)
    assert deadline.earliest == alone.earliest


def test_a_chain_names_the_version_that_judges_each_of_its_links() -> None:
    deadline = laid(CHAIN, LINKS)
    assert {ruling.limit.id for ruling in deadline.rulings} == set(CHAIN.chain)
    assert [link.id for link in deadline.laid] == list(CHAIN.chain)
    assert deadline.rulings[0].start == START


def test_a_chain_is_as_long_as_the_versions_that_judge_its_links() -> None:
    first = replace(LINKS[0], amount=3, versions=())
    old = replace(LINKS[1], amount=5, least=0, valid_from=None, versions=())
    new = replace(old, amount=8, valid_from=START + dt.timedelta(days=2))
    deadline = laid(CHAIN, (first, replace(old, versions=(new, old))))
    assert deadline.amount == sum(count.amount for count in deadline.counts) == 3 + 8


@pytest.mark.parametrize("limit", BOOK.limits.values(), ids=lambda limit: limit.id)
def test_a_deadline_says_what_its_limit_says(limit: Limit) -> None:
    deadline = laid(limit, tuple(BOOK.limits[link] for link in limit.chain), start=None)
    for key in ("id", "label", "kind", "timing", "amount_from", "missed", "unit", "unit_stated", "cites", "doubts"):
        assert getattr(deadline, key) == getattr(limit, key), key
    assert deadline.amount == (None if limit.amount_from else limit.amount)
    assert deadline.calendar == limit.calendar


def test_a_chain_without_a_start_knows_its_length_and_no_date() -> None:
    deadline = laid(CHAIN, LINKS, start=None)
    assert (deadline.start, deadline.earliest, deadline.latest, deadline.counts) == (None, None, None, ())
    assert deadline.amount == sum(link.amount for link in LINKS)
    assert (deadline.start_event, deadline.calendar) == (EVENT, LINKS[0].calendar)


def test_a_window_may_end_as_soon_as_it_begins_and_no_later_than_its_amount() -> None:
    window = replace(BOOK.limits["ae_settle"], kind="window", least=0, amount=4, calendar=None, versions=())
    deadline = laid(window)
    assert (deadline.earliest, deadline.latest) == (START, START + dt.timedelta(days=4))
    assert (deadline.strict, deadline.literal, deadline.rulings) == (None, None, ())


def test_a_duty_has_both_readings_and_the_count_of_the_later_one() -> None:
    duty = replace(
        BOOK.limits["ae_answer"], amount=5, strict="day_before", literal="day_after", calendar=None, versions=()
    )
    deadline = laid(duty)
    assert (deadline.strict, deadline.literal) == (START + dt.timedelta(days=4), START + dt.timedelta(days=6))
    (count,) = deadline.counts
    assert (count.start, count.end, count.amount) == (START, deadline.literal, 6)
    assert (deadline.earliest, deadline.latest) == (None, None)


@pytest.mark.parametrize("own", [0, 1, 12])
def test_a_limit_that_the_merchant_sets_is_as_long_as_told(own: int) -> None:
    limit = next(one for one in BOOK.limits.values() if one.amount_from)
    deadline = laid(limit, own_amount=own)
    assert (deadline.literal, deadline.amount) == (START + dt.timedelta(days=own), own)
    assert deadline.amount_from == limit.amount_from


def test_a_limit_that_the_merchant_has_not_set_has_no_date() -> None:
    limit = next(one for one in BOOK.limits.values() if one.amount_from)
    deadline = laid(limit)
    assert (deadline.start, deadline.literal, deadline.amount, deadline.counts) == (None, None, None, ())


@pytest.mark.parametrize(
    ("reading", "days"), [("first_day", 1), ("day_before", 6), ("that_day", 7), ("day_after", 8), (None, 7)]
)
def test_where_a_reading_puts_the_day(reading: str | None, days: int) -> None:
    assert reading_days(replace(BOOK.limits["ae_answer"], amount=7), reading) == days


@pytest.fixture(params=[limit for limit in BOOK.limits.values() if limit.outside], ids=lambda limit: limit.id)
def shortened(request: pytest.FixtureRequest) -> Limit:
    """A duty for which others name a shorter time than the sources."""
    return request.param


def test_the_day_that_others_name_is_counted_from_the_same_start(shortened: Limit) -> None:
    assert outside_day(laid(shortened)) == START + dt.timedelta(days=shortened.outside.amount) < laid(shortened).strict


def test_others_name_no_day_where_theirs_would_not_be_the_first(shortened: Limit) -> None:
    deadline = laid(shortened)
    last = (deadline.strict - START).days
    for amount, day in ((last - 1, deadline.strict - dt.timedelta(days=1)), (last, None), (last + 1, None)):
        other = replace(shortened, outside=replace(shortened.outside, amount=amount))
        assert outside_day(laid(other)) == day
    assert outside_day(laid(replace(shortened, outside=None))) is None


def test_others_name_no_day_where_no_date_is_known_or_none_is_last(shortened: Limit) -> None:
    assert outside_day(laid(shortened, start=None)) is None
    assert outside_day(replace(laid(shortened), strict=None)) is None
