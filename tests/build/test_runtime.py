"""The simulator's runtime: the same inputs give the same bytes and the same name, and nothing superfluous travels."""

import ast
import json
import os
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import icalendar
import pytest

from playbook_sim.site import runtime
from playbook_sim.site.places import ROOT
from playbook_sim.site.runtime import library, packages

BUILD_TIME = ("playbook_sim/site/", "playbook_sim/cli", "playbook_sim/__main__.py")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A runtime, freshly built."""
    out = tmp_path_factory.mktemp("runtime")
    return out / runtime.build(out)


def _library(built: Path) -> list[str]:
    with zipfile.ZipFile(built / library.NAME) as archive:
        return archive.namelist()


def _package(built: Path) -> list[str]:
    return [name for name in _library(built) if name.startswith("playbook_sim/")]


def test_the_same_inputs_give_the_same_bytes_and_name(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    monkeypatch.setattr(library, "CACHE", tmp_path / "cache")
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


def test_another_worker_gives_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "worker"
    changed.mkdir()
    (changed / "worker.js").write_text("// changed\n", encoding="utf-8")
    before = runtime.build(tmp_path / "before", image=False)
    monkeypatch.setattr(runtime, "WORKER_FILES", changed)
    assert runtime.build(tmp_path / "after", image=False) != before


def test_it_holds_the_worker_and_all_that_pyodide_needs(built: Path) -> None:
    names = {path.name for path in built.iterdir()}
    assert {"worker.js", "pyodide-lock.json", *runtime.PYODIDE_FILES} <= names


def test_the_lock_offers_what_is_loaded_on_demand_and_nothing_from_elsewhere(built: Path) -> None:
    lock = json.loads((built / "pyodide-lock.json").read_text(encoding="utf-8"))
    assert set(lock["packages"]) == set(packages.PACKAGES)
    for entry in lock["packages"].values():
        assert entry["sha256"] == sha256((built / entry["file_name"]).read_bytes()).hexdigest()
        assert set(entry["depends"]) <= set(lock["packages"])


def test_a_package_on_demand_travels_without_its_tests_and_with_its_licence(built: Path) -> None:
    (wheel,) = built.glob("icalendar-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    modules = [path for path in Path(icalendar.__file__).parent.rglob("*.py") if "tests" not in path.parts]
    assert len([name for name in names if name.endswith(".pyc")]) == len(modules) > 10
    assert [name for name in names if "/tests/" in name or "__pycache__" in name or name.endswith(".py")] == []
    assert [name for name in names if "LICENSE" in name]
    assert wheel.stat().st_size < 350_000


def test_the_library_holds_the_engine_and_the_rules_but_not_the_build(built: Path) -> None:
    names = _package(built)
    assert "playbook_sim/model/__init__.pyc" in names
    assert "playbook_sim/rulebook/limits.toml" in names
    assert [name for name in names if name.startswith(BUILD_TIME)] == []


def test_what_the_browser_loads_imports_only_the_standard_library_but_for_calendar_files(built: Path) -> None:
    allowed = sys.stdlib_module_names | {"playbook_sim"}
    foreign = set()
    for name in _package(built):
        if name.endswith(".pyc"):
            for node in ast.walk(ast.parse((ROOT / name).with_suffix(".py").read_text(encoding="utf-8"))):
                modules = []
                if isinstance(node, ast.Import):
                    modules = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.level == 0:
                    modules = [node.module or ""]
                tops = {module.split(".")[0] for module in modules}
                foreign |= {f"{name}: {top}" for top in tops - allowed}
    assert foreign == {"playbook_sim/calendar_file.pyc: icalendar"}


def test_the_first_answer_loads_nothing_that_it_does_not_need() -> None:
    case = {"platform": "dsers_tmall", "problem": "no_stock", "facts": {}, "today": "2026-03-12", "lang": "en"}
    asked = json.dumps({"method": "answer", "params": case})
    code = f"import sys; from playbook_sim.bridge import handle; handle({asked!r}); print(*sorted(sys.modules))"
    started = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(started.stdout.split())
    assert "playbook_sim.bridge" in loaded
    on_demand = {top for package in packages.PACKAGES.values() for top in package.imports}
    assert not loaded & {"playbook_sim.calendar_file", "playbook_sim.exports", *on_demand}
    assert not {name for name in loaded if name.startswith(("playbook_sim.records", "playbook_sim.drills"))}
    assert not loaded & {"csv", "decimal", "statistics", "uuid"}
