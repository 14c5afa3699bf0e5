"""The header and the menu of a narrow window, also for whoever has only a keyboard."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from readable import check_light_and_dark, small_targets
from simulator_page import LANGUAGES, rulebook

from playbook_sim.editing.new.problem import problem_page
from playbook_sim.site.places import ROOT

PHONE = {"width": 390, "height": 844}

NAVIGATIONS = {"en": "mkdocs.yml", "it": "mkdocs.it.yml"}
_ANOTHER_LANGUAGE = """() => {
  const link = document.querySelector(".pb-languages a");
  const another = link.cloneNode(true);
  another.querySelector(".pb-language__code").textContent = "DE";
  link.after(another);
}"""
_CUT = """(title) => {
  const words = document.createRange();
  words.selectNodeContents(title);
  const [inside, outside] = [words, title.closest(".md-header__title")].map((one) => one.getBoundingClientRect());
  return inside.right > outside.right || inside.top < outside.top || inside.bottom > outside.bottom;
}"""
"""Whether a title is not wholly in its place."""


def pages_with_long_names(lang: str) -> list[str]:
    """Where the longest name in the menu leads, and that of a problem."""
    navigation = (ROOT / NAVIGATIONS[lang]).read_text(encoding="utf-8").partition("\nnav:\n")[2]
    labels = re.findall(r'^ *- "?([^"\n]+?)"?: (\S+)\.md$', navigation, re.MULTILINE)
    problem = max(rulebook().problems.values(), key=lambda problem: len(problem.title[lang]))
    return [max(labels, key=lambda label: len(label[0]))[1], problem_page(problem.stage, problem.id)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_phone_shows_the_whole_name_of_a_page_beside_two_other_languages(
    page: Page, site_url: str, lang: str
) -> None:
    page.set_viewport_size(PHONE)
    for place in pages_with_long_names(lang):
        page.goto(f"{site_url}{lang}/{place}/")
        switch = page.get_by_role("banner").locator("a[hreflang]")
        expect(switch).to_have_accessible_name(re.compile("English|Italiano"))
        page.evaluate(_ANOTHER_LANGUAGE)
        page.evaluate("scrollTo({ top: 600, behavior: 'instant' })")
        for title in page.locator(".md-header__topic .md-ellipsis").all():
            assert not title.evaluate(_CUT), title.text_content()
        assert small_targets(page, ".md-header") == []


def opened(page: Page, url: str) -> Locator:
    """The button of the menu on a narrow page, with the menu open."""
    page.set_viewport_size(PHONE)
    page.goto(url)
    button = page.get_by_role("banner").get_by_role("button", name="Navigation")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    return button


def test_a_menu_that_is_closed_takes_no_focus(page: Page, site_url: str, complaints: list[str]) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{site_url}en/")
    inside = page.locator("main a[href], main button").first
    for _ in range(20):
        page.keyboard.press("Tab")
        expect(page.locator(".md-sidebar--primary :focus")).to_have_count(0)
        if inside.evaluate("inside => document.activeElement.closest('article') !== null"):
            break
    else:
        raise AssertionError("twenty steps do not lead into the page")
    assert complaints == []


def test_the_keyboard_opens_the_menu_walks_it_and_comes_back(page: Page, site_url: str, complaints: list[str]) -> None:
    button = opened(page, f"{site_url}en/")
    menu = page.locator(".md-sidebar--primary")
    expect(menu.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_hidden()
    assert complaints == []


def test_a_part_of_the_menu_opens_by_key_and_leads_to_its_pages(page: Page, site_url: str) -> None:
    opened(page, f"{site_url}en/how-to-use/")
    menu = page.locator(".md-sidebar--primary")
    part = menu.get_by_role("button", name="Handbook").first
    part.focus()
    page.keyboard.press("Space")
    expect(part).to_have_attribute("aria-expanded", "true")
    link = menu.locator(".md-nav__toggle:checked ~ .md-nav > .md-nav__list > .md-nav__item > a[href]").first
    expect(link).to_be_visible()
    link.focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(f"{site_url}en/how-to-use/")


def test_the_open_menu_is_for_everybody(page: Page, site_url: str) -> None:
    opened(page, f"{site_url}en/handbook/dispute/the-two-clocks/")
    expect(page.locator(".md-sidebar--primary :focus")).to_be_in_viewport()
    check_light_and_dark(page)


def test_focus_that_leaves_the_menu_closes_it(page: Page, site_url: str) -> None:
    button = opened(page, f"{site_url}en/")
    page.get_by_role("main").get_by_role("link", name="Open the simulator").focus()
    expect(button).to_have_attribute("aria-expanded", "false")
