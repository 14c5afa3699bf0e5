"""When the index of Material's search is fetched: not with the page, but when nobody waits for anything else.

Material fetches and takes it in as soon as a page loads: more than a megabyte of JSON, and half a second of computing,
while an answer or the first picture of a page is under way. Here ``search-index.js`` fetches it later. The theme has no
setting for that, so its script is rewritten in one place.
"""

import re
from collections.abc import Iterable
from pathlib import Path

_FETCH = re.compile(r'[\w$]+\((new URL\("search/search_index\.json",[\w$]+\.base\))\)')
# Where the index is given to the search: tells how RxJS's `merge`, which takes promises, is called in this script.
_MERGE = re.compile(r'([\w$]+)\([\w$]+\(location\.protocol!=="file:"\),\w+\("search"\)\)\.pipe\(')


class SearchIndexError(Exception):
    """Material's script is not as it was; the message says what is to be looked at."""


def wait(site: Path, languages: Iterable[str]) -> None:
    """Rewrite the theme's script of each language in ``site``. Raises SearchIndexError."""
    for language in languages:
        scripts = list((site / language / "assets" / "javascripts").glob("bundle.*.min.js"))
        texts = [script.read_text(encoding="utf-8") for script in scripts]
        names = [name for text in texts for name in _MERGE.findall(text)]
        if len(names) != 1 or sum(len(_FETCH.findall(text)) for text in texts) != 1:
            raise SearchIndexError(
                "Material for MkDocs has another script than search_index.py knows: look there for how the search "
                "fetches its index, and correct _FETCH or _MERGE."
            )
        later = rf"(globalThis.searchIndex?{names[0]}(globalThis.searchIndex(\1)):\g<0>)"
        for script, text in zip(scripts, texts, strict=True):
            script.write_text(_FETCH.sub(later, text), encoding="utf-8")
