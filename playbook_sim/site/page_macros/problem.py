"""What the page of a problem shows of its rules: each part, and all of them under their headings."""

from __future__ import annotations

from typing import Any

from playbook_sim.model import Problem
from playbook_sim.rendering.html import el
from playbook_sim.site import macros_problem as parts
from playbook_sim.site.macros_lab import rule_lab
from playbook_sim.site.page_macros.block import block
from playbook_sim.site.page_view import PageView
from playbook_sim.site.places import CACHE

SECTIONS = ("flowchart", "path", "deadlines", "evidence", "messages", "doubts", "gaps", "citations")
"""What a problem page consists of: each is a macro, and the anchor of its section."""


def macros(page: PageView) -> tuple[Any, ...]:
    """Those macros, for the page that is being built."""

    def current() -> Problem:
        return page.known("problem", page.meta.get("problem", ""), page.rulebook.problems)

    def problem_title() -> str:
        """The name of the page's problem, for the heading of the page."""
        return page.view.text(current().title)

    def flowchart() -> str:
        """The flowchart of the page's problem, with its text."""
        return block(parts.flowchart(page.view, current(), CACHE))

    def path() -> str:
        """Every path of the page's problem."""
        return block(parts.path(page.view, current()))

    def deadlines() -> str:
        """The deadlines of the page's problem."""
        return block(parts.deadlines(page.view, current()))

    def evidence() -> str:
        """The evidence for the page's problem."""
        return block(parts.evidence(page.view, current()))

    def messages() -> str:
        """The titles of the messages of the page's problem."""
        return block(parts.messages(page.view, current()))

    def doubts() -> str:
        """Where the sources disagree about the page's problem."""
        return block(parts.doubts(page.view, current()))

    def gaps() -> str:
        """What the sources do not say about the page's problem."""
        return block(parts.gaps(page.view, current()))

    def citations() -> str:
        """What the sources say about the page's problem."""
        return block(parts.citations(page.view, current()))

    pieces = {
        macro.__name__: macro for macro in (flowchart, path, deadlines, evidence, messages, doubts, gaps, citations)
    }

    def problem_page() -> str:
        """All of the above under headings of their own, with a link to the simulator and the rule lab at the end."""
        button = page.simulator_link(current().id, {}, class_="md-button md-button--primary")
        sections = [block(el("p", button))]
        sections += [f"## {page.view.say(f'page.{name}')} {{ #{name} }}\n{pieces[name]()}" for name in SECTIONS]
        sections.append(f"## {page.view.say('lab.title')} {{ #try }}\n{block(rule_lab(page, current()))}")
        return "\n".join(sections)

    return (problem_title, *pieces.values(), problem_page)
