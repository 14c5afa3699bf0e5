"""The simulator's runtime: Pyodide, a library with just what is needed, and the worker that brings them together.

All files lie in one directory whose name is a hash of their contents, so that a host can let browsers keep
them for ever, and a page never meets a runtime other than the one it was built with.
"""

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import click

from playbook_sim.site.coverage import worked_cases
from playbook_sim.site.places import PYODIDE, ROOT
from playbook_sim.site.runtime import image as start_image
from playbook_sim.site.runtime import library, lock, manifest, rules
from playbook_sim.site.runtime.library import RuntimeBuildError

__all__ = ["PYODIDE_FILES", "WORKER_FILES", "RuntimeBuildError", "build"]

PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
WORKER_FILES = ROOT / "overrides" / "runtime"
_WORKER = "worker.js"
_AT_ONCE = "const AT_ONCE = [];"
"""In the worker: what it asks for before it knows the list of files."""


def build(out: Path, *, image: bool = True, compiled: bool = True) -> str:
    """Write the runtime into a new directory inside `out` and return that directory's name.

    The same inputs give the same name. Without an image, because none is wanted or none could be made, Python starts
    the ordinary way; where it is not `compiled`, it compiles what it loads, each time. Raises `RuntimeBuildError` when
    the package cannot be compiled.
    """
    staging = out / "staging"
    staging.mkdir(parents=True)
    for name in PYODIDE_FILES:
        shutil.copyfile(PYODIDE / name, staging / name)
    for source in sorted(WORKER_FILES.iterdir()):
        shutil.copyfile(source, staging / source.name)
    bytecode = library.compiled() if compiled else None
    library.write(staging, bytecode)
    lock.write(staging, bytecode)
    if image:
        try:
            start_image.write(staging, staging / library.NAME, WORKER_FILES / start_image.STARTER)
            _ask_at_once(staging / _WORKER, start_image.FIRST)
        except start_image.ImageError as error:
            click.secho(f"No start image: the simulator will start the ordinary, slower way.\n{error}", fg="yellow")
    rules.write(staging, worked_cases())
    manifest.write(staging)
    name = _digest(staging)
    staging.rename(out / name)
    return name


def _ask_at_once(worker: Path, names: Sequence[str]) -> None:
    text = worker.read_text(encoding="utf-8")
    if _AT_ONCE not in text:
        raise RuntimeBuildError(f"{worker.name} has no line {_AT_ONCE}")
    worker.write_text(text.replace(_AT_ONCE, f"const AT_ONCE = {json.dumps(names)};"), encoding="utf-8")


def _digest(directory: Path) -> str:
    """Return a short hash of the names and the contents of a directory's files."""
    digest = hashlib.sha256()
    for path in sorted(directory.iterdir()):
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
