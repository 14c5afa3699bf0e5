"""Change the code in thousands of small ways and see whether a test fails for each: ``python tests/mutants``.

mutmut makes the changes ("mutants"), runs them and remembers what it found; ``groups.toml`` says what it works on.
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

from report import Found, report

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / ".cache" / "mutants"

# mutmut leaves functions with decorators alone. These two only keep results, so the copy does without them.
_KEEPS_RESULTS = re.compile(r"^( *)@(?:functools\.)?(?:lru_)?cache\b.*$", re.MULTILINE)
_KILLED = {1, 3}
_OUT_OF_TIME = {-24, 24, 36, 152}


def main() -> int:
    """Run the groups that are named, or all; 0 when enough is killed and the rest is explained."""
    options = argparse.ArgumentParser(description="Mutation tests of the engine.")
    options.add_argument("groups", nargs="*", help="groups of groups.toml; all of them when none is named")
    options.add_argument("--only-report", action="store_true", help="say what the last run found, and run nothing")
    options.add_argument("--workers", type=int, default=os.cpu_count(), help="mutants that run at the same time")
    given = options.parse_args()
    plan = tomllib.loads((HERE / "groups.toml").read_text(encoding="utf-8"))
    least = plan.pop("least_killed")
    found: list[Found] = []
    for name in given.groups or plan:
        folder = WORK / name
        if not given.only_report:
            _prepare(folder, plan[name])
            _run(folder, plan[name], given.workers)
        found.extend(_results(folder))
    return report(found, HERE / "survivors.toml", least, every_group=not given.groups)


def _prepare(folder: Path, group: dict[str, Any]) -> None:
    """Bring the copy in which mutmut works up to date, and forget what no longer holds."""
    package, inside = folder / "playbook_sim", folder / "mutants"
    for file in sorted((ROOT / "playbook_sim").rglob("*.py")):
        _write(package / file.relative_to(ROOT / "playbook_sim"), file.read_text(encoding="utf-8"))
    for kind, source in (("rulebook", ROOT / "playbook_sim"), ("tests", ROOT), ("docs", ROOT)):
        target = (inside / "playbook_sim" if kind == "rulebook" else inside) / kind
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source / kind, target, ignore=shutil.ignore_patterns("__pycache__"))
    for old in [*package.rglob("*.py"), *(inside / "playbook_sim").rglob("*.py")]:
        here = old.relative_to(package if old.is_relative_to(package) else inside / "playbook_sim")
        if not (ROOT / "playbook_sim" / here).exists():
            old.unlink()
    settings = {
        "source_paths": ["playbook_sim"],
        "only_mutate": group["modules"],
        # That a test fails is enough: no time is spent on showing how.
        "pytest_add_cli_args": ["--assert=plain", *_without("cacheprovider", "unraisableexception", "threadexception")],
        "pytest_add_cli_args_test_selection": [
            *group["tests"],
            *(f"--{'deselect' if '::' in test else 'ignore'}={test}" for test in group["left_out"]),
        ],
        "process_isolation": "forkserver",
        "forkserver_warmup": "import",
        "preload_modules_file": "warm.txt",
        "timeout_constant": 6.0,
        "track_dependencies": False,
        "on_dependency_change": "ignore",
        "use_git_change_detection": False,
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    lines = ["[tool.mutmut]", *lines, "[tool.pytest]", 'testpaths = ["tests"]', ""]
    _write(folder / "pyproject.toml", "\n".join(lines))
    _write(folder / "warm.txt", "\n".join(f"warm_{module}" for module in group["warm"]))
    _forget(folder, group)


def _without(*plugins: str) -> Iterator[str]:
    for plugin in ("plugin", *(f"no:{one}" for one in plugins)):
        yield from ("-p", plugin)


def _forget(folder: Path, group: dict[str, Any]) -> None:
    """What survived may die once tests, rules or other code have changed; which lines are run may have changed too."""
    watched = [*(ROOT / "playbook_sim").rglob("*.*"), *(ROOT / "tests").rglob("*.*")]
    state = hashlib.sha256(json.dumps(group, sort_keys=True).encode())
    for file in sorted(watched):
        at = file.relative_to(ROOT).as_posix()
        if file.is_file() and "__pycache__" not in at and not file.is_relative_to(HERE):
            state.update(f"{at} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    note = folder / "state"
    if note.exists() and note.read_text() == state.hexdigest():
        return
    (folder / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)
    for file in (folder / "mutants").rglob("*.meta"):
        meta = json.loads(file.read_text(encoding="utf-8"))
        codes = meta["exit_code_by_key"]
        meta["exit_code_by_key"] = {key: code if code in _KILLED else None for key, code in codes.items()}
        file.write_text(json.dumps(meta), encoding="utf-8")
    note.write_text(state.hexdigest())


def _run(folder: Path, group: dict[str, Any], workers: int) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(HERE),
        "PYTHONHASHSEED": "0",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "MUTANTS_PLAN": json.dumps(group),
    }
    command = [Path(sys.executable).with_name("mutmut"), "run", "--max-children", str(workers)]
    subprocess.run(command, cwd=folder, env=environment, check=True)


def _results(folder: Path) -> Iterator[Found]:
    for file in sorted((folder / "mutants").rglob("*.meta")):
        module = file.relative_to(folder / "mutants").with_suffix("")
        source = folder / "mutants" / module
        lines = source.read_text(encoding="utf-8").splitlines()
        spans = json.loads(Path(f"{source}.spans").read_text(encoding="utf-8"))["spans"]

        def version(name: str, lines: list[str] = lines, spans: dict[str, Any] = spans) -> list[str]:
            start, end = spans[name]
            return lines[start - 1 : end]

        for key, code in json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            name = key.rpartition(".")[2]
            function = name.partition("__mutmut_")[0]
            yield Found(
                module=module.as_posix(),
                function=function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", "."),
                outcome="killed" if code in _KILLED else _OUTCOMES.get(code, "unclear"),
                before=version(f"{function}__mutmut_orig"),
                after=[line.replace(name, f"{function}__mutmut_orig") for line in version(name)],
            )


_OUTCOMES = {0: "survived", 5: "survived", 33: "survived", None: "not run", **dict.fromkeys(_OUT_OF_TIME, "timeout")}


def _write(file: Path, text: str) -> None:
    """mutmut looks at the time of a file, so one that is as it was is left alone."""
    text = _KEEPS_RESULTS.sub(r"\1#", text) if file.suffix == ".py" else text
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
