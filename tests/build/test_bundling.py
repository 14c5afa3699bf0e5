"""Scripts and styles put together: pages name what is there, and ask at once for all that they need."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook_sim.site.bundling import STYLE, BundleError, bundle
from playbook_sim.site.places import LANGUAGES, ROOT, SITE

_IMPORT = re.compile(r"""\bimport(?:[^"'();]*\bfrom\s*|\s*)["'](\.[^"']+)["']""")
_LATER = re.compile(r"""\bimport\(["'](\.[^"']+)["']\)""")
_TAG = re.compile(r"<(?:script|link)\b[^>]*>")


def _tags(page: str) -> Iterator[dict[str, str]]:
    yield from (dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in _TAG.findall(page))


def _with_imports(script: Path) -> set[Path]:
    found = {script}
    for name in _IMPORT.findall(script.read_text(encoding="utf-8")):
        found |= _with_imports((script.parent / name).resolve())
    return found


def _ours(lang: str) -> list[Path]:
    scripts = SITE / lang / "assets" / "javascripts"
    return [path for path in scripts.rglob("*.js") if not path.name.endswith(".min.js") and "lunr" not in path.parts]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_script_names_is_there(lang: str) -> None:
    scripts = _ours(lang)
    named = {(script, name) for script in scripts for name in _LATER.findall(script.read_text(encoding="utf-8"))}
    assert len(named) > 3, "the lab, the bars, the words and what keeps the site are fetched later"
    for script, name in named:
        assert (script.parent / name).is_file(), f"{script} fetches {name}"
    for script in scripts:
        for needed in _with_imports(script):
            assert needed.is_file(), f"{script} needs {needed}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_page_asks_at_once_for_what_its_modules_need(lang: str) -> None:
    pages = [page for page in (SITE / lang).rglob("*.html") if page.name != "404.html"]
    asking = 0
    for page in pages:
        text = page.read_text(encoding="utf-8")
        modules, asked = set(), set()
        for tag in _tags(text):
            if tag.get("type") == "module":
                modules.add((page.parent / tag["src"]).resolve())
            elif tag.get("rel") == "modulepreload" and "/runtime/" not in tag["href"]:
                asked.add((page.parent / tag["href"]).resolve())
        needed = {one for module in modules for one in _with_imports(module)}
        assert modules | asked == needed, page
        asking += bool(asked)
    assert asking > 30


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_style_sheet_holds_all_rules(lang: str) -> None:
    sources = sorted((ROOT / "overrides" / "assets" / "stylesheets").glob("*.css"))
    joined = (SITE / lang / STYLE).read_text(encoding="utf-8")
    classes = {name for path in sources for name in re.findall(r"\.((?:pb|sim|mc|lab)-[a-z-]+)", path.read_text())}
    assert len(classes) > 200
    assert not {name for name in classes if f".{name}" not in joined}
    left = [path.name for path in (SITE / lang / "assets" / "stylesheets").glob("*.css")]
    assert len(left) == 3, "ours, and the theme's two"
    assert Path(STYLE).name not in {path.name for path in sources}, "make serve would send that instead"


_NAMED = re.compile(r'\b(?:src|href)="([^"#?]*\b(?:assets|runtime|vendor)/[^"#?]+)')


def test_whatever_a_page_names_of_scripts_styles_and_pictures_is_there() -> None:
    pages = sorted(SITE.rglob("*.html"))
    named = set()
    for page in pages:
        for name in _NAMED.findall(page.read_text(encoding="utf-8")):
            # A page that is sent for any address names its files from the root of the host.
            file = SITE / name.lstrip("/") if name.startswith("/") else page.parent / name
            named.add(file.resolve())
            assert file.is_file(), f"{page.relative_to(SITE)} names {name}"
    assert len(pages) > 100
    assert {path.suffix for path in named} >= {".css", ".js", ".svg"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A page that names one script and two style sheets of ours; it lies a folder deep."""
    page = (
        '<head><link rel="stylesheet" href="../assets/stylesheets/playbook.css">\n'
        '<link rel="stylesheet" href="../assets/stylesheets/answer.css">\n</head>'
        '<p>a</p>\n<script type="module" src="../assets/javascripts/triage.js"></script>\n'
    )
    files = {
        "en/a/index.html": page,
        "en/assets/stylesheets/playbook.css": ".a { color: red; }",
        "en/assets/stylesheets/answer.css": ".b { color: blue; }",
        "en/assets/javascripts/triage.js": 'import { Trail } from "./simulator/triage.js"; console.log(Trail);',
        "en/assets/javascripts/simulator/triage.js": "export class Trail {}",
    }
    for path in (ROOT / "overrides" / "assets" / "javascripts").rglob("*.js"):
        files.setdefault(f"en/{path.relative_to(ROOT / 'overrides').as_posix()}", "")
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_page_names_what_was_put_together(site: Path) -> None:
    bundle(site, ["en"])
    text = (site / "en/a/index.html").read_text(encoding="utf-8")
    assert text.count('rel="stylesheet"') == 1
    assert f'href="../{STYLE}"' in text
    assert (site / "en" / STYLE).read_text(encoding="utf-8") == ".a{color:red}.b{color:#00f}\n"
    scripts = sorted((site / "en/assets/javascripts").rglob("*"))
    assert scripts == [site / "en/assets/javascripts/triage.js"], "modules that are in it are gone, and their folders"


def test_pages_with_other_style_sheets_are_refused(site: Path) -> None:
    page = site / "en/a/index.html"
    other = page.read_text(encoding="utf-8").replace("answer.css", "desk.css")
    (site / "en/b").mkdir()
    (site / "en/b/index.html").write_text(other, encoding="utf-8")
    with pytest.raises(BundleError, match=r"en/b/index\.html names other style sheets than .*en/a/index\.html"):
        bundle(site, ["en"])


def test_a_style_sheet_stays_for_its_media(site: Path) -> None:
    page = site / "en/a/index.html"
    only = page.read_text(encoding="utf-8").replace('answer.css">', 'answer.css" media="print">')
    page.write_text(only, encoding="utf-8")
    bundle(site, ["en"])
    assert (site / "en" / STYLE).read_text(encoding="utf-8") == ".a{color:red}@media print{.b{color:#00f}}\n"


def test_what_node_itself_warns_of_is_no_mistake_of_ours(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warning = tmp_path / "warning.cjs"
    warning.write_text('process.emitWarning("something is out of date");', encoding="utf-8")
    monkeypatch.setenv("NODE_OPTIONS", f"--require={warning}")
    bundle(site, ["en"])


def test_what_esbuild_warns_of_is_one(site: Path) -> None:
    (site / "en/assets/stylesheets/answer.css").write_text(".b { color blue }", encoding="utf-8")
    with pytest.raises(BundleError, match=r"answer\.css:1:10"):
        bundle(site, ["en"])


def test_a_script_that_cannot_be_read_is_named(site: Path) -> None:
    (site / "en/assets/javascripts/simulator/triage.js").write_text("export class {", encoding="utf-8")
    with pytest.raises(BundleError, match=r"assets/javascripts/simulator/triage\.js:1:13"):
        bundle(site, ["en"])


def test_what_is_not_ours_is_not_put_into_our_scripts(site: Path) -> None:
    (site / "other").mkdir()
    (site / "other/library.js").write_text("export const all = {};", encoding="utf-8")
    script = site / "en/assets/javascripts/simulator/triage.js"
    script.write_text('export { all as Trail } from "../../../../other/library.js";', encoding="utf-8")
    with pytest.raises(BundleError, match=r"other/library\.js is not ours"):
        bundle(site, ["en"])
