"""How fast a changed fact is answered again in the page, and how many cases a second Python answers.

Run ``python -m benchmarks.answers`` after ``make build``. In the page a training changes one fact after the other of
every problem, as a reader would, and takes the time from the event of the change until the answer, and all that follows
from it, stand in the document and the browser has worked out the place of everything. ``--base`` names another built
site: both are measured in turn, A B A B, so that what the machine does besides weighs on both alike. Each change is
made once in every round, and its quickest answer counts: whatever else runs can only make it slower.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks.records import make_records
from playbook_sim.cases import read_case
from playbook_sim.evaluation import evaluate
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook
from playbook_sim.records.summary import summarise
from playbook_sim.site import browser
from playbook_sim.site.places import SITE
from playbook_sim.site.static_server import served

GOAL = 16.0
"""Milliseconds in which 95 of 100 changed facts are to be answered."""

CHINA = dt.timezone(dt.timedelta(hours=8))
_CASES = 500
_START_TIME = 120_000
_SETTLED = 3000
"""Milliseconds after the first answer in which the page takes in what it has fetched for later: the search's index."""
_SCRIPT = Path(__file__).with_name("training.js")

SHARES = ("answered", "page", "worker", "document", "layout", "painted")
"""What is timed of a changed fact, see ``measure``."""

type Figures = dict[str, float]

type Samples = dict[tuple[str, str, int], list[Figures]]
"""Language, problem and number of a change → the times of its answers, one for each round."""


def measure(rounds: int = 3, changes: int = 12, base: Path | None = None) -> dict[str, Any]:
    """``{"goal_ms", "cpython", "page", "base"?, "ratios"}``, all plain data.

    ``cpython``: ``evaluations`` and ``summaries`` a second. ``page`` and ``base``: ``samples``, ``summaries`` a second,
    and the ``median`` and ``p95`` in milliseconds of ``answered``, from the event of the change until the answer stands
    in the document and is laid out, and of its shares: ``page`` (until the worker is asked), ``worker`` (until its
    reply is there), ``document`` and ``layout``. ``painted`` counts from the same event until the frame with the answer
    has been handed on: with the wait for that frame, up to a sixtieth of a second. ``ratios`` of the page to CPython,
    and to the base where there is one.
    """
    book = load_rulebook()
    today = dt.datetime.now(CHINA).date()
    cases = [_bare(record) for record in make_records(book, today, _CASES)]
    found: dict[str, Any] = {"goal_ms": GOAL, "cpython": _in_cpython(book, cases, today)}
    sites = {"page": SITE} | ({"base": base} if base else {})
    samples: dict[str, Samples] = {name: {} for name in sites}
    rates: dict[str, list[float]] = {name: [] for name in sites}
    program = browser.find()
    if program is None:
        raise click.ClickException(browser.WHAT_TO_INSTALL)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        with started:
            for _, lang, (name, folder) in product(range(rounds), book.languages, sites.items()):
                with served(folder) as url:
                    context = started.new_context(service_workers="block")
                    page = _opened(context, f"{url}{lang}/simulator/", book)
                    for key, sample in _train(page, book, lang, changes):
                        samples[name].setdefault(key, []).append(sample)
                    rates[name].append(_summaries(page, cases, today))
                    context.close()
    for name in sites:
        best = [min(times, key=lambda sample: sample["answered"]) for times in samples[name].values()]
        found[name] = _figures(best) | {"summaries": max(rates[name])}
    found["ratios"] = _ratios(found)
    return found


def _bare(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != "summary"}


def _in_cpython(book: Rulebook, cases: list[dict[str, Any]], today: dt.date) -> Figures:
    keys = ("platform", "problem", "facts", "done")
    asked = [read_case(book, {key: case[key] for key in keys} | {"today": today.isoformat()}) for case in cases]
    return {
        "evaluations": _rate(lambda case: evaluate(book, *case), asked),
        "summaries": _rate(lambda case: summarise(book, case, today.isoformat()), cases),
    }


def _rate(act: Callable[[Any], object], things: Iterable[Any], rounds: int = 5) -> float:
    """How many a second; the best of some rounds, because whatever else runs can only make it slower."""
    things = list(things)
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        for thing in things:
            act(thing)
        best = min(best, time.perf_counter() - began)
    return len(things) / best


def _opened(context: BrowserContext, url: str, book: Rulebook) -> Page:
    """The simulator, ready to be trained."""
    page = context.new_page()
    page.add_init_script(path=_SCRIPT)
    page.goto(url)
    page.locator("#simulator[data-mounted]").wait_for(state="attached", timeout=_START_TIME)
    page.evaluate("training.watch()")
    # The first answer brings what is imported only then; it is a start, not a change.
    first = next(iter(book.problems))
    page.locator("#sim-problem").select_option(first)
    page.locator("#simulator[data-state=answer]").wait_for(timeout=_START_TIME)
    page.wait_for_timeout(_SETTLED)
    return page


def _train(page: Page, book: Rulebook, lang: str, changes: int) -> Iterator[tuple[tuple[str, str, int], Figures]]:
    for seed, problem in enumerate(book.problems):
        given = {"problem": problem, "changes": changes, "seed": seed}
        for sample in page.evaluate("given => training.run(given)", given):
            yield (lang, problem, int(sample.pop("turn"))), sample


def _summaries(page: Page, cases: list[dict[str, Any]], today: dt.date) -> float:
    params = {"lang": "en", "cases": cases, "today": today.isoformat()}
    request = json.dumps({"id": "benchmark", "method": "summaries", "params": params})
    times = [page.evaluate("request => training.ask(request)", request) for _ in range(4)]
    return len(cases) * 1000 / min(times)


def _figures(samples: list[Figures]) -> dict[str, Any]:
    return {"samples": len(samples)} | {
        name: {"median": statistics.median(times), "p95": statistics.quantiles(times, n=20)[-1]}
        for name in SHARES
        for times in [[sample[name] for sample in samples]]
    }


def _ratios(found: Mapping[str, Any]) -> Figures:
    page, cpython = found["page"], found["cpython"]
    ratios = {"summaries, page to CPython": page["summaries"] / cpython["summaries"]}
    if base := found.get("base"):
        for figure in ("median", "p95"):
            ratios[f"{figure}, page to base"] = page["answered"][figure] / base["answered"][figure]
        ratios["summaries, page to base"] = page["summaries"] / base["summaries"]
    return ratios


@click.command()
@click.option("--rounds", default=3, help="How often the training runs in each site and language.", show_default=True)
@click.option("--changes", default=12, help="How many facts are changed in each problem.", show_default=True)
@click.option("--base", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another built site.")
@click.option("--json", "as_json", is_flag=True, help="Print plain data instead of tables.")
def main(rounds: int, changes: int, base: Path | None, *, as_json: bool) -> None:
    """Measure how fast a changed fact is answered again."""
    if not SITE.is_dir():
        raise click.ClickException("The site is not built: run make build first.")
    found = measure(rounds, changes, base)
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    click.echo("| milliseconds after a changed fact | samples | median | 95th percentile |\n|---|---|---|---|")
    for name in (name for name in ("page", "base") if name in found):
        for share in SHARES:
            told = found[name][share]
            click.echo(f"| {name}: {share} | {found[name]['samples']} | {told['median']:.1f} | {told['p95']:.1f} |")
    click.echo("\n| a second | evaluations | summaries |\n|---|---|---|")
    click.echo(f"| CPython | {found['cpython']['evaluations']:.0f} | {found['cpython']['summaries']:.0f} |")
    for name in (name for name in ("page", "base") if name in found):
        click.echo(f"| {name} | – | {found[name]['summaries']:.0f} |")
    click.echo()
    for name, ratio in found["ratios"].items():
        click.echo(f"{name}: {ratio:.2f}")
    kept = "kept" if found["page"]["answered"]["p95"] < GOAL else "missed"
    click.echo(f"The goal of less than {GOAL:g} ms for 95 of 100 changed facts is {kept}.")


if __name__ == "__main__":
    main()
