"""Finds, or brings, the browser that most tests drive."""

import subprocess
import sys
from pathlib import Path

import click

from playbook_sim.site.programs import CHROMIUM, starts

WHAT_TO_INSTALL = CHROMIUM.what_to_install


def find() -> str | None:
    """Return the path of a browser that starts: named, installed or Playwright's own; else None."""
    if found := CHROMIUM.find():
        return found
    own = _playwrights_own()
    return own if own and starts(own) else None


def find_or_bring() -> str | None:
    """Return what `find` finds, else try Playwright's download, then, as root, Debian's package."""
    if found := find():
        return found
    click.echo("No Chrome or Chromium is installed: fetching Playwright's")
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if found := find():
        return found
    click.echo("That failed: trying Debian's package")
    CHROMIUM.bring()
    return find()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None
