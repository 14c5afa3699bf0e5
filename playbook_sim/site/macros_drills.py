"""The page of the drills."""

from __future__ import annotations

from collections.abc import Callable

from playbook_sim.drills import offered, topics
from playbook_sim.rendering.drill_page import render_drill_page
from playbook_sim.site.page_macros.block import block
from playbook_sim.site.page_view import PageView


def drills_macro(page: PageView) -> Callable[[], str]:
    """The macro ``drills`` for the page that is being built."""

    def drills() -> str:
        """The drills: the choice of a round, and the places that the script fills."""
        book = page.rulebook
        whole = render_drill_page(page.view, topics(book), offered(book))
        return block(whole)

    return drills
