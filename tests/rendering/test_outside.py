"""A date that is no part of the sources and comes before theirs stands beside them, and moves none of them."""

from __future__ import annotations

import datetime as dt

import pytest
from random_cases import as_request

from playbook_sim.calendar_file import Entry, calendar_file
from playbook_sim.deadlines import outside_day
from playbook_sim.records.summary import summarise
from playbook_sim.rendering.answer import announce, render_answer
from playbook_sim.rendering.text import render_text
from playbook_sim.rendering.words import date_words, short_date

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


@pytest.mark.parametrize("lang", ["en", "it"])
def test_it_stands_beside_the_dates_of_a_step_of_a_picture_and_of_a_saved_case(book, talking, see, lang) -> None:
    """Whoever looks at one of them alone would think that there is time."""
    day = outside_day(settling(talking))
    parts = render_answer(book, talking, lang)
    said = book.words["outside.short"][lang].format(date=date_words(book, lang, day))
    for told in (see(parts["steps"]).text, see(parts["timeline"]).text, render_text(book, talking, lang)):
        assert said in " ".join(told.split())
    assert book.words["timeline.outside"][lang].format(date=short_date(book, lang, day)) in see(parts["timeline"]).text
    assert 'class="pb-tl-mark pb-tl-mark--outside"' in parts["timeline"]
    summary = summarise(book, as_request(talking.case, talking.today), str(talking.today))
    assert summary["perhaps"] == {"day": str(day), "of": settling(talking).label}


def test_it_is_gone_from_what_is_done(book, talking, resolve) -> None:
    facts = {id_: str(value) for id_, value in talking.case.facts.items()}
    settled = resolve("signed_but_disputed", str(talking.today), **facts, settled_on=str(talking.today))
    short = book.words["outside.short"]["en"].partition("{")[0]
    assert short not in render_answer(book, settled, "en")["steps"]
    assert summarise(book, as_request(settled.case, settled.today), str(settled.today))["perhaps"] is None


def test_no_date_or_state_follows_from_it(book, talking, resolve) -> None:
    after = str(OPENED + (book.limits["ae_settle"].outside.amount + 1) * DAY)
    later = resolve("signed_but_disputed", after, dispute_opened_on=str(OPENED), dispute_answered_on=str(OPENED))
    assert settling(later).strict == settling(talking).strict
    assert all(step.state != "overdue" for path in later.paths for step in path.steps if step.step.limit == "ae_settle")
