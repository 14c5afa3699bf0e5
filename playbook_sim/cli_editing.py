"""The commands for editors: ``check``, ``impact``, ``freshness``, ``changelog``, ``schemas`` and ``translations``.

What they need is imported when they are called: whoever only wants an answer does not wait for it.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import TYPE_CHECKING

import click

from playbook_sim.cli_endings import bad, or_bad, the_rulebook
from playbook_sim.errors import RulebookError
from playbook_sim.loading.files import page_languages
from playbook_sim.model import Rulebook

if TYPE_CHECKING:
    from pathlib import Path

    from playbook_sim.editing.impact_report import Report
    from playbook_sim.editing.revisions import Revision


_LANGUAGE = click.option(
    "--lang", type=click.Choice(page_languages()), default="en", show_default=True, help="Language of the words."
)


@click.command("impact")
@click.option("--base", metavar="REV", default="main", show_default=True, help="The branch, tag or commit before.")
@click.option("--format", "format_", type=click.Choice(["md", "json"]), default="md", show_default=True)
@_LANGUAGE
@click.option("--strict", is_flag=True, help="Exit with 1 when answers changed and version or history do not say so.")
def impact_command(base: str, format_: str, lang: str, strict: bool) -> None:
    """What the rules at hand change for the reader, beside those of the revision REV.

    Asks both every case worth asking: all combinations of answers, dates on, before and after each limit, and the
    worked cases; and compares the text of every page.
    """
    from playbook_sim.editing.discipline import missing_beside
    from playbook_sim.editing.impact_report import as_markdown, report_data
    from playbook_sim.editing.released import entries, rewritten
    from playbook_sim.editing.revisions import RevisionError, revision
    from playbook_sim.site.places import ROOT

    after, now = the_rulebook(), entries(ROOT / "playbook_sim" / "rulebook")
    _end_at_unreadable(ROOT)
    try:
        with revision(base) as before:
            _end_at_unreadable(before.docs.parent, f"{before.name} ({before.commit}): ")
            report, then = _report(before, after), entries(before.files)
    except RevisionError as error:
        bad(str(error))
    click.echo(
        as_markdown(report, lang) if format_ == "md" else json.dumps(report_data(report), ensure_ascii=False, indent=1)
    )
    lacking = [*missing_beside(report.impact, base), *rewritten(report.impact, then, now, base)] if strict else []
    for mistake in lacking:
        click.echo(str(mistake), err=True)
    if lacking:
        sys.exit(1)


def _end_at_unreadable(root: Path, of: str = "") -> None:
    """End the command where pages cannot be read, with what to write in them."""
    from playbook_sim.editing.unreadable import unreadable

    if found := [f"{of}{each}" for each in unreadable(root)]:
        bad("\n".join(found))


@click.command("check")
@click.option("--base", metavar="REV", help="Also see that what changed since REV has a version and a line in history.")
@click.option("--watch", is_flag=True, help="Check again at each change, until Ctrl-C.")
def check_command(base: str | None, watch: bool) -> None:
    """Check rulebook and translations: every mistake with its file and line, and what to write instead."""
    good = _check(base)
    if watch:
        from watchfiles import watch as changes

        from playbook_sim.site.places import LANGUAGES, ROOT

        read = ("playbook_sim/rulebook", "docs", "tests/cases", "CHANGELOG.md")
        for _ in changes(*(ROOT / name for name in read), *LANGUAGES.values(), raise_interrupt=False):
            click.clear()
            good = _check(base)
    if not good:
        sys.exit(1)


def _check(base: str | None) -> bool:
    """Say what is wrong; tell whether nothing is that must be mended."""
    from playbook_sim.editing.check import confirming, finding, findings

    found = findings(_latest_day())
    if base and all(each.answered or not each.grave for each in found):
        lacking, reworded = _lacking(base)
        found += [*map(finding, lacking), *(finding(mistake, grave=False) for mistake in reworded)]
    for each in found:
        click.secho(str(each), fg="red" if each.grave else "yellow", err=True)
    grave = sum(each.grave for each in found)
    click.echo(f"{grave} to mend, {len(found) - grave} to know" if found else "Nothing to mend")
    if confirm := confirming(found):
        click.echo(f"Once you have read those whose languages are not confirmed: {confirm}")
    return not grave


def _latest_day() -> dt.date:
    """The latest day that it is anywhere: who writes in the east is not refused by who checks in the west."""
    return dt.datetime.now(dt.timezone(dt.timedelta(hours=14))).date()


def _lacking(base: str) -> tuple[list[RulebookError], list[RulebookError]]:
    """What the changes since a revision still need beside them; and what was released and is told in other words.
    Nothing where the history cannot be read: what it lacks is then unknown."""
    from playbook_sim.editing.discipline import missing_beside
    from playbook_sim.editing.impact import impact
    from playbook_sim.editing.released import entries, reworded, rewritten
    from playbook_sim.editing.revisions import RevisionError, revision
    from playbook_sim.loading import read_rulebook
    from playbook_sim.site.places import ROOT

    after, _ = read_rulebook()
    if after is None:
        return [], []
    now = entries(ROOT / "playbook_sim" / "rulebook")
    try:
        with revision(base) as before:
            found, then = impact(before.rulebook, after), entries(before.files)
            lacking = [*missing_beside(found, base), *rewritten(found, then, now, base)]
            return lacking, [*reworded(then, now, base)]
    except RevisionError as error:
        bad(str(error))


@click.command("freshness")
@click.option("--today", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="The day to judge by; else today.")
@click.option("--links", is_flag=True, help="Also follow every link that leads out of the playbook (asks the network).")
def freshness_command(today: dt.datetime | None, links: bool) -> None:
    """List what wants to be looked at again: old sources, a calendar that ends soon, dead links."""
    from playbook_sim.editing.freshness import dead_links, outside_links, stale, too_early

    day = (today or dt.datetime.now().astimezone()).date()
    # To judge by an earlier day makes no day one that is still to come.
    found = or_bad(lambda: too_early(max(day, _latest_day())) + stale(day)) + (
        dead_links(outside_links()) if links else []
    )
    for each in found:
        click.echo(str(each))
    if found:
        sys.exit(1)
    click.echo("Nothing to look at again")


@click.command("changelog")
@click.option("--check", is_flag=True, help="Only say whether it is up to date.")
def changelog_command(check: bool) -> None:
    """Write CHANGELOG.md from history.toml."""
    from playbook_sim.editing import changelog as changelogs

    rulebook = the_rulebook()
    if check:
        for mistake in changelogs.stale(rulebook):
            bad(str(mistake), 1)
        return
    written = changelogs.write(rulebook)
    click.echo(f"{changelogs.CHANGELOG.name}: {'written' if written else 'nothing new'}")


@click.command("schemas")
def schemas_command() -> None:
    """Write the schemas by which an editor completes and underlines the TOML files."""
    from playbook_sim.editing.forms.files import FOLDER, write

    changed = write(the_rulebook())
    for place in changed:
        click.echo(f"written: {place}")
    click.echo(f"{FOLDER}: {f'{len(changed)} files' if changed else 'nothing new'}")


@click.group("translations", invoke_without_command=True)
@click.pass_context
def translations_command(context: click.Context) -> None:
    """List the texts that are behind their twin in another language; or confirm that they say the same."""
    if context.invoked_subcommand is None:
        from playbook_sim.site.translations import loose_texts, mistakes

        loose = or_bad(loose_texts)
        for mistake in mistakes(loose):
            click.echo(str(mistake))
        click.echo(f"To read: {len(loose)}" if loose else "Every text is confirmed to say the same")


@translations_command.command("confirm")
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option("--all", "everything", is_flag=True, help="Every text there is.")
def confirm_command(texts: tuple[str, ...], everything: bool) -> None:
    """Record that each TEXT says the same in every language: a text, a file or a page, as the list names them.

    
    playbook-sim translations confirm docs/faq.md limits.toml "rulebook.toml: title"
    """
    from playbook_sim.site.translations import RECORD, confirm

    if not texts and not everything:
        bad("Name the texts, files or pages to confirm, or write --all")
    today = dt.datetime.now().astimezone().date()
    fresh, unknown = or_bad(lambda: confirm(today, None if everything else texts))
    for place in fresh:
        click.echo(f"confirmed: {place}")
    click.echo(f"{RECORD.as_posix()}: {len(fresh)} confirmed")
    if unknown:
        bad(f"No text, file or page is called {', '.join(unknown)}. What is left: playbook-sim translations")


def _report(before: Revision, after: Rulebook) -> Report:
    from playbook_sim.editing.impact import impact
    from playbook_sim.editing.impact_report import Report
    from playbook_sim.editing.page_texts import moved, sections
    from playbook_sim.editing.retold import Side, recited, retold
    from playbook_sim.editing.wordings import relabelled
    from playbook_sim.site.coverage import worked_cases
    from playbook_sim.site.places import ROOT

    problems = {*before.rulebook.problems, *after.problems}
    with click.progressbar(
        length=len(problems), label="Asking both rulebooks", file=sys.stderr, show_pos=True, item_show_func=str
    ) as bar:
        found = impact(before.rulebook, after, worked_cases(), lambda problem: bar.update(1, problem))
    then = Side(rulebook=before.rulebook, files=before.files, pages=sections(before.rulebook, before.docs))
    now = Side(rulebook=after, files=ROOT / "playbook_sim" / "rulebook", pages=sections(after, ROOT / "docs"))
    return Report(
        base=f"{before.name} ({before.commit})",
        impact=found,
        moved=moved(then.pages, now.pages),
        reworded=[*relabelled(before.docs.parent, ROOT), *retold(then, now), *recited(before.rulebook, after)],
    )
