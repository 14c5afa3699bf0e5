"""The commands for editors: ``playbook-sim impact`` and ``changelog``.

What they need is imported when they are called: whoever only wants an answer does not wait for it.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook

if TYPE_CHECKING:
    from playbook_sim.editing.impact_report import Report
    from playbook_sim.editing.revisions import Revision


@click.command("impact")
@click.option("--base", metavar="REV", default="main", show_default=True, help="The branch, tag or commit before.")
@click.option("--format", "format_", type=click.Choice(["md", "json"]), default="md", show_default=True)
@click.option("--lang", type=click.Choice(["en", "it"]), default="en", show_default=True, help="Language of the words.")
@click.option("--strict", is_flag=True, help="Exit with 1 when answers changed and version or history do not say so.")
def impact_command(base: str, format_: str, lang: str, strict: bool) -> None:
    """What the rules at hand change for the reader, beside those of the revision REV.

    Asks both every case worth asking: all combinations of answers, dates on, before and after each limit, and the
    worked cases; and compares the text of every page.
    """
    from playbook_sim.editing.discipline import missing_beside
    from playbook_sim.editing.impact_report import as_markdown, report_data
    from playbook_sim.editing.revisions import RevisionError, revision

    after = _rulebook()
    try:
        with revision(base) as before:
            report = _report(before, after)
    except RevisionError as error:
        _bad(str(error))
    click.echo(
        as_markdown(report, lang) if format_ == "md" else json.dumps(report_data(report), ensure_ascii=False, indent=1)
    )
    lacking = missing_beside(report.impact, base) if strict else []
    for mistake in lacking:
        click.echo(str(mistake), err=True)
    if lacking:
        sys.exit(1)


@click.command("changelog")
@click.option("--check", is_flag=True, help="Only say whether it is up to date.")
def changelog_command(check: bool) -> None:
    """Write CHANGELOG.md from history.toml."""
    from playbook_sim.editing import changelog as changelogs

    rulebook = _rulebook()
    if check:
        for mistake in changelogs.stale(rulebook):
            _bad(str(mistake), 1)
        return
    written = changelogs.write(rulebook)
    click.echo(f"{changelogs.CHANGELOG.name}: {'written' if written else 'nothing new'}")


def _report(before: Revision, after: Rulebook) -> Report:
    from playbook_sim.editing.impact import impact
    from playbook_sim.editing.impact_report import Report
    from playbook_sim.editing.page_texts import moved, sections
    from playbook_sim.site.coverage import worked_cases
    from playbook_sim.site.places import ROOT

    problems = {*before.rulebook.problems, *after.problems}
    with click.progressbar(
        length=len(problems), label="Asking both rulebooks", file=sys.stderr, show_pos=True, item_show_func=str
    ) as bar:
        found = impact(before.rulebook, after, worked_cases(), lambda problem: bar.update(1, problem))
    return Report(
        base=f"{before.name} ({before.commit})",
        impact=found,
        moved=moved(sections(before.rulebook, before.docs), sections(after, ROOT / "docs")),
    )


def _rulebook() -> Rulebook:
    try:
        return load_rulebook()
    except RulebookError as error:
        _bad(str(error))


def _bad(message: str, code: int = 2) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)
