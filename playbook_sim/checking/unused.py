"""Nothing stands in the rulebook that no answer and no page shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from playbook_sim.errors import RulebookError
from playbook_sim.model import Problem, Rule, Rulebook, Step
from playbook_sim.versions import every_version


def unused(rulebook: Rulebook, quoted_on_pages: Collection[str] | None) -> Iterator[RulebookError]:
    """Every limit, fact, note, doubt, piece of evidence, message, word, source and citation that nothing uses.

    A doubt about a passage that the rules rely on must stand at a rule, a step, a limit, a note or a problem, so
    that the answer shows it. One whose passages no rule relies on belongs to no answer: the page of open
    questions, which lists all doubts, is its place.
    """
    problems = rulebook.problems.values()
    rules = [rule for problem in problems for rule in problem.rules]
    steps = [step for rule in rules for step in rule.steps]
    holders: list[Problem | Rule | Step] = [*problems, *rules, *steps]
    limits = {step.limit for step in steps} | {limit for rule in rules for limit in rule.limits}
    limits |= {limit for fact in rulebook.facts.values() if fact.derivation for limit in fact.derivation.limits}
    limits |= {link for limit in rulebook.limits.values() if limit.id in limits for link in limit.chain}
    versions = tuple(every_version(rulebook.limits.values()))
    messages = {step.message for step in steps}
    notes = {note for holder in (*problems, *rules, *versions) for note in holder.notes}
    # What is left out without belonging to a problem stands on its page.
    notes |= {note.id for note in rulebook.notes.values() if note.kind == "left_out"}
    doubts = {doubt for part in (*holders, *versions, *rulebook.notes.values()) for doubt in part.doubts}
    cited = {
        cite
        for part in (
            *holders,
            *versions,
            *rulebook.notes.values(),
            *rulebook.evidence.values(),
            *rulebook.messages.values(),
            *rulebook.metrics.values(),
        )
        for cite in part.cites
    }
    in_doubt = {cite for doubt in rulebook.doubts.values() for reading in doubt.readings for cite in reading.cites}
    apart = {
        doubt.id
        for doubt in rulebook.doubts.values()
        if not any(cite in cited for reading in doubt.readings for cite in reading.cites)
    }
    facts = {id_ for p in problems for id_ in p.asks} | {id_ for rule in rules for id_ in rule.when}
    yield from _left("facts/", "asked by no problem", rulebook.facts, facts)
    yield from _left("limits.toml", "used by no step and no rule", rulebook.limits, limits)
    yield from _left("evidence.toml", "used by no step", rulebook.evidence, {e for s in steps for e in s.evidence})
    yield from _left("messages/", "sent in no step", rulebook.messages, messages)
    yield from _left("notes/", "shown with no rule and no problem", rulebook.notes, notes)
    yield from _left(
        "doubts.toml", "shown in no answer, although rules cite its passages", rulebook.doubts, doubts | apart
    )
    yield from _words(rulebook, rules, steps)
    yield from _left(
        "sources.toml",
        "cited by nothing",
        rulebook.sources,
        {citation.source for citation in rulebook.citations.values()},
    )
    if quoted_on_pages is not None:
        for citation in rulebook.citations.values():
            yield from _left(
                f"citations/{citation.source}.toml",
                "cited by nothing and quoted on no page",
                [citation.id],
                cited | in_doubt | set(quoted_on_pages),
            )


def _words(rulebook: Rulebook, rules: list[Rule], steps: list[Step]) -> Iterator[RulebookError]:
    """The lists of the vocabulary whose words the rulebook itself decides."""
    problems = rulebook.problems.values()
    used = {
        "platform": {problem.platform for problem in problems},
        "stage": {problem.stage for problem in problems},
        "actor": {
            *(actor for step in steps for actor in (step.actor, *step.through)),
            *(message.to for message in rulebook.messages.values()),
        },
        "outcome": {rule.outcome for rule in rules},
        "language": {
            *rulebook.languages,
            *rulebook.message_languages,
            *(source.language for source in rulebook.sources.values()),
        },
    }
    for name, words in used.items():
        yield from _left(f"vocabulary.toml: {name}", "used by nothing", rulebook.vocabulary[name], words)


def _left(place: str, state: str, ids: Iterable[str], used: Collection[str | None]) -> Iterator[RulebookError]:
    joint = "." if ":" in place else ": "
    for id_ in ids:
        if id_ not in used:
            yield RulebookError(f"{place}{joint}{id_}", f"this is {state}; use it, or take it out")
