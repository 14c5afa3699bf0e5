"""The rule lab as an editor uses it: a change is tried out, seen at once, and taken along as a proposal."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from deployments import Reader
from faulty_server import faulty
from lab_book import BOOK, TEXTS, fields, folder, limit_field
from playwright.sync_api import Browser, Locator, Page, expect
from readable import check_light_and_dark, overflow, small_targets
from simulator_page import START, dates_of

from playbook_sim.cases import read_case
from playbook_sim.checking import problems_within
from playbook_sim.editing.changelog import CHANGELOG
from playbook_sim.evaluation import evaluate
from playbook_sim.lab.edits import change
from playbook_sim.lab.expected import FOLDER as CASES
from playbook_sim.lab.proposal import FOLDER
from playbook_sim.loading import load_rulebook
from playbook_sim.meaning import changed_case
from playbook_sim.model import Rulebook
from playbook_sim.site.coverage import worked_cases
from playbook_sim.site.places import ROOT, SITE
from playbook_sim.site.translations import RECORD

PROBLEM = "real_defect"
LIMIT = BOOK.limits["ae_answer"]
AMOUNT = limit_field(LIMIT.id, "amount")
OTHER = str(LIMIT.amount + 2)
LONGEST = 21_000  # ms after which a Python that does not answer is given up
MOST_TABS = 300
CHECKED = 4 * START  # all problems are looked at, one after the other
FORGE = "https://forge.invalid/shop/playbook"


class Lab:
    """The lab of one problem's page."""

    def __init__(self, page: Page, root_url: str, lang: str, problem: str = PROBLEM) -> None:
        self.page = page
        self.lang = lang
        told = BOOK.problems[problem]
        self.url = f"{root_url}{lang}/handbook/{told.stage}/{told.id}/".replace("_", "-")
        self.lab = page.locator("#lab")
        self.summary = page.locator(".lab-fold > summary")
        self.sum = page.locator(".lab-sum")
        self.sample = page.locator(".lab-sample")
        self.case = page.locator("#lab-case")
        self.proposal = page.locator(".lab-propose")

    def word(self, key: str, /, **values: str | int) -> str:
        return BOOK.words[f"lab.{key}"][self.lang].format(**values)

    def open(self) -> None:
        self.summary.focus()
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".lab-body")).to_be_visible(timeout=START)
        expect(self.sample.locator(".pb-part--now")).to_be_visible(timeout=START)

    def field(self, id_: str) -> Locator:
        return self.page.locator(f'[data-field="{id_}"]')

    def control(self, id_: str) -> Locator:
        return self.field(id_).locator("input, select, textarea")

    def button(self, action: str) -> Locator:
        return self.lab.locator(f'[data-action="{action}"]')

    def expect_changes(self, found: int) -> None:
        """The sum of the worked cases that change."""
        asked = len(worked_cases())
        key = "cases.none" if not found else f"cases.some_{'one' if found == 1 else 'many'}"
        values = {"n": found, "all": asked} if found else {"n": asked}
        expect(self.sum).to_have_text(self.word(key, **values), timeout=START)


def with_edits(**edits: str) -> Rulebook:
    found = change(TEXTS, fields(PROBLEM).values(), edits).rulebook
    assert found is not None
    return found


def changed_cases(book: Rulebook) -> list:
    return [case for case in worked_cases() if changed_case(BOOK, book, case.request)]


@pytest.fixture(params=["en"])
def lab(page: Page, site_url: str, complaints: list[str], request: pytest.FixtureRequest) -> Iterator[Lab]:
    found = Lab(page, site_url, request.param)
    yield found
    assert complaints == []


def test_a_changed_limit_is_followed_by_answer_table_and_cases(lab: Lab) -> None:
    asked: list[str] = []
    lab.page.on("request", lambda request: asked.append(request.url))
    lab.page.goto(lab.url)
    expect(lab.lab).to_have_attribute("data-mounted", "")
    script = (SITE / lab.lang / "assets/javascripts/lab.js").read_text(encoding="utf-8")
    (part,) = re.findall(r'import\("\./([^"]+)"\)', script)
    assert [url for url in asked if "/runtime/" in url or url.endswith(part)] == []
    lab.open()
    assert [url for url in asked if url.endswith(part)]
    # The first case to be looked at has dates.
    expect(lab.sample.locator(".pb-part--deadlines time").first).to_be_visible()
    cases = worked_cases()
    number, case = next(
        (number, case)
        for number, case in enumerate(cases)
        if case.problem == PROBLEM
        and "dispute_opened_on" in case.request["facts"]
        and "dispute_answered_on" not in case.request["facts"]
    )
    lab.case.select_option(str(number))
    opened = case.request["facts"]["dispute_opened_on"]
    deadlines = lab.sample.locator(".pb-part--deadlines")
    for day in dates_of(LIMIT.id, opened, lab.lang):
        expect(deadlines).to_contain_text(day)

    lab.control(AMOUNT).fill(OTHER)
    longer = with_edits(**{AMOUNT: OTHER})
    found = changed_cases(longer)
    assert found
    lab.expect_changes(len(found))
    titles = lab.page.locator(".lab-case h4")
    assert sorted(titles.all_text_contents()) == sorted(each.names[lab.lang] for each in found)
    # Each in a line, with what moved; all of it is a click away.
    mine = lab.page.locator(f'.lab-case:has([data-look="{number}"])')
    expect(mine.locator(".lab-short")).to_contain_text(" → ")
    expect(mine.locator(".lab-rows")).to_be_hidden()
    mine.locator("summary").click()
    expect(mine.locator(".lab-rows")).to_be_visible()
    mine.locator("[data-look]").click()
    expect(lab.case).to_have_value(str(number))
    shown = lab.sample.locator("[datetime]")
    days = {deadline.id: deadline for deadline in answers(longer, case.request)}[LIMIT.id]
    for day in (days.strict, days.literal):
        assert day.isoformat() in [time.get_attribute("datetime") for time in shown.all()]
    expect(lab.sample.locator(".lab-rows")).to_contain_text(LIMIT.label[lab.lang])

    lab.field(AMOUNT).locator("[data-action=put_back]").click()
    expect(lab.control(AMOUNT)).to_have_value(str(LIMIT.amount))
    expect(lab.sum).to_have_text(lab.word("cases.unchanged", n=len(cases)))
    expect(lab.sample.locator(".lab-difference")).to_have_text(lab.word("sample.same"))


def answers(book: Rulebook, request: dict) -> tuple:
    return evaluate(book, *read_case(book, request)).deadlines


def test_words_change_no_case_and_mistakes_stand_at_their_fields(lab: Lab) -> None:
    lab.page.goto(lab.url)
    lab.open()
    label = limit_field(LIMIT.id, "label.en")
    lab.control(label).fill("Reply <b>at once</b>")
    expect(lab.sample.locator(".pb-part--deadlines")).to_contain_text("Reply <b>at once</b>")
    lab.expect_changes(0)

    lab.control(AMOUNT).fill("0")
    error = lab.field(AMOUNT).locator(".sim-error")
    expect(error).to_contain_text(lab.word("mistake.amount", found=0))
    expect(lab.control(AMOUNT)).to_have_attribute("aria-invalid", "true")
    said = lab.word("mistake.amount", found=0)
    expect(lab.control(AMOUNT)).to_have_accessible_description(re.compile(re.escape(said)))
    expect(lab.page.locator("#lab .sim-live")).to_contain_text(said)
    expect(lab.page.locator(".lab-stale")).to_have_text(lab.word("mistake.count_one", n=1))
    expect(lab.proposal).to_contain_text(lab.word("propose.mistakes"))
    lab.control(AMOUNT).fill(str(LIMIT.amount))
    expect(error).to_be_hidden()

    # Back to the rules as they are, and back again.
    lab.button("all_back").click()
    expect(lab.control(label)).to_have_value(LIMIT.label["en"])
    lab.button("undo").click()
    expect(lab.control(label)).to_have_value("Reply <b>at once</b>")
    lab.expect_changes(0)


def test_the_proposal_is_the_change_and_is_kept_over_a_reload(lab: Lab, tmp_path: Path) -> None:
    lab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lab.page.goto(lab.url)
    lab.lab.evaluate("(lab, forge) => { lab.dataset.forge = forge; }", FORGE)
    lab.open()
    lab.control(AMOUNT).fill(OTHER)
    lab.button("open").click(timeout=START)
    for lang in BOOK.languages:
        lab.page.locator(f"#lab-release-{lang}").fill(f"It changes, in {lang}.")
    lab.page.get_by_label(lab.word("propose.confirm")).check()
    paths = [f"{FOLDER}/{name}" for name in ("limits.toml", "rulebook.toml", "history.toml")]
    paths += [CHANGELOG.name, RECORD.as_posix()]
    expect(lab.proposal.locator("a[href^=https]")).to_have_count(len(paths), timeout=START)
    links = [link.get_attribute("href") for link in lab.proposal.locator("a[href^=https]").all()]
    assert links == [f"{FORGE}/edit/main/{path}" for path in paths]
    lab.proposal.locator("[data-copy=diff]").click()
    expect(lab.page.locator(".lab-copied")).to_have_text(lab.word("propose.copied"))
    diff = lab.page.evaluate("navigator.clipboard.readText()")
    root = folder(tmp_path, TEXTS)
    for beside in (CHANGELOG, ROOT / RECORD):
        (tmp_path / beside.relative_to(ROOT).parent).mkdir(exist_ok=True)
        shutil.copy(beside, tmp_path / beside.relative_to(ROOT))
    subprocess.run(["git", "apply", "-"], input=diff.encode(), cwd=tmp_path, check=True)
    book = load_rulebook(root)
    assert book.limits == with_edits(**{AMOUNT: OTHER}).limits
    assert book.history[-1].changes[0].text == {lang: f"It changes, in {lang}." for lang in BOOK.languages}

    lab.page.reload()
    expect(lab.control(AMOUNT)).to_have_value(OTHER, timeout=START)
    expect(lab.page.locator(".lab-notice")).to_have_text(lab.word("restored"))
    expect(lab.page.locator("#lab-release-it")).to_have_value("It changes, in it.")
    # Whoever confirmed did so for what was there then.
    expect(lab.page.locator("#lab-confirmed")).not_to_be_checked()


def test_with_the_words_of_a_source_goes_all_that_cites_them(lab: Lab) -> None:
    limit = BOOK.limits["ae_settle"]
    more = limit.amount + 1
    edits = {limit_field(limit.id, "amount"): str(more), limit_field(limit.id, "since"): BOOK.first_date.isoformat()}
    for passage in (BOOK.citations[cite] for cite in limit.cites):
        edits[f"citations/{passage.source}.toml: {passage.id}.quote"] = f"{more} days"
    lab.page.goto(lab.url)
    lab.open()
    for field, typed in edits.items():
        lab.control(field).fill(typed)
    lab.button("open").click(timeout=START)
    proposed = lab.proposal.locator("h4 code")
    for path in (f"{FOLDER}/steps/aliexpress.toml", f"{CASES}/aliexpress/{PROBLEM}.toml"):
        expect(proposed.get_by_text(path, exact=True)).to_be_visible(timeout=START)
    expect(lab.proposal).to_contain_text(lab.word("propose.has_cases", folder=CASES))


@pytest.mark.parametrize("lang", ["en", "it"])
def test_only_whoever_was_elsewhere_is_told_that_the_changes_are_here_again(
    page: Page, site_url: str, instant: None, lang: str
) -> None:
    lab = Lab(page, site_url, lang)
    page.goto(lab.url)
    lab.open()
    notice = page.locator(".lab-notice")
    lab.control(AMOUNT).fill(OTHER)
    for part in ("cases", "propose"):
        lab.lab.get_by_role("link", name=lab.word(f"{part}.short"), exact=True).press("Enter")
        expect(page.locator(f"#lab-{part}")).to_be_focused()
    lab.control(AMOUNT).fill(str(LIMIT.amount + 1))
    expect(notice).to_be_hidden()
    # A link to a place on the page is no way out of it either, though the page comes anew.
    lab.lab.evaluate("lab => { lab.dataset.before = ''; }")
    page.locator('.md-content h2[id="try"] .headerlink').click()
    expect(page.locator("#lab[data-before]")).to_have_count(0)
    expect(lab.control(AMOUNT)).to_have_value(str(LIMIT.amount + 1), timeout=START)
    expect(lab.sample.locator(".pb-part--now")).to_be_visible(timeout=START)
    expect(notice).to_be_hidden()

    page.reload()
    expect(notice).to_have_text(lab.word("restored"), timeout=START)
    lab.button("all_back").click()
    expect(page.locator(".lab-count")).to_have_text(lab.word("form.changed_none"))
    expect(notice).to_be_hidden()


def test_the_check_of_the_whole_rulebook_is_told(page: Page, site_url: str) -> None:
    """A question on which nothing depends any longer: the rules load, and the check refuses them."""
    problem, start, other = "wrong_item", limit_field("dsers_remedy", "counted_from"), "evidence_sent_on"
    book = change(TEXTS, fields(problem).values(), {start: other}).rulebook
    assert book is not None
    (found,) = problems_within(book, book.problems[problem])
    lab = Lab(page, site_url, "it", problem)
    page.goto(lab.url)
    lab.open()
    checked = page.locator(".lab-checked")
    expect(checked).to_have_text(lab.word("check.idle"))
    lab.control(start).select_option(other)
    expect(checked).to_have_text(lab.word("check.some_one"), timeout=CHECKED)
    said = book.words[f"lab.finding.{found.code}"]["it"].format(
        asked_by=book.problems[found.details["asked_by"]].title["it"],
        fact=book.facts[found.details["fact"]].label["it"],
    )
    expect(page.locator(".lab-findings li")).to_have_text(f"{found.place} {said}")
    assert overflow(page) == []
    lab.button("all_back").click()
    expect(checked).to_have_text(lab.word("check.idle"))


def test_a_python_that_is_killed_loses_nothing(page: Page, site_url: str) -> None:
    page.clock.install()
    lab = Lab(page, site_url, "it")
    page.goto(lab.url)
    lab.open()
    lab.control(AMOUNT).fill(OTHER)
    found = len(changed_cases(with_edits(**{AMOUNT: OTHER})))
    lab.expect_changes(found)
    (worker,) = [one for one in page.workers if "/runtime/" in one.url]
    worker.evaluate("() => { self.close(); }")
    label = limit_field(LIMIT.id, "label.it")
    lab.control(label).fill("Rispondi subito")
    page.clock.run_for(1_000)
    page.clock.fast_forward(LONGEST)
    expect(lab.sample.locator(".pb-part--deadlines")).to_contain_text("Rispondi subito", timeout=START)
    expect(lab.control(AMOUNT)).to_have_value(OTHER)
    lab.expect_changes(found)


def test_without_a_network_the_lab_opens_and_answers(browser: Browser, site_url: str) -> None:
    context = browser.new_context(service_workers="allow", locale="en-GB")
    page = context.new_page()
    lab = Lab(page, site_url, "en")
    page.goto(f"{site_url}en/faq/")
    Reader(page, BOOK, "en").expect_kept()
    context.set_offline(True)
    page.goto(lab.url)
    lab.open()
    lab.control(AMOUNT).fill(OTHER)
    lab.expect_changes(len(changed_cases(with_edits(**{AMOUNT: OTHER}))))
    lab.control(limit_field(LIMIT.id, "label.en")).fill("Answer at once")
    lab.button("open").click(timeout=START)
    # The record is only where the site is; what is proposed is there all the same.
    lab.page.locator("#lab-confirmed").click(timeout=START)
    expect(lab.page.locator(".lab-copied")).to_have_text(lab.word("propose.no_record"))
    expect(lab.page.locator("#lab-confirmed")).not_to_be_checked()
    expect(lab.proposal.locator(".lab-diff")).to_contain_text(f"amount       = {OTHER}")
    context.close()


def test_from_opening_to_the_copied_diff_by_keyboard_alone(lab: Lab) -> None:
    page = lab.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(lab.url)
    expect(lab.lab).to_have_attribute("data-mounted", "")
    tab_to(page, ".lab-fold > summary")
    page.keyboard.press("Enter")
    expect(lab.sample.locator(".pb-part--now")).to_be_visible(timeout=START)
    for piece in lab.page.locator(".lab-piece[open] > summary").all():
        expect(piece).to_be_visible()
    tab_to(page, f'[data-field="{AMOUNT}"] input')
    page.keyboard.press("Control+A")
    page.keyboard.type(OTHER)
    lab.expect_changes(len(changed_cases(with_edits(**{AMOUNT: OTHER}))))
    tab_to(page, '.lab-propose [data-action="open"]')
    page.keyboard.press("Enter")
    expect(lab.proposal.locator("h3")).to_be_focused(timeout=START)
    for lang in BOOK.languages:
        tab_to(page, f"#lab-release-{lang}")
        page.keyboard.type("Longer.")
    tab_to(page, "#lab-confirmed")
    page.keyboard.press("Space")
    expect(lab.proposal.locator("h4", has_text=RECORD.as_posix())).to_be_visible(timeout=START)
    tab_to(page, "[data-copy=diff]")
    page.keyboard.press("Enter")
    expect(lab.page.locator(".lab-copied")).to_have_text(lab.word("propose.copied"))
    assert page.evaluate("navigator.clipboard.readText()") == lab.proposal.locator(".lab-diff").text_content()


def tab_to(page: Page, selector: str) -> None:
    """Go on with the Tab key until the element has the focus."""
    wanted = page.locator(selector)
    for _ in range(MOST_TABS):
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not lead to {selector}")


@pytest.mark.parametrize("lab", ["it"], indirect=True)
def test_it_is_readable_by_everyone_on_a_phone(lab: Lab) -> None:
    lab.page.set_viewport_size({"width": 390, "height": 800})
    lab.page.add_init_script("delete Storage.prototype.setItem; Storage.prototype.setItem = () => { throw Error(); };")
    lab.page.goto(lab.url)
    lab.open()
    lab.control(AMOUNT).fill(OTHER)
    expect(lab.page.locator(".lab-notice")).to_have_text(lab.word("not_kept"))
    lab.button("open").click(timeout=START)
    expect(lab.proposal).to_contain_text(lab.word("propose.how_alone"))
    lab.page.locator("#lab-find").fill("perche")
    expect(lab.page.locator(".lab-found")).not_to_be_empty()
    assert overflow(lab.page) == []
    assert small_targets(lab.page, "#lab") == []
    check_light_and_dark(lab.page)


def test_rules_that_do_not_arrive_are_asked_for_again(page: Page) -> None:
    with faulty() as faults:
        faults.of["rules.json"] = "wrong"
        lab = Lab(page, faults.url, "en")
        page.goto(lab.url)
        lab.summary.click()
        expect(page.locator(".lab-failed")).to_contain_text(lab.word("failed_rules"), timeout=START)
        faults.of.clear()
        lab.button("again").click()
        expect(page.locator(".lab-body")).to_be_visible(timeout=START)
