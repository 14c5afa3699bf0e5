"""The lists of all there is of a kind, worked counts, and the simulator."""

from __future__ import annotations

import datetime as dt
from typing import Any

from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case, Problem
from playbook_sim.rendering.frame import render_simulator
from playbook_sim.rendering.static_path import render_static_path
from playbook_sim.site import macros_lists as lists
from playbook_sim.site.page_macros.block import block
from playbook_sim.site.page_view import PageView


def macros(page: PageView) -> tuple[Any, ...]:
    """Those macros, for the page that is being built."""

    def deadlines_at_a_glance() -> str:
        """Every limit of the rulebook, by platform, each under a heading with the platform's id as its anchor."""
        tables = lists.deadlines_at_a_glance(page.view)
        return "\n".join(
            f"## {page.view.name('platform', platform)} {{ #{platform.replace('_', '-')} }}\n{block(table)}"
            for platform, table in tables.items()
        )

    def doubt_list() -> str:
        """Every doubt, with the anchors ``b1`` …"""
        return block(lists.doubts(page.view))

    def gap_list() -> str:
        """Every gap."""
        return block(lists.gaps(page.view))

    def source_list() -> str:
        """Every source."""
        return block(lists.sources(page.view))

    def outside_facts() -> str:
        """Every footnote."""
        return block(lists.outside_facts(page.view))

    def calendar_list() -> str:
        """Every calendar."""
        return block(lists.calendars(page.view))

    def count_example(calendar: str, start: str, amount: int) -> str:
        """A worked count of working days after a date (``2026-02-10``)."""
        known = page.known("calendar", calendar, page.rulebook.calendars)
        return block(lists.count_example(page.view, known, dt.date.fromisoformat(start), amount))

    def simulator() -> str:
        """The simulator: its form, and the path of each problem for when there is no answer."""
        book = page.rulebook
        first = {id_: _first_questions(page, problem) for id_, problem in book.problems.items()}
        static = {id_: render_static_path(book, told, page.lang, page.link) for id_, told in book.problems.items()}
        return block(render_simulator(book, page.lang, first, static))

    return (
        deadlines_at_a_glance,
        doubt_list,
        gap_list,
        source_list,
        outside_facts,
        calendar_list,
        count_example,
        simulator,
    )


def _first_questions(page: PageView, problem: Problem) -> tuple[str, ...]:
    """What is asked before anything is known. No fact is given, so the day makes no difference."""
    case = Case(platform=problem.platform, problem=problem.id, facts={})
    return evaluate(page.rulebook, case, page.rulebook.released).questions
