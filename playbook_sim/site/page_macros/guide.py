"""What the guides of the handbook show, and how well the rules are covered."""

from __future__ import annotations

from typing import Any

from playbook_sim.site import coverage, ledger
from playbook_sim.site import macros_guide as guide
from playbook_sim.site import macros_ledger as sentences
from playbook_sim.site import macros_problem as parts
from playbook_sim.site import system_picture as system
from playbook_sim.site.drawing import picture
from playbook_sim.site.page_macros.block import block
from playbook_sim.site.page_view import PageView
from playbook_sim.site.places import CACHE


def macros(page: PageView) -> tuple[Any, ...]:
    """Those macros, for the page that is being built."""

    def evidence_matrix() -> str:
        """Which evidence which problem asks for, by platform, with the anchors ``evidence-<id>``."""
        return block(guide.evidence_matrix(page.view))

    def metric_list() -> str:
        """Every metric that the sources name, with the anchors ``metric-<id>``."""
        return block(guide.metrics(page.view))

    def glossary() -> str:
        """Every term of the glossary, with the anchors ``term-<id>``."""
        return block(guide.glossary(page.view))

    def left_out_list() -> str:
        """What the sources say and the playbook does not repeat, with the anchors ``left-out-<id>``."""
        return block(guide.left_out(page.view))

    def coverage_table() -> str:
        """Every branch with its sets of answers and its worked cases, and what the proof found."""
        return block(coverage.coverage_table(page.view, coverage.prove(page.rulebook), coverage.worked_cases()))

    def sentence_ledger() -> str:
        """Every row of the inventory with the places it went to, with the anchors ``row-<id>``."""
        try:
            return block(sentences.sentence_ledger(page.view, ledger.read()))
        except sentences.LedgerError as error:
            raise page.fail(str(error)) from None

    def system_picture() -> str:
        """The picture of who takes part in an order, with its text."""
        drawn = picture(system.place(CACHE, page.lang))
        return block(parts.pictured(page.view, drawn, system.as_text(page.view)))

    return (
        evidence_matrix,
        metric_list,
        glossary,
        left_out_list,
        coverage_table,
        sentence_ledger,
        system_picture,
    )
