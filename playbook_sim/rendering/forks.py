"""Where the ways of an answer part, when that is decided, and until when each of them ends: in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from playbook_sim.model import Deadline, Path, Resolution
from playbook_sim.projections import projected
from playbook_sim.remembering import of_the_last
from playbook_sim.rendering.deadlines import dates_of, provisional_words
from playbook_sim.rendering.view import View


@dataclass(frozen=True, slots=True)
class Fork:
    """A question that the ways of an answer answer differently. ``window``: the time in which others decide it, or
    None where the sources state none."""

    fact: str
    window: Deadline | None


@dataclass(frozen=True, slots=True)
class Group:
    """Deadlines that belong together: those of all ways (``path`` is None), or those of one way only.

    ``letter`` names the way in picture and words alike, ``said`` how it goes, ``end`` how it ends.
    """

    path: Path | None
    letter: str
    said: str
    end: str
    deadlines: tuple[Deadline, ...]


@of_the_last
def groups(view: View, resolution: Resolution) -> list[Group]:
    """The deadlines that all ways share (always the first group), then those of each way, in the answer's order."""
    by_id = {deadline.id: deadline for deadline in resolution.deadlines}
    paths = resolution.paths
    shared = {id_ for id_ in by_id if all(id_ in path.deadlines for path in paths)}
    found = [Group(None, "", "", "", tuple(deadline for id_, deadline in by_id.items() if id_ in shared))]
    for path in paths if len(paths) > 1 else ():
        own = tuple(deadline for id_, deadline in by_id.items() if id_ in path.deadlines and id_ not in shared)
        said = view.say("step.future", title=view.text(path.title))
        found.append(Group(path, letter(paths, path), said, end_words(view, resolution, path, own), own))
    return found


def letter(paths: tuple[Path, ...], path: Path) -> str:
    """The letter of one of several ways."""
    return chr(ord("A") + [other.rule for other in paths].index(path.rule))


def future_title(view: View, resolution: Resolution, path: Path) -> str:
    """ "A · If it goes this way: the claim is rejected"."""
    said = view.say("step.future", title=view.text(path.title))
    return view.say("future.title", letter=letter(resolution.paths, path), said=said)


def forks(resolution: Resolution) -> list[Fork]:
    """The open questions that tell the ways apart, in the order in which the ways name them."""
    facts = dict.fromkeys(fact for path in resolution.paths for fact in path.when)
    return [Fork(fact, _window(resolution, fact)) for fact in facts] if len(resolution.paths) > 1 else []


def _window(resolution: Resolution, fact: str) -> Deadline | None:
    """The window, laid on the calendar, of the step that ``fact`` ends on every way."""
    laid = {deadline.id: deadline for deadline in resolution.deadlines if deadline.kind == "window"}
    for step in resolution.paths[0].steps:
        deadline = laid.get(step.step.limit or "")
        shared = all(step.step.limit in path.deadlines for path in resolution.paths)
        if deadline and shared and fact in step.step.done_when and dates_of(deadline):
            return deadline
    return None


def fork_words(view: View, fork: Fork) -> str:
    """The question at which the ways part: "Here the ways part: What did Tmall decide about the claim?"."""
    return view.say("future.parts", question=view.text(view.rulebook.facts[fork.fact].label))


def decided_words(view: View, fork: Fork, today: dt.date, *, short: bool = False) -> str:
    """When it is decided, as far as the sources say. ``short``: with dates for a narrow place."""
    date = view.short_date if short else view.date
    if fork.window is None or fork.window.latest is None:
        return view.say("future.undated")
    first, last = dates_of(fork.window)[0][1], fork.window.latest
    if today > last:
        said = view.say("future.decided_late", last=date(last))
    elif first >= last or today >= first:
        said = view.say("future.decided_by", last=date(last))
    else:
        said = view.say("future.decided", first=date(first), last=date(last))
    return said + provisional_words(view, fork.window)


def end_words(view: View, resolution: Resolution, path: Path, own: tuple[Deadline, ...]) -> str:
    """How a way ends, with the last day for it where its last step is a window of its own that has one."""
    outcome = view.name("outcome", path.outcome)
    last = path.steps[-1].step.limit if path.steps else None
    window = next((deadline for deadline in own if deadline.id == last and deadline.kind == "window"), None)
    if window is None:
        return outcome
    projection = projected(view.rulebook, resolution).get(window.id)
    day = projection.ends_by if projection else window.latest
    if day is None or day < resolution.today:
        return outcome
    said = view.date(day) + provisional_words(view, projection or window)
    return view.say("future.ends_if" if projection else "future.ends_by", outcome=outcome, date=said)
