"""Change the code in thousands of small ways and see whether a test fails for each: ``python tests/mutants``.

mutmut makes the changes ("mutants") and remembers by function what came of them; ``groups.toml`` says what it works on.
What survived must stand in ``survivors.toml`` with the reason, and what stands there must have survived.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from places import KILLED, NO_TESTS, SURVIVED, SURVIVED_SHORT, TIMEOUT, Results, file_of, original_of, versions
from report import Found, report

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / ".cache" / "mutants"

# mutmut leaves functions with decorators alone. These two only keep results, so what is changed does without them.
_KEEPS_RESULTS = re.compile(r"^( *)@(?:functools\.)?(?:lru_)?cache\b.*$", re.MULTILINE)
_OUTCOMES = {
    KILLED: "killed",
    SURVIVED: "survived",
    NO_TESTS: "survived",
    TIMEOUT: "timeout",
    SURVIVED_SHORT: "not run",
    None: "not run",
}


def main() -> int:
    """Run the groups that are named, or all; 0 when enough is killed and the rest is explained."""
    options = argparse.ArgumentParser(description="Mutation tests of the engine.")
    options.add_argument("groups", nargs="*", help="groups of groups.toml; all of them when none is named")
    options.add_argument("--only-report", action="store_true", help="say what the last run found, and run nothing")
    options.add_argument("--only", metavar="PATTERN", default="*", help="mutants whose name has this form: *.paths.*")
    options.add_argument("--workers", type=int, default=os.cpu_count(), help="mutants that run at the same time")
    given = options.parse_args()
    plan = tomllib.loads((HERE / "groups.toml").read_text(encoding="utf-8"))
    least = plan.pop("least_killed")
    found: list[Found] = []
    for name in given.groups or plan:
        folder = WORK / name
        if not given.only_report:
            print(f"{name} …", flush=True)
            group = {**plan[name], "only": given.only, "workers": given.workers}
            _prepare(folder, group)
            _pytest(folder, group, "running")
        found.extend(_results(folder / "mutants"))
    return report(found, HERE / "survivors.toml", least, every_group=not given.groups)


def _prepare(folder: Path, group: dict[str, Any]) -> None:
    """Bring the copy with the mutants up to date, and forget what no longer holds."""
    package, inside = folder / "playbook_sim", folder / "mutants"
    there = {file.relative_to(ROOT / "playbook_sim"): file for file in (ROOT / "playbook_sim").rglob("*.py")}
    changed = {file for pattern in group["modules"] for file in ROOT.glob(pattern)}
    for place, file in there.items():
        text = file.read_text(encoding="utf-8")
        _write(package / place, _KEEPS_RESULTS.sub(r"\1#", text) if file in changed else text)
    for copy in (package, inside / "playbook_sim"):
        for file in copy.rglob("*.py"):
            if file.relative_to(copy) not in there:
                file.unlink()
    for kind in ("playbook_sim/rulebook", "tests", "docs"):
        shutil.rmtree(inside / kind, ignore_errors=True)
        shutil.copytree(ROOT / kind, inside / kind, ignore=shutil.ignore_patterns("__pycache__"))
    settings = {"source_paths": ["playbook_sim"], "only_mutate": group["modules"]}
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    _write(folder / "pyproject.toml", "\n".join(["[tool.mutmut]", *lines, ""]))
    _write(inside / "pyproject.toml", '[tool.pytest]\ntestpaths = ["tests"]\n')
    subprocess.run(
        [sys.executable, HERE / "generating.py", str(group["workers"])],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    state = _state(group)
    note = folder / "state"
    if not note.exists() or note.read_text(encoding="utf-8") != state:
        # What survived may die once tests, rules or other code have changed, and other lines may be run.
        Results(inside).reset(lambda _, code: code not in (KILLED, TIMEOUT))
        _pytest(folder, group, "watching")
        note.write_text(state, encoding="utf-8")


def _state(group: dict[str, Any]) -> str:
    """What results depend on, besides the function that was changed."""
    state = hashlib.sha256(json.dumps([group["modules"], group["tests"], group["left_out"]]).encode())
    for file in sorted([*(ROOT / "playbook_sim").rglob("*.*"), *(ROOT / "tests").rglob("*.*")]):
        if file.is_file() and "__pycache__" not in file.parts and not file.is_relative_to(HERE):
            state.update(f"{file.relative_to(ROOT)} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return state.hexdigest()


def _pytest(folder: Path, group: dict[str, Any], plugin: str) -> None:
    """Run the tests of ``group`` with one of the plugins beside this file."""
    without = ("cacheprovider", "unraisableexception", "threadexception")
    command = [
        *(sys.executable, "-m", "pytest", "--rootdir=.", "-q", "-p", plugin),
        *(part for name in without for part in ("-p", f"no:{name}")),
        # That a test fails is enough: no time is spent on showing how.
        *("--assert=plain", "--tb=short", "-o", "tmp_path_retention_policy=none"),
        *group["tests"],
        *(f"--{'deselect' if '::' in test else 'ignore'}={test}" for test in group["left_out"]),
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(folder / "mutants"), str(HERE)]),
        "PYTHONHASHSEED": "0",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "MUTANTS_PLAN": json.dumps(group),
    }
    done = subprocess.run(command, cwd=folder / "mutants", env=environment, check=False, capture_output=True, text=True)
    # No test runs by itself while mutants do, and pytest says so with 5.
    if done.returncode not in (0, 5):
        sys.exit(done.stdout[-4000:] + done.stderr[-4000:])


def _results(inside: Path) -> Iterator[Found]:
    before = Path.cwd()
    os.chdir(inside)
    for key, code in Results(Path()).codes():
        module, _, name = key.rpartition(".")
        file = file_of(module)
        function = name.partition("__mutmut_")[0].removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
        yield Found(
            module=file.as_posix(),
            function=function,
            outcome=_OUTCOMES.get(code, "unclear"),
            before=versions(file).source(original_of(name)).splitlines(),
            after=versions(file).source(name).splitlines(),
        )
    os.chdir(before)


def _write(file: Path, text: str) -> None:
    """mutmut looks at the time of a file, so one that is as it was is left alone."""
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
