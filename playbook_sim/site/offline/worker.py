"""The service worker: Workbox as npm brings it, what is to be kept, and our own part, in one script at the root.

One script, because browsers compare its bytes: whatever changes in the site changes it, and nothing else does.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from playbook_sim.site.offline.packs import edition, packs, size
from playbook_sim.site.places import ROOT

NAME = "service-worker.js"
"""The script's name below the root page: what lies beside and below it is the worker's."""

VERSION = "version.json"
"""What is deployed, for pages that may be older; it is never kept."""

PLACEHOLDER = "edition-set-by-the-build"
"""What templates write where each page tells its edition."""

WORKBOX = ("core", "routing", "strategies", "precaching")
"""The packages of Workbox in the script, each after those that it needs."""

_HERE = Path(__file__).parent
_OWN = _HERE / "service-worker.js"
_FAREWELL = _HERE / "farewell.js"
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def stamp(site: Path, languages: Iterable[str], *, kept: bool) -> str:
    """Write into each page to which edition it belongs, and return that: before the policy, after all else.

    ``kept`` says whether browsers shall keep the site. Where they shall not, the edition is an empty text.
    """
    languages = tuple(languages)
    found = edition(site, languages) if kept else ""
    for language in languages:
        for page in sorted((site / language).rglob("*.html")):
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace(PLACEHOLDER, found), encoding="utf-8")
    return found


def build(site: Path, languages: Iterable[str], edition: str) -> Mapping[str, int]:
    """Write the worker and what is deployed into ``site``, whose files are final, and return each pack's bytes.

    Without an edition the worker only takes leave: it removes itself and what one before it has kept. Raises OSError
    when Workbox is not installed.
    """
    if not edition:
        (site / NAME).write_text(_FAREWELL.read_text(encoding="utf-8"), encoding="utf-8")
        return {}
    found = packs(site, languages)
    listed = {name: [[kept.address, kept.digest] for kept in files] for name, files in found.items()}
    build = hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:16]
    sizes = {name: size(site, files) for name, files in found.items()}
    known = {"edition": edition, "build": build}
    (site / NAME).write_text(_script({**known, "packs": listed}), encoding="utf-8")
    (site / VERSION).write_text(json.dumps({**known, "bytes": sizes}), encoding="utf-8")
    return sizes


def _script(site: Mapping[str, object]) -> str:
    modules = [ROOT / f"node_modules/workbox-{part}/build/workbox-{part}.prod.js" for part in WORKBOX]
    libraries = [_SOURCE_MAP.sub("", path.read_text(encoding="utf-8")).strip() for path in modules]
    data = f"self.site = {json.dumps(site, ensure_ascii=False, separators=(',', ':'))};"
    return "\n".join([*libraries, data, _OWN.read_text(encoding="utf-8")])
