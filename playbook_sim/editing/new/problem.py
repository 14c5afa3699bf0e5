"""A problem to be filled in: its rule, its page, its way through the plain questions, and a worked case."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from playbook_sim.editing.forms.files import schema_line
from playbook_sim.editing.new.case import Expected, new_case
from playbook_sim.editing.new.draft import Draft, NewError, checked_id, hinted, kind, known, toml
from playbook_sim.editing.new.page import new_page
from playbook_sim.loading.reading import listed
from playbook_sim.model import Rulebook
from playbook_sim.paths import steps_of

_BOOK = "playbook_sim/rulebook"
_RULE = "first_rule"
_STEP = "first_step"
_OTHER = "other"
"""How the ids begin of what is for all that nothing else is for: it stays last."""


def new_problem(
    draft: Draft,
    rulebook: Rulebook,
    *,
    platform: str,
    id_: str,
    stage: str,
    outcome: str,
    question: str,
    titles: Mapping[str, str],
    today: dt.date,
) -> None:
    """A problem of one rule with one step. ``question`` of triage.toml leads to it. Raises NewError."""
    for name, value in (("platform", platform), ("stage", stage), ("outcome", outcome)):
        known(name, value, rulebook.vocabulary[name])
    known("question", question, rulebook.triage)
    checked_new_id(rulebook, id_)
    file = f"{_BOOK}/problems/{platform}/{id_}.toml"
    lines = _lines(rulebook, stage, outcome, titles)
    draft.add(file, schema_line(PurePosixPath(file), kind("problem")) + "\n".join(lines) + "\n")
    top = f"{_BOOK}/rulebook.toml"
    draft.change(top, _listed(draft.read(top), platform, id_))
    triage = f"{_BOOK}/triage.toml"
    draft.change(triage, _with_option(draft.read(triage), rulebook, question, id_))
    new_page(
        draft,
        rulebook,
        problem_page(stage, id_),
        titles,
        today,
        after=_neighbour(rulebook, platform, stage),
        problem=id_,
    )
    of = Expected(
        languages=rulebook.languages,
        platform=platform,
        problem=id_,
        facts=(),
        rule=_RULE,
        outcome=outcome,
        silent=False,
        steps={_STEP: ""},
        limits={},
    )
    new_case(draft, of, {})


def checked_new_id(rulebook: Rulebook, id_: str) -> str:
    """``id_`` itself. Raises NewError when it is no id, or that of a problem that is there."""
    if checked_id(id_) in rulebook.problems:
        raise NewError(f"the problem {id_!r} is there already ({rulebook.problems[id_].platform}); choose another id")
    return id_


def shared_by(rulebook: Rulebook, platform: str) -> list[str]:
    """What a new problem of ``platform`` has in common with those that are there, as advice; nothing where they share
    nothing."""
    there = [each for each in rulebook.problems.values() if each.platform == platform]
    asked = [fact for fact in there[0].asks if all(fact in each.asks for each in there)] if len(there) > 1 else []
    if not asked:
        return []
    steps = Counter(step for each in there for step in steps_of(rulebook, each))
    usual = [step for step, count in steps.items() if count > len(there) / 2]
    same = f", and most have the steps {listed(usual).replace(' or ', ' and ')}" if usual else ""
    name = rulebook.vocabulary["platform"][platform]["en"]
    return [
        f"All problems of {name} ask {listed(asked).replace(' or ', ' and ')}{same}. Take these over from the one that "
        "is most like it: a clock that runs whatever the problem is must not be missing."
    ]


def problem_page(stage: str, id_: str) -> str:
    """The page of a problem, below ``docs/<language>`` and without its ending."""
    return f"handbook/{stage}/{id_}".replace("_", "-")


def _lines(rulebook: Rulebook, stage: str, outcome: str, titles: Mapping[str, str]) -> Iterator[str]:
    languages = rulebook.languages
    for language in languages:
        yield f"title.{language}   = {toml(titles[language])}"
    for language in languages:
        yield f"summary.{language} = {hinted('problem', 'summary', language)}"
    yield f"stage      = {toml(stage)}"
    yield f"cites      = [{hinted('problem', 'cites', 'en')}]"
    yield from ("", "[[rule]]", f'id       = "{_RULE}"')
    for language in languages:
        yield f"title.{language} = {hinted('rule', 'title', language)}"
    yield f"outcome  = {toml(outcome)}"
    yield f"cites    = [{hinted('rule', 'cites', 'en')}]"
    yield from ("", "[[rule.step]]", f'id    = "{_STEP}"', 'actor = "merchant"')
    for language in languages:
        yield f"do.{language} = {hinted('step', 'do', language)}"
    yield f"cites = [{hinted('step', 'cites', 'en')}]"


def _listed(text: str, platform: str, id_: str) -> str:
    """rulebook.toml with the problem below the others of its platform, or below all; but above what is for the rest."""
    entries = list(re.finditer(r'^ +"(\w+)/(\w+)",\n', text, re.MULTILINE))
    if not entries:
        raise NewError("rulebook.toml: found no list of problems with one on each line; add the problem by hand")
    last = ([entry for entry in entries if entry[1] == platform] or entries)[-1]
    at = last.start() if last[1] == platform and last[2].startswith(_OTHER) else last.end()
    return f'{text[:at]}    "{platform}/{id_}",\n{text[at:]}'


def _with_option(text: str, rulebook: Rulebook, question: str, id_: str) -> str:
    """triage.toml with an option that leads to the problem: the last one of its question, but for the one for the
    rest."""
    header = f"[[{question}.option]]\n"
    labels = [f"label.{language} = {hinted('option', 'label', language)}" for language in rulebook.languages]
    option = "\n".join([header.rstrip(), f"id       = {toml(id_)}", *labels, f"problem  = {toml(id_)}", ""])
    if rest := re.search(rf'^{re.escape(header)}id *= "{_OTHER}"$', text, re.MULTILINE):
        return f"{text[: rest.start()]}{option}\n{text[rest.start() :]}"
    start = text.rindex(header)
    following = text.find("\n[", start + len(header))
    # A comment above the next question belongs to it.
    block = text[start : len(text) if following < 0 else following]
    at = start + len(block.split("\n\n")[0].rstrip("\n")) + 1
    return f"{text[:at]}\n{option}{text[at:]}"


def _neighbour(rulebook: Rulebook, platform: str, stage: str) -> str | None:
    """The page below which the new one stands: of the last problem of that platform and stage, but for the one for the
    rest."""
    beside = [each.id for each in rulebook.problems.values() if (each.platform, each.stage) == (platform, stage)]
    named = [id_ for id_ in beside if not id_.startswith(_OTHER)] or beside
    return problem_page(stage, named[-1]) if named else None
