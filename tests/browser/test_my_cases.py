"""My cases as a reader uses it: the list, what is done to a case, files in and out, and what can go wrong."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from readable import check_light_and_dark, overflow
from simulator_page import LANGUAGES, START, rulebook
from test_saving import RECORDS

from benchmarks.modules import serve_modules
from playbook_sim.records.summary import summarise
from playbook_sim.rendering.words import full_date, short_date

TODAY = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
DAY = dt.timedelta(days=1)
PUT = """async ([module, records]) => {
  const { openCases } = await import(module);
  const cases = openCases();
  await cases.putAll(records);
  cases.close();
}"""
ALL = """async (module) => (await (await import(module)).openCases().all())"""


def days_ago(days: int) -> str:
    return (TODAY - dt.timedelta(days=days)).isoformat()


def record(id_: str, problem: str = "shipment_overdue", facts: dict[str, str] | None = None, **told: object) -> dict:
    made = {
        "schema": 1,
        "id": f"case-{id_}",
        "store": "Milano",
        "order": id_,
        "platform": rulebook().problems[problem].platform,
        "problem": problem,
        "facts": facts or {},
        "calendar": None,
        "done": [],
        "sent": {},
        "blanks": {},
        "notes": "",
        "created_on": days_ago(30),
        "changed_on": days_ago(30),
        "closed_on": None,
        "outcome": None,
        "rulebook": rulebook().version,
        "summary": None,
    }
    return made | told


OVERDUE = record("late", facts={"promised_ship_date": days_ago(20)})
LATER = record("later", facts={"promised_ship_date": days_ago(0)}, store="Roma", notes="Città: chiama il magazzino")
UNDATED = record("undated", "wrong_item", store="")
ANSWERED = {"dispute_opened_on": days_ago(4), "dispute_answered_on": days_ago(0), "proof_sent_on": days_ago(0)}
TALKING = record("talking", "signed_but_disputed", {**ANSWERED, "logistics_used": "offline"})
CLOSED = record("closed", facts={"promised_ship_date": days_ago(25)}, closed_on=days_ago(1), outcome="refunded")
SEVERAL = [CLOSED, UNDATED, LATER, OVERDUE]


class MyCases:
    def __init__(self, page: Page, root_url: str, lang: str = "en") -> None:
        self.page = page
        self.lang = lang
        self.url = f"{root_url}{lang}/cases/"
        self.module = f"{serve_modules(page.context, root_url)}/storage/cases.js"
        self.elsewhere = f"{root_url}{lang}/glossary/"
        self.cards = page.locator(".mc-case")
        self.live = page.locator("#saved-cases > .sim-live")
        self.count = page.locator(".mc-count")

    def keep(self, *records: dict) -> None:
        self.page.goto(self.elsewhere)
        self.page.evaluate(PUT, [self.module, list(records)])

    def kept(self) -> dict[str, dict]:
        return {found["id"]: found for found in self.page.evaluate(ALL, self.module)}

    def open(self, *records: dict) -> None:
        """Open the page with these cases in the store, and wait until all of them have been checked."""
        if records:
            self.keep(*records)
        self.page.goto(self.url)
        expect(self.page.locator(".mc-body" if records else ".mc-empty")).to_be_visible()
        expect(self.page.locator(".mc-progress")).to_be_hidden(timeout=START)
        expect(self.page.locator(".mc-case.pb-urgent-unchecked")).to_have_count(0, timeout=START)

    def card(self, told: dict) -> Locator:
        return self.page.locator(f".mc-case[data-id='{told['id']}']")

    def act(self, told: dict, act: str) -> None:
        self.card(told).locator(f"[data-act={act}]").click()

    def ids(self) -> list[str]:
        return self.cards.evaluate_all("cards => cards.map((card) => card.dataset.id)")

    def word(self, key: str, **values: str) -> str:
        return rulebook().words[f"mycases.{key}"][self.lang].format(**values)

    def read(self, name: str, text: str) -> None:
        file = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
        self.page.locator("#mc-file").set_input_files(files=[file])

    def download(self, act: str) -> str:
        with self.page.expect_download() as download:
            self.page.locator(f".mc-take [data-act={act}]").click()
        return Path(download.value.path()).read_text(encoding="utf-8")


def ids(*records: dict) -> list[str]:
    return [told["id"] for told in records]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_row_says_of_one_case_what_the_filter_says_of_several(page: Page, site_url: str, lang: str) -> None:
    cases = MyCases(page, site_url, lang)
    cases.open(CLOSED, OVERDUE)
    row = page.locator(".mc-case.pb-urgent-closed")
    expect(row.locator("[data-part=urgency]")).to_have_text(cases.word("say.closed_row"))
    page.locator("[data-act=delete_all]").click()
    keep = page.locator(".mc-sure [data-act=keep_copy]")
    expect(keep).to_contain_text("JSON")
    with page.expect_download() as saved:
        keep.click()
    assert saved.value.suggested_filename.endswith(".json")


def test_a_date_of_something_else_than_the_thing_to_do_says_so(page: Page, site_url: str) -> None:
    cases = MyCases(page, site_url)
    cases.open(TALKING)
    summary = summarise(rulebook(), TALKING, TODAY.isoformat())
    assert summary["due_of"]
    expect(cases.card(TALKING).locator(".mc-due")).to_have_text(cases.word("say.undated_step"))
    day = short_date(rulebook(), "en", dt.date.fromisoformat(summary["due"]))
    expect(cases.card(TALKING).locator(".mc-next")).to_contain_text(summary["due_of"]["en"])
    expect(cases.card(TALKING).locator(".mc-next")).to_contain_text(day)


def test_the_days_of_a_complaint_are_the_readers_own(browser: Browser, site_url: str) -> None:
    """It is the 27th in New York and the 28th in China."""
    context = browser.new_context(timezone_id="America/New_York")
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-27T17:00:00Z")
    complaint = record("own", "complaint", {"complaint_received_on": "2026-11-27", "own_reply_target": 0})
    order = record("order", facts={"promised_ship_date": "2026-11-26"})
    cases = MyCases(page, site_url)
    cases.open(complaint, order)
    for told, today, left in ((complaint, "2026-11-27", "left.today"), (order, "2026-11-28", "left.overdue_one")):
        summary = summarise(rulebook(), told, today)
        card = cases.card(told)
        expect(card.locator(".mc-left")).to_have_text(rulebook().words[left]["en"])
        expect(card).to_have_class(re.compile(rf"pb-urgent-{summary['urgency']}\b"))
    context.close()


def test_what_is_done_with_a_complaint_goes_by_the_readers_own_day_too(browser: Browser, site_url: str) -> None:
    """Closing it, its figures and its files. It is the 27th in New York and the 28th in China."""
    context = browser.new_context(timezone_id="America/New_York")
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-27T17:00:00Z")
    facts = {"complaint_received_on": "2026-11-27", "own_reply_target": 0}
    complaint = record("own", "complaint", facts, created_on="2026-11-27")
    order = record("order", facts={"promised_ship_date": "2026-11-16"}, created_on="2026-11-16")
    cases = MyCases(page, site_url)
    cases.open(complaint, order)
    for told, today in ((complaint, "2026-11-27"), (order, "2026-11-28")):
        cases.act(told, "close")
        expect(cases.card(told).locator("[data-part=closing] input")).to_have_value(today)
        cases.card(told).locator("[data-part=closing] select").press("Escape")
    page.locator(".mc-figures").scroll_into_view_if_needed()
    titles = {id_: rulebook().problems[id_].title["en"] for id_ in ("complaint", "shipment_overdue")}
    on_time = page.locator(".mc-figure[data-chart=on_time] tbody th")
    expect(on_time).to_have_text([titles["shipment_overdue"]], timeout=START)
    with page.expect_download() as download:
        page.locator(".mc-take [data-act=export_csv]").click()
    assert download.value.suggested_filename == "cases-2026-11-27.csv"
    titles_of_columns = "order,problem,complaint_received_on"
    cases.read("more.csv", f"{titles_of_columns}\nread,complaint,2026-11-27\n")
    expect(cases.cards).to_have_count(3)
    (found,) = (one for one in cases.kept().values() if one["order"] == "read")
    assert found["created_on"] == "2026-11-27"
    cases.act(complaint, "close")
    cases.card(complaint).locator("[data-part=closing] select").select_option(index=1)
    cases.card(complaint).locator("[data-part=closing] [type=submit]").click()
    expect(cases.card(complaint)).to_contain_text("27 Nov 2026")
    found = cases.kept()[complaint["id"]]
    assert (found["closed_on"], found["changed_on"]) == ("2026-11-27", "2026-11-27")
    context.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list(page: Page, site_url: str, complaints: list[str], lang: str) -> None:
    """Sorted by the next duty, with its words; filtered; accessible on every screen."""
    cases = MyCases(page, site_url, lang)
    cases.open(*SEVERAL)
    assert cases.ids() == ids(OVERDUE, LATER, UNDATED, CLOSED)
    for told in (OVERDUE, LATER, UNDATED):
        summary = summarise(rulebook(), told, TODAY.isoformat())
        card = cases.card(told)
        expect(card.locator(".mc-do")).to_have_text(f"{summary['actor'][lang]}: {summary['do'][lang]}")
        expect(card.locator(".mc-urgency")).to_have_text(rulebook().words[f"urgency.{summary['urgency']}"][lang])
        expect(card.locator(".mc-next")).to_be_hidden()
    assert cases.kept()[OVERDUE["id"]]["summary"] == summarise(rulebook(), OVERDUE, TODAY.isoformat())

    states = page.locator(".mc-state")
    states.locator("visible=true", has_text=cases.word("say.open")).click()
    assert cases.ids() == ids(OVERDUE, LATER, UNDATED)
    expect(cases.count).to_have_text(cases.word("say.shown_some", shown="3", n="4"))
    page.locator("#mc-store").select_option("Milano")
    assert cases.ids() == ids(OVERDUE)
    page.reload()
    expect(cases.cards).to_have_count(1)
    page.locator("[data-act=clear]").click()
    page.locator("#mc-search").fill("citta MAGAZZINO")
    expect(cases.cards).to_have_count(1)
    assert cases.ids() == ids(LATER)
    page.locator("#mc-search").fill("nowhere")
    expect(page.locator(".mc-none")).to_be_visible()
    page.locator("[data-act=clear]").click()
    expect(cases.cards).to_have_count(4)

    page.locator(".mc-figures").scroll_into_view_if_needed()
    expect(page.locator("[data-chart=months] svg[role=img]")).to_be_visible(timeout=START)
    rows = page.locator("[data-chart=problems] tbody tr")
    assert [row.split("\t") for row in rows.evaluate_all("rows => rows.map((row) => row.innerText)")] == [
        [rulebook().problems[problem].title[lang], n] for problem, n in (("shipment_overdue", "3"), ("wrong_item", "1"))
    ]
    cases.card(OVERDUE).locator("[data-part=steps_box] summary").click()
    expect(cases.card(OVERDUE).locator(".mc-steps input").first).to_be_visible()
    cases.act(LATER, "close")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        check_light_and_dark(page)
        assert overflow(page) == []
    assert complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_row_says_when_its_last_day_ends_by_the_readers_own_clock(browser: Browser, site_url: str, lang: str) -> None:
    """In Los Angeles a day in China ends at eight in the morning. It is ten there, and two of the 28th in China."""
    context = browser.new_context(timezone_id="America/Los_Angeles")
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-27T18:00:00Z")
    today = dt.date(2026, 11, 28)

    def ending(days: int) -> dict:
        """A case whose duty ends on a day before or after today."""
        for ago in range(90):
            facts = {"promised_ship_date": str(today - ago * DAY)}
            told = record(f"in {days}", facts=facts)
            if summarise(rulebook(), told, str(today))["literal"] == str(today + days * DAY):
                return told
        raise AssertionError(days)

    told = {days: ending(days) for days in (-2, -1, 0, 1, 2)}
    complaint = record("own", "complaint", {"complaint_received_on": "2026-11-27", "own_reply_target": 0})
    cases = MyCases(page, site_url, lang)
    cases.open(*told.values(), complaint)
    words = rulebook().words
    for days, key in ((-1, "mycases.say.day_ended"), (0, "sim.day_end"), (1, "sim.day_end")):
        end = full_date(rulebook(), lang, today + days * DAY)
        moment = words["sim.moment"][lang].format(time="08:00", day=end)
        said = words[key][lang].format(moment=moment)
        expect(cases.card(told[days]).locator(".mc-day-end")).to_have_text(said)
    for other in (told[-2], told[2], complaint):
        expect(cases.card(other).locator(".mc-day-end")).to_be_hidden()
    context.close()


def test_a_duty_kept_by_closing_the_case_counts_at_once_and_afterwards(page: Page, site_url: str) -> None:
    """Also where it had been looked at while it was open: that says nothing of the closed case."""
    case = record("returned", "returned_goods", {"return_received_on": days_ago(2)}, created_on=days_ago(2))
    cases = MyCases(page, site_url)
    cases.open(case)
    cases.act(case, "close")
    cases.card(case).locator("[name=outcome]").select_option("refunded")
    cases.card(case).locator("[type=submit]").press("Enter")
    on_time = page.locator(".mc-figure[data-chart=on_time] tbody")
    for _ in range(2):
        page.locator(".mc-figures").scroll_into_view_if_needed()
        expect(on_time).to_contain_text("100%", timeout=START)
        page.reload()
    kept = cases.kept()[case["id"]]
    assert kept["summary"] == summarise(rulebook(), kept, TODAY.isoformat())
    cases.act(case, "reopen")
    open_again = summarise(rulebook(), case, TODAY.isoformat())
    expect(cases.card(case)).to_have_class(re.compile(rf"pb-urgent-{open_again['urgency']}\b"))
    expect(cases.card(case).locator(".mc-checking")).to_be_hidden()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_that_ended_nobody_knows_how_and_a_store_written_from_right_to_left(
    page: Page, site_url: str, lang: str
) -> None:
    case = CLOSED | {"outcome": None, "store": "متجر", "order": "12-34"}
    cases = MyCases(page, site_url, lang)
    cases.open(case)
    closed = cases.card(case).locator(".mc-closed")
    day = short_date(rulebook(), lang, TODAY - DAY)
    expect(closed).to_have_text(re.compile(re.escape(cases.word("say.closed_only", day=day)) + r" \d{4}$"))
    name = cases.card(case).locator("h3 a")
    expect(name).to_contain_text(cases.word("say.order", order="12-34"))
    # The order stands to the right of the store, as in all other names.
    places = name.evaluate(
        """(link) => {
          const text = link.firstChild;
          return ["م", "·", "12", "34"].map((part) => {
            const range = document.createRange();
            range.setStart(text, text.data.indexOf(part));
            range.setEnd(text, text.data.indexOf(part) + part.length);
            return range.getBoundingClientRect().left;
          });
        }"""
    )
    assert places == sorted(places)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_paper_stand_the_cases(page: Page, site_url: str, lang: str) -> None:
    """Each with what is to be done and its notes; what only a screen can do stays out."""
    cases = MyCases(page, site_url, lang)
    cases.open(*SEVERAL)
    page.emulate_media(media="print")
    expect(page.locator(".mc-page h1")).to_be_visible()
    for told in SEVERAL:
        expect(cases.card(told).locator("h3")).to_be_visible()
    for told in (OVERDUE, LATER, UNDATED):
        expect(cases.card(told).locator(".mc-do")).to_be_visible()
        expect(cases.card(told).locator("[data-part=steps_box]")).to_be_hidden()
    expect(cases.card(LATER).locator(".mc-preview")).to_be_visible()
    # What a column of a file holds is for the screen.
    expect(page.locator(".mc-page .pb-block ~ h2").first).to_be_hidden()
    for part in (".mc-filters", ".mc-import", ".mc-take", ".mc-delete", ".mc-acts"):
        expect(page.locator(part).first).to_be_hidden()
    page.emulate_media(media="screen")


def test_what_is_done_to_a_case(page: Page, site_url: str, complaints: list[str]) -> None:
    """Notes, ticks, closing, reopening, deleting and undoing, by keyboard, and all of it kept."""
    cases = MyCases(page, site_url)
    cases.open(*SEVERAL)
    card = cases.card(OVERDUE)
    card.locator("[data-part=notes_box] summary").press("Enter")
    card.locator("textarea").fill("<b>Call</b> again")
    card.locator("textarea").press("Tab")
    expect(card.locator(".mc-kept")).to_have_text(cases.word("say.notes_kept"))
    expect(card.locator(".mc-preview")).to_contain_text("<b>Call</b> again")

    card.locator("[data-part=steps_box] summary").press("Enter")
    box = card.locator(".mc-steps input:not(:checked)").first
    step, fact = box.get_attribute("data-step"), box.get_attribute("data-fact")
    box.press("Space")
    expect(card.locator(f".mc-steps input[data-step={step}]")).to_be_checked()
    expect(card.locator(f".mc-steps input[data-step={step}]")).to_be_focused()
    kept = cases.kept()[OVERDUE["id"]]
    assert kept["notes"] == "<b>Call</b> again"
    assert fact in kept["facts"] if fact else kept["done"] == [step]
    expect(card.locator(".mc-checking")).to_be_hidden()

    cases.act(OVERDUE, "close")
    card.locator("[type=submit]").press("Enter")
    expect(card.locator(".sim-error")).to_have_text(cases.word("say.outcome_needed"))
    card.locator("[name=outcome]").select_option("refunded")
    card.locator("[name=day]").fill(days_ago(-2))
    card.locator("[type=submit]").press("Enter")
    expect(card.locator("[name=day]")).to_have_attribute("aria-invalid", "true")
    # It may have ended before it was entered here.
    card.locator("[name=day]").fill(days_ago(31))
    card.locator("[type=submit]").press("Enter")
    expect(cases.live).to_contain_text("closed")
    assert cases.ids() == ids(LATER, UNDATED, CLOSED, OVERDUE)
    expect(cases.card(LATER).locator("h3 a")).to_be_focused()
    kept = cases.kept()[OVERDUE["id"]]
    assert (kept["closed_on"], kept["outcome"], kept["created_on"]) == (days_ago(31), "refunded", days_ago(31))
    cases.act(OVERDUE, "reopen")
    expect(cases.card(OVERDUE).locator("[data-act=close]")).to_be_visible()

    # A note that is still being typed goes with the case, and comes back with it.
    if not cases.card(LATER).locator("textarea").is_visible():
        cases.card(LATER).locator("[data-part=notes_box] summary").click()
    cases.card(LATER).locator("textarea").fill("typed last")
    before = cases.kept()[LATER["id"]] | {"notes": "typed last", "changed_on": TODAY.isoformat()}
    cases.act(LATER, "delete")
    expect(cases.card(LATER)).to_have_count(0)
    expect(cases.live).to_contain_text("deleted")
    expect(page.locator("[data-act=undo]")).to_be_focused()
    assert cases.card(LATER).count() == 0
    assert LATER["id"] not in cases.kept()
    page.keyboard.press("Enter")
    expect(cases.card(LATER).locator("h3 a")).to_be_focused()
    assert cases.kept()[LATER["id"]] == before

    cases.card(LATER).locator("h3 a").press("Enter")
    expect(page.locator(".sim-part[data-part=now] .pb-now").first).to_be_visible(timeout=START)
    assert f"case={LATER['id']}" in page.url
    assert complaints == []


def test_files_in_and_out(page: Page, site_url: str, complaints: list[str]) -> None:
    """Good rows enter and the bad one is reported; what is exported comes back as it was; nothing is entered twice."""
    cases = MyCases(page, site_url)
    cases.open()
    rows = ["order,problem,platform,promised_ship_date", f"1,shipment_overdue,dsers_tmall,{days_ago(9)}"]
    rows += ["2,shipment_overdue,dsers_tmall,2026-02-31", "3,wrong_item,dsers_tmall,"]
    cases.read("list.csv", "\n".join(rows))
    expect(page.locator(".mc-import-state")).to_contain_text(cases.word("say.entered_many", n="2"), timeout=START)
    mistakes = page.locator(".mc-mistakes tbody tr")
    expect(mistakes).to_have_count(1)
    expect(mistakes.locator("td").first).to_have_text("3")
    expect(mistakes).to_contain_text("2026-02-31")
    expect(cases.cards).to_have_count(2)

    kept = cases.kept()
    without_summary = {id_: {**found, "summary": None} for id_, found in kept.items()}
    texts = {"list.csv": cases.download("export_csv"), "list.json": cases.download("export_json")}
    assert "BEGIN:VEVENT" in cases.download("calendar")
    for name, text in texts.items():
        cases.read(name, text)
        expect(page.locator(".mc-import-state")).to_contain_text(cases.word("say.unchanged_many", n="2"))
        page.locator("[data-act=delete_all]").click()
        page.locator("[data-act=delete_all_sure]").click()
        expect(page.locator(".mc-empty")).to_be_visible()
        assert cases.kept() == {}
        cases.read(name, text)
        expect(cases.cards).to_have_count(2)
        found = {id_: {**told, "summary": None} for id_, told in cases.kept().items()}
        assert found == without_summary, name

    changed = texts["list.json"].replace('"order": "1"', '"order": "one"')
    after = {"same_skip": ["1", "3"], "same_keep": ["1", "3", "one"], "same_replace": ["3", "one", "one"]}
    for choice, orders in after.items():
        cases.read("list.json", changed)
        page.locator(f".mc-same input[value={choice}]").check()
        page.locator(".mc-same [type=submit]").click()
        expect(cases.cards).to_have_count(len(orders))
        assert sorted(told["order"] for told in cases.kept().values()) == orders
    assert complaints == []

    # What the browser cannot keep has not entered, and is offered as a file.
    page.evaluate(f"() => {{ {BREAK['full']} }}")
    cases.read("list.csv", "\n".join([rows[0], rows[1].replace("1,", "one more,", 1)]))
    expect(page.locator(".mc-import-state")).to_contain_text(cases.word("say.not_kept_one"))
    with page.expect_download() as download:
        page.locator(".mc-import [data-act=keep_copy]").click()
    assert "one more" in Path(download.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_list_in_json_and_files_that_are_none(page: Page, site_url: str, complaints: list[str], lang: str) -> None:
    """A JSON list with the titles of the columns enters; of what is no list it is said why, and no row is blamed."""
    cases = MyCases(page, site_url, lang)
    cases.open()
    state, mistakes = page.locator(".mc-import-state"), page.locator(".mc-mistakes")
    title = rulebook().problems["shipment_overdue"].title[lang]
    entries = [{"problem": title, "promised_ship_date": days_ago(9)}, {"problem": "zzz"}]
    cases.read("list.json", json.dumps(entries, indent=1))
    expect(state).to_contain_text(cases.word("say.entered_one"), timeout=START)
    expect(mistakes.locator("tbody tr")).to_have_count(1)
    expect(mistakes).to_contain_text("zzz")
    assert [told["facts"] for told in cases.kept().values()] == [{"promised_ship_date": days_ago(9)}]

    picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    files = {"empty": b"", "no_list": picture, "no_problem_column": b"a,b\n1,2\n", "no_records": b'{"a": 1}'}
    for code, content in files.items():
        page.locator("#mc-file").set_input_files({"name": "x", "mimeType": "", "buffer": content})
        reason = (
            rulebook().words[f"records.{code}"][lang].format(field=rulebook().words["records.column_problem"][lang])
        )
        expect(state).to_have_text(cases.word("say.unread", reason=reason))
        expect(mistakes).to_be_hidden()
    assert complaints == []


def test_an_older_store_opens_and_a_newer_case_is_left_alone(page: Page, site_url: str) -> None:
    cases = MyCases(page, site_url)
    old = {key: OVERDUE[key] for key in ("id", "platform", "problem", "facts", "created_on", "changed_on")}
    newer = record("newer", schema=99, summary={"unheard": "of"})
    cases.keep(old, newer)
    page.goto(cases.url)
    overdue = rulebook().words["urgency.overdue"]["en"]
    expect(cases.card(OVERDUE).locator(".mc-urgency")).to_have_text(overdue, timeout=START)
    card = cases.card(newer)
    expect(card.locator(".mc-newer")).to_be_visible()
    expect(card.locator("a:visible")).to_have_count(0)
    assert newer in page.evaluate(RECORDS), "only what is read may leave out what cannot be shown"


BREAK = {
    "blocked": "Object.defineProperty(globalThis, 'indexedDB', {value: undefined});",
    "full": "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); };",
}


@pytest.mark.parametrize("reason", BREAK)
def test_a_store_that_fails_says_so_and_loses_nothing(page: Page, site_url: str, reason: str) -> None:
    """What was entered is still in the page, and in the copy that it offers, which needs no Python."""
    page.route("**/runtime/**", lambda route: route.abort())
    cases = MyCases(page, site_url)
    if reason == "full":
        cases.keep(LATER)
    page.add_init_script(BREAK[reason])
    page.goto(cases.url)
    if reason == "full":
        cases.card(LATER).locator("[data-part=notes_box] summary").click()
        cases.card(LATER).locator("textarea").fill("Not lost")
        cases.card(LATER).locator("textarea").press("Tab")
    box = page.locator(f".mc-trouble[data-reason={reason}]")
    expect(box).to_be_visible()
    expect(cases.live).to_have_text(rulebook().words[f"cases.storage_{reason}"]["en"])
    if reason == "full":
        with page.expect_download() as download:
            box.locator("[data-act=keep_copy]").click()
        told = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["records"]
        assert [(one["id"], one["notes"]) for one in told] == [(LATER["id"], "Not lost")]
        expect(page.locator(".mc-failed")).to_be_visible()
