"""The message desk: filled in once, copied with its subject, marked as sent; and steps ticked off."""

import datetime as dt
import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from simulator_page import LANGUAGES, Simulator, rulebook
from test_pages import check_light_and_dark, overflow

from playbook_sim.rendering.words import date_words

OVERDUE = "#platform=dsers_tmall&problem=shipment_overdue&promised_ship_date=2026-03-10&today=2026-03-12"
NASTY = "<img src=x onerror=document.title='!'> 7&7"


def card(page: Page, message: str = "press_supplier") -> Locator:
    return page.locator(f"[data-message={message}]:visible")


def in_language(page: Page, lang: str) -> Locator:
    return card(page).locator(f"[data-language={lang}]")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_blanks_are_filled_in_once_and_stay_in_this_browser(
    page: Page, context: BrowserContext, site_url: str, complaints: list[str], lang: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    simulator = Simulator(page, site_url, lang)
    simulator.open(OVERDUE)
    simulator.expect_answer()
    message = rulebook().messages["press_supplier"]

    page.locator("[data-recipient=supplier]").select_option("zh")
    expect(in_language(page, "zh").locator("pre")).to_be_visible()
    copy = in_language(page, "zh").locator("[data-copy=message]")
    copy.focus()
    page.keyboard.press("Enter")
    labels = [message.blanks[id_].label[lang] for id_ in ("order", "name")]
    both = ", ".join(label[:1].upper() + label[1:] for label in labels)
    told = f"{simulator.word('desk.copied_message')} {simulator.word('desk.empty_many', n=2, labels=both)}"
    expect(simulator.live).to_have_text(told)
    expect(in_language(page, "zh").locator(".pb-message__copied")).to_have_text(told)

    page.locator("#pb-blank-order").fill(NASTY)
    page.locator("#pb-blank-name").fill("Anna")
    page.get_by_role("button", name=simulator.word("desk.clear")).click()
    expect(page.locator("#pb-blank-order")).to_have_value("")
    page.get_by_role("button", name=simulator.word("desk.restore")).click()
    for tongue in ("en", "it", "zh"):
        expect(in_language(page, tongue).locator("[data-blank=order]").first).to_have_text(NASTY)
        expect(in_language(page, tongue).locator("mark:not(.pb-filled)")).to_have_count(0)
        in_language(page, tongue).evaluate("details => details.open = true")
        in_language(page, tongue).locator("[data-copy=message]").click()
        expect(simulator.live).to_have_text(simulator.word("desk.copied_message"))
        subject, _, body = page.evaluate("navigator.clipboard.readText()").partition("\n\n")
        assert subject == message.subject[tongue].replace("{blank:order}", NASTY)
        assert body.startswith(message.body[tongue].partition("\n")[0])
        assert body.endswith("Anna")
        assert "[" not in body
    in_language(page, "zh").locator("[data-copy=subject]").click()
    assert page.evaluate("navigator.clipboard.readText()") == message.subject["zh"].replace("{blank:order}", NASTY)

    assert "Anna" not in page.url
    assert "7" not in page.url.partition("#")[2].replace("2026", "")
    page.reload()
    simulator.expect_answer()
    expect(page.locator("#pb-blank-order")).to_have_value(NASTY)
    expect(page.locator("[data-recipient=supplier]")).to_have_value("zh")
    expect(in_language(page, "zh").locator("pre")).to_be_visible()
    page.locator("[data-field=promised_ship_date] input").fill("2026-03-09")
    expect(in_language(page, lang).locator("pre")).to_contain_text("2026")
    expect(page.locator("#pb-blank-order")).to_have_value(NASTY)

    simulator.button("form.start_again").click()
    simulator.choose("shipment_overdue")
    expect(page.locator("#pb-blank-name")).to_have_count(0)
    page.locator("[data-field=promised_ship_date] input").fill("2026-03-10")
    page.locator("[data-field=today] input").fill("2026-03-12")
    expect(page.locator("#pb-blank-name")).to_have_value("Anna")
    expect(page.locator("#pb-blank-order")).to_have_value("")
    assert complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sending_moves_the_answer_and_can_be_taken_back(
    page: Page, site_url: str, complaints: list[str], lang: str
) -> None:
    simulator = Simulator(page, site_url, lang)
    simulator.open(OVERDUE)
    simulator.expect_answer()
    sent = card(page).locator("[data-sent]")
    sent.focus()
    top = sent.bounding_box()["y"]
    page.keyboard.press("Space")
    expect(simulator.control("supplier_pressed_on")).to_have_value("2026-03-12")
    steps = rulebook().problems["shipment_overdue"].rules[0].steps
    expect(simulator.now).to_contain_text(next(step.do[lang] for step in steps if step.id == "treat_as_no_stock"))
    expect(page.locator(".pb-sent")).to_contain_text(simulator.word("desk.sent_before"))
    expect(page.locator("[data-sent=press_supplier]:visible")).to_be_focused()
    assert abs(page.locator("[data-sent=press_supplier]:visible").bounding_box()["y"] - top) < 24, "it stays in sight"
    expect(simulator.live).to_contain_text(rulebook().messages["press_supplier"].title[lang])
    expect(simulator.live).to_contain_text(simulator.label("supplier_pressed_on"))

    page.locator("[data-sent-day=press_supplier]:visible").fill("2026-03-11")
    expect(simulator.control("supplier_pressed_on")).to_have_value("2026-03-11")

    page.locator("[data-sent=press_supplier]:visible").focus()
    page.keyboard.press("Space")
    expect(simulator.control("supplier_pressed_on")).to_have_value("")
    expect(card(page).locator("pre").first).to_be_visible()
    expect(page.locator("[data-sent=press_supplier]:visible")).to_be_focused()
    assert complaints == []


def test_steps_are_ticked_off_by_keyboard(page: Page, site_url: str, complaints: list[str]) -> None:
    simulator = Simulator(page, site_url, "en")
    simulator.open(OVERDUE)
    simulator.expect_answer()
    press = page.locator("[data-step=press_supplier]")
    press.focus()
    page.keyboard.press("Space")
    expect(simulator.control("supplier_pressed_on")).to_have_value("2026-03-12")
    expect(press).to_be_checked()
    expect(press).to_be_focused()
    said = simulator.word(
        "desk.told",
        label=simulator.label("supplier_pressed_on"),
        value=date_words(rulebook(), "en", dt.date(2026, 3, 12)),
    )
    expect(page.locator(".pb-tick__told")).to_contain_text(said)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(simulator.control("supplier_pressed_on")).to_be_focused()

    later = page.locator("[data-step=reorder]")
    later.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**done=reorder**")
    expect(later).to_be_checked()
    expect(later).to_be_focused()
    page.keyboard.press("Space")
    expect(later).not_to_be_checked()
    expect(page).not_to_have_url(re.compile("done="))

    press.focus()
    page.keyboard.press("Space")
    expect(simulator.control("supplier_pressed_on")).to_have_value("")
    expect(press).to_be_focused()
    page.set_viewport_size({"width": 390, "height": 800})
    assert overflow(page) == []
    check_light_and_dark(page)
    assert complaints == []


def test_without_the_clipboard_the_message_is_selected(page: Page, site_url: str) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))")
    simulator = Simulator(page, site_url, "en")
    simulator.open(OVERDUE)
    simulator.expect_answer()
    message = in_language(page, "en")
    message.locator("[data-copy=message]").click()
    expect(simulator.live).to_contain_text(simulator.word("desk.selected"))
    selected = page.evaluate("getSelection().toString()")
    assert selected.strip() == message.locator(".pb-message__body").inner_text().strip()


# --- long texts -------------------------------------------------------------------------------------------------

DISPUTE = "#platform=aliexpress&problem=own_reason&dispute_opened_on=2026-03-11&today=2026-03-12"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_long_text_keeps_its_lines_and_ends_once_and_a_full_field_says_so(
    page: Page, site_url: str, complaints: list[str], lang: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    simulator = Simulator(page, site_url, lang)
    simulator.open(DISPUTE)
    simulator.expect_answer()
    field = page.locator("#pb-blank-account")
    full = page.locator("p:has(> #pb-blank-account) .pb-desk__full")
    told = f"{'It was shipped on the third day. ' * 30}\nThen it worked."
    field.fill(told)
    expect(full).to_have_text("")
    letter = card(page, "dispute_answer").locator(f"pre[lang={lang}]")
    expect(letter).to_contain_text(told, use_inner_text=False)
    text = letter.evaluate("pre => pre.textContent")
    assert told in text
    assert "worked.." not in text
    field.fill(told.removesuffix("."))
    assert "worked.\n" in letter.evaluate("pre => pre.textContent")
    field.fill("x" * 1999)
    field.press("End")
    page.keyboard.type("yz")
    expect(field).to_have_value("x" * 1999 + "y")
    expect(full).to_have_text(simulator.word("desk.full", n="2000"))
    assert overflow(page) == []
    check_light_and_dark(page)
    page.keyboard.press("Backspace")
    expect(full).to_have_text("")
    page.locator("#pb-blank-order").fill("8" * 80)
    expect(page.locator("p:has(> #pb-blank-order) .pb-desk__full")).to_have_text(simulator.word("desk.full", n="80"))
    assert complaints == []


# --- days -------------------------------------------------------------------------------------------------------

STOPPED = "#platform=aliexpress&problem=no_tracking_update&today=2026-11-12"
SCANNED = {"en": "Wednesday 11 November 2026", "it": "mercoledì 11 novembre 2026", "zh": "2026年11月11日"}
TYPED = "10 novembre 2026"


def expect_in_each_language(page: Page, said: dict[str, str]) -> None:
    for tongue, words in said.items():
        expect(page.locator(f"pre[lang={tongue}] mark[data-blank=last_scan_day]").first).to_have_text(words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_day_is_typed_once_and_said_in_the_language_of_each_letter(
    page: Page, context: BrowserContext, site_url: str, complaints: list[str], lang: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": 390, "height": 800})
    simulator = Simulator(page, site_url, lang)
    simulator.open(STOPPED)
    simulator.expect_answer()
    field = page.locator("#pb-blank-last_scan_day")
    field.focus()
    page.keyboard.type("1111")  # the same day whichever order the browser asks for
    expect(page.locator("pre[lang=it] mark[data-blank=last_scan_day]").first).to_contain_text("[")
    page.keyboard.type("2026")
    expect(field).to_have_value("2026-11-11")
    expect_in_each_language(page, SCANNED)
    for tongue, words in SCANNED.items():
        letter = page.locator(f"[data-message]:visible [data-language={tongue}]").first
        letter.evaluate("details => details.open = true")
        letter.locator("[data-copy=message]").click()
        expect(letter.locator(".pb-message__copied")).to_be_visible()
        assert words in page.evaluate("navigator.clipboard.readText()")
    assert overflow(page) == []
    page.reload()
    simulator.expect_answer()
    expect(field).to_have_value("2026-11-11")
    expect_in_each_language(page, SCANNED)
    # Half a date is none yet: the letters keep the one they have.
    field.press("Backspace")
    expect(field).to_have_value("")
    expect_in_each_language(page, SCANNED)
    assert complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_day_typed_of_old_as_a_text_is_seen_and_can_be_mended(
    page: Page, site_url: str, complaints: list[str], lang: str
) -> None:
    simulator = Simulator(page, site_url, lang)
    simulator.open(STOPPED)
    simulator.expect_answer()
    page.evaluate(
        """text => {
          const draft = JSON.parse(sessionStorage.getItem("playbook-draft") ?? "{}");
          sessionStorage.setItem("playbook-draft", JSON.stringify({ ...draft, blanks: { last_scan_day: text } }));
        }""",
        TYPED,
    )
    page.reload()
    simulator.expect_answer()
    expect_in_each_language(page, dict.fromkeys(SCANNED, TYPED))
    field = page.locator("#pb-blank-last_scan_day")
    expect(field).to_have_value("")
    expect(field).to_have_accessible_description(simulator.word("desk.typed", text=TYPED))
    field.focus()
    page.keyboard.type("11")
    expect_in_each_language(page, dict.fromkeys(SCANNED, TYPED))
    field.fill("2026-11-11")
    expect_in_each_language(page, SCANNED)
    expect(page.locator(".pb-desk__typed:visible")).to_have_count(0)
    check_light_and_dark(page)
    assert complaints == []


# --- copied, and changed since ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_message_that_has_changed_since_it_was_copied_says_so_once(
    page: Page, context: BrowserContext, site_url: str, complaints: list[str], lang: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    simulator = Simulator(page, site_url, lang)
    simulator.open(OVERDUE)
    simulator.expect_answer()
    letter = in_language(page, lang)
    notice = letter.locator(".pb-message__copied")
    letter.locator("[data-copy=message]").click()
    expect(notice).to_contain_text(simulator.word("desk.copied_message"))
    page.evaluate(
        """() => {
          globalThis.said = [];
          const live = document.querySelector(".sim-live");
          new MutationObserver(() => said.push(live.textContent)).observe(live, { childList: true });
        }"""
    )
    page.locator("#pb-blank-order").press_sequentially("8123")
    expect(notice).to_have_text(simulator.word("desk.older_message"))
    expect(in_language(page, "zh").locator(".pb-message__copied")).to_be_hidden()
    assert page.evaluate("said") == [simulator.word("desk.older_message")]

    letter.locator("[data-copy=message]").click()
    expect(notice).to_contain_text(simulator.word("desk.copied_message"))
    simulator.control("promised_ship_date").fill("2026-03-09")
    expect(notice).to_have_text(simulator.word("desk.older_message"))

    letter.locator("[data-copy=subject]").click()
    expect(notice).to_have_text(simulator.word("desk.copied_subject"))
    page.locator("#pb-blank-name").fill("Anna")
    expect(letter.locator("pre")).to_contain_text("Anna")
    expect(notice).to_have_text(simulator.word("desk.copied_subject"))
    page.locator("#pb-blank-order").fill("9")
    expect(notice).to_have_text(simulator.word("desk.older_subject"))
    # With the text as it was copied, what was said then holds again.
    page.locator("#pb-blank-order").fill("8123")
    expect(notice).to_have_text(simulator.word("desk.copied_subject"))
    check_light_and_dark(page)
    assert complaints == []
