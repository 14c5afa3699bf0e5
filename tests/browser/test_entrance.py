"""The root page and the root 404 choose the language; the switch keeps the page wherever the site lies."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Browser, Page, expect

from playbook_sim.loading import load_rulebook
from playbook_sim.site import entrance
from playbook_sim.site.places import SITE
from playbook_sim.site.static_server import served

Open = Callable[..., Page]


@pytest.fixture
def open_as(browser: Browser) -> Iterator[Open]:
    """Open pages as a reader of a given language, with or without JavaScript."""
    contexts = []

    def open_page(url: str, locale: str, java_script: bool = True) -> Page:
        contexts.append(browser.new_context(locale=locale, java_script_enabled=java_script))
        page = contexts[-1].new_page()
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("locale", "language"), [("it-IT", "it"), ("it", "it"), ("en-GB", "en"), ("de-DE", "en")])
def test_the_root_page_goes_to_the_readers_language(open_as: Open, site_url: str, locale: str, language: str) -> None:
    page = open_as(f"{site_url}#kept", locale)
    expect(page).to_have_url(f"{site_url}{language}/#kept")


def test_without_javascript_the_root_page_offers_both_languages(open_as: Open, site_url: str) -> None:
    page = open_as(site_url, "it-IT", java_script=False)
    expect(page.get_by_role("link", name="Continue in English")).to_be_visible()
    page.get_by_role("link", name="Continua in italiano").click()
    expect(page).to_have_url(f"{site_url}it/")


@pytest.mark.parametrize(
    ("path", "locale", "heading"),
    [
        ("it/no-such-page/", "en-GB", "A questo indirizzo non c’è nessuna pagina"),
        ("en/no-such-page/", "it-IT", "There is no page at this address"),
        ("no/such/page", "it-IT", "A questo indirizzo non c’è nessuna pagina"),
        ("no/such/page", "de-DE", "There is no page at this address"),
    ],
)
def test_the_root_404_speaks_the_language_of_the_address_else_of_the_reader(
    open_as: Open, site_url: str, path: str, locale: str, heading: str
) -> None:
    page = open_as(site_url + path, locale)
    expect(page).to_have_url(site_url + path)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


@pytest.mark.parametrize(("path", "lang"), [("no/such/page", "en"), ("it/no-such-page/", "it")])
def test_the_root_404_leads_to_the_forms_with_its_address_filled_in(
    open_as: Open, tmp_path: Path, path: str, lang: str
) -> None:
    forge = "https://forge.example/owner/playbook"
    entrance.build(tmp_path, "https://example.org/", load_rulebook(), forge)
    with served(tmp_path) as url:
        page = open_as(f"{url}{path}?from=mail", "en-GB")
        link = page.get_by_role("link", name=load_rulebook().words["report.rule"][lang])
        expect(link).to_have_attribute("href", f"{forge}/issues/new?template=rule-{lang}.yml&page={quote_plus(path)}")


def test_without_javascript_the_root_404_shows_both_languages(open_as: Open, site_url: str) -> None:
    page = open_as(f"{site_url}no/such/page", "en-GB", java_script=False)
    expect(page.get_by_role("heading", level=1)).to_have_count(2)


def _switch(page: Page, to: str) -> None:
    # The address of a page changes before its scripts run, which is when the link learns of the case.
    page.wait_for_load_state()
    page.locator(f".md-header a[hreflang={to}]").click()


def test_the_switch_keeps_page_and_case(page: Page, site_url: str, complaints: list[str]) -> None:
    page.goto(f"{site_url}en/handbook/after-shipment/wrong-item/#problem=wrong_item")
    _switch(page, "it")
    expect(page).to_have_url(f"{site_url}it/handbook/after-shipment/wrong-item/#problem=wrong_item")
    _switch(page, "en")
    expect(page).to_have_url(f"{site_url}en/handbook/after-shipment/wrong-item/#problem=wrong_item")
    assert complaints == []


def test_the_switch_follows_navigation_within_the_site(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}en/faq/")
    page.locator(".md-tabs a[href*='simulator']").click()
    expect(page).to_have_url(re.compile(r"/en/simulator/$"))
    _switch(page, "it")
    expect(page).to_have_url(f"{site_url}it/simulator/")


def test_without_javascript_the_switch_keeps_the_page(open_as: Open, site_url: str) -> None:
    page = open_as(f"{site_url}en/faq/", "en-GB", java_script=False)
    _switch(page, "it")
    expect(page).to_have_url(f"{site_url}it/faq/")


@pytest.fixture
def url_below_a_path(tmp_path: Path) -> Iterator[str]:
    """The site as a project page of a host sees it: below a path it was not told of."""
    shutil.copytree(SITE, tmp_path / "project")
    with served(tmp_path) as url:
        yield f"{url}project/"


def test_below_a_path_the_root_page_and_the_switch_still_work(open_as: Open, url_below_a_path: str) -> None:
    page = open_as(url_below_a_path, "it-IT")
    expect(page).to_have_url(f"{url_below_a_path}it/")
    page.goto(f"{url_below_a_path}it/faq/")
    _switch(page, "en")
    expect(page).to_have_url(f"{url_below_a_path}en/faq/")
