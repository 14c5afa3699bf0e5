"""The problems: ``problems/<platform>/<problem>.toml``, one file each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from playbook_sim.derived import inputs
from playbook_sim.errors import RulebookError
from playbook_sim.loading.facts import conditions
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.mistakes import Entries, Mistakes, numbered
from playbook_sim.loading.parts import cites
from playbook_sim.loading.reading import Table
from playbook_sim.message_texts import facts_of
from playbook_sim.model import Citation, Doubt, Evidence, Fact, Limit, Message, Note, Problem, Rule, Step, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the problems may refer to. ``shared_steps`` are those of ``steps/*.toml``, as written."""

    languages: tuple[str, ...]
    vocabulary: Mapping[str, Mapping[str, Text]]
    facts: Entries[Fact]
    limits: Entries[Limit]
    evidence: Entries[Evidence]
    messages: Entries[Message]
    notes: Entries[Note]
    shared_steps: Entries[Table]
    citations: Entries[Citation]
    doubts: Entries[Doubt]
    mistakes: Mistakes


def load_problems(top: Table, unlisted: Collection[str], files: RulebookFiles, known: Known) -> Entries[Problem]:
    """The problems that ``top``, rulebook.toml, lists (``dsers_tmall/no_stock``), in its order. Mirrors are filled in;
    follows exist. ``unlisted``: the ids of those that have a file and should be listed."""
    mistakes = known.mistakes
    paths = top.strings("problems")
    listed = _platforms(top, paths, unlisted, known)
    platforms = Entries(listed, unlisted, whole=len(listed) == len(paths))
    tables = mistakes.each(platforms, lambda id_, platform: files.table(f"problems/{platform}/{id_}.toml"))
    own = mistakes.each(
        tables.where(lambda table: "mirrors" not in table),
        lambda id_, table: _problem(table, id_, platforms[id_], known),
    )
    mirrors = mistakes.each(
        tables.where(lambda table: "mirrors" in table),
        lambda id_, table: _mirror(table, id_, platforms[id_], known, own, tables),
    )
    problems = own.joined(mirrors, tables)
    _check_links({id_: tables[id_] for id_ in problems}, problems, mistakes)
    return problems


def _platforms(top: Table, paths: Iterable[str], unlisted: Collection[str], known: Known) -> dict[str, str]:
    """The platform of each problem that is listed. Of a file that is ``unlisted`` it was said what to write."""
    platforms: dict[str, str] = {}
    for path in paths:
        platform, _, id_ = path.rpartition("/")
        if id_ in unlisted:
            continue
        with known.mistakes.beside():
            if platform not in known.vocabulary["platform"] or not id_:
                what = f'found {path!r}; write "<platform>/<problem>" with a platform of vocabulary.toml'
                top.fail("problems", what)
            if id_ in platforms:
                top.fail("problems", f"the problem {id_!r} stands there twice; keep one")
            platforms[id_] = platform
    return platforms


def _head(table: Table, known: Known) -> dict:
    return {
        "stage": table.choice("stage", known.vocabulary["stage"]),
        "title": table.text("title", known.languages),
        "summary": table.text("summary", known.languages),
        "notes": table.known_strings("notes", known.notes, "note"),
        "cites": cites(table, known.citations),
        "doubts": table.known_strings("doubts", known.doubts, "doubt"),
    }


def _problem(table: Table, id_: str, platform: str, known: Known) -> Problem:
    asks = table.known_strings("asks", known.facts, "fact")
    for number, fact in enumerate(asks):
        for other in known.facts[fact].presumes if fact in known.facts else ():
            if other not in asks[:number]:
                table.fail("asks", f"{fact!r} presumes {other!r}, which is not asked before it; put it there")
    first = _steps(table, asks, known)
    rules = known.mistakes.each(numbered(table.tables("rule")), lambda _, rule: _rule(rule, first, asks, known))
    if not table.tables("rule"):
        table.fail("", "no rule: add [[rule]]")
    _no_double(table, "rule", [rule.id for rule in rules.values()])
    head = _head(table, known)
    table.finish()
    return Problem(id=id_, platform=platform, asks=asks, rules=rules.all(), mirrors=None, **head)


def _mirror(
    table: Table, id_: str, platform: str, known: Known, own: Entries[Problem], tables: Entries[Table]
) -> Problem:
    """A problem that has the rules of another one. ``analogy`` names the steps that hold by analogy only."""
    original = table.string("mirrors")
    table.known("mirrors", original, tables, "problem")
    if not own.may_have(original):
        table.fail("mirrors", f"found {original!r}, which has no rules of its own; write the problem that it mirrors")
    steps = {step.id for rule in own[original].rules for step in rule.steps}
    analogy = table.known_strings("analogy", steps, "step")
    head = _head(table, known)
    table.finish()
    rules = tuple(
        replace(
            rule,
            steps=tuple(replace(step, analogy=step.analogy or step.id in analogy) for step in rule.steps),
            doubts=tuple(dict.fromkeys((*rule.doubts, *head["doubts"]))),
        )
        for rule in own[original].rules
    )
    return Problem(id=id_, platform=platform, asks=own[original].asks, rules=rules, mirrors=original, **head)


def _rule(table: Table, first: Entries[Step], asks: tuple[str, ...], known: Known) -> Rule:
    own = _steps(table, asks, known)
    rule = Rule(
        id=table.string("id"),
        title=table.text("title", known.languages),
        when=conditions(table.table_or_empty("when"), known.facts, asks),
        steps=(*first.values(), *own.values()),
        outcome=table.choice("outcome", known.vocabulary["outcome"]),
        silent=table.flag("silent"),
        nearest=table.strings("nearest"),
        ask=table.text_or_none("ask", known.languages),
        limits=table.known_strings("limits", known.limits, "limit"),
        notes=table.known_strings("notes", known.notes, "note"),
        cites=cites(table, known.citations),
        doubts=table.known_strings("doubts", known.doubts, "doubt"),
    )
    table.finish()
    _no_double(table, "step", [step.id for step in rule.steps])
    for id_ in rule.limits:
        limit = known.limits[id_]
        if not limit.chain and limit.kind != "right":
            table.fail("limits", f"found {id_!r}, which is not a chain; write it at its step: limit = {id_!r}")
        if not limit.chain and limit.counted_from not in asks:
            _not_asked(table, "limits", f"{id_!r} counts from", limit.counted_from)
    for id_ in rule.when:
        for needed in inputs(known.facts[id_], known.facts, known.limits):
            if needed not in asks:
                _not_asked(table, "when", f"{id_!r} is worked out from", needed)
    if rule.silent and not any(known.notes[note].kind == "gap" for note in rule.notes):
        table.fail("notes", "a silent rule must say what the sources leave out: add a note of kind gap")
    if rule.silent and not (rule.nearest and rule.ask):
        table.fail("", 'a silent rule must say where to go: add nearest = ["…"] and ask.en, ask.it (whom to ask)')
    if not rule.silent and (rule.nearest or rule.ask):
        table.fail("nearest", "only a silent rule has nearest and ask; take them out, or write silent = true")
    steps = (*first.all(), *own.all())
    if not steps and not rule.silent:
        table.fail("", "no step: add [[rule.step]], or silent = true when the sources say nothing")
    for step in steps:
        if step.replaces and step.replaces not in [other.id for other in steps]:
            table.fail("step", f"found replaces = {step.replaces!r}, which is no step of this rule")
    return rule


def _steps(table: Table, asks: tuple[str, ...], known: Known) -> Entries[Step]:
    return known.mistakes.each(
        numbered(table.tables("step")),
        lambda _, step: _shared_step(step, asks, known) if "use" in step else _step(step, asks, known),
    )


def _shared_step(table: Table, asks: tuple[str, ...], known: Known) -> Step:
    """A step of ``steps/*.toml``, which must fit the problem that uses it and may give it another ``message``."""
    use = table.string("use")
    table.known("use", use, known.shared_steps, "shared step")
    message = table.string_or_none("message")
    if message is not None:
        table.known("message", message, known.messages, "message")
    table.finish()
    shared = known.shared_steps[use]
    if message is not None:
        shared = Table({"message": message}, shared.file, shared.path).over(shared)
    if "follow" in shared or "id" in shared:
        shared.fail("follow" if "follow" in shared else "id", "a shared step has neither follow nor id; take it out")
    try:
        return _step(shared, asks, known, id_=use)
    except RulebookError as error:
        if "does not ask" not in error.problem:
            raise
        said = f"the shared step {use!r} does not fit here: {error.problem}"
        raise RulebookError(table.place("use"), said, error.code, **error.details) from None


def _not_asked(table: Table, key: str, what: str, fact: str, code: str = "not_asked") -> None:
    table.fail(key, f"{what} {fact!r}, which this problem does not ask; add it to asks", code, fact=fact)


def _step(table: Table, asks: tuple[str, ...], known: Known, id_: str | None = None) -> Step:
    actors = known.vocabulary["actor"]
    limit = table.string_or_none("limit")
    if limit is not None:
        table.known("limit", limit, known.limits, "limit")
        for start in (known.limits[limit].counted_from, known.limits[limit].amount_from):
            if start is not None and start not in asks:
                _not_asked(table, "limit", f"{limit!r} counts from", start)
        if known.limits[limit].kind == "right":
            table.fail("limit", f"{limit!r} is a right; name it in the limits of the rule")
    message = table.string_or_none("message")
    if message is not None:
        table.known("message", message, known.messages, "message")
        for fact in facts_of(known.messages[message]):
            if fact not in asks:
                _not_asked(table, "message", f"{message!r} speaks of", fact, "message_not_asked")
    step = Step(
        id=id_ or table.string("id"),
        actor=table.choice("actor", actors),
        through=table.known_strings("through", actors, "actor"),
        do=table.text("do", known.languages),
        limit=limit,
        evidence=table.known_strings("evidence", known.evidence, "evidence"),
        message=message,
        done_when=conditions(table.table_or_empty("done_when"), known.facts, asks, given=True),
        only_if=conditions(table.table_or_empty("only_if"), known.facts, asks, given=True),
        done_on=table.string_or_none("done_on"),
        by_message=table.flag("by_message"),
        halts=table.flag("halts"),
        look_first=table.known_strings("look_first", known.limits, "limit"),
        follow=table.string_or_none("follow"),
        replaces=table.string_or_none("replaces"),
        cites=cites(table, known.citations),
        doubts=table.known_strings("doubts", known.doubts, "doubt"),
        analogy=table.flag("analogy"),
    )
    table.finish()
    dates = [fact for fact in step.done_when if known.facts[fact].kind == "date"]
    if step.done_on and step.done_on not in dates:
        accepted = ", ".join(dates) or "none: done_when names no date"
        table.fail("done_on", f"found {step.done_on!r}; write a date of this step’s done_when ({accepted})")
    for id_ in step.look_first:
        if known.limits[id_].look_first is None:
            table.fail("look_first", f"the limit {id_!r} says nothing to look at; add look_first.en, … to it")
    if step.by_message and not step.message:
        table.fail("by_message", "this step has no message; name it, or take by_message out")
    return step


def _no_double(table: Table, key: str, ids: list[str]) -> None:
    for id_ in ids:
        if ids.count(id_) > 1:
            table.fail(key, f"found the id {id_!r} twice; give one of them another id")


def _check_links(tables: Mapping[str, Table], problems: Entries[Problem], mistakes: Mistakes) -> None:
    """What rules and steps lead to exists, and whatever is followed comes to an end."""
    follows: list[tuple[str, Table]] = []
    for id_, table in tables.items():
        for part in (table, *table.tables("rule")):
            with mistakes.beside():
                for nearest in part.strings("nearest"):
                    part.known("nearest", nearest, problems, "problem")
            for step in part.tables("step"):
                with mistakes.beside():
                    if "follow" in step:
                        step.known("follow", step.string("follow"), problems, "problem")
                        follows.append((id_, step))
    # A single follow can make a circle, or a problem two paths, for many others.
    with mistakes.beside():
        for id_, step in follows:
            _check_follow(step, id_, problems)


def _check_follow(step: Table, problem: str, problems: Entries[Problem]) -> None:
    """A follow leads to a problem with a single path, and never comes back to where it was."""
    follow = step.string("follow")
    if follow not in problems:
        return
    if problems[follow].asks or len(problems[follow].rules) != 1:
        step.fail(
            "follow",
            f"{follow!r} asks something or has more than one path; "
            "only a problem that asks nothing and has a single one can be followed",
        )
    if circle := _circle([problem, follow], problems):
        step.fail("follow", f"the paths go in a circle: {' → '.join(circle)}; take one follow out")


def _circle(trail: list[str], problems: Entries[Problem]) -> list[str] | None:
    """``trail`` continued to the first problem that it meets again, or None when every follow comes to an end."""
    if trail[-1] in trail[:-1]:
        return trail
    followed = (step.follow for rule in problems[trail[-1]].rules for step in rule.steps if step.follow in problems)
    return next((circle for follow in followed if (circle := _circle([*trail, follow], problems))), None)
