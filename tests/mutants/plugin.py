"""Inside the test run of one mutant: only tests that run through the changed line, and every failure counts.

mutmut knows which tests call a function. That is too many here: every mistake of a rulebook is found by loading one, so
every test of the loader calls nearly all of it. This plugin of pytest notes, in mutmut's own first pass, which tests
run through which line, and lets a mutant meet only those that can notice it.
"""

from __future__ import annotations

import ast
import difflib
import gc
import hashlib
import json
import os
import sys
import textwrap
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import coverage
import pytest
import trampoline
from hypothesis import settings

from playbook_sim.errors import RulebookError

NOTES = Path("lines.json")
"""Which tests run through which line of which function, beside the sources with mutants."""

_QUICK = 0.1
"""Seconds within which a test is asked in the short round."""

_ORIGINAL = "__mutmut_orig"

# The same mutant meets the same examples each time.
settings.register_profile("mutants", derandomize=True, database=None, deadline=None, max_examples=20)


def pytest_configure(config: pytest.Config) -> None:
    """Choose what this run does by the name of the mutant that it is about."""
    settings.load_profile("mutants")
    trampoline.choose_again()
    gc.freeze()
    mutant = os.environ.get("MUTANT_UNDER_TEST", "")
    plan = json.loads(os.environ["MUTANTS_PLAN"])
    if mutant == "stats":
        config.pluginmanager.register(_Watch(plan["modules"]), "watch")
    elif mutant == "":
        # mutmut would run everything again to see that it passes without mutants: the pass before has shown that.
        config.pluginmanager.register(_Only(config, {}, limit=1), "only")
    elif "__mutmut_" in mutant:
        chosen = _choose(mutant, plan, config.args)
        if not chosen:
            pytest.exit("no test runs through the changed line", returncode=pytest.ExitCode.NO_TESTS_COLLECTED)
        config.pluginmanager.register(_Only(config, chosen), "only")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A module of tests that cannot even be imported has noticed the mutant."""
    if session.exitstatus == pytest.ExitCode.INTERRUPTED and session.testsfailed:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


class _Only:
    """Runs the tests of ``chosen`` in their order; with ``limit``, the first ones of all."""

    def __init__(self, config: pytest.Config, chosen: Iterable[str], limit: int | None = None) -> None:
        self._order = {test: at for at, test in enumerate(chosen)}
        self._limit = limit
        if self._order:
            # Whole files: a test whose name the mutant has changed is missing then, and not a mistake of the call.
            config.args = list(dict.fromkeys(test.partition("::")[0] for test in self._order))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self._order:
            items[:] = sorted(
                (item for item in items if item.nodeid in self._order), key=lambda item: self._order[item.nodeid]
            )
        del items[self._limit or len(items) :]


class _Watch:
    """Notes which tests run through which line."""

    def __init__(self, modules: list[str]) -> None:
        self._files = [file for pattern in modules for file in sorted(Path().glob(pattern))]
        self._coverage = coverage.Coverage(
            data_file=None, config_file=False, include=[str(file.resolve()) for file in self._files]
        )
        self._seconds: dict[str, float] = {}
        self._named: dict[str, dict[int, set[str]]] = {str(file.resolve()): defaultdict(set) for file in self._files}
        self._running = ""
        self._watch_mistakes()
        self._coverage.start()

    def _watch_mistakes(self) -> None:
        """Note through which lines a mistake is named: all tests run through them, and few read what they say."""
        made = RulebookError.__init__

        def noted(error: RulebookError, place: str, problem: str) -> None:
            frame = sys._getframe(1)
            while frame:
                lines = self._named.get(frame.f_code.co_filename)
                if lines is not None:
                    lines[frame.f_lineno].add(self._running)
                frame = frame.f_back
            made(error, place, problem)

        RulebookError.__init__ = noted

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._running, before = item.nodeid, time.process_time()
        self._coverage.switch_context(item.nodeid)
        result = yield
        self._seconds[item.nodeid] = time.process_time() - before
        return result

    def pytest_sessionfinish(self) -> None:
        self._coverage.stop()
        data = self._coverage.get_data()
        # Where mutmut keeps what it knew, these are only the tests that are new to it.
        old = json.loads(NOTES.read_text(encoding="utf-8")) if Path("mutmut-stats.json").exists() else _NOTHING
        seconds = {**dict(zip(old["tests"], old["seconds"], strict=True)), **self._seconds}
        number = {test: at for at, test in enumerate(seconds)}
        functions: dict[str, Any] = {}
        for file in self._files:
            through = data.contexts_by_lineno(str(file.resolve()))
            named = self._named[str(file.resolve())]
            for name, span in _spans(file).items():
                if name.endswith(_ORIGINAL):
                    key = f"{_module(file)}.{name.removesuffix(_ORIGINAL)}"
                    known = old["functions"].get(key, {"lines": {}, "named": {}})
                    functions[key] = {
                        "source": _hash(_source(file, name)),
                        "lines": _numbered(through, span, number, known["lines"]),
                        "named": _numbered(named, span, number, known["named"]),
                    }
        notes = {"tests": list(seconds), "seconds": list(seconds.values()), "functions": functions}
        NOTES.write_text(json.dumps(notes), encoding="utf-8")


_NOTHING: dict[str, Any] = {"tests": [], "seconds": [], "functions": {}}


def _numbered(
    tests: Mapping[int, Iterable[str]], span: range, number: Mapping[str, int], known: Mapping[str, list[int]]
) -> dict[int, list[int]]:
    """The lines of a function, from 0, with the numbers of their tests, those ``known`` before included."""
    found = {}
    for line in span:
        offset = line - span.start
        here = {number[test] for test in tests.get(line, ()) if test in number} | set(known.get(str(offset), ()))
        if here:
            found[offset] = sorted(here)
    return found


def _choose(mutant: str, plan: dict[str, Any], called: list[str]) -> list[str]:
    """The tests that ``mutant`` meets: those that read a mistake named there, those that come always, some others.

    ``called``: the tests that mutmut knows to call the function; they stand in where no line was noted.
    """
    module, _, name = mutant.rpartition(".")
    function = name.partition("__mutmut_")[0]
    file = _file(module)
    original = _source(file, function + _ORIGINAL)
    notes = json.loads(NOTES.read_text(encoding="utf-8"))
    noted = notes["functions"].get(f"{module}.{function}")
    tests, seconds = notes["tests"], dict(zip(notes["tests"], notes["seconds"], strict=True))
    if noted is None or noted["source"] != _hash(original):
        through, naming = set(called), set()
    else:
        changed = _changed(original, _source(file, name).replace(name, function + _ORIGINAL))
        lines = noted["lines"]
        if not any(str(line) in lines for line in changed):
            # A default of a parameter, or a line that only stands there: whatever runs the function may notice.
            changed = [] if _inside(original, changed) else [int(line) for line in lines]
        through = {tests[test] for line in changed for test in lines.get(str(line), ())}
        naming = {tests[test] for line in changed for test in noted["named"].get(str(line), ())}
    # Those that come always share what they load, so the line is noted for the one of them that loaded it.
    always = [test for test in tests if test.startswith(tuple(plan["always"]))]
    if through.isdisjoint(always):
        always = []
    most = plan["seconds"]
    if plan["round"] == 1:
        most /= 4
        slow = tuple(plan["slow"])
        quick = {test for test in through if seconds.get(test, 1) <= _QUICK and not test.startswith(slow)}
        through = quick or through
    first = list(dict.fromkeys([*_sample(naming, seconds, most), *always]))
    return first + _sample(through.difference(first), seconds, most)


def _sample(tests: Iterable[str], seconds: Mapping[str, float], most: float) -> list[str]:
    """Tests that take ``most`` seconds together, drawn by a lot that always falls the same; the quick ones first."""
    drawn: list[str] = []
    for test in sorted(tests, key=lambda test: hashlib.sha256(test.encode()).digest()):
        if not drawn or seconds.get(test, 1) <= most:
            drawn.append(test)
            most -= seconds.get(test, 1)
    return sorted(drawn, key=lambda test: seconds.get(test, 1))


def _changed(original: str, mutant: str) -> list[int]:
    """The lines of a function that a mutant changes, with the rest of their statements, from 0."""
    before, after = original.splitlines(), mutant.splitlines()
    touched: set[int] = set()
    for what, start, end, _, _ in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            touched.update(range(start, max(end, start + 1)))
    whole = set(touched)
    for node in ast.walk(ast.parse(textwrap.dedent(original))):
        if isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef):
            body = getattr(node, "body", None)
            end = body[0].lineno - 1 if body else node.end_lineno or node.lineno
            span = range(node.lineno - 1, max(end, node.lineno))
            if touched & set(span):
                whole.update(span)
    return sorted(whole)


def _inside(original: str, changed: list[int]) -> bool:
    """Whether a change lies in the body of its function, so that a line that nobody runs is one without a test."""
    body = ast.parse(textwrap.dedent(original)).body[0].body  # type: ignore[attr-defined]
    return min(changed, default=0) >= body[0].lineno - 1


def _spans(file: Path) -> dict[str, range]:
    """Where mutmut has written each version of each function of a file."""
    spans = Path(f"{file}.spans")
    if not spans.exists():
        return {}
    found = json.loads(spans.read_text(encoding="utf-8"))["spans"]
    return {name: range(start, end + 1) for name, (start, end) in found.items()}


def _source(file: Path, name: str) -> str:
    span = _spans(file)[name]
    return "".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[span.start - 1 : span.stop - 1])


def _hash(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def _module(file: Path) -> str:
    return ".".join(file.with_suffix("").parts).removesuffix(".__init__")


def _file(module: str) -> Path:
    place = Path(*module.split("."))
    return place.with_suffix(".py") if place.with_suffix(".py").exists() else place / "__init__.py"
