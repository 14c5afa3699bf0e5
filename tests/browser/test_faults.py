"""Every way in which the start of Python can fail: it is named, nothing typed is lost, and trying again mends it.

Here the start image is missing, so that there is no other way; what happens when there is one: test_start.py.
"""

from collections.abc import Iterator

import pytest
from faulty_server import Faults, faulty
from playwright.sync_api import Page, expect
from readable import overflow, small_targets, violations
from simulator_page import LANGUAGES, START, Simulator, dates_of, rulebook

from playbook_sim.site.places import LANGUAGES as SITE_LANGUAGES
from playbook_sim.site.places import SITE
from playbook_sim.site.runtime import image, manifest, rules

DAY = "2026-03-10"
TODAY = "#platform=dsers_tmall&problem=shipment_overdue&today=2026-03-12"

LISTED = manifest.read(next((SITE / "runtime").iterdir()))
QUICK = {*image.FIRST}
# What the first answer needs; the packages on demand and the rule lab have their own tests.
NEEDED = sorted(name for name in LISTED if name not in QUICK | {rules.NAME} and not name.endswith(".whl"))
# Before these there is nothing to prove anything by.
UNPROVEN = tuple(name for name in manifest.BEFORE)
SECONDS = 1000
_COVERED = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const covers = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2)[0];
  return !document.activeElement.contains(covers);
}"""
"""Whether something lies above the middle of what the keyboard is at."""


@pytest.fixture
def faults() -> Iterator[Faults]:
    """The site on a server of its own, where Python has to start the ordinary way."""
    with faulty() as found:
        found.always[image.NAME] = "missing"
        yield found


def expect_failure(simulator: Simulator, reason: str, detail: str = "") -> None:
    """The failure is told in words, what was typed is there, and the path without dates can be read."""
    expect(simulator.failed).to_be_visible(timeout=START)
    expect(simulator.failed.locator(".sim-reason")).to_have_text(simulator.word(f"engine.failed_{reason}"))
    if detail:
        expect(simulator.failed.locator(".sim-detail")).to_contain_text(detail)
    expect_nothing_lost(simulator)


def expect_readable(page: Page) -> None:
    """For everybody. How the same box looks in the dark is seen in test_states.py."""
    assert violations(page) == []


def expect_nothing_lost(simulator: Simulator) -> None:
    expect(simulator.control("promised_ship_date")).to_have_value(DAY)
    assert f"promised_ship_date={DAY}" in simulator.page.url
    static = simulator.static("shipment_overdue")
    expect(static.locator("li").first).to_be_visible()
    expect(static).to_contain_text(rulebook().problems["shipment_overdue"].rules[0].steps[0].do[simulator.lang])


def expect_mended(simulator: Simulator) -> None:
    simulator.expect_answer()
    expect(simulator.failed).to_be_hidden()
    simulator.expect_dates("deadlines", dates_of("dsers_overdue_switch", DAY, simulator.lang)[0])


def kill_python(page: Page) -> None:
    """End the worker that Python runs in, as a browser does that needs its memory."""
    (worker,) = [one for one in page.workers if "/runtime/" in one.url]
    worker.evaluate("() => { self.close(); }")


def forget_all(page: Page) -> None:
    """Empty the browser's cache: a file that it has kept and that is sound is rightly used again."""
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")


def open_and_type(page: Page, faults: Faults, lang: str = "en") -> Simulator:
    simulator = Simulator(page, faults.url, lang)
    simulator.open(TODAY)
    simulator.control("promised_ship_date").fill(DAY)
    page.wait_for_url(f"**promised_ship_date={DAY}**")
    return simulator


@pytest.mark.parametrize(
    ("fault", "reason", "lang"),
    [
        ("missing", "missing", "en"),
        ("truncated", "damaged", "it"),
        ("wrong", "damaged", "en"),
        ("cut", "network", "it"),
    ],
)
def test_each_file_of_the_runtime_may_fail(page: Page, faults: Faults, fault: str, reason: str, lang: str) -> None:
    """One file after the other, and each time the reader tries again; in the end all are sound."""
    first, *others = NEEDED
    faults.of[first] = fault
    simulator = open_and_type(page, faults, lang)
    expect_failure(simulator, reason, first)
    expect_readable(page)
    for name in others:
        faults.of.clear()
        faults.of[name] = fault
        forget_all(page)
        simulator.button("engine.try_again").click()
        expect_failure(simulator, reason, name)
    faults.of.clear()
    simulator.button("engine.try_again").click()
    expect_mended(simulator)


@pytest.mark.parametrize("name", UNPROVEN)
def test_the_worker_itself_may_be_missing_or_cut_short(page: Page, faults: Faults, name: str) -> None:
    faults.of[name] = "truncated"
    simulator = open_and_type(page, faults)
    expect_failure(simulator, "load")
    expect_readable(page)
    faults.of[name] = "missing"
    simulator.button("engine.try_again").click()
    expect_failure(simulator, "load")
    assert faults.asked[name] > 1, "it is not taken from what the browser has kept"
    # That it starts in the end is seen above.
    faults.of[name] = "held"
    simulator.button("engine.try_again").click()
    expect(simulator.failed).to_be_hidden()


def test_a_damaged_file_that_the_browser_has_kept_is_fetched_anew_and_nobody_notices(
    page: Page, faults: Faults
) -> None:
    faults.of["library.zip"] = "wrong"
    simulator = Simulator(page, faults.url, "en")
    page.goto(f"{faults.url}en/")
    (folder,) = (SITE / "runtime").iterdir()
    address = f"/runtime/{folder.name}/library.zip"
    page.evaluate("async (address) => { await (await fetch(address)).arrayBuffer(); }", address)
    faults.of.clear()
    simulator.open(f"{TODAY}&promised_ship_date={DAY}")
    expect_mended(simulator)
    assert faults.asked["library.zip"] == 2


def test_a_slow_file_is_waited_for_and_one_that_never_comes_is_told(page: Page, faults: Faults) -> None:
    page.clock.install()
    faults.of["library.zip"] = "held"
    simulator = open_and_type(page, faults)
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.clock.fast_forward(5 * SECONDS)
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect_nothing_lost(simulator)
    expect_readable(page)
    page.clock.fast_forward(61 * SECONDS)
    expect_failure(simulator, "start_timeout")
    expect_readable(page)
    faults.of.clear()
    simulator.button("engine.try_again").click()
    expect_mended(simulator)


def test_when_the_network_is_lost_it_goes_on_by_itself_once_it_is_back(page: Page, faults: Faults) -> None:
    faults.of["library.zip"] = "cut"
    simulator = open_and_type(page, faults, "it")
    expect_failure(simulator, "network", "library.zip")
    expect_readable(page)
    page.context.set_offline(True)
    faults.of.clear()
    page.context.set_offline(False)
    expect_mended(simulator)


def test_after_a_failure_all_is_within_reach_of_the_keyboard(page: Page, faults: Faults) -> None:
    faults.of["library.zip"] = "cut"
    simulator = open_and_type(page, faults)
    expect_failure(simulator, "network")
    page.locator(".sim-answer-title").focus()
    page.keyboard.press("Tab")
    expect(simulator.button("engine.try_again")).to_be_focused()
    faults.of.clear()
    page.keyboard.press("Enter")
    expect(page.locator(".sim-answer-title")).to_be_focused()
    expect_mended(simulator)
    expect(page.locator(".sim-answer-title")).to_be_focused()
    expect(simulator.live).not_to_contain_text(simulator.word("engine.failed"))


def test_on_a_phone_the_form_says_that_there_are_no_dates_and_leads_to_why(page: Page, faults: Faults) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    faults.of["library.zip"] = "cut"
    simulator = open_and_type(page, faults, "it")
    expect_failure(simulator, "network")
    trouble = page.locator(".sim-trouble")
    expect(simulator.failed).not_to_be_in_viewport()
    # Wherever the reader is in the form, and never above what the keyboard is at.
    for field in ("promised_ship_date", "problem"):
        simulator.control(field).focus()
        expect(trouble).to_be_in_viewport(ratio=1)
        assert not page.evaluate(_COVERED), field
    assert small_targets(page, ".sim-trouble") == []
    assert overflow(page) == []
    expect_readable(page)
    said = simulator.live.text_content()
    trouble.get_by_role("button").press("Enter")
    expect(simulator.failed).to_be_focused()
    expect(simulator.failed).to_be_in_viewport(ratio=1)
    expect(trouble).to_be_hidden()
    assert simulator.live.text_content() == said, "it is announced once"
    faults.of.clear()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_mended(simulator)
    simulator.control("problem").focus()
    expect(trouble).to_be_hidden()


def test_whoever_is_inside_an_answer_that_goes_is_put_at_its_place(page: Page, faults: Faults) -> None:
    page.clock.install()
    simulator = open_and_type(page, faults)
    expect_mended(simulator)
    kill_python(page)
    faults.of["worker.js"] = "missing"
    forget_all(page)
    tick = page.locator(".sim-parts input[data-step]").first
    before = page.url
    tick.press("Space")
    page.wait_for_url(lambda url: url != before)
    page.clock.fast_forward(21 * SECONDS)
    expect_failure(simulator, "load")
    expect(page.locator(".sim-answer-title")).to_be_focused()
    expect(simulator.failed).to_be_in_viewport()
    expect(page.locator(".sim-trouble")).to_be_hidden()


def test_in_the_drills_the_keyboard_stays_where_the_failure_is_told(page: Page, faults: Faults) -> None:
    faults.of["library.zip"] = "cut"
    page.goto(f"{faults.url}en/drills/")
    engine, failed = page.locator(".sim-engine"), page.locator(".sim-failed")
    expect(failed).to_be_visible(timeout=START)
    page.locator(".dr-setup [type=submit]").press("Enter")
    expect(engine).to_be_focused()
    for fault in ("cut", None):
        faults.of["library.zip"] = fault
        page.keyboard.press("Tab")
        expect(failed.get_by_role("button")).to_be_focused()
        page.keyboard.press("Enter")
        expect(failed).to_be_visible(visible=fault is not None, timeout=START)
        if fault:
            expect(engine).to_be_focused()
    expect(page.locator(".dr-case h2")).to_be_focused(timeout=START)


def test_a_worker_that_is_killed_is_replaced(page: Page, faults: Faults) -> None:
    page.clock.install()
    simulator = open_and_type(page, faults)
    expect_mended(simulator)
    kill_python(page)
    simulator.control("promised_ship_date").fill("2026-03-09")
    page.wait_for_url("**promised_ship_date=2026-03-09**")
    # The dates that show are those of the day before: nobody is to take them for the answer.
    overdue = page.locator(".sim-overdue")
    page.clock.fast_forward(2 * SECONDS)
    expect(overdue).to_be_visible()
    expect(simulator.live).to_have_text(simulator.word("sim.overdue"))
    expect_readable(page)
    page.clock.fast_forward(20 * SECONDS)
    simulator.expect_dates("deadlines", dates_of("dsers_overdue_switch", "2026-03-09", "en")[0])
    expect(overdue).to_be_hidden()


def test_what_was_written_outlives_a_worker_that_is_killed(page: Page, faults: Faults) -> None:
    """Also when the page is loaded anew before there is an answer to the last change."""
    simulator = open_and_type(page, faults)
    expect_mended(simulator)
    notes = page.locator(".sim-saving [data-kept=notes]")
    notes.fill("half a note")
    kill_python(page)
    simulator.control("promised_ship_date").fill("2026-03-09")
    page.wait_for_url("**promised_ship_date=2026-03-09**")
    page.reload()
    simulator.expect_answer()
    expect(simulator.control("promised_ship_date")).to_have_value("2026-03-09")
    expect(notes).to_have_value("half a note")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_webassembly_the_page_says_so(page: Page, faults: Faults, lang: str) -> None:
    faults.of["worker.js"] = "no_webassembly"
    simulator = open_and_type(page, faults, lang)
    expect_failure(simulator, "unsupported")
    expect_readable(page)
    # It is the browser's setting, which a page learns of when it is loaded.
    faults.of.clear()
    forget_all(page)
    simulator.failed.get_by_role("button", name=simulator.word("engine.reload"), exact=True).press("Enter")
    expect_mended(simulator)


def test_where_the_browser_refuses_all_storage_the_rest_works(page: Page, site_url: str, complaints: list[str]) -> None:
    """Material's script asks for storage first of all, and with it would go search, menus and the dark scheme."""
    refused = "{ get() { throw new DOMException('no', 'SecurityError'); }, configurable: true }"
    names = "['localStorage', 'sessionStorage', 'indexedDB']"
    page.add_init_script(f"for (const name of {names}) Object.defineProperty(globalThis, name, {refused});")
    page.emulate_media(color_scheme="dark")
    simulator = Simulator(page, site_url, "it")
    simulator.open(f"{TODAY}&promised_ship_date={DAY}")
    expect_mended(simulator)
    order = page.locator(".sim-saving [data-kept=order]")
    order.fill("N-77")
    order.press("Enter")
    expect(page.locator(".save-reason")).to_have_text(simulator.word("cases.storage_blocked"))
    expect(order).to_have_value("N-77")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect_readable(page)
    order.blur()
    page.keyboard.press("/")
    page.keyboard.type("rimborso")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert complaints == []


def test_each_file_is_fetched_once_and_the_console_is_quiet(page: Page, faults: Faults, complaints: list[str]) -> None:
    faults.always.clear()
    simulator = open_and_type(page, faults)
    expect_mended(simulator)
    assert faults.asked == dict.fromkeys([*QUICK, *UNPROVEN], 1)
    assert [one for one in complaints if faults.url not in one] == []


def test_a_page_without_a_simulator_fetches_nothing_of_the_runtime(page: Page, faults: Faults) -> None:
    """My cases is one as long as there is none."""
    for lang in SITE_LANGUAGES:
        for place in ("", "faq/", "cases/"):
            page.goto(f"{faults.url}{lang}/{place}", wait_until="networkidle")
            expect(page.locator("h1").first).to_be_visible()
    assert faults.asked == {}
