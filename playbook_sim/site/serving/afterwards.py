"""What takes longer than anybody waits: all checks and the whole site, in the background, after each change.

Both are commands of their own, so that they run the code as it is now and can be ended at the next change.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Protocol

import click

from playbook_sim.site.places import ROOT

_PATIENCE = 1.5
"""Seconds that a change is looked at before the two cores of a small machine get something else to do."""


class Server(Protocol):
    """What the server does as the work in the background goes on."""

    def catch_up(self) -> None:
        """Do what it has put off until nobody waits for anything."""

    def found(self, lines: list[str]) -> None:
        """Hear what is to be mended."""

    def failed(self, message: str) -> None:
        """Hear why the whole site does not build."""

    def built(self) -> None:
        """Hear that the whole site is built."""


class Afterwards:
    """Runs the checks and the build of the whole site at ``url`` into ``out``, for ``server``."""

    def __init__(self, url: str, out: Path, server: Server) -> None:
        self._build = [sys.executable, "-m", "playbook_sim.site", "build", "--site-url", url, "--out", str(out)]
        # What browsers keep would hide the next change, and to make an image takes longer than to start without one.
        self._build += ["--no-offline", "--no-image"]
        self._server = server
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._round = 0
        self._said: tuple[str, ...] | None = None

    def start(self, *, whole: bool) -> None:
        """Begin with the files as they are now; ``whole``: build the whole site, too."""
        with self._lock:
            self._round += 1
            threading.Thread(target=self._run, args=(self._round, whole), daemon=True).start()

    def stop(self) -> None:
        """Give up what is being done."""
        with self._lock:
            self._round += 1
            if self._process is not None and self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGTERM)

    def _run(self, round_: int, whole: bool) -> None:
        time.sleep(_PATIENCE)
        if round_ != self._round:
            return
        self._server.catch_up()
        if self._said is None:
            click.echo("In the background: all checks, then the whole site with its search; at first a minute or two …")
        checked = self._command(round_, [sys.executable, "-m", "playbook_sim", "check"])
        if checked is None:
            return
        lines = tuple(line for line in checked[1].splitlines() if ": error: " in line or ": note: " in line)
        if checked[0] and not lines:
            lines = (checked[1].strip(),)
        if lines != self._said:
            self._say(lines)
        self._said = lines
        self._server.found([line for line in lines if ": note: " not in line])
        if not whole:
            return
        started = time.monotonic()
        built = self._command(round_, self._build)
        if built is None:
            return
        if built[0]:
            self._server.failed(built[1].strip())
        else:
            self._server.built()
            click.echo(f"The whole site is built, with its search ({time.monotonic() - started:.0f} s)")

    def _say(self, lines: tuple[str, ...]) -> None:
        for line in lines:
            click.secho(line, fg="yellow" if ": note: " in line else "red", err=True)
        if not lines:
            click.secho("Nothing to mend", fg="green")

    def _command(self, round_: int, command: list[str]) -> tuple[int, str] | None:
        """Its exit code and what it said of mistakes; None when it was given up."""
        with self._lock:
            if round_ != self._round:
                return None
            self._process = process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
                preexec_fn=_politely,
            )
        said = process.communicate()[1]
        return (process.returncode, said) if round_ == self._round else None


def _politely() -> None:
    """Whoever looks at a page comes first."""
    os.nice(15)
