"""The list of the runtime's files with their sizes and hashes, by which the worker proves what it is given."""

import base64
import hashlib
import json
from pathlib import Path

NAME = "manifest.js"
BEFORE = ("worker.js", "files.js", NAME)
"""What runs before anything can be proven."""


def write(directory: Path) -> None:
    """Write the list of all files of a directory but those of ``BEFORE``, as a module that exports it."""
    table = {
        path.name: {"size": path.stat().st_size, "sha256": _sha256(path)}
        for path in sorted(directory.iterdir())
        if path.name not in BEFORE
    }
    (directory / NAME).write_text(f"export default {json.dumps(table, indent=2)};\n", encoding="utf-8")


def read(directory: Path) -> dict[str, dict[str, int | str]]:
    """The list in a directory: name → ``{"size": bytes, "sha256": base64}``."""
    text = (directory / NAME).read_text(encoding="utf-8")
    return json.loads(text.removeprefix("export default ").rstrip().removesuffix(";"))


def _sha256(path: Path) -> str:
    return base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()
