"""Zip archives whose bytes depend on nothing but what is in them."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

_FIXED_TIME = (1980, 1, 2, 0, 0, 0)
_READABLE = 0o644 << 16


def write(path: Path, files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> None:
    """Write an archive of files, by their names in it; the order of ``files`` does not matter."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.external_attr = _READABLE
            archive.writestr(entry, content, compression, compresslevel=9)


def read_folder(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by their names relative to it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
