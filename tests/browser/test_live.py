"""`make serve` before an editor's eyes: other rules reach the answer that is open, and a mistake is told beside it."""

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from readable import violations
from served_copy import LIMITS, Served, changed_amount, serving
from simulator_page import Simulator, rulebook

DAY = dt.date(2026, 3, 10)
LIMIT = "dsers_overdue_switch"
# Enters something when the new rules are in Python, and the new page has come and is about to be shown.
ENTER_AT_THE_LAST_MOMENT = """
async ({ day, words }) => {
  const { src } = document.querySelector("[src$='/simulator.js']");
  const { engineFor } = await import(new URL("simulator/engines.js", src));
  const { fetch } = globalThis;
  globalThis.fetch = async (...asked) => {
    const response = await fetch(...asked);
    if (asked[0] !== location.pathname) return response;
    globalThis.fetch = fetch;
    await engineFor(document.querySelector("[data-runtime]")).call("version", {});
    document.getElementById("ask-words").value = words;
    const field = document.querySelector("[data-field=promised_ship_date] input");
    field.value = day;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return response;
  };
}
"""
PATIENCE = 120_000  # ms; Python starts without an image


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy, served until the last test is over."""
    with serving(tmp_path_factory.mktemp("project") / "playbook") as found:
        yield found


def test_a_changed_limit_reaches_the_open_answer_and_a_mistake_takes_nothing_away(
    page: Page, served: Served, complaints: list[str]
) -> None:
    simulator = Simulator(page, served.url, "it")
    simulator.open("#platform=dsers_tmall&problem=shipment_overdue&today=2026-03-12")
    simulator.control("promised_ship_date").fill(DAY.isoformat())
    page.wait_for_url(f"**promised_ship_date={DAY}**")
    dates = page.locator("[data-part=deadlines] time")
    before = rulebook().limits[LIMIT].amount
    expect(dates.and_(page.locator(f"[datetime='{DAY + dt.timedelta(before)}']")).first).to_be_visible(timeout=PATIENCE)
    page.evaluate("globalThis.theSame = true")
    expect(page.locator(".live__trouble")).to_have_count(0)

    served.edit(LIMITS, lambda text: changed_amount(text, LIMIT, before + 7))
    moved = dates.and_(page.locator(f"[datetime='{DAY + dt.timedelta(before + 7)}']")).first
    expect(moved).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("globalThis.theSame"), "the page went on as it was"
    expect(simulator.control("promised_ship_date")).to_have_value(DAY.isoformat())

    good = (served.root / LIMITS).read_text(encoding="utf-8")
    served.edit(LIMITS, lambda text: text.replace(f"[{LIMIT}]", f"[{LIMIT}]\nsurprise = 1", 1))
    trouble = page.locator(".live__trouble")
    expect(trouble).to_contain_text(f"limits.toml: {LIMIT}", timeout=PATIENCE)
    expect(page.get_by_role("alert").filter(has=trouble)).to_be_visible()
    expect(moved).to_be_visible()
    assert violations(page) == []
    summary = trouble.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(trouble.locator("li").first).to_be_hidden()
    expect(simulator.control("promised_ship_date")).to_have_value(DAY.isoformat())

    served.edit(LIMITS, lambda _: good)
    expect(trouble).to_have_count(0)
    assert [each for each in complaints if served.url not in each or not each.startswith("request to")] == []


def test_what_is_entered_as_new_rules_come_is_not_lost(page: Page, served: Served) -> None:
    simulator = Simulator(page, served.url, "it")
    simulator.open(f"#platform=dsers_tmall&problem=shipment_overdue&promised_ship_date={DAY}&today=2026-03-12")
    amount = rulebook().limits[LIMIT].amount + 9
    dates = page.locator("[data-part=deadlines] time")
    expect(dates.first).to_be_visible(timeout=PATIENCE)
    page.evaluate("document.getElementById('simulator').dataset.before = ''")
    later = DAY + dt.timedelta(1)
    page.evaluate(ENTER_AT_THE_LAST_MOMENT, {"day": later.isoformat(), "words": "pacco fermo"})
    served.edit(LIMITS, lambda text: changed_amount(text, LIMIT, amount))
    expect(page.locator("#simulator:not([data-before])")).to_be_visible(timeout=PATIENCE)
    expect(dates.and_(page.locator(f"[datetime='{later + dt.timedelta(amount)}']")).first).to_be_visible()
    expect(simulator.control("promised_ship_date")).to_have_value(later.isoformat())
    expect(page.locator("#ask-words")).to_have_value("pacco fermo")
