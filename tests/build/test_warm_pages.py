"""A page of `make serve` says what the same page of the built site says, though it is built alone and more quickly."""

import re
import subprocess
import sys
from pathlib import Path

from playbook_sim.site.places import ROOT, SITE

LANGUAGE = "it"

# In a process of its own, as under `make serve`: it changes its environment and what MkDocs logs.
BUILD = """
import sys
from pathlib import Path
from playbook_sim.site.serving.warm_pages import WarmPages
language, url, out = sys.argv[1:]
pages = WarmPages(language, url)
for address in sys.stdin.read().split("\\n"):
    html, complaints = pages.page(address, "runtime/-")
    assert not complaints, complaints
    place = Path(out) / address / "index.html"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(html)
"""


def _article(page: Path) -> str:
    """What the page says, but for what the bundling adds, and for the name of the runtime."""
    text = page.read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0]
    text = re.sub(r'\s*<link rel="modulepreload"[^>]*>', "", text)
    return re.sub(r"runtime/[-0-9a-f]+", "runtime/-", text)


def test_each_page_says_what_it_says_on_the_built_site(tmp_path: Path) -> None:
    assert SITE.is_dir(), "The site is not built: run make build first."
    built = SITE / LANGUAGE
    url = (SITE / "robots.txt").read_text(encoding="utf-8").partition("Sitemap: ")[2].removesuffix("sitemap.xml\n")
    names = sorted(path.parent.relative_to(built).as_posix() for path in built.rglob("index.html"))
    addresses = ["" if name == "." else f"{name}/" for name in names]
    command = [sys.executable, "-c", BUILD, LANGUAGE, url, tmp_path]
    done = subprocess.run(command, cwd=ROOT, input="\n".join(addresses), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = [f"{address}index.html" for address in addresses]
    assert [page for page in pages if _article(tmp_path / page) != _article(built / page)] == []
    assert len(pages) > 50
