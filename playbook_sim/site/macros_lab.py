"""The rule lab at the end of a problem's page: what stands there before it is opened."""

from __future__ import annotations

from playbook_sim.model import Problem
from playbook_sim.rendering.html import Html
from playbook_sim.rendering.lab_page import render_lab
from playbook_sim.site.page_view import PageView


def rule_lab(page: PageView, problem: Problem) -> Html:
    """The lab of ``problem``, closed; its script fetches the runtime when it is opened."""
    return render_lab(page.view, problem, runtime=page.runtime, forge=page.forge, root=page.root)
