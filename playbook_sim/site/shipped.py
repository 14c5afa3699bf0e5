"""What of others travels with the site: each component, its licence, and which files of the site come from it."""

import base64
import json
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from playbook_sim.site.offline import worker
from playbook_sim.site.places import ROOT
from playbook_sim.site.runtime.packages import PACKAGES
from playbook_sim.site.vendor import FILES

PYPI, NPM = "pypi", "npm"

# Where a package's own statement is no SPDX expression: what its licence file says.
_LICENCES = {"python-dateutil": "Apache-2.0 OR BSD-3-Clause"}

_THEME_FILES = (
    "*/assets/images/favicon.png",
    "*/assets/javascripts/bundle.*",
    "*/assets/javascripts/lunr/**/*",
    "*/assets/javascripts/workers/*",
    "*/assets/stylesheets/main.*",
    "*/assets/stylesheets/palette.*",
)
_PYODIDE_FILES = ("runtime/*/pyodide*", "runtime/*/*.wasm", "runtime/*/library.zip")
_LIBRARY_FILES = ("runtime/*/library.zip", "runtime/*/start.wasm", "runtime/*/memory.wasm")


@dataclass(frozen=True)
class Shipped:
    """One component: ``kind`` is the first part of its package URL, ``files`` are patterns below the site.

    ``parts`` are the names of what its author has bundled into it; their versions are not told.
    """

    name: str
    version: str
    licence: str
    kind: str
    files: tuple[str, ...]
    sha512: str | None = None
    cpe: str | None = None
    parts: tuple[str, ...] = field(default=())


def shipped() -> list[Shipped]:
    """All of them, in a fixed order. Raises PackageNotFoundError or OSError when one is not installed."""
    runtime = json.loads((ROOT / "node_modules/pyodide/pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    python = runtime["python"]
    cpe = f"cpe:2.3:a:python:python:{python}:*:*:*:*:*:*:*"
    emscripten = runtime["platform"].removeprefix("emscripten_").replace("_", ".")
    vendored: dict[str, list[str]] = {}
    for name, source in FILES.items():
        vendored.setdefault(source.split("/dist/")[0].split("/build/")[0], []).append(f"vendor/{name}")
    return [
        _npm("pyodide", _PYODIDE_FILES),
        Shipped("cpython", python, "PSF-2.0", "generic", _LIBRARY_FILES, cpe=cpe),
        Shipped(
            "emscripten", emscripten, "MIT OR NCSA", "generic", ("runtime/*/pyodide.asm.*", "runtime/*/start.wasm")
        ),
        *(_npm(package, tuple(files)) for package, files in vendored.items()),
        *(_npm(f"workbox-{part}", (worker.NAME,)) for part in worker.WORKBOX),
        *(_pypi(name, (f"runtime/*/{name.replace('-', '_')}-*.whl",)) for name in PACKAGES),
        _pypi("mkdocs-material", _THEME_FILES, _bundled_into_the_theme()),
    ]


def _npm(name: str, files: tuple[str, ...]) -> Shipped:
    entry = npm_lock()[f"node_modules/{name}"]
    return Shipped(name, entry["version"], entry["license"], NPM, files, sha512=hexadecimal(entry["integrity"]))


def _pypi(name: str, files: tuple[str, ...], parts: tuple[str, ...] = ()) -> Shipped:
    found = distribution(name)
    said = found.metadata.get("License-Expression") or found.metadata.get("License") or ""
    return Shipped(name, found.version, _LICENCES.get(name, said), PYPI, files, parts=parts)


def _bundled_into_the_theme() -> tuple[str, ...]:
    """The npm packages that the theme's source maps name."""
    scripts = Path(str(distribution("mkdocs-material").locate_file("material/templates/assets/javascripts")))
    names = set()
    for path in scripts.rglob("*.js.map"):
        for source in json.loads(path.read_text(encoding="utf-8"))["sources"]:
            names |= set(re.findall(r"node_modules/((?:@[^/]+/)?[^/]+)/", source))
    return tuple(sorted(names))


@cache
def npm_lock() -> dict[str, dict[str, object]]:
    """The locked npm packages, by their place."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    return {place: entry for place, entry in lock["packages"].items() if place}


def hexadecimal(integrity: str) -> str:
    """The digest of an npm lock in the form that bills of materials use."""
    return base64.b64decode(integrity.removeprefix("sha512-")).hex()
