"""What a set of changed files asks for, from the least to the most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from watchfiles import Change, DefaultFilter

from playbook_sim.site.places import LANGUAGES, ROOT

_TREES = ("docs", "overrides", "playbook_sim", "tests/cases")
_RULEBOOK = "playbook_sim/rulebook/"
_OURS = ("playbook_sim/site/serving/", "playbook_sim/site/static_server.py", "playbook_sim/site/headers.py")
_WRITTEN = f"/{_RULEBOOK}behind.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """``names``: what has changed, below the project's directory, sorted."""

    names: tuple[str, ...]

    @property
    def rules(self) -> bool:
        """The rulebook has changed: its pages, and what the simulator runs."""
        return self._any(_RULEBOOK)

    @property
    def rules_only(self) -> bool:
        """Nothing but the rulebook has changed."""
        return all(name.startswith(_RULEBOOK) for name in self.names)

    @property
    def code(self) -> bool:
        """Our own code, or how the pages are built: whatever runs has to begin anew."""
        return any(self._is_code(name) for name in self.names)

    @property
    def runtime(self) -> bool:
        """What the simulator starts with, besides the rulebook."""
        return self.code or self._any("overrides/runtime/")

    @property
    def templates(self) -> bool:
        """The templates of the theme."""
        return any(name.startswith("overrides/") and name.endswith(".html") for name in self.names)

    @property
    def assets_only(self) -> bool:
        """Nothing but scripts and styles, which are sent as they are written: each page is as before."""
        return all(name.startswith("overrides/assets/") and name.endswith((".css", ".js")) for name in self.names)

    @property
    def pages(self) -> bool:
        """The pages as they are written, or the worked cases, which one of them lists."""
        return self._any("docs/", "tests/cases/")

    @property
    def server(self) -> bool:
        """The server that is running, which cannot put itself in its own place."""
        return self._any(*_OURS)

    def __str__(self) -> str:
        more = f" and {len(self.names) - 3} more" if len(self.names) > 3 else ""
        return ", ".join(self.names[:3]) + more

    def _any(self, *places: str) -> bool:
        return any(name.startswith(places) for name in self.names)

    @staticmethod
    def _is_code(name: str) -> bool:
        of_package = name.startswith("playbook_sim/") and not name.startswith(_RULEBOOK)
        return of_package or "/" not in name


def watched() -> list[Path]:
    """What is looked at for changes."""
    return [*(ROOT / name for name in _TREES), *LANGUAGES.values()]


def languages() -> frozenset[str]:
    """The configurations of languages that there are now: another one is no change of a file that is watched."""
    return frozenset(path.name for path in ROOT.glob("mkdocs.??.yml"))


def changes(found: Iterable[tuple[Change, str]]) -> Changes:
    """What the watcher has found."""
    return Changes(names=tuple(sorted({Path(path).relative_to(ROOT).as_posix() for _, path in found})))


class Wanted(DefaultFilter):
    """Leaves out what editors and Python write for themselves, and the one file that we write."""

    def __call__(self, change: Change, path: str) -> bool:
        return super().__call__(change, path) and _WRITTEN not in path
