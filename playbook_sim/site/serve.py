"""Serves the site while it is being written: builds again at each change, and reloads the open pages.

The pages reload through a script of the same origin, so that the content security policy holds here as well.
"""

import subprocess
import sys
import threading
import time
from pathlib import Path

import click
from watchfiles import watch

from playbook_sim.site.places import CACHE, ROOT
from playbook_sim.site.static_server import Handler, Server

# Apart from site/: its pages carry this server's address, and must never be deployed.
SERVED = CACHE / "served"
WATCHED = ("docs", "overrides", "playbook_sim", "tests/cases", "mkdocs.yml", "mkdocs.it.yml")

RELOAD_SCRIPT = b"""\
let shown;
const source = new EventSource("/_reload");
source.onmessage = ({ data }) => {
  shown ??= data;
  if (data !== shown) location.reload();
};
addEventListener("pagehide", () => source.close());
"""
NOT_BUILT = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Not built yet</title></head>
<body><h1>Not built yet</h1><p>The terminal says what is happening. This page reloads by itself.</p></body>
</html>
"""


class _Builds:
    """Counts the successful builds, and lets the pages wait for the next one."""

    def __init__(self) -> None:
        self._number = time.time_ns()
        self._changed = threading.Condition()

    @property
    def number(self) -> int:
        return self._number

    def succeeded(self) -> None:
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def wait_after(self, number: int, seconds: float) -> int:
        """Return the number of the newest build: at once when newer than `number`, else within `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > number, seconds)
            return self._number


class _ReloadingHandler(Handler):
    """A static handler whose pages know when to reload."""

    builds: _Builds

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/_reload":
            self._send_builds()
        elif path == "/_reload.js":
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript; charset=utf-8")
            self.end_headers()
            self.wfile.write(RELOAD_SCRIPT)
        elif not Path(self.directory).is_dir():
            self.send_page(503, _with_script(NOT_BUILT))
        elif (page := self._page()) is not None:
            self.send_page(200, _with_script(page.read_bytes()))
        else:
            super().do_GET()

    def _page(self) -> Path | None:
        """The HTML file that the request is for, if it is for one."""
        path = Path(self.translate_path(self.path))
        if self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        return path if path.suffix == ".html" and path.is_file() else None

    def _send_builds(self) -> None:
        """Stream the number of each build as it succeeds; a comment now and then shows that we are there."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        number = 0
        try:
            while True:
                newest = self.builds.wait_after(number, seconds=15)
                self.wfile.write(b":\n\n" if newest == number else f"data: {newest}\n\n".encode())
                number = newest
        except OSError:
            self.close_connection = True


def _with_script(page: bytes) -> bytes:
    return page.replace(b"</head>", b'<script src="/_reload.js" defer></script></head>', 1)


def serve(port: int) -> None:
    """Serve both languages on 127.0.0.1 until interrupted; a failed build leaves the last good one in place.

    Raises `ClickException` when the port cannot be used.
    """
    builds = _Builds()
    handler = type("Handler", (_ReloadingHandler,), {"builds": builds})
    try:
        server = Server(SERVED, port, handler)
    except OSError as error:
        advice = f"Choose another: make serve PORT={port + 1}"
        raise click.ClickException(f"Port {port} cannot be used ({error.strerror}). {advice}") from error
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _say_where(server.url)
        if SERVED.is_dir():
            click.echo("Showing the last build until the new one is ready.")
        _build(server.url, builds)
        try:
            for changes in watch(*(ROOT / name for name in WATCHED), raise_interrupt=True):
                names = sorted({str(Path(path).relative_to(ROOT)) for _, path in changes})
                shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
                click.echo(f"\nChanged: {shown}")
                _build(server.url, builds)
        except KeyboardInterrupt:
            click.echo("\nStopped")


def _build(url: str, builds: _Builds) -> bool:
    """Build in a new process, since our own code may be what has changed; tell whether it succeeded."""
    started = time.monotonic()
    command = [sys.executable, "-m", "playbook_sim.site", "build", "--site-url", url]
    # What browsers keep would hide the next change, and to make an image takes longer than to start without one.
    command += ["--out", str(SERVED), "--no-offline", "--no-image"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode == 0:
        click.echo(f"Built in {time.monotonic() - started:.1f} s; open pages reload")
        builds.succeeded()
        return True
    kept = "still showing the last good build" if SERVED.is_dir() else "nothing to show yet"
    click.secho(
        f"The build failed, {kept}. Mend what is named above; it builds again by itself.", fg="red", err=True
    )
    return False


def _say_where(url: str) -> None:
    click.secho(f"\n  English   {url}en/\n  Italiano  {url}it/\n", bold=True)
    click.echo("Changes to pages, rules, templates and scripts appear by themselves. Ctrl-C stops.\n")
