"""Every contender that can be tried without a browser gives the right answer."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.contenders import PAGES, page, plain, stock
from benchmarks.pages import count_days
from benchmarks.task import Task, the_task
from playbook_sim.calendars import count_working_days
from playbook_sim.loading import load_rulebook

BOOK = load_rulebook()
CHINA = BOOK.calendars["china"]


def _tasks(count: int = 40) -> list[Task]:
    chance = random.Random(83)
    first = dt.date(2024, 1, 1)
    return [_task(first + dt.timedelta(chance.randint(0, 900)), chance.randint(1, 60)) for _ in range(count)]


def _task(start: dt.date, days: int) -> Task:
    return Task(
        start=start.isoformat(),
        days=days,
        holidays=tuple(day.isoformat() for day in CHINA.holidays),
        makeup_days=tuple(day.isoformat() for day in CHINA.workdays),
        answer=count_working_days(CHINA, start, days).end.isoformat(),
    )


# --- the task ---------------------------------------------------------------------------------------------------


def test_the_task_is_what_the_engine_counts() -> None:
    task = the_task()
    start = dt.date.fromisoformat(task.start)
    assert count_working_days(CHINA, start, task.days).end.isoformat() == task.answer
    assert task.holidays, "a task without holidays shows nothing"
    assert task.makeup_days, "a task without make-up days shows nothing"


def test_the_python_of_the_peers_counts_as_the_engine_does() -> None:
    for task in (the_task(), *_tasks()):
        assert count_days.last_day(json.loads(task.as_json())) == task.answer


def test_the_javascript_counts_as_the_engine_does(tmp_path: Path) -> None:
    tasks = [the_task(), *_tasks()]
    told = ",".join(task.as_json() for task in tasks)
    script = tmp_path / "ask.mjs"
    script.write_text(
        f'import {{ lastDay }} from "{(PAGES / "count_days.mjs").as_uri()}";\n'
        f"console.log(JSON.stringify([{told}].map(lastDay)));\n",
        encoding="utf-8",
    )
    node = Path(sys.executable).with_name("node")
    answered = subprocess.run([node, script], capture_output=True, text=True, check=True).stdout
    assert json.loads(answered) == [task.answer for task in tasks]


def test_a_page_lacks_nothing_that_it_asks_for() -> None:
    with pytest.raises(KeyError, match="task"):
        page("plain.html")
    assert b"{{" not in plain.offer(the_task()).pages["bench/plain.html"]


def test_the_page_on_stock_pyodide_fetches_nothing_of_our_runtime() -> None:
    html = (
        '<link rel="modulepreload" href="../../runtime/ab/worker.js">'
        '<link href="../../runtime/ab/core.wasm" rel=preload>'
        '<link rel="stylesheet" href="../runtime/kept.css"><div data-runtime="../../runtime/ab/worker.js">'
    )
    stocked = stock.on_stock(html).decode()
    assert stocked == '<link rel="stylesheet" href="../runtime/kept.css"><div data-runtime="/bench/stock-worker.mjs">'


# --- the report -------------------------------------------------------------------------------------------------


def test_a_ratio_needs_both_times() -> None:
    there = {"seconds": {"empty": 3.0}, "bytes": 10}
    gone = {"seconds": {"empty": None}, "bytes": None}
    assert report.ratio(there, {"seconds": {"empty": 4.0}, "bytes": 20}, "empty") == 0.75
    assert report.ratio(there, {"seconds": {"empty": 4.0}, "bytes": 20}, "bytes") == 0.5
    assert report.ratio(gone, there, "empty") is None
    assert report.ratio(there, gone, "bytes") is None
    assert report.ratio(there, None, "empty") is None
