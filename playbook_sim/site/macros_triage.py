"""The guided questions on a page, with the script that leads through them."""

from __future__ import annotations

from collections.abc import Callable

from playbook_sim.rendering.html import el, joined
from playbook_sim.rendering.triage import render_triage
from playbook_sim.site.page_macros.block import block
from playbook_sim.site.page_view import PageView


def triage_macro(page: PageView) -> Callable[..., str]:
    """The macro ``triage`` for the page that is being built."""

    def triage(folded: bool = False) -> str:
        """The guided questions; ``folded``: closed until the reader asks for them."""
        # The script is part of the content, so that it also runs when Material brings the page in without a reload.
        script = el("script", type="module", src=page.asset("assets/javascripts/triage.js"))
        questions = render_triage(page.view)
        if folded:
            summary = el("summary", page.view.say("triage.ask"))
            questions = el("details", summary, questions, class_="tri-fold", data_search_exclude=True)
        return block(joined([questions, script]))

    return triage
