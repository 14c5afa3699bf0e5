"""What every page keeps to besides what it says, and what ``playbook-sim check`` says of the pages that do not."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from playbook_sim.editing.italian import LANGUAGE as ITALIAN
from playbook_sim.editing.italian import misset
from playbook_sim.editing.learning_path import mistakes_of_learning_path
from playbook_sim.editing.page_endings import mistakes_of_endings
from playbook_sim.editing.page_headings import mistakes_of_headings
from playbook_sim.editing.page_heads import mistakes_of_heads
from playbook_sim.editing.page_pairs import mistakes_of_pairs
from playbook_sim.editing.problem_mentions import misnamed_links
from playbook_sim.editing.problem_pages import misplaced
from playbook_sim.editing.written_pages import written_pages
from playbook_sim.model import Rulebook
from playbook_sim.site.page_mistakes import PageMistake


def page_rules(docs: Path, rulebook: Rulebook, wrong: Collection[PageMistake] = ()) -> list[PageMistake]:
    """Where the pages below ``docs`` do not keep to it, page by page, line by line. ``wrong``: what is known to be
    wrong on them already; what would follow from that is not told."""
    pages = written_pages(docs, rulebook.languages)
    italian = (
        page.mistake(found.line, found.advice)
        for page in pages
        if page.language == ITALIAN
        for found in misset(page.words)
    )
    found = (
        *mistakes_of_heads(pages),
        *mistakes_of_headings(pages),
        *mistakes_of_endings(pages, rulebook),
        *mistakes_of_pairs(pages, rulebook, wrong),
        *mistakes_of_learning_path(pages, rulebook),
        *misplaced(pages, rulebook),
        *misnamed_links(pages, rulebook),
        *italian,
    )
    return sorted(found, key=lambda mistake: (mistake.page, mistake.line))
