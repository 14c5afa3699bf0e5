"""Readers describe their case in their own words, by keyboard, and go on with the problem or the answer they meant."""

import pytest
from playwright.sync_api import Page, Route, expect
from simulator_page import LANGUAGES, Simulator

TYPED = {"en": "parcel stuck in customs", "it": "pacco fermo in dogana"}
QUESTION = {"en": "which day does the delay start", "it": "da che giorno conto il ritardo"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_lead_to_the_problem_and_to_the_faq(page: Page, site_url: str, complaints: list[str], lang: str) -> None:
    simulator = Simulator(page, site_url, lang)
    simulator.open()
    box, found, said = page.locator("#ask-words"), page.locator(".ask-choice"), page.locator(".ask-said")
    box.fill(TYPED[lang])
    expect(found).to_have_count(3)
    expect(said).to_have_text(simulator.word("ask.found", n="3"))
    box.press("Enter")
    expect(found.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(simulator.problem).to_have_value("customs_hold")
    expect(simulator.platform("dsers_tmall")).to_be_checked()
    expect(found).to_have_count(0)
    expect(box).to_have_value("")
    # The reader stands at the first question of the problem, and what was typed is not in the address.
    assert page.locator(":focus").evaluate("field => Boolean(field.closest('[data-fact]'))")
    assert "customs_hold" in page.url
    assert "=parcel" not in page.url
    assert TYPED[lang].split()[0] not in page.url

    box.fill("xqzt")
    expect(said).to_have_text(simulator.word("ask.none"))
    box.press("Escape")
    expect(box).to_have_value("")
    expect(said).to_have_text("")

    box.fill(QUESTION[lang])
    page.locator("a.ask-choice").first.click()
    expect(page.locator("#delay-start")).to_be_in_viewport()
    assert complaints == []


def test_what_is_typed_stays_text_and_a_search_that_does_not_arrive_says_so(page: Page, site_url: str) -> None:
    simulator = Simulator(page, site_url, "en")

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/ask.json", refuse)
    simulator.open()
    box, said = page.locator("#ask-words"), page.locator(".ask-said")
    box.fill("<img src=x onerror=alert(1)> customs")
    expect(said).to_have_text(simulator.word("ask.failed"))
    expect(box).to_have_value("<img src=x onerror=alert(1)> customs")
    page.unroute("**/ask.json")
    box.press("End")
    box.type(" hold")
    expect(page.locator(".ask-choice").first).to_be_visible()
    assert page.locator(".ask img").count() == 0
