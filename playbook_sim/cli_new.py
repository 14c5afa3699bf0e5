"""``playbook-sim new``: a case, a page, a problem or a language to be filled in.

What is not given as an option is asked for. The check names each blank until none is left.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from playbook_sim.cli_endings import bad, the_rulebook
from playbook_sim.loading.files import page_languages
from playbook_sim.loading.reading import suggestion
from playbook_sim.model import Rulebook

if TYPE_CHECKING:
    from playbook_sim.editing.new.draft import Draft

_PROMPTS = {"en": "Title in English", "it": "Titolo in italiano"}
_NAME_PROMPTS = {"en": "Its name in English", "it": "Il suo nome in italiano"}
_LEDGER = ".venv/bin/python -m playbook_sim.site ledger write"
_QUESTION = "The plain question (in triage.toml) that leads to it; asked for."
_AFTER = "The page below which it stands in the navigation; else the last one of its folder."


type _Callback = Callable[[click.Context, click.Parameter, str | None], str | None]


def _checked(what: str, language: str = "") -> _Callback:
    """What click calls with each value as it is given: a wrong one is refused at its option, or asked for again."""

    def callback(context: click.Context, _: click.Parameter, value: str | None) -> str | None:
        from playbook_sim.editing.new.asked import CHECKS, Given
        from playbook_sim.editing.new.draft import Draft, NewError
        from playbook_sim.site.places import ROOT

        if value is None:
            return None
        given = Given(value=value, language=language, draft=Draft(ROOT), rulebook=_book(), before=context.params)
        try:
            CHECKS[what](given)
        except NewError as error:
            raise click.BadParameter(str(error)) from None
        return value

    return callback


def _book() -> Rulebook:
    """The rulebook, read once for a command."""
    context = click.get_current_context()
    context.obj = context.obj or the_rulebook()
    return context.obj


def _titles[Command: Callable[..., None]](command: Command) -> Command:
    """A title in every language of the rulebook, as an option of its own; the command gets them by language."""

    @functools.wraps(command)
    def called(**values: str | None) -> None:
        titles = {language: values.pop(f"title_{language}") for language in page_languages()}
        command(titles=titles, **values)

    for language in reversed(page_languages()):
        prompt = _PROMPTS.get(language, f"Title in {language!r}")
        told = f"Its title in {language!r}."
        called = click.option(f"--title-{language}", prompt=prompt, callback=_checked("title", language), help=told)(
            called
        )
    return called


def _names[Command: Callable[..., None]](command: Command) -> Command:
    """The name of a case in each language of the rulebook, as an option of its own; the command gets those given."""

    @functools.wraps(command)
    def called(**values: str | None) -> None:
        told = {language: values.pop(f"name_{language}") for language in page_languages()}
        command(names={language: name for language, name in told.items() if name is not None}, **values)

    for language in reversed(page_languages()):
        told = f"A sentence in {language!r} that says what happens; may be filled in later."
        called = click.option(f"--name-{language}", callback=_checked("name of a case"), help=told)(called)
    return called


def _language_names[Command: Callable[..., None]](command: Command) -> Command:
    """What a language is called in those that are there, as an option of each; the command gets them by language."""

    @functools.wraps(command)
    def called(**values: str | None) -> None:
        names = {language: values.pop(f"name_{language}") for language in page_languages()}
        command(names=names, **values)

    for language in reversed(page_languages()):
        prompt = _NAME_PROMPTS.get(language, f"Its name in {language!r}")
        called = click.option(f"--name-{language}", prompt=prompt, help=f"What it is called in {language!r}.")(called)
    return called


@click.group("new")
def new_command() -> None:
    """Begin a case, a page, a problem or a language: files that say what to fill in, and where."""


@new_command.command("case")
@click.argument("problem", is_eager=True, callback=_checked("problem of a case"))
@click.option(
    "--rule",
    callback=_checked("rule"),
    help="The rule of the problem at which the case comes out; asked for where it has several.",
)
@_names
def new_case_command(problem: str, rule: str | None, names: Mapping[str, str]) -> None:
    """A worked case of PROBLEM, to be written from the sources."""
    from playbook_sim.editing.new.case import expected, new_case, rule_of

    def draw(draft: Draft, rulebook: Rulebook) -> None:
        whole = rulebook.problems[problem]
        named = {each.id: (each.title or whole.title)["en"] for each in whole.rules}
        wanted = rule or _chosen("Rule at which the case comes out", named)
        new_case(draft, expected(rulebook, whole, rule_of(whole, wanted)), names)

    _draw(
        draw,
        [
            "Write the case from the sources, not from what the simulator answers: so a mistake in the rules shows.",
            f"When its names say the same: playbook-sim translations confirm tests/cases/*/{problem}.toml",
        ],
    )


@new_command.command("page")
@click.argument("path", callback=_checked("page"))
@click.option("--after", metavar="PAGE", is_eager=True, callback=_checked("neighbour"), help=_AFTER)
@_titles
def new_page_command(path: str, titles: Mapping[str, str], after: str | None) -> None:
    """A page at PATH in both languages, such as handbook/customs-papers, with its place in both navigations."""
    from playbook_sim.editing.learning_path import LEARNING_PATH
    from playbook_sim.editing.new.page import new_page

    page = PurePosixPath(path).with_suffix("")
    taught = page.parent.as_posix() == "handbook"
    link = [f"Link it from {LEARNING_PATH}, in both languages."] if taught else []
    confirm = f"docs/{page}.md docs/{LEARNING_PATH} mkdocs.yml" if taught else f"docs/{page}.md mkdocs.yml"
    _draw(
        lambda draft, rulebook: new_page(draft, rulebook, path, titles, _today(), after=after),
        [
            *link,
            f"If it quotes a source, write down anew where each quote is used: {_LEDGER}",
            f"When both languages say the same: playbook-sim translations confirm {confirm}",
        ],
    )


@new_command.command("problem")
@click.argument("platform", callback=_checked("platform"))
@click.argument("id_", metavar="ID", callback=_checked("problem"))
@click.option("--stage", callback=_checked("stage"), help="How far the order has come; asked for.")
@click.option("--outcome", callback=_checked("outcome"), help="How its path ends; asked for.")
@click.option("--question", callback=_checked("question"), help=_QUESTION)
@_titles
def new_problem_command(
    platform: str,
    id_: str,
    titles: Mapping[str, str],
    stage: str | None,
    outcome: str | None,
    question: str | None,
) -> None:
    """A problem ID of PLATFORM: its rule, its page, its way through the plain questions, and a worked case."""
    from playbook_sim.editing.new.case import file_of
    from playbook_sim.editing.new.problem import new_problem, problem_page, shared_by

    rulebook = _book()
    lists, english = rulebook.vocabulary, "en"
    stage = stage or _chosen("Stage", {id_: name[english] for id_, name in lists["stage"].items()})
    outcome = outcome or _chosen("Outcome", {id_: name[english] for id_, name in lists["outcome"].items()})
    asked = {question.id: question.text[english] for question in rulebook.triage.values()}
    question = question or _chosen("Question that leads to it", asked)
    confirm = f"problems/{platform}/{id_}.toml triage.toml history.toml docs/{problem_page(stage, id_)}.md mkdocs.yml "
    confirm += file_of(platform, id_)
    _draw(
        lambda draft, rulebook: new_problem(
            draft,
            rulebook,
            platform=platform,
            id_=id_,
            stage=stage,
            outcome=outcome,
            question=question,
            titles=titles,
            today=_today(),
        ),
        [
            "Quote the sources first: the ids in `cites` are those of playbook_sim/rulebook/citations/.",
            "Ask what the rule depends on (`asks`), and add a [[rule]] and a worked case for each set of answers.",
            *shared_by(rulebook, platform),
            "Call first_rule and first_step what they are, in the case as well: these names become part of links.",
            "Raise the version in rulebook.toml and say in history.toml what is new; then: playbook-sim changelog",
            f"When both languages say the same: playbook-sim translations confirm {confirm}",
            f"Write down anew where each quote is used: {_LEDGER}",
        ],
    )


@new_command.command("language")
@click.argument("code", callback=_checked("language"))
@click.option("--name", prompt="Its own name, such as Deutsch", help="What it calls itself: readers choose it by that.")
@_language_names
def new_language_command(code: str, name: str, names: Mapping[str, str]) -> None:
    """A language CODE such as de: a line to be translated at every text, its pages and its configuration."""
    from playbook_sim.editing.new.language import new_language

    _draw(
        lambda draft, rulebook: new_language(draft, rulebook, code, {**names, code: name}),
        [
            "Translate what stands behind each of them from English, and take the mark out.",
            "Add to site/ask.toml, site/not_terms.toml and tests/data/search_queries.toml what only its speakers know.",
            "playbook-sim changelog, then: playbook-sim schemas",
            "When it says the same as the others: playbook-sim translations confirm --all",
            "Add the people who answer for it to .github/CODEOWNERS",
        ],
    )


def _draw(draw: Callable[[Draft, Rulebook], None], steps: Iterable[str]) -> None:
    """Draft, write, and say what comes next. A refusal writes nothing."""
    from playbook_sim.editing.blanks import is_blank
    from playbook_sim.editing.new.draft import Draft, NewError
    from playbook_sim.site.places import ROOT

    draft = Draft(ROOT)
    try:
        draw(draft, _book())
    except NewError as error:
        bad(str(error))
    for place in draft.write():
        blanks = sum(is_blank(line) for line in draft.read(place).splitlines())
        click.echo(f"{place}: {f'{blanks} to fill in' if blanks else 'changed'}")
    click.echo("\nNext:")
    for number, step in enumerate(
        ["Fill in every FILL IN and DA COMPILARE; this names those that are left: playbook-sim check", *steps], 1
    ):
        click.echo(f"  {number}. {step}")


def _chosen(what: str, named: Mapping[str, str]) -> str:
    """One of a list, each with what it means: the only one there is, or the one that is asked for."""
    if len(named) == 1:
        return next(iter(named))
    width = max(map(len, named))
    click.echo(f"\n{what}:")
    for id_, name in named.items():
        click.echo(f"  {id_:{width}}  {name}")

    def known(value: str) -> str:
        if value not in named:
            raise click.BadParameter(f"found {value!r}, which is not in the list. {suggestion(value, named)}")
        return value

    return click.prompt(what, value_proc=known)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
