"""Limits that change from a day on: each case is judged by the version in force on the day its count starts.

The cases are data: ``cases.toml``, counted by hand. The oracle, which is no part of the engine, counts them again.
"""

from __future__ import annotations

import datetime as dt
import html
import re
import tomllib
from pathlib import Path
from typing import Any

import dated
import pytest

from playbook_sim.cases import read_case
from playbook_sim.contract import as_data
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Resolution
from playbook_sim.rendering.answer import announce, render_answer
from playbook_sim.rendering.text import render_text

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]
DATED = [case for case in CASES if "versions" in case]
BOOK = dated.rulebook()
ENDS = ("strict", "literal", "earliest", "latest")
named = {"ids": lambda case: case["name"]}


def answer(case: dict[str, Any]) -> Resolution:
    problem = BOOK.problems[case["problem"]]
    told = {"platform": problem.platform, "problem": problem.id, "facts": case["facts"], "today": case["today"]}
    return evaluate(BOOK, *read_case(BOOK, told | {"calendar": case.get("chosen")}))


def deadline(case: dict[str, Any], lang: str = "en") -> dict[str, Any]:
    data = as_data(BOOK, answer(case), lang)
    return next(each for each in data["deadlines"] if each["id"] == case["limit"])


def plain(markup: str) -> str:
    """The words of a part, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def start_of(case: dict[str, Any]) -> dt.date | None:
    start = case["facts"].get(dated.oracle().counted_from(case["limit"]))
    return start and dt.date.fromisoformat(start)


@pytest.mark.parametrize("case", DATED, **named)
def test_the_dates(case: dict[str, Any]) -> None:
    found = deadline(case)
    assert {end: found[end] for end in ENDS if found[end]} == case["dates"]
    assert found["calendar"] == case.get("calendar")
    assert found["provisional"] == case.get("provisional", False)


@pytest.mark.parametrize("case", [case for case in DATED if case["dates"]], **named)
def test_the_oracle_counts_the_same(case: dict[str, Any]) -> None:
    start = start_of(case)
    assert start is not None
    days = dated.oracle().dates(case["limit"], start, case.get("chosen"))
    assert {end: day.isoformat() for end, day in days.items()} == case["dates"]


@pytest.mark.parametrize("case", CASES, **named)
def test_what_follows_from_the_dates(case: dict[str, Any]) -> None:
    assert answer(case).derived == case.get("derived", {})


@pytest.mark.parametrize("case", DATED, **named)
def test_the_versions_that_judge(case: dict[str, Any]) -> None:
    found = [
        [version["limit"], *(version[key] or "" for key in ("start", "valid_from", "superseded_on"))]
        for version in deadline(case)["versions"]
    ]
    assert found == case["versions"]


@pytest.mark.parametrize("lang", ["en", "it"])
@pytest.mark.parametrize("case", DATED, **named)
def test_the_answer_says_so_wherever_it_shows_the_deadline(case: dict[str, Any], lang: str) -> None:
    resolution = answer(case)
    card = render_answer(BOOK, resolution, lang)["deadlines"].split("<article")
    shown = plain(next(part for part in card if f'id="pb-deadline-{case["limit"]}"' in part))
    assert case["says"][lang] in shown
    assert f"· {case['length'][lang]} " in shown
    text = " ".join(render_text(BOOK, resolution, lang).split())
    assert case["says"][lang] in text
    assert re.search(rf", {re.escape(case['length'][lang])}, ", text)


def test_every_kind_of_limit_is_tried_before_on_and_after_its_change() -> None:
    for limit in ("ae_answer", "dsers_overdue_switch", "dsers_verification", "tg_return_from_receipt"):
        starts = [start_of(case) for case in CASES if case["limit"] == limit]
        for first in dated.oracle().first_days(limit):
            assert first in starts, (limit, first)
            assert any(start and dt.timedelta(0) < first - start <= dt.timedelta(1) for start in starts), (limit, first)


# --- each place that shows a limit -------------------------------------------------------------------------------


def own_reason(start: str, today: str, **facts: str) -> Resolution:
    told = {"dispute_opened_on": start, **facts}
    case = {"platform": "aliexpress", "problem": "own_reason", "facts": told, "today": today}
    return evaluate(BOOK, *read_case(BOOK, case))


def test_the_head_of_the_answer_says_that_the_rule_has_changed_since() -> None:
    older = "Counted by the rule in force on the day the count starts (Sat 28 February 2026): 5 days."
    for start, said in (("2026-02-28", True), ("2026-03-01", False)):
        resolution = own_reason(start, "2026-03-02")
        assert (older in plain(render_answer(BOOK, resolution, "en")["now"])) == said
        assert (older in announce(BOOK, resolution, "en")) == said


def test_an_answer_is_late_by_the_version_that_judged_it() -> None:
    for start, late in (("2026-02-28", 0), ("2026-03-01", 1)):
        resolution = own_reason(start, "2026-03-06", dispute_answered_on="2026-03-05")
        assert {step.late for path in resolution.paths for step in path.steps} == {0, late}


def test_an_answer_cites_the_version_that_judges_it() -> None:
    before, after = own_reason("2026-02-28", "2026-03-02"), own_reason("2026-03-01", "2026-03-02")
    cited = [
        next(deadline.cites for deadline in resolution.deadlines if deadline.id == "ae_answer")
        for resolution in (before, after)
    ]
    why = BOOK.limits["ae_answer"].strict_because.cites
    assert cited == [("ae_response_5d", *why), ("ae_response_5d", "ae_settle_16d", *why)]


@pytest.mark.parametrize(("verified_on", "length"), [("2026-03-31", "15 "), ("2026-04-01", "10 ")])
def test_a_message_tells_how_long_it_takes_by_the_version_that_judges(verified_on: str, length: str) -> None:
    facts = {
        "claim_result": "verified",
        "evidence_sent_on": "2026-03-10",
        "verified_on": verified_on,
        "remedy": "refund",
    }
    case = {"platform": "dsers_tmall", "problem": "wrong_item", "facts": facts, "today": verified_on}
    resolution = evaluate(BOOK, *read_case(BOOK, case))
    data = as_data(BOOK, resolution, "en")
    message = next(message for message in data["messages"] if message["id"] == "refund_on_its_way")
    for tongue, unit in (("en", "working days"), ("it", "giorni lavorativi"), ("zh", "个工作日")):
        said = f"{length}{unit}".replace(" 个", "个")
        assert said in message["texts"][tongue]["body"]
        assert said in plain(render_answer(BOOK, resolution, "en")["messages"])


def test_a_rulebook_without_such_limits_says_nothing_of_versions() -> None:
    case = {"platform": "aliexpress", "problem": "own_reason", "facts": {"dispute_opened_on": "2026-03-01"}}
    settled = evaluate(BOOK, *read_case(BOOK, case | {"today": "2026-03-02"}))
    data = as_data(BOOK, settled, "en")
    assert next(each for each in data["deadlines"] if each["id"] == "ae_settle")["versions"] == []
