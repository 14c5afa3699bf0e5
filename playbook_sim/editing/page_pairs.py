"""The pages of two languages are built alike: the same sections, the same rules shown, the same day of review.

What they say only a person can compare; a section or a number that one of them lacks a program sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import jinja2
from jinja2 import nodes

from playbook_sim.editing.page_endings import day_in_words, questions, reviewed_on
from playbook_sim.editing.written_pages import Heading, WrittenPage
from playbook_sim.model import Rulebook
from playbook_sim.site.page_mistakes import PageMistake

_JINJA = jinja2.Environment(autoescape=True)

_NOT_ALIKE = {"title", "description", "tags", "problem"}
"""The entries of a front matter that are not compared: words of a language, and what the place of a page says."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a macro is asked for, as it is written: ``limit("dsers_remedy")``, and on which line first."""

    call: str
    line: int


def mistakes_of_pairs(
    pages: Sequence[WrittenPage], rulebook: Rulebook, wrong: Collection[PageMistake] = ()
) -> Iterator[PageMistake]:
    """Where a page of a further language differs from that of the first one. ``wrong``: what is known to be wrong on
    the pages already; where a macro of a pair is, what they show is not compared, since the difference would follow."""
    first = {page.name: page for page in pages if page.language == rulebook.languages[0]}
    for page in pages:
        model = first.get(page.name)
        if model and model is not page:
            yield from _sections(page, model)
            yield from _questions(page, model)
            yield from _reviews(page, model, rulebook)
            if not any(_concerns(mistake, each) for mistake in wrong for each in (page, model)):
                yield from _entries(page, model)
                yield from _macros(page, model)


def _concerns(mistake: PageMistake, page: WrittenPage) -> bool:
    """Whether a mistake is one of what a macro, or the front matter, of ``page`` asks for."""
    if mistake.page != page.place:
        return False
    line = page.text.splitlines()[mistake.line - 1]
    return "{{" in line or line.startswith("lengths:")


def _sections(page: WrittenPage, model: WrittenPage) -> Iterator[PageMistake]:
    here, there = ([each for each in side.headings if each.anchor] for side in (page, model))
    ours, theirs = ([each.anchor for each in side] for side in (here, there))
    if not all(_is_whole(side) for side in (page, model)):
        # Which heading is the twin of which its anchor tells; what is wrong with one is told by itself.
        return
    lacking = [each for each in there if each.anchor not in ours]
    more = [each for each in here if each.anchor not in theirs]
    for each in lacking:
        found = f"docs/{model.place} has a section #{each.anchor} on line {each.line}, and this page has none"
        yield page.mistake(1, f"{found}; add it here, or take it out there")
    for each in more:
        found = f"docs/{model.place} has no section #{each.anchor}"
        yield page.mistake(each.line, f"{found}; add it there, or take it out here")
    if not lacking and not more:
        yield from _order(page, model, here, there)


def _order(
    page: WrittenPage, model: WrittenPage, here: Sequence[Heading], there: Sequence[Heading]
) -> Iterator[PageMistake]:
    """The first heading that stands elsewhere, or is one of another level."""
    for ours, theirs in zip(here, there, strict=True):
        if ours.anchor != theirs.anchor:
            problem = f"docs/{model.place} has the section #{theirs.anchor} at this place (its line {theirs.line})"
            yield page.mistake(ours.line, f"{problem}; put the sections of both into the same order")
            return
        if ours.level != theirs.level:
            signs = " and ".join("#" * each.level for each in (ours, theirs))
            problem = f"the heading of this section and its twin in docs/{model.place} are not of one level ({signs})"
            yield page.mistake(ours.line, f"{problem}; write as many # in both")
            return


def _is_whole(page: WrittenPage) -> bool:
    anchors = [each.anchor for each in page.headings[1:]]
    return all(anchors) and len(anchors) == len(set(anchors))


def _questions(page: WrittenPage, model: WrittenPage) -> Iterator[PageMistake]:
    ours, theirs = questions(page), questions(model)
    if ours != theirs:
        found = f"the questions whose answers fold out are {ours} here and {theirs} in docs/{model.place}"
        line = next((each.line for each in page.headings if each.anchor == "check"), 1)
        yield page.mistake(line, f"{found}; ask the same in both")


def _reviews(page: WrittenPage, model: WrittenPage, rulebook: Rulebook) -> Iterator[PageMistake]:
    ours, theirs = reviewed_on(page, rulebook), reviewed_on(model, rulebook)
    if ours and theirs and ours[1] != theirs[1]:
        days = [day_in_words(day, page.language, rulebook) for _, day in (ours, theirs)]
        found = f"this page was last reviewed on {days[0]}, and docs/{model.place} on {days[1]} (its line {theirs[0]})"
        yield page.mistake(ours[0], f"{found}; read them side by side, and write that day in both")


def _entries(page: WrittenPage, model: WrittenPage) -> Iterator[PageMistake]:
    """The entries that are for the program, such as `lengths`."""
    for key in sorted(({*page.meta} | {*model.meta}) - _NOT_ALIKE):
        if page.meta.get(key) != model.meta.get(key):
            ours, theirs = (f"{key}: {side.meta[key]}" if key in side.meta else f"no {key}:" for side in (page, model))
            found = f"this page has {ours} at its top, and docs/{model.place} has {theirs}"
            yield page.mistake(page.line_of(key), f"{found}; write the same in both")


def _macros(page: WrittenPage, model: WrittenPage) -> Iterator[PageMistake]:
    """A number, a quote or a list that one of them shows and the other does not, or not as often."""
    ours, theirs = _shown(page), _shown(model)
    if ours is None or theirs is None:
        return
    here, there = (Counter(each.call for each in side) for side in (ours, theirs))
    for call in dict.fromkeys(each.call for each in (*theirs, *ours)):
        often = f" as often ({there[call]} times there, {here[call]} here)" if here[call] and there[call] else ""
        if here[call] < there[call]:
            found = f"docs/{model.place} shows {{{{ {call} }}}} on line {_line(theirs, call)}, and this page does not"
            yield page.mistake(1, f"{found}{often}; show it here too, or take it out there")
        elif here[call] > there[call]:
            found = f"this page shows {{{{ {call} }}}}, and docs/{model.place} does not"
            yield page.mistake(_line(ours, call), f"{found}{often}; show it there too, or take it out here")


def _line(side: Sequence[_Shown], call: str) -> int:
    return next(each.line for each in side if each.call == call)


def _shown(page: WrittenPage) -> list[_Shown] | None:
    """What the macros of a page are asked for; None where that cannot be read, which is told by itself."""
    try:
        tree = _JINJA.parse(page.text)
        return [
            _Shown(f"{call.node.name}({', '.join(_argument(each) for each in call.args)})", call.lineno)
            for call in tree.find_all(nodes.Call)
            # Whether a heading is the name of the page's problem is a rule of its own.
            if isinstance(call.node, nodes.Name) and call.node.name != "problem_title"
        ]
    except (jinja2.TemplateSyntaxError, nodes.Impossible):
        return None


def _argument(node: nodes.Expr) -> str:
    value = node.as_const()
    return f'"{value}"' if isinstance(value, str) else str(value)
