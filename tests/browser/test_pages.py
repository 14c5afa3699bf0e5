"""Every page of both languages: readable by everyone, on a phone, in light and in dark, without a complaint."""

from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect
from readable import check_light_and_dark, overflow
from simulator_page import LANGUAGES, START, Simulator
from traces import nothing_stored, stored

from playbook_sim.site.places import SITE

PAGES = sorted(
    path.relative_to(SITE).as_posix().removesuffix("index.html")
    for path in SITE.rglob("*.html")
    if "assets" not in path.parts
)
CASE = "#platform=dsers_tmall&problem=wrong_item&claim_result=verified&verified_on=2026-11-20&today=2026-11-25"
OVERDUE = "#platform=dsers_tmall&problem=shipment_overdue&promised_ship_date=2026-03-10&today=2026-03-12"
SILENT = "#platform=dsers_tmall&problem=wrong_item&claim_result=rejected&today=2026-11-25"
WRONG = "#platform=dsers_tmall&problem=wrong_item&claim_result=perhaps&verified_on=2026-02-31&colour=blue"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible_and_fits_a_phone(page: Page, site_url: str, complaints: list[str], path: str) -> None:
    page.goto(site_url + path)
    check_light_and_dark(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) == []
    assert stored(page) == nothing_stored(path)
    assert complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("fragment", [CASE, OVERDUE, SILENT, WRONG], ids=["open", "dated", "silent", "mistakes"])
def test_the_simulator_is_accessible_in_every_state(page: Page, site_url: str, lang: str, fragment: str) -> None:
    simulator = Simulator(page, site_url, lang)
    simulator.open(fragment)
    expect(simulator.correct if fragment == WRONG else simulator.parts).to_be_visible(timeout=START)
    for details in page.locator(".sim-answer details:visible").all():
        details.evaluate("details => { details.open = true; }")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        check_light_and_dark(page)
        assert overflow(page) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_navigation_of_a_phone_and_the_search_are_accessible(page: Page, site_url: str, lang: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site_url}{lang}/")
    page.locator("label.md-header__button[for=__drawer]").click()
    expect(page.locator(".md-nav--primary").get_by_role("link").first).to_be_in_viewport()
    check_light_and_dark(page)
    page.goto(f"{site_url}{lang}/")
    page.locator("label.md-header__button[for=__search]").click()
    page.locator(".md-search__input").press_sequentially({"en": "refund", "it": "rimborso"}[lang])
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    check_light_and_dark(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sitemap_names_each_page_and_its_translation(lang: str) -> None:
    space = {"": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}
    sitemap = ElementTree.parse(SITE / lang / "sitemap.xml")
    built = {path for path in PAGES if path.startswith(f"{lang}/") and not path.endswith("404.html")}
    listed = set()
    for entry in sitemap.findall("url", space):
        location = entry.findtext("loc", namespaces=space)
        root, _, path = location.partition(f"/{lang}/")
        translations = {link.get("hreflang"): link.get("href") for link in entry.findall("xhtml:link", space)}
        assert translations == {other: f"{root}/{other}/{path}" for other in LANGUAGES}
        listed.add(f"{lang}/{path}")
    assert listed == built
