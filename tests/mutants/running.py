"""A plugin of pytest that runs mutants instead of tests: each in a process of its own, split off after the collection.

The tests are imported and collected once, so a mutant costs the tests that it meets and next to nothing else. They must
not have called what is changed before: what was worked out then could not show a mutant.
"""

from __future__ import annotations

import fnmatch
import gc
import json
import os
import shutil
import signal
import tempfile
from pathlib import Path
from typing import Any

import pytest
import trampoline
from _pytest.runner import runtestprotocol
from choosing import Choosing
from places import KILLED, NO_TESTS, SURVIVED, SURVIVED_SHORT, TIMEOUT, Results, file_of
from watching import NOTES, draw_the_same

_BROKEN = 70
_SAVED_EVERY = 25


def pytest_configure() -> None:
    """Fix what hypothesis draws."""
    draw_the_same()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
    """Whether a test failed, and no more: to show where takes twenty times as long as most tests do."""
    raised = call.excinfo.value if call.excinfo else None
    outcome = "skipped" if isinstance(raised, pytest.skip.Exception) else "failed" if raised else "passed"
    return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type]


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Run all mutants that have no result yet, in two rounds: what survives a short one meets a thorough one.

    What came of each is kept, so that a run that is broken off knows where it was.
    """
    plan = json.loads(os.environ["MUTANTS_PLAN"])
    early = sorted(name for name in trampoline.opened if not name.startswith(tuple(plan["called_early"])))
    if early:
        raise pytest.UsageError(f"called before any mutant lives, while tests are imported: {', '.join(early)}")
    choosing = Choosing(NOTES, plan)
    results = Results(Path())

    def waiting(*codes: int | None) -> list[str]:
        chosen = [key for key, code in results.codes() if code in codes and fnmatch.fnmatch(key, plan["only"])]
        return sorted(chosen, key=lambda key: _rank(key, plan["modules"]))

    _parse_once()
    runner = _Runner({item.nodeid: item for item in session.items}, choosing, results, plan["workers"])
    gc.collect()
    gc.freeze()
    runner.run(waiting(None), short=True)
    runner.run(waiting(SURVIVED_SHORT), short=False)
    return True


def _parse_once() -> None:
    """What the loader would parse in the process of each mutant, it finds parsed."""
    from parsed_once import PARSER  # beside the tests, whose folder is known by now

    from playbook_sim.loading import files

    for file in Path("playbook_sim/rulebook").rglob("*.toml"):
        PARSER.loads(file.read_text(encoding="utf-8"))
    files.tomllib = PARSER


def _rank(mutant: str, modules: list[str]) -> int:
    """The modules in the order in which the group names them."""
    file = file_of(mutant.rpartition(".")[0])
    return next(at for at, pattern in enumerate(modules) if file.match(pattern))


class _Runner:
    def __init__(self, items: dict[str, pytest.Item], choosing: Choosing, results: Results, workers: int) -> None:
        self._items = items
        self._choosing = choosing
        self._results = results
        self._workers = workers
        self._running: dict[int, tuple[str, str]] = {}

    def run(self, mutants: list[str], *, short: bool) -> None:
        """Run ``mutants`` and note what comes of each."""
        # Asked to stop, this process takes the mutants along.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            for number, mutant in enumerate(mutants):
                asked = [] if short else self._choosing.tests(mutant, short=True)
                wanted = self._choosing.tests(mutant, short=short)
                tests = [test for test in wanted if test in self._items and test not in asked]
                if not tests:
                    self._results.note(mutant, SURVIVED if asked else NO_TESTS)
                    continue
                while len(self._running) >= self._workers:
                    self._reap(short=short)
                if number % _SAVED_EVERY == 0:
                    self._results.save()
                self._start(mutant, tests)
            while self._running:
                self._reap(short=short)
        finally:
            for pid in self._running:
                os.kill(pid, signal.SIGKILL)
            self._results.save()

    def _start(self, mutant: str, tests: list[str]) -> None:
        folder = tempfile.mkdtemp(prefix="mutant-")
        pid = os.fork()
        if pid == 0:
            code = _BROKEN
            try:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                code = _noticed(mutant, {test: self._choosing.seconds[test] for test in tests}, self._items, folder)
            finally:
                os._exit(code)
        self._running[pid] = (mutant, folder)

    def _reap(self, *, short: bool) -> None:
        """Wait until a mutant is done or has had its time, and note what came of it."""
        pid, status = os.wait()
        mutant, folder = self._running.pop(pid)
        code = os.waitstatus_to_exitcode(status)
        if short and code == SURVIVED:
            code = SURVIVED_SHORT
        self._results.note(mutant, TIMEOUT if code in (-signal.SIGPROF, -signal.SIGALRM) else code)
        shutil.rmtree(folder, ignore_errors=True)


def _noticed(mutant: str, seconds: dict[str, float], items: dict[str, pytest.Item], folder: str) -> int:
    """In the process of a mutant: whether one of the tests fails. ``seconds`` is what each takes without a mutant."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    first, *_ = tests = [items[test] for test in seconds]
    factory: Any = first.config._tmp_path_factory  # type: ignore[attr-defined]
    factory._basetemp = Path(folder).resolve()
    trampoline.make_live(mutant)
    # Nothing handles these signals, so the first of them is the end. The machine may be busy with other things.
    signal.setitimer(signal.ITIMER_REAL, 60 + 20 * sum(seconds.values()))
    for item, after in zip(tests, [*tests[1:], None], strict=True):
        signal.setitimer(signal.ITIMER_PROF, 1 + 4 * seconds[item.nodeid])
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=after)):
            return KILLED
    return SURVIVED
