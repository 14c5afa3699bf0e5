"""Which tests a mutant meets: those that run through the changed line and so can notice it."""

from __future__ import annotations

import ast
import difflib
import hashlib
import json
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from places import file_of, original_of, versions

_QUICK = 0.1
"""Seconds within which a test is asked in the short round."""


class Choosing:
    """Chooses by what was noted without mutants (``watching``) and by the plan of a group of ``groups.toml``."""

    def __init__(self, notes: Path, plan: Mapping[str, Any]) -> None:
        noted = json.loads(notes.read_text(encoding="utf-8"))
        self._tests: list[str] = noted["tests"]
        self._functions: dict[str, Any] = noted["functions"]
        self._always = [test for test in self._tests if test.startswith(tuple(plan["always"]))]
        self._thorough, self._short = plan["seconds"], plan["short_seconds"]
        self.seconds = dict(zip(self._tests, noted["seconds"], strict=True))

    def tests(self, mutant: str, *, short: bool) -> list[str]:
        """The tests that come always, those that read a mistake named there or in its function, and some others.

        ``short``: fewer of them, and of the others the quick ones, only where there are none of the rest.
        """
        module, _, name = mutant.rpartition(".")
        file = versions(file_of(module))
        original = file.source(original_of(name))
        noted = self._functions.get(f"{module}.{name.partition('__mutmut_')[0]}", {"lines": {}, "named": {}})
        lines = noted["lines"]
        changed = changed_lines(original, file.source(name))
        if not any(str(line) in lines for line in changed):
            # A default of a parameter: whatever runs the function may notice. In the body, a line without a test.
            changed = [] if _inside(original, changed) else [int(line) for line in lines]
        through = {self._tests[test] for line in changed for test in lines.get(str(line), ())}
        naming = {self._tests[test] for line in changed for test in noted["named"].get(str(line), ())}
        # Those that come always share what they load, so the line is noted for the one of them that loaded it.
        always = [] if through.isdisjoint(self._always) else self._always
        most = self._short if short else self._thorough
        if short:
            through = {test for test in through if self.seconds[test] <= _QUICK} or through
        # What a line works out may be told by another one of its function.
        nearby = {self._tests[test] for tests in noted["named"].values() for test in tests} & through
        first = list(dict.fromkeys([*always, *self._sample(naming, most), *self._sample(nearby - naming, most)]))
        return first if short and first else first + self._sample(through.difference(first), most)

    def _sample(self, tests: Iterable[str], most: float) -> list[str]:
        """Tests that take ``most`` seconds together, drawn by a lot that always falls the same; quick ones first."""
        drawn: list[str] = []
        for test in sorted(tests, key=lambda test: hashlib.sha256(test.encode()).digest()):
            if not drawn or self.seconds[test] <= most:
                drawn.append(test)
                most -= self.seconds[test]
        return sorted(drawn, key=lambda test: self.seconds[test])


def changed_lines(original: str, mutant: str) -> list[int]:
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
    body = ast.parse(textwrap.dedent(original)).body[0].body  # type: ignore[attr-defined]
    return min(changed, default=0) >= body[0].lineno - 1
