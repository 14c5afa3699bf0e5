"""Under the headers that hosts are told to send nothing is blocked that a page needs, and what it must not do is."""

from playwright.sync_api import Page, Worker, expect
from simulator_page import START, Simulator
from traces import nothing_stored, stored

from playbook_sim.site.headers import ONLY_IN_A_HEADER

ELSEWHERE = "http://127.0.0.2:9/stolen"


def _python(page: Page) -> Worker:
    """The worker in which Python runs."""
    return next(worker for worker in page.workers if "/runtime/" in worker.url)


def test_python_starts_and_answers_and_nothing_is_left_behind(page: Page, site_url: str, complaints: list[str]) -> None:
    simulator = Simulator(page, site_url, "en")
    with page.expect_response(lambda response: "/runtime/" in response.url and "worker" in response.url) as worker:
        simulator.open()
    assert ONLY_IN_A_HEADER in worker.value.header_value("content-security-policy")
    expect(simulator.failed).to_be_hidden()
    assert stored(page) == nothing_stored("en/simulator/")
    simulator.choose("shipment_overdue")
    simulator.control("promised_ship_date").fill("2026-03-10")
    simulator.expect_answer()
    for path, started in (("it/drills/", ".dr-card, .dr-start, main form"), ("it/cases/", "main")):
        page.goto(site_url + path)
        expect(page.locator(started).first).to_be_visible(timeout=START)
    assert page.context.cookies() == []
    assert complaints == []


def test_what_a_page_must_not_do_is_blocked_and_noticed(page: Page, site_url: str, complaints: list[str]) -> None:
    page.goto(f"{site_url}en/")
    directives = ["script-src-elem", "style-src-elem", "img-src", "frame-src", "connect-src"]
    page.evaluate(
        """([elsewhere, directives]) => new Promise((noticed) => {
          const awaited = new Set(directives);
          addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
            awaited.delete(effectiveDirective);
            if (!awaited.size) noticed();
          });
          setTimeout(noticed, 10_000);
          const add = (name, values) => document.body.append(Object.assign(document.createElement(name), values));
          add("script", { textContent: "globalThis.stolen = true" });
          add("style", { textContent: "body { color: red }" });
          add("img", { src: `${elsewhere}.png` });
          add("iframe", { src: "./" });
          fetch(elsewhere).catch(() => {});
        })""",
        [ELSEWHERE, directives],
    )
    assert page.evaluate("globalThis.stolen") is None
    for directive in directives:
        assert [said for said in complaints if f"blocked by the policy: {directive} " in said], directive


def test_the_worker_obeys_the_policy_too(page: Page, site_url: str) -> None:
    """It has the policy of its own file, not the page's: only a header gives it one."""
    simulator = Simulator(page, site_url, "en")
    simulator.open("#platform=dsers_tmall&problem=no_stock")
    simulator.expect_answer()
    blocked = _python(page).evaluate(
        """(elsewhere) => new Promise((tell) => {
          addEventListener("securitypolicyviolation", ({ effectiveDirective }) => tell(effectiveDirective));
          fetch(elsewhere).catch(() => {});
        })""",
        ELSEWHERE,
    )
    assert blocked == "connect-src"


def test_no_other_site_can_frame_a_page(page: Page, site_url: str) -> None:
    page.route("**/frame.html", lambda route: route.fulfill(content_type="text/html", body=f"<iframe src={site_url}>"))
    page.goto("http://127.0.0.2:9/frame.html")
    assert page.frames[1].url.startswith("chrome-error:")
