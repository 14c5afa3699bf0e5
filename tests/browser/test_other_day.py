"""An answer read on another day than it was worked out for, and last days by the reader's own clock."""

import datetime as dt

import pytest
from oracle import Oracle
from playwright.sync_api import Browser, expect
from readable import check_light_and_dark, overflow, small_targets
from simulator_page import LANGUAGES, Simulator, rulebook

from playbook_sim.rendering.words import date_words, full_date

DAY = dt.timedelta(days=1)
OPENED = dt.date(2026, 11, 23)
FACTS = f"dispute_opened_on={OPENED}&dispute_answered_on={OPENED + DAY}&proof_sent_on={OPENED + DAY}"
CASE = f"#platform=aliexpress&problem=signed_but_disputed&logistics_used=offline&{FACTS}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_for_another_day_says_so_and_leads_to_today(browser: Browser, site_url: str, lang: str) -> None:
    strict, literal = Oracle.of().dates("ae_settle", OPENED, None).values()
    sent, real = OPENED + 4 * DAY, literal + DAY
    context = browser.new_context(timezone_id="Europe/Rome")
    page = context.new_page()
    page.clock.set_fixed_time(f"{real}T09:00:00Z")
    simulator = Simulator(page, site_url, lang)
    strip, told = page.locator(".sim-other-day"), page.locator(".sim-other-day-text")

    def said(key: str, day: dt.date) -> str:
        words = {"day": full_date(rulebook(), lang, day), "real": full_date(rulebook(), lang, real)}
        return simulator.word(key, **words)

    simulator.open(f"{CASE}&today={sent}")
    simulator.expect_answer()
    expect(told).to_have_text(said("form.other_day", sent))
    expect(simulator.live).to_contain_text(said("form.other_day", sent))
    expect(simulator.now).to_contain_text(date_words(rulebook(), lang, strict))
    # What newer guides say stands there with its own day, and a last day with the reader's hour.
    outside = rulebook().limits["ae_settle"].outside
    expect(simulator.now).to_contain_text(date_words(rulebook(), lang, OPENED + outside.amount * DAY))
    end = simulator.word("sim.moment", time="17:00", day=full_date(rulebook(), lang, literal))
    expect(simulator.now.locator("[data-day-end]")).to_have_text(simulator.word("sim.day_end", moment=end))

    page.emulate_media(media="print")
    expect(told).to_be_visible()
    expect(strip.get_by_role("button")).to_be_hidden()
    page.emulate_media(media="screen")
    check_light_and_dark(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) == []
    assert small_targets(page, ".sim-other-day") == []

    # Told once: what is said next is about what has changed.
    simulator.control("dispute_answered_on").fill(str(OPENED + 2 * DAY))
    expect(simulator.live).not_to_contain_text(said("form.other_day", sent))
    expect(strip).to_be_visible()

    strip.get_by_role("button", name=simulator.word("form.use_today")).press("Enter")
    expect(strip).to_be_hidden()
    expect(page.locator("#sim-answer")).to_be_focused()
    expect(simulator.control("today")).to_have_value(str(real))
    expect(simulator.control("dispute_answered_on")).to_have_value(str(OPENED + 2 * DAY))
    expect(simulator.now).to_contain_text(simulator.word("urgency.overdue"))
    expect(simulator.now.locator("[data-day-end]")).to_have_count(0)

    ahead = real + 5 * DAY
    simulator.control("today").fill(str(ahead))
    expect(told).to_have_text(said("form.other_day_chosen", ahead))
    context.close()
