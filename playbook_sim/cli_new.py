"""``playbook-sim new``: a case, a page or a problem to be filled in.

What is not given as an option is asked for. The check names each blank until none is left.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook

if TYPE_CHECKING:
    from playbook_sim.editing.new.draft import Draft

_TITLES = (
    click.option("--title-en", prompt="Title in English", help="Its title in English."),
    click.option("--title-it", prompt="Titolo in italiano", help="Its title in Italian."),
)
_AFTER = "The page below which it stands in the navigation; else the last one of its folder."


@click.group("new")
def new_command() -> None:
    """Begin a case, a page or a problem: files in both languages that say what to fill in, and where."""


@new_command.command("case")
@click.argument("problem")
@click.option("--rule", help="The rule of the problem at which the case comes out; asked for where it has several.")
@click.option("--name", help="A sentence that says what happens; may be filled in later.")
def new_case_command(problem: str, rule: str | None, name: str | None) -> None:
    """A worked case of PROBLEM, to be written from the sources."""
    from playbook_sim.editing.new.case import expected, new_case, rule_of
    from playbook_sim.editing.new.draft import NewError
    from playbook_sim.loading.reading import suggestion

    def draw(draft: Draft, rulebook: Rulebook) -> None:
        if problem not in rulebook.problems:
            raise NewError(
                f"found the problem {problem!r}, which is not known. {suggestion(problem, rulebook.problems)}"
            )
        whole = rulebook.problems[problem]
        wanted = rule or _chosen("Rule at which the case comes out", [each.id for each in whole.rules])
        new_case(draft, expected(rulebook, whole, rule_of(whole, wanted)), name)

    _draw(
        draw, ["Write the case from the sources, not from what the simulator answers: so a mistake in the rules shows."]
    )


@new_command.command("page")
@click.argument("path")
@_TITLES[0]
@_TITLES[1]
@click.option("--after", metavar="PAGE", help=_AFTER)
def new_page_command(path: str, title_en: str, title_it: str, after: str | None) -> None:
    """A page at PATH in both languages, such as handbook/customs-papers, with its place in both navigations."""
    from playbook_sim.editing.new.page import new_page

    titles = {"en": title_en, "it": title_it}
    _draw(
        lambda draft, rulebook: new_page(draft, rulebook, path, titles, _today(), after=after),
        [
            "Write both languages. Link a page of the handbook from handbook/learning-path.md, in both.",
            f"When they say the same: playbook-sim translations confirm docs/{path.removesuffix('.md')}.md",
        ],
    )


@new_command.command("problem")
@click.argument("platform")
@click.argument("id_", metavar="ID")
@_TITLES[0]
@_TITLES[1]
@click.option("--stage", help="How far the order has come; asked for.")
@click.option("--outcome", help="How its path ends; asked for.")
@click.option("--question", help="The plain question (in triage.toml) that leads to it; asked for.")
def new_problem_command(
    platform: str,
    id_: str,
    title_en: str,
    title_it: str,
    stage: str | None,
    outcome: str | None,
    question: str | None,
) -> None:
    """A problem ID of PLATFORM: its rule, its page, its way through the plain questions, and a worked case."""
    from playbook_sim.editing.new.problem import new_problem

    def draw(draft: Draft, rulebook: Rulebook) -> None:
        new_problem(
            draft,
            rulebook,
            platform=platform,
            id_=id_,
            stage=stage or _chosen("Stage", rulebook.vocabulary["stage"]),
            outcome=outcome or _chosen("Outcome", rulebook.vocabulary["outcome"]),
            question=question or _chosen("Question that leads to it", rulebook.triage),
            titles={"en": title_en, "it": title_it},
            today=_today(),
        )

    _draw(
        draw,
        [
            "Quote the sources first: the ids in `cites` are those of playbook_sim/rulebook/citations/.",
            "Ask what the rule depends on (`asks`), and add a [[rule]] for each set of answers.",
            "Raise the version in rulebook.toml and say in history.toml what is new; then: playbook-sim changelog",
            f"When both languages say the same: playbook-sim translations confirm problems/{platform}/{id_}.toml "
            f"triage.toml docs/handbook/{(stage or 'STAGE').replace('_', '-')}/{id_.replace('_', '-')}.md",
        ],
    )


def _draw(draw: Callable[[Draft, Rulebook], None], steps: Iterable[str]) -> None:
    """Draft, write, and say what comes next. A refusal writes nothing."""
    from playbook_sim.editing.blanks import is_blank
    from playbook_sim.editing.new.draft import Draft, NewError
    from playbook_sim.site.places import ROOT

    draft = Draft(ROOT)
    try:
        draw(draft, load_rulebook())
    except (NewError, RulebookError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    for place in draft.write():
        blanks = sum(is_blank(line) for line in draft.read(place).splitlines())
        click.echo(f"{place}: {f'{blanks} to fill in' if blanks else 'changed'}")
    click.echo("\nNext:")
    for number, step in enumerate(
        ["Fill in every FILL IN and DA COMPILARE; this names those that are left: playbook-sim check", *steps], 1
    ):
        click.echo(f"  {number}. {step}")


def _chosen(what: str, accepted: Iterable[str]) -> str:
    """One of a list: the only one there is, or the one that is asked for."""
    accepted = list(accepted)
    return accepted[0] if len(accepted) == 1 else click.prompt(what, type=click.Choice(accepted))


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
