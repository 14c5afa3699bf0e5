"""Whom to write to: the forms of the repository, or whoever gave the link where the build was told of no repository."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from playbook_sim.site.page_view import PageView


def macros(page: PageView) -> tuple[Callable[[], str], ...]:
    """Macros about the editors, for the page that is being built."""

    def tell_editors() -> str:
        """To whom a reader says that a rule is wrong, as a sentence with its link."""
        say = page.view.say
        if not page.forge:
            return say("report.nobody")
        asked = urlencode({"template": f"rule-{page.lang}.yml", "page": f"{page.lang}/{page.address}"})
        return f"{say('report.tell')} [{say('report.rule')}]({page.forge}/issues/new?{asked})"

    def project_address() -> str:
        """Where the files of the project are, as a sentence."""
        say = page.view.say
        return f"{say('report.files')} <{page.forge}>" if page.forge else say("report.no_files")

    return (tell_editors, project_address)
