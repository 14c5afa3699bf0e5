"""A copy of the project that a test may edit, and in which its commands run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from playbook_sim.site.places import CACHE, ROOT


def copy_of_the_project(root: Path) -> Path:
    """Copy the project as it is now into ``root``, with what is installed, and with what takes long to make."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file() and not (ROOT / name).is_symlink():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, root / name)
    os.symlink((ROOT / "node_modules").resolve(), root / "node_modules")
    for kept in (*CACHE.glob("python.*"), CACHE / "flowcharts"):
        if kept.is_dir():
            shutil.copytree(kept, root / ".cache" / kept.name)
    return root
