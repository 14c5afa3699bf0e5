"""How a date came about, in the page: the months of a count, its text, and the same deadlines by another calendar."""

import datetime as dt
import re

import pytest
from oracle import Oracle
from playwright.sync_api import BrowserContext, Page, expect
from readable import check_light_and_dark, overflow, small_targets
from simulator_page import LANGUAGES, Simulator, dates_of, rulebook

from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case
from playbook_sim.rendering.by_calendar import by_calendar_words
from playbook_sim.rendering.ledger_text import all_ledgers

START, TODAY = "2026-12-04", "2026-12-05"
CLAIM = f"#platform=dsers_tmall&problem=wrong_item&evidence_sent_on={START}&today={TODAY}"
LIMIT = "dsers_verification"


def answer(start: str = START):
    facts = {"evidence_sent_on": dt.date.fromisoformat(start)}
    case = Case(platform="dsers_tmall", problem="wrong_item", facts=facts)
    return evaluate(rulebook(), case, dt.date.fromisoformat(TODAY))


def ringed(page: Page) -> list[str]:
    return page.locator(f"[data-count={LIMIT}] .pb-months [data-role]").evaluate_all(
        "days => days.map(day => day.dataset.date)"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_count_opens_stays_fresh_and_is_copied_by_keyboard_alone(
    page: Page, context: BrowserContext, site_url: str, complaints: list[str], lang: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    simulator = Simulator(page, site_url, lang)
    simulator.open(CLAIM)
    simulator.expect_answer()
    count = page.locator(f"[data-count={LIMIT}]")
    count.locator("> summary").focus()
    page.keyboard.press("Enter")
    expect(count.locator(".pb-month").first).to_be_visible()
    days = Oracle.of().dates(LIMIT, dt.date.fromisoformat(START))
    assert ringed(page) == [day.isoformat() for day in days.values()]

    copy = count.locator("[data-count-copy]")
    copy.focus()
    page.keyboard.press("Enter")
    expect(simulator.live).to_have_text(simulator.word("count.copied"))
    assert page.evaluate("navigator.clipboard.readText()") == all_ledgers(rulebook(), answer(), lang)[LIMIT]

    # Another start: what is open stays open, focus stays, and the count follows.
    later = "2026-12-03"
    page.evaluate(
        """day => {
            const input = document.querySelector("#sim-evidence_sent_on");
            input.value = day;
            input.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        later,
    )
    simulator.expect_dates("deadlines", *dates_of(LIMIT, later, lang))
    expect(count).to_have_attribute("open", "")
    expect(copy).to_be_focused()
    expect(count.locator(f"[data-date='{later}'][class*=start]")).to_have_count(1)
    days = Oracle.of().dates(LIMIT, dt.date.fromisoformat(later))
    assert ringed(page) == [day.isoformat() for day in days.values()]
    assert complaints == []


def test_where_the_clipboard_is_refused_the_text_is_selected(page: Page, site_url: str) -> None:
    page.add_init_script(
        "const writeText = () => Promise.reject(new Error('no'));"
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText } });"
    )
    simulator = Simulator(page, site_url, "en")
    simulator.open(CLAIM)
    simulator.expect_answer()
    count = page.locator(f"[data-count={LIMIT}]")
    count.locator("> summary").click()
    count.locator("[data-count-copy]").click()
    text = count.locator(".pb-count__text")
    expect(text).to_be_visible()
    expect(text).to_have_text(all_ledgers(rulebook(), answer(), "en")[LIMIT], use_inner_text=False)
    selected = page.evaluate("getSelection().toString()")
    assert selected.split() == all_ledgers(rulebook(), answer(), "en")[LIMIT].split()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_calendar_only_compares(page: Page, site_url: str, complaints: list[str], lang: str) -> None:
    simulator = Simulator(page, site_url, lang)
    simulator.open(CLAIM)
    simulator.expect_answer()
    now = simulator.now.inner_text()
    timeline = page.locator(".sim-part[data-part=timeline]").inner_text()
    cities = page.locator("#pb-city-italy")
    expect(cities).to_be_hidden()
    page.locator("[data-by-calendar][value=china]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-by-calendar][value=italy]")).to_be_focused()
    expect(simulator.live).to_have_text(by_calendar_words(rulebook(), answer(), lang, "italy"))
    cities.focus()
    cities.select_option("italy-milano")
    table = page.locator(".pb-by-calendar__table")
    for day in dates_of(LIMIT, START, lang, "italy-milano"):
        expect(table).to_contain_text(day)
    for day in dates_of(LIMIT, START, lang):
        expect(table).to_contain_text(day)
    # Milan rests on its patron saint's day, 7 December.
    expect(table).to_contain_text({"en": "Saint Ambrose", "it": "Sant’Ambrogio"}[lang])
    expect(page).to_have_url(re.compile("calendar=italy-milano"))
    assert simulator.now.inner_text() == now
    assert page.locator(".sim-part[data-part=timeline]").inner_text() == timeline
    expect(cities).to_be_focused()

    for count in page.locator("[data-count]").all():
        count.locator("> summary").click()
        expect(count.locator(".pb-month").first).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    check_light_and_dark(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) == []
    assert small_targets(page, ".sim-part[data-part=deadlines]") == []

    # The link opens with the comparison; going back to the platform's calendar ends it.
    page.reload()
    simulator.expect_answer()
    expect(table).to_contain_text(dates_of(LIMIT, START, lang, "italy-milano")[0])
    expect(cities).to_have_value("italy-milano")
    page.locator("[data-by-calendar][value=china]").check()
    expect(table).to_have_count(0)
    expect(page).not_to_have_url(re.compile("calendar="))
    assert complaints == []


def test_paper_has_the_counts_that_are_open(page: Page, site_url: str) -> None:
    simulator = Simulator(page, site_url, "en")
    simulator.open(CLAIM)
    simulator.expect_answer()
    count = page.locator(f"[data-count={LIMIT}]")
    count.locator("> summary").click()
    expect(count.locator(".pb-month").first).to_be_visible()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(count.locator(".pb-month").first).to_be_visible()
    expect(count.locator("[data-count-copy]")).to_be_hidden()
    expect(page.locator(".pb-by-calendar")).to_be_hidden()
