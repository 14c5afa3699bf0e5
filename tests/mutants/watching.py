"""A plugin of pytest for the run without mutants: which tests run through which line, and how long they take."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
import trampoline
from hypothesis import settings
from places import ORIGINAL, hash_of, module_of, versions

from playbook_sim.errors import RulebookError

NOTES = Path("lines.json")
"""What was noted, beside the sources with mutants."""

_TOOL = sys.monitoring.COVERAGE_ID
_LINE = sys.monitoring.events.LINE


def draw_the_same() -> None:
    """A mutant meets the same examples of hypothesis each time, and those that were watched."""
    settings.register_profile("mutants", derandomize=True, database=None, deadline=None, max_examples=20)
    settings.load_profile("mutants")


def pytest_configure(config: pytest.Config) -> None:
    """Start watching."""
    draw_the_same()
    trampoline.make_live("")
    config.pluginmanager.register(_Watch(json.loads(os.environ["MUTANTS_PLAN"])["modules"]), "watch")


class _Watch:
    def __init__(self, modules: list[str]) -> None:
        self._files = [file for pattern in modules for file in sorted(Path().glob(pattern))]
        self._seconds: dict[str, float] = {}
        self._through: dict[str, dict[int, set[str]]] = {str(file.resolve()): defaultdict(set) for file in self._files}
        self._named: dict[str, dict[int, set[str]]] = {str(file.resolve()): defaultdict(set) for file in self._files}
        self._running = ""
        self._watch_mistakes()

    def pytest_collection_finish(self) -> None:
        """Have each line of the functions with mutants told once in each test."""
        sys.monitoring.use_tool_id(_TOOL, "mutants")
        sys.monitoring.register_callback(_TOOL, _LINE, self._passed)
        for function in gc.get_objects():
            if isinstance(function, FunctionType) and function.__code__.co_filename in self._through:
                for code in _with_inner(function.__code__):
                    sys.monitoring.set_local_events(_TOOL, code, _LINE)

    def _passed(self, code: CodeType, line: int) -> object:
        self._through[code.co_filename][line].add(self._running)
        return sys.monitoring.DISABLE

    def _watch_mistakes(self) -> None:
        """Note through which lines a mistake is named: all tests run through them, and few read what they say."""
        made = RulebookError.__init__

        def noted(error: RulebookError, *told: str, **details: str) -> None:
            frame = sys._getframe(1)
            while frame:
                lines = self._named.get(frame.f_code.co_filename)
                if lines is not None:
                    lines[frame.f_lineno].add(self._running)
                frame = frame.f_back
            made(error, *told, **details)

        RulebookError.__init__ = noted

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._running, before = item.nodeid, time.process_time()
        sys.monitoring.restart_events()
        result = yield
        self._seconds[item.nodeid] = time.process_time() - before
        return result

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        if exitstatus != pytest.ExitCode.OK:
            return
        number = {test: at for at, test in enumerate(self._seconds)}
        functions: dict[str, Any] = {}
        for file in self._files:
            through = self._through[str(file.resolve())]
            named = self._named[str(file.resolve())]
            for name, span in versions(file).spans.items():
                if name.endswith(ORIGINAL):
                    functions[f"{module_of(file)}.{name.removesuffix(ORIGINAL)}"] = {
                        "source": hash_of(versions(file).source(name)),
                        "lines": _numbered(through, span, number),
                        "named": _numbered(named, span, number),
                    }
        notes = {"tests": list(self._seconds), "seconds": list(self._seconds.values()), "functions": functions}
        NOTES.write_text(json.dumps(notes), encoding="utf-8")


def _with_inner(code: CodeType) -> Iterator[CodeType]:
    """What is in a function is code of its own: another function, a comprehension."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _with_inner(inner)


def _numbered(tests: Mapping[int, Iterable[str]], span: range, number: Mapping[str, int]) -> dict[int, list[int]]:
    """The lines of a function, from 0, with the numbers of their tests."""
    return {
        line - span.start: sorted(number[test] for test in tests[line] if test in number)
        for line in span
        if line in tests
    }
