"""Where mutmut has written what: each function of a file in all its versions, and what is known of its mutants."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ORIGINAL = "__mutmut_orig"
KILLED, SURVIVED, NO_TESTS, TIMEOUT = 1, 0, 33, -24
SURVIVED_SHORT = 2
"""It survived the short round of a run that was broken off before the thorough one."""


class Versions:
    """The functions of a file, by the names that mutmut gives them."""

    def __init__(self, file: Path) -> None:
        self._lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        spans = Path(f"{file}.spans")
        found = json.loads(spans.read_text(encoding="utf-8"))["spans"] if spans.exists() else {}
        self.spans = {name: range(start, end + 1) for name, (start, end) in found.items()}

    def source(self, name: str) -> str:
        """The text of one version, under the name of the original."""
        span = self.spans[name]
        text = "".join(self._lines[span.start - 1 : span.stop - 1])
        return text.replace(name, original_of(name))


@cache
def versions(file: Path) -> Versions:
    """Those of a file, read once."""
    return Versions(file)


def original_of(name: str) -> str:
    """The name of the original of a version."""
    return name.partition("__mutmut_")[0] + ORIGINAL


def hash_of(source: str) -> str:
    """What tells whether a function is still what it was."""
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def module_of(file: Path) -> str:
    """``playbook_sim/checking/__init__.py`` → ``playbook_sim.checking``."""
    return ".".join(file.with_suffix("").parts).removesuffix(".__init__")


def file_of(module: str) -> Path:
    """The other way round."""
    place = Path(*module.split("."))
    return place.with_suffix(".py") if place.with_suffix(".py").exists() else place / "__init__.py"


class Results:
    """What is known of the mutants below ``folder``: their exit codes by name, None where one is to be run."""

    def __init__(self, folder: Path) -> None:
        self._metas = {file: json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.meta"))}
        self._file_of = {key: file for file, meta in self._metas.items() for key in meta["exit_code_by_key"]}

    def codes(self) -> Iterator[tuple[str, int | None]]:
        """All of them."""
        for meta in self._metas.values():
            yield from meta["exit_code_by_key"].items()

    def note(self, mutant: str, code: int | None) -> None:
        """Remember what came of a mutant."""
        self._metas[self._file_of[mutant]]["exit_code_by_key"][mutant] = code

    def reset(self, chosen: Callable[[str, int | None], bool]) -> int:
        """Have the mutants that are ``chosen`` by name and result run again; how many they are."""
        again = [key for key, code in self.codes() if chosen(key, code)]
        for key in again:
            self.note(key, None)
        self.save()
        return len(again)

    def save(self) -> None:
        """Write them where mutmut looks for them, each file whole or not at all."""
        for file, meta in self._metas.items():
            new = file.with_suffix(".new")
            new.write_text(json.dumps(meta), encoding="utf-8")
            new.replace(file)
