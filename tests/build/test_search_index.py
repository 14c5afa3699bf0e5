"""The index of the search waits until the page is quiet; tests/browser/test_search.py sees that in a browser."""

from pathlib import Path

import pytest

from playbook_sim.site import search_index
from playbook_sim.site.places import LANGUAGES, SITE

GIVEN = 'return L($(location.protocol!=="file:"),Je("search")).pipe(Re(o=>o),b(()=>t))'
FETCHED = 'ze(new URL("search/search_index.json",Or.base))'


def _script(site: Path, text: str) -> Path:
    script = site / "en" / "assets" / "javascripts" / "bundle.0123.min.js"
    script.parent.mkdir(parents=True)
    script.write_text(text, encoding="utf-8")
    return script


def test_material_takes_the_index_from_whoever_fetches_it_later(tmp_path: Path) -> None:
    script = _script(tmp_path, f"{GIVEN};one:{FETCHED};two")
    search_index.wait(tmp_path, ["en"])
    later = f"(globalThis.searchIndex?L(globalThis.searchIndex({FETCHED[3:-1]})):{FETCHED})"
    assert script.read_text(encoding="utf-8") == f"{GIVEN};one:{later};two"


@pytest.mark.parametrize("text", ["nothing of the kind", GIVEN, FETCHED, GIVEN + FETCHED * 2])
def test_a_script_that_is_not_known_ends_the_build_and_says_where_to_look(tmp_path: Path, text: str) -> None:
    _script(tmp_path, text)
    with pytest.raises(search_index.SearchIndexError, match=r"search_index\.py .* _FETCH"):
        search_index.wait(tmp_path, ["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_site_waits(language: str) -> None:
    (script,) = (SITE / language / "assets" / "javascripts").glob("bundle.*.min.js")
    assert script.read_text(encoding="utf-8").count("globalThis.searchIndex?") == 1
