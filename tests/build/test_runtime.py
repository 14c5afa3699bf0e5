"""The simulator's runtime: the same inputs give the same bytes and the same name, and nothing superfluous travels."""

import ast
import json
import os
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from playbook_sim.site import runtime
from playbook_sim.site.places import ROOT

BUILD_TIME = ("playbook_sim/site/", "playbook_sim/cli.py", "playbook_sim/__main__.py")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A runtime, freshly built."""
    out = tmp_path_factory.mktemp("runtime")
    return out / runtime.build(out)


def _wheel_names(built: Path) -> list[str]:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_same_inputs_give_the_same_bytes_and_name(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    umask = os.umask(0o077)
    try:
        again = tmp_path / runtime.build(tmp_path)
    finally:
        os.umask(umask)
    digests = [
        {path.name: sha256(path.read_bytes()).hexdigest() for path in directory.iterdir()}
        for directory in (built, again)
    ]
    assert digests[0] == digests[1]
    assert built.name == again.name


def test_another_worker_gives_another_name(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "worker"
    changed.mkdir()
    (changed / "worker.js").write_text("// changed\n", encoding="utf-8")
    monkeypatch.setattr(runtime, "WORKER_FILES", changed)
    assert runtime.build(tmp_path / "out") != built.name


def test_it_holds_the_worker_and_all_that_pyodide_needs(built: Path) -> None:
    names = {path.name for path in built.iterdir()}
    assert {"worker.js", "pyodide-lock.json", *runtime.PYODIDE_FILES} <= names


def test_the_lock_offers_our_wheel_and_nothing_from_elsewhere(built: Path) -> None:
    lock = json.loads((built / "pyodide-lock.json").read_text(encoding="utf-8"))
    assert list(lock["packages"]) == ["playbook-sim"]
    entry = lock["packages"]["playbook-sim"]
    assert entry["sha256"] == sha256((built / entry["file_name"]).read_bytes()).hexdigest()


def test_the_wheel_holds_the_engine_and_the_rules_but_not_the_build(built: Path) -> None:
    names = _wheel_names(built)
    assert "playbook_sim/model/__init__.py" in names
    assert "playbook_sim/rulebook/limits.toml" in names
    assert [name for name in names if name.startswith(BUILD_TIME)] == []


def test_what_the_browser_loads_imports_only_the_standard_library(built: Path) -> None:
    allowed = sys.stdlib_module_names | {"playbook_sim"}
    foreign = []
    for name in _wheel_names(built):
        if name.endswith(".py"):
            for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
                modules = []
                if isinstance(node, ast.Import):
                    modules = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.level == 0:
                    modules = [node.module or ""]
                foreign += [f"{name}: {module}" for module in modules if module.split(".")[0] not in allowed]
    assert foreign == []
