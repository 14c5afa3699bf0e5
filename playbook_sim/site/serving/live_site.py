"""The site that is being served: what its processes have made of the files, and what of it a change makes worthless."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path

import click

from playbook_sim.site.places import CACHE, LANGUAGES, ROOT
from playbook_sim.site.serving import worker
from playbook_sim.site.serving.afterwards import Afterwards
from playbook_sim.site.serving.announcing import Announcer
from playbook_sim.site.serving.changes import Changes
from playbook_sim.site.serving.handler import Site
from playbook_sim.site.serving.renderers import Renderers
from playbook_sim.site.serving.worker import Outcome, Worker, answered

_RUNTIMES = CACHE / "serving"
_BEHIND = ROOT / "playbook_sim" / "rulebook" / "behind.toml"
_EVERYTHING = Changes(names=("playbook_sim/",))
_KEPT = 3
"""Runtimes that stay reachable, for pages that are about to reload."""


class LiveSite:
    """Pages and runtimes as they are now, for the server at ``url``; ``whole`` is where the last build of all lies."""

    def __init__(self, url: str, whole: Path) -> None:
        self.announcer = Announcer()
        self.site = Site(
            languages=tuple(LANGUAGES), announcer=self.announcer, page=self._page, runtime=self._runtime_place
        )
        self._pages: dict[tuple[str, str], tuple[int, bytes]] = {}
        self._as_now = 0
        """Pages built for this change or a later one are as they would be built now."""
        self._lock = threading.Lock()
        self._renderers = Renderers(LANGUAGES, url)
        self._packer = Worker()
        self._unseen: tuple[str, ...] = ()
        self._runtimes: dict[str, Future[Outcome]] = {}
        self._runtime = ""
        self._packed_behind = b""
        self._afterwards = Afterwards(url, whole, self)
        shutil.rmtree(_RUNTIMES, ignore_errors=True)
        _RUNTIMES.mkdir(parents=True)

    def begin(self) -> None:
        """Get everything ready. Who asks for a page before is told to wait."""
        started = time.monotonic()
        click.echo("Reading rules and pages …")
        complaints = self._prepare(_EVERYTHING)
        self.announcer.begun(complaints)
        if not complaints:
            click.echo(f"Pages can be looked at after {time.monotonic() - started:.1f} s")
            # The first change is not to wait for what each process does only once.
            self._renderers.warm()
        self._say(complaints, _EVERYTHING)

    def follow(self, changes: Changes) -> None:
        """Show the files as they are now."""
        started = time.monotonic()
        self._afterwards.stop()
        # What a mistake has kept from being seen comes with the change that mends it.
        changes = Changes(names=tuple(sorted({*changes.names, *self._unseen})))
        complaints = self._prepare(changes)
        if not complaints:
            if not changes.assets_only:
                # Before anybody hears of it and asks.
                self._as_now = self.announcer.state.number + 1
            self.announcer.changed(rules_only=changes.rules_only)
            click.echo(f"{changes}: to be seen after {time.monotonic() - started:.1f} s")
        self._say(complaints, changes)

    def end(self) -> None:
        """End all processes."""
        self._afterwards.stop()
        for each in (self._packer, self._renderers):
            each.end()

    # --- as `afterwards.Server` ---

    def catch_up(self) -> None:
        """Read what has changed in the languages that nobody has looked at."""
        self._heard(self._renderers.catch_up())

    def found(self, lines: list[str]) -> None:
        """Tell the open pages what is to be mended."""
        self.announcer.todo(lines)

    def failed(self, message: str) -> None:
        """Tell why the whole site does not build."""
        click.secho(f"The whole site does not build as it is now:\n{message}", fg="red", err=True)
        self.announcer.trouble([message])

    def built(self) -> None:
        """The simulator's Python is compiled now, and starts sooner."""
        packed = answered(self._runtimes[self._runtime]).value
        if packed and not packed[1]:
            self._pack(rules_only=False)

    # --- how it is done ---

    def _prepare(self, changes: Changes) -> list[str]:
        """Bring what is looked at up to date, and return what keeps the changes from being seen."""
        if changes.code:
            # It takes longest, and has nothing to wait for.
            self._packer.renew()
            self._pack(rules_only=False)
        complaints = self._renderers.follow(changes)
        self._unseen = changes.names if complaints else ()
        # Rules that do not load are not given to the simulator.
        if not complaints and not changes.code and changes.runtime:
            self._pack(rules_only=False)
        elif not complaints and (changes.rules or _behind() != self._packed_behind):
            self._pack(rules_only=True)
        return list(dict.fromkeys(complaints))

    def _say(self, complaints: list[str], changes: Changes) -> None:
        """Tell what keeps the changes from being seen, and begin with what takes longer."""
        if complaints:
            # The checks, which come next, name each mistake with its file and line.
            self.announcer.failed(complaints)
            click.secho(f"{changes}: the pages stay as they were", fg="red", err=True)
        self._afterwards.start(whole=not complaints)

    def _pack(self, *, rules_only: bool) -> None:
        """Have the runtime made. Its pages need not wait: who asks for its files does."""
        self._packed_behind = _behind()
        future = self._packer.ask(worker.pack_runtime, str(_RUNTIMES), rules_only)
        future.add_done_callback(lambda done: None if done.cancelled() else self._heard(answered(done).complaints))
        with self._lock:
            if not rules_only or not self._runtime:
                self._runtime = str(time.time_ns())
            self._runtimes[self._runtime] = future
            while len(self._runtimes) > _KEPT:
                del self._runtimes[next(iter(self._runtimes))]

    def _runtime_place(self, directory: str) -> Path | None:
        future = self._runtimes.get(directory)
        packed = answered(future).value if future else None
        return _RUNTIMES / packed[0] if packed else None

    def _page(self, language: str, address: str) -> bytes | None:
        """The page; where it cannot be built, as it was before."""
        number = self.announcer.state.number
        known = self._pages.get((language, address))
        if known is not None and known[0] >= self._as_now:
            return known[1]
        made = self._renderers.page(language, address, f"runtime/{self._runtime}")
        self._heard(made.complaints)
        if made.value is None:
            return known[1] if known and made.complaints else None
        self._pages[language, address] = (number, made.value)
        return made.value

    def _heard(self, complaints: Iterable[str]) -> None:
        for complaint in self.announcer.trouble(complaints):
            click.secho(complaint, fg="red", err=True)


def _behind() -> bytes:
    """Which texts are behind their twin: what the processes that build the pages have written of it."""
    return _BEHIND.read_bytes() if _BEHIND.exists() else b""
