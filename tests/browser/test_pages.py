"""Every page of both languages: readable by everyone, on a phone, in light and in dark, without a complaint."""

from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect
from simulator_page import LANGUAGES, START, Simulator

from playbook_sim.site.places import ROOT, SITE

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
PAGES = sorted(
    path.relative_to(SITE).as_posix().removesuffix("index.html")
    for path in SITE.rglob("*.html")
    if "assets" not in path.parts
)
CASE = "#platform=dsers_tmall&problem=wrong_item&claim_result=verified&verified_on=2026-11-20&today=2026-11-25"
OVERDUE = "#platform=dsers_tmall&problem=shipment_overdue&promised_ship_date=2026-03-10&today=2026-03-12"
SILENT = "#platform=dsers_tmall&problem=wrong_item&claim_result=rejected&today=2026-11-25"
WRONG = "#platform=dsers_tmall&problem=wrong_item&claim_result=perhaps&verified_on=2026-02-31&colour=blue"


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds, one line for each element; by all of its rules, or only by ``rules``."""
    page.evaluate(AXE)
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} – {node['failureSummary']}" for rule in found for node in rule["nodes"]
    ]


def check_light_and_dark(page: Page) -> None:
    """In light by all rules; in dark by those that colours can break, since all else is the same page."""
    for scheme, rules in (("light", ()), ("dark", ("color-contrast", "link-in-text-block"))):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        expected = {"light": "default", "dark": "slate"}[scheme]
        if page.locator("body[data-md-color-scheme]").count():
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", expected)
        assert violations(page, *rules) == [], scheme


def overflow(page: Page) -> list[str]:
    """The elements that stick out of the window on the right, when the page can be scrolled sideways."""
    return page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("body *")]
                .filter((element) => element.getBoundingClientRect().right > width + 1)
                .map((element) => element.outerHTML.slice(0, 120));
        }"""
    )


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible_and_fits_a_phone(page: Page, site_url: str, complaints: list[str], path: str) -> None:
    page.goto(site_url + path)
    check_light_and_dark(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) == []
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
