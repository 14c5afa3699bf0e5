"""The simulator's page when something is missing: Python, JavaScript, a server of its own, a reload, a screen."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, Worker, expect
from simulator_page import LANGUAGES, Simulator, dates_of, rulebook

from playbook_sim.site.places import SITE
from playbook_sim.site.static_server import served

OVERDUE = "#platform=dsers_tmall&problem=shipment_overdue&promised_ship_date=2026-03-10&today=2026-03-12"
DATE = {lang: dates_of("dsers_overdue_switch", "2026-03-10", lang)[0] for lang in LANGUAGES}


@pytest.fixture
def own_copy(tmp_path: Path) -> Path:
    """A copy of the built site that a test may damage."""
    return shutil.copytree(SITE, tmp_path / "site")


# --- the engine ---


BROKEN_WORKER = """
postMessage(JSON.stringify({event: "ready", version: "1.0.0"}));
onmessage = ({data}) => {
    const {id} = JSON.parse(data);
    postMessage(JSON.stringify({id, error: {code: "internal", message: "<b>Boom</b>"}}));
};
"""


def test_a_mistake_of_ours_is_told_as_one_and_trying_again_begins_afresh(page: Page, own_copy: Path) -> None:
    (worker,) = own_copy.glob("runtime/*/worker.js")
    good = worker.read_text(encoding="utf-8")
    worker.write_text(BROKEN_WORKER, encoding="utf-8")
    with served(own_copy) as url:
        simulator = Simulator(page, url, "en")
        simulator.open(OVERDUE)
        expect(simulator.failed).to_contain_text(simulator.word("engine.failed_answer"))
        expect(simulator.failed).to_contain_text(simulator.word("engine.detail", message="<b>Boom</b>"))
        expect(simulator.static("shipment_overdue").locator("li").first).to_be_visible()
        worker.write_text(good, encoding="utf-8")
        simulator.button("engine.try_again").click()
        simulator.expect_answer()
        expect(simulator.failed).to_be_hidden()


# It asks in orders of its own, which are not that of the page.
ASKING_WORKER = """
postMessage(JSON.stringify({event: "ready", version: "1.0.0"}));
onmessage = ({data}) => {
    const {id, params} = JSON.parse(data);
    const first = ["remedy", "evidence_sent_on", "claim_result"];
    const then = ["evidence_sent_on", "claim_result", "remedy"];
    const questions = params.facts.claim_result ? then : first;
    postMessage(JSON.stringify({id, result: {questions, html: {now: "<p>Asked</p>"}, announcement: "Asked"}}));
};
"""


def test_the_questions_come_in_the_order_of_the_answer_and_focus_stays(page: Page, own_copy: Path) -> None:
    (worker,) = own_copy.glob("runtime/*/worker.js")
    worker.write_text(ASKING_WORKER, encoding="utf-8")
    facts = page.locator(".sim-fact:visible")
    with served(own_copy) as url:
        simulator = Simulator(page, url, "en")
        simulator.open()
        simulator.choose("wrong_item")
        simulator.expect_answer()
        for place, fact in enumerate(["remedy", "evidence_sent_on", "claim_result"]):
            expect(facts.nth(place)).to_have_attribute("data-fact", fact)
        simulator.radio("claim_result", "verified").focus()
        page.keyboard.press("Space")
        for place, fact in enumerate(["evidence_sent_on", "claim_result", "remedy"]):
            expect(facts.nth(place)).to_have_attribute("data-fact", fact)
        expect(simulator.radio("claim_result", "verified")).to_be_focused()


def test_while_the_engine_starts_the_form_works_and_the_path_is_readable(page: Page, site_url: str) -> None:
    held: list[Route] = []
    page.context.route(
        "**/*.wasm",
        lambda route: held.append(route) if route.request.method == "GET" else route.continue_(),
    )
    simulator = Simulator(page, site_url, "en")
    simulator.open()
    progress = page.get_by_role("progressbar", name=simulator.word("engine.runtime"))
    expect(progress).to_be_visible()
    simulator.choose("shipment_overdue")
    expect(simulator.static("shipment_overdue").locator("li").first).to_be_visible()
    expect(simulator.static("no_stock")).to_be_hidden()
    simulator.control("promised_ship_date").fill("2026-03-10")
    simulator.control("today").fill("2026-03-12")
    page.wait_for_url("**promised_ship_date=2026-03-10&today=2026-03-12**")
    expect(simulator.parts).to_be_hidden()
    assert held
    for route in held:
        route.continue_()
    simulator.expect_answer()
    simulator.expect_dates("deadlines", DATE["en"])
    expect(progress).to_be_hidden()
    # Whatever looks through the page, a style or a script, need not look through these.
    expect(page.locator(".sim-static")).to_have_count(0)


def test_python_starts_before_the_scripts_that_talk_to_it_have_come(page: Page, site_url: str) -> None:
    held: list[Route] = []
    page.route("**/assets/javascripts/simulator.js", lambda route: held.append(route))
    workers: list[Worker] = []
    page.on("worker", lambda worker: workers.append(worker) if "/runtime/" in worker.url else None)
    simulator = Simulator(page, site_url, "en")
    with page.context.expect_event("response", lambda response: response.url.endswith("/memory.wasm")) as fetched:
        page.goto(f"{site_url}en/simulator/{OVERDUE}", wait_until="commit")
    fetched.value.finished()
    page.wait_for_timeout(500)  # Python says that it is ready, and nobody is there to hear it yet
    held[0].continue_()
    simulator.expect_answer()
    assert len(workers) == 1


def test_a_worker_that_has_failed_before_the_scripts_came_is_told_of(page: Page, site_url: str) -> None:
    held: list[Route] = []
    page.route("**/assets/javascripts/simulator.js", lambda route: held.append(route))
    page.context.route("**/runtime/*/files.js*", lambda route: route.abort())
    simulator = Simulator(page, site_url, "en")
    with page.expect_request("**/assets/javascripts/simulator.js"):
        page.goto(f"{site_url}en/simulator/{OVERDUE}", wait_until="commit")
    page.wait_for_timeout(500)
    held[0].continue_()
    expect(page.locator(".sim-failed")).to_be_visible()
    expect(simulator.static("shipment_overdue").locator("li").first).to_be_visible()


def test_the_answer_does_not_wait_for_the_script_of_the_theme(page: Page, site_url: str) -> None:
    held: list[Route] = []
    page.route("**/bundle.*.js", lambda route: held.append(route))
    simulator = Simulator(page, site_url, "en")
    page.goto(f"{site_url}en/simulator/{OVERDUE}", wait_until="commit")
    simulator.expect_answer()
    simulator.control("today").fill("2026-03-13")
    page.wait_for_url("**today=2026-03-13**", wait_until="commit")
    held[0].continue_()
    page.wait_for_load_state()
    simulator.expect_answer()


def test_what_keeps_the_site_may_come_after_the_answer(page: Page, site_url: str) -> None:
    """It looks for its own line in the page, and takes nothing in an answer for that: it would load the page anew."""
    held: list[Route] = []
    page.route("**/offline/display.js", lambda route: held.append(route))
    simulator = Simulator(page, site_url, "en")
    simulator.open("#platform=dsers_tmall&problem=wrong_item&evidence_sent_on=2026-03-10&today=2026-03-12")
    simulator.expect_answer()
    page.evaluate("globalThis.theSame = true")
    assert held
    for route in held:
        route.continue_()
    expect(page.locator(".pb-offline__says")).to_have_text(simulator.word("offline.refused"))
    assert page.evaluate("globalThis.theSame")


# --- without JavaScript ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_javascript_every_path_can_be_read(browser: Browser, site_url: str, lang: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    simulator = Simulator(context.new_page(), site_url, lang)
    simulator.open()
    told = simulator.page.locator(".sim-noscript")
    expect(told).to_be_visible()
    expect(told).to_have_text(simulator.word("sim.no_script"))
    expect(simulator.page.locator(".sim-form")).to_be_hidden()
    for problem in rulebook().problems.values():
        static = simulator.static(problem.id)
        static.locator("summary").first.click()
        expect(static.locator("li").first).to_be_visible()
        for step in problem.rules[0].steps:
            expect(static).to_contain_text(step.do[lang])
    simulator.page.locator(".md-header a[hreflang]").click()
    expect(simulator.page).to_have_url(simulator.in_language({"en": "it", "it": "en"}[lang]).url)
    context.close()


@pytest.mark.parametrize("place", ["simulator", "cases", "drills"])
def test_while_the_scripts_are_on_their_way_nobody_says_that_javascript_is_off(
    page: Page, site_url: str, place: str
) -> None:
    """On a weak network that takes seconds, and a reader who believes it goes to change the browser's settings."""
    page.route("**/assets/javascripts/**", lambda route: route.abort())
    page.goto(f"{site_url}en/{place}/")
    expect(page.locator("html")).to_have_class(re.compile("no-js"))
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text("JavaScript").filter(visible=True)).to_have_count(0)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("missing", ["**/simulator.js", "**/shared-*.js"])
def test_if_the_script_does_not_arrive_that_is_said_and_every_path_can_be_read(
    page: Page, site_url: str, lang: str, missing: str
) -> None:
    page.route(missing, lambda route: route.abort())
    simulator = Simulator(page, site_url, lang)
    simulator.open(OVERDUE)
    failed = page.locator(".sim-failed")
    expect(failed).to_be_visible()
    expect(failed.locator(".sim-reason")).to_have_text(simulator.word("engine.failed_load"))
    expect(simulator.static("shipment_overdue").locator("li").first).to_be_visible()
    simulator.static("no_stock").locator("summary").first.click()
    expect(simulator.static("no_stock").locator("li").first).to_be_visible()
    page.unroute(missing)
    failed.get_by_role("button", name=simulator.word("engine.reload")).click()
    simulator.expect_answer()
    expect(failed).to_be_hidden()


def test_if_the_script_is_late_every_path_can_be_read_meanwhile(page: Page, site_url: str) -> None:
    held: list[Route] = []
    page.route("**/assets/javascripts/simulator.js", lambda route: held.append(route))
    simulator = Simulator(page, site_url, "en")
    page.goto(f"{site_url}en/simulator/{OVERDUE}", wait_until="commit")
    expect(simulator.static("shipment_overdue").locator("li").first).to_be_visible()
    expect(page.locator(".sim-failed")).to_be_hidden()
    held[0].continue_()
    simulator.expect_answer()
    expect(page.locator(".sim-static")).to_have_count(0)


# --- wherever the site lies, however the page is reached ---


def test_the_site_works_below_a_path(page: Page, tmp_path: Path, complaints: list[str]) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "shop").symlink_to(SITE, target_is_directory=True)
    with served(tmp_path) as url:
        simulator = Simulator(page, f"{url}deep/shop/", "en")
        simulator.open(OVERDUE)
        simulator.expect_answer()
        page.locator(".md-header a[hreflang=it]").click()
        italian = simulator.in_language("it")
        italian.expect_answer()
        italian.expect_dates("deadlines", DATE["it"])
        expect(page).to_have_url(f"{italian.url}{OVERDUE}&v={rulebook().version}")
    assert [one for one in complaints if url not in one] == []


@pytest.mark.usefixtures("instant")
def test_the_simulator_lives_through_navigation_without_reload(
    page: Page, site_url: str, complaints: list[str]
) -> None:
    simulator = Simulator(page, site_url, "en")
    page.goto(f"{site_url}en/")
    page.evaluate("window.sameDocument = true")
    page.locator(".md-tabs").get_by_role("link", name="Simulator").click()
    simulator.choose("shipment_overdue")
    simulator.control("promised_ship_date").fill("2026-03-10")
    simulator.control("today").fill("2026-03-12")
    simulator.expect_answer()
    simulator.expect_dates("deadlines", DATE["en"])
    page.wait_for_url("**today=2026-03-12**")

    simulator.choose("customs_hold")
    expect(simulator.field("dsers_reminder")).to_be_visible()
    page.go_back()
    expect(simulator.control("promised_ship_date")).to_have_value("2026-03-10")
    simulator.expect_dates("deadlines", DATE["en"])

    # A link from the page to another case of its own.
    page.evaluate(
        """() => {
            const link = document.querySelector("article").appendChild(document.createElement("a"));
            link.href = "./#platform=dsers_tmall&problem=oversized";
            link.textContent = "Another case";
        }"""
    )
    page.get_by_role("link", name="Another case").click()
    expect(simulator.problem).to_have_value("oversized")
    page.go_back()
    simulator.expect_dates("deadlines", DATE["en"])

    page.locator(".md-tabs").get_by_role("link", name="FAQ").click()
    expect(page.locator("#simulator")).to_have_count(0)
    page.go_back()
    simulator.expect_dates("deadlines", DATE["en"])
    page.locator(".md-header a[hreflang=it]").hover()
    page.locator(".md-header a[hreflang=it]").focus()
    assert page.evaluate("window.sameDocument") is True
    page.keyboard.press("Enter")
    italian = simulator.in_language("it")
    italian.expect_answer()
    italian.expect_dates("deadlines", DATE["it"])
    assert complaints == []


@pytest.mark.usefixtures("instant")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_from_the_page_of_a_problem_the_simulator_starts_without_reload_and_not_before(
    page: Page, site_url: str, complaints: list[str], lang: str
) -> None:
    simulator = Simulator(page, site_url, lang)
    runtime: list[str] = []
    page.on("request", lambda request: "/runtime/" in request.url and runtime.append(request.url))
    page.goto(f"{site_url}{lang}/handbook/before-shipment/shipment-overdue/", wait_until="networkidle")
    page.evaluate("window.sameDocument = true")
    assert runtime == []
    page.locator(".md-content a.md-button[href*='simulator/#']").first.click()
    expect(simulator.problem).to_have_value("shipment_overdue")
    simulator.control("promised_ship_date").fill("2026-03-10")
    simulator.expect_answer()
    simulator.expect_dates("deadlines", DATE[lang])
    assert page.evaluate("window.sameDocument")
    assert runtime != []
    assert complaints == []


@pytest.mark.usefixtures("instant")
def test_going_back_to_another_case_does_not_fetch_the_page_again(page: Page, site_url: str) -> None:
    simulator = Simulator(page, site_url, "en")
    with page.expect_response("**/sitemap.xml"):
        simulator.open(OVERDUE)
    simulator.expect_answer()
    simulator.choose("customs_hold")
    expect(simulator.field("dsers_reminder")).to_be_visible()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.go_back()
    simulator.expect_dates("deadlines", DATE["en"])
    simulator.choose("customs_hold")
    expect(simulator.field("dsers_reminder")).to_be_visible()
    assert simulator.url not in fetched


@pytest.mark.usefixtures("instant")
def test_the_switch_follows_navigation_without_reload(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}en/")
    page.locator(".md-tabs").get_by_role("link", name="FAQ").click()
    expect(page).to_have_url(f"{site_url}en/faq/")
    page.locator(".md-header a[hreflang=it]").click()
    expect(page).to_have_url(f"{site_url}it/faq/")


# --- whose day it is ---


def test_near_midnight_the_page_says_in_whose_day_it_counts(browser: Browser, site_url: str) -> None:
    context = browser.new_context(timezone_id="America/Los_Angeles")
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-21T20:00:00Z")
    simulator = Simulator(page, site_url, "en")
    simulator.open()
    expect(simulator.control("today")).to_have_value("2026-11-22")
    words = {"china": "Sunday 22 November 2026", "local": "Saturday 21 November 2026"}
    expect(page.locator(".sim-today-differs")).to_have_text(simulator.word("form.today_differs", **words))
    expect(simulator.button("form.today_reset")).to_be_hidden()
    simulator.control("today").fill("2026-12-24")
    simulator.button("form.today_reset").click()
    expect(simulator.control("today")).to_have_value("2026-11-22")
    context.close()


def test_a_day_that_is_not_yet_the_readers_is_said_at_the_head_of_the_answer_too(
    browser: Browser, site_url: str
) -> None:
    context = browser.new_context(timezone_id="Europe/Rome")
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-27T18:30:00Z")
    simulator = Simulator(page, site_url, "it")
    simulator.open("#platform=dsers_tmall&problem=shipment_overdue&promised_ship_date=2026-11-20")
    simulator.expect_answer()
    words = {"china": "sabato 28 novembre 2026", "local": "venerdì 27 novembre 2026"}
    head = page.locator(".sim-other-day")
    expect(head.locator("p")).to_have_text(simulator.word("form.today_differs", **words))
    expect(head).to_be_in_viewport()
    expect(head.locator("button")).to_be_hidden()
    simulator.control("today").fill("2026-11-25")
    expect(head.locator("button")).to_be_visible()
    context.close()


def test_where_no_platform_counts_today_is_the_readers_own(browser: Browser, site_url: str) -> None:
    context = browser.new_context(timezone_id="America/New_York")
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-27T17:00:00Z")
    simulator = Simulator(page, site_url, "en")
    complaint = "platform=any&problem=complaint&complaint_received_on=2026-11-27&own_reply_target=0"
    simulator.open(f"#{complaint}")
    simulator.expect_answer()
    expect(simulator.control("today")).to_have_value("2026-11-27")
    expect(simulator.now).to_contain_text(rulebook().words["urgency.today"]["en"])
    expect(page.locator(".sim-today-differs")).to_be_hidden()
    assert "today=" not in page.url
    # Another problem has another's days; a day that was chosen stays.
    page.locator("[data-field=platform] input[value=dsers_tmall]").check()
    expect(simulator.control("today")).to_have_value("2026-11-28")
    simulator.control("today").fill("2026-12-24")
    page.locator("[data-field=platform] input[value=any]").check()
    expect(simulator.control("today")).to_have_value("2026-12-24")
    context.close()


# What of a form can be seen at the lower edge of the window, and what lies over any of it.
COVERED = """() => {
  const found = [];
  const button = document.querySelector("[data-action=see_answer]");
  for (const part of document.querySelectorAll(".sim-form :is(label, legend, input, select, button)")) {
    if (part === button || !part.checkVisibility()) continue;
    window.scrollTo(0, 0);
    part.scrollIntoView({ block: "nearest", behavior: "instant" });
    const [box, over] = [part.getBoundingClientRect(), button.getBoundingClientRect()];
    const beside = box.right > over.left && box.left < over.right;
    if (beside && box.bottom > over.top + 1 && box.top < over.bottom - 1) found.push(part.textContent || part.name);
  }
  return found;
}"""
MANY_QUESTIONS = "#platform=any&problem=complaint&complaint_received_on=2026-11-20&own_reply_target=2"


@pytest.mark.parametrize("lang", ["en", "it"])
@pytest.mark.parametrize(
    ("width", "height", "scale"), [(1280, 800, 1), (640, 400, 2), (640, 1000, 2), (390, 844, 1), (320, 256, 4)]
)
def test_the_way_to_the_answer_covers_nothing_of_the_form(
    browser: Browser, site_url: str, lang: str, width: int, height: int, scale: float
) -> None:
    """Whatever is scrolled to, by hand or by the keyboard, is seen whole; nothing is cut off beside the button."""
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=scale)
    page = context.new_page()
    simulator = Simulator(page, site_url, lang)
    simulator.open(MANY_QUESTIONS)
    simulator.expect_answer()
    assert page.evaluate(COVERED) == []
    button = simulator.button("form.see_answer")
    form = page.locator(".sim-form").bounding_box()
    assert form
    if height < 480:
        assert button.evaluate("button => getComputedStyle(button).position") == "static"
    elif width < 960:
        over = button.bounding_box()
        assert over
        assert (round(over["x"]), round(over["width"])) == (round(form["x"]), round(form["width"]))
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#sim-answer-title, .sim-answer-title").first).to_be_focused()
    else:
        expect(button).to_be_hidden()
    context.close()


def test_a_page_left_open_over_midnight_moves_on_unless_the_reader_chose_the_day(page: Page, site_url: str) -> None:
    page.clock.set_fixed_time("2026-11-22T15:59:00Z")
    simulator = Simulator(page, site_url, "en")
    simulator.open()
    expect(simulator.control("today")).to_have_value("2026-11-22")
    page.clock.set_fixed_time("2026-11-22T16:01:00Z")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(simulator.control("today")).to_have_value("2026-11-23")
    simulator.control("today").fill("2026-12-24")
    page.clock.set_fixed_time("2026-11-23T16:01:00Z")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(simulator.button("form.today_reset")).to_be_visible()
    expect(simulator.control("today")).to_have_value("2026-12-24")


def test_a_page_that_is_looked_at_over_midnight_moves_on_by_itself(page: Page, site_url: str) -> None:
    page.clock.install(time="2026-11-22T15:59:00Z")
    simulator = Simulator(page, site_url, "en")
    simulator.open("#platform=aliexpress&problem=parcel_lost&dispute_opened_on=2026-11-17")
    simulator.expect_answer()
    expect(simulator.now).to_contain_text(rulebook().words["urgency.today"]["en"])
    page.clock.fast_forward("03:00")
    expect(simulator.control("today")).to_have_value("2026-11-23")
    expect(simulator.now).not_to_contain_text(rulebook().words["urgency.today"]["en"])


def test_where_the_days_agree_nothing_is_said(browser: Browser, site_url: str) -> None:
    context = browser.new_context(timezone_id="Europe/Rome")
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-22T09:00:00Z")
    Simulator(page, site_url, "en").open()
    expect(page.locator("#sim-today")).to_have_value("2026-11-22")
    expect(page.locator(".sim-today-differs")).to_be_hidden()
    context.close()


# --- on paper ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_paper_gets_the_answer_alone_with_its_facts_its_version_and_its_link(
    page: Page, site_url: str, lang: str
) -> None:
    simulator = Simulator(page, site_url, lang)
    simulator.open(OVERDUE)
    simulator.expect_answer()
    simulator.expect_dates("deadlines", DATE[lang])
    page.locator(".pb-deadline summary").first.click()
    page.emulate_media(media="print")
    for gone in (".sim-form", ".ask", ".take", ".sim-jump", ".md-header", "h1", ".pb-why--sources"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator(".pb-deadline .pb-month").first).to_be_visible()
    expect(page.locator(".pb-deadline summary").nth(1)).to_be_hidden()
    expect(page.locator(".pb-deadline .pb-cites").first).to_be_visible()
    facts = page.locator(".sim-given")
    expect(facts).to_contain_text(rulebook().problems["shipment_overdue"].title[lang])
    expect(facts).to_contain_text({"en": "Tuesday 10 March 2026", "it": "martedì 10 marzo 2026"}[lang])
    foot = page.locator(".take-printed")
    expect(foot).to_be_visible()
    for words in (rulebook().version, {"en": "Thursday 12 March 2026", "it": "giovedì 12 marzo 2026"}[lang], OVERDUE):
        expect(foot).to_contain_text(words)
