"""Draws the app's icons from ``favicon.svg``: ``python -m playbook_sim.site.offline.icons``.

It takes the browser of the tests. The pictures are committed, so that a build needs none; a test tells when the
drawing they were made from has changed.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from playwright.sync_api import sync_playwright

from playbook_sim.site import browser
from playbook_sim.site.offline.app import ICONS
from playbook_sim.site.places import ROOT

IMAGES = ROOT / "overrides" / "assets" / "images"
DRAWING = IMAGES / "favicon.svg"

MADE_FROM = Path(__file__).with_name("icons.sha256")
"""The hash of the drawing that the committed icons were made from."""

# What is cut off lies outside of a circle of 80 % of the width: the drawing keeps well within it.
_SAFE = 0.9
_RECT = re.compile(r'<rect[^>]*fill="(#[0-9a-f]{6})"/>')


def digest(drawing: Path = DRAWING) -> str:
    """The hash by which a drawing is recognised."""
    return hashlib.sha256(drawing.read_bytes()).hexdigest()


def maskable(svg: str) -> str:
    """The drawing made smaller, on its own colour up to the edges. Raises ValueError when it has no ground."""
    found = _RECT.search(svg)
    if found is None:
        raise ValueError(f"{DRAWING.name}: found no <rect> with a fill like #0b4a5c; the icon's ground is made from it")
    start, end = found.end(), svg.rindex("</svg>")
    move = 48 * (1 - _SAFE) / 2
    ground = f'<rect width="48" height="48" fill="{found[1]}"/>'
    smaller = f"translate({move} {move}) scale({_SAFE})"
    return f'{svg[: found.start()]}{ground}<g transform="{smaller}">{svg[start:end]}</g></svg>'


def main() -> None:
    """Draw all icons."""
    svg = DRAWING.read_text(encoding="utf-8")
    program = browser.find()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, (size, is_cut) in ICONS.items():
            page = chromium.new_page(viewport={"width": size, "height": size})
            drawn = (maskable(svg) if is_cut else svg).replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
            page.set_content(f'<body style="margin:0">{drawn.replace("<svg ", "<svg style=display:block ", 1)}</body>')
            page.screenshot(path=IMAGES / name, omit_background=True)
        chromium.close()
    MADE_FROM.write_text(f"{digest()}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
