"""A link made with an older version of the rules: it opens, says what has changed since, and stays what it was."""

import re

import pytest
from playwright.sync_api import Page, expect
from readable import check_light_and_dark, overflow, small_targets
from simulator_page import LANGUAGES, OTHER, Simulator, dates_of, rulebook

CLAIM = "#platform=dsers_tmall&problem=wrong_item&evidence_sent_on=2026-03-10&today=2026-03-12"
OLD = rulebook().history[0].version


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_old_link_says_what_has_changed(page: Page, site_url: str, complaints: list[str], lang: str) -> None:
    simulator = Simulator(page, site_url, lang)
    simulator.open(f"{CLAIM}&v={OLD}")
    simulator.expect_answer()
    part = page.locator(".sim-part[data-part=changes]")
    versions = {"old": OLD, "new": rulebook().version}

    # What is told, in words and with the dates of now.
    expect(simulator.notice).to_contain_text(simulator.word("form.link_version", **versions))
    expect(part.get_by_role("heading")).to_have_text(simulator.word("part.changes"))
    expect(part).to_contain_text(simulator.word("changes.older", **versions))
    touching = [
        change.text[lang]
        for release in rulebook().history
        for change in release.changes
        if "wrong_item" in change.problems
    ]
    assert touching
    for text in touching:
        expect(part).to_contain_text(text)
    expect(part).to_contain_text(simulator.word("changes.same"))
    simulator.expect_dates("deadlines", *dates_of("dsers_verification", "2026-03-10", lang))
    expect(simulator.live).to_contain_text(simulator.word("changes.older", **versions))

    # Readable by everyone.
    check_light_and_dark(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) == []
    assert small_targets(page, "#simulator") == []

    # Only opened, the link stays what it was, through a reload and the switch of the language.
    expect(page).to_have_url(f"{simulator.url}{CLAIM}&v={OLD}")
    page.reload()
    simulator.expect_answer()
    expect(part).to_contain_text(simulator.word("changes.older", **versions))
    page.set_viewport_size({"width": 1280, "height": 844})
    page.locator(f".md-header a[hreflang={OTHER[lang]}]").click()
    other = simulator.in_language(OTHER[lang])
    other.expect_answer()
    expect(part).to_contain_text(other.word("changes.older", **versions))
    expect(page).to_have_url(f"{other.url}{CLAIM}&v={OLD}")

    # A fact that the reader changes makes it a case of today's rules; what was told stays in sight.
    other.control("evidence_sent_on").fill("2026-03-11")
    other.expect_dates("deadlines", *dates_of("dsers_verification", "2026-03-11", other.lang))
    expect(page).to_have_url(re.compile(rf"evidence_sent_on=2026-03-11.*&v={re.escape(rulebook().version)}$"))
    expect(part).to_contain_text(other.word("changes.older", **versions))

    # Another problem was never asked with the older rules.
    other.choose("no_stock")
    expect(page.locator(".sim-part[data-part=steps]")).to_contain_text(other.word("step.outcome"))
    expect(part).to_have_text("")

    # The page of changes, by the link in the answer.
    page.evaluate("fragment => { location.hash = fragment; }", f"{CLAIM}&v={OLD}")
    expect(part).to_contain_text(other.word("changes.touching"))
    touched = [one.version for one in rulebook().history if any("wrong_item" in what.problems for what in one.changes)]
    part.get_by_role("link", name=re.compile(re.escape(touched[-1]))).first.click()
    expect(page.locator(f"#v{touched[-1].replace('.', '-')}")).to_be_in_viewport()
    check_light_and_dark(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) == []
    assert complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_version_that_is_not_known_is_said_plainly(
    page: Page, site_url: str, complaints: list[str], lang: str
) -> None:
    simulator = Simulator(page, site_url, lang)
    simulator.open(f"{CLAIM}&v=9.9")
    simulator.expect_answer()
    part = page.locator(".sim-part[data-part=changes]")
    expect(part).to_contain_text(simulator.word("changes.newer", old="9.9", new=rulebook().version))
    simulator.expect_dates("deadlines", *dates_of("dsers_verification", "2026-03-10", lang))
    check_light_and_dark(page)
    expect(page).to_have_url(f"{simulator.url}{CLAIM}&v=9.9")

    page.evaluate("fragment => { location.hash = fragment; }", f"{CLAIM}&v=<b>one</b>")
    expect(part).to_contain_text(simulator.word("changes.unknown", old="<b>one</b>", new=rulebook().version))

    # The same version in other words is no other version.
    bare = rulebook().version.removesuffix(".0")
    page.evaluate("fragment => { location.hash = fragment; }", f"{CLAIM}&v={bare}")
    expect(part).to_have_text("")
    expect(simulator.notice).to_be_hidden()
    assert complaints == []
