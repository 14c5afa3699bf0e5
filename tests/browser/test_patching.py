"""An answer is brought up to date by exchanging what differs: it must look as on a page that begins with the case."""

import datetime as dt
import random
import re

import pytest
from playwright.sync_api import Browser, Page, expect
from simulator_page import LANGUAGES, START, Simulator, rulebook

TODAY = dt.date(2026, 3, 20)
CHANGES = 6
PROBLEMS = ("no_tracking_update", "exchange", "bad_faith_claim", "returned_before_export", "complaint")

# The theme leaves an empty class behind where focus was.
_PARTS = """
const parts = () => [...document.querySelectorAll(".sim-parts > [data-part]")].map((part) => ({
  part: part.dataset.part,
  html: part.innerHTML.replaceAll(' class=""', ""),
  boxes: [...part.querySelectorAll("input, select")].map(({ checked, value }) => [checked, value]),
}));
"""
_SHOWN = f"() => {{ {_PARTS} return parts(); }}"
_ONCE = f"""([wanted, patience]) => {{ {_PARTS}
  return new Promise((resolve) => {{
    const look = () => JSON.stringify(parts()) === JSON.stringify(wanted) && resolve(parts());
    new MutationObserver(look).observe(document.querySelector("#simulator"), {{
      subtree: true, childList: true, attributes: true, characterData: true,
    }});
    setTimeout(() => resolve(parts()), patience);
    look();
  }});
}}"""
"""What the parts show as soon as that is what is wanted: one change may bring more than one answer."""

PATIENCE = 20_000  # ms
_LINK = "(dispatchEvent(new Event('pointerdown')), location.hash)"
"""The address is written late, but before anything is pressed."""


def change(simulator: Simulator, chance: random.Random) -> None:
    """Give another value to one of the facts that are asked for."""
    shown = simulator.page.locator(".sim-form [data-fact]:visible")
    asked = [field.get_attribute("data-field") for field in shown.all()]
    id_ = chance.choice(asked)
    kind = rulebook().facts[id_].kind
    if kind == "date":
        days = [(TODAY - dt.timedelta(days=days)).isoformat() for days in range(60)]
        simulator.control(id_).fill(chance.choice([day for day in days if day != simulator.control(id_).input_value()]))
    elif kind == "integer":
        simulator.control(id_).fill(str(int(simulator.control(id_).input_value() or 0) + chance.randrange(1, 9)))
    else:
        others = simulator.field(id_).locator("input[type=radio]:not(:checked)")
        others.nth(chance.randrange(others.count())).check()


def expect_as_on(fresh: Simulator, simulator: Simulator) -> None:
    wanted = fresh.page.evaluate(_SHOWN)
    assert simulator.page.evaluate(_ONCE, [wanted, PATIENCE]) == wanted


def test_an_open_fold_stays_with_its_step_when_the_steps_before_it_go(page: Page, site_url: str) -> None:
    """All folds of a kind have the same title, and their places change with the answer."""
    simulator = Simulator(page, site_url, "en")
    simulator.open(f"#platform=dsers_tmall&problem=wrong_item&claim_result=verified&today={TODAY}")
    simulator.expect_answer()
    # Both remedies are shown while neither is chosen; the refund comes after the reissue.
    texts = {step.id: step.do["en"] for rule in rulebook().problems["wrong_item"].rules for step in rule.steps}
    steps = page.locator(".sim-part[data-part=steps] .pb-step")
    refund, reissue = (steps.filter(has_text=texts[id_]) for id_ in ("agree_refund", "agree_reissue"))
    places = "(steps) => steps.map((step) => step.querySelector(':scope > details')?.open)"
    refund.locator("summary").click()
    before = steps.evaluate_all(places).index(True)
    simulator.pick("remedy", "refund")
    expect(reissue).to_have_count(0)
    open_ = steps.evaluate_all(places)
    assert open_.count(True) == 1
    assert open_.index(True) < before
    expect(refund.locator("details")).to_have_attribute("open", "")


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_patched_answer_is_the_one_that_a_fresh_page_shows(
    page: Page, browser: Browser, site_url: str, problem: str
) -> None:
    chance = random.Random(problem)
    lang = chance.choice(LANGUAGES)
    simulator = Simulator(page, site_url, lang)
    simulator.open(f"#problem={problem}&today={TODAY}")
    simulator.expect_answer()
    other = browser.new_context()
    try:
        fresh = Simulator(other.new_page(), site_url, lang)
        root = fresh.page.locator("#simulator")
        compared = 0
        for _ in range(CHANGES):
            change(simulator, chance)
            fresh.page.goto("about:blank")
            fresh.open(page.evaluate(_LINK))
            expect(root).to_have_attribute("data-state", re.compile("answer|correct"), timeout=START)
            if root.get_attribute("data-state") == "answer":
                expect_as_on(fresh, simulator)
                compared += 1
        assert compared > 1
    finally:
        other.close()
