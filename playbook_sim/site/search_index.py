"""When the index of Material's search is fetched: not with the page, but when nobody waits for anything else.

Material fetches and takes it in as soon as a page loads: more than a megabyte of JSON, and half a second of computing,
while an answer or the first picture of a page is under way. From pages that are opened as files it fetches the index
when the reader opens the search. Here it does so, too, or when the page is quiet (``quiet.js``).
"""

import re
from collections.abc import Iterable
from pathlib import Path

_AT_ONCE = re.compile(r'\(([\w$]+\(location\.protocol!=="file:"\)),([\w$]+\("search"\))\)')
_WHEN_QUIET = r"(globalThis.quiet??\1,\2)"


class SearchIndexError(Exception):
    """Material's script is not as it was; the message says what is to be looked at."""


def wait(site: Path, languages: Iterable[str]) -> None:
    """Rewrite the theme's script of each language in ``site``. Raises SearchIndexError."""
    for language in languages:
        scripts = list((site / language / "assets" / "javascripts").glob("bundle.*.min.js"))
        texts = {script: script.read_text(encoding="utf-8") for script in scripts}
        found = {script: _AT_ONCE.findall(text) for script, text in texts.items()}
        if [len(places) for places in found.values()] != [1]:
            raise SearchIndexError(
                "Material for MkDocs has another script than search_index.py knows: look there for how the search "
                "fetches its index, and correct _AT_ONCE."
            )
        for script, text in texts.items():
            script.write_text(_AT_ONCE.sub(_WHEN_QUIET, text), encoding="utf-8")
