"""Where to say that something is wrong: a form for each kind in each language, linked from each page."""

from __future__ import annotations

import re
from html import unescape
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import jinja2
import pytest
import yaml

from playbook_sim.loading import load_rulebook
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.site import pages
from playbook_sim.site.filled_pages import FilledPages
from playbook_sim.site.places import LANGUAGES, ROOT

FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
KINDS = ("rule", "translation", "case")
FORGE = "https://forge.example/owner/playbook"


def links(lang: str, forge: str = FORGE, *, missing: bool = False) -> list[str]:
    """What stands below a page, or with ``missing`` below the one that says that there is none at an address."""
    view = View(load_rulebook(), lang, link_from_simulator)
    report = {key: view.say(f"report.{key}") for key in ("title", "public", "edit", "guide", *KINDS)}
    words = {"public": view.say("missing.public")}
    extra = {"forge": forge, "report": report, "missing_words": words}
    config = SimpleNamespace(extra=extra, theme=SimpleNamespace(language=lang))
    file = SimpleNamespace(src_uri="handbook/before-shipment/no-stock.md")
    page = SimpleNamespace(url="handbook/before-shipment/no-stock/", file=file)
    loader = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "overrides"), undefined=jinja2.StrictUndefined)
    loader.filters["url"] = lambda address: f"../../../{address}"
    html = loader.get_template("partials/feedback.html").render(config=config, page=None if missing else page)
    return [unescape(link) for link in re.findall(r'href="([^"]+)"', html)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_link_opens_a_form_that_is_there_with_the_page_filled_in(kind: str, lang: str) -> None:
    (link,) = [link for link in links(lang) if f"template={kind}-" in link]
    asked = parse_qs(urlsplit(link).query)
    form = yaml.safe_load((FORMS / asked["template"][0]).read_text(encoding="utf-8"))
    fields = [part["id"] for part in form["body"] if "id" in part]
    assert asked["page"] == [f"{lang}/handbook/before-shipment/no-stock/"]
    assert "page" in fields
    assert ("case" in fields) == (kind != "translation")
    assert len(fields) == len(set(fields))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_leads_to_its_file_on_the_forge_and_to_the_guide(lang: str) -> None:
    edit, guide = [link for link in links(lang) if "template=" not in link]
    below = edit.removeprefix(f"{FORGE}/edit/main/")
    assert (ROOT / below).is_file()
    assert below.startswith(f"docs/{lang}/")
    assert (ROOT / "docs" / lang / guide.removeprefix("../../../").replace("/", ".md")).is_file()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_there_is_no_page_the_forms_can_be_reached_and_no_file_is_named(lang: str) -> None:
    *forms, guide = links(lang, missing=True)
    asked = [parse_qs(urlsplit(link).query) for link in forms]
    assert [one["template"] for one in asked] == [[f"{kind}-{lang}.yml"] for kind in KINDS]
    assert all(one["page"] == [f"{lang}/404.html"] for one in asked)
    assert guide.endswith("contribute/")


@pytest.mark.parametrize("kind", KINDS)
def test_the_forms_ask_the_same_in_both_languages(kind: str) -> None:
    english, italian = (
        yaml.safe_load((FORMS / f"{kind}-{lang}.yml").read_text(encoding="utf-8")) for lang in LANGUAGES
    )
    shapes = [
        [(part["type"], part.get("id"), part.get("validations")) for part in form["body"]]
        for form in (english, italian)
    ]
    assert shapes[0] == shapes[1]
    assert english["labels"] == italian["labels"]
    assert english["name"] != italian["name"]


def test_the_address_of_the_forge_may_end_with_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYBOOK_FORGE_URL", f"{FORGE}/")
    assert pages.forge() == FORGE
    monkeypatch.delenv("PLAYBOOK_FORGE_URL")
    assert pages.forge() == ""


def test_without_a_forge_there_is_no_link() -> None:
    assert links("en", "") == []


ASKED = ("sources.md", "disagreements.md")
"""Pages that ask the reader to say what is wrong."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_asks_readers_to_write_says_where(lang: str) -> None:
    filled = FilledPages(load_rulebook(), ROOT / "docs", lang, forge=FORGE)
    for page in ASKED:
        (link,) = re.findall(rf"\({FORGE}(/issues/new[^)]*)\)", filled.fill(page))
        asked = parse_qs(urlsplit(link).query)
        assert (FORMS / asked["template"][0]).is_file()
        assert asked["page"] == [f"{lang}/{filled.address(page)}"]
    assert f"<{FORGE}>" in filled.fill("contribute.md")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nobody_can_be_written_to_the_pages_say_so(lang: str) -> None:
    book = load_rulebook()
    filled = FilledPages(book, ROOT / "docs", lang)
    for page in ASKED:
        text = filled.fill(page)
        assert book.words["report.nobody"][lang] in text
        assert book.words["report.tell"][lang] not in text
    assert book.words["report.no_files"][lang] in filled.fill("contribute.md")


@pytest.mark.parametrize("guide", ["README.md", *(f"docs/{lang}/contribute.md" for lang in LANGUAGES)])
def test_whoever_builds_the_site_is_told_of_the_setting(guide: str) -> None:
    assert "`PLAYBOOK_FORGE_URL`" in (ROOT / guide).read_text(encoding="utf-8")
