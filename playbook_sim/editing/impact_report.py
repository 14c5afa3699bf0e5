"""The impact of a change as a report: Markdown for people, plain data for programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from playbook_sim.contract import as_data
from playbook_sim.editing.impact import Example, Impact, ProblemImpact, Route
from playbook_sim.editing.wordings import Wording, wording_told
from playbook_sim.editing.words import say
from playbook_sim.model import Case, Language, Option, Resolution, Rulebook
from playbook_sim.rendering.comparing import compared
from playbook_sim.rendering.lab_answer import case_facts, lengths
from playbook_sim.rendering.now import plain_lines
from playbook_sim.rendering.outside import outside_short
from playbook_sim.rendering.view import View, link_from_simulator

_MOST_EXAMPLES = 4
_MOST_LISTED = 25
_MOST_OPEN = 3

_MAPPINGS = ("vocabulary", "words", "citations", "doubts", "notes", "facts", "evidence", "messages", "problems")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """``base``: the name of the revision compared with. ``moved``: (language, page, heading) of each section of a page
    whose text is not the same. ``reworded``: words that change beside answers and pages."""

    base: str
    impact: Impact
    moved: Sequence[tuple[str, str, str]]
    reworded: Sequence[Wording] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all changed."""
        return not (
            self.impact.changed or self.impact.worked_cases or self.impact.routes or self.moved or self.reworded
        )


def as_markdown(report: Report, lang: Language) -> str:
    """The report for a pull request."""
    found = report.impact
    lines = [f"# {say(lang, 'title')}", "", _compared(report, lang), ""]
    if report.is_empty:
        return "\n".join([*lines, say(lang, "nothing"), ""])
    if found.changed:
        lines += [f"## {say(lang, 'answers')}", ""]
        for problem in found.changed:
            lines += _problem(found, problem, lang)
        lines += [say(lang, "unchanged", n=len(found.problems) - len(found.changed)), ""]
    else:
        lines += [say(lang, "no_answer"), ""]
    if found.worked_cases:
        names = [each[lang] for each in found.worked_cases]
        lines += _folded(say(lang, "worked", n=len(names)), _listed(names))
    if found.routes:
        lines += [
            f"## {say(lang, 'questions')}",
            "",
            *(f"- {_route(found, route, lang)}" for route in found.routes),
            "",
        ]
    if report.moved:
        lines += [f"## {say(lang, 'pages')}", "", *_pages(report.moved, lang), ""]
    if report.reworded:
        lines += [
            f"## {say(lang, 'wordings')}",
            "",
            *_listed([wording_told(each, _both(found), lang) for each in report.reworded]),
            "",
        ]
    return "\n".join(lines)


def report_data(report: Report) -> dict[str, Any]:
    """The report as JSON-ready data, with every way in which answers change and both answers to its example."""
    found = report.impact
    return {
        "base": report.base,
        "before": found.before.version,
        "after": found.after.version,
        "nothing_changed": report.is_empty,
        "problems": [
            {
                "problem": each.problem,
                "standing": each.standing,
                "asked": each.asked,
                "changed": each.changed,
                "examples": [_example_data(found, example) for example in each.examples],
            }
            for each in found.problems
        ],
        "worked_cases": {"asked": found.cases_asked, "changed": [dict(names) for names in found.worked_cases]},
        "questions": [
            {
                "question": route.question,
                "option": route.option,
                "before": route.before and {"question": route.before.question, "problem": route.before.problem},
                "after": route.after and {"question": route.after.question, "problem": route.after.problem},
            }
            for route in found.routes
        ],
        "pages": [{"language": lang, "page": page, "section": title} for lang, page, title in report.moved],
        "wordings": [asdict(each) for each in report.reworded],
    }


def _compared(report: Report, lang: Language) -> str:
    found = report.impact
    return say(
        lang,
        "compared",
        base=report.base,
        before=found.before.version,
        after=found.after.version,
        asked=sum(each.asked for each in found.problems),
        problems=len(found.problems),
        worked=found.cases_asked,
    )


def _route(impact: Impact, route: Route, lang: Language) -> str:
    """Which answer to which question leads where, before and after."""
    book = impact.after if route.after else impact.before
    option = route.after or route.before
    before, after = _end(impact.before, route.before, lang), _end(impact.after, route.after, lang)
    if route.question is None:
        return say(lang, "opening", before=before, after=after)
    return say(
        lang,
        "route_new" if route.before is None else "route_gone" if route.after is None else "route",
        question=book.triage[route.question].text[lang],
        option=option.label[lang] if option else "",
        before=before,
        after=after,
    )


def _end(book: Rulebook, option: Option | None, lang: Language) -> str:
    if option is None:
        return ""
    told = book.triage[option.question].text if option.question else book.problems[option.problem or ""].title
    return f"{told[lang]} (`{option.question or option.problem}`)"


def _problem(impact: Impact, found: ProblemImpact, lang: Language) -> Iterator[str]:
    book = impact.before if found.standing == "gone" else impact.after
    key = {"kept": "of_problem", "new": "new_problem", "gone": "gone_problem"}[found.standing]
    problem = book.problems[found.problem]
    place = f"{problem.title[lang]} (`{problem.platform}/{problem.id}`)"
    yield from (f"### {say(lang, key, title=place, changed=found.changed, asked=found.asked)}", "")
    if found.standing != "kept":
        return
    told = [line for example in found.examples[:_MOST_EXAMPLES] for line in _example(impact, example, lang)]
    if len(found.examples) > _MOST_EXAMPLES:
        told += [say(lang, "more_ways", n=len(found.examples) - _MOST_EXAMPLES), ""]
    yield from told if len(impact.changed) <= _MOST_OPEN else _folded(say(lang, "examples"), told)


def _example(impact: Impact, example: Example, lang: Language) -> Iterator[str]:
    case, today = example.asked
    view = View(_both(impact), lang, link_from_simulator)
    yield say(lang, f"like_it.{'one' if example.like_it == 1 else 'many'}", n=example.like_it, today=view.date(today))
    yield ""
    yield from _facts(view, case)
    yield ""
    if rows := [*_rows(view, example)] or [*_new_lengths(impact, example, lang)]:
        yield f"| {say(lang, 'column.what')} | {say(lang, 'column.before')} | {say(lang, 'column.after')} |"
        yield "|---|---|---|"
        yield from rows
    else:
        yield say(lang, "detail")
    yield ""


def _rows(view: View, example: Example) -> Iterator[str]:
    """What differs, one row each: what to do first, the dates, the steps and the rest."""
    before, after = example.before, example.after
    if before is None or after is None:
        refused = [say(view.lang, "refused")]
        lines = [plain_lines(view, answer) if answer else refused for answer in (before, after)]
        yield _row(view.lang, say(view.lang, "now"), *map(" ".join, lines))
        return
    told = compared(view.rulebook, before, after, view.lang)
    lines = [plain_lines(view, answer) for answer in (before, after)]
    if lines[0] != lines[1]:
        yield _row(view.lang, say(view.lang, "now"), *_without_the_same(*lines))
    for part in told.parts:
        if part != "now":
            # A message may be called as a step is.
            of = f"{view.say(f'whatif.part.{part}')}: " if part in ("warnings", "evidence", "messages") else ""
            for row in told.differing(part):
                yield _row(view.lang, f"{of}{row.title}", " · ".join(row.before), " · ".join(row.after))
    yield from _outside(view, before, after)


def _outside(view: View, before: Resolution, after: Resolution) -> Iterator[str]:
    """The dates by what is no part of the sources that are not the same: no comparison of two answers has them."""
    then = {deadline.id: deadline for deadline in before.deadlines}
    for deadline in after.deadlines:
        sides = [outside_short(view, side) for side in (then.get(deadline.id), deadline)]
        if deadline.id in then and sides[0] != sides[1]:
            yield _row(view.lang, view.text(deadline.label), *(side or "–" for side in sides))


def _new_lengths(impact: Impact, example: Example, lang: Language) -> Iterator[str]:
    """The deadlines that have no dates yet in the example, and are now another time long."""
    if example.after is not None:
        for row in lengths((impact.before, impact.after), example.after, lang):
            yield _row(lang, row.title, " · ".join(row.before), " · ".join(row.after))


def _without_the_same(before: Sequence[str], after: Sequence[str]) -> tuple[str, str]:
    """The sentences of either side that the other has not: a date that moved is not to be looked for among them."""
    sides = [" ".join(line for line in one if line not in other) for one, other in ((before, after), (after, before))]
    # Where only their order differs, all of them tell it.
    return (sides[0] or "–", sides[1] or "–") if any(sides) else (" ".join(before), " ".join(after))


def _row(lang: Language, *cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '\\|').replace('\n', ' ') for cell in cells)} |"


def _facts(view: View, case: Case) -> list[str]:
    return [f"- {fact}" for fact in case_facts(view, case)] or [f"- {say(view.lang, 'no_facts')}"]


def _both(impact: Impact) -> Rulebook:
    """The rulebook at hand, with what only the other one still knows: names of steps and notes that went."""
    joined = {name: {**getattr(impact.before, name), **getattr(impact.after, name)} for name in _MAPPINGS}
    # A fact may have lost a value, which the cases of the rulebook before still name.
    for id_, fact in impact.before.facts.items():
        known = {value.id: value for value in (*fact.values, *joined["facts"][id_].values)}
        joined["facts"][id_] = replace(joined["facts"][id_], values=tuple(known.values()))
    return replace(impact.after, **joined)


def _pages(moved: Sequence[tuple[str, str, str]], lang: Language) -> Iterator[str]:
    pages: dict[tuple[str, str], list[str]] = {}
    for language, page, title in moved:
        pages.setdefault((language, page), []).append(title or say(lang, "top"))
    for (language, page), titles in pages.items():
        yield f"- `docs/{language}/{page}.md`: {'; '.join(titles)}"


def _listed(entries: Sequence[str]) -> list[str]:
    shown = [f"- {entry}" for entry in entries[:_MOST_LISTED]]
    return [*shown, f"- … + {len(entries) - _MOST_LISTED}"] if len(entries) > _MOST_LISTED else shown


def _folded(title: str, lines: Sequence[str]) -> list[str]:
    """Lines that GitHub shows when they are opened."""
    return ["<details>", f"<summary>{title}</summary>", "", *lines, "", "</details>", ""]


def _example_data(impact: Impact, example: Example) -> dict[str, Any]:
    case, today = example.asked
    facts = {fact: value.isoformat() if isinstance(value, dt.date) else value for fact, value in case.facts.items()}
    return {
        "case": {"platform": case.platform, "problem": case.problem, "facts": facts, "today": today.isoformat()},
        "like_it": example.like_it,
        "before": example.before and as_data(impact.before, example.before, "en"),
        "after": example.after and as_data(impact.after, example.after, "en"),
    }
