"""How a deadline came about: its readings, its count as text, and the same by another calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from oracle import Oracle

from playbook_sim.rendering.answer import render_answer
from playbook_sim.rendering.by_calendar import by_calendar, by_calendar_words, render_by_calendar
from playbook_sim.rendering.ledger_text import all_ledgers, ledger_of

TEXT = """\
Case: DSers on Tmall · Shipment overdue
Deadline: Treat the order as out of stock (Your deadline, 4 days)
Rule: “After four days, it becomes crucial to explore” — {source}, section “Shipment Overdue”
Rule: “If the delay exceeds four days, consider sourcing the product” — {source}, section “FAQ”
Counted from: the promised ship date, Tue 10 March 2026 (day 0)

Every day counts, weekends and holidays included
Day by day:
    0  Tue 10 March 2026           the start, not counted
  1–3  Wed 11 Mar – Fri 13 March 2026  counted
    4  Sat 14 March 2026           counted → Strict target
    5  Sun 15 March 2026           counted → Last day (literal reading)

Strict target: Sat 14 March 2026
  because: {strict}
Last day (literal reading): Sun 15 March 2026
  because: {literal}
After-Sales Playbook, rules {version}
"""


def test_the_count_as_text(book, resolve) -> None:
    text = all_ledgers(book, resolve("shipment_overdue", "2026-03-12", promised_ship_date="2026-03-10"), "en")
    limit = book.limits["dsers_overdue_switch"]
    wanted = TEXT.format(
        source=book.sources["dsers_en"].title["en"],
        strict=limit.strict_because.text["en"],
        literal=limit.literal_because.text["en"],
        version=book.version,
    )
    shown = text["dsers_overdue_switch"]
    assert [line.split() for line in shown.splitlines()] == [line.split() for line in wanted.splitlines()]
    # The columns stand below one another, whatever their widths.
    rows = shown.partition(book.words["count_text.days"]["en"])[2].strip("\n").partition("\n\n")[0].splitlines()
    assert len({row.index("counted") for row in rows[1:]}) == 1


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_text_of_a_chain_has_its_parts_and_the_reason_why_it_is_provisional(book, resolve, lang) -> None:
    resolution = resolve("wrong_item", "2026-11-22", evidence_sent_on="2026-11-20")
    found = all_ledgers(book, resolution, lang)
    chain = found["dsers_claim_to_remedy"]
    for part in ("dsers_verification", "dsers_remedy"):
        assert book.limits[part].label[lang] in chain
    assert book.calendars["china"].unverified_reason[lang] in chain
    days = Oracle.of().dates("dsers_verification", dt.date(2026, 11, 20))
    assert len(days) == 2
    waiting = found["dsers_remedy"]
    assert book.words["count_text.days"][lang] not in waiting, "no count without a start"


def test_in_a_chain_each_part_says_where_it_ends(book, resolve, see) -> None:
    resolution = resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-02-10")
    deadline = next(deadline for deadline in resolution.deadlines if deadline.id == "dsers_claim_to_remedy")
    seen = see(ledger_of(book, resolution, "en", deadline.id)["html"])
    parts = [
        {
            g.attributes["data-role"]: g.attributes["data-date"]
            for g in seen.within(part, "g", "pb-day")
            if g.attributes.get("data-role")
        }
        for part in seen.all("div", "pb-counted")
    ]
    first, second = deadline.counts
    assert parts == [
        {"earliest": deadline.earliest.isoformat(), "link_end": first.end.isoformat()},
        {"latest": deadline.latest.isoformat()},
    ]
    assert second.start == first.end


def test_an_answer_without_that_deadline_has_no_count(book, resolve) -> None:
    resolution = resolve("no_stock", "2026-03-12")
    assert ledger_of(book, resolution, "en", "ae_settle") == {
        "html": "",
        "text": "",
        "name": "no-stock-ae-settle.txt",
        "type": "text/plain",
    }


# --- readings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_readings_stand_beside_each_other_with_their_wording(book, resolve, see, lang) -> None:
    for facts in ({"promised_ship_date": "2026-03-10"}, {}):
        resolution = resolve("shipment_overdue", "2026-03-12", **facts)
        seen = see(render_answer(book, resolution, lang)["deadlines"])
        for limit in ("dsers_overdue_press", "dsers_overdue_switch"):
            card = next(e for e in seen.all("article") if e.attributes["id"] == f"pb-deadline-{limit}")
            for reading in ("strict", "literal"):
                (column,) = seen.within(card, "div", f"pb-date--{reading}")
                reason = getattr(book.limits[limit], f"{reading}_because")
                assert reason.text[lang] in column.text
                for cite in reason.cites:
                    assert book.citations[cite].quote in column.text
                    assert card.text.count(book.citations[cite].quote) == 1, "a passage is quoted once in a card"
                times = [time.attributes["datetime"] for time in seen.within(column, "time")]
                assert len(times) == len(facts)


def test_one_wording_leaves_one_date(book, resolve, see, lang) -> None:
    resolution = resolve("returned_goods", "2026-03-12", return_received_on="2026-03-10")
    assert any(deadline.id == "tg_refund_after_return" for deadline in resolution.deadlines)
    seen = see(render_answer(book, resolution, lang)["deadlines"])
    day = book.limits["tg_refund_after_return"].amount
    assert book.words["readings.one"][lang].format(n=day) in seen.text


# --- by another calendar ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("calendar", ["italy", "italy-milano", "mon_fri", "china"])
def test_each_deadline_by_another_calendar(book, resolve, calendar) -> None:
    start = dt.date(2026, 12, 4)
    resolution = resolve("wrong_item", "2026-12-05", evidence_sent_on=start.isoformat())
    told = by_calendar(book, resolution, calendar)
    assert [pair.own.id for pair in told.pairs] == ["dsers_verification", "dsers_claim_to_remedy"]
    pair = told.pairs[0]
    oracle = Oracle.of()
    own, other = (oracle.dates("dsers_verification", start, chosen) for chosen in (None, calendar))
    assert [pair.own.earliest, pair.own.latest] == list(own.values())
    assert [pair.other.earliest, pair.other.latest] == list(other.values())
    assert [*pair.moves.values()] == [(b - a).days for a, b in zip(own.values(), other.values(), strict=True)]
    assert told.changed == (0 if calendar == "china" else told.changed)


def test_what_changes_is_marked_by_sign_and_word(book, resolve, see, lang) -> None:
    resolution = resolve("wrong_item", "2026-12-05", evidence_sent_on="2026-12-04")
    seen = see(render_by_calendar(book, resolution, lang, "italy-milano"))
    by_date = by_calendar(book, resolution, "italy-milano")
    row = seen.all("li")[0]
    days = by_date.pairs[0].moves["earliest"]
    assert days > 0
    words = book.words[f"by_calendar.later_{'one' if days == 1 else 'many'}"][lang]
    assert words.format(n=days, own=book.calendars["china"].name[lang]) in row.text
    assert "▲" in row.text
    assert {"en": "Saint Ambrose", "it": "Sant’Ambrogio"}[lang] in row.text
    said = by_calendar_words(book, resolution, lang, "italy-milano")
    assert said in seen.text
    same = see(render_by_calendar(book, resolution, lang, "china"))
    assert book.words["by_calendar.same"][lang] in same.text
    assert "▲" not in same.text
    nothing = by_calendar_words(book, resolution, lang, "china")
    assert nothing == book.words["by_calendar.sum_none"][lang].format(calendar=book.calendars["china"].name[lang])


def test_the_choice_is_offered_only_where_working_days_are_counted(book, resolve, see) -> None:
    with_dates = resolve("wrong_item", "2026-12-05", evidence_sent_on="2026-12-04")
    seen = see(render_answer(book, with_dates, "en")["deadlines"])
    radios = [e for e in seen.all("input") if e.attributes.get("type") == "radio"]
    assert [radio.attributes["value"] for radio in radios] == ["china", "italy", "mon_fri"]
    assert ["checked" in radio.attributes for radio in radios] == [True, False, False]
    options = [e.attributes["value"] for e in seen.all("option")]
    assert sorted(options) == sorted(id_ for id_ in book.calendars if id_.startswith("italy"))
    for lang in ("en", "it"):
        html = see(render_answer(book, with_dates, lang)["deadlines"])
        country, *cities = [e.attributes["value"] for e in html.all("option")]
        assert country == "italy"
        names = [book.calendars[city].name[lang] for city in cities]
        assert names == sorted(names)
    for problem, facts in (("wrong_item", {}), ("shipment_overdue", {"promised_ship_date": "2026-03-10"})):
        without = see(render_answer(book, resolve(problem, "2026-12-05", **facts), "en")["deadlines"])
        assert not without.all("fieldset")
