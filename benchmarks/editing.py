"""``python -m benchmarks.editing``: how long a saved change takes to be seen in the open page under ``make serve``.

It serves a copy of what is committed; with ``--before REV`` the project as it was there, too, in turn with it.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from playwright.sync_api import Page, sync_playwright

from playbook_sim.site import browser as browsers
from playbook_sim.site.places import ROOT

_LIMITS = "playbook_sim/rulebook/limits.toml"
_CASE = "platform=dsers_tmall&problem=shipment_overdue&promised_ship_date=2026-03-10&today=2026-03-12"
_PATIENCE = 180_000  # ms
_REST = 2.0  # seconds after a page has come, in which its background work may end or begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change of the file ``name``, seen on ``page`` as soon as ``sign``, a selector, is there."""

    name: str
    change: Callable[[str], str]
    page: str
    sign: str


def _amount(limit: str, amount: int) -> Callable[[str], str]:
    def change(text: str) -> str:
        head, start, rest = text.partition(f"[{limit}]\n")
        return head + start + re.sub(r"(?m)^(amount *= )\d+", rf"\g<1>{amount}", rest, count=1)

    return change


EDITS = {
    "a limit, on a page": Edit(
        name=_LIMITS,
        change=_amount("dsers_verification", 77),
        page="it/deadlines/",
        sign='#limit-dsers_verification:has-text("77")',
    ),
    "a limit, in the simulator's answer": Edit(
        name=_LIMITS,
        change=_amount("dsers_overdue_switch", 9),
        page=f"it/simulator/#{_CASE}",
        sign='time[datetime="2026-03-19"]',
    ),
    "a sentence of a page": Edit(
        name="docs/it/faq.md",
        change=lambda text: text.replace("\n# ", "\n# Cambiato: ", 1),
        page="it/faq/",
        sign='h1:has-text("Cambiato: ")',
    ),
    "a word of the site": Edit(
        name="playbook_sim/rulebook/words/twins.toml",
        change=lambda text: re.sub(r'(?m)^(\w+\.en *= )"', r'\1"Zebra ', text),
        page="en/translations/",
        sign='.pb-block:has-text("Zebra")',
    ),
    "a style sheet": Edit(
        name="overrides/assets/stylesheets/playbook.css",
        change=lambda text: f"{text}\nbody {{ order: 7; }}\n",
        page="en/faq/",
        sign="body",
    ),
    "a template": Edit(
        name="overrides/main.html",
        change=lambda text: text.replace("{% block header %}", '{% block header %}<hr id="changed">', 1),
        page="en/faq/",
        sign="#changed",
    ),
}


@click.command()
@click.option("--rounds", default=3, show_default=True, help="How often each edit is made.")
@click.option("--before", metavar="REV", help="Also serve this revision, and give the ratio.")
def main(rounds: int, before: str | None) -> None:
    """Edit, and wait until the browser shows it."""
    revisions = ["HEAD", *([before] if before else [])]
    with ExitStack() as stack:
        served = {name: stack.enter_context(_served(name)) for name in revisions}
        playwright = stack.enter_context(sync_playwright())
        flags = ["--no-sandbox", "--disable-gpu"]
        page = playwright.chromium.launch(executable_path=browsers.find(), args=flags).new_page()
        for what, edit in EDITS.items():
            seconds: dict[str, list[float]] = {name: [] for name in revisions}
            for _ in range(rounds):
                for name in revisions:
                    seconds[name].append(_seen_after(page, *served[name], edit))
            medians = [statistics.median(seconds[name]) for name in revisions]
            ratio = f"  {medians[0] / medians[1]:.2f} of {medians[1]:.1f} s" if before else ""
            each = ", ".join(f"{one:.2f}" for one in seconds["HEAD"])
            click.echo(f"{what:36} {medians[0]:6.2f} s{ratio}  ({each})")


@contextmanager
def _served(revision: str) -> Iterator[tuple[Path, str]]:
    """A copy of the project at a revision, with the address at which it is served."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "playbook"
        root.mkdir()
        archive = subprocess.run(["git", "archive", revision], cwd=ROOT, check=True, capture_output=True)
        subprocess.run(["tar", "-x"], cwd=root, check=True, input=archive.stdout)
        (root / "node_modules").symlink_to((ROOT / "node_modules").resolve())
        with open(Path(folder) / "said", "w", encoding="utf-8") as said:
            # Port 0 takes one that is free, and says which.
            command = [sys.executable, "-u", "-m", "playbook_sim.site", "serve", "--port", "0"]
            process = subprocess.Popen(command, cwd=root, stdout=said, stderr=subprocess.STDOUT)
        try:
            yield root, _address(Path(folder) / "said", process)
        finally:
            process.terminate()
            process.wait()


def _address(said: Path, process: subprocess.Popen[bytes]) -> str:
    while process.poll() is None:
        if found := re.search(r"http://[\d.:]+/", said.read_text(encoding="utf-8")):
            return found[0]
        time.sleep(0.1)
    raise click.ClickException(said.read_text(encoding="utf-8"))


def _seen_after(page: Page, root: Path, url: str, edit: Edit) -> float:
    """Seconds from the moment of saving."""
    place = root / edit.name
    text = place.read_text(encoding="utf-8")
    changed = edit.change(text)
    if changed == text:
        raise click.ClickException(f"{edit.name}: the edit changes nothing; adapt it")
    _open(page, f"{url}{edit.page}", edit, there=False)
    begun = time.perf_counter()
    place.write_text(changed, encoding="utf-8")
    _wait(page, edit, there=True)
    seconds = time.perf_counter() - begun
    place.write_text(text, encoding="utf-8")
    _wait(page, edit, there=False)
    return seconds


def _open(page: Page, address: str, edit: Edit, *, there: bool) -> None:
    page.goto("about:blank")
    while not (response := page.goto(address, timeout=_PATIENCE)) or response.status >= 400:
        time.sleep(1)  # the first build of before is still under way
    _wait(page, edit, there=there)
    if "simulator" in address:
        page.locator(".pb-part--now").first.wait_for(timeout=_PATIENCE)
    time.sleep(_REST)


def _wait(page: Page, edit: Edit, *, there: bool) -> None:
    if edit.sign == "body":
        order = "7" if there else "0"
        until = time.monotonic() + _PATIENCE / 1000
        while time.monotonic() < until:
            try:
                if page.evaluate("() => getComputedStyle(document.body).order") == order:
                    return
            except Exception:
                # The page is just being loaded again.
                pass
            time.sleep(0.01)
        raise click.ClickException(f"{edit.name}: not seen")
    page.locator(edit.sign).first.wait_for(state="attached" if there else "detached", timeout=_PATIENCE)


if __name__ == "__main__":
    main()
