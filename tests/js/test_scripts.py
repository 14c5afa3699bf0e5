"""The page's scripts that need no page, tested under Node."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize("script", sorted(path.name for path in HERE.glob("*.test.mjs")))
def test_script(script: str) -> None:
    beside_python = Path(sys.executable).parent
    node = shutil.which("node", path=str(beside_python))
    assert node, f"Node is not beside {sys.executable}: run make setup first."
    run = subprocess.run([node, "--test", HERE / script], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
