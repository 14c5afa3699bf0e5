"""Finds, or brings, the browser that the tests drive."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
WHAT_TO_INSTALL = (
    "The browser tests need Chrome or Chromium, and none was found nor could be fetched. Install one of them "
    "(on Debian and Ubuntu: apt-get install chromium), or name its program in the variable PLAYBOOK_BROWSER."
)


def find() -> str | None:
    """Return the path of a browser that starts: named, installed or Playwright's own; else None."""
    installed = [shutil.which(name) for name in NAMES]
    candidates = [os.environ.get("PLAYBOOK_BROWSER"), *installed, *APPLICATIONS, _playwrights_own()]
    return next((candidate for candidate in candidates if candidate and _starts(candidate)), None)


def find_or_bring() -> str | None:
    """Return what `find` finds, else try Playwright's download, then, as root, Debian's package."""
    if found := find():
        return found
    click.echo("No Chrome or Chromium is installed: fetching Playwright's")
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if found := find():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        click.echo("That failed: installing Debian's package")
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False
        )
    return find()


def _starts(path: str) -> bool:
    """Tell whether the program runs: some distributions install a stand-in that only says what to install."""
    try:
        return (
            subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None
