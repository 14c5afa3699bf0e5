"""The simulator's runtime: Pyodide, this package as a wheel, and the worker that brings them together.

Packages that only some answers need lie beside it, and are fetched when they are first asked for.

All files lie in one directory whose name is a hash of their contents, so that a host can let browsers keep
them for ever, and a page never meets a runtime other than the one it was built with.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from pyodide_lock import PackageSpec, PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from playbook_sim.site.packages import PACKAGES, pack
from playbook_sim.site.places import ROOT

PYODIDE = ROOT / "node_modules" / "pyodide"
PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
WORKER_FILES = ROOT / "overrides" / "runtime"

# The earliest time that a zip archive can hold, in UTC whatever the time zone: 1980-01-02.
FIXED_TIME = "315619200"


class RuntimeBuildError(Exception):
    """The runtime could not be put together; the message holds what the tool said."""


def build(out: Path) -> str:
    """Write the runtime into a new directory inside `out` and return that directory's name.

    The same inputs give the same name. Raises `RuntimeBuildError` when the wheel cannot be built.
    """
    staging = out / "staging"
    staging.mkdir(parents=True)
    for name in PYODIDE_FILES:
        shutil.copyfile(PYODIDE / name, staging / name)
    for source in sorted(WORKER_FILES.iterdir()):
        shutil.copyfile(source, staging / source.name)
    _write_lock(staging, _build_wheel(staging))
    name = _digest(staging)
    staging.rename(out / name)
    return name


def _build_wheel(out: Path) -> Path:
    """Build the package's wheel into `out`: engine and rulebook, nothing that only the build needs."""
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)],
        cwd=ROOT,
        env=os.environ | {"SOURCE_DATE_EPOCH": FIXED_TIME},
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode != 0:
        raise RuntimeBuildError(f"The wheel of the package did not build:\n{built.stdout}{built.stderr}")
    (wheel,) = out.glob("*.whl")
    return wheel


def _write_lock(out: Path, wheel: Path) -> None:
    """Write the lock that lets Pyodide load the wheels from beside itself, and nothing from elsewhere.

    The packages to load on demand come to lie there too.
    """
    lock = PyodideLockSpec.from_json(PYODIDE / "pyodide-lock.json")
    lock.packages = {}
    lock = add_wheels_to_spec(lock, [wheel])
    lock.packages |= {name: _packed(name, out) for name in PACKAGES}
    lock.to_json(out / "pyodide-lock.json")


def _packed(name: str, out: Path) -> PackageSpec:
    wheel = pack(name, out)
    return PackageSpec(
        name=name,
        version=wheel.name.split("-")[1],
        file_name=wheel.name,
        install_dir="site",
        sha256=hashlib.sha256(wheel.read_bytes()).hexdigest(),
        package_type="package",
        imports=PACKAGES[name].imports,
        depends=PACKAGES[name].depends,
    )


def _digest(directory: Path) -> str:
    """Return a short hash of the names and the contents of a directory's files."""
    digest = hashlib.sha256()
    for path in sorted(directory.iterdir()):
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
