"""For whom a thing is rendered: the rulebook, the language, and how to link to other pages from where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from playbook_sim.judged import judged_book
from playbook_sim.model import Deadline, Language, Limit, Resolution, Rulebook, Text
from playbook_sim.rendering import words
from playbook_sim.rendering.html import Html

type Link = Callable[[str, str], str]
"""(page, anchor) → address. A page is named by its file below ``docs/<language>`` without ``.md``; "" is no anchor."""


def link_from_simulator(page: str, anchor: str) -> str:
    """The address of a page as seen from the simulator, which lies one level below the root of its language."""
    return f"../{page}/#{anchor}" if anchor else f"../{page}/"


def judging_book(rulebook: Rulebook, resolution: Resolution) -> Rulebook:
    """The rulebook as it judges the case (``judged``): what an answer is told from."""
    return judged_book(rulebook, resolution.limits)


@dataclass(frozen=True, slots=True)
class View:
    """Everything a renderer needs besides the thing to render. Its methods are ``words`` with the first two given."""

    rulebook: Rulebook
    lang: Language
    link: Link

    def as_laid(self, deadline: Deadline) -> View:
        """The view in which the limits are those that a deadline was laid with."""
        limits = self.rulebook.limits
        if all(limits[limit.id] is limit for limit in deadline.laid):
            return self
        laid = {limit.id: limit for limit in deadline.laid}
        return replace(self, rulebook=replace(self.rulebook, limits={**limits, **laid}))

    def say(self, key: str, **values: str | int) -> str:
        """See ``words.say``."""
        return words.say(self.rulebook, self.lang, key, **values)

    def html(self, key: str, **values: str | int) -> Html:
        """See ``words.say_html``."""
        return words.say_html(self.rulebook, self.lang, key, **values)

    def counted(self, key: str, n: int, **values: str) -> str:
        """See ``words.counted``."""
        return words.counted(self.rulebook, self.lang, key, n, **values)

    def text(self, text: Text) -> str:
        """The text in the reader's language."""
        return text[self.lang]

    def name(self, closed_list: str, id_: str) -> str:
        """See ``words.name``."""
        return words.name(self.rulebook, self.lang, closed_list, id_)

    def problem_page(self, problem: str) -> str:
        """The name of a problem's page in the handbook: "handbook/after-shipment/wrong-item"."""
        told = self.rulebook.problems[problem]
        return f"handbook/{told.stage}/{told.id}".replace("_", "-")

    def problem_link(self, problem: str) -> str:
        """The address of a problem's page in the handbook."""
        return self.link(self.problem_page(problem), "")

    def time(self, day: dt.date) -> Html:
        """See ``words.time``."""
        return words.time(self.rulebook, self.lang, day)

    def date(self, day: dt.date) -> str:
        """See ``words.date_words``."""
        return words.date_words(self.rulebook, self.lang, day)

    def full_date(self, day: dt.date) -> str:
        """See ``words.full_date``."""
        return words.full_date(self.rulebook, self.lang, day)

    def short_date(self, day: dt.date) -> str:
        """See ``words.short_date``."""
        return words.short_date(self.rulebook, self.lang, day)

    def left(self, day: dt.date, today: dt.date) -> str:
        """See ``words.left``."""
        return words.left(self.rulebook, self.lang, day, today)

    def duration(self, limit: Limit) -> str:
        """See ``words.duration``."""
        return words.duration(self.rulebook, self.lang, limit)

    def start_event(self, limit: Limit) -> str:
        """See ``words.start_event``."""
        return words.start_event(self.rulebook, self.lang, limit)

    def fact_value(self, fact: str, value: str | int | dt.date) -> str:
        """See ``words.fact_value``."""
        return words.fact_value(self.rulebook, self.lang, fact, value)
