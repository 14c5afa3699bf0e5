"""A date that is no part of the sources and comes before theirs stands beside them, and moves none of them."""

from __future__ import annotations

import datetime as dt

import pytest

from playbook_sim.calendar_file import Entry, calendar_file
from playbook_sim.deadlines import outside_day
from playbook_sim.rendering.answer import announce, render_answer
from playbook_sim.rendering.words import date_words

DAY = dt.timedelta(days=1)
OPENED = dt.date(2026, 11, 23)


@pytest.fixture
def talking(resolve):
    """A dispute that is answered and not settled."""
    day = str(OPENED + 4 * DAY)
    facts = {"dispute_opened_on": str(OPENED), "dispute_answered_on": day, "proof_sent_on": day}
    return resolve("signed_but_disputed", day, logistics_used="offline", **facts)


def settling(resolution):
    return next(deadline for deadline in resolution.deadlines if deadline.id == "ae_settle")


@pytest.mark.parametrize("lang", ["en", "it"])
def test_it_stands_wherever_the_date_of_the_sources_does(book, talking, see, lang) -> None:
    outside = book.limits["ae_settle"].outside
    day = OPENED + outside.amount * DAY
    assert day < settling(talking).strict
    assert outside_day(settling(talking)) == day
    words = date_words(book, lang, day)
    parts = render_answer(book, talking, lang)
    event = calendar_file(book, lang, [Entry(key="k", name="", link="", resolution=talking)])
    unfolded = event.replace("\r\n ", "").replace("\\,", ",").replace("\\;", ";")
    for told in (see(parts["now"]).text, see(parts["deadlines"]).text, announce(book, talking, lang), unfolded):
        assert words in told
        assert outside.text[lang] in told
    link = book.notes[outside.note].link
    assert link in parts["now"]
    assert link in parts["deadlines"]


def test_no_date_or_state_follows_from_it(book, talking, resolve) -> None:
    after = str(OPENED + (book.limits["ae_settle"].outside.amount + 1) * DAY)
    later = resolve("signed_but_disputed", after, dispute_opened_on=str(OPENED), dispute_answered_on=str(OPENED))
    assert settling(later).strict == settling(talking).strict
    assert all(step.state != "overdue" for path in later.paths for step in path.steps if step.step.limit == "ae_settle")
