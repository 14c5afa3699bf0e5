"""The list of the runtime's files with their sizes and hashes, by which the worker proves what it is given."""

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

BLOCK = 1 << 20
"""Bytes; a larger file is proven in blocks of this size, while the rest of it arrives (files.js)."""

NAME = "manifest.js"
BEFORE = ("worker.js", "files.js", NAME)
"""What runs before anything can be proven."""


def write(directory: Path) -> None:
    """Write the list of all files of a directory but those of ``BEFORE``, as a module that exports it."""
    table = {path.name: _entry(path.read_bytes()) for path in sorted(directory.iterdir()) if path.name not in BEFORE}
    _write(directory, table)


def renew(directory: Path, name: str) -> None:
    """Bring one file of the list up to date."""
    _write(directory, read(directory) | {name: _entry((directory / name).read_bytes())})


def read(directory: Path) -> dict[str, dict[str, Any]]:
    """The list in a directory: name → ``{"size": bytes, "sha256": base64, "blocks": …}``, blocks of large files."""
    text = (directory / NAME).read_text(encoding="utf-8")
    return json.loads(text.removeprefix("export default ").rstrip().removesuffix(";"))


def _write(directory: Path, table: Mapping[str, Any]) -> None:
    (directory / NAME).write_text(f"export default {json.dumps(table, indent=2)};\n", encoding="utf-8")


def _entry(content: bytes) -> dict[str, Any]:
    entry: dict[str, Any] = {"size": len(content), "sha256": _sha256(content)}
    if len(content) > BLOCK:
        entry["blocks"] = [_sha256(content[at : at + BLOCK]) for at in range(0, len(content), BLOCK)]
    return entry


def _sha256(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode()
