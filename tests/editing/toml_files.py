"""The project's TOML files and their schemas, for the tests of both."""

from __future__ import annotations

import copy
import datetime as dt
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

from playbook_sim.editing.forms.files import KINDS, schemas
from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.site.places import ROOT

RULEBOOK = ROOT / "playbook_sim" / "rulebook"


def tracked() -> list[Path]:
    """Every TOML file that git knows or would."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.toml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return sorted(ROOT / name for name in set(listed.split("\0")) if name and (ROOT / name).is_file())


@cache
def validators() -> dict[str, Draft7Validator]:
    """The schema of each kind of file, made from the rulebook as it is."""
    return {name: Draft7Validator(schema) for name, schema in schemas(load_rulebook()).items()}


@cache
def kind_of(file: Path) -> str:
    """The kind of a file. Fails when it has none or several."""
    (kind,) = [kind.name for kind in KINDS if file in kind.files(ROOT)]
    return kind


@cache
def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def read(file: Path) -> dict[str, Any]:
    """What stands in a file, to be changed at will."""
    return copy.deepcopy(_read(file))


def plain(value: Any) -> Any:
    """With dates as texts: JSON has no other, and so the tools that check TOML by JSON Schema see them."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def complaints(file: Path, data: dict[str, Any]) -> list[str]:
    """What the schema says against ``data`` in the place of ``file``."""
    errors = validators()[kind_of(file)].iter_errors(plain(data))
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]


def loading(monkeypatch: Any, file: Path, data: dict[str, Any]) -> RulebookError | None:
    """What the loader says against the rulebook with ``data`` in the place of ``file``; None when it takes it."""
    changed = file.relative_to(RULEBOOK).as_posix()

    def instead(_: RulebookFiles, name: str) -> dict[str, Any]:
        return copy.deepcopy(data) if name == changed else read(RULEBOOK / name)

    with monkeypatch.context() as patch:
        patch.setattr(RulebookFiles, "read", instead)
        try:
            load_rulebook(RULEBOOK)
        except RulebookError as error:
            return error
    return None


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value inside ``value``."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, found in inner:
        yield (*path, key)
        yield from places(found, (*path, key))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    """The value at a path."""
    for key in path:
        value = value[key]
    return value
