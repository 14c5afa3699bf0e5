"""Python packages of others that the simulator loads on demand, packed from what the set-up has installed.

They are installed with the hashes of the project's lock, so nothing is fetched here.
"""

import hashlib
from collections.abc import Callable
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import NamedTuple

from pyodide_lock import PackageSpec

from playbook_sim.site.runtime import archive


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


def pack(name: str, out: Path, compiled: Path | None = None) -> Path:
    """Write the installed package as a wheel into ``out`` and return its path; the same files give the same bytes.

    ``compiled``: a folder with a folder for each wheel, whose bytecode is to travel in place of the modules. Raises
    PackageNotFoundError when the package is not installed.
    """
    found = distribution(name)
    wheel = out / f"{name.replace('-', '_')}-{found.version}-py3-none-any.whl"
    names = _files(found, PACKAGES[name].wanted)
    files = {file: Path(str(found.locate_file(file))).read_bytes() for file in names}
    if compiled:
        files = {file: content for file, content in files.items() if not file.endswith(".py")}
        files |= archive.read_folder(compiled / wheel.name)
    archive.write(wheel, files)
    return wheel


def entry(name: str, wheel: Path) -> PackageSpec:
    """What Pyodide's lock says of a packed package."""
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


def _files(found: Distribution, wanted: Callable[[str], bool]) -> list[str]:
    """The files that the package consists of, without what the installation has added or put elsewhere."""
    names = [path.as_posix() for path in found.files or ()]
    return [
        name
        for name in names
        if not name.startswith("../") and "__pycache__" not in name and Path(name).name not in _INSTALLER_FILES
        if wanted(name)
    ]
