"""What a browser keeps of the site, in packs: what all languages share, and one pack for each language.

A file is named by its address below the root page and by the hash of its bytes, so that a pack is either whole and of
one build, or not there.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

CORE = "core"
"""The pack that every language needs: the runtime with the rulebook, libraries, the root pages."""

_SHARED = ("index.html", "offline.html", "entrance.css", "entrance.js", "runtime/", "vendor/")
# Copies for hosts, for developers and for robots; and pages that only a host can serve.
_NOT_KEPT = (".br", ".gz", ".map")
_NOT_KEPT_NAMES = ("404.html",)
# Material brings the stemmers of all its languages; its search asks for these of its own language.
_STEMMERS = "assets/javascripts/lunr/"
# Pages and what only quotes them: any of them goes with any other of the same edition.
_TEXTS = (".html", ".xml", ".json")


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """A file to keep. ``address``: relative to the root page; ``digest``: the SHA-256 of its bytes, in Base64."""

    address: str
    digest: str


def packs(site: Path, languages: Iterable[str]) -> Mapping[str, tuple[Kept, ...]]:
    """Pack → its files by their address, of a site that is built. The same site gives the same packs."""
    return {CORE: _pack(site, ""), **{language: _pack(site, f"{language}/") for language in languages}}


def edition(site: Path, languages: Iterable[str]) -> str:
    """What pages, scripts and runtime must agree on, as a short hash: all that is kept but the pages and their texts.

    A changed sentence on a page leaves it as it is, so that only that page is fetched anew.
    """
    digest = hashlib.sha256()
    for name, files in packs(site, languages).items():
        for kept in files:
            if not (name != CORE and _file(kept.address).endswith(_TEXTS)):
                digest.update(f"{kept.address}\0{kept.digest}\0".encode())
    return digest.hexdigest()[:16]


def size(site: Path, files: Iterable[Kept]) -> int:
    """How many bytes travel when the host compresses with gzip, as every host can."""
    contents = ((site / _file(kept.address)).read_bytes() for kept in files)
    return sum(len(gzip.compress(content, compresslevel=6, mtime=0)) for content in contents)


def _pack(site: Path, under: str) -> tuple[Kept, ...]:
    names = sorted(path.relative_to(site).as_posix() for path in (site / under).rglob("*") if path.is_file())
    return tuple(sorted(_kept(site, name) for name in names if _is_kept(name, under)))


def _is_kept(name: str, under: str) -> bool:
    if name.endswith(_NOT_KEPT) or PurePosixPath(name).name in _NOT_KEPT_NAMES:
        return False
    if not under:
        return name.startswith(_SHARED)
    inside = name.removeprefix(under)
    language = under.rstrip("/")
    stemmers = (f"{_STEMMERS}min/lunr.stemmer.support.min.js", f"{_STEMMERS}min/lunr.{language}.min.js")
    return not inside.startswith(_STEMMERS) or inside in stemmers


def _kept(site: Path, name: str) -> Kept:
    digest = hashlib.sha256((site / name).read_bytes()).digest()
    return Kept(_address(name), base64.b64encode(digest).decode())


def _address(name: str) -> str:
    """The address that pages link to: hosts may send the name of a directory's page elsewhere."""
    return name.removesuffix("index.html") if PurePosixPath(name).name == "index.html" else name


def _file(address: str) -> str:
    return f"{address}index.html" if address.endswith("/") or not address else address
