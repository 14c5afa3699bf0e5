"""Drills over many seeds, topics and levels: each has exactly one right answer, and it is the engine's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from oracle import Oracle

from playbook_sim.cases import explain, read_case
from playbook_sim.drills import Drill, draw, grade, offered, read_answers, read_wish, topics
from playbook_sim.drills.parts import ANY_LEVEL, LEVELS, Wish
from playbook_sim.drills.solving import solve
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Deadline
from playbook_sim.rendering.drill import choice_words, view_of_drills
from playbook_sim.rendering.headlines import headlines
from playbook_sim.rendering.refusal import refusal_words

BOOK = load_rulebook()
OFFERED = offered(BOOK)
TODAYS = (dt.date(2026, 11, 26), dt.date(2026, 2, 20), dt.date(2025, 10, 3), dt.date(2028, 1, 5))
POOLS = [(topic, level) for topic, levels in OFFERED.items() for level in levels]
MANY = 40
"""Drills drawn for each level of the mixed topic; each of the other pools gives a few."""


def wishes() -> Iterator[Wish]:
    for level in LEVELS:
        for seed in range(MANY):
            yield Wish(seed=seed, topic="mixed", difficulty=level, today=TODAYS[seed % len(TODAYS)])
    for topic, level in POOLS:
        for seed in range(3):
            yield Wish(seed=seed, topic=topic, difficulty=level, today=TODAYS[seed % len(TODAYS)])


DRILLS = [draw(BOOK, wish) for wish in wishes()]


def answers(first: int, when: dt.date | None) -> dict[str, object]:
    return {"first": first, "when": when.isoformat() if when else "none"}


def right_of(drill: Drill) -> int:
    (place,) = [place for place, choice in enumerate(drill.choices) if choice.reason == "right"]
    return place


def oracle_dates(drill: Drill, deadline: Deadline) -> dict[str, dt.date]:
    own = drill.case.facts.get(BOOK.limits[deadline.id].amount_from or "")
    return Oracle.of().dates(deadline.id, deadline.start, drill.case.calendar, own)


def test_every_topic_offers_a_level_and_every_offer_is_kept() -> None:
    assert set(OFFERED) == set(topics(BOOK))
    assert all(OFFERED.values())
    assert OFFERED["mixed"] == LEVELS
    drawn = {(drill.wish.topic, drill.wish.difficulty) for drill in DRILLS}
    assert drawn == set(POOLS)
    for drill in DRILLS:
        assert drill.level == drill.wish.difficulty
        assert drill.case.problem in topics(BOOK)[drill.wish.topic]


def test_what_follows_in_a_story_takes_a_day_at_least() -> None:
    """Goods do not come back on the day on which the buyer first shows what is wrong with them."""
    for drill in DRILLS:
        days = [value for value in drill.case.facts.values() if isinstance(value, dt.date)]
        assert len(days) == len(set(days)), drill.wish


def test_goods_that_are_back_do_not_tell_that_the_refund_was_accepted() -> None:
    facts = {"buyer_evidence_on": "2026-11-02", "quality_finding": "confirmed", "return_received_on": "2026-11-20"}
    case, today = read_case(
        BOOK, {"platform": "tmall_global", "problem": "quality_problem", "facts": facts, "today": "2026-11-21"}
    )
    (path,) = evaluate(BOOK, case, today).paths
    (step,) = (step for step in path.steps if step.step.id == "accept_refund")
    assert (step.state, step.reported) == ("done", False)


def test_topics_have_ids_of_their_own() -> None:
    platforms = {problem.platform for problem in BOOK.problems.values()}
    stages = {f"{problem.platform}.{problem.stage}" for problem in BOOK.problems.values()}
    assert len(topics(BOOK)) == 1 + len(platforms) + len(stages) + len(BOOK.problems)


def test_the_same_wish_gives_the_same_drill() -> None:
    for drill in DRILLS[::17]:
        assert draw(BOOK, drill.wish) == drill


def test_exactly_one_choice_is_right_and_all_read_differently_in_each_language() -> None:
    for drill in DRILLS:
        assert len(drill.choices) == 4
        right_of(drill)
        for lang in BOOK.languages:
            view = view_of_drills(BOOK, lang)
            assert len({choice_words(view, choice).casefold() for choice in drill.choices}) == 4


def test_no_wrong_choice_is_to_be_done_today_as_well() -> None:
    for drill in DRILLS:
        due = {
            step.step.do["en"]
            for path in drill.resolution.paths
            for step in path.steps
            if step.state in ("now", "overdue") and not step.replaced
        }
        for choice in drill.choices:
            if choice.reason != "right" and choice.step and choice.kind == "do":
                assert choice.step.do["en"] not in due, drill.wish


def test_no_two_choices_are_two_ways_of_doing_nothing() -> None:
    for drill in DRILLS:
        assert sum(choice.kind in ("wait", "not_yet", "nothing") for choice in drill.choices) <= 1


def test_the_right_choice_is_what_the_answer_shows_first() -> None:
    view = view_of_drills(BOOK, "en")
    for drill in DRILLS:
        choice = drill.choices[right_of(drill)]
        lines = headlines(view, drill.resolution)
        if choice.kind == "nothing":
            assert lines == []
        elif choice.kind == "ask":
            assert drill.resolution.status == "not_covered"
            assert lines == []
        elif lines[0].do == choice.step.do["en"]:
            assert (lines[0].urgency in ("wait", "calm", "soon")) or choice.kind == "do"
        else:
            # A duty whose date is near stands first, by its label.
            assert lines[0].do == f"{BOOK.limits[choice.step.limit].label['en']}."


def test_the_right_date_is_the_oracles() -> None:
    dated = 0
    for drill in DRILLS:
        graded = grade(BOOK, drill, read_answers(BOOK, drill, answers(0, None)))
        solution = graded.solution
        if solution.deadline is None:
            assert solution.date is None
            assert not [duty for duty in drill.resolution.deadlines if duty.strict]
            continue
        dated += 1
        expected = oracle_dates(drill, solution.deadline)
        first, last = expected.get("strict"), expected.get("literal")
        if first is None:
            last, first = expected["earliest"], expected["latest"]
        assert solution.date == first, drill.wish
        assert solution.nearly in (None, last), drill.wish
    assert dated > len(DRILLS) // 3


def test_right_answers_get_full_marks_and_no_others() -> None:
    for drill in DRILLS:
        right = right_of(drill)
        solution = grade(BOOK, drill, read_answers(BOOK, drill, answers(right, None))).solution
        best = grade(BOOK, drill, read_answers(BOOK, drill, answers(right, solution.date)))
        assert (best.first, best.when, best.whole) == ("right", "right", "right")
        other_day = (solution.date or drill.today) + dt.timedelta(days=400)
        for place in range(len(drill.choices)):
            for day in {solution.date, solution.nearly, None, other_day}:
                graded = grade(BOOK, drill, read_answers(BOOK, drill, answers(place, day)))
                assert (graded.first == "right") == (place == right)
                assert (graded.when == "right") == (day == solution.date)
                assert (graded.when == "partly") == (day is not None and day == solution.nearly != solution.date)
                if (place, day) != (right, solution.date):
                    assert graded.whole != "right"
                if place != right and day not in (solution.date, solution.nearly):
                    assert graded.whole == "wrong"


def test_the_facts_make_sense_together_and_give_the_same_answer_again() -> None:
    for drill in DRILLS:
        facts = {id_: v.isoformat() if isinstance(v, dt.date) else v for id_, v in drill.case.facts.items()}
        told = {"platform": drill.case.platform, "problem": drill.case.problem, "facts": facts}
        case, today = read_case(BOOK, told | {"today": drill.today.isoformat(), "done": list(drill.case.done)})
        resolution = evaluate(BOOK, case, today)
        assert resolution.paths == drill.resolution.paths
        assert resolution.deadlines == drill.resolution.deadlines
        assert not [finding for finding in resolution.findings if finding.result == "unused"], drill.wish


def test_each_level_is_what_it_says() -> None:
    for drill in DRILLS:
        solution = grade(BOOK, drill, read_answers(BOOK, drill, answers(0, None))).solution
        dated = [deadline for deadline in drill.resolution.deadlines if deadline.strict or deadline.latest]
        if drill.level == 1:
            assert len(dated) <= 1
            assert all(not deadline.calendar and deadline.kind != "window" for deadline in dated)
            assert drill.resolution.status == "resolved"
        if drill.level < 3:
            assert not any(deadline.provisional for deadline in dated)
            assert len(drill.resolution.paths) == 1 or not dated
            days = [day for count in (solution.deadline.counts if solution.deadline else ()) for day in count.days]
            assert not [day for day in days if day.kind in ("holiday", "make_up")]


def test_hard_drills_meet_holidays_silence_open_ends_and_provisional_dates() -> None:
    hard = [drill for drill in DRILLS if drill.level == 3]
    kinds = {day.kind for one in hard for laid in one.resolution.deadlines for c in laid.counts for day in c.days}
    assert {"holiday", "make_up", "weekend"} <= kinds
    assert [one for one in hard if one.resolution.status == "not_covered"]
    assert [one for one in hard if len(one.resolution.paths) > 1]
    assert [one for one in hard if any(laid.provisional for laid in one.resolution.deadlines)]


@pytest.mark.parametrize("level", [ANY_LEVEL, *LEVELS])
def test_whoever_always_says_that_no_date_runs_does_not_pass(level: int) -> None:
    drawn = [draw(BOOK, Wish(seed=seed, topic="mixed", difficulty=level, today=TODAYS[0])) for seed in range(60)]
    dateless = [one for one in drawn if solve(one.resolution).date is None]
    assert 0 < len(dateless) <= len(drawn) // 3


def test_every_kind_of_right_answer_turns_up() -> None:
    assert {drill.choices[right_of(drill)].kind for drill in DRILLS} == {"do", "wait", "not_yet", "nothing", "ask"}


def test_a_level_that_a_topic_does_not_have_is_refused_with_those_it_has() -> None:
    assert OFFERED["no_stock"] == (1,)
    with pytest.raises(FactError) as refused:
        draw(BOOK, Wish(seed=1, topic="no_stock", difficulty=3, today=TODAYS[0]))
    assert (refused.value.fact, refused.value.details["accepted"]) == ("difficulty", "1")
    for lang in BOOK.languages:
        levels = [BOOK.words[f"drill.level.{level}"][lang] for level in (3, 1)]
        words = [BOOK.problems["no_stock"].title[lang], *levels]
        for said in (explain(BOOK, refused.value, lang), refusal_words(BOOK, refused.value, lang)):
            assert [said.find(word) for word in words] == sorted(said.find(word) for word in words)
            assert all(word in said for word in words)


def test_any_level_gives_what_the_topic_has() -> None:
    drawn = [draw(BOOK, Wish(seed=seed, topic="no_stock", difficulty=0, today=TODAYS[0])) for seed in range(9)]
    assert {drill.level for drill in drawn} == {1}


WISH = {"seed": 1, "topic": "mixed", "difficulty": 0, "today": "2026-11-26"}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("seed", "1", "not_an_integer"),
        ("seed", True, "not_an_integer"),
        ("seed", -1, "integer_out_of_range"),
        ("seed", 2**31, "integer_out_of_range"),
        ("topic", "ebay", "unknown_value"),
        ("difficulty", 4, "unknown_value"),
        ("today", "26.11.2026", "not_a_date"),
    ],
)
def test_a_wish_that_makes_no_sense_is_named(key: str, value: object, code: str) -> None:
    with pytest.raises(FactError) as refused:
        read_wish(BOOK, WISH | {key: value})
    assert (refused.value.fact, refused.value.code) == (key, code)


@pytest.mark.parametrize(
    ("given", "fact", "code"),
    [
        ({"when": "none"}, "first", "missing"),
        ({"first": 4, "when": "none"}, "first", "unknown_value"),
        ({"first": 0}, "date", "missing"),
        ({"first": 0, "when": "2026-02-31"}, "date", "not_a_date"),
    ],
)
def test_an_answer_that_makes_no_sense_is_named(given: dict[str, object], fact: str, code: str) -> None:
    drill = draw(BOOK, read_wish(BOOK, WISH))
    with pytest.raises(FactError) as refused:
        read_answers(BOOK, drill, given)
    assert (refused.value.fact, refused.value.code) == (fact, code)
