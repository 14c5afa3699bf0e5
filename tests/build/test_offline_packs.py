"""What browsers keep: whole, of one build, the same for the same site; and the app that they offer to install."""

import base64
import hashlib
import json
import re
import struct
from pathlib import Path

import pytest

from playbook_sim.loading import load_rulebook
from playbook_sim.site.offline import app, icons, worker
from playbook_sim.site.offline.packs import CORE, edition, packs
from playbook_sim.site.places import LANGUAGES, ROOT, SITE

PAGE = '<html><p data-edition="edition-set-by-the-build">{text}</p></html>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site as the build leaves it before the last steps."""
    files = {
        "index.html": "root",
        "404.html": "missing",
        "_headers": "for hosts",
        "sbom.cdx.json": "{}",
        "entrance.js": "choose()",
        "offline.html": "no network",
        "runtime/0123456789abcdef/worker.js": "start()",
        "runtime/0123456789abcdef/worker.js.br": "compressed",
        "vendor/idb.js": "store()",
        "en/index.html": PAGE.format(text="Home"),
        "en/404.html": PAGE.format(text="Missing"),
        "en/faq/index.html": PAGE.format(text="Questions"),
        "en/search/search_index.json": "{}",
        "en/assets/javascripts/simulator.js": "mount()",
        "en/assets/javascripts/simulator.js.map": "for developers",
        "en/assets/javascripts/lunr/tinyseg.js": "Japanese",
        "en/assets/javascripts/lunr/min/lunr.fr.min.js": "French",
        "en/assets/javascripts/lunr/min/lunr.en.min.js": "English",
        "it/index.html": PAGE.format(text="Inizio"),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def _addresses(site: Path) -> dict[str, list[str]]:
    return {name: [kept.address for kept in files] for name, files in packs(site, LANGUAGES).items()}


def test_each_pack_has_what_its_pages_need_and_no_more(site: Path) -> None:
    assert _addresses(site) == {
        CORE: ["", "entrance.js", "offline.html", "runtime/0123456789abcdef/worker.js", "vendor/idb.js"],
        "en": [
            "en/",
            "en/assets/javascripts/lunr/min/lunr.en.min.js",
            "en/assets/javascripts/simulator.js",
            "en/faq/",
            "en/search/search_index.json",
        ],
        "it": ["it/"],
    }


def test_a_changed_sentence_leaves_the_edition_and_a_changed_script_does_not(site: Path) -> None:
    before = edition(site, LANGUAGES)
    (site / "en/faq/index.html").write_text("another sentence", encoding="utf-8")
    (site / "en/search/search_index.json").write_text('{"docs": []}', encoding="utf-8")
    assert edition(site, LANGUAGES) == before
    for name in ("en/assets/javascripts/simulator.js", "runtime/0123456789abcdef/worker.js", "offline.html"):
        (site / name).write_text("changed", encoding="utf-8")
        after = edition(site, LANGUAGES)
        assert after != before, name
        before = after


def test_pages_tell_their_edition_and_the_worker_knows_each_file_by_its_bytes(site: Path) -> None:
    found = worker.stamp(site, LANGUAGES, kept=True)
    sizes = worker.build(site, LANGUAGES, found)
    assert f'data-edition="{found}"' in (site / "en/faq/index.html").read_text(encoding="utf-8")
    script = (site / worker.NAME).read_text(encoding="utf-8")
    told = json.loads(re.search(r"^self\.site = (.*);$", script, re.MULTILINE)[1])
    digest = base64.b64encode(hashlib.sha256((site / "en/faq/index.html").read_bytes()).digest()).decode()
    assert ["en/faq/", digest] in told["packs"]["en"]
    deployed = json.loads((site / worker.VERSION).read_text(encoding="utf-8"))
    assert deployed == {"edition": found, "build": told["build"], "bytes": dict(sizes)}
    assert found == told["edition"]


def test_the_worker_is_the_same_for_the_same_site_and_another_for_any_change(site: Path) -> None:
    scripts = []
    for text in ("one", "one", "another"):
        (site / "it/index.html").write_text(text, encoding="utf-8")
        worker.build(site, LANGUAGES, "edition")
        scripts.append((site / worker.NAME).read_bytes())
    assert scripts[0] == scripts[1] != scripts[2]


def test_where_nothing_shall_be_kept_the_worker_only_takes_leave(site: Path) -> None:
    worker.build(site, LANGUAGES, worker.stamp(site, LANGUAGES, kept=False))
    assert 'data-edition=""' in (site / "en/index.html").read_text(encoding="utf-8")
    script = (site / worker.NAME).read_text(encoding="utf-8")
    assert "unregister" in script
    assert "workbox" not in script
    assert not (site / worker.VERSION).exists()


def test_all_that_the_built_site_keeps_is_there_and_no_page_is_left_out() -> None:
    script = (SITE / worker.NAME).read_text(encoding="utf-8")
    told = json.loads(re.search(r"^self\.site = (.*);$", script, re.MULTILINE)[1])
    for name, files in packs(SITE, LANGUAGES).items():
        assert told["packs"][name] == [[kept.address, kept.digest] for kept in files]
    pages = {path.relative_to(SITE).as_posix() for path in SITE.glob("*/**/index.html")}
    kept = {f"{address}index.html" for lang in LANGUAGES for address, _ in told["packs"][lang] if address[-1] == "/"}
    assert kept == pages
    assert worker.PLACEHOLDER not in (SITE / "en/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_app_has_its_pages_and_icons(lang: str) -> None:
    root = SITE / lang
    found = json.loads((root / app.NAME).read_text(encoding="utf-8"))
    assert found == app.manifest(load_rulebook(), lang)
    for shortcut in found["shortcuts"]:
        assert (root / shortcut["url"] / "index.html").is_file()
    for icon in found["icons"]:
        width, height = struct.unpack(">II", (root / icon["src"]).read_bytes()[16:24])
        assert icon["sizes"] == f"{width}x{height}"


def test_the_icons_are_those_of_the_drawing_and_the_colours_those_of_the_palette() -> None:
    advice = "the drawing has changed: run python -m playbook_sim.site.offline.icons"
    assert icons.MADE_FROM.read_text(encoding="utf-8").strip() == icons.digest(), advice
    styles = (ROOT / "overrides/assets/stylesheets/playbook.css").read_text(encoding="utf-8")
    light = styles.partition('[data-md-color-scheme="slate"]')[0]
    assert f"--md-primary-fg-color: {app.THEME};" in light


def test_an_icon_that_is_cut_fills_its_ground() -> None:
    drawn = icons.maskable(icons.DRAWING.read_text(encoding="utf-8"))
    assert re.search(r'<rect width="48" height="48" fill="#[0-9a-f]{6}"/><g transform="translate\(', drawn)
    with pytest.raises(ValueError, match="no <rect> with a fill"):
        icons.maskable("<svg></svg>")
