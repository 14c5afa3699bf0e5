"""``make bench``: everything in one session of one browser, a table on the terminal, and a file for the site's page."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import sync_playwright

from benchmarks import building, cases, machine, report, starts, weight
from benchmarks.contenders import Contender, ours, plain, pyscript, stlite, stock
from benchmarks.server import Host, hosted, prepare
from benchmarks.task import Task, the_task
from playbook_sim.site import browser as browsers
from playbook_sim.site.places import ROOT, SITE

RESULTS = ROOT / "benchmarks" / "results"
_ARE_BUILT_ANEW = frozenset({"site", "stock-site"})
_NEVER_MEASURED = frozenset({"stlite", "pyodide-of-stlite"})
"""Much to compress, for a contender that has never come as far as to need most of it."""

_FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


_TITLES = {
    "weight": "Weighing the pages",
    "cases": "Opening ten thousand saved cases",
    "answers": "Changing one fact after the other",
    "building": "Building the site, and plain MkDocs with the same pages",
}
"""What is measured besides the starts."""


@click.command()
@click.option("--rounds", default=3, show_default=True, help="How often each contender starts, in each state.")
@click.option(
    "--variant", "variants", multiple=True, envvar="VARIANTS", metavar="NAME=PATH", help="Another worker below site/."
)
@click.option("--without", multiple=True, type=click.Choice(list(_TITLES)), help="A part to leave out.")
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS / "latest.json", show_default=True)
def main(rounds: int, variants: tuple[str, ...], without: tuple[str, ...], out: Path) -> None:
    """Measure the simulator against its peers, and the site against plain pages."""
    if not SITE.is_dir():
        raise click.ClickException("The site is not built: run make build first.")
    program = browsers.find()
    if program is None:
        raise click.ClickException(browsers.WHAT_TO_INSTALL)
    task, few = the_task(), min(rounds, 3)
    found: dict[str, Any] = {
        "date": machine.today(),
        "commit": machine.commit(),
        "rounds": rounds,
        "line": {"megabits": starts.MEGABITS, "latency": starts.LATENCY},
        "task": {"start": task.start, "days": task.days, "answer": task.answer},
    }
    load = machine.load()
    with sync_playwright() as playwright:
        flags = [*_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else [*_FLAGS]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        found["machine"] = machine.described(f"{playwright.chromium.name.title()} {browser.version}")
        with _host(task, variants) as (host, contenders):
            click.echo(f"Starting {len(contenders)} contenders in turn, {rounds} times with each cache and line")
            found["starts"] = [one.as_data() for one in starts.measure(browser, host, contenders, rounds, click.echo)]
            found["weight"] = _part("weight", without, lambda: weight.measure(browser, host, SITE))
        found["cases"] = _part("cases", without, lambda: cases.measure(browser, few))
        browser.close()
    # These start a browser of their own, and none.
    found["answers"] = _part("answers", without, lambda: import_module("benchmarks.answers").measure())
    found["building"] = _part("building", without, lambda: building.measure(few))
    found["load"] = [load, machine.load()]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo("\n" + "\n".join(report.lines(found)))
    click.echo(f"\nWritten to {out.relative_to(ROOT) if out.is_relative_to(ROOT) else out}")


@contextmanager
def _host(task: Task, variants: tuple[str, ...]) -> Iterator[tuple[Host, list[Contender]]]:
    """All contenders, and the host of what they need."""
    offers = [
        plain.offer(task),
        ours.offer(task, SITE, variants),
        stock.offer(task, SITE),
        pyscript.offer(task),
        stlite.offer(task),
    ]
    folders = {name: folder for offer in offers for name, folder in offer.folders.items()}
    pages = {path: body for offer in offers for path, body in offer.pages.items()}
    click.echo("Compressing what will be served (takes a minute, the first time)")
    prepare(folder for name, folder in folders.items() if name not in _NEVER_MEASURED)
    with hosted(folders, pages, frozenset(folders) - _ARE_BUILT_ANEW) as host:
        yield host, [contender for offer in offers for contender in offer.contenders]


def _part(name: str, without: tuple[str, ...], act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What ``act`` measures; why it could not, where it fails (none where it is left out): the rest has its worth."""
    if name in without:
        return {"reason": None}
    click.echo(f"{_TITLES[name]} …")
    try:
        return act()
    except Exception as error:
        click.echo(f"  failed: {error}")
        return {"reason": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    main()
