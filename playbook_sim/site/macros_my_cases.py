"""The page of saved cases."""

from __future__ import annotations

from collections.abc import Callable

from playbook_sim.rendering.my_cases import render_my_cases
from playbook_sim.site.page_macros.block import block
from playbook_sim.site.page_view import PageView


def my_cases_macro(page: PageView) -> Callable[..., str]:
    """The macro ``my_cases`` for the page that is being built."""

    def my_cases() -> str:
        """The list of saved cases with all that goes with it; its template brings the script."""
        return block(render_my_cases(page.view))

    return my_cases
