"""How long each contender takes until its answer stands in the page: empty cache, warm cache, and a slow line."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page

from benchmarks.contenders import Contender
from benchmarks.line import Line
from benchmarks.server import Host

STATES = ("empty", "warm", "slow")
MEGABITS = 10
LATENCY = 40
"""The slow line: megabits a second, and milliseconds that each request waits."""

_WARMING = 2
"""Visits before a warm one counts: browsers keep compiled code only of what came more than once."""

_SETTLED = 2000
"""Milliseconds that a new tab is left alone before the visit: meanwhile Chromium loads parts of its own interface,
which took half the computing from whoever is quick."""

_SEEN = "benchmark: seen after "
# Says when the answer has come, by the page's own clock, which began with the navigation.
_WATCH = """
(() => {
  const there = () => document.querySelector(%r)?.textContent.includes(%r);
  const say = () => console.debug(%r + performance.now());
  const watch = new MutationObserver(() => there() && (watch.disconnect(), say()));
  const shown = { attributes: true, attributeFilter: ["hidden"] };
  watch.observe(document, { childList: true, subtree: true, characterData: true, ...shown });
})()
"""


class NoAnswer(Exception):
    """A contender did not answer; the message is what its page said."""


@dataclass(slots=True, kw_only=True)
class Start:
    """What was measured of a contender: seconds by state, bytes until the answer, and why nothing more was."""

    contender: Contender
    seconds: dict[str, list[float]] = field(default_factory=lambda: {state: [] for state in STATES})
    sizes: list[int] = field(default_factory=list)
    reason: str | None = None

    def as_data(self) -> dict[str, Any]:
        """The same for JSON; medians are None where there is no answer."""
        runs = {state: [round(one, 4) for one in self.seconds[state]] for state in STATES}
        return {
            "id": self.contender.id,
            "group": self.contender.group,
            "version": self.contender.version,
            "seconds": {state: round(statistics.median(found), 4) if found else None for state, found in runs.items()},
            "runs": runs,
            "bytes": round(statistics.median(self.sizes)) if self.sizes else None,
            "reason": self.reason,
        }


def measure(
    browser: Browser, host: Host, contenders: Iterable[Contender], rounds: int, say: Callable[[str], None]
) -> list[Start]:
    """Visit all of them in turn, ``rounds`` times in each state. Who does not answer once is not asked again."""
    starts = [Start(contender=contender) for contender in contenders]
    warm: dict[str, BrowserContext] = {}
    for start in starts:
        say(f"  warming {start.contender.id}")
        warm[start.contender.id] = _new_context(browser)
        for _ in range(_WARMING):
            _try(start, lambda start=start: _visit(warm[start.contender.id], host, start.contender))
    for round_ in range(rounds):
        for state in STATES:
            for start in starts:
                _try(start, lambda start=start, state=state: _measured(browser, host, start, state, warm))
        say(f"  round {round_ + 1} of {rounds}: {_told(starts)}")
    for context in warm.values():
        context.close()
    return starts


def _told(starts: list[Start]) -> str:
    """The last times of a round, for whoever waits."""
    return ", ".join(
        f"{start.contender.id} " + "/".join(f"{start.seconds[state][-1]:.2f}" for state in STATES)
        for start in starts
        if not start.reason
    )


def _try(start: Start, act: Callable[[], Any]) -> None:
    if start.reason is not None:
        return
    try:
        act()
    except (NoAnswer, Error) as error:
        start.reason = " ".join(str(error).split())[:400]


def _measured(browser: Browser, host: Host, start: Start, state: str, warm: dict[str, BrowserContext]) -> None:
    context = warm[start.contender.id] if state == "warm" else _new_context(browser)
    try:
        seconds, size = _visit(context, host, start.contender, slow=state == "slow")
    finally:
        if state != "warm":
            context.close()
    start.seconds[state].append(seconds)
    if state == "empty":
        start.sizes.append(size)


def _new_context(browser: Browser) -> BrowserContext:
    """An empty cache. Without service workers: what one fetches for later would compete with the answer."""
    return browser.new_context(service_workers="block")


def _visit(context: BrowserContext, host: Host, contender: Contender, *, slow: bool = False) -> tuple[float, int]:
    """Open the page until its answer is there: seconds, and bytes that the host has sent until then."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.add_init_script(_WATCH % (contender.selector, contender.expected, _SEEN))
    page.wait_for_timeout(_SETTLED)
    try:
        host.line = Line(MEGABITS * 1_000_000 / 8, LATENCY / 1000) if slow else None
        host.take()
        with page.expect_console_message(_is_seen, timeout=contender.patience * 1000) as seen:
            page.goto(f"{host.url}{contender.path}", wait_until="commit")
        size = sum(host.take().values())
        return float(seen.value.text.removeprefix(_SEEN)) / 1000, size
    except Error as error:
        raise NoAnswer(_why(page, complaints) or str(error)) from error
    finally:
        host.line = None
        page.close()


def _is_seen(message: ConsoleMessage) -> bool:
    return message.text.startswith(_SEEN)


def _why(page: Page, complaints: list[str]) -> str:
    """The last thing that went wrong, as the page or its console tells it."""
    shown = page.evaluate("document.body?.innerText ?? ''")
    errors = re.findall(r"^.*Error.*$", "\n".join([*complaints, shown]), re.MULTILINE)
    return errors[-1] if errors else "\n".join(complaints[-1:])
