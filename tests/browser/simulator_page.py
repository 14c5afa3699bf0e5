"""The simulator as a reader uses it: its places, and what to wait for."""

import datetime as dt
from functools import cache

from oracle import Oracle
from playwright.sync_api import Locator, Page, expect

from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook
from playbook_sim.rendering.words import date_words

START = 90_000
"""Milliseconds that the engine may take to start on a busy machine."""

# A machine that runs other tests besides answers late, and that is no failure.
expect.set_options(timeout=30_000)

LANGUAGES = ("en", "it")
OTHER = {"en": "it", "it": "en"}


@cache
def rulebook() -> Rulebook:
    return load_rulebook()


def dates_of(limit: str, start: str, lang: str, calendar: str | None = None) -> tuple[str, ...]:
    """The dates of a limit as the page writes them, the earlier one first."""
    days = Oracle.of().dates(limit, dt.date.fromisoformat(start), calendar)
    return tuple(date_words(rulebook(), lang, day) for day in days.values())


class Simulator:
    """One page with the simulator in it."""

    def __init__(self, page: Page, root_url: str, lang: str) -> None:
        self.page = page
        self.lang = lang
        self.root_url = root_url
        self.url = f"{root_url}{lang}/simulator/"
        self.problem = page.locator("#sim-problem")
        self.parts = page.locator(".sim-parts")
        self.now = page.locator(".sim-part[data-part=now]")
        self.notice = page.locator(".sim-notice")
        self.correct = page.locator(".sim-correct")
        self.failed = page.locator(".sim-failed")
        self.live = page.locator(".sim-live")

    def open(self, fragment: str = "") -> None:
        self.page.goto(self.url + fragment)

    def in_language(self, lang: str) -> "Simulator":
        return Simulator(self.page, self.root_url, lang)

    def word(self, key: str, /, **values: str) -> str:
        return rulebook().words[key][self.lang].format(**values)

    def label(self, fact: str) -> str:
        return rulebook().facts[fact].label[self.lang]

    def choose(self, problem: str) -> None:
        self.problem.select_option(problem)

    def control(self, fact: str) -> Locator:
        return self.page.locator(f"#sim-{fact}")

    def pick(self, fact: str, value: str) -> None:
        self.radio(fact, value).check()

    def platform(self, id_: str) -> Locator:
        """The radio button of a platform."""
        name = rulebook().vocabulary["platform"][id_][self.lang]
        return self.field("platform").get_by_role("radio", name=name, exact=True)

    def radio(self, fact: str, value: str) -> Locator:
        label = next(choice.label[self.lang] for choice in rulebook().facts[fact].values if choice.id == value)
        return self.field(fact).get_by_role("radio", name=label, exact=True)

    def field(self, id_: str) -> Locator:
        return self.page.locator(f"[data-field={id_}]")

    def error(self, id_: str) -> Locator:
        return self.page.locator(f"#sim-{id_}-error")

    def static(self, problem: str) -> Locator:
        return self.page.locator(f".sim-static[data-problem={problem}]")

    def button(self, key: str) -> Locator:
        return self.page.get_by_role("button", name=self.word(key))

    def expect_answer(self) -> None:
        """An answer is there; the first one waits for the engine."""
        expect(self.parts).to_be_visible(timeout=START)

    def expect_dates(self, part: str, *dates: str) -> None:
        """These dates, in words as the page writes them, are among those that a part shows."""
        text = self.page.locator(f".sim-part[data-part={part}]")
        for date in dates:
            expect(text).to_contain_text(date)

    def expect_steps(self, problem: str, rule: str, *steps: str) -> None:
        """These steps of a rule are shown, in this order, in the words of the rulebook."""
        known = {
            step.id: step.do[self.lang]
            for one in rulebook().problems[problem].rules
            if one.id == rule
            for step in one.steps
        }
        place = self.page.locator(".sim-part[data-part=steps]")
        for step in steps:
            expect(place).to_contain_text(known[step])
        shown = place.inner_text()
        places = [shown.index(known[step]) for step in steps]
        assert places == sorted(places), shown
