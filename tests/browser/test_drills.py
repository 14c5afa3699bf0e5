"""The drills as a trainee uses them: by keyboard, on a phone, with and without a store, on paper."""

import datetime as dt
import re

from playwright.sync_api import Browser, Page, expect
from simulator_page import START, Simulator, rulebook
from test_pages import check_light_and_dark, overflow

from playbook_sim.drills import Drill, Graded, draw, grade, read_answers
from playbook_sim.drills.parts import Wish
from playbook_sim.rendering.drill import choice_words, date_given, view_of_drills

TODAY = dt.date(2026, 11, 26)
COUNT = 5
ROUND = {"seed": 40, "topic": "mixed", "difficulty": 3}
FRAGMENT = f"#seed=40&topic=mixed&difficulty=3&count={COUNT}&today={TODAY}"


def drill_at(place: int) -> Drill:
    seed = ROUND["seed"] + place
    return draw(rulebook(), Wish(**(ROUND | {"seed": seed}), today=TODAY))


def solved(drill: Drill) -> Graded:
    """The drill with its right answers."""
    right = next(place for place, choice in enumerate(drill.choices) if choice.reason == "right")
    date = grade(rulebook(), drill, read_answers(rulebook(), drill, {"first": right, "when": "none"})).solution.date
    told = {"first": right, "when": date.isoformat() if date else "none"}
    return grade(rulebook(), drill, read_answers(rulebook(), drill, told))


class Drills:
    """The page, and the words that it says in its language."""

    def __init__(self, page: Page, root_url: str, lang: str) -> None:
        self.page = page
        self.lang = lang
        self.url = f"{root_url}{lang}/drills/"
        self.view = view_of_drills(rulebook(), lang)
        self.case = page.locator(".dr-case")
        self.heading = page.locator(".dr-case > h2")
        self.result = page.locator(".dr-graded")
        self.end = page.locator(".dr-end")
        self.progress = page.locator(".dr-progress")

    def word(self, key: str, /, **values: str | int) -> str:
        return rulebook().words[f"drill.{key}"][self.lang].format(**values)

    def expect_case(self, place: int) -> None:
        """The case at a place of the round is asked, and whoever listens stands at its heading."""
        drill = drill_at(place)
        level = self.word(f"level.{drill.level}")
        said = self.word("script.case", n=place + 1, count=COUNT, level=level)
        expect(self.heading).to_have_text(said, timeout=START)
        expect(self.heading).to_be_focused()
        expect(self.case).to_contain_text(rulebook().problems[drill.case.problem].summary[self.lang])
        expect(self.case).to_contain_text(self.view.date(drill.today))
        expect(self.page.locator("[data-question=first] label")).to_have_text(
            [choice_words(self.view, choice) for choice in drill.choices]
        )

    def expect_mark(self, mark: str) -> None:
        heading = self.result.locator("h3")
        expect(heading).to_have_text(self.word("script.graded", mark=self.word(f"mark.{mark}")))
        expect(heading).to_be_focused()


def press_until(page: Page, key: str, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{key} does not reach {selector}")


def choose_by_keyboard(drills: Drills, place: int, date: dt.date | None) -> None:
    page = drills.page
    press_until(page, "Tab", "[name=first]")
    page.keyboard.press("Space")
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    press_until(page, "Tab", "[name=when]")
    page.keyboard.press("Space")
    if date is None:
        page.keyboard.press("ArrowDown")
    else:
        press_until(page, "Tab", "[name=date]")
        page.keyboard.type(f"{date:%m%d%Y}")
    press_until(page, "Tab", "[data-action=check]")
    page.keyboard.press("Enter")


def test_a_round_by_keyboard_in_italian_on_a_phone(browser: Browser, site_url: str, complaints: list[str]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-US")
    page = context.new_page()
    drills = Drills(page, site_url, "it")
    page.goto(drills.url + FRAGMENT)
    drills.expect_case(0)
    html = page.locator(".dr-case").inner_html()
    assert "dr-mark" not in html
    check_light_and_dark(page)
    # Nothing answered: both fields say so, and the first of them has the focus.
    press_until(page, "Tab", "[data-action=check]")
    page.keyboard.press("Enter")
    expect(page.locator("#dr-first-error")).to_have_text(drills.word("script.missing_first"))
    expect(page.locator("#dr-when-error")).to_have_text(drills.word("script.missing_when"))
    expect(page.locator("[name=first]").first).to_be_focused()
    page.locator("h1").evaluate("h1 => { h1.tabIndex = -1; h1.focus(); }")

    right = solved(drill_at(0))
    choose_by_keyboard(drills, right.answers.first, right.answers.when)
    drills.expect_mark("right")
    press_until(page, "Tab", "[data-action=next]")
    page.keyboard.press("Enter")

    drills.expect_case(1)
    right = solved(drill_at(1))
    wrong = (right.answers.first + 1) % len(drill_at(1).choices)
    day = (right.solution.date or TODAY) + dt.timedelta(days=100)
    choose_by_keyboard(drills, wrong, day)
    drills.expect_mark("wrong")
    expect(drills.result).to_contain_text(choice_words(drills.view, right.solution.choice))
    expect(drills.result).to_contain_text(date_given(drills.view, right.solution.date))
    for details in page.locator(".dr-graded details").all():
        details.evaluate("details => { details.open = true; }")
    check_light_and_dark(page)
    assert overflow(page) == []

    # A reload goes on where one was, and what was practised is kept.
    page.reload()
    drills.expect_case(2)
    expect(drills.progress.locator("tbody tr").first).to_be_visible()
    expect(drills.progress.locator(".dr-advice")).to_contain_text("·")
    # The same link in the other language: the same case.
    english = Drills(page, site_url, "en")
    page.get_by_role("link", name="English", exact=True).click()
    english.expect_case(2)

    page.get_by_role("button", name=english.word("page.stop"), exact=True).click()
    expect(english.end.locator("h2")).to_be_focused()
    score = english.word("script.score_many", right=1, n=2, partly=0, wrong=1)
    expect(english.end.locator(".dr-score")).to_have_text(score)
    page.get_by_label(english.word("page.name")).fill("<b>Anna</b>")
    check_light_and_dark(page)
    page.emulate_media(media="print")
    expect(english.end).to_be_visible()
    expect(english.end.locator(".dr-printed")).to_contain_text("<b>Anna</b> · ")
    expect(english.end.locator(".dr-printed")).to_contain_text(rulebook().version)
    expect(english.end.locator(".dr-cases")).to_contain_text(date_given(english.view, right.solution.date))
    for hidden in (english.progress, page.locator("h1"), page.locator("#dr-name"), page.locator(".md-footer")):
        expect(hidden).to_be_hidden()
    page.emulate_media(media="screen")
    assert page.evaluate("JSON.stringify([localStorage, sessionStorage])").count("Anna") == 0

    english.progress.get_by_role("button", name=english.word("page.delete")).click()
    english.progress.get_by_role("button", name=english.word("page.yes")).click()
    expect(english.progress.locator(".dr-empty")).to_be_visible()
    expect(page.locator(".dr .sim-live")).to_have_text(english.word("script.deleted"))
    assert complaints == []
    context.close()


def test_a_round_that_is_chosen_can_be_checked_in_the_simulator(
    page: Page, site_url: str, complaints: list[str]
) -> None:
    drills = Drills(page, site_url, "en")
    page.goto(drills.url)
    expect(drills.progress.locator(".dr-empty")).to_be_visible()
    difficulty = page.get_by_label(rulebook().words["form.difficulty"]["en"])
    expect(difficulty).to_have_value("1")  # for whoever has practised nothing yet
    page.get_by_label(rulebook().words["form.topic"]["en"]).select_option("no_stock")
    levels = difficulty.locator("option:not([disabled])")
    expect(levels).to_have_text([drills.word("level.0"), drills.word("level.1")])
    page.get_by_role("button", name=drills.word("page.start"), exact=True).click()
    expect(drills.heading).to_contain_text(drills.word("level.1"), timeout=START)
    expect(page).to_have_url(re.compile(r"#seed=\d+&topic=no_stock&difficulty=1&count=5&today=.*&v="))
    page.locator("[name=first]").first.check()
    page.locator("[name=when][value=none]").check()
    page.locator("[data-action=check]").click()
    page.get_by_role("link", name=drills.word("show.simulate")).click()
    simulator = Simulator(page, site_url, "en")
    expect(simulator.problem).to_have_value("no_stock")
    simulator.expect_answer()
    page.go_back()
    # What was answered in this tab is not asked again.
    expect(drills.heading).to_contain_text("2", timeout=START)
    page.go_back()
    expect(page.locator(".dr-setup")).to_be_visible()
    assert complaints == []


def test_without_a_store_it_works_and_says_that_nothing_is_kept(page: Page, site_url: str) -> None:
    page.add_init_script(
        """for (const name of ["indexedDB", "sessionStorage"]) {
            Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
        }"""
    )
    drills = Drills(page, site_url, "en")
    page.goto(drills.url + FRAGMENT)
    expect(drills.progress.locator(".dr-unkept")).to_have_text(drills.word("script.blocked"))
    drills.expect_case(0)
    page.locator("[name=first]").first.check()
    page.locator("[name=when][value=none]").check()
    page.locator("[data-action=check]").click()
    expect(drills.result).to_be_visible()
    expect(drills.progress.locator("tbody tr")).to_have_count(1)
    page.locator("[data-action=next]").click()
    drills.expect_case(1)


def test_when_the_engine_fails_it_can_be_tried_again(page: Page, site_url: str) -> None:
    page.route("**/*.wasm", lambda route: route.abort())
    drills = Drills(page, site_url, "en")
    page.goto(drills.url + FRAGMENT)
    again = page.get_by_role("button", name=rulebook().words["engine.try_again"]["en"])
    expect(again).to_be_visible(timeout=START)
    page.unroute("**/*.wasm")
    again.click()
    drills.expect_case(0)
    expect(page.locator(".sim-failed")).to_be_hidden()


def test_without_javascript_it_says_where_to_practise(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    drills = Drills(page, site_url, "it")
    page.goto(drills.url)
    told = page.locator(".sim-noscript")
    expect(told).to_be_visible()
    expect(told).to_have_text(drills.word("page.no_script"))
    expect(page.locator(".dr-setup")).to_be_hidden()
    context.close()
