"""A message is copied with one click, or stands selected where the browser keeps the clipboard to itself."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from simulator_page import Simulator

from playbook_sim.loading import load_rulebook

WORDS = load_rulebook().words
OVERDUE = "#platform=dsers_tmall&problem=shipment_overdue&promised_ship_date=2026-03-10&today=2026-03-12"


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_message_is_copied_with_its_subject(
    page: Page, context: BrowserContext, site_url: str, complaints: list[str], lang: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    simulator = Simulator(page, site_url, lang)
    simulator.open(OVERDUE)
    simulator.expect_answer()
    message = page.locator("#pb-message-press_supplier details[open]")
    button = message.get_by_role("button", name=WORDS["form.copy_message"][lang])
    button.focus()
    page.keyboard.press("Enter")
    expect(message.get_by_role("button", name=WORDS["form.message_copied"][lang])).to_be_focused()
    expect(page.locator(".sim-live")).to_have_text(WORDS["form.message_copied"][lang])
    copied = page.evaluate("navigator.clipboard.readText()")
    subject, _, body = copied.partition("\n\n")
    assert subject == message.locator(".pb-message__subject").inner_text()
    assert body.strip() == message.locator(".pb-message__body").text_content().strip()
    assert complaints == []


def test_without_the_clipboard_the_message_is_selected(page: Page, site_url: str) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))")
    simulator = Simulator(page, site_url, "en")
    simulator.open(OVERDUE)
    simulator.expect_answer()
    message = page.locator("#pb-message-press_supplier details[open]")
    message.get_by_role("button").click()
    expect(page.locator(".sim-live")).to_have_text(WORDS["form.message_selected"]["en"])
    selected = page.evaluate("getSelection().toString()")
    assert selected.strip() == message.locator(".pb-message__body").inner_text().strip()
