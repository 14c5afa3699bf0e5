"""A process of its own for each language and for the runtime: Python, rulebook and MkDocs stay warm there.

Our own code may be what is being edited. So a process can be given up for a new one; and what it is asked imports the
rest by itself, so that a mistake in there comes back as a sentence.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any

_WHERE = 6  # lines of a traceback: the innermost say where it happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a request: ``value`` if it succeeded, and what there is to mend."""

    value: Any = None
    complaints: tuple[str, ...] = ()


class Worker:
    """Does one thing after another, in another process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool = _pool()

    def ask(self, act: Callable[..., Outcome], *arguments: Any) -> Future[Outcome]:
        """Have ``act``, a function of this module, done after all that was asked before."""
        with self._lock:
            return self._pool.submit(act, *arguments)

    def renew(self) -> None:
        """Give up the process and what it is doing. Whoever waits for it gets `BrokenProcessPool`."""
        with self._lock:
            old, self._pool = self._pool, _pool()
        _end(old)

    def end(self) -> None:
        """End the process."""
        with self._lock:
            _end(self._pool)


def answered(future: Future[Outcome]) -> Outcome:
    """What came of it; a process that has gone leaves a sentence, too."""
    try:
        return future.result()
    except BrokenProcessPool:
        return Outcome(complaints=("The process that was to do this has ended. Save the file again.",))


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


def _end(pool: ProcessPoolExecutor) -> None:
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()


def _begin() -> None:
    """Leave Ctrl-C to the server, and end when that has ended in whatever way."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (wait([parent.sentinel]), os._exit(0)), daemon=True).start()


# --- what runs in the other process -----------------------------------------------------------------------------

_kept: dict[str, Any] = {}


def _outcome(act: Callable[[], Any]) -> Outcome:
    from playbook_sim.errors import RulebookError

    try:
        return Outcome(value=act())
    except RulebookError as error:
        return Outcome(complaints=tuple(map(str, error.mistakes)))
    except (Exception, SystemExit) as error:
        if type(error).__name__ in _SPEAKING:
            return Outcome(complaints=(str(error),))
        return Outcome(complaints=("".join(traceback.format_exception(error, limit=-_WHERE)).rstrip(),))


# Errors that say by themselves what to mend.
_SPEAKING = frozenset({"PluginError", "BuildError", "Abort", "CalledProcessError", "RuntimeBuildError", "PolicyError"})


def renew_pages(lang: str, url: str, texts: bool, templates: bool) -> Outcome:
    """Get ready for the pages of a language, of a site whose root page is at ``url``; or read again what has changed:
    ``texts`` (rulebook and pages), ``templates``."""

    def act() -> None:
        from playbook_sim.site.serving.warm_pages import WarmPages

        if "pages" in _kept:
            _kept["pages"].renew(texts=texts, templates=templates)
        else:
            _kept["pages"] = WarmPages(lang, url)

    return _outcome(act)


def render_page(address: str, runtime: str) -> Outcome:
    """A page as bytes by its ``address`` below the language's root, with the simulator's ``runtime``, a directory
    below the root page. The value is None where there is no such page."""
    if "pages" not in _kept:
        return Outcome()
    found = _outcome(lambda: _kept["pages"].page(address, runtime))
    if found.value is None:
        return found
    html, complaints = found.value
    return Outcome(value=html, complaints=complaints)


def pack_runtime(out: str, rules_only: bool) -> Outcome:
    """Write the runtime with the rulebook as it is now into a directory in ``out``; the value is that directory's name,
    and whether its library is compiled."""

    def act() -> tuple[str, bool]:
        from pathlib import Path

        from playbook_sim.site.serving.warm_runtime import WarmRuntime

        warm = _kept.setdefault("runtime", WarmRuntime(Path(out)))
        return warm.pack(rules_only=rules_only)

    return _outcome(act)
