"""Open futures and "what if" in the page: by keyboard, in both languages, on a desktop and on a phone."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Locator, Page, expect
from readable import check_light_and_dark, overflow, small_targets, violations
from simulator_page import LANGUAGES, Simulator, dates_of, rulebook

from playbook_sim.rendering.words import date_words

SENT = "2026-11-20"
OPEN = f"#platform=dsers_tmall&problem=wrong_item&evidence_sent_on={SENT}&today=2026-11-26"


def opened(page: Page, site_url: str, lang: str, fragment: str = OPEN) -> Simulator:
    simulator = Simulator(page, site_url, lang)
    simulator.open(fragment)
    simulator.expect_answer()
    return simulator


def future_button(simulator: Simulator, rule: str) -> Locator:
    """The button in the steps that says that a rule's future has happened."""
    title = next(r.title[simulator.lang] for r in rulebook().problems["wrong_item"].rules if r.id == rule)
    steps = simulator.page.locator("[data-part=steps]")
    # What only a screen reader hears stands apart, so browsers put a space before it.
    name = re.compile(rf"^{re.escape(simulator.word('future.choose'))} ?: {re.escape(title)}$")
    return steps.get_by_role("button", name=name)


# --- choosing a future ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_future_is_chosen_by_keyboard_and_taken_back(
    page: Page, site_url: str, complaints: list[str], lang: str
) -> None:
    simulator = opened(page, site_url, lang)
    # What day the answer is for is said once, with the first one.
    day = page.locator(".sim-other-day-text").text_content() or ""
    said = (simulator.live.text_content() or "").removeprefix(day).strip()
    future_button(simulator, "rejected").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sim-answer")).to_be_focused()
    expect(simulator.radio("claim_result", "rejected")).to_be_checked()
    expect(page).to_have_url(re.compile(r"claim_result=rejected"))
    chosen = page.locator(".sim-chosen")
    answer = f"{simulator.label('claim_result')} {label('claim_result', 'rejected', lang)}"
    expect(chosen).to_contain_text(answer)
    expect(simulator.live).to_contain_text(simulator.word("future.given", answers=answer))
    assert said
    assert said not in (simulator.live.text_content() or "")

    # The case is of another day than this: first comes the way to today's answer.
    page.keyboard.press("Tab")
    expect(simulator.button("form.use_today")).to_be_focused()
    page.keyboard.press("Tab")
    expect(simulator.button("future.take_back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(future_button(simulator, "rejected")).to_be_focused()
    expect(simulator.radio("claim_result", "rejected")).not_to_be_checked()
    expect(page).not_to_have_url(re.compile(r"claim_result"))
    expect(chosen).to_be_hidden()
    expect(simulator.live).to_contain_text(simulator.word("future.taken_back", answers=answer))
    expect(simulator.live).to_contain_text(said)
    assert complaints == []


def label(fact: str, value: str, lang: str) -> str:
    return next(known.label[lang] for known in rulebook().facts[fact].values if known.id == value)


def test_where_a_date_decides_it_is_asked_for(page: Page, site_url: str, complaints: list[str]) -> None:
    simulator = opened(page, site_url, "en")
    future_button(simulator, "refund").click()
    expect(simulator.control("verified_on")).to_be_focused()
    expect(simulator.live).to_contain_text(simulator.word("future.enter", question=simulator.label("verified_on")))
    expect(simulator.radio("remedy", "refund")).to_be_checked()
    simulator.control("verified_on").fill("2026-11-24")
    simulator.expect_dates("deadlines", dates_of("dsers_remedy", "2026-11-24", "en")[-1])
    expect(page.locator(".sim-chosen")).to_be_visible()
    # What is answered otherwise in the form is no longer what was chosen.
    simulator.pick("remedy", "reissue")
    expect(page.locator(".sim-chosen")).to_be_hidden()

    simulator.open("#platform=aliexpress&problem=real_defect&today=2026-11-26")
    simulator.expect_answer()
    page.locator("[data-part=steps] [data-ask=dispute_opened_on]").first.click()
    expect(simulator.control("dispute_opened_on")).to_be_focused()
    assert complaints == []


def test_the_fork_reads_well_on_a_phone_and_for_assistive_technology(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, site_url, "it")
    expect(page.locator(".pb-timeline__picture--narrow .pb-tl-letter")).to_have_count(3)
    assert overflow(page) == []
    assert small_targets(page, ".sim-answer") == []
    check_light_and_dark(page)


# --- what if ---


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("it", 390)])
def test_what_if_compares_and_becomes_the_case(
    page: Page, site_url: str, complaints: list[str], lang: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    simulator = opened(page, site_url, lang)
    address = page.url
    fold = page.locator(".whatif-fold")
    result = page.locator(".pb-compare")
    expect(page.locator("#whatif-which")).to_be_hidden()
    fold.locator("summary").first.click()

    # A date: both dates, and by how many days.
    page.locator("#whatif-which").select_option("evidence_sent_on")
    expect(page.locator("#whatif-evidence_sent_on")).to_have_value(SENT)
    expect(page.locator(".whatif-hint")).to_be_visible()
    page.locator("#whatif-evidence_sent_on").fill("2026-11-24")
    moved = result.locator(".pb-compare__row--moved").filter(
        has_text=rulebook().limits["dsers_verification"].label[lang]
    )
    for start in (SENT, "2026-11-24"):
        for date in dates_of("dsers_verification", start, lang):
            expect(moved).to_contain_text(date)
    later = rulebook().words["whatif.mark.later_many"][lang].replace("{n}", "")
    expect(moved.locator(".pb-mark").first).to_contain_text(later.strip())
    named = f"{simulator.label('evidence_sent_on')}: {date_words(rulebook(), lang, dt.date(2026, 11, 24))}"
    expect(simulator.live).to_contain_text(named)
    assert overflow(page) == []
    assert small_targets(page, ".sim-whatif") == []
    check_light_and_dark(page)

    # A date that contradicts another one: told at its control, and nothing is compared.
    page.locator("#whatif-evidence_sent_on").fill("2026-11-30")
    error = page.locator(".whatif-error")
    expect(error).to_contain_text(simulator.label("evidence_sent_on"))
    expect(page.locator("#whatif-evidence_sent_on")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#whatif-evidence_sent_on")).to_have_attribute(
        "aria-describedby", re.compile("whatif-.*-error")
    )
    expect(result).to_have_count(0)
    assert violations(page) == []

    # A choice, while the case itself changes beside it.
    page.locator("#whatif-which").select_option("claim_result")
    page.locator(".whatif-control").get_by_role(
        "radio", name=label("claim_result", "rejected", lang), exact=True
    ).check()
    gone = result.locator(".pb-compare__row--gone")
    expect(gone.filter(has_text=rulebook().limits["dsers_remedy"].label[lang])).to_be_visible()
    assert page.url == address, "what is tried enters no address"
    simulator.control("evidence_sent_on").fill("2026-11-23")
    expect(gone.filter(has_text=dates_of("dsers_claim_to_remedy", "2026-11-23", lang)[-1]).first).to_be_visible()
    expect(simulator.radio("claim_result", "rejected")).not_to_be_checked()

    page.locator("[data-action=take]").click()
    expect(simulator.radio("claim_result", "rejected")).to_be_checked()
    expect(page.locator("#sim-answer")).to_be_focused()
    expect(page).to_have_url(re.compile("claim_result=rejected"))
    expect(page.locator("#whatif-which")).to_be_hidden()
    simulator.button("future.take_back").click()
    expect(simulator.radio("claim_result", "rejected")).not_to_be_checked()
    assert complaints == []


def test_another_calendar_is_tried_only_where_working_days_count(page: Page, site_url: str) -> None:
    opened(page, site_url, "en")
    calendar = page.locator("#whatif-which option[value=calendar]")
    expect(calendar).to_have_count(1)
    opened(page, site_url, "en", "#platform=dsers_tmall&problem=shipment_overdue&promised_ship_date=2026-11-20")
    expect(page.locator("#whatif-which option[value=promised_ship_date]")).to_have_count(1)
    expect(calendar).to_have_count(0)


def test_what_if_by_keyboard(page: Page, site_url: str, complaints: list[str]) -> None:
    simulator = opened(page, site_url, "en")
    summary = page.locator(".whatif-fold > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#whatif-which")).to_be_focused()
    page.keyboard.type(simulator.label("claim_result"))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".pb-compare")).to_be_visible()
    # "Not yet" is what the open case supposes: nothing differs, and it says so.
    expect(page.locator(".pb-compare__sum")).to_have_text(simulator.word("whatif.nothing"))
    page.keyboard.press("ArrowDown")
    expect(page.locator(".pb-compare__sum")).not_to_have_text(simulator.word("whatif.nothing"))
    page.locator(".whatif-empty").click()
    expect(page.locator(".pb-compare")).to_have_count(0)
    expect(page.locator(".whatif-hint")).to_be_visible()
    simulator.button("whatif.close").click()
    expect(summary).to_be_focused()
    expect(page.locator("#whatif-which")).to_be_hidden()
    assert "claim_result" not in page.url
    assert complaints == []
