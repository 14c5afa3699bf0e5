"""How long "My cases" takes with ten thousand cases, beside a plain table of the same rows.

It puts the cases into a browser's store and opens both pages in turn. A time runs from the start of the navigation to
the frame in which the rows are to be seen, as the page's own clock has it.
"""

from __future__ import annotations

import datetime as dt
import statistics
import tempfile
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.modules import serve_modules
from benchmarks.records import make_records
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook
from playbook_sim.site.places import SITE
from playbook_sim.site.static_server import served

GOAL = 2.0
"""Seconds in which the first rows are to be seen, in their order."""

CHINA = dt.timezone(dt.timedelta(hours=8))
_PART = 1000

# Notes when what is looked for has been painted: in the frame after the one that it came in.
_WATCH = """
(() => {
  const there = () => document.querySelector("SELECTOR");
  const note = () => requestAnimationFrame(() => requestAnimationFrame(() => (window.seenAt ??= performance.now())));
  const watch = new MutationObserver(() => there() && (watch.disconnect(), note()));
  watch.observe(document, { childList: true, subtree: true });
})()
"""
# Notes how far the checking of cases has come, and when.
_MARK = """
(() => {
  window.marks = [];
  const note = () => {
    const bar = document.querySelector(".mc-progress:not([hidden]) progress");
    if (!bar || bar.max < 50 || bar.value === window.marks.at(-1)?.done) return;
    window.marks.push({ at: performance.now(), done: bar.value });
  };
  new MutationObserver(note).observe(document, { childList: true, subtree: true, attributes: true });
})()
"""
_PUT = """async ([module, records]) => {
  const { openCases } = await import(module);
  const cases = openCases();
  await cases.putAll(records);
  cases.close();
}"""


def measure(browser: Browser, rounds: int, count: int = 10_000) -> dict[str, Any]:
    """Medians and runs in seconds of "My cases" and of a plain table, and how fast the rules were asked again."""
    book = load_rulebook()
    records = make_records(book, dt.datetime.now(CHINA).date(), count)
    with tempfile.TemporaryDirectory() as folder, served(SITE) as site, served(Path(folder)) as plain:
        (Path(folder) / "table.html").write_text(_table(book, records), encoding="utf-8")
        context = browser.new_context()
        _fill(context, site, records)
        runs = _times(context, f"{site}en/cases/", f"{plain}table.html", rounds)
        rate = _checked_a_second(context, site, records)
        context.close()
    return {
        "count": count,
        "goal": GOAL,
        "seconds": {name: round(statistics.median(times), 3) for name, times in runs.items()},
        "runs": {name: [round(one, 3) for one in times] for name, times in runs.items()},
        "checked_a_second": round(rate),
    }


def _table(book: Rulebook, records: list[dict[str, Any]]) -> str:
    """The same rows, sorted beforehand, in the plainest page there is."""
    rows = []
    for record in sorted(records, key=lambda record: record["summary"]["due"] or "9999"):
        summary = record["summary"]
        title = book.problems[record["problem"]].title["en"]
        cells = (
            *(summary["urgency"], summary["due"] or "", summary["literal"] or "", summary["actor"]["en"]),
            *(summary["do"]["en"], record["store"], record["order"], title, record["platform"], record["notes"]),
        )
        rows.append(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>")
    table = f"<table><tbody>{''.join(rows)}</tbody></table><p id=end>"
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Plain table</title>{table}'


def _fill(context: BrowserContext, site: str, records: list[dict[str, Any]]) -> None:
    page = context.new_page()
    page.goto(f"{site}en/glossary/")
    module = f"{serve_modules(context, site)}/storage/cases.js"
    for first in range(0, len(records), _PART):
        page.evaluate(_PUT, [module, records[first : first + _PART]])
    context.unroute_all()
    page.close()


def _times(context: BrowserContext, ours: str, plain: str, rounds: int) -> dict[str, list[float]]:
    """Seconds of each opening, one page after the other. The first opening fills the cache and does not count."""
    times: dict[str, list[float]] = {"ours": [], "plain": []}
    for round_ in range(rounds + 1):
        for name, address, selector in (("ours", ours, ".mc-case:nth-child(50)"), ("plain", plain, "#end")):
            seconds = _seen_after(context, address, selector)
            if round_:
                times[name].append(seconds)
    return times


def _seen_after(context: BrowserContext, address: str, selector: str) -> float:
    page = context.new_page()
    page.add_init_script(_WATCH.replace("SELECTOR", selector))
    page.goto(address, wait_until="commit")
    while not (seen := page.evaluate("window.seenAt ?? 0")):
        page.wait_for_timeout(50)
    page.close()
    return seen / 1000


def _checked_a_second(context: BrowserContext, site: str, records: list[dict[str, Any]]) -> float:
    """How fast the rules are asked again: as on the day after, when no summary holds any more."""
    some = [record | {"summary": None} for record in records[:_PART] if not record["closed_on"]]
    page = context.new_page()
    page.goto(f"{site}en/glossary/")
    page.evaluate(_PUT, [f"{serve_modules(context, site)}/storage/cases.js", some])
    context.unroute_all()
    page.add_init_script(_MARK)
    page.goto(f"{site}en/cases/")
    return len(some) / _seconds_of_checking(page)


def _seconds_of_checking(page: Page) -> float:
    """From the first answer on, so that the start of Python does not count, to the end; as if it had been all of it."""
    bar = page.locator(".mc-progress progress")
    while not (begun := page.evaluate("window.marks?.length > 1 && window.marks[1]")):
        page.wait_for_timeout(50)
    total, first = int(bar.get_attribute("max") or 0), begun["done"]
    page.locator(".mc-progress").wait_for(state="hidden", timeout=300_000)
    ended = page.evaluate("performance.now()")
    return (ended - begun["at"]) / 1000 * total / (total - first)
