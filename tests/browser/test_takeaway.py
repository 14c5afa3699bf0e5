"""Taking the answer along: every way out of the page, also where the browser refuses or a part does not arrive."""

import json
import re
from pathlib import Path

from faulty_server import faulty
from playwright.sync_api import Locator, Page, expect
from readable import check_light_and_dark, overflow, small_targets
from simulator_page import Simulator, dates_of, rulebook

from playbook_sim.cases import read_case
from playbook_sim.contract import as_data
from playbook_sim.evaluation import evaluate
from playbook_sim.exports import Beside, export

CASE = {
    "platform": "dsers_tmall",
    "problem": "shipment_overdue",
    "facts": {"promised_ship_date": "2026-03-10"},
    "today": "2026-03-12",
}
FACTS = "#platform=dsers_tmall&problem=shipment_overdue&promised_ship_date=2026-03-10"
TODAY = "&today=2026-03-12"
NO_CLIPBOARD = """
    Object.defineProperty(navigator, "clipboard", { value: {
        write: () => Promise.reject(new DOMException("no", "NotAllowedError")),
        writeText: () => Promise.reject(new DOMException("no", "NotAllowedError")),
    } });
    window.print = () => { window.printed = true; };
"""


def version() -> str:
    return f"&v={rulebook().version}"


def written(lang: str, format_: str, **beside: str) -> str:
    """What CPython writes for the case."""
    resolution = evaluate(rulebook(), *read_case(rulebook(), CASE))
    return export(rulebook(), resolution, lang, format_, Beside(**beside))["text"]


def unstamped(file: bytes) -> bytes:
    """A file without what the moment of its export is written in."""
    return re.sub(rb"(?m)^(DTSTAMP|LAST-MODIFIED|SEQUENCE):\S+", rb"\1", file)


def way_out(page: Page, way: str) -> Locator:
    """The button of one way out."""
    return page.locator(f"[data-take={way}]")


def said(simulator: Simulator, key: str, **values: str) -> None:
    """A sentence stands below the buttons, and those who hear the page have heard it."""
    expect(simulator.page.locator(".take-said")).to_have_text(simulator.word(key, **values))
    expect(simulator.live).to_have_text(simulator.word(key, **values))


def test_every_way_out_gives_what_the_command_line_gives(page: Page, site_url: str, complaints: list[str]) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    simulator = Simulator(page, site_url, "en")
    simulator.open(FACTS + TODAY + "&case=saved-elsewhere")
    simulator.expect_answer()
    page.locator(".sim-jump").get_by_role("button", name=simulator.word("take.title")).click()
    expect(page.get_by_role("heading", name=simulator.word("take.title"))).to_be_focused()
    link = simulator.url + FACTS + TODAY + version()
    copied = {"link": link, "text": written("en", "text", link=link), "markdown": written("en", "markdown", link=link)}
    for way, text in copied.items():
        way_out(page, way).click()
        said(simulator, f"take.copied_{way}")
        assert page.evaluate("navigator.clipboard.readText()") == text
    any_day = simulator.url + FACTS + version()
    key = page.evaluate("JSON.parse(sessionStorage.getItem('playbook-draft') ?? '{}').key")
    files = {"json": written("en", "json"), "calendar": written("en", "calendar", link=any_day, key=key)}
    for way, text in files.items():
        with page.expect_download() as download:
            way_out(page, way).click()
        said(simulator, "take.saved", name=download.value.suggested_filename)
        assert unstamped(Path(download.value.path()).read_bytes()) == unstamped(text.encode())
    assert json.loads(files["json"]) == as_data(rulebook(), evaluate(rulebook(), *read_case(rulebook(), CASE)), "en")
    assert overflow(page) == []
    assert small_targets(page, ".take") == []
    check_light_and_dark(page)
    assert complaints == []

    simulator.control("promised_ship_date").fill("")
    expect(way_out(page, "calendar")).to_be_disabled()
    expect(page.get_by_text(simulator.word("take.no_dates"))).to_be_visible()
    expect(page.locator(".take-feedback")).to_be_hidden()


def test_the_library_of_a_calendar_comes_when_the_reader_comes_near_it(page: Page) -> None:
    with faulty() as server:
        simulator = Simulator(page, server.url, "en")
        simulator.open(FACTS + TODAY)
        simulator.expect_answer()
        before = [name for name in server.asked if name.endswith(".whl")]
        with page.expect_response("**/icalendar-*.whl"):
            page.locator(".take").hover()
        # No answer waits for that: it is another worker's, which stays.
        simulator.control("promised_ship_date").fill("2026-03-09")
        simulator.expect_dates("deadlines", dates_of("dsers_overdue_switch", "2026-03-09", "en")[0])
        with page.expect_download():
            way_out(page, "calendar").click()
    assert before == []
    assert {count for name, count in server.asked.items() if name.endswith(".whl")} == {1}


def test_where_the_browser_refuses_or_a_part_is_missing_the_reader_is_told_and_can_go_on(
    page: Page, site_url: str
) -> None:
    page.add_init_script(NO_CLIPBOARD)
    page.route("**/icalendar-*.whl", lambda route: route.abort())
    simulator = Simulator(page, site_url, "it")
    simulator.open(FACTS + TODAY)
    simulator.expect_answer()
    way_out(page, "link").click()
    said(simulator, "take.refused")
    by_hand = page.get_by_label(simulator.word("take.by_hand"))
    expect(by_hand).to_be_focused()
    expect(by_hand).to_have_value(simulator.url + FACTS + TODAY + version())
    assert page.evaluate("getSelection().toString()") == by_hand.input_value()

    way_out(page, "calendar").click()
    said(simulator, "take.no_package")
    expect(by_hand).to_be_hidden()
    page.unroute("**/icalendar-*.whl")
    with page.expect_download() as download:
        way_out(page, "again").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == written("it", "calendar").count("BEGIN:VEVENT") > 0

    way_out(page, "print").click()
    assert page.evaluate("window.printed") is True
