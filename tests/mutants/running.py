"""A plugin of pytest that runs mutants instead of tests: each in a process of its own, split off after the collection.

The tests are imported and collected once, so a mutant costs the tests that it meets and next to nothing else. They must
not have called what is changed before: what was worked out then could not show a mutant.
"""

from __future__ import annotations

import fnmatch
import gc
import json
import os
import resource
import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
import trampoline
from _pytest.runner import runtestprotocol
from choosing import Choosing
from hypothesis import settings
from places import KILLED, NO_TESTS, SURVIVED, TIMEOUT, Results, file_of
from watching import NOTES

_BROKEN = 70
_SAVED_EVERY = 25

# The same mutant meets the same examples each time.
settings.register_profile("mutants", derandomize=True, database=None, deadline=None, max_examples=20)


def pytest_configure() -> None:
    """Fix what hypothesis draws."""
    settings.load_profile("mutants")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
    """Whether a test failed, and no more: to show where takes twenty times as long as most tests do."""
    raised = call.excinfo.value if call.excinfo else None
    outcome = "skipped" if isinstance(raised, pytest.skip.Exception) else "failed" if raised else "passed"
    return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type]


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Run all mutants that have no result yet, in two rounds: what survives a short one meets a thorough one."""
    plan = json.loads(os.environ["MUTANTS_PLAN"])
    early = sorted(name for name in trampoline.opened if not name.startswith(tuple(plan["called_early"])))
    if early:
        raise pytest.UsageError(f"called before any mutant lives, while tests are imported: {', '.join(early)}")
    choosing = Choosing(NOTES, plan)
    results = Results(Path())
    waiting = [key for key, code in results.codes() if code is None and fnmatch.fnmatch(key, plan["only"])]
    waiting.sort(key=lambda key: _rank(key, plan["modules"]))
    _parse_once()
    runner = _Runner({item.nodeid: item for item in session.items}, choosing, results, plan["workers"])
    gc.collect()
    gc.freeze()
    runner.run(waiting, short=True)
    # What survived the short round is not noted, so that a run that is broken off knows where it was.
    killed = dict(results.codes())
    runner.run([key for key in waiting if killed[key] is None], short=False)
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
        self._running: dict[int, tuple[str, float, str]] = {}

    def run(self, mutants: list[str], *, short: bool) -> None:
        """Run ``mutants`` and note what comes of each."""
        done = 0
        # Asked to stop, this process takes the mutants along.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            for mutant in mutants:
                tests = [test for test in self._choosing.tests(mutant, short=short) if test in self._items]
                if not tests:
                    self._results.note(mutant, NO_TESTS)
                    continue
                while len(self._running) >= self._workers:
                    done += self._reap(short=short)
                    if done % _SAVED_EVERY == 0:
                        self._results.save()
                self._start(mutant, tests)
            while self._running:
                self._reap(short=short)
        finally:
            for pid in self._running:
                os.kill(pid, signal.SIGKILL)
            self._results.save()

    def _start(self, mutant: str, tests: list[str]) -> None:
        seconds = 2 + 4 * sum(self._choosing.seconds[test] for test in tests)
        folder = tempfile.mkdtemp(prefix="mutant-")
        pid = os.fork()
        if pid == 0:
            code = _BROKEN
            try:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
                code = _noticed(mutant, [self._items[test] for test in tests], folder)
            finally:
                os._exit(code)
        # The machine may be busy with other things.
        self._running[pid] = (mutant, time.monotonic() + 60 + 20 * seconds, folder)

    def _reap(self, *, short: bool) -> int:
        """Wait until a mutant is done or has had its time; how many results that gave."""
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            for late, (_, until, _) in self._running.items():
                if time.monotonic() > until:
                    os.kill(late, signal.SIGXCPU)
            time.sleep(0.02)
            return 0
        mutant, _, folder = self._running.pop(pid)
        code = os.waitstatus_to_exitcode(status)
        if not (short and code == SURVIVED):
            self._results.note(mutant, TIMEOUT if code in (-signal.SIGXCPU, -signal.SIGKILL) else code)
        shutil.rmtree(folder, ignore_errors=True)
        return 1


def _noticed(mutant: str, items: list[pytest.Item], folder: str) -> int:
    """In the process of a mutant: whether one of the tests fails."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    factory: Any = items[0].config._tmp_path_factory  # type: ignore[attr-defined]
    factory._basetemp = Path(folder).resolve()
    trampoline.make_live(mutant)
    for item, after in zip(items, [*items[1:], None], strict=True):
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=after)):
            return KILLED
    return SURVIVED
