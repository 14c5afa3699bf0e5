"""The command line: ``playbook-sim resolve``, ``compare``, ``cases``, ``problems``, ``questions`` and ``drill``.

Exit codes: 0 answered (also when a fact is still needed or the sources are silent), 2 bad input.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, TextIO

import click

from playbook_sim.cases import explain, read_case
from playbook_sim.cli_cases import cases
from playbook_sim.cli_drill import run_drill
from playbook_sim.cli_editing import (
    changelog_command,
    check_command,
    freshness_command,
    impact_command,
    schemas_command,
    translations_command,
)
from playbook_sim.cli_endings import bad, the_rulebook
from playbook_sim.cli_new import new_command
from playbook_sim.cli_today import WITHOUT_ONE, moment, todays
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.exports import FORMATS, Beside, export
from playbook_sim.loading.files import page_languages
from playbook_sim.model import Fact, Resolution, Rulebook
from playbook_sim.rendering.comparing_text import render_comparison_text
from playbook_sim.rendering.ledger_text import all_ledgers
from playbook_sim.rendering.words import say
from playbook_sim.untrusted import JsonError, clean, read_json

_FORMAT_HELP = "How to write the answer; calendar is an .ics file with one all-day event for each date to keep."
_MOST_CHARACTERS = 1_000_000
_LANGUAGE = click.option(
    "--lang", type=click.Choice(page_languages()), default="en", show_default=True, help="Language of the words."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """What to do when an order goes wrong, by when, and how we know."""


for command in (
    cases,
    check_command,
    impact_command,
    freshness_command,
    changelog_command,
    new_command,
    schemas_command,
    translations_command,
):
    main.add_command(command)


@main.command()
@click.argument("file", type=click.File(encoding="utf-8"), default="-")
@click.option(
    "--today",
    metavar="DATE",
    help=f"The day to answer for; replaces the one in the case. Without either, {WITHOUT_ONE}.",
)
@click.option("--calendar", metavar="ID", help="Count working days by another calendar: italy, italy-milano, mon_fri.")
@click.option("--made-with", metavar="VERSION", help="The version of the rules that the case was last answered with.")
@click.option("--ledger", metavar="LIMIT", help="Print only how this deadline was counted, day by day; or: all.")
@_LANGUAGE
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True, help=_FORMAT_HELP)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--name", default="", help="What you call the case, an order number for example; for the calendar.")
def resolve(
    file: TextIO,
    today: str | None,
    calendar: str | None,
    made_with: str | None,
    ledger: str | None,
    lang: str,
    format_: str,
    as_json: bool,
    name: str,
) -> None:
    """Answer the case in FILE (JSON; - or nothing reads standard input).

    \b
    {"platform": "dsers_tmall", "problem": "shipment_overdue",
     "facts": {"promised_ship_date": "2026-03-10"}, "today": "2026-03-12"}

    Without a today the answer is given for today in China, whose day the platforms count in, or for today by the clock
    of this machine where the days are your own: for a problem that is about no platform, such as a complaint. With the
    version of the rules that the case was last answered with, the answer says what has changed since.
    """
    rulebook = the_rulebook()
    resolution = _answered(rulebook, _case_in(rulebook, lang, file, today, calendar, made_with), lang)
    if ledger is not None:
        click.echo(_ledgers(rulebook, resolution, lang, ledger), nl=False)
        return
    beside = Beside(name=clean(name), by_hand=True, now=moment().astimezone(dt.UTC).replace(microsecond=0))
    text = export(rulebook, resolution, lang, "json" if as_json else format_, beside)["text"]
    # A calendar is UTF-8 with CR LF at the end of its lines, whatever the terminal has.
    click.echo(text.encode() if format_ == "calendar" else text, nl=False)


@main.command()
@click.argument("file", type=click.File(encoding="utf-8"), default="-")
@click.option(
    "--with",
    "changes",
    metavar="FACT=VALUE",
    multiple=True,
    required=True,
    help="What is different: a fact by its id, today or calendar; nothing after = takes a fact away. Repeatable.",
)
@click.option("--today", metavar="DATE", help=f"The day to answer both for instead. Without, {WITHOUT_ONE}.")
@_LANGUAGE
def compare(file: TextIO, changes: tuple[str, ...], today: str | None, lang: str) -> None:
    """Show the answer to the case in FILE beside the one it would have WITH other facts.

    \b
    playbook-sim compare case.json --with claim_result=verified --with verified_on=2026-11-24
    """
    rulebook = the_rulebook()
    data = _case_in(rulebook, lang, file, today)
    before = _answered(rulebook, data, lang)
    after = _answered(rulebook, _changed(data, changes), lang)
    click.echo(render_comparison_text(rulebook, before, after, lang), nl=False)


@main.command()
@_LANGUAGE
def problems(lang: str) -> None:
    """List the problems, by platform and stage."""
    rulebook = the_rulebook()
    width = max(len(id_) for id_ in rulebook.problems) + 2
    heading = None
    platforms = list(dict.fromkeys(problem.platform for problem in rulebook.problems.values()))
    stages = list(rulebook.vocabulary["stage"])
    by_place = sorted(rulebook.problems.values(), key=lambda p: (platforms.index(p.platform), stages.index(p.stage)))
    for problem in by_place:
        place = (
            f"{rulebook.vocabulary['platform'][problem.platform][lang]} ({problem.platform}) – "
            f"{rulebook.vocabulary['stage'][problem.stage][lang]}"
        )
        if place != heading:
            click.echo(("" if heading is None else "\n") + place)
            heading = place
        click.echo(f"  {problem.id:<{width}}{problem.title[lang]}: {problem.summary[lang]}")


@main.command()
@click.argument("problem")
@_LANGUAGE
def questions(problem: str, lang: str) -> None:
    """List what can be asked about PROBLEM: each fact, its question and the answers it takes."""
    rulebook = the_rulebook()
    if problem not in rulebook.problems:
        bad(explain(rulebook, FactError("problem", "unknown_value", given=problem, accepted=_ids(rulebook)), lang))
    for id_ in rulebook.problems[problem].asks:
        fact = rulebook.facts[id_]
        click.echo(f"{fact.id}: {fact.label[lang]}")
        for line in _answers(fact, lang):
            click.echo(f"  {line}")
        for other, values in fact.presumes.items():
            click.echo(f"  ⟵ {other} = {', '.join(values)}")


@main.command()
@click.option("--topic", metavar="ID", help="A platform, a problem, or a stage such as aliexpress.dispute; else any.")
@click.option("--difficulty", type=click.IntRange(0, 3), default=0, help="1 easy, 2 medium, 3 hard; 0 any.")
@click.option("--seed", type=int, help="The number of the case: the same one gives the same case.")
@click.option("--today", metavar="DATE", help="The day on which the drill is taken; else today in China.")
@_LANGUAGE
def drill(topic: str | None, difficulty: int, seed: int | None, today: str | None, lang: str) -> None:
    """Practise: a case, "what do you do first, by when?", and the marks with the rule and the count."""
    rulebook = the_rulebook()
    try:
        run_drill(rulebook, topic, difficulty, seed, today or todays().china.isoformat(), lang)
    except FactError as error:
        bad(explain(rulebook, error, lang))


def _case_in(
    rulebook: Rulebook,
    lang: str,
    file: TextIO,
    today: str | None,
    calendar: str | None = None,
    made_with: str | None = None,
) -> Any:
    """The case in a file, with today, the calendar and the version replaced where they are given."""
    try:
        text = file.read(_MOST_CHARACTERS + 1)
        if len(text) > _MOST_CHARACTERS:
            bad(say(rulebook, lang, "errors.too_large", file=file.name, most=f"{_MOST_CHARACTERS // 1_000_000} MB"))
        data: Any = read_json(text)
    except UnicodeDecodeError as error:
        bad(f"{file.name}: not UTF-8 text ({error})")
    except JsonError as error:
        place = {"file": file.name, "line": error.line or "–", "column": error.column or "–"}
        bad(say(rulebook, lang, f"errors.{error.code}", **place))
    if isinstance(data, dict):
        if today:
            data["today"] = today
        if calendar:
            data["calendar"] = calendar
        if made_with:
            data["made_with"] = made_with
        data.setdefault("today", todays().of(data).isoformat())
    return data


def _changed(data: dict[str, Any], changes: tuple[str, ...]) -> dict[str, Any]:
    """A case that was answered, with ``FACT=VALUE`` changed in it."""
    facts, rest = dict(data.get("facts") or {}), {}
    for change in changes:
        fact, sign, value = (part.strip() for part in change.partition("="))
        if not (fact and sign):
            bad(f"--with {change}: write FACT=VALUE")
        (rest if fact in ("today", "calendar") else facts)[fact] = value
    return {**data, "facts": facts, **rest}


def _answered(rulebook: Rulebook, data: Any, lang: str) -> Resolution:
    try:
        return evaluate(rulebook, *read_case(rulebook, data))
    except FactError as error:
        bad(explain(rulebook, error, lang))


def _ledgers(rulebook: Rulebook, resolution: Resolution, lang: str, limit: str) -> str:
    """The counts of the deadlines asked for, as text."""
    found = all_ledgers(rulebook, resolution, lang)
    if limit != "all" and limit not in found:
        known = f"write one of: all, {', '.join(found)}" if found else "this answer has no deadlines"
        bad(f"--ledger {limit}: {known}")
    return "\n".join(found.values() if limit == "all" else [found[limit]])


def _answers(fact: Fact, lang: str) -> list[str]:
    if fact.kind == "date":
        return ["YYYY-MM-DD"]
    if fact.kind == "integer":
        return [f"{fact.least} … {fact.most}"]
    return [f"{value.id}: {value.label[lang]}" for value in fact.values]


def _ids(rulebook: Rulebook) -> str:
    return ", ".join(rulebook.problems)
