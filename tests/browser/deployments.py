"""A host on which one version of the site replaces another, and the reader's view of what is kept."""

import hashlib
import json
import os
import shutil
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from playbook_sim.model import Rulebook
from playbook_sim.site.offline import worker
from playbook_sim.site.places import LANGUAGES, SITE

KEEPING = 120_000
"""Milliseconds that keeping the whole site may take on a busy machine."""

NEWER = "Newer: "
"""How the titles of the newer version's pages begin."""


def newer(out: Path) -> Path:
    """The site as after a change of the rules: another runtime, another edition, pages that say so."""
    shutil.copytree(SITE, out, copy_function=os.link)
    (runtime,) = (out / "runtime").iterdir()
    old = json.loads((out / worker.VERSION).read_text(encoding="utf-8"))["edition"]
    changes = {name: hashlib.sha256(name.encode()).hexdigest()[: len(name)] for name in (runtime.name, old)}
    runtime.rename(runtime.with_name(changes[runtime.name]))
    for language in LANGUAGES:
        for page in (out / language).rglob("*.html"):
            text = page.read_text(encoding="utf-8").replace("<title>", f"<title>{NEWER}")
            for before, after in changes.items():
                text = text.replace(before, after)
            rewrite(page, text)
    for name in (worker.NAME, worker.VERSION):
        (out / name).unlink()
    worker.build(out, LANGUAGES, changes[old])
    return out


def no_longer_kept(out: Path) -> Path:
    """The site as `make serve` gives it in the same place: no browser is to keep it."""
    shutil.copytree(SITE, out, copy_function=os.link)
    edition = json.loads((out / worker.VERSION).read_text(encoding="utf-8"))["edition"]
    for language in LANGUAGES:
        for page in (out / language).rglob("*.html"):
            text = page.read_text(encoding="utf-8").replace("<title>", f"<title>{NEWER}")
            rewrite(page, text.replace(edition, ""))
    for name in (worker.NAME, worker.VERSION):
        (out / name).unlink()
    worker.build(out, LANGUAGES, "")
    return out


def rewrite(file: Path, text: str) -> None:
    """Write a file that may be a link to one of the real site."""
    file.unlink()
    file.write_text(text, encoding="utf-8")


class Host:
    """A directory that is served; what is deployed in it changes at once, as on a host that swaps whole versions."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.deploy(SITE)

    def deploy(self, site: Path) -> None:
        fresh = self.directory.with_name("next")
        fresh.symlink_to(site, target_is_directory=True)
        fresh.replace(self.directory)


class Reader:
    """A reader's browser, seen through one of its pages."""

    def __init__(self, page: Page, rulebook: Rulebook, lang: str = "en") -> None:
        self.page = page
        self._words = rulebook.words
        self._lang = lang

    def word(self, key: str, **values: str) -> str:
        return self._words[key][self._lang].format(**values)

    @property
    def foot(self) -> Locator:
        return self.page.locator(".pb-offline")

    @property
    def news(self) -> Locator:
        return self.page.locator(".pb-site__news")

    def expect_kept(self, languages: str = "English, Italiano") -> None:
        """The foot says that these languages work without a network, and nothing else."""
        said = self.page.locator(".pb-offline__says")
        expect(said).to_have_text(self.word("offline.ready", languages=languages), timeout=KEEPING)

    def look_for_newer(self) -> None:
        """What the browser does when the reader comes back to the tab."""
        self.page.evaluate("() => { document.dispatchEvent(new Event('visibilitychange')); }")
