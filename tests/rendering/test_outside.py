"""A date that is no part of the sources and comes before theirs stands beside them, and moves none of them."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar
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
    assert summary["perhaps"] == {
        "day": str(day),
        "of": settling(talking).label,
        "due": str(settling(talking).strict),
    }


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


@pytest.mark.parametrize("lang", ["en", "it"])
@pytest.mark.parametrize(
    ("after", "urgency"), [(-3, "calm"), (-2, "early"), (0, "early"), (1, "perhaps"), (5, "perhaps"), (6, "soon")]
)
def test_nobody_is_told_that_there_is_time_once_it_is_near_or_past(book, resolve, see, lang, after, urgency) -> None:
    """The durations are pinned: the last of these days lies two before the target of the sources."""
    today = OPENED + (book.limits["ae_settle"].outside.amount + after) * DAY
    facts = {"dispute_opened_on": str(OPENED), "dispute_answered_on": str(OPENED)}
    answer = resolve("other_aliexpress", str(today), ae_uncovered="damaged_goods", **facts)
    words = book.words[f"urgency.{urgency}"][lang]
    now = render_answer(book, answer, lang)["now"]
    assert f"pb-urgent-{urgency}" in now
    assert words in see(now).text
    assert f"{words}. " in announce(book, answer, lang)
    calm = book.words["urgency.calm"][lang]
    assert (calm in see(now).text) == (urgency == "calm")


def test_a_saved_case_says_so_too_and_until_which_day(book, resolve) -> None:
    facts = {"dispute_opened_on": str(OPENED), "dispute_answered_on": str(OPENED), "dispute_result": "not_yet"}
    day = OPENED + book.limits["ae_settle"].outside.amount * DAY
    done = [
        step.step.id for step in resolve("bad_faith_claim", str(OPENED), **facts).paths[0].steps if not step.step.limit
    ]
    told = {"platform": "aliexpress", "problem": "bad_faith_claim", "facts": facts, "done": done}
    seen = [summarise(book, told, str(day + offset * DAY)) for offset in (-3, -2, 0, 1)]
    assert [summary["urgency"] for summary in seen] == ["calm", "early", "early", "perhaps"]
    assert [summary["until"] for summary in seen[:3]] == [str(day - 3 * DAY), str(day), str(day)]


@pytest.mark.parametrize("lang", ["en", "it"])
def test_a_calendar_has_an_entry_of_its_own_for_it(book, talking, lang) -> None:
    day = outside_day(settling(talking))
    file = Calendar.from_ical(calendar_file(book, lang, [Entry(key="k", name="", link="", resolution=talking)]))
    what = book.words["take.event_outside"][lang].format(what=settling(talking).label[lang])
    [event] = [event for event in file.walk("VEVENT") if event.decoded("dtstart") == day]
    assert str(event["summary"]).startswith(what)
    assert book.limits["ae_settle"].outside.text[lang] in str(event["description"])
    assert len(event.walk("VALARM")) == 2
    uids = [str(event["uid"]) for event in file.walk("VEVENT")]
    assert len(set(uids)) == len(uids) == 3


def test_a_calendar_has_none_once_all_is_settled(book, talking, resolve) -> None:
    facts = {id_: str(value) for id_, value in talking.case.facts.items()}
    settled = resolve("signed_but_disputed", str(talking.today), **facts, settled_on=str(talking.today))
    assert "BEGIN:VEVENT" not in calendar_file(book, "en", [Entry(key="k", name="", link="", resolution=settled)])
