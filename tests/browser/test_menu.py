"""The menu of a narrow window, for whoever has only a keyboard."""

from playwright.sync_api import Locator, Page, expect

PHONE = {"width": 390, "height": 844}


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


def test_focus_that_leaves_the_menu_closes_it(page: Page, site_url: str) -> None:
    button = opened(page, f"{site_url}en/")
    page.get_by_role("main").get_by_role("link", name="Open the simulator").focus()
    expect(button).to_have_attribute("aria-expanded", "false")
