"""Change the code in thousands of small ways and see whether a test fails for each: ``python tests/mutants``.

mutmut makes the changes ("mutants"), runs them and remembers what it found; ``groups.toml`` says what it works on.
What survived must stand in ``survivors.toml`` with the reason, and what stands there must have survived.
"""

from __future__ import annotations

import argparse
import fnmatch
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
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
            _prepare(folder, plan[name])
            _run(folder, plan[name], given.workers, given.only)
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
    _forget(folder)


def _without(*plugins: str) -> Iterator[str]:
    for plugin in ("plugin", *(f"no:{one}" for one in plugins)):
        yield from ("-p", plugin)


def _forget(folder: Path) -> None:
    """What survived may die once tests, rules or other code have changed; which lines are run may have changed too."""
    watched = [*(ROOT / "playbook_sim").rglob("*.*"), *(ROOT / "tests").rglob("*.*")]
    now = {
        file.relative_to(ROOT).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(watched)
        if file.is_file() and "__pycache__" not in file.parts and not file.is_relative_to(HERE)
    }
    note, stats = folder / "state.json", folder / "mutants" / "mutmut-stats.json"
    before = json.loads(note.read_text(encoding="utf-8")) if note.exists() else {}
    changed = {file for file in now.keys() | before.keys() if now.get(file) != before.get(file)}
    if not changed:
        return
    if any(file.startswith("playbook_sim/") for file in changed):
        stats.unlink(missing_ok=True)
    elif stats.exists():
        # mutmut looks again at tests that it does not know.
        known = json.loads(stats.read_text(encoding="utf-8"))
        seconds = known["duration_by_test"]
        known["duration_by_test"] = {test: seconds[test] for test in seconds if test.partition("::")[0] not in changed}
        stats.write_text(json.dumps(known), encoding="utf-8")
    _reset(folder, lambda key, code: code not in _KILLED)
    note.write_text(json.dumps(now), encoding="utf-8")


def _run(folder: Path, group: dict[str, Any], workers: int, only: str) -> None:
    """Two rounds: a short one for all, and a thorough one for what survived it."""
    before = dict(_codes(folder))
    for number in (1, 2):
        environment = {
            **os.environ,
            "PYTHONPATH": str(HERE),
            "PYTHONHASHSEED": "0",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "MUTANTS_PLAN": json.dumps({**group, "round": number}),
        }
        command = [Path(sys.executable).with_name("mutmut"), "run", "--max-children", str(workers)]
        if only != "*":
            # Named one by one, because mutmut runs a pattern again although it knows the result.
            left = [key for key, code in _codes(folder) if code is None and fnmatch.fnmatch(key, only)]
            if not left:
                return
            command += left
        # On a terminal mutmut counts aloud in one line, which makes a long one of a file.
        quiet = None if sys.stdout.isatty() else subprocess.DEVNULL
        subprocess.run(command, cwd=folder, env=environment, check=True, stdout=quiet)
        if number == 1 and not _reset(folder, lambda key, code: code == 0 and before.get(key) != 0):
            return


def _files_of_results(folder: Path) -> list[Path]:
    return sorted((folder / "mutants").rglob("*.meta"))


def _codes(folder: Path) -> Iterator[tuple[str, int | None]]:
    for file in _files_of_results(folder):
        yield from json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"].items()


def _reset(folder: Path, chosen: Callable[[str, int | None], bool]) -> int:
    """Have the mutants that are ``chosen`` by their names and results run again; how many they are."""
    count = 0
    for file in _files_of_results(folder):
        meta = json.loads(file.read_text(encoding="utf-8"))
        codes = meta["exit_code_by_key"]
        again = [key for key, code in codes.items() if chosen(key, code)]
        if again:
            meta["exit_code_by_key"] = codes | dict.fromkeys(again)
            file.write_text(json.dumps(meta), encoding="utf-8")
            count += len(again)
    return count


def _results(folder: Path) -> Iterator[Found]:
    for file in _files_of_results(folder):
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
