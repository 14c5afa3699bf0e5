"""Python packages of others that the simulator loads on demand, packed from what the set-up has installed.

They are installed with the hashes of the project's lock, so nothing is fetched here.
"""

import zipfile
from collections.abc import Callable
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import NamedTuple


class Package(NamedTuple):
    """A package: what it imports as, which others it needs, and which of its files travel."""

    imports: list[str]
    depends: list[str]
    wanted: Callable[[str], bool]


PACKAGES = {
    "icalendar": Package(["icalendar"], ["python-dateutil", "tzdata"], lambda name: "/tests/" not in name),
    # Its own copy of the time zones would be most of it, and is never read.
    "python-dateutil": Package(["dateutil"], ["six"], lambda name: not name.endswith(".tar.gz")),
    "six": Package(["six"], [], lambda name: True),
    # Calendar files hold whole days, and their time stamps are in UTC.
    "tzdata": Package(
        ["tzdata"], [], lambda name: not name.startswith("tzdata/") or name.endswith((".py", "/zoneinfo/UTC"))
    ),
}
"""Each package by its name; ``depends`` are other names in here."""

_INSTALLER_FILES = ("INSTALLER", "RECORD", "REQUESTED", "direct_url.json")
_FIXED_TIME = (1980, 1, 2, 0, 0, 0)
_READABLE = 0o644 << 16


def pack(name: str, out: Path) -> Path:
    """Write the installed package as a wheel into ``out`` and return its path; the same files give the same bytes.

    Raises PackageNotFoundError when it is not installed.
    """
    found = distribution(name)
    wheel = out / f"{name.replace('-', '_')}-{found.version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(_files(found, PACKAGES[name].wanted)):
            entry = zipfile.ZipInfo(file, _FIXED_TIME)
            entry.external_attr = _READABLE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, Path(str(found.locate_file(file))).read_bytes())
    return wheel


def _files(found: Distribution, wanted: Callable[[str], bool]) -> list[str]:
    """The files that the package consists of, without what the installation has added or put elsewhere."""
    names = [path.as_posix() for path in found.files or ()]
    return [
        name
        for name in names
        if not name.startswith("../") and "__pycache__" not in name and Path(name).name not in _INSTALLER_FILES
        if wanted(name)
    ]
