"""Pyodide's lock: the packages that it may load from beside itself, with their hashes, and none from elsewhere."""

from pathlib import Path

from pyodide_lock import PyodideLockSpec

from playbook_sim.site.places import PYODIDE
from playbook_sim.site.runtime import packages

NAME = "pyodide-lock.json"


def write(out: Path, compiled: Path | None = None) -> None:
    """Pack the packages that are loaded on demand into ``out`` (see ``packages.pack``), and write the lock of them."""
    lock = PyodideLockSpec.from_json(PYODIDE / NAME)
    lock.packages = {name: packages.entry(name, packages.pack(name, out, compiled)) for name in packages.PACKAGES}
    lock.to_json(out / NAME)
