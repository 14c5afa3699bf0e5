"""Libraries of others that the pages load, copied from npm's packages beside our own scripts."""

import shutil
from pathlib import Path

from playbook_sim.site.places import ROOT

FILES = {
    "chartist.css": "chartist/dist/index.css",
    "chartist.js": "chartist/dist/index.js",
    "idb.js": "idb/build/index.js",
    "minisearch.js": "minisearch/dist/es/index.js",
}
"""Each file's name on the site, and its place below ``node_modules``. All are modules without imports of their own."""


def build(site: Path) -> None:
    """Copy the files into ``site/vendor``. Raises OSError when one is missing."""
    out = site / "vendor"
    out.mkdir()
    for name, source in FILES.items():
        shutil.copyfile(ROOT / "node_modules" / source, out / name)
