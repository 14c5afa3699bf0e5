"""The set-up finds an interpreter that works, and says what to install when there is none."""

import subprocess
from pathlib import Path

import pytest

from playbook_sim.site.places import ROOT

SCRIPT = ROOT / "playbook_sim" / "site" / "find_python.sh"

# Stand-ins that answer the script's three questions: new enough? complete? where?
GOOD = 'case "$2" in *sys.executable*) echo "$0";; esac'
OLD = 'case "$2" in *version_info*) exit 1;; *sys.executable*) echo "$0";; esac'
INCOMPLETE = 'case "$2" in *ensurepip*) exit 1;; *sys.executable*) echo "$0";; esac'
BROKEN_SHIM = 'echo "pyenv: python3.14: command not found" >&2; exit 127'


class Machine:
    """A machine with nothing but what a test puts on it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.path = directory / "bin"
        self.path.mkdir()

    def put(self, path: str, body: str) -> Path:
        """Install a program, by its path below the machine's directory."""
        program = self.directory / path
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        program.chmod(0o755)
        return program

    def find(self, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the script there."""
        return subprocess.run(
            ["/bin/sh", str(SCRIPT)],
            env={"PATH": str(self.path), "HOME": str(self.directory)} | environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """An empty machine."""
    return Machine(tmp_path)


def test_the_newest_version_on_path_wins(machine: Machine) -> None:
    machine.put("bin/python3", GOOD)
    machine.put("bin/python3.12", GOOD)
    newest = machine.put("bin/python3.14", GOOD)
    assert machine.find().stdout.strip() == str(newest)


def test_a_shim_that_fails_is_passed_over(machine: Machine) -> None:
    machine.put("bin/python3.14", BROKEN_SHIM)
    working = machine.put("bin/python3.12", GOOD)
    assert machine.find().stdout.strip() == str(working)


def test_plain_python3_will_do_when_it_is_new_enough(machine: Machine) -> None:
    plain = machine.put("bin/python3", GOOD)
    assert machine.find().stdout.strip() == str(plain)


def test_an_old_python3_gives_way_to_pyenvs(machine: Machine) -> None:
    machine.put("bin/python3", OLD)
    machine.put(".pyenv/versions/3.11.7/bin/python3", GOOD)
    pyenvs = machine.put(".pyenv/versions/3.13.0/bin/python3", GOOD)
    assert machine.find().stdout.strip() == str(pyenvs)


def test_pyenv_may_live_elsewhere(machine: Machine) -> None:
    pyenvs = machine.put("elsewhere/versions/3.12.1/bin/python3", GOOD)
    assert machine.find(PYENV_ROOT=str(machine.directory / "elsewhere")).stdout.strip() == str(pyenvs)


def test_uv_is_asked_last(machine: Machine) -> None:
    uvs = machine.put("uv/python3.13", GOOD)
    machine.put("bin/uv", f'[ "$1 $2" = "python find" ] && echo "{uvs}"')
    assert machine.find().stdout.strip() == str(uvs)


def test_without_one_the_message_says_what_to_install(machine: Machine) -> None:
    machine.put("bin/python3", OLD)
    found = machine.find()
    assert (found.returncode, found.stdout) == (1, "")
    assert "needs Python 3.12 or newer, and none was found" in found.stderr
    assert "python3.13-venv" in found.stderr


def test_one_that_cannot_make_environments_is_named(machine: Machine) -> None:
    machine.put("bin/python3.13", INCOMPLETE)
    found = machine.find()
    assert (found.returncode, found.stdout) == (1, "")
    assert "python3.13 is new enough, but lacks a standard module" in found.stderr
    assert "python3-venv" in found.stderr


def test_a_real_interpreter_is_found_on_this_machine() -> None:
    found = subprocess.run(["/bin/sh", str(SCRIPT)], capture_output=True, text=True, check=True)
    version = subprocess.run([found.stdout.strip(), "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("Python 3.")
