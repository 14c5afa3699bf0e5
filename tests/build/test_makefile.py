"""The Makefile judges the virtual environment by its own interpreter, whatever interpreter it was told to use."""

import shutil
import subprocess
from pathlib import Path

import pytest

from playbook_sim.site.places import ROOT


@pytest.mark.parametrize(("own", "stays"), [("True", True), ("False", False)])
def test_an_environment_goes_only_when_its_own_interpreter_is_too_old(tmp_path: Path, own: str, stays: bool) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    environment = tmp_path / ".venv"
    (environment / "bin").mkdir(parents=True)
    (environment / "made").touch()
    _program(environment / "bin" / "python", f"echo {own}")
    other = _program(tmp_path / "old-python", "echo False")
    subprocess.run(["make", f"PYTHON={other}", "help"], cwd=tmp_path, capture_output=True, check=True)
    assert environment.exists() is stays


def _program(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path
