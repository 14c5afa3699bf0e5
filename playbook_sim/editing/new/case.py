"""A worked case to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from playbook_sim.editing.blanks import blank
from playbook_sim.editing.forms.files import schema_line
from playbook_sim.editing.new.draft import Draft, NewError, hinted, kind, toml
from playbook_sim.loading.reading import listed, suggestion
from playbook_sim.model import Fact, Problem, Rule, Rulebook
from playbook_sim.paths import expanded

_STATES = "done, now, next, later, overdue or conditional"
_DEADLINE = "dated, not started or no target"
_OR_OUT = "or take the line out, if the answer does not show it"
_ANALOGY = ", by analogy"


def file_of(platform: str, problem: str) -> str:
    """Where the worked cases of a problem are."""
    return f"tests/cases/{platform}/{problem}.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a case is of: the facts that its problem asks, the rule at which it comes out, and the steps and limits of
    its way, each with what readers see beside it (", by analogy"). ``languages``: those of its name."""

    languages: tuple[str, ...]
    platform: str
    problem: str
    facts: tuple[Fact, ...]
    rule: str
    outcome: str
    silent: bool
    steps: Mapping[str, str]
    limits: Mapping[str, str]


def expected(rulebook: Rulebook, problem: Problem, rule: Rule) -> Expected:
    """A case of ``problem`` that comes out at ``rule``; its way may go on in another problem."""
    steps = [step for step, _ in expanded(rulebook, problem, rule)]
    limits: dict[str, str] = {}
    for step in steps:
        if step.limit:
            unit = "" if rulebook.limits[step.limit].unit_stated else ", unit not stated"
            limits[step.limit] = (_ANALOGY if step.analogy else "") + unit
    return Expected(
        languages=rulebook.languages,
        platform=problem.platform,
        problem=problem.id,
        facts=tuple(rulebook.facts[id_] for id_ in problem.asks),
        rule=rule.id,
        outcome=rule.outcome,
        silent=rule.silent,
        steps={step.id: _ANALOGY if step.analogy else "" for step in steps},
        limits=limits,
    )


def new_case(draft: Draft, of: Expected, names: Mapping[str, str]) -> None:
    """A case with its facts and its answer to be filled in, and the names that are not given, by language. Raises
    NewError when there is one of that name."""
    file = file_of(of.platform, of.problem)
    for name in names.values():
        checked_name(draft, name)
    text = draft.read(file)
    head = text.rstrip("\n") + "\n" if text else schema_line(PurePosixPath(file), kind("cases"))
    draft.change(file, head + "\n" + "\n".join(_lines(of, names)) + "\n")


def checked_name(draft: Draft, name: str) -> str:
    """``name`` itself. Raises NewError when it tells no case from all others."""
    if len(name.split()) < 4:
        raise NewError(f"found the name {name!r}; write a sentence of four words or more that says what happens")
    for path in sorted((draft.root / "tests" / "cases").glob("*/*.toml")):
        if toml(name) in path.read_text(encoding="utf-8-sig"):
            raise NewError(f"a case of {path.name} is called {name!r}; a name tells a case from all others")
    return name


def checked_problem(rulebook: Rulebook, wanted: str) -> str:
    """``wanted`` itself. Raises NewError when no problem is called so, or its platform stands before it."""
    id_ = wanted.rpartition("/")[2]
    if wanted != id_ and id_ in rulebook.problems:
        raise NewError(f"found {wanted!r}; write the id of the problem without its platform: {id_}")
    if id_ not in rulebook.problems:
        raise NewError(f"found the problem {wanted!r}, which is not known. {suggestion(id_, rulebook.problems)}")
    return wanted


def rule_of(problem: Problem, wanted: str) -> Rule:
    """The rule of that id. Raises NewError."""
    for rule in problem.rules:
        if rule.id == wanted:
            return rule
    ids = [rule.id for rule in problem.rules]
    raise NewError(f"found the rule {wanted!r}, which {problem.id} does not have. {suggestion(wanted, ids)}")


def _lines(of: Expected, names: Mapping[str, str]) -> Iterator[str]:
    yield "[[case]]"
    for language in of.languages:
        name = names.get(language)
        yield f"name.{language} = {toml(name) if name else hinted('case', 'name', language)}"
    yield f"today = {hinted('case', 'today', 'en')}"
    if of.facts:
        yield from ("", "[case.facts]")
        yield from (f"{fact.id} = {toml(blank('en', _answer(fact)))}" for fact in of.facts)
    yield from ("", "[case.expect]")
    yield f'status = "{"not_covered" if of.silent else "resolved"}"'
    if of.facts:
        asked = f"{listed(fact.id for fact in of.facts)}; or take the line out, if nothing is asked any more"
        yield f"next_question = {toml(blank('en', asked))}"
    yield f"cites = [{hinted('expect', 'cites', 'en')}]"
    yield from ("", f"[case.expect.paths.{of.rule}]")
    yield f"outcome = {toml(of.outcome)}"
    steps = (f"{step}: {blank('en', _then(_STATES, beside))}" for step, beside in of.steps.items())
    yield from ("steps = [", *(f"    {toml(step)}," for step in steps), "]")
    if of.limits:
        yield from ("", "[case.expect.deadlines]")
        for limit, beside in of.limits.items():
            yield f"{limit} = {toml(blank('en', f'{_then(_DEADLINE, beside)}; {_OR_OUT}'))}"


def _then(accepted: str, beside: str) -> str:
    return f"{accepted}, and after it “{beside}”" if beside else accepted


def _answer(fact: Fact) -> str:
    accepted = {
        "date": "a day such as 2026-03-10, without quotes",
        "integer": "a whole number, without quotes",
    }.get(fact.kind) or listed(value.id for value in fact.values)
    return f"{accepted}; or take the line out, if the reader does not tell it"
