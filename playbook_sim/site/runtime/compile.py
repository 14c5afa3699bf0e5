"""Runs in Pyodide, for compile.mjs: imports the package, and afterwards compiles what has been imported."""

import importlib
import pkgutil
import sys
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

LIBRARY = next(path for path in sys.path if path.endswith(".zip"))
WORK = Path("/work")
PACKAGE = WORK / "package.zip"
COMPILED = WORK / "compiled"

# Without an installer nothing else is on the path, and the package is read from an archive here as it will be there.
sys.path.insert(0, str(PACKAGE))
NAMES = [found.name for found in pkgutil.walk_packages([str(PACKAGE)])]
from playbook_sim.bridge import handle  # noqa: E402, F401  compile.mjs asks it


def compile_all() -> None:
    """Import what no request has imported, then compile all that came from the standard library, and our own."""
    for name in NAMES:
        importlib.import_module(name)
    origins = [str(module.__spec__.origin) for module in list(sys.modules.values()) if module.__spec__]
    names = {origin.removeprefix(f"{LIBRARY}/") for origin in origins if origin.startswith(f"{LIBRARY}/")}
    with zipfile.ZipFile(LIBRARY) as library:
        _compile(library, sorted(names), "library", f"{LIBRARY}/")
    with zipfile.ZipFile(PACKAGE) as package:
        _compile(package, package.namelist(), "package", f"{LIBRARY}/")
    for path in sorted((WORK / "wheels").glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            _compile(wheel, wheel.namelist(), path.name, "")


def _compile(archive: zipfile.ZipFile, names: list[str], folder: str, place: str) -> None:
    """Write the bytecode of modules into a folder; tracebacks will say that they lie at ``place``."""
    for name in names:
        if name.endswith(".py"):
            code = compile(archive.read(name), place + name, "exec", dont_inherit=True, optimize=2)
            # Of the source a hash, of which nobody asks: there is no time in it, so the bytes are always the same.
            pyc = _code_to_hash_pyc(code, bytes(8), checked=False)
            path = COMPILED / folder / f"{name}c"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pyc)
