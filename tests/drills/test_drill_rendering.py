"""The story, the questions and the result, in the page and in a terminal."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner

from playbook_sim import bridge, cli
from playbook_sim.cases import read_case
from playbook_sim.drills import Drill, draw, grade, read_answers
from playbook_sim.drills.parts import LEVELS, Wish
from playbook_sim.evaluation import evaluate
from playbook_sim.loading import load_rulebook
from playbook_sim.rendering.drill import (
    choice_words,
    date_given,
    graded_data,
    render_drill,
    render_graded,
    story,
    view_of_drills,
    why_wrong,
)

BOOK = load_rulebook()
TODAY = dt.date(2026, 11, 26)
DRILLS = [
    draw(BOOK, Wish(seed=seed, topic="mixed", difficulty=level, today=TODAY)) for level in LEVELS for seed in range(25)
]
LANGUAGES = list(BOOK.languages)


def right_of(drill: Drill) -> int:
    return next(place for place, choice in enumerate(drill.choices) if choice.reason == "right")


def asked(drill: Drill, lang: str) -> dict[str, Any]:
    wish = drill.wish
    return {
        "seed": wish.seed,
        "topic": wish.topic,
        "difficulty": wish.difficulty,
        "today": wish.today.isoformat(),
        "lang": lang,
    }


def call(method: str, params: dict[str, Any]) -> dict[str, Any]:
    return json.loads(bridge.handle(json.dumps({"method": method, "params": params})))


def facts_told(drill: Drill, lang: str) -> dict[str, Any]:
    """The facts of a drill as somebody reads them who has only the story: each label looked up, each answer too."""
    view = view_of_drills(BOOK, lang)
    asks = BOOK.problems[drill.case.problem].asks
    labels = {BOOK.facts[id_].label[lang]: BOOK.facts[id_] for id_ in asks}
    found: dict[str, Any] = {}
    for label, given in story(view, drill):
        fact = labels.get(label)
        if fact is None:
            continue
        (said,) = given
        if fact.kind == "date":
            days = (TODAY - dt.timedelta(days=back) for back in range(-40, 800))
            found[fact.id] = next(day for day in days if view.date(day) == said).isoformat()
        elif fact.kind == "integer":
            found |= {fact.id: int(said)} if said.isdigit() else {}
        else:
            values = [value.id for value in fact.values] or ["yes", "no"]
            found[fact.id] = next(value for value in values if view.fact_value(fact.id, value) == said)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_story_alone_gives_the_same_answer(lang: str) -> None:
    view = view_of_drills(BOOK, lang)
    for drill in DRILLS:
        problem = BOOK.problems[drill.case.problem]
        steps = {s.step.do[lang]: s.step.id for path in drill.resolution.paths for s in path.steps}
        ticked = [
            steps[said] for label, given in story(view, drill) for said in given if label == view.say("drill.ticked")
        ]
        told = {"platform": drill.case.platform, "problem": problem.id, "facts": facts_told(drill, lang)}
        case, today = read_case(BOOK, told | {"today": drill.today.isoformat(), "done": ticked})
        again = evaluate(BOOK, case, today)
        assert [path.headline for path in again.paths] == [path.headline for path in drill.resolution.paths]
        assert again.deadlines == drill.resolution.deadlines
        page = unescape(render_drill(view, drill))
        # It tells how the case began: what has been given since would contradict it as a report of today.
        assert view.say("drill.began", summary=problem.summary[lang]) in page
        assert view.date(drill.today) in page
        for label, given in story(view, drill):
            assert label in page
            assert all(said in page for said in given)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_could_matter_and_has_not_happened_is_told(lang: str) -> None:
    view = view_of_drills(BOOK, lang)
    for drill in DRILLS:
        said = " ".join(text for label, given in story(view, drill) for text in (label, *given))
        for id_ in drill.resolution.questions:
            fact = BOOK.facts[id_]
            event = fact.event if fact.kind == "date" and id_ not in drill.case.facts else None
            assert (event or fact.label)[lang] in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_questions_do_not_tell_the_answer(lang: str) -> None:
    """Whatever marks the right choice would have to differ between the choices, besides their words and places."""
    view = view_of_drills(BOOK, lang)
    for drill in DRILLS:
        reply = call("drill", asked(drill, lang))["result"]
        assert set(reply) == {"html", "level"}
        assert reply == {"html": render_drill(view, drill), "level": drill.level}
        bare = set()
        for place, choice in enumerate(drill.choices):
            label = re.search(rf'<label[^>]*><input[^>]*name="first" value="{place}">.*?</label>', reply["html"])
            assert label
            bare.add(unescape(label[0]).replace(choice_words(view, choice), "…").replace(f'"{place}"', '"n"'))
        assert len(bare) == 1
        solution = grade(BOOK, drill, read_answers(BOOK, drill, {"first": 0, "when": "none"})).solution
        days = [value for value in drill.case.facts.values() if isinstance(value, dt.date)]
        if solution.date and solution.date not in (*days, drill.today):
            assert solution.date.isoformat() not in reply["html"]
            assert view.date(solution.date) not in reply["html"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_result_says_both_answers_why_and_where_to_look(lang: str) -> None:
    view = view_of_drills(BOOK, lang)
    for drill in DRILLS:
        right = right_of(drill)
        wrong = (right + 1) % len(drill.choices)
        given = {"first": wrong, "when": "2031-01-02"}
        graded = grade(BOOK, drill, read_answers(BOOK, drill, given))
        reply = call("grade", asked(drill, lang) | {"answers": given})["result"]
        page = unescape(render_graded(view, graded))
        assert unescape(reply.pop("html")) == page
        assert reply == graded_data(view, graded)
        assert reply["whole"] == "wrong"
        for choice in (drill.choices[right], drill.choices[wrong]):
            assert choice_words(view, choice) in page
        assert why_wrong(view, drill.choices[wrong]) in page
        assert date_given(view, graded.solution.date) in page
        assert view.date(dt.date(2031, 1, 2)) in page
        for path in drill.resolution.paths:
            assert path.title[lang] in page
        solution = graded.solution
        cites = [*(solution.choice.step.cites if solution.choice.step else ())]
        cites += solution.deadline.cites if solution.deadline else ()
        for id_ in cites:
            assert BOOK.citations[id_].quote in page
        if solution.deadline:
            assert all(view.say("ledger.head.number") in page for _ in solution.deadline.counts)
        counts = solution.deadline.counts if solution.deadline else ()
        for day in (day for count in counts for day in count.days if day.name):
            assert day.name[lang] in page
        told = " ".join(reply["story"])
        assert view.date(drill.today) in told
        for id_, value in drill.case.facts.items():
            assert BOOK.facts[id_].label[lang] in told
            assert view.fact_value(id_, value) in told
        if solution.choice.kind == "ask":
            assert drill.resolution.paths[0].ask[lang] in page


def test_the_link_to_the_simulator_holds_the_whole_case_and_its_day() -> None:
    view = view_of_drills(BOOK, "en")
    for drill in DRILLS:
        graded = grade(BOOK, drill, read_answers(BOOK, drill, {"first": 0, "when": "none"}))
        (fragment,) = re.findall(r'href="\.\./simulator/#([^"]*)"', render_graded(view, graded))
        held = {key: value for key, (value,) in parse_qs(unescape(fragment)).items()}
        assert held.pop("v") == BOOK.version
        told = {"platform": held.pop("platform"), "problem": held.pop("problem"), "today": held.pop("today")}
        done = held.pop("done", "").split()
        case, today = read_case(BOOK, told | {"facts": held, "done": done})
        assert (case, today) == (drill.case, drill.today)


def test_a_date_that_is_none_is_told_at_its_field() -> None:
    error = call("grade", asked(DRILLS[0], "it") | {"answers": {"first": 0, "when": "2026-02-31"}})["error"]
    assert (error["code"], error["fact"]) == ("fact", "date")
    assert error["message"].startswith(BOOK.words["form.date"]["it"])


# --- in a terminal ---


def run(*options: str, typed: str) -> Any:
    return CliRunner().invoke(cli.main, ["drill", *options], input=typed)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_asks_grades_and_explains(lang: str) -> None:
    drill = DRILLS[-1]
    solution = grade(BOOK, drill, read_answers(BOOK, drill, {"first": 0, "when": "none"})).solution
    view = view_of_drills(BOOK, lang)
    options = ("--seed", str(drill.wish.seed), "--difficulty", "3", "--today", TODAY.isoformat(), "--lang", lang)
    when = solution.date.isoformat() if solution.date else view.say("drill.cli.none")
    said = run(*options, typed=f"9\n{right_of(drill) + 1}\n2026-02-31\n{when}\n")
    assert said.exit_code == 0, said.output
    assert said.output.count(view.say("drill.mark.right")) == 2
    flat = " ".join(said.output.split())
    assert "2026-02-31" in flat
    assert BOOK.problems[drill.case.problem].summary[lang] in flat
    assert view.say("drill.mark.wrong") not in said.output
    said = run(*options, typed=f"{(right_of(drill) + 1) % 4 + 1}\n2031-01-02\n")
    assert said.output.count(view.say("drill.mark.wrong")) == 2


def test_without_a_seed_the_command_draws_one_and_names_it() -> None:
    said = run("--topic", "no_stock", typed="1\nnone\n")
    assert said.exit_code == 0, said.output
    seed, today = re.match(r"Case (\d+), taken on (\S+)", said.output).groups()
    again = run("--topic", "no_stock", "--seed", seed, "--today", today, typed="1\nnone\n")
    assert again.output == said.output


def test_a_topic_that_there_is_not_is_refused_with_those_there_are() -> None:
    said = run("--topic", "ebay", typed="")
    assert said.exit_code == 2
    assert "aliexpress.dispute" in said.stderr
