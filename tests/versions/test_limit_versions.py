"""Which version of a limit judges a count, and which came before and after it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import dated
import pinned
import pytest

from playbook_sim.model import Limit
from playbook_sim.versions import before_known, chained, earlier, every_version, in_force, judging, later

ONE_DAY = dt.timedelta(days=1)
TODAY = dt.date(2026, 3, 20)


def limit(id_: str) -> Limit:
    """A limit of the rulebook in which some change from a day on."""
    return dated.rulebook().limits[id_]


THREE = "dsers_overdue_switch"  # three versions, the oldest from no known day on
SINCE = "tg_exchange"  # one version, known from a day on only
PLAIN = "ae_settle"  # never changed


def test_the_version_in_force_is_the_one_of_the_day_on_which_the_count_starts() -> None:
    newest, middle, oldest = limit(THREE).versions
    for version, day in (
        (newest, newest.valid_from),
        (middle, newest.valid_from - ONE_DAY),
        (middle, middle.valid_from),
        (oldest, middle.valid_from - ONE_DAY),
        (oldest, dt.date.min),
    ):
        judging_it = in_force(limit(THREE), day)
        assert (judging_it.valid_from, judging_it.amount) == (version.valid_from, version.amount), day
        assert judging_it.versions == limit(THREE).versions


def test_a_count_from_before_any_known_day_is_judged_by_the_oldest_version_and_said_to_be() -> None:
    since = limit(SINCE)
    assert in_force(since, since.valid_from - ONE_DAY) == since
    assert before_known(since, since.valid_from - ONE_DAY)
    assert not before_known(since, since.valid_from)
    assert not before_known(limit(THREE), dt.date.min)


def test_the_oldest_version_judges_what_came_before_all_of_them() -> None:
    newest, middle, _ = limit(THREE).versions
    known_since = replace(newest, versions=(newest, middle))
    judging_it = in_force(known_since, middle.valid_from - ONE_DAY)
    assert (judging_it.amount, judging_it.versions) == (middle.amount, (newest, middle))


def test_a_limit_that_never_changed_judges_always_and_has_no_neighbours() -> None:
    plain = limit(PLAIN)
    assert in_force(plain, TODAY) is plain
    assert not before_known(plain, dt.date.min)
    assert (earlier(plain), later(plain)) == ((), ())


def test_neighbours_stand_with_the_nearest_first() -> None:
    newest, middle, oldest = limit(THREE).versions
    for version, before, after in (
        (newest, (middle, oldest), ()),
        (middle, (oldest,), (newest,)),
        (oldest, (), (middle, newest)),
    ):
        judging_it = replace(version, versions=limit(THREE).versions)
        assert (earlier(judging_it), later(judging_it)) == (before, after)


def test_every_version_is_gone_through_and_what_never_changed_once() -> None:
    assert list(every_version([limit(THREE), limit(PLAIN)])) == [*limit(THREE).versions, limit(PLAIN)]


def test_a_case_is_judged_by_the_day_told_and_by_today_while_none_is() -> None:
    book, limits = dated.rulebook(), dated.rulebook().limits
    start = limit(THREE).counted_from
    newest, middle, _ = limit(THREE).versions
    told = judging(book, {start: middle.valid_from}, newest.valid_from)
    assert told[THREE] == in_force(limit(THREE), middle.valid_from)
    assert judging(book, {}, newest.valid_from)[THREE] == in_force(limit(THREE), newest.valid_from)
    assert list(told) == list(limits)
    assert told[PLAIN] is limits[PLAIN]


def test_a_rulebook_without_versions_judges_as_it_is() -> None:
    assert judging(pinned.rulebook(), {}, TODAY) is pinned.rulebook().limits


def test_a_chain_is_judged_by_its_links_as_they_are_in_force() -> None:
    # A book of its own: of the one that others ask, what they asked is remembered.
    book = replace(dated.rulebook())
    limits = book.limits
    (chain,) = (one for one in limits.values() if one.chain)
    first, second = (limits[link] for link in chain.chain)
    changed = next(link for link in (first, second) if link.versions).versions[0].valid_from
    amounts = set()
    for day in (changed, changed - ONE_DAY):
        judged = judging(book, {first.counted_from: day, second.counted_from: day}, day)[chain.id]
        links = [in_force(first, day), in_force(second, day)]
        assert (judged.least, judged.amount) == (sum(one.least for one in links), sum(one.amount for one in links))
        amounts.add(judged.amount)
    assert len(amounts) == 2


def test_what_one_rulebook_judges_is_not_told_of_another() -> None:
    book = dated.rulebook()
    other = replace(book, limits={**book.limits, PLAIN: replace(limit(PLAIN), amount=99)})
    assert judging(book, {}, TODAY)[PLAIN] == limit(PLAIN)
    assert judging(other, {}, TODAY)[PLAIN].amount == 99


# --- chains -----------------------------------------------------------------------------------------------------


@pytest.fixture
def links() -> tuple[Limit, Limit]:
    """Two windows, one in calendar days and one in working days."""
    days = replace(limit(PLAIN), unit="days", calendar=None, unit_stated=True, least=1, amount=5)
    working = replace(days, unit="working_days", calendar="china", unit_stated=False, least=2, amount=7)
    first = replace(days, cites=("a", "b"), doubts=("B1",))
    return first, replace(working, cites=("b", "c"), doubts=("B1", "B2"))


def test_a_chain_adds_up_and_names_each_source_once(links: tuple[Limit, Limit]) -> None:
    chain = chained(limit(PLAIN), links)
    assert (chain.least, chain.amount) == (3, 12)
    assert (chain.cites, chain.doubts) == (("a", "b", "c"), ("B1", "B2"))


def test_a_chain_with_a_link_in_working_days_is_one_in_working_days(links: tuple[Limit, Limit]) -> None:
    for order in (links, links[::-1]):
        chain = chained(limit(PLAIN), order)
        assert (chain.unit, chain.calendar, chain.unit_stated) == ("working_days", "china", False)


def test_a_chain_of_calendar_days_is_one_in_calendar_days(links: tuple[Limit, Limit]) -> None:
    chain = chained(limit(PLAIN), [links[0], links[0]])
    assert (chain.unit, chain.calendar, chain.unit_stated) == ("days", None, True)


def test_without_links_a_limit_stays_as_it_is() -> None:
    assert chained(limit(PLAIN), []) is limit(PLAIN)
