"""Without a network after the first visit; a new version is announced, and never mixed with the old one."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from deployments import KEEPING, NEWER, Host, Reader, newer, no_longer_kept
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from readable import check_light_and_dark, overflow, small_targets
from simulator_page import START, Simulator, dates_of, rulebook

from playbook_sim.site.offline.app import NAME as APP
from playbook_sim.site.static_server import served

CASE = "#platform=dsers_tmall&problem=shipment_overdue&promised_ship_date=2026-03-10&today=2026-03-12"
SHIP, SHIP_LIMIT = "promised_ship_date", "dsers_overdue_switch"

type Visit = Callable[..., BrowserContext]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Browsers of readers, which may keep what they like unless told otherwise; ``script`` runs before each page."""
    contexts: list[BrowserContext] = []

    def new(script: str = "", **options: object) -> BrowserContext:
        context = browser.new_context(**{"service_workers": "allow", "locale": "en-GB"} | options)
        if script:
            context.add_init_script(script)
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def newer_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The version that is deployed after the one that the build wrote."""
    return newer(tmp_path_factory.mktemp("newer") / "site")


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path / "deployed")


@pytest.fixture
def host_url(host: Host) -> Iterator[str]:
    with served(host.directory) as url:
        yield url


def _reader(page: Page, lang: str = "en") -> Reader:
    return Reader(page, rulebook(), lang)


def test_the_second_visit_needs_no_network_in_either_language(visit: Visit, site_url: str) -> None:
    context = visit()
    page = context.new_page()
    page.goto(f"{site_url}en/faq/")
    reader = _reader(page)
    reader.expect_kept()
    quiet = page.locator(".pb-site__quiet")
    expect(quiet).to_have_text(reader.word("offline.ready", languages="English, Italiano"))
    check_light_and_dark(page)

    context.set_offline(True)
    simulator = Simulator(page, site_url, "en")
    simulator.open(CASE)
    simulator.expect_answer()
    page.locator(".pb-languages a").click()
    simulator = simulator.in_language("it")
    simulator.expect_answer()
    expect(simulator.control(SHIP)).to_have_value("2026-03-10")
    page.goto(f"{site_url}it/cases/")
    expect(page.locator("#saved-cases")).to_be_visible()
    page.goto(f"{site_url}it/")
    page.locator("[data-md-component=search-query]").fill("dogana")
    expect(page.locator(".md-search-result__link").first).to_be_visible()

    page.goto(f"{site_url}it/no-such-page/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("non è sul tuo dispositivo")
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) == []
    assert small_targets(page, "body") == []
    check_light_and_dark(page)
    # A link that is being followed when the network returns still leads where it led.
    page.get_by_role("link", name="Manuale").evaluate("(link) => { link.click(); dispatchEvent(new Event('online')); }")
    expect(page).to_have_url(f"{site_url}it/handbook/")


def test_a_language_that_is_not_kept_says_so_and_offers_the_one_that_is(visit: Visit, site_url: str) -> None:
    context = visit("Object.defineProperty(navigator, 'connection', {value: {saveData: true}});")
    page = context.new_page()
    page.goto(f"{site_url}en/faq/")
    reader = _reader(page)
    expect(reader.foot).to_contain_text("English, Italiano (")
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) == []
    assert small_targets(page, ".pb-offline") == []
    check_light_and_dark(page)
    # The Italian pages come when those of the page being read are there: until then they cannot.
    context.route("**/it/**", lambda route: route.abort())
    page.get_by_role("button", name=reader.word("offline.keep")).press("Enter")
    ready = reader.word("offline.ready", languages="English")
    failed = reader.word("offline.failed", languages="Italiano")
    expect(page.locator(".pb-offline__says")).to_have_text(f"{ready} {failed}", timeout=KEEPING)

    context.set_offline(True)
    page.goto(f"{site_url}it/faq/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("non è sul tuo dispositivo")
    expect(page.get_by_role("link", name="Manuale")).to_be_hidden()
    page.get_by_role("link", name="Handbook").click()
    expect(page).to_have_url(f"{site_url}en/handbook/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_new_version_waits_for_a_click_and_takes_all_tabs_along(
    visit: Visit, host: Host, host_url: str, newer_site: Path
) -> None:
    context = visit()
    reading, typing = context.new_page(), context.new_page()
    reading.goto(f"{host_url}en/faq/")
    reader = _reader(reading)
    reader.expect_kept()
    simulator = Simulator(typing, host_url, "en")

    # Deployed while the reader is offline: the version before works on, though the host has it no more.
    context.set_offline(True)
    host.deploy(newer_site)
    reading.reload()
    reader.expect_kept()
    context.set_offline(False)
    simulator.open(CASE)
    simulator.expect_answer()
    assert not typing.title().startswith(NEWER)
    reader.look_for_newer()
    for page in (reading, typing):
        expect(_reader(page).news).to_have_text(reader.word("offline.update"), timeout=KEEPING)
    reading.set_viewport_size({"width": 390, "height": 844})
    assert overflow(reading) == []
    assert small_targets(reading, ".pb-site") == []
    check_light_and_dark(reading)
    expect_bar_in_sight(reading, reader.word("offline.later"))
    reading.reload()
    assert not reading.title().startswith(NEWER)

    # What is being typed is not thrown away: that tab stays old as a whole, and says so.
    simulator.control(SHIP).fill("2026-03-11")
    simulator.expect_dates("deadlines", *dates_of(SHIP_LIMIT, "2026-03-11", "en"))
    title = reading.title()
    reading.get_by_role("button", name=reader.word("offline.reload")).press("Enter")
    expect(reading).to_have_title(f"{NEWER}{title}")
    expect(_reader(typing).news).to_have_text(reader.word("offline.old"))
    assert not typing.title().startswith(NEWER)
    assert typing.evaluate("() => fetch('../ask.json').then(() => 'came', () => 'refused')") == "refused"
    simulator.control(SHIP).fill("2026-03-10")
    simulator.expect_dates("deadlines", *dates_of(SHIP_LIMIT, "2026-03-10", "en"))

    typing.get_by_role("button", name=reader.word("offline.reload")).click()
    simulator.expect_answer()
    assert typing.title().startswith(NEWER)
    expect(simulator.control(SHIP)).to_have_value("2026-03-10")
    context.set_offline(True)
    typing.reload()
    simulator.expect_answer()


def expect_bar_in_sight(page: Page, later: str) -> None:
    """The bar stays in sight while the reader scrolls, above nothing that they are led to, until they put it off."""
    bar = page.locator(".pb-site__bar")
    page.evaluate("() => { scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }); }")
    expect(bar).to_be_in_viewport(ratio=1)
    target = page.locator(".md-content h2[id]").nth(1)
    page.evaluate("(id) => { location.hash = id; }", target.get_attribute("id"))
    expect(target).to_be_in_viewport(ratio=1)
    below, above = target.bounding_box(), bar.bounding_box()
    assert below
    assert above
    assert below["y"] >= above["y"] + above["height"]
    marked = page.locator(".md-sidebar--secondary .md-nav__link--active")
    expect(marked).to_have_attribute("href", re.compile(f"#{target.get_attribute('id')}$"))
    page.get_by_role("button", name=later).press("Enter")
    expect(bar).not_to_be_in_viewport()
    expect(target).to_be_in_viewport()
    expect(page.locator(".pb-site__act")).to_be_focused()


def test_where_the_site_is_no_longer_kept_no_page_of_before_stays(
    visit: Visit, host: Host, host_url: str, tmp_path: Path
) -> None:
    page = visit().new_page()
    page.goto(f"{host_url}en/faq/")
    _reader(page).expect_kept()
    title = page.title()
    host.deploy(no_longer_kept(tmp_path / "served"))
    page.reload()
    expect(page).to_have_title(f"{NEWER}{title}", timeout=15_000)
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    assert page.evaluate("async () => (await caches.keys()).length") == 0


def test_a_page_whose_runtime_has_gone_says_that_there_is_a_newer_version(
    visit: Visit, host: Host, host_url: str, newer_site: Path
) -> None:
    def deploy_first(route: Route) -> None:
        host.deploy(newer_site)
        route.continue_()

    page = visit(service_workers="block").new_page()
    page.route("**/worker.js", deploy_first, times=1)
    simulator = Simulator(page, host_url, "it")
    simulator.open(CASE)
    expect(simulator.failed).to_contain_text(simulator.word("engine.failed_replaced"), timeout=START)
    check_light_and_dark(page)
    simulator.control(SHIP).fill("2026-03-11")
    again = simulator.failed.get_by_role("button")
    expect(again).to_have_text(simulator.word("engine.reload"))
    again.press("Enter")
    simulator.expect_answer()
    assert page.title().startswith(NEWER)
    expect(simulator.control(SHIP)).to_have_value("2026-03-11")


def test_without_a_service_worker_all_is_as_before_and_the_foot_says_so(visit: Visit, site_url: str) -> None:
    complaints: list[str] = []
    refusal = "() => Promise.reject(new DOMException('no', 'SecurityError'))"
    context = visit(f"if (self.ServiceWorkerContainer) ServiceWorkerContainer.prototype.register = {refusal};")
    context.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    page = context.new_page()
    page.goto(f"{site_url}it/faq/")
    expect(page.locator(".pb-offline__says")).to_have_text(_reader(page, "it").word("offline.refused"))
    assert complaints == []


def test_without_room_the_site_works_with_the_network_and_never_stays_old(
    visit: Visit, host: Host, host_url: str, newer_site: Path
) -> None:
    context = visit()
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    room = {"origin": host_url.rstrip("/"), "quotaSize": 1_000_000}
    devtools.send("Storage.overrideQuotaForOrigin", room)
    page.goto(f"{host_url}en/faq/")
    reader = _reader(page)
    said = page.locator(".pb-offline__says")
    expect(said).to_have_text(reader.word("offline.failed", languages="English, Italiano"), timeout=KEEPING)
    devtools.send("Storage.overrideQuotaForOrigin", room | {"quotaSize": 100_000_000})
    page.get_by_role("button", name=reader.word("offline.try_again")).click()
    reader.expect_kept()

    used = page.evaluate("async () => (await navigator.storage.estimate()).usage")
    devtools.send("Storage.overrideQuotaForOrigin", room | {"quotaSize": used + 100_000})
    host.deploy(newer_site)
    reader.look_for_newer()
    expect(reader.news).to_have_text(reader.word("offline.stuck"), timeout=KEEPING)
    title = page.title()
    page.get_by_role("button", name=reader.word("offline.use_anyway")).click()
    expect(page).to_have_title(f"{NEWER}{title}")


@pytest.mark.parametrize("lang", ["en", "it"])
def test_a_browser_offers_to_install_it(visit: Visit, site_url: str, lang: str) -> None:
    context = visit()
    page = context.new_page()
    page.goto(f"{site_url}{lang}/simulator/")
    devtools = context.new_cdp_session(page)
    found = devtools.send("Page.getAppManifest")
    assert (found["url"], found["errors"]) == (f"{site_url}{lang}/{APP}", [])
    errors = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # The contexts of tests are private windows, in which nothing can be installed.
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []
