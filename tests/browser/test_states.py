"""Every state that the simulator can be in: it says what it is, everyone can read it, and nothing typed is lost."""

import datetime as dt
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from readable import check_light_and_dark, moving, overflow, small_targets
from simulator_page import LANGUAGES, START, Simulator, rulebook

from playbook_sim.calendars import horizon
from playbook_sim.rendering.words import date_words

LATE = "#platform=dsers_tmall&problem=shipment_overdue&promised_ship_date={start}&today={today}"
CLAIM = "#platform=dsers_tmall&problem=wrong_item&evidence_sent_on={start}&today={today}"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A case, and what the page must show for it: the words ``says`` (a key of the words) at the element ``at``."""

    name: str
    fragment: str
    at: str
    says: str


def beyond_the_horizon() -> str:
    """A claim whose count lies wholly in years that nobody has announced yet."""
    last = horizon(rulebook().calendars[rulebook().default_calendar])
    return CLAIM.format(start=last + dt.timedelta(400), today=last + dt.timedelta(410))


def across_the_horizon() -> str:
    """A claim whose count begins in a year that is known and ends in one that is not."""
    last = horizon(rulebook().calendars[rulebook().default_calendar])
    return CLAIM.format(start=last - dt.timedelta(20), today=last - dt.timedelta(10))


NOW, CORRECT = ".sim-part[data-part=now]", ".sim-correct"
STATES = [
    State(name="nothing entered", fragment="", at=".sim-hint", says="sim.hint"),
    State(name="only the platform", fragment="#platform=aliexpress", at=".sim-hint", says="sim.hint"),
    State(
        name="half entered",
        fragment="#platform=dsers_tmall&problem=shipment_overdue&supplier_pressed_on=2026-03-11&today=2026-03-12",
        at=NOW,
        says="urgency.ask",
    ),
    State(
        name="contradictory dates",
        fragment="#platform=dsers_tmall&problem=wrong_item&claim_result=verified&evidence_sent_on=2026-03-11"
        "&verified_on=2026-03-02&today=2026-03-12",
        at="#sim-verified_on-error",
        says="errors.before_other",
    ),
    State(
        name="sources silent",
        fragment="#platform=dsers_tmall&problem=wrong_item&claim_result=rejected&today=2026-11-25",
        at=NOW,
        says="urgency.silent",
    ),
    State(name="provisional date", fragment=across_the_horizon(), at=NOW, says="now.provisional"),
    State(name="horizon passed", fragment=beyond_the_horizon(), at=NOW, says="now.provisional"),
    State(
        name="overdue by a year",
        fragment=LATE.format(start="2025-11-20", today="2026-11-26"),
        at=NOW,
        says="urgency.overdue",
    ),
]


def check(page: Page) -> None:
    """Readable by everyone: by the rules of axe in both schemes, and on a phone."""
    page.set_viewport_size({"width": 1280, "height": 844})
    check_light_and_dark(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) == []
    assert small_targets(page, "#simulator") == []
    assert moving(page) == []


def opening_words(template: str) -> str:
    """The part of a sentence before its first ``{name}``."""
    return template.partition("{")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_state_of_a_case_says_what_it_is_and_is_readable(
    page: Page, site_url: str, complaints: list[str], lang: str
) -> None:
    """One page for all of them, as a reader would go from case to case: nothing of the one before may remain."""
    simulator = Simulator(page, site_url, lang)
    simulator.open(STATES[-1].fragment)
    simulator.expect_answer()
    for state in STATES:
        page.evaluate("fragment => { location.hash = fragment; }", state.fragment)
        place = page.locator(state.at)
        if state.says == "errors.before_other":
            words = {"fact": simulator.label("verified_on"), "other": simulator.label("evidence_sent_on")}
            dates = {"given": dt.date(2026, 3, 2), "date": dt.date(2026, 3, 11)}
            said = {key: date_words(rulebook(), lang, day) for key, day in dates.items()}
            expect(place).to_have_text(simulator.word(state.says, **words, **said))
            expect(page.locator(CORRECT)).to_be_visible()
            expect(simulator.parts).to_be_hidden()
        else:
            expect(place).to_contain_text(opening_words(rulebook().words[state.says][lang]))
        expect(page.locator(".sim-hint")).to_be_visible(visible=state.says == "sim.hint")
        expect(simulator.notice).to_be_hidden()
        check(page)
    assert complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_overdue_by_a_year_says_by_how_much(page: Page, site_url: str, lang: str) -> None:
    simulator = Simulator(page, site_url, lang)
    start, today = dt.date(2025, 11, 20), dt.date(2026, 11, 26)
    simulator.open(LATE.format(start=start, today=today))
    simulator.expect_answer()
    last = page.locator(".pb-date--literal time").last.get_attribute("datetime")
    days = (today - dt.date.fromisoformat(last)).days
    assert days > 300
    expect(simulator.now).to_contain_text(simulator.word("left.overdue_many", n=str(days)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_while_python_starts_and_when_it_fails_the_page_is_readable(page: Page, site_url: str, lang: str) -> None:
    held: list[Route] = []
    page.context.route(
        "**/*.wasm",
        lambda route: held.append(route) if route.request.method == "GET" else route.continue_(),
    )
    simulator = Simulator(page, site_url, lang)
    simulator.open(LATE.format(start="2026-03-10", today="2026-03-12"))
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(simulator.static("shipment_overdue").locator("li").first).to_be_visible()
    check(page)
    assert held
    page.context.route("**/*.wasm", lambda other: other.abort())
    for route in held:
        route.abort()
    expect(simulator.failed).to_be_visible(timeout=START)
    expect(simulator.static("shipment_overdue").locator("li").first).to_be_visible()
    expect(simulator.control("promised_ship_date")).to_have_value("2026-03-10")
    check(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_javascript_the_page_is_readable(browser: Browser, site_url: str, lang: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    simulator = Simulator(context.new_page(), site_url, lang)
    simulator.open()
    told = simulator.page.locator(".sim-noscript")
    expect(told).to_be_visible()
    expect(told).to_have_text(simulator.word("sim.no_script"))
    for control in simulator.page.locator("#simulator :is(button, input, select, textarea)").all():
        expect(control).to_be_hidden()
    context.close()
