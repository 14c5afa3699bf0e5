"""Who is measured: one module for each kind of contender, each with an ``offer``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playbook_sim.site.places import ROOT

PAGES = ROOT / "benchmarks" / "pages"
PEERS = ROOT / "benchmarks" / "node_modules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One way to the answer.

    ``path``: its page, below the host's address. The answer is there when an element that ``selector`` finds contains
    ``expected``. ``group``: whether it is a page with the small task alone, or the simulator's own page.
    ``patience``: seconds after which it has not answered.
    """

    id: str
    group: Literal["task", "page"]
    version: str
    path: str
    expected: str
    selector: str = "#answer"
    patience: int = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Contenders with what the host serves for them; see ``server.Host``."""

    contenders: tuple[Contender, ...]
    folders: Mapping[str, Path] = field(default_factory=dict)
    pages: Mapping[str, bytes] = field(default_factory=dict)


def page(name: str, **values: str) -> bytes:
    """One of the pages in ``benchmarks/pages`` with its ``{{ names }}`` filled in. Raises KeyError for one missing."""
    text = (PAGES / name).read_text(encoding="utf-8")
    return re.sub(r"\{\{ (\w+) \}\}", lambda found: values[found[1]], text).encode()


def version_of(package: Path) -> str:
    """The version of an installed npm package. Raises OSError when it is not installed."""
    return json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
