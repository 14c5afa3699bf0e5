"""The start image: Python's memory after import and load of the rulebook, with the functions that answering runs.

Made in node from the Pyodide and the library that ship, and compared there with the ordinary start; see make.mjs.
That takes a while, so the image is kept until something changes that it is made of.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playbook_sim.bridge import ON_DEMAND
from playbook_sim.site.places import CACHE, PYODIDE, ROOT
from playbook_sim.site.runtime.image import training

NAME = "start.wasm"
MEMORY = "memory.wasm"
"""Its functions, and the memory that belongs to them."""

STARTER = "saved.js"
"""The script that starts it, in the browser and here."""

FIRST = ("image.js", STARTER, NAME, MEMORY)
"""All that a page needs of it."""

_TOOLS = Path(__file__).parent


class ImageError(Exception):
    """No image was made, or one that does not answer as the ordinary start does; the message says which and why."""


def write(out: Path, library: Path, starter: Path) -> None:
    """Write the image of a library into ``out``; ``starter`` is the script that will start it.

    The same inputs give the same bytes. Raises ImageError; nothing is written then.
    """
    CACHE.mkdir(exist_ok=True)
    requests = json.dumps(training.requests())
    kept = CACHE / f"image.{_digest(library, starter, requests)}"
    if not kept.is_dir():
        with tempfile.TemporaryDirectory(prefix="image-", dir=CACHE) as scratch:
            made = Path(scratch) / "made"
            _make(library, starter, requests, made)
            for old in CACHE.glob("image.*"):
                shutil.rmtree(old) if old.is_dir() else old.unlink()
            made.rename(kept)
    for name in (NAME, MEMORY):
        shutil.copyfile(kept / name, out / name)


def _make(library: Path, starter: Path, requests: str, made: Path) -> None:
    made.mkdir()
    asked = made.with_name("requests")
    asked.write_text(requests, encoding="utf-8")
    files = [made / NAME, made / MEMORY]
    node = Path(sys.executable).with_name("node")
    command = [node, "--no-warnings", _TOOLS / "make.mjs", PYODIDE, library, asked, starter, *files, *ON_DEMAND]
    still = os.environ | {"TZ": "UTC"}  # Python asks for the time zone when it starts
    done = subprocess.run(command, cwd=ROOT, env=still, capture_output=True, text=True, check=False)
    if done.returncode != 0 or not all(file.is_file() for file in files):
        raise ImageError(f"{done.stdout}{done.stderr}".strip())


def _digest(library: Path, starter: Path, requests: str) -> str:
    """A hash of all that decides what the image is, or whether it is good."""
    tools = sorted(path for path in _TOOLS.iterdir() if path.is_file())
    core = [PYODIDE / name for name in ("package.json", "pyodide.asm.wasm", "pyodide.asm.mjs")]
    digest = hashlib.sha256(requests.encode())
    for path in (*tools, *core, library, starter):
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
