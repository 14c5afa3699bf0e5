"""What the pages weigh on the line: brotli bytes, pictures aside, with an empty cache."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmarks.server import IMAGES, Host, compressed
from playbook_sim.site.places import LANGUAGES

GOAL = 250_000
"""Bytes that a page of the handbook may weigh."""


def measure(browser: Browser, host: Host, site: Path) -> dict[str, Any]:
    """Bytes of the heaviest and of the middle handbook page, and of the simulator with and without its runtime.

    Pages that ask for the same files differ by their HTML alone, so one of each kind is opened.
    """
    shared: dict[frozenset[str], int] = {}
    sizes: dict[str, int] = {}
    for lang in LANGUAGES:
        for file in sorted((site / lang / "handbook").rglob("*.html")):
            html = file.read_bytes()
            kind = _asked_for(file, html)
            if kind not in shared:
                shared[kind] = _opened(browser, host, _address(site, file))["beside"]
            sizes[_address(site, file)] = len(compressed(html)) + shared[kind]
    simulators = [_opened(browser, host, f"site/{lang}/simulator/") for lang in LANGUAGES]
    heaviest = max(sizes, key=lambda address: sizes[address])
    return {
        "goal": GOAL,
        "handbook_pages": len(sizes),
        "handbook_heaviest": sizes[heaviest],
        "handbook_heaviest_page": heaviest.removeprefix("site/"),
        "handbook_median": round(statistics.median(sizes.values())),
        "simulator": max(one["page"] + one["beside"] for one in simulators),
        "simulator_runtime": max(one["runtime"] for one in simulators),
    }


def _address(site: Path, file: Path) -> str:
    return f"site/{file.parent.relative_to(site).as_posix()}/"


def _asked_for(file: Path, html: bytes) -> frozenset[str]:
    """The scripts and styles that a page names, by their whole paths."""
    named = re.findall(rb'<(?:script|link)[^>]+(?:src|href)="?([^"\s>]+\.m?(?:js|css))', html)
    return frozenset((file.parent / path.decode()).resolve().as_posix() for path in named)


def _opened(browser: Browser, host: Host, address: str) -> Counter[str]:
    """The bytes that come until the line is silent: of the page itself, of the runtime, and of what else it loads."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    host.take()
    page.goto(f"{host.url}{address}", wait_until="networkidle", timeout=120_000)
    parts: Counter[str] = Counter()
    for path, size in host.take().items():
        if path == address:
            parts["page"] += size
        elif "/runtime/" in path:
            parts["runtime"] += size
        elif host.types[path] not in IMAGES:
            parts["beside"] += size
    context.close()
    return parts
