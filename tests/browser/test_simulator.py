"""A case goes from typed facts to dated steps, in both languages, on a desktop and on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from simulator_page import LANGUAGES, OTHER, START, Simulator, dates_of, rulebook

Open = Callable[..., Simulator]

OVERDUE = "platform=dsers_tmall&problem=shipment_overdue&promised_ship_date=2026-03-10&today=2026-03-12"
REFUND = "platform=dsers_tmall&problem=wrong_item&claim_result=verified&verified_on=2026-11-20&remedy=refund"

OVERDUE_DATES = {
    lang: dates_of("dsers_overdue_press", "2026-03-10", lang) + dates_of("dsers_overdue_switch", "2026-03-10", lang)
    for lang in LANGUAGES
}
REFUND_DATE = {lang: dates_of("dsers_remedy", "2026-11-20", lang)[-1] for lang in LANGUAGES}


@pytest.fixture
def open_simulator(page: Page, site_url: str) -> Open:
    def open_(lang: str = "en", fragment: str = "") -> Simulator:
        simulator = Simulator(page, site_url, lang)
        simulator.open(fragment)
        return simulator

    return open_


@pytest.fixture(params=[1280, 390])
def width(request: pytest.FixtureRequest, page: Page) -> int:
    page.set_viewport_size({"width": request.param, "height": 844})
    return request.param


# --- from facts to an answer ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_overdue_shipment_is_answered_as_it_is_typed(
    open_simulator: Open, complaints: list[str], width: int, lang: str
) -> None:
    simulator = open_simulator(lang)
    simulator.choose("shipment_overdue")
    simulator.control("promised_ship_date").fill("2026-03-10")
    simulator.control("today").fill("2026-03-12")
    simulator.expect_answer()
    simulator.expect_dates("deadlines", *OVERDUE_DATES[lang])
    simulator.expect_steps("shipment_overdue", "overdue", "press_supplier", "treat_as_no_stock")
    expect(simulator.page).to_have_url(f"{simulator.url}#{OVERDUE}&v={rulebook().version}")
    assert complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_answer_brings_the_next_question(
    open_simulator: Open, complaints: list[str], width: int, lang: str
) -> None:
    simulator = open_simulator(lang)
    simulator.choose("wrong_item")
    simulator.expect_answer()
    expect(simulator.field("verified_on")).to_be_hidden()
    simulator.pick("claim_result", "verified")
    expect(simulator.field("verified_on")).to_be_visible()
    expect(simulator.field("evidence_sent_on")).to_be_hidden()
    simulator.control("verified_on").fill("2026-11-20")
    simulator.pick("remedy", "refund")
    simulator.expect_dates("deadlines", REFUND_DATE[lang])
    simulator.expect_steps("wrong_item", "refund", "agree_refund", "carry_out_refund")
    assert complaints == []


def test_a_date_stays_when_the_problem_changes(open_simulator: Open) -> None:
    simulator = open_simulator(fragment=f"#{REFUND}")
    simulator.expect_answer()
    simulator.choose("damaged_goods")
    simulator.expect_dates("deadlines", REFUND_DATE["en"])
    expect(simulator.control("verified_on")).to_have_value("2026-11-20")


def test_a_choice_can_be_taken_back(open_simulator: Open) -> None:
    simulator = open_simulator(fragment=f"#{REFUND}")
    simulator.expect_answer()
    simulator.field("remedy").get_by_role("button", name=simulator.word("form.clear")).click()
    expect(simulator.radio("remedy", "refund")).not_to_be_checked()
    expect(simulator.radio("remedy", "reissue")).to_be_focused()
    expect(simulator.page).to_have_url(
        f"{simulator.url}#{REFUND.removesuffix('&remedy=refund')}&v={rulebook().version}"
    )


def test_another_calendar_stands_beside_the_one_that_counts(open_simulator: Open) -> None:
    simulator = open_simulator(fragment=f"#{REFUND}")
    simulator.expect_answer()
    said = simulator.now.inner_text()
    simulator.live.evaluate(
        """(live) => {
          globalThis.heard = [];
          new MutationObserver(() => heard.push(live.textContent)).observe(live, { childList: true });
          live.textContent = "";
        }"""
    )
    simulator.page.locator("[data-by-calendar][value=italy]").check()
    # Italy rests on 8 December, where China works.
    italy = dates_of("dsers_remedy", "2026-11-20", "en", "italy")[-1]
    expect(simulator.page.locator(".pb-by-calendar__table")).to_contain_text(italy)
    expect(simulator.page).to_have_url(f"{simulator.url}#{REFUND}&calendar=italy&v={rulebook().version}")
    expect(simulator.page.locator("#pb-deadline-dsers_remedy")).not_to_contain_text(italy)
    assert simulator.now.inner_text() == said
    expect(simulator.live).to_contain_text(rulebook().calendars["italy"].name["en"])
    heard = simulator.page.evaluate("heard.filter(Boolean)")
    assert heard == [simulator.live.text_content()], "the comparison, and not the answer again"


def test_the_answer_is_announced_once_and_politely(open_simulator: Open) -> None:
    simulator = open_simulator(fragment=f"#{OVERDUE}")
    simulator.expect_answer()
    live = simulator.live
    expect(live).to_have_role("status")
    expect(live).to_have_attribute("aria-live", "polite")
    expect(live).not_to_be_empty()
    said = live.text_content()
    simulator.control("today").fill("2026-03-20")
    expect(live).not_to_have_text(said)


def test_what_is_open_and_what_has_focus_survive_a_new_answer(open_simulator: Open) -> None:
    simulator = open_simulator(fragment=f"#{OVERDUE}")
    simulator.expect_answer()
    ledger = simulator.page.locator(".sim-part[data-part=deadlines] details").first
    ledger.locator("summary").click()
    expect(ledger).to_have_attribute("open", "")
    said = simulator.live.text_content()
    simulator.control("today").focus()
    simulator.control("today").fill("2026-03-20")
    expect(simulator.live).not_to_have_text(said)
    expect(ledger).to_have_attribute("open", "")
    expect(simulator.control("today")).to_be_focused()


# --- the platform and its problems ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_platform_offers_its_own_problems_by_stage_and_those_of_any(open_simulator: Open, lang: str) -> None:
    simulator = open_simulator(lang)
    book = rulebook()
    expect(simulator.problem.locator("option[data-asks]")).to_have_count(len(book.problems))
    platforms = dict.fromkeys(problem.platform for problem in book.problems.values())
    assert len(platforms) > 1
    for platform in platforms:
        simulator.platform(platform).check()
        fitting = [problem for problem in book.problems.values() if problem.platform in (platform, "any")]
        names = {problem.id: book.vocabulary["stage"][problem.stage][lang] for problem in fitting}
        for problem in fitting:
            if problem.platform != platform:
                names[problem.id] = f"{book.vocabulary['platform'][problem.platform][lang]} · {names[problem.id]}"
        labels = simulator.problem.locator("optgroup").evaluate_all("all => all.map(one => one.label)")
        assert sorted(labels) == sorted(set(names.values()))
        offered = simulator.problem.locator("option[data-asks]").evaluate_all("all => all.map(one => one.value)")
        assert sorted(offered) == sorted(names)


def test_a_complaint_is_offered_on_each_platform_and_is_about_none(open_simulator: Open) -> None:
    simulator = open_simulator()
    simulator.platform("tmall_global").check()
    simulator.choose("complaint")
    expect(simulator.platform("any")).to_be_checked()
    simulator.expect_answer()
    # Who then says that it is a platform's problem has not said which.
    simulator.platform("tmall_global").check()
    expect(simulator.problem).to_have_value("")


def test_a_problem_brings_its_platform_and_the_list_stays_whole(open_simulator: Open) -> None:
    simulator = open_simulator()
    simulator.choose("real_defect")
    expect(simulator.platform("aliexpress")).to_be_checked()
    simulator.choose("exchange")
    expect(simulator.platform("tmall_global")).to_be_checked()
    expect(simulator.page).to_have_url(f"{simulator.url}#platform=tmall_global&problem=exchange&v={rulebook().version}")


def test_another_platform_takes_the_problem_away_and_back_brings_it_back(open_simulator: Open) -> None:
    simulator = open_simulator(fragment=f"#{OVERDUE}")
    simulator.expect_answer()
    simulator.platform("aliexpress").check()
    expect(simulator.problem).to_have_value("")
    expect(simulator.parts).to_be_hidden()
    expect(simulator.page).to_have_url(f"{simulator.url}#platform=aliexpress&today=2026-03-12&v={rulebook().version}")
    simulator.page.go_back()
    expect(simulator.platform("dsers_tmall")).to_be_checked()
    simulator.expect_dates("deadlines", OVERDUE_DATES["en"][0])


def test_a_link_without_a_platform_takes_that_of_its_problem(open_simulator: Open) -> None:
    simulator = open_simulator(fragment="#problem=real_defect")
    expect(simulator.platform("aliexpress")).to_be_checked()
    expect(simulator.problem).to_have_value("real_defect")


# --- a number ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_has_its_bounds_and_tells_what_is_wrong(
    open_simulator: Open, complaints: list[str], lang: str
) -> None:
    simulator = open_simulator(
        lang, "#platform=any&problem=complaint&complaint_received_on=2026-03-10&today=2026-03-12"
    )
    simulator.expect_answer()
    number, error = simulator.control("own_reply_target"), simulator.error("own_reply_target")
    fact = rulebook().facts["own_reply_target"]
    expect(number).to_have_attribute("type", "number")
    expect(number).to_have_attribute("min", str(fact.least))
    expect(number).to_have_attribute("max", str(fact.most))
    bounds = simulator.word("form.number_range", first=str(fact.least), last=str(fact.most))
    expect(number).to_have_accessible_description(f"{fact.help[lang]} {bounds}")
    label = simulator.label("own_reply_target")

    number.fill("61")
    expect(error).to_have_text(
        simulator.word("errors.integer_out_of_range", fact=label, given="61", first="0", last="60")
    )
    expect(simulator.parts).to_be_hidden()
    number.fill("2.5")
    expect(error).to_have_text(simulator.word("errors.not_an_integer", fact=label, given="2.5"))
    number.clear()
    number.press("e")
    expect(error).to_be_hidden()
    simulator.problem.focus()
    expect(error).to_have_text(simulator.word("form.bad_number"))
    number.fill("3")
    simulator.expect_answer()
    expect(error).to_be_hidden()
    expect(simulator.page).to_have_url(re.compile("own_reply_target=3&"))
    simulator.open("#platform=any&problem=complaint&own_reply_target=soon")
    expect(error).to_have_text(simulator.word("form.link_number", value="soon"))
    assert complaints == []


def test_what_follows_from_other_answers_is_not_asked(open_simulator: Open) -> None:
    simulator = open_simulator()
    fields = simulator.page.locator("[data-fact]").evaluate_all("all => all.map(one => one.dataset.fact)")
    derived = [fact.id for fact in rulebook().facts.values() if fact.kind == "derived"]
    assert derived
    assert set(fields) == set(rulebook().facts) - set(derived)


# --- by keyboard alone ---


def test_a_case_can_be_answered_without_a_mouse(open_simulator: Open, complaints: list[str]) -> None:
    simulator = open_simulator()
    keyboard = simulator.page.keyboard
    simulator.problem.focus()
    keyboard.type("Wrong")
    simulator.expect_answer()
    keyboard.press("Tab")
    expect(simulator.radio("claim_result", "not_yet")).to_be_focused()
    keyboard.press("Space")
    keyboard.press("ArrowDown")
    expect(simulator.radio("claim_result", "verified")).to_be_checked()
    expect(simulator.field("verified_on")).to_be_visible()
    keyboard.press("Tab")  # the button that takes the answer back
    keyboard.press("Tab")
    expect(simulator.control("verified_on")).to_be_focused()
    keyboard.type("11112026")  # the same day whichever order the browser asks for
    expect(simulator.control("verified_on")).to_have_value("2026-11-11")
    simulator.expect_dates("deadlines", "Wed 2 December 2026")
    expect(simulator.control("verified_on")).to_be_focused()
    assert complaints == []


def test_the_answer_can_be_reached_from_the_form(open_simulator: Open) -> None:
    simulator = open_simulator(fragment=f"#{OVERDUE}")
    simulator.page.set_viewport_size({"width": 390, "height": 844})
    simulator.expect_answer()
    expect(simulator.button("form.see_answer")).to_be_in_viewport()
    simulator.button("form.see_answer").focus()
    simulator.page.keyboard.press("Enter")
    title = simulator.page.get_by_role("heading", name=simulator.word("sim.answer"))
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport()
    jump = simulator.page.get_by_role("navigation", name=simulator.word("sim.jump"))
    jump.get_by_role("button", name=simulator.word("part.why"), exact=True).click()
    expect(simulator.page.locator("[data-part=why] h3").first).to_be_focused()
    assert "problem=shipment_overdue" in simulator.page.url


# --- the address ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_opens_the_same_answer(open_simulator: Open, complaints: list[str], lang: str) -> None:
    simulator = open_simulator(lang)
    simulator.choose("wrong_item")
    simulator.pick("claim_result", "verified")
    simulator.control("verified_on").fill("2026-11-20")
    simulator.pick("remedy", "refund")
    simulator.expect_dates("deadlines", REFUND_DATE[lang])
    expect(simulator.live).not_to_be_empty()
    said = simulator.live.text_content()
    simulator.control("today").fill("2026-12-09")
    expect(simulator.live).not_to_have_text(said)
    expect(simulator.page).to_have_url(re.compile("today=2026-12-09"))
    link, answer = simulator.page.url, simulator.parts.inner_text()

    simulator.page.goto("about:blank")
    simulator.page.goto(link)
    simulator.expect_answer()
    expect(simulator.control("verified_on")).to_have_value("2026-11-20")
    expect(simulator.radio("remedy", "refund")).to_be_checked()
    expect(simulator.control("today")).to_have_value("2026-12-09")
    expect(simulator.notice).to_be_hidden()
    assert simulator.parts.inner_text() == answer
    assert simulator.page.url == link
    assert complaints == []


def test_back_returns_to_the_case_before(open_simulator: Open) -> None:
    simulator = open_simulator(fragment=f"#{OVERDUE}")
    simulator.expect_answer()
    simulator.choose("customs_hold")
    expect(simulator.field("dsers_reminder")).to_be_visible()
    simulator.page.go_back()
    simulator.expect_dates("deadlines", OVERDUE_DATES["en"][0])
    expect(simulator.control("promised_ship_date")).to_have_value("2026-03-10")
    simulator.page.go_forward()
    expect(simulator.problem).to_have_value("customs_hold")
    expect(simulator.field("promised_ship_date")).to_be_hidden()


def test_starting_again_empties_everything_and_back_brings_it_back(open_simulator: Open) -> None:
    simulator = open_simulator(fragment=f"#{OVERDUE}")
    simulator.expect_answer()
    simulator.button("form.start_again").click()
    expect(simulator.page).to_have_url(simulator.url)
    expect(simulator.problem).to_have_value("")
    expect(simulator.platform("dsers_tmall")).to_be_focused()
    expect(simulator.page.get_by_role("radio", checked=True)).to_have_count(0)
    expect(simulator.parts).to_be_hidden()
    expect(simulator.field("promised_ship_date")).to_be_hidden()
    simulator.page.go_back()
    simulator.expect_dates("deadlines", OVERDUE_DATES["en"][0])


def test_the_link_can_be_copied(open_simulator: Open) -> None:
    simulator = open_simulator(fragment=f"#{OVERDUE}")
    simulator.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    simulator.expect_answer()
    simulator.button("form.copy_link").click()
    expect(simulator.button("form.copied")).to_be_visible()
    assert simulator.page.evaluate("navigator.clipboard.readText()") == simulator.page.url
    assert OVERDUE in simulator.page.url


@pytest.mark.parametrize("lang", LANGUAGES)
def test_changing_the_language_keeps_the_page_and_the_case(
    open_simulator: Open, complaints: list[str], lang: str
) -> None:
    simulator = open_simulator(lang)
    simulator.choose("wrong_item")
    simulator.pick("claim_result", "verified")
    simulator.control("verified_on").fill("2026-11-20")
    simulator.pick("remedy", "refund")
    simulator.page.wait_for_url("**remedy=refund**")
    case = simulator.page.url.partition("#")[2]
    simulator.page.locator(f".md-header a[hreflang={OTHER[lang]}]").click()
    other = simulator.in_language(OTHER[lang])
    expect(other.page).to_have_url(f"{other.url}#{case}")
    other.expect_answer()
    other.expect_dates("deadlines", REFUND_DATE[other.lang])
    assert complaints == []


# --- what is wrong ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_bad_facts_of_a_link_are_reported_at_their_fields(
    open_simulator: Open, complaints: list[str], lang: str
) -> None:
    simulator = open_simulator(
        lang,
        "#platform=dsers_tmall&problem=wrong_item&claim_result=perhaps&verified_on=2026-02-31&calendar=mars&today=soon",
    )
    for field, key, value in [
        ("claim_result", "form.link_choice", "perhaps"),
        ("verified_on", "form.link_date", "2026-02-31"),
        ("calendar", "form.link_choice", "mars"),
        ("today", "form.link_date", "soon"),
    ]:
        expect(simulator.error(field)).to_have_text(simulator.word(key, value=value))
    for id_ in ("verified_on", "calendar", "today"):
        control = simulator.control(id_)
        expect(control).to_have_attribute("aria-invalid", "true")
        assert f"sim-{id_}-error" in control.get_attribute("aria-describedby")
    expect(simulator.field("claim_result").get_by_role("radiogroup")).to_have_attribute("aria-invalid", "true")
    expect(simulator.parts).to_be_hidden()
    expect(simulator.correct).to_contain_text(simulator.word("sim.field", label=simulator.label("verified_on")))
    assert "verified_on=2026-02-31" in simulator.page.url

    simulator.pick("claim_result", "verified")
    simulator.control("verified_on").fill("2026-11-20")
    simulator.control("calendar").select_option("china")
    simulator.control("today").fill("2026-11-25")
    simulator.expect_dates("deadlines", REFUND_DATE[lang])
    expect(simulator.error("verified_on")).to_be_hidden()
    assert complaints == []


def test_an_unknown_problem_and_an_unknown_platform_are_reported(open_simulator: Open) -> None:
    simulator = open_simulator(fragment="#platform=dsers_tmall&problem=lost_in_space&verified_on=2026-11-20")
    expect(simulator.error("problem")).to_contain_text("lost_in_space")
    assert "verified_on=2026-11-20" in simulator.page.url
    simulator.open("#platform=moon&problem=wrong_item")
    expect(simulator.error("platform")).to_contain_text("moon")
    expect(simulator.problem).to_have_value("")
    expect(simulator.notice).to_contain_text("problem=wrong_item")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_problem_of_another_platform_is_told_once_and_with_its_platform(open_simulator: Open, lang: str) -> None:
    simulator = open_simulator(lang, "#platform=tmall_global&problem=real_defect&dispute_opened_on=2026-11-10")
    title = rulebook().problems["real_defect"].title[lang]
    said = simulator.word("form.link_elsewhere", problem=title, platform="AliExpress")
    expect(simulator.error("problem")).to_have_text(said)
    expect(simulator.notice).to_be_hidden()
    assert "problem=real_defect" in simulator.page.url
    simulator.field("platform").locator("[value=aliexpress]").check()
    simulator.problem.select_option("real_defect")
    expect(simulator.error("problem")).to_be_hidden()
    expect(simulator.page.locator("#sim-dispute_opened_on")).to_have_value("2026-11-10")

    simulator.open("#platform=moon&problem=real_defect&dispute_opened_on=2026-11-10")
    expect(simulator.notice.locator("li")).to_have_count(1)
    expect(simulator.notice).to_contain_text("problem=real_defect")


def test_a_fact_that_no_longer_changes_the_answer_stays_in_the_form_and_in_the_link(open_simulator: Open) -> None:
    told = "dispute_opened_on=2026-11-10&dispute_answered_on=2026-11-12&settled_on=2026-11-16"
    simulator = open_simulator(fragment=f"#platform=aliexpress&problem=no_tracking_update&{told}&today=2026-11-24")
    simulator.expect_answer()
    expect(simulator.notice).to_be_hidden()
    expect(simulator.page.locator("#sim-dispute_answered_on")).to_have_value("2026-11-12")
    simulator.page.locator("#sim-settled_on").fill("")
    expect(simulator.page).not_to_have_url(re.compile("settled_on"))
    expect(simulator.page).to_have_url(re.compile("dispute_answered_on=2026-11-12"))
    expect(simulator.parts).not_to_contain_text(rulebook().words["urgency.overdue"]["en"])


def test_what_a_link_says_besides_is_reported_and_not_dropped_in_silence(open_simulator: Open) -> None:
    simulator = open_simulator(fragment=f"#{REFUND}&remedy=reissue&shipped=yes&colour=blue&v=0.9.0")
    simulator.expect_answer()
    value = {
        "form.link_repeated": {"key": "remedy", "value": "reissue"},
        "form.link_not_asked": {"label": simulator.label("shipped"), "value": "yes"},
        "form.link_unknown": {"key": "colour", "value": "blue"},
        "form.link_version": {"old": "0.9.0", "new": rulebook().version},
    }
    for key, words in value.items():
        expect(simulator.notice).to_contain_text(simulator.word(key, **words))
    simulator.button("form.link_close").click()
    expect(simulator.notice).to_be_hidden()


def test_a_fact_that_cannot_apply_is_reported(open_simulator: Open) -> None:
    simulator = open_simulator(
        fragment="#platform=dsers_tmall&problem=damaged_goods&claim_result=rejected&verified_on=2026-11-20"
    )
    words = {"label": simulator.label("verified_on"), "value": "Friday 20 November 2026"}
    expect(simulator.notice).to_contain_text(simulator.word("form.link_unused", **words))
    expect(simulator.field("verified_on")).to_be_hidden()


def test_a_fact_that_the_rules_refuse_is_marked_and_takes_the_old_answer_away(open_simulator: Open) -> None:
    simulator = open_simulator(fragment=f"#{REFUND}&today=2026-11-25")
    simulator.expect_answer()
    simulator.control("verified_on").focus()
    simulator.control("verified_on").fill("2026-11-26")
    expect(simulator.error("verified_on")).to_be_visible()
    expect(simulator.control("verified_on")).to_have_attribute("aria-invalid", "true")
    expect(simulator.control("verified_on")).to_be_focused()
    expect(simulator.parts).to_be_hidden()
    expect(simulator.live).to_contain_text(simulator.label("verified_on"))
    simulator.control("verified_on").fill("2026-11-20")
    simulator.expect_dates("deadlines", REFUND_DATE["en"])
    expect(simulator.error("verified_on")).to_be_hidden()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_impossible_order_is_told_at_its_field_in_the_readers_dates(open_simulator: Open, lang: str) -> None:
    simulator = open_simulator(
        lang,
        "#platform=tmall_global&problem=return_without_reason&goods_received=yes&purchased_on=2026-03-10"
        "&received_on=2026-03-02&today=2026-03-12",
    )
    day = {
        "en": ("Mon 2 March 2026", "Tue 10 March 2026", "Sun 1 March 2026"),
        "it": ("lun 2 marzo 2026", "mar 10 marzo 2026", "dom 1 marzo 2026"),
    }[lang]
    bought, received = simulator.label("purchased_on"), simulator.label("received_on")
    words = {"fact": received, "given": day[0], "other": bought, "date": day[1]}
    expect(simulator.error("received_on")).to_have_text(simulator.word("errors.before_other", **words), timeout=START)
    expect(simulator.control("received_on")).to_have_attribute("aria-invalid", "true")
    simulator.control("today").fill("2026-03-01")
    words = {"fact": bought, "given": day[1], "today": day[2]}
    expect(simulator.error("purchased_on")).to_have_text(simulator.word("errors.after_today", **words))


def test_half_a_date_is_reported_once_the_field_is_left(open_simulator: Open) -> None:
    simulator = open_simulator(fragment="#platform=dsers_tmall&problem=shipment_overdue")
    simulator.expect_answer()
    simulator.control("promised_ship_date").focus()
    simulator.page.keyboard.type("1111")
    expect(simulator.error("promised_ship_date")).to_be_hidden()
    simulator.problem.focus()
    expect(simulator.error("promised_ship_date")).to_have_text(simulator.word("form.incomplete_date"))


def test_markup_in_the_address_stays_text(open_simulator: Open, complaints: list[str]) -> None:
    attack = "<img src=x onerror=document.title='broken'>"
    simulator = open_simulator(
        fragment=f"#platform=dsers_tmall&problem=wrong_item&verified_on={attack}&{attack}={attack}&remedy={attack}&v={attack}"
    )
    expect(simulator.error("verified_on")).to_contain_text(attack)
    expect(simulator.error("remedy")).to_contain_text(attack)
    expect(simulator.notice).to_contain_text(attack)
    expect(simulator.page.locator("#simulator img")).to_have_count(0)
    simulator.open(f"#platform=dsers_tmall&problem={attack}")
    expect(simulator.error("problem")).to_contain_text(attack)
    simulator.open(f"#platform={attack}&problem=wrong_item")
    expect(simulator.error("platform")).to_contain_text(attack)
    assert "broken" not in simulator.page.title()
    assert complaints == []
