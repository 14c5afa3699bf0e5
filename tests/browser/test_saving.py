"""A case saved in the simulator: kept by itself, back after a reload, and nothing lost when the browser refuses."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from simulator_page import LANGUAGES, OTHER, START, Simulator, rulebook
from test_pages import check_light_and_dark, overflow

OVERDUE = "#platform=dsers_tmall&problem=shipment_overdue&promised_ship_date=2026-03-10&today=2026-03-12"
RECORDS = """() => new Promise((resolve, reject) => {
    const opening = indexedDB.open("after-sales-playbook");
    opening.onerror = reject;
    opening.onsuccess = () => {
        const database = opening.result;
        const asking = database.transaction("cases").objectStore("cases").getAll();
        asking.onsuccess = () => { database.close(); resolve(asking.result); };
    };
})"""


class Block:
    """The place where a case is saved."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.page = simulator.page
        self.element = self.page.locator(".sim-saving")
        self.name = self.element.locator(".save-name")
        self.trouble = self.element.locator(".save-trouble")

    def write(self, field: str, text: str) -> None:
        self.element.locator(f"[data-kept={field}]").fill(text)

    def field(self, field: str):
        return self.element.locator(f"[data-kept={field}]")

    def save(self) -> None:
        self.element.locator(".save-submit").click()

    def act(self, act: str) -> None:
        self.element.locator(f"[data-save={act}]").click()

    def expect_saved(self) -> None:
        said = self.simulator.word("save.all_saved")
        expect(self.element.locator(".save-state")).to_have_text(said)

    def record(self) -> dict:
        (record,) = self.page.evaluate(RECORDS)
        return record


def opened(page: Page, site_url: str, lang: str, fragment: str = OVERDUE) -> Block:
    simulator = Simulator(page, site_url, lang)
    simulator.open(fragment)
    simulator.expect_answer()
    return Block(simulator)


def test_the_calendar_of_a_saved_case_leads_back_to_it(page: Page, site_url: str) -> None:
    block = opened(page, site_url, "en")
    block.save()
    block.expect_saved()
    with page.expect_download(timeout=START) as download:
        page.locator("[data-take=calendar]").click()
    written = Path(download.value.path()).read_text(encoding="utf-8").replace("\n ", "")
    assert f"case={block.record()['id']}" in written
    assert "today=" not in written


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_saved_case_keeps_itself_and_comes_back(page: Page, site_url: str, complaints: list[str], lang: str) -> None:
    block = opened(page, site_url, lang)
    page.locator("#pb-blank-order").fill("N-77")
    page.locator("#pb-blank-name").fill("Anna <b>")
    expect(block.field("order")).to_have_value("N-77")
    block.write("store", "Milano")
    block.field("store").press("Enter")
    expect(block.name).to_be_focused()
    expect(block.name).to_contain_text("Milano")
    expect(block.name).to_contain_text("N-77")
    expect(block.simulator.live).to_have_text(block.simulator.word("save.saved"))
    block.write("notes", "called twice")
    page.locator("[data-sent=press_supplier]:visible").check()
    page.locator("[data-step=reorder]").check()
    page.wait_for_url(re.compile("done=reorder"))
    expect(page.locator("[data-step=reorder]")).to_be_checked()
    block.expect_saved()
    page.reload()
    block.simulator.expect_answer()
    expect(block.name).to_contain_text("N-77")
    record = block.record()
    assert record["facts"] == {"promised_ship_date": "2026-03-10", "supplier_pressed_on": "2026-03-12"}
    assert (record["sent"], record["done"], record["blanks"]) == (
        {"press_supplier": "2026-03-12"},
        ["reorder"],
        {"name": "Anna <b>"},
    )
    assert (record["store"], record["order"], record["notes"]) == ("Milano", "N-77", "called twice")
    assert record["schema"] == 1
    assert record["rulebook"] == rulebook().version
    expect(block.field("notes")).to_have_value("called twice")
    expect(page.locator("[data-sent=press_supplier]:visible")).to_be_checked()
    expect(page.locator("[data-step=reorder]")).to_be_checked()
    expect(block.simulator.notice).to_be_hidden()

    # The address alone brings it back, in the other language too; a link for others does not name it.
    other = opened(page, site_url, OTHER[lang], f"#case={record['id']}")
    expect(other.name).to_contain_text("N-77")
    expect(page.locator("[data-step=reorder]")).to_be_checked()
    page.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }")
    page.locator("[data-action=copy_link]").click()
    expect(other.simulator.live).to_have_text(other.simulator.word("form.copied"))
    assert "case=" not in page.evaluate("window.copied")
    assert "case=" in page.url

    other.act("close")
    expect(page.locator("#save-outcome")).to_be_focused()
    page.keyboard.press("Escape")
    expect(other.element.locator("[data-save=close]")).to_be_focused()
    other.act("close")
    page.locator("#save-outcome").select_option("refunded")
    page.locator(".save-closing [type=submit]").click()
    expect(other.name).to_contain_text(rulebook().vocabulary["closing"]["refunded"][OTHER[lang]])
    assert other.record()["outcome"] == "refunded"
    page.set_viewport_size({"width": 390, "height": 800})
    assert overflow(page) == []
    check_light_and_dark(page)

    other.act("delete")
    expect(other.element.locator("[data-save=undo]")).to_be_focused()
    expect(page).not_to_have_url(re.compile("case="))
    assert page.evaluate(RECORDS) == []
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("case="))
    assert other.record()["notes"] == "called twice"

    other.simulator.button("form.start_again").click()
    other.simulator.choose("shipment_overdue")
    other.simulator.control("promised_ship_date").fill("2026-03-10")
    other.simulator.expect_answer()
    expect(page.locator("#pb-blank-order")).to_have_value("")
    expect(other.name).to_be_hidden()
    assert other.record()["notes"] == "called twice"
    assert complaints == []


def test_an_old_link_does_not_overwrite_the_case_and_other_tabs_hear_of_changes(
    page: Page, site_url: str, complaints: list[str]
) -> None:
    block = opened(page, site_url, "en")
    page.locator("[data-action=save_case]").click()
    expect(block.simulator.live).to_have_text(block.simulator.word("save.saved"))
    expect(page.locator(".sim-form .save-name")).to_be_focused()
    expect(page.locator(".sim-form .save-link a")).to_be_visible()
    expect(page).to_have_url(re.compile("case="))
    old = page.url.partition("#")[2]
    block.simulator.control("supplier_pressed_on").fill("2026-03-11")
    block.expect_saved()
    expect(page.locator(".pb-tick__told")).to_be_visible()
    page.wait_for_url(re.compile("supplier_pressed_on"))
    block.expect_saved()

    other_page = page.context.new_page()
    other = opened(other_page, site_url, "en", f"#{old}")
    expect(other.simulator.control("supplier_pressed_on")).to_have_value("2026-03-11", timeout=START)
    expect(other.simulator.notice).to_contain_text(other.simulator.word("save.differs"))
    other.write("notes", "from the other tab")
    other.expect_saved()
    expect(block.element.locator(".save-changed")).to_be_visible()
    block.act("reload")
    expect(block.field("notes")).to_have_value("from the other tab")
    expect(block.element.locator(".save-changed")).to_be_hidden()

    # A tab that shows an older state adds what is typed into it, and takes back nothing.
    other_page.locator("[data-step=reorder]").check()
    expect(block.element.locator(".save-changed")).to_be_visible()
    block.write("notes", "from the other tab, and from this one")
    block.expect_saved()
    expect(page.locator("[data-step=reorder]")).not_to_be_checked()
    expect(other.element.locator(".save-changed")).to_be_visible()
    assert (block.record()["done"], block.record()["notes"]) == (["reorder"], "from the other tab, and from this one")
    block.act("reload")
    expect(page.locator("[data-step=reorder]")).to_be_checked()

    id_ = block.record()["id"]
    other.act("delete")
    expect(block.simulator.notice).to_contain_text(block.simulator.word("save.deleted_elsewhere"))
    expect(block.element.locator(".save-changed")).to_be_hidden()
    expect(block.element.locator(".save-submit")).to_be_hidden()
    other.act("undo")
    expect(block.simulator.notice).to_be_hidden()
    expect(block.name).to_be_visible()
    other.act("delete")
    expect(block.element.locator(".save-deleted")).to_contain_text(block.simulator.word("save.deleted_elsewhere"))
    block.act("undo")
    expect(block.name).to_be_focused()
    assert (block.record()["id"], block.record()["done"]) == (id_, ["reorder"])
    assert complaints == []


def test_a_case_that_this_browser_does_not_hold_is_said(page: Page, site_url: str) -> None:
    block = opened(page, site_url, "it", f"{OVERDUE}&case=gone")
    expect(block.simulator.notice).to_contain_text(block.simulator.word("save.unknown"))
    expect(block.simulator.control("promised_ship_date")).to_have_value("2026-03-10")
    expect(page).not_to_have_url(re.compile("case="))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_browser_that_keeps_nothing_loses_nothing(page: Page, site_url: str, lang: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    block = opened(page, site_url, lang)
    block.write("notes", "called twice")
    block.save()
    expect(block.trouble).to_contain_text(block.simulator.word("cases.storage_blocked"))
    expect(block.simulator.live).to_contain_text(block.simulator.word("save.kept_here"))
    expect(block.field("notes")).to_have_value("called twice")
    page.locator("[data-step=press_supplier]").check()
    expect(block.simulator.control("supplier_pressed_on")).to_have_value("2026-03-12")
    with page.expect_download() as download:
        block.act("download")
    assert "called twice" in download.value.path().read_text("utf-8")
    page.set_viewport_size({"width": 390, "height": 800})
    assert overflow(page) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_is_kept_the_reader_is_told_and_asked_on_leaving(page: Page, site_url: str, lang: str) -> None:
    page.add_init_script(
        """for (const store of ["indexedDB", "sessionStorage", "localStorage"])
            Object.defineProperty(window, store, { get() { throw new DOMException("no", "SecurityError"); } });"""
    )
    block = opened(page, site_url, lang)
    state = block.element.locator(".save-state")
    expect(state).to_be_hidden()
    block.write("notes", "called twice")
    expect(state).to_have_text(block.simulator.word("save.only_here"))
    block.field("notes").click()
    with page.expect_event("dialog") as asked:
        page.evaluate("void setTimeout(() => location.reload())")
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    expect(block.field("notes")).to_have_value("called twice")


def test_a_full_store_says_so_and_goes_on_when_there_is_room(page: Page, site_url: str) -> None:
    block = opened(page, site_url, "en")
    block.save()
    block.expect_saved()
    page.evaluate("""() => {
        const put = IDBObjectStore.prototype.put;
        window.makeRoom = () => (IDBObjectStore.prototype.put = put);
        IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
    }""")
    block.write("notes", "called twice")
    expect(block.trouble).to_contain_text(block.simulator.word("cases.storage_full"))
    expect(block.element.locator(".save-state")).to_have_text(block.simulator.word("save.not_saved"))
    page.evaluate("void makeRoom()")
    block.act("try_again")
    block.expect_saved()
    expect(block.trouble).to_be_hidden()
    assert block.record()["notes"] == "called twice"

    # A message sent and the date that this wrote are one date.
    sent = page.locator("[data-sent=press_supplier]:visible")
    sent.check()
    block.expect_saved()
    block.simulator.control("supplier_pressed_on").fill("2026-03-11")
    expect(page.locator("[data-message=press_supplier] [data-sent-day]")).to_have_value("2026-03-11")
    block.simulator.control("supplier_pressed_on").fill("")
    expect(sent).not_to_be_checked()


def test_a_complaint_is_saved_and_closed_on_the_readers_own_day(browser: Browser, site_url: str) -> None:
    """It is the 27th in New York and the 28th in China."""
    context = browser.new_context(timezone_id="America/New_York")
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-27T17:00:00Z")
    for case, today in (
        ("platform=any&problem=complaint", "2026-11-27"),
        ("platform=dsers_tmall&problem=no_stock", "2026-11-28"),
    ):
        block = opened(page, site_url, "en", f"#{case}")
        block.save()
        block.expect_saved()
        kept = next(record for record in page.evaluate(RECORDS) if record["problem"] in case)
        assert (kept["created_on"], kept["changed_on"]) == (today, today)
        block.act("close")
        expect(block.element.locator(".save-closing input")).to_have_value(today)
        page.goto("about:blank")
    context.close()
