"""One edit of one number in ``limits.toml`` moves all that tells it: pages, pictures, answers, messages, cases."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import oracle
import pytest
from oracle import Oracle
from pinned import with_line
from worked_cases import read_cases

from playbook_sim.cases import read_case
from playbook_sim.contract import as_data
from playbook_sim.evaluation import evaluate
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook
from playbook_sim.rendering.answer import render_answer
from playbook_sim.rendering.messages import filled_text
from playbook_sim.rendering.static_path import render_static_path
from playbook_sim.rendering.text import render_text
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.site import flowcharts
from playbook_sim.site.filled_pages import FilledPages
from playbook_sim.site.places import ROOT

START = dt.date(2026, 3, 10)
MONTHS = {
    "en": ("March", "April", "May", "June"),
    "it": ("marzo", "aprile", "maggio", "giugno"),
}

# Its examples of counting have numbers of their own, which are no limit's.
EXAMPLES = "counting-days.md"


@dataclass(frozen=True)
class Edit:
    """A limit, a problem that it belongs to with facts that start its count, and pages that tell how long it is."""

    limit: str
    problem: str
    facts: dict[str, str]
    pages: tuple[str, ...]


EDITS = (
    Edit(
        "dsers_overdue_switch",
        "shipment_overdue",
        {"promised_ship_date": START.isoformat()},
        ("faq.md", "deadlines.md", "simulator.md", "handbook/before-shipment/shipment-overdue.md"),
    ),
    Edit(
        "dsers_verification",
        "wrong_item",
        {"evidence_sent_on": START.isoformat()},
        ("faq.md", "deadlines.md", "simulator.md", "handbook/after-shipment/wrong-item.md"),
    ),
    Edit(
        "dsers_remedy",
        "wrong_item",
        {"claim_result": "verified", "verified_on": START.isoformat(), "remedy": "refund"},
        ("faq.md", "deadlines.md", "simulator.md", "handbook/after-shipment/wrong-item.md"),
    ),
    Edit(
        "ae_settle",
        "own_reason",
        {"dispute_opened_on": START.isoformat()},
        ("deadlines.md", "simulator.md", "handbook/dispute/the-two-clocks.md", "handbook/dispute/own-reason.md"),
    ),
)


@dataclass(frozen=True)
class Edition:
    """A rulebook before or after the edit."""

    book: Rulebook
    oracle: Oracle
    edit: Edit

    def length(self, lang: str) -> str:
        """The limit as prose has it, by what stands in its file alone."""
        limit = self.oracle.limits[self.edit.limit]
        number = f"{limit['least']}–{limit['amount']}" if "least" in limit else str(limit["amount"])
        units = {
            "days": {"en": " days", "it": " giorni", "zh": "天"},
            "working_days": {"en": " working days", "it": " giorni lavorativi", "zh": "个工作日"},
        }
        return number + units[limit["unit"]][lang]

    def dates(self) -> set[dt.date]:
        return set(self.oracle.dates(self.edit.limit, START).values())

    def answer(self) -> Any:
        problem = self.book.problems[self.edit.problem]
        case = {"platform": problem.platform, "problem": problem.id, "facts": self.edit.facts}
        return evaluate(self.book, *read_case(self.book, case | {"today": START.isoformat()}))


@pytest.fixture(scope="module", params=EDITS, ids=lambda edit: edit.limit)
def editions(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Edition]:
    """The rulebook as it is, and a copy in which one line is another: the limit is longer, and like no other."""
    return _editions(request.param, tmp_path_factory.mktemp("edited"))


def _editions(edit: Edit, folder: Path) -> tuple[Edition, Edition]:
    root = Path(shutil.copytree(oracle.RULEBOOK, folder / "rulebook"))
    file = root / "limits.toml"
    old = file.read_text(encoding="utf-8")
    amount = tomllib.loads(old)[edit.limit]["amount"]
    unlike = {limit["amount"] for limit in tomllib.loads(old).values() if "amount" in limit}
    longer = next(number for number in count(amount + 1) if number not in unlike)
    new = with_line(old, edit.limit, "amount", longer)
    file.write_text(new, encoding="utf-8")
    assert sum(one != other for one, other in zip(old.splitlines(), new.splitlines(), strict=True)) == 1
    return (
        Edition(load_rulebook(), Oracle.of(), edit),
        Edition(load_rulebook(root), Oracle.of(root), edit),
    )


def _assert_moved(before: str, after: str, old: str, new: str) -> None:
    assert _tells(before, old)
    assert not _tells(before, new)
    assert _tells(after, new)
    assert not _tells(after, old)


def _tells(text: str, words: str) -> bool:
    """Whether ``words`` stand in ``text`` as ours: not in a quote of a source, nor as the end of a longer number."""
    ours = re.sub(r"<q\b.*?</q>", "", " ".join(text.split()))
    return re.search(rf"(?<![\d–]){re.escape(words)}(?!\w)", ours) is not None


# --- pages ------------------------------------------------------------------------------------------------------


def _pages(edition: Edition, lang: str) -> Iterator[tuple[str, str]]:
    """Every page with its macros filled in; the flowchart is the graph that Graphviz draws."""

    def flowchart() -> str:
        return flowcharts.graph(pages.view.view, edition.book.problems[pages.view.meta["problem"]])

    pages = FilledPages(edition.book, ROOT / "docs", lang, {"flowchart": flowchart})
    for page in pages:
        yield page, pages.fill(page)


@pytest.mark.parametrize("lang", ["en", "it"])
def test_every_page_that_tells_the_limit_moves(editions: tuple[Edition, Edition], lang: str) -> None:
    before, after = editions
    old, new = before.length(lang), after.length(lang)
    was, now = dict(_pages(before, lang)), dict(_pages(after, lang))
    telling = {page for page, text in was.items() if _tells(text, old)} - {EXAMPLES}
    assert set(before.edit.pages) <= telling
    for page in telling:
        _assert_moved(was[page], now[page], old, new)
    for page in set(was) - telling - {EXAMPLES}:
        assert not _tells(now[page], new), page


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_path_and_the_flowchart_move(editions: tuple[Edition, Edition], lang: str) -> None:
    path, chart = [], []
    for edition in editions:
        problem = edition.book.problems[edition.edit.problem]
        path.append(render_static_path(edition.book, problem, lang, link_from_simulator))
        # A label is wrapped where its box ends.
        chart.append(flowcharts.graph(View(edition.book, lang, link_from_simulator), problem).replace("\\n", " "))
    old, new = (edition.length(lang) for edition in editions)
    _assert_moved(*path, old, new)
    _assert_moved(*chart, old, new)


# --- answers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_answer_moves_in_every_form(editions: tuple[Edition, Edition], lang: str) -> None:
    before, after = editions
    gone, come = before.dates() - after.dates(), after.dates() - before.dates()
    assert gone
    assert come
    was, now = _forms(before, lang), _forms(after, lang)
    for form in was:
        for day in gone:
            assert _shows(was[form], day, lang), (form, day)
            assert not _shows(now[form], day, lang), (form, day)
        for day in after.dates() - {START}:
            assert _shows(now[form], day, lang), (form, day)


def _forms(edition: Edition, lang: str) -> dict[str, str]:
    answer = edition.answer()
    parts = render_answer(edition.book, answer, lang)
    data = as_data(edition.book, answer, lang)
    # Counts are left out: they run through days that are nobody's deadline.
    for deadline in data["deadlines"]:
        del deadline["ledger"]
    return {
        "timeline": parts["timeline"],
        "steps": parts["steps"],
        "deadlines": re.sub(r"<table\b.*?</table>", "", parts["deadlines"], flags=re.DOTALL),
        "text": render_text(edition.book, answer, lang),
        "contract": json.dumps(data, ensure_ascii=False),
    }


def _shows(text: str, day: dt.date, lang: str) -> bool:
    """Whether a day stands in a text as a date, in words, or in short words."""
    month = MONTHS[lang][day.month - START.month]
    forms = (day.isoformat(), rf"\b{day.day} {month} {day.year}", rf"\b{day.day} {month[:3]}\b")
    return any(re.search(form, text) for form in forms)


def test_the_messages_move_in_every_language(tmp_path: Path) -> None:
    (edit,) = (edit for edit in EDITS if edit.limit == "dsers_remedy")
    before, after = _editions(edit, tmp_path)
    message = before.book.messages["refund_on_its_way"]
    assert "refund_on_its_way" in before.answer().messages
    for lang in before.book.message_languages:
        texts = (
            filled_text(edition.book, edition.answer().case, message, lang, message.body[lang])
            for edition in (before, after)
        )
        _assert_moved(*texts, before.length(lang), after.length(lang))


# --- tests ------------------------------------------------------------------------------------------------------


def test_the_worked_cases_move_and_still_hold(editions: tuple[Edition, Edition]) -> None:
    before, after = editions
    moved = 0
    was = {case.name: case for case in read_cases(oracle=before.oracle)}
    for case in read_cases(oracle=after.oracle):
        answer = as_data(after.book, evaluate(after.book, *read_case(after.book, case.request)), "en")
        assert case.seen(answer) == case.wanted(), case.name
        assert case.not_shown(answer) == [], case.name
        moved += case.deadlines != was[case.name].deadlines if case.name in was else 0
    assert moved > 0
