"""Proofs about the whole rulebook, by trying all of it: no gap, no overlap, nothing unused, nothing without effect."""

from __future__ import annotations

from collections.abc import Collection

from playbook_sim.checking.completeness import incomplete
from playbook_sim.checking.effects import without_effect
from playbook_sim.checking.quotes import misquoted
from playbook_sim.checking.rules import faults_of_rules
from playbook_sim.checking.space import coverage
from playbook_sim.checking.triage import faults_of_triage
from playbook_sim.checking.unused import unused
from playbook_sim.errors import RulebookError
from playbook_sim.model import Problem, Rulebook

__all__ = [
    "check",
    "coverage",
    "incoherent",
    "misquoted",
    "problems_beside",
    "problems_found",
    "problems_within",
    "superfluous",
]


def check(rulebook: Rulebook, quoted_on_pages: Collection[str] | None = None) -> None:
    """Raise the first of ``problems_found``."""
    for problem in problems_found(rulebook, quoted_on_pages):
        raise problem


def problems_found(rulebook: Rulebook, quoted_on_pages: Collection[str] | None = None) -> list[RulebookError]:
    """All that is wrong with the rulebook as a whole, although each file of it could be loaded: what is
    ``incoherent``, and what is ``superfluous``."""
    return [*incoherent(rulebook), *superfluous(rulebook, quoted_on_pages)]


def incoherent(rulebook: Rulebook) -> list[RulebookError]:
    """Why a case has no answer, two of them or none that can be read, or a reader is led nowhere: what such a rulebook
    answers is not meant."""
    return [*incomplete(rulebook), *faults_of_rules(rulebook), *faults_of_triage(rulebook)]


def superfluous(rulebook: Rulebook, quoted_on_pages: Collection[str] | None = None) -> list[RulebookError]:
    """What has no effect, and what nothing uses.

    ``quoted_on_pages`` are the ids of the citations that pages of the handbook quote. A citation must be used by
    the rulebook or by a page, so without them no citation is reported as unused.
    """
    return [*without_effect(rulebook), *unused(rulebook, quoted_on_pages)]


def problems_within(rulebook: Rulebook, problem: Problem) -> list[RulebookError]:
    """What of ``problems_found`` one problem brings: they take long, and can be looked for one after the other."""
    return [*faults_of_rules(rulebook, [problem]), *without_effect(rulebook, [problem])]


def problems_beside(rulebook: Rulebook) -> list[RulebookError]:
    """The rest of ``problems_found``, but for the citations that only pages quote."""
    return [*incomplete(rulebook), *faults_of_triage(rulebook), *unused(rulebook, None)]
