"""The command line for files of saved cases: ``playbook-sim cases FILE`` and ``playbook-sim cases template``."""

from __future__ import annotations

import codecs
import json
import sys
from typing import BinaryIO

import click

from playbook_sim.cases import explain, read_date
from playbook_sim.cli_endings import bad, the_rulebook
from playbook_sim.cli_today import WITHOUT_ONE, todays
from playbook_sim.errors import FactError
from playbook_sim.loading.files import page_languages
from playbook_sim.model import Rulebook
from playbook_sim.records.files import FORMATS, read_cases, template, write_cases
from playbook_sim.records.listing import list_text, listed
from playbook_sim.records.mistakes import Mistake
from playbook_sim.records.reading import MOST_CHARACTERS
from playbook_sim.todays import Todays

# One more than is read, whatever the encoding: then the reader says that the file is too large.
_MOST_BYTES = 4 * MOST_CHARACTERS
_LANGUAGE = click.option(
    "--lang", type=click.Choice(page_languages()), default="en", show_default=True, help="Language of the words."
)
_TODAY = click.option("--today", metavar="DATE", help=f"The day to answer for. Without it, {WITHOUT_ONE}.")


class _FileOrCommand(click.Group):
    """A group whose first argument may be a file: then it is listed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        named = args[:1] and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else ["list", *args])


@click.group(cls=_FileOrCommand)
def cases() -> None:
    """List the saved cases in a file, or write a file to fill in.

    \b
    playbook-sim cases my-cases.csv
    playbook-sim cases template --format csv > my-cases.csv
    """


@cases.command("list")
@click.argument("file", type=click.File("rb"), default="-")
@_TODAY
@_LANGUAGE
@click.option("--store", help="Only the cases of this store.")
@click.option("--platform", metavar="ID", help="Only the cases on this platform.")
@click.option("--all", "closed_too", is_flag=True, help="Closed cases too, at the end.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", *FORMATS]),
    default="table",
    show_default=True,
    help="How to list.",
)
def list_(
    file: BinaryIO,
    today: str | None,
    lang: str,
    store: str | None,
    platform: str | None,
    closed_too: bool,
    format_: str,
) -> None:
    """List the cases in FILE (CSV or JSON): overdue ones first, then by the date of the next duty.

    Exit codes: 0 all is read, 1 some lines are not (they are named), 2 nothing is.
    """
    rulebook = the_rulebook()
    days = _days(rulebook, today, lang)
    platforms = list(dict.fromkeys(problem.platform for problem in rulebook.problems.values()))
    if platform is not None and platform not in platforms:
        accepted = ", ".join(platforms)
        bad(explain(rulebook, FactError("platform", "unknown_value", given=platform, accepted=accepted), lang))
    text = _text(file.read(_MOST_BYTES + 1))
    is_json = text.removeprefix("\ufeff").lstrip()[:1] in ("{", "[")
    reading = read_cases(rulebook, lang, "json" if is_json else "csv", text, days)
    for told in reading.mistakes:
        click.echo(_line(getattr(file, "name", "<stdin>"), told), err=True)
    left_out = any(not told.entered for told in reading.mistakes)
    if left_out and not reading.records:
        sys.exit(2)
    found = listed(rulebook, reading.records, days, store=store, platform=platform, closed_too=closed_too)
    if format_ == "table":
        click.echo(list_text(rulebook, lang, found, days), nl=False)
    elif format_ == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        click.echo(write_cases(rulebook, lang, "csv", found, days)[0], nl=False)
    sys.exit(1 if left_out else 0)


@cases.command("template")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="csv", show_default=True, help="Kind of file.")
@click.option("--problem", metavar="ID", help="Only the columns that this problem needs.")
@_TODAY
@_LANGUAGE
def template_(format_: str, problem: str | None, today: str | None, lang: str) -> None:
    """Write a file to fill in, with examples that are not read as cases."""
    rulebook = the_rulebook()
    if problem is not None and problem not in rulebook.problems:
        accepted = ", ".join(rulebook.problems)
        bad(explain(rulebook, FactError("problem", "unknown_value", given=problem, accepted=accepted), lang))
    click.echo(template(rulebook, lang, format_, _days(rulebook, today, lang), problem), nl=False)


def _days(rulebook: Rulebook, today: str | None, lang: str) -> Todays:
    if not today:
        return todays()
    try:
        return Todays.everywhere(read_date(rulebook, "today", today))
    except FactError as error:
        bad(explain(rulebook, error, lang))


def _text(data: bytes) -> str:
    # What a spreadsheet calls "Unicode text".
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # What a spreadsheet writes for western Europe when it is not told to write UTF-8.
        return data.decode("cp1252", "replace")


def _line(name: str, told: Mistake) -> str:
    return f"{name}: {told.message}" if told.line is None else f"{name}:{told.line}: {told.message}"
