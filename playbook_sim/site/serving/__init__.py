"""``make serve``: the site while it is being written. A change is seen in the open page as soon as it is saved.

A page is built when a browser asks for it, by processes that stay warm (`worker`), so that none can be of before; the
whole site, with its search and all its checks, follows in the background (`afterwards`).
docs/decisions/0096-a-change-seen-at-once.md says why.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import click
from watchfiles import Change, watch

from playbook_sim.site.places import CACHE
from playbook_sim.site.serving.changes import Wanted, changes, languages, watched
from playbook_sim.site.serving.handler import handler
from playbook_sim.site.serving.live_site import LiveSite
from playbook_sim.site.static_server import Handler, Server

SERVED = CACHE / "served"
"""Apart from site/: its pages carry this server's address, and must never be deployed."""

_QUIET = 30  # milliseconds without a change: an editor writes more than once as it saves
_LONGEST = 300  # milliseconds

_AGAIN = "end it with Ctrl-C, and start it again"


def serve(port: int) -> None:
    """Serve all languages on 127.0.0.1 until interrupted; an edit that is wrong leaves the last good page in place.

    Raises `ClickException` when the port cannot be used.
    """
    CACHE.mkdir(exist_ok=True)
    try:
        server = Server(SERVED, port, Handler)
    except OSError as error:
        advice = f"Choose another: make serve PORT={port + 1}"
        raise click.ClickException(f"Port {port} cannot be used ({error.strerror}). {advice}") from error
    # Ended in whatever way, the other processes end too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    live = LiveSite(server.url, SERVED)
    try:
        with server:
            server.answer_with(handler(live.site))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            known = languages()
            _say_where(server.url, live.site.languages)
            for number, found in enumerate(_watch()):
                if number == 0:
                    # Whoever saves a file from now on is heard.
                    live.begin()
                if languages() != known:
                    known = languages()
                    click.secho("The languages are others now (mkdocs.xx.yml): " + _AGAIN, fg="yellow")
                if not found:
                    continue
                told = changes(found)
                if told.server:
                    click.secho(f"The server itself has changed: {_AGAIN}", fg="yellow")
                live.follow(told)
    except KeyboardInterrupt:
        click.echo("\nStopped")
    finally:
        live.end()


def _watch() -> Iterator[set[tuple[Change, str]]]:
    """What has changed, again and again; nothing, as soon as it watches and then now and then."""
    return watch(
        *watched(),
        watch_filter=Wanted(),
        debounce=_LONGEST,
        step=_QUIET,
        rust_timeout=_LONGEST,
        yield_on_timeout=True,
        raise_interrupt=True,
    )


def _say_where(url: str, languages: tuple[str, ...]) -> None:
    click.secho("\n" + "".join(f"  {url}{language}/\n" for language in languages), bold=True)
    click.echo("Changes to pages, rules, templates and scripts appear by themselves. Ctrl-C stops.\n")
