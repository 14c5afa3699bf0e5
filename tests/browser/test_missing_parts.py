"""Parts of a page that are fetched only later and do not come, as after a deployment: each says so and leads on."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from readable import check_light_and_dark, overflow, small_targets
from simulator_page import START, Simulator, rulebook
from test_my_cases import OVERDUE, MyCases
from test_rule_lab import AMOUNT, OTHER, Lab

from playbook_sim.site.offline.worker import VERSION
from playbook_sim.site.places import SITE

type Gone = Callable[[str], None]

_LATER = re.compile(r'\bimport\("([^"]+)"\)')


def fetched_later(lang: str, script: str) -> str:
    """The file, by its name, that a script of the built site fetches later."""
    file = SITE / lang / "assets" / "javascripts" / script
    (found,) = _LATER.findall(file.read_text(encoding="utf-8"))
    return Path(found).name


@pytest.fixture
def gone(page: Page) -> Gone:
    """Takes a file from the host, by its name."""

    def take(name: str) -> None:
        page.route(f"**/{name}", lambda route: route.fulfill(status=404, body=""))

    return take


def update(page: Page) -> None:
    """As after a deployment: the host has another edition than the page that is open."""
    there = json.loads((SITE / VERSION).read_text(encoding="utf-8")) | {"edition": "newer"}

    def tell(route: Route) -> None:
        route.fulfill(json=there)

    page.route(f"**/{VERSION}*", tell)


def told(page: Page, words: str, lang: str) -> str:
    return rulebook().words[words][lang]


def test_a_lab_that_does_not_come_is_asked_for_again_or_loaded_anew_with_all_that_was_typed(
    page: Page, site_url: str, gone: Gone
) -> None:
    name = fetched_later("it", "lab.js")
    lab = Lab(page, site_url, "it")
    reason, button = page.locator(".lab-reason"), page.locator(".lab-failed button")
    gone(name)
    page.goto(lab.url)
    lab.summary.press("Enter")
    expect(reason).to_have_text(lab.word("failed_rules"))
    expect(page.locator("#lab .sim-live")).to_have_text(lab.word("failed_rules"))
    page.unroute(f"**/{name}")
    button.press("Enter")
    expect(lab.summary).to_be_focused()
    expect(page.locator(".lab-body")).to_be_visible(timeout=START)
    lab.control(AMOUNT).fill(OTHER)

    gone(name)
    update(page)
    page.reload()
    expect(reason).to_have_text(told(page, "engine.part_older", "it"))
    expect(button).to_have_text(told(page, "engine.reload", "it"))
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) == []
    assert small_targets(page, "#lab") == []
    check_light_and_dark(page)
    # Without a network the page would be gone.
    page.context.set_offline(True)
    button.press("Enter")
    expect(reason).to_have_text(told(page, "engine.part_unreachable", "it"))
    page.context.set_offline(False)
    page.unroute(f"**/{name}")
    button.press("Enter")
    expect(lab.control(AMOUNT)).to_have_value(OTHER, timeout=START)


def test_a_search_by_words_that_has_gone_keeps_the_words_over_the_reload(page: Page, site_url: str, gone: Gone) -> None:
    simulator = Simulator(page, site_url, "en")
    gone("minisearch.js")
    update(page)
    simulator.open()
    box, said, button = page.locator("#ask-words"), page.locator(".ask-said"), page.locator(".ask-again")
    box.fill("customs hold")
    expect(said).to_have_text(told(page, "engine.part_older", "en"))
    expect(button).to_have_text(told(page, "engine.reload", "en"))
    page.unroute("**/minisearch.js")
    button.press("Enter")
    expect(page.locator(".ask-choice").first).to_be_visible()
    expect(box).to_have_value("customs hold")
    expect(button).to_be_hidden()


def test_pictures_that_do_not_come_leave_their_numbers(page: Page, site_url: str, gone: Gone) -> None:
    name = fetched_later("en", "cases.js")
    gone(name)
    cases = MyCases(page, site_url)
    cases.open(OVERDUE)
    missing = page.locator(".mc-figures-missing")
    page.locator(".mc-figures").scroll_into_view_if_needed()
    expect(missing.locator("span")).to_have_text(cases.word("say.pictures_missing"), timeout=START)
    expect(page.locator("[data-chart=problems] tbody tr")).to_have_count(1)
    check_light_and_dark(page)
    update(page)
    missing.locator("button").press("Enter")
    expect(missing.locator("span")).to_have_text(cases.word("say.pictures_older"))
    page.unroute(f"**/{name}")
    missing.locator("button").press("Enter")
    expect(missing).to_be_hidden(timeout=START)
    page.locator(".mc-figures").scroll_into_view_if_needed()
    expect(page.locator("[data-chart=problems] svg[role=img]")).to_be_visible(timeout=START)


def test_where_what_keeps_the_site_does_not_come_the_foot_says_so(page: Page, site_url: str, gone: Gone) -> None:
    gone("kept-site.js")
    page.goto(f"{site_url}it/faq/")
    foot = page.locator(".pb-offline")
    expect(foot.locator(".pb-offline__says")).to_have_text(told(page, "offline.incomplete", "it"))
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) == []
    assert small_targets(page, ".pb-offline") == []
    check_light_and_dark(page)
    page.unroute("**/kept-site.js")
    foot.get_by_role("button").press("Enter")
    expect(foot.get_by_role("button")).to_be_hidden()
