"""The index of the search waits until the page is quiet; how that looks in a browser is in tests/browser/test_search.py."""

from pathlib import Path

import pytest

from playbook_sim.site import search_index
from playbook_sim.site.places import LANGUAGES, SITE

AS_IT_COMES = 'L($(location.protocol!=="file:"),Je("search")).pipe(a)'


def _script(site: Path, text: str) -> Path:
    script = site / "en" / "assets" / "javascripts" / "bundle.0123.min.js"
    script.parent.mkdir(parents=True)
    script.write_text(text, encoding="utf-8")
    return script


def test_material_waits_for_the_page_or_for_the_reader(tmp_path: Path) -> None:
    script = _script(tmp_path, f"before;{AS_IT_COMES};after")
    search_index.wait(tmp_path, ["en"])
    waits = 'L(globalThis.quiet??$(location.protocol!=="file:"),Je("search")).pipe(a)'
    assert script.read_text(encoding="utf-8") == f"before;{waits};after"


@pytest.mark.parametrize("text", ["nothing of the kind", AS_IT_COMES * 2])
def test_a_script_that_is_not_known_ends_the_build_and_says_where_to_look(tmp_path: Path, text: str) -> None:
    _script(tmp_path, text)
    with pytest.raises(search_index.SearchIndexError, match=r"search_index\.py .* _AT_ONCE"):
        search_index.wait(tmp_path, ["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_site_waits(language: str) -> None:
    (script,) = (SITE / language / "assets" / "javascripts").glob("bundle.*.min.js")
    assert script.read_text(encoding="utf-8").count("globalThis.quiet??") == 1
