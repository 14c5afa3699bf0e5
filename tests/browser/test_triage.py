"""The guided questions lead to a problem, with the way back open at every point; without the script they are links."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from readable import check_light_and_dark, overflow
from simulator_page import LANGUAGES, Simulator, rulebook

from playbook_sim.model import Option

ELSEWHERE = "handbook/classifying-a-dispute/"
AT_LEAST = 24
"""Pixels that a target must measure both ways."""


class Triage:
    """The guided questions on a page, and the words that they say in its language."""

    def __init__(self, page: Page, lang: str) -> None:
        self.page = page
        self.lang = lang
        self.root = page.locator("#triage")
        self.heading = self.root.get_by_role("heading")
        self.answers = self.root.locator("button.tri-answer:visible")
        self.trail = self.root.get_by_role("list", name=self.word("trail")).get_by_role("listitem")
        self.result = self.root.get_by_role("status")
        self.back = self.root.get_by_role("button", name=self.word("back"), exact=True)
        self.restart = self.root.get_by_role("button", name=self.word("restart"), exact=True)
        self.open = self.root.get_by_role("link", name=self.word("open"), exact=True)
        self.read = self.root.get_by_role("link", name=self.word("read"), exact=True)

    def word(self, key: str, /, **values: str) -> str:
        return rulebook().words[f"triage.{key}"][self.lang].format(**values)

    def unfold(self) -> None:
        self.page.locator(".tri-fold > summary").click()
        expect(self.answers.first).to_be_visible()

    def answer(self, option: Option) -> Locator:
        return self.root.get_by_role("button", name=option.label[self.lang], exact=True)

    def change(self, question: str) -> Locator:
        name = self.word("script.change_of", question=rulebook().triage[question].text[self.lang])
        return self.root.get_by_role("button", name=name, exact=True)

    def expect_question(self, id_: str) -> None:
        """One question is asked, and whoever listens stands at it."""
        question = rulebook().triage[id_]
        expect(self.heading).to_have_text([question.text[self.lang]])
        expect(self.heading).to_be_focused()
        expect(self.answers).to_have_text([option.label[self.lang] for option in question.options])
        expect(self.result).to_be_empty()

    def expect_found(self, problem: str) -> None:
        told = rulebook().problems[problem]
        expect(self.heading).to_have_text([self.word("found")])
        expect(self.heading).to_be_focused()
        platform = rulebook().vocabulary["platform"][told.platform][self.lang]
        expect(self.result).to_have_text(self.word("result", title=told.title[self.lang], platform=platform))
        expect(self.root.get_by_text(told.summary[self.lang])).to_be_visible()
        expect(self.answers).to_have_count(0)


def ways(question: str | None = None) -> Iterator[list[tuple[str, Option]]]:
    """Every way from the first question to a problem, as the answers on it."""
    id_ = question or next(iter(rulebook().triage))
    for option in rulebook().triage[id_].options:
        if option.question is None:
            yield [(id_, option)]
        else:
            yield from ([(id_, option), *rest] for rest in ways(option.question))


def way_to(problem: str) -> list[tuple[str, Option]]:
    return next(way for way in ways() if way[-1][1].problem == problem)


def one_of_each_platform() -> list[str]:
    """The problem of each platform to which the longest way leads."""
    longest = {}
    for way in sorted(ways(), key=len):
        problem = rulebook().problems[way[-1][1].problem]
        longest[problem.platform] = problem.id
    return list(longest.values())


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def triage(page: Page, site_url: str, lang: str) -> Triage:
    """The questions on a page of the handbook."""
    page.goto(f"{site_url}{lang}/{ELSEWHERE}")
    found = Triage(page, lang)
    expect(found.answers.first).to_be_visible()
    return found


def follow(triage: Triage, problem: str) -> None:
    for question, option in way_to(problem):
        expect(triage.heading).to_have_text([rulebook().triage[question].text[triage.lang]])
        triage.answer(option).click()


# --- to a problem ---


@pytest.mark.parametrize("problem", one_of_each_platform())
def test_a_problem_is_found_by_clicking_and_opened_in_the_simulator(
    triage: Triage, site_url: str, complaints: list[str], problem: str
) -> None:
    follow(triage, problem)
    triage.expect_found(problem)
    triage.open.click()
    simulator = Simulator(triage.page, site_url, triage.lang)
    told = rulebook().problems[problem]
    expect(simulator.problem).to_have_value(problem)
    expect(simulator.platform(told.platform)).to_be_checked()
    case = f"#platform={told.platform}&problem={problem}&v={rulebook().version}"
    expect(triage.page).to_have_url(simulator.url + case)
    assert complaints == []


@pytest.mark.parametrize("path", ["simulator/", ELSEWHERE])
def test_every_problem_is_reached(page: Page, site_url: str, lang: str, path: str) -> None:
    """By what stands in the page: from the first section along the options, to all problems and no dead end."""
    page.goto(f"{site_url}{lang}/{path}")
    expect(page.locator("#triage")).to_have_attribute("data-mounted", "")
    sections = page.locator(".tri-question").evaluate_all(
        """all => all.map(section => [
            section.dataset.question,
            [...section.querySelectorAll("li")].map(item => [
                item.querySelector("button").textContent, item.dataset.leads ?? null, item.dataset.problem ?? null,
                item.querySelector(".tri-read")?.href ?? null
            ]),
        ])"""
    )
    options = dict(sections)
    waiting, reached, pages = [sections[0][0]], set(), set()
    for question in waiting:
        for label, leads, problem, address in options[question]:
            assert label
            assert (leads is None) != (problem is None)
            if leads:
                waiting.append(leads)
            else:
                reached.add(problem)
                pages.add(address)
    assert reached == set(rulebook().problems)
    assert set(waiting) == set(options)
    for address in pages:
        assert page.request.get(address).ok, address


def test_the_page_of_the_problem_can_be_read_and_back_leads_to_questions_that_work(
    triage: Triage, site_url: str, complaints: list[str]
) -> None:
    follow(triage, "damaged_goods")
    triage.read.click()
    expect(triage.page).to_have_url(f"{site_url}{triage.lang}/handbook/after-shipment/damaged-goods/")
    triage.page.go_back()
    expect(triage.page).to_have_url(f"{site_url}{triage.lang}/{ELSEWHERE}")
    follow(triage, "no_stock")
    triage.expect_found("no_stock")
    assert complaints == []


# --- the way back ---


def test_the_way_is_shown_and_each_answer_can_be_changed(triage: Triage, complaints: list[str]) -> None:
    expect(triage.back).to_be_hidden()
    way = way_to("damaged_goods")
    for place, (question, option) in enumerate(way):
        expect(triage.trail).to_have_count(place)
        triage.answer(option).click()
        expect(triage.trail.nth(place)).to_contain_text(rulebook().triage[question].text[triage.lang])
        expect(triage.trail.nth(place)).to_contain_text(option.label[triage.lang])
        expect(triage.back).to_be_visible()
        expect(triage.restart).to_be_visible()
    triage.expect_found("damaged_goods")
    middle = way[1][0]
    triage.change(middle).click()
    triage.expect_question(middle)
    expect(triage.trail).to_have_count(1)
    expect(triage.open).to_be_hidden()
    triage.answer(way[1][1]).click()
    triage.back.click()
    triage.expect_question(middle)
    triage.back.click()
    triage.expect_question(way[0][0])
    expect(triage.trail).to_have_count(0)
    expect(triage.back).to_be_hidden()
    assert complaints == []


def test_starting_again_and_going_another_way_tells_the_other_problem(triage: Triage) -> None:
    follow(triage, "damaged_goods")
    triage.restart.click()
    triage.expect_question(way_to("exchange")[0][0])
    follow(triage, "exchange")
    triage.expect_found("exchange")
    expect(triage.open).to_have_attribute("href", re.compile("#platform=tmall_global&problem=exchange$"))
    expect(triage.read).to_have_attribute("href", re.compile("/exchange/$"))


# --- on the page of the simulator ---


def test_by_keyboard_alone_the_problem_goes_into_the_form_in_place(
    page: Page, site_url: str, lang: str, complaints: list[str]
) -> None:
    simulator = Simulator(page, site_url, lang)
    simulator.open("#platform=dsers_tmall&problem=wrong_item&claim_result=verified&today=2026-11-25")
    simulator.control("verified_on").fill("2026-11-20")
    page.wait_for_url("**verified_on=2026-11-20**")
    page.evaluate("window.sameDocument = true")
    triage, keyboard = Triage(page, lang), page.keyboard
    expect(triage.root).to_have_attribute("data-mounted", "")
    page.locator(".tri-fold > summary").focus()
    keyboard.press("Enter")
    for question, option in way_to("damaged_goods"):
        if triage.trail.count():
            triage.expect_question(question)
        for _ in range(rulebook().triage[question].options.index(option) + 1):
            keyboard.press("Tab")
        expect(triage.answer(option)).to_be_focused()
        keyboard.press("Enter")
    triage.expect_found("damaged_goods")
    keyboard.press("Tab")
    expect(triage.open).to_be_focused()
    keyboard.press("Enter")
    expect(simulator.problem).to_have_value("damaged_goods")
    first = simulator.page.locator(".sim-fact:visible input").first
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()
    expect(triage.root).to_be_hidden()
    simulator.expect_answer()
    expect(first).to_be_focused()
    expect(simulator.radio("claim_result", "verified")).to_be_checked()
    expect(simulator.control("verified_on")).to_have_value("2026-11-20")
    expect(simulator.control("today")).to_have_value("2026-11-25")
    assert page.evaluate("window.sameDocument") is True

    page.go_back()
    expect(simulator.problem).to_have_value("wrong_item")
    expect(simulator.control("verified_on")).to_have_value("2026-11-20")
    page.locator(".tri-fold > summary").click()
    triage.restart.click()
    triage.expect_question(way_to("damaged_goods")[0][0])
    assert complaints == []


def test_another_platform_is_taken_too(page: Page, site_url: str, lang: str) -> None:
    simulator = Simulator(page, site_url, lang)
    simulator.open("#platform=dsers_tmall&problem=no_stock&today=2026-11-25")
    triage = Triage(page, lang)
    triage.unfold()
    follow(triage, "real_defect")
    triage.open.click()
    expect(simulator.platform("aliexpress")).to_be_checked()
    expect(simulator.problem).to_have_value("real_defect")
    expect(page).to_have_url(
        f"{simulator.url}#platform=aliexpress&problem=real_defect&today=2026-11-25&v={rulebook().version}"
    )


# --- for everyone ---


def test_it_is_accessible_and_fits_a_phone_at_every_point(page: Page, site_url: str, lang: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site_url}{lang}/simulator/")
    triage = Triage(page, lang)
    triage.unfold()
    for _, option in way_to("returned_on_the_way"):
        check(triage)
        triage.answer(option).click()
    triage.expect_found("returned_on_the_way")
    check(triage)
    check_light_and_dark(page)


def check(triage: Triage) -> None:
    """Nothing sticks out, and whatever can be pressed is large enough for a finger."""
    assert overflow(triage.page) == []
    targets = triage.root.locator("button:visible, a:visible")
    assert targets.count() > 0
    for target in targets.all():
        box = target.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= AT_LEAST, target.inner_text()


def test_a_question_is_accessible_in_light_and_dark(triage: Triage) -> None:
    follow(triage, "complaint")
    triage.back.click()
    check_light_and_dark(triage.page)
    (_, option), *_ = way_to("damaged_goods")
    triage.answer(option).click()
    check_light_and_dark(triage.page)


def test_without_javascript_all_questions_are_links(browser: Browser, site_url: str, lang: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{site_url}{lang}/simulator/")
    triage = Triage(page, lang)
    page.locator(".tri-fold > summary").click()
    for question in rulebook().triage.values():
        expect(triage.root.get_by_role("heading", name=question.text[lang], exact=True)).to_be_visible()
    expect(triage.root.get_by_role("button")).to_have_count(0)
    expect(triage.open).to_have_count(0)
    *questions, (last, end) = way_to("returned_on_the_way")
    for _, option in questions:
        triage.root.get_by_role("link", name=option.label[lang], exact=True).click()
        expect(triage.root.locator(f"[data-question={option.question}] h2")).to_be_in_viewport()
    problem = rulebook().problems[end.problem]
    section = triage.root.locator(f"[data-question={last}]")
    section.get_by_role("link", name=triage.word("read_of", title=problem.title[lang]), exact=True).click()
    expect(page).to_have_url(f"{site_url}{lang}/handbook/after-shipment/returned-on-the-way/")
    context.close()


def test_if_the_script_does_not_arrive_all_questions_appear(page: Page, site_url: str) -> None:
    page.route("**/javascripts/triage.js", lambda route: route.abort())
    page.goto(f"{site_url}en/{ELSEWHERE}")
    last = list(rulebook().triage.values())[-1]
    heading = page.locator("#triage").get_by_role("heading", name=last.text["en"], exact=True)
    expect(heading).to_be_visible()
    expect(page.locator("#triage .tri-question .tri-read").last).to_be_visible()


@pytest.mark.usefixtures("instant")
def test_it_lives_through_navigation_without_reload(page: Page, site_url: str, complaints: list[str]) -> None:
    page.goto(f"{site_url}en/")
    page.evaluate("window.sameDocument = true")
    page.locator(".md-tabs").get_by_role("link", name="Simulator").click()
    triage = Triage(page, "en")
    triage.unfold()
    follow(triage, "no_stock")
    triage.expect_found("no_stock")
    triage.read.click()
    expect(page).to_have_url(f"{site_url}en/handbook/before-shipment/no-stock/")
    expect(triage.root).to_have_count(0)
    page.go_back()
    triage.unfold()
    follow(triage, "own_reason")
    triage.open.click()
    simulator = Simulator(page, site_url, "en")
    expect(simulator.problem).to_have_value("own_reason")
    simulator.expect_answer()
    assert page.evaluate("window.sameDocument") is True
    assert complaints == []
