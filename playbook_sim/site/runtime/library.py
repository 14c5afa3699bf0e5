"""The library that Python starts with: what it really imports of its own, and this package, all of it compiled.

What is imported is found by running it, in Pyodide under node. That takes a while, so the result is kept until the
code changes; the rules may change as they like.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

from playbook_sim.site.places import CACHE, PYODIDE, ROOT
from playbook_sim.site.runtime import archive, exercise, lock

NAME = "library.zip"
_TOOLS = Path(__file__).parent
_STOCK = "python_stdlib.zip"
"""The standard library as Pyodide brings it."""


class RuntimeBuildError(Exception):
    """The runtime could not be put together; the message holds what the tool said."""


def package() -> dict[str, bytes]:
    """The files of the package that travel, as its wheel holds them."""
    files = WheelBuilder(str(ROOT)).recurse_included_files()
    return {file.distribution_path: Path(file.path).read_bytes() for file in files}


def is_compiled() -> bool:
    """Whether the bytecode is kept from before. If not, making it takes half a minute."""
    with _work() as work:
        return _kept(work).is_dir()


def compiled() -> Path:
    """The folder with the bytecode, see compile.mjs. Raises RuntimeBuildError with what that says."""
    with _work() as work:
        kept = _kept(work)
        if not kept.is_dir():
            archive.write(work / "package.zip", package())
            (work / "requests").write_text(json.dumps(exercise.requests()), encoding="utf-8")
            _compile(work)
            for old in CACHE.glob("python.*"):
                # Another build may be at it, too.
                shutil.rmtree(old, ignore_errors=True)
            (work / "compiled").rename(kept)
        return kept


def write(
    out: Path, bytecode: Path | None, data: Mapping[str, bytes] | None = None, compression: int = zipfile.ZIP_DEFLATED
) -> None:
    """Write the archive into ``out``: the modules, and ``data``, usually the package's as they are now.

    Without ``bytecode`` the modules are all those of Python and of the package, as they are written.
    """
    travelling = package()
    if data is None:
        data = {name: content for name, content in travelling.items() if not name.endswith(".py")}
    if bytecode is None:
        with zipfile.ZipFile(PYODIDE / _STOCK) as stock:
            modules = {name: stock.read(name) for name in stock.namelist() if not name.endswith("/")}
        modules |= {name: content for name, content in travelling.items() if name.endswith(".py")}
    else:
        modules = archive.read_folder(bytecode / "library") | archive.read_folder(bytecode / "package")
    archive.write(out / NAME, modules | dict(data), compression)


@contextmanager
def _work() -> Iterator[Path]:
    """A folder for what the compiler is given and writes, with the wheels."""
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="python-", dir=CACHE) as scratch:
        work = Path(scratch)
        (work / "wheels").mkdir()
        lock.write(work / "wheels")
        yield work


def _kept(work: Path) -> Path:
    return CACHE / f"python.{_digest(work / 'wheels')}"


def _digest(wheels: Path) -> str:
    """A hash of all that decides what is imported, and what the bytecode is."""
    code = {name: content for name, content in package().items() if name.endswith(".py")}
    tools = {path.name: path.read_bytes() for path in _TOOLS.iterdir() if path.is_file()}
    pyodide = {name: (PYODIDE / name).read_bytes() for name in ("package.json", _STOCK)}
    digest = hashlib.sha256()
    for name, content in sorted({**code, **tools, **pyodide, **archive.read_folder(wheels)}.items()):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _compile(work: Path) -> None:
    node = Path(sys.executable).with_name("node")
    done = subprocess.run(
        [node, _TOOLS / "compile.mjs", PYODIDE, work], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeBuildError(f"Python did not compile the package:\n{done.stdout}{done.stderr}")
