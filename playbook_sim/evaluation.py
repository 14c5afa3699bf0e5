"""Facts and today → the answer. Pure: no clock, no input or output, the same answer for ever."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from playbook_sim.cases import applicable, check_dates
from playbook_sim.conditions import meets_all
from playbook_sim.deadlines import lay
from playbook_sim.derived import derive, inputs
from playbook_sim.judged import judged_book
from playbook_sim.lateness import kept_late, run_out
from playbook_sim.message_texts import facts_of
from playbook_sim.model import (
    Calendar,
    Case,
    Deadline,
    Fact,
    Finding,
    Limit,
    Path,
    Problem,
    Resolution,
    Rule,
    Rulebook,
    Step,
)
from playbook_sim.paths import build_path, expanded, is_done, ticks
from playbook_sim.remembering import memory_of
from playbook_sim.versions import judging


def evaluate(rulebook: Rulebook, case: Case, today: dt.date) -> Resolution:
    """The answer to ``case`` as it stands on ``today``.

    ``resolved``: the path, or one for each future where something is still open. ``needs_facts``: a fact without
    which there is no answer is missing (``next_question``). ``not_covered``: the sources say nothing.
    A limit that changes from a day on judges by its version of the day on which the count starts,
    and the answer cites the passages of that version.
    Raises FactError for dates that contradict each other or today.
    """
    check_dates(rulebook, case, today)
    given, unused = applicable(rulebook, rulebook.problems[case.problem], case.facts)
    rulebook = judged_book(rulebook, judging(rulebook, given, today))
    problem = rulebook.problems[case.problem]
    derived = derive(rulebook, derived_facts(rulebook, problem), given)
    facts = {**given, **derived, **ticks(case.done)}
    findings = [finding for rule in problem.rules for finding in _findings(rulebook, rule, facts)]
    possible = [
        rule
        for rule in problem.rules
        if all(finding.result != "not_met" for finding in findings if finding.rule == rule.id)
    ]
    questions = _questions(rulebook, problem, facts)
    missing = [id_ for id_ in questions if id_ not in facts]
    to_derive = {id_ for rule in possible for id_ in rule.when if _is_derived(rulebook, id_) and id_ not in derived}
    needed = _needed(rulebook, problem, missing, to_derive)
    undecided = bool(to_derive) or any(rulebook.facts[id_].kind in ("choice", "yes_no") for id_ in needed)
    chosen = [] if undecided else possible
    deadlines = _deadlines(rulebook, case, chosen or possible, facts)
    late, over = _too_late(rulebook, case, chosen or possible, facts, today)
    on_the_way = tuple(
        _path(rulebook, problem, rule, facts, findings, deadlines, late, today, over)
        for rule in (chosen or (possible if over else ()))
    )
    paths = on_the_way if chosen else ()
    status = "needs_facts" if needed else "not_covered" if paths and all(path.silent for path in paths) else "resolved"
    shown = {id_ for path in paths for id_ in path.deadlines} if paths else _in_all(rulebook, problem, possible, facts)
    notes = _unique(
        [
            *problem.notes,
            *(note for path in paths for note in path.notes),
            *(note for id_ in rulebook.limits if id_ in shown or id_ in late for note in rulebook.limits[id_].notes),
        ]
    )
    steps = [step for path in paths for step in path.steps]
    return Resolution(
        status=status,
        version=rulebook.version,
        case=case,
        today=today,
        derived=derived,
        limits=rulebook.limits,
        questions=questions,
        next_question=(needed or missing)[0] if missing else None,
        paths=paths,
        deadlines=tuple(deadline for deadline in deadlines.values() if deadline.id in shown),
        evidence=_unique(evidence for step in steps for evidence in step.step.evidence),
        messages=_messages(rulebook, paths, facts),
        warnings=_of_kind(rulebook, notes, "warning"),
        gaps=_of_kind(rulebook, notes, "gap"),
        advice=_of_kind(rulebook, notes, "advice"),
        left_out=_of_kind(rulebook, notes, "left_out"),
        footnotes=_of_kind(rulebook, notes, "footnote"),
        doubts=_doubts(rulebook, problem, paths, shown, notes),
        findings=tuple(findings + _unused_findings(rulebook, case, unused)),
        look_first=_unique(id_ for path in on_the_way for step in path.steps for id_ in step.look_first),
        citations=_citations(rulebook, problem, paths, shown, notes),
    )


def derived_facts(rulebook: Rulebook, problem: Problem) -> tuple[str, ...]:
    """The derived facts that some rule of ``problem`` has as a condition."""
    return _unique(id_ for rule in problem.rules for id_ in rule.when if _is_derived(rulebook, id_))


def _is_derived(rulebook: Rulebook, fact: str) -> bool:
    return rulebook.facts[fact].derivation is not None


# --- conditions -------------------------------------------------------------------------------------------------


def _findings(rulebook: Rulebook, rule: Rule, facts: Mapping[str, Any]) -> list[Finding]:
    findings = []
    for id_, wanted in rule.when.items():
        fact, given = rulebook.facts[id_], facts.get(id_)
        if given in wanted:
            result = "met"
        elif _is_open(fact, given):
            result = "open"
        else:
            result = "unknown" if given is None else "not_met"
        findings.append(Finding(rule=rule.id, fact=id_, wanted=wanted, given=given, result=result))
    return findings


def _is_open(fact: Fact, given: Any) -> bool:
    """Whether the fact lies in the future: said so, or not answered where that is a possible answer."""
    opens = [value.id for value in fact.values if value.open]
    return bool(opens) and (given is None or given in opens)


def _unused_findings(rulebook: Rulebook, case: Case, unused: Mapping[str, str]) -> list[Finding]:
    return [
        Finding(
            rule=None,
            fact=id_,
            wanted=rulebook.facts[id_].presumes[needs],
            given=str(case.facts[id_]),
            result="unused",
            because_of=needs,
        )
        for id_, needs in unused.items()
    ]


# --- questions --------------------------------------------------------------------------------------------------


def _questions(rulebook: Rulebook, problem: Problem, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts that can still change the answer, in the order of ``asks``, given or not.

    What has been given stays among them even where it no longer changes anything: nothing typed is ever lost.
    """
    return tuple(id_ for id_ in problem.asks if id_ in facts or _matters(rulebook, problem, facts, rulebook.facts[id_]))


def _matters(rulebook: Rulebook, problem: Problem, facts: Mapping[str, Any], fact: Fact) -> bool:
    if any(facts.get(other) not in values for other, values in fact.presumes.items()):
        return False
    others = {id_: value for id_, value in facts.items() if id_ != fact.id}
    for rule in problem.rules:
        if any(finding.result == "not_met" for finding in _findings(rulebook, rule, others)):
            continue
        if fact.id in rule.when or fact.id in _starts(rulebook, rule):
            return True
        if any(fact.id in _inputs(rulebook, id_) for id_ in rule.when):
            return True
        for step, _ in expanded(rulebook, problem, rule):
            if not is_done(step, others) and fact.id in _used_by(rulebook, step):
                return True
    return False


def _needed(rulebook: Rulebook, problem: Problem, missing: Iterable[str], to_derive: Iterable[str]) -> list[str]:
    """The missing facts without which there is no answer.

    What only feeds a derived fact is needed no longer once the others have decided it.
    """
    feeding = {id_ for fact in derived_facts(rulebook, problem) for id_ in _inputs(rulebook, fact)}
    wanted = {id_ for fact in to_derive for id_ in _inputs(rulebook, fact)}
    return [id_ for id_ in missing if rulebook.facts[id_].required and (id_ in wanted or id_ not in feeding)]


def _inputs(rulebook: Rulebook, fact: str) -> tuple[str, ...]:
    return inputs(rulebook.facts[fact], rulebook.facts, rulebook.limits)


def _starts(rulebook: Rulebook, rule: Rule) -> set[str]:
    """The dates from which the rights of ``rule`` are counted; a chain starts with one of its steps."""
    return {rulebook.limits[id_].counted_from for id_ in rule.limits if not rulebook.limits[id_].chain}


def _used_by(rulebook: Rulebook, step: Step) -> set[str | None]:
    """The facts on which an open step depends: its state, its date, its message."""
    limit = rulebook.limits[step.limit] if step.limit else None
    message = facts_of(rulebook.messages[step.message]) if step.message else ()
    return {*step.done_when, *step.only_if, *message, *((limit.counted_from, limit.amount_from) if limit else ())}


# --- paths and deadlines ----------------------------------------------------------------------------------------


def _path(
    rulebook: Rulebook,
    problem: Problem,
    rule: Rule,
    facts: Mapping[str, Any],
    findings: list[Finding],
    deadlines: Mapping[str, Deadline],
    late: Mapping[str, int],
    today: dt.date,
    over: frozenset[str],
) -> Path:
    supposed = {f.fact: f.wanted[0] for f in findings if f.rule == rule.id and f.result == "open"}
    return build_path(rulebook, problem, rule, supposed, facts, deadlines, late, today, over)


def _in_all(rulebook: Rulebook, problem: Problem, rules: Iterable[Rule], facts: Mapping[str, Any]) -> set[str]:
    """The limits that run whichever of ``rules`` will apply: a clock does not wait for the merchant's answers."""
    each = [
        {step.limit for step, _ in expanded(rulebook, problem, rule) if step.limit and not is_done(step, facts)}
        for rule in rules
    ]
    return set.intersection(*each) if each else set()


def _deadlines(rulebook: Rulebook, case: Case, rules: Iterable[Rule], facts: Mapping[str, Any]) -> dict[str, Deadline]:
    """The deadlines of all open steps, of the chains that begin with one of them, and of all rights, by limit id."""
    problem = rulebook.problems[case.problem]
    by_analogy: dict[str, bool] = {}
    for rule in rules:
        open_steps = [step for step, _ in expanded(rulebook, problem, rule) if step.limit and not is_done(step, facts)]
        for step in open_steps:
            by_analogy[step.limit] = step.analogy or by_analogy.get(step.limit, False)
        for id_ in rule.limits:
            links = rulebook.limits[id_].chain
            if not links:
                by_analogy[id_] = False
            elif links[0] in by_analogy:
                by_analogy[id_] = any(by_analogy[link] for link in links if link in by_analogy)
    return {id_: _laid(rulebook, case, id_, facts, analogy=analogy) for id_, analogy in by_analogy.items()}


def _laid(rulebook: Rulebook, case: Case, id_: str, facts: Mapping[str, Any], *, analogy: bool) -> Deadline:
    limit = rulebook.limits[id_]
    start, own_amount = facts.get(limit.counted_from), facts.get(limit.amount_from)
    # The same deadline again, not another one like it: whether dates have moved is then seen at once.
    memory = memory_of(rulebook)
    key = (_laid, id_, case.calendar, start, own_amount, analogy)
    if key in memory:
        return memory[key]

    def calendar_of(version: Limit) -> Calendar | None:
        return rulebook.calendars[case.calendar or version.calendar] if version.calendar else None

    memory[key] = lay(
        limit,
        tuple(rulebook.limits[link] for link in limit.chain),
        start,
        rulebook.facts[limit.counted_from].event,
        calendar_of,
        analogy=analogy,
        own_amount=own_amount,
    )
    return memory[key]


def _too_late(
    rulebook: Rulebook, case: Case, rules: Iterable[Rule], facts: Mapping[str, Any], today: dt.date
) -> tuple[dict[str, int], frozenset[str]]:
    """The duties whose steps were done after their last day, with the days in between; and those to be looked at."""
    problem = rulebook.problems[case.problem]
    steps = [step for rule in rules for step, _ in expanded(rulebook, problem, rule) if step.limit]

    def last_day(step: Step) -> dt.date | None:
        return _laid(rulebook, case, step.limit, facts, analogy=step.analogy).literal

    to_look_at = [step for step in steps if rulebook.limits[step.limit].look_first]
    return kept_late(steps, facts, last_day), run_out(to_look_at, facts, last_day, today)


# --- what goes with it ------------------------------------------------------------------------------------------


def _messages(rulebook: Rulebook, paths: tuple[Path, ...], facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The messages whose words are true today: those of steps that are due, and of the next step when it neither
    waits for a date nor belongs to only one of the futures. What a message claims must have been told as a fact."""
    shared = set.intersection(*({step.step.id for step in path.steps} for path in paths)) if paths else set()
    return _unique(
        step.step.message
        for path in paths
        for step in path.steps
        if step.step.message
        and not step.replaced
        and meets_all(facts, rulebook.messages[step.step.message].true_when)
        and (
            step.state in ("now", "overdue")
            or (step.state == "next" and step.step.limit is None and step.step.id in shared)
        )
    )


def _of_kind(rulebook: Rulebook, notes: Iterable[str], kind: str) -> tuple[str, ...]:
    return tuple(note for note in notes if rulebook.notes[note].kind == kind)


def _doubts(
    rulebook: Rulebook, problem: Problem, paths: Iterable[Path], shown: Iterable[str], notes: Iterable[str]
) -> tuple[str, ...]:
    found = [*problem.doubts]
    for path in paths:
        found += path.doubts
        found += (doubt for step in path.steps for doubt in step.step.doubts)
    found += (doubt for note in notes for doubt in rulebook.notes[note].doubts)
    found += (doubt for id_ in shown for doubt in rulebook.limits[id_].doubts)
    order = list(rulebook.doubts)
    return tuple(sorted(set(found), key=order.index))


def _citations(
    rulebook: Rulebook, problem: Problem, paths: Iterable[Path], shown: Iterable[str], notes: Iterable[str]
) -> tuple[str, ...]:
    found = [*problem.cites]
    for path in paths:
        found += path.cites
        found += (cite for step in path.steps for cite in step.step.cites)
    found += (cite for id_ in rulebook.limits if id_ in shown for cite in rulebook.limits[id_].cites)
    found += (cite for note in notes for cite in rulebook.notes[note].cites)
    return _unique(found)


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
