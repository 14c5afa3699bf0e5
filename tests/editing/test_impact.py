"""The impact report: every answer that a change moves is found, and nothing else is said to have moved."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest
from oracle import Oracle

from playbook_sim.deadlines import outside_day
from playbook_sim.editing.discipline import missing_beside
from playbook_sim.editing.enumeration import enumeration
from playbook_sim.editing.impact import Impact, impact
from playbook_sim.editing.impact_report import Report, _both, _without_the_same, as_markdown, report_data
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook
from playbook_sim.rendering.comparing import compared
from playbook_sim.rendering.deadlines import limit_words
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.rendering.words import date_words, fact_value
from playbook_sim.site.coverage import worked_cases

SOME = ("no_stock", "shipment_overdue", "unresponsive_supplier", "wrong_item", "missing_item", "real_defect")
SWITCH = "dsers_overdue_switch"
BOOK = load_rulebook()


def some(book: Rulebook, problems: tuple[str, ...] = SOME) -> Rulebook:
    return replace(book, problems={id_: book.problems[id_] for id_ in problems})


def with_limit(book: Rulebook, id_: str, **changes: object) -> Rulebook:
    return replace(book, limits={**book.limits, id_: replace(book.limits[id_], **changes)})


BEFORE = some(BOOK)


@cache
def longer() -> Impact:
    """What it does to make one limit longer."""
    return impact(BEFORE, with_limit(BEFORE, SWITCH, amount=BEFORE.limits[SWITCH].amount + 1))


def told(found: Impact, lang: str = "en", moved: tuple[tuple[str, str, str], ...] = ()) -> str:
    return as_markdown(Report(base="main", impact=found, moved=moved), lang)


def test_no_change_is_said_to_be_none() -> None:
    found = impact(BEFORE, BEFORE)
    assert sum(each.asked for each in found.problems) > len(SOME)
    assert not found.changed
    assert "Nothing changed" in told(found)
    assert "Non cambia niente" in told(found, "it")


def test_a_longer_limit_moves_the_answers_that_it_is_in_and_no_others() -> None:
    assert [each.problem for each in longer().changed] == ["shipment_overdue"]


@pytest.mark.parametrize("lang", ["en", "it"])
def test_a_date_by_the_word_of_others_is_a_date_that_moves(lang: str) -> None:
    """It is no part of the sources, and the reader is shown it all the same."""
    outside = BOOK.limits["ae_settle"].outside
    assert outside is not None
    before = some(BOOK, ("real_defect", "no_stock"))
    found = impact(before, with_limit(before, "ae_settle", outside=replace(outside, amount=outside.amount - 4)))
    (problem,) = found.changed
    assert problem.problem == "real_defect"
    days = [
        date_words(BOOK, lang, day)
        for answer in (problem.examples[0].before, problem.examples[0].after)
        if answer
        for deadline in answer.deadlines
        if (day := outside_day(deadline))
    ]
    assert len({*days}) == 2
    rows = [row.split("|") for row in told(found, lang).splitlines() if row.startswith("|")]
    assert any(days[0] in row[2] and days[1] in row[3] for row in rows)
    (said,) = missing_beside(found, "main")
    assert "real_defect" in str(said)


def test_what_others_say_in_other_words_moves_nothing() -> None:
    outside = BOOK.limits["ae_settle"].outside
    assert outside is not None
    before = some(BOOK, ("real_defect",))
    worded = replace(outside, text={"en": "Others say so.", "it": "Lo dicono altri."})
    assert "Nothing changed" in told(impact(before, with_limit(before, "ae_settle", outside=worded)))


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_dates_of_both_rulebooks_stand_side_by_side_in_words(lang: str) -> None:
    (problem,) = longer().changed
    example = next(each for each in problem.examples if each.before and each.after and each.after.deadlines)
    dates = [
        date_words(BEFORE, lang, deadline.strict)
        for answer in (example.before, example.after)
        for deadline in answer.deadlines
        if deadline.id == SWITCH
    ]
    assert dates[0] != dates[1]
    rows = [row for row in told(longer(), lang).splitlines() if row.startswith("|")]
    assert any(dates[0] in row.split("|")[2] and dates[1] in row.split("|")[3] for row in rows)


@pytest.mark.parametrize("lang", ["en", "it"])
def test_a_deadline_that_has_no_date_yet_is_told_by_its_length(lang: str) -> None:
    books = (longer().before, longer().after)
    words = [limit_words(View(book, lang, link_from_simulator), book.limits[SWITCH]) for book in books]
    assert f"| {BOOK.limits[SWITCH].label[lang]} | {words[0]} | {words[1]} |" in told(longer(), lang).splitlines()


def test_a_state_and_the_remark_behind_it_are_told_apart() -> None:
    (problem,) = longer().changed
    pairs = [(each.before, each.after) for each in problem.examples if each.before and each.after]
    rows = [row for pair in pairs for row in compared(longer().after, *pair, "en").differing("steps")]
    cells = [cell for row in rows for cell in (row.before, row.after) if len(cell) > 1]
    assert cells
    assert all(f"| {' · '.join(cell)} |" in told(longer()) for cell in cells)


def test_a_change_of_words_changes_no_answer() -> None:
    overdue = BEFORE.problems["shipment_overdue"]
    after = replace(
        BEFORE, problems={**BEFORE.problems, overdue.id: replace(overdue, title={"en": "Late", "it": "Tardi"})}
    )
    found = impact(BEFORE, after)
    assert not found.changed
    said = told(found, moved=(("en", "faq", "My shipment is delayed. What should I do?"),))
    assert "No answer changed" in said
    assert "`docs/en/faq.md`: My shipment is delayed. What should I do?" in said


def test_what_came_and_what_went_is_named() -> None:
    after = some(BOOK, tuple(id_ for id_ in SOME if id_ not in ("unresponsive_supplier", "real_defect")))
    found = impact(BEFORE, after)
    assert {each.problem: each.standing for each in found.changed} == {
        "unresponsive_supplier": "gone",
        "real_defect": "gone",
    }
    back = impact(after, BEFORE)
    assert {each.problem: each.standing for each in back.changed} == {
        "unresponsive_supplier": "new",
        "real_defect": "new",
    }
    for changed in (found, back):
        assert BEFORE.problems["real_defect"].title["it"] in told(changed, "it")


def test_a_holiday_that_is_added_moves_a_count_over_it() -> None:
    """It lies far from the ordinary day on which the cases are asked."""
    china = BEFORE.calendars["china"]
    day = next(day for day in china.holidays if day.isoweekday() < 6 and day.year == BEFORE.released.year - 1)
    without = {date: name for date, name in china.holidays.items() if date != day}
    after = replace(BEFORE, calendars={**BEFORE.calendars, "china": replace(china, holidays=without)})
    changed = [each.problem for each in impact(BEFORE, after).changed]
    assert changed == [id_ for id_ in SOME if id_ in ("wrong_item", "missing_item")]


def test_a_limit_that_changes_from_a_day_on_is_asked_on_both_sides_of_it() -> None:
    limit = BEFORE.limits[SWITCH]
    day = BEFORE.released.replace(year=BEFORE.released.year - 3)
    newer = replace(limit, amount=limit.amount + 5, valid_from=day)
    after = with_limit(BEFORE, SWITCH, versions=(newer, limit), amount=newer.amount, valid_from=day)
    starts = {case.facts.get("promised_ship_date") for case, _ in enumeration(BEFORE, after, "shipment_overdue")}
    assert {day, day.fromordinal(day.toordinal() - 1)} <= starts


def test_each_deadline_is_looked_at_on_before_and_after_its_dates() -> None:
    asked = enumeration(BEFORE, BEFORE, "shipment_overdue")
    days = {today for case, today in asked if case.facts.keys() == {"promised_ship_date"}}
    oracle = Oracle.of()
    for limit in ("dsers_overdue_press", SWITCH):
        for date in oracle.dates(limit, BEFORE.released).values():
            around = {date.fromordinal(date.toordinal() + step) for step in (-1, 0, 1)}
            assert {day for day in around if day >= BEFORE.released} <= days


def test_worked_cases_are_named() -> None:
    cases = [case for case in worked_cases() if case.problem in SOME]
    after = with_limit(BEFORE, SWITCH, amount=BEFORE.limits[SWITCH].amount + 1)
    found = impact(BEFORE, after, cases)
    assert found.cases_asked == len(cases)
    assert found.worked_cases
    assert {case.problem for case in cases if case.names in found.worked_cases} == {"shipment_overdue"}
    for lang in BOOK.languages:
        said = told(found, lang).splitlines()
        assert f"- {found.worked_cases[0][lang]}" in said


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_facts_of_a_case_are_told_as_the_page_tells_them(lang: str) -> None:
    (problem,) = longer().changed
    case, _ = problem.examples[0].asked
    date = case.facts["promised_ship_date"]
    label = BOOK.facts["promised_ship_date"].label[lang]
    said = told(longer(), lang)
    assert f"- {label}: {date_words(BOOK, lang, date)}" in said.splitlines()
    assert "promised_ship_date" not in said


def test_the_example_is_the_case_of_which_the_least_is_told() -> None:
    (problem,) = longer().changed
    assert problem.examples[0].asked[0].facts.keys() == {"promised_ship_date"}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (["Press.", "By Monday."], ["Press.", "By Tuesday."], ("By Monday.", "By Tuesday.")),
        (["Press.", "It is late."], ["Press."], ("It is late.", "–")),
        (["Press.", "Refund."], ["Refund.", "Press."], ("Press. Refund.", "Refund. Press.")),
    ],
)
def test_sentences_that_both_answers_say_are_left_out(
    before: list[str], after: list[str], told: tuple[str, str]
) -> None:
    assert _without_the_same(before, after) == told


@pytest.mark.parametrize("lang", ["en", "it"])
def test_an_answer_that_is_no_longer_offered_keeps_its_label(lang: str) -> None:
    fact = BEFORE.facts["remedy"]
    gone = next(value for value in fact.values if value.id == "reissue")
    fewer = replace(fact, values=tuple(value for value in fact.values if value != gone))
    found = impact(BEFORE, replace(BEFORE, facts={**BEFORE.facts, fact.id: fewer}))
    book = _both(found)
    assert gone in book.facts[fact.id].values
    assert fact_value(book, lang, fact.id, gone.id) == gone.label[lang]


def test_the_data_hold_both_answers_to_each_example() -> None:
    data = json.loads(json.dumps(report_data(Report(base="main", impact=longer(), moved=()))))
    assert not data["nothing_changed"]
    (changed,) = [each for each in data["problems"] if each["changed"]]
    assert sum(example["like_it"] for example in changed["examples"]) == changed["changed"]
    assert all(example["before"] != example["after"] for example in changed["examples"])
