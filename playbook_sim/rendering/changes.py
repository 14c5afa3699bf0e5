"""The part of an answer that says what has changed since the version of the rules with which the case was made."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_sim.changes import Changes, Moved
from playbook_sim.model import Change, Deadline, Release, Resolution
from playbook_sim.rendering.deadlines import date_words, plain_date_words
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.tables import rows_table
from playbook_sim.rendering.view import View

PAGE = "rule-changes"
"""The page that lists every change of the rules."""


def release_anchor(version: str) -> str:
    """The anchor of a version on the page of changes."""
    return f"v{version.replace('.', '-')}"


def changes_words(view: View, changes: Changes) -> str:
    """With which version the case was made, and what that means for the answer."""
    return view.say(f"changes.{changes.standing}", old=changes.made_with, new=view.rulebook.version)


def path_titles(view: View, resolution: Resolution, changes: Changes) -> str:
    """The titles of the branches that applied by the limits of then."""
    rules = {rule.id: view.text(rule.title) for rule in view.rulebook.problems[resolution.case.problem].rules}
    return ", ".join(rules[rule] for rule in changes.paths_then)


def render_changes(view: View, resolution: Resolution, changes: Changes) -> Html:
    """Which rules that the case touches have changed, and a table of dates where one is another than it was."""
    said = el("p", changes_words(view, changes))
    page = el("p", el("a", view.say("changes.page"), href=view.link(PAGE, "")))
    if changes.standing != "older":
        return joined([said, page])
    items = [_change(view, release, change) for release, change in changes.touching]
    touching = [el("p", view.say("changes.touching")), el("ul", *items, class_="pb-changes__list")]
    titles = path_titles(view, resolution, changes)
    return joined(
        [
            said,
            *(touching if items else [el("p", view.say("changes.none"))]),
            el("p", view.say("changes.paths", titles=titles)) if titles else None,
            _dates(view, resolution, changes),
            page,
        ]
    )


def _change(view: View, release: Release, change: Change) -> Html:
    place = view.html("changes.in", version=release.version, date=view.time(release.released))
    link = el("a", place, href=view.link(PAGE, release_anchor(release.version)))
    return el("li", view.text(change.text), " ", el("span", "(", link, ")", class_="pb-changes__place"))


def _dates(view: View, resolution: Resolution, changes: Changes) -> Html | None:
    if not any(moved.changed for moved in changes.moved):
        return el("p", view.say("changes.same")) if changes.moved else None
    heads = {
        "deadline": view.say("changes.head"),
        "then": view.say("changes.then", version=changes.made_with),
        "now": view.say("changes.now", version=view.rulebook.version),
    }
    rows = [
        (
            None,
            {
                "deadline": el("strong", _label(view, moved)),
                "then": _html_dates(view, resolution, moved.then),
                "now": joined([_html_dates(view, resolution, moved.now), _mark(view, moved)], " "),
            },
        )
        for moved in changes.moved
    ]
    return joined([el("p", el("strong", view.say("changes.differ"))), rows_table(heads, rows, short=True)])


def _mark(view: View, moved: Moved) -> Html:
    key = "changed" if moved.changed else "unchanged"
    return el("strong" if moved.changed else "span", view.say(f"changes.{key}"), class_="pb-changes__mark")


def _label(view: View, moved: Moved) -> str:
    deadline = moved.now or moved.then
    return view.text(deadline.label) if deadline else ""


def _html_dates(view: View, resolution: Resolution, deadline: Deadline | None) -> Html | str:
    return date_words(view, resolution, deadline) if deadline else view.say("changes.absent")


# --- as text ----------------------------------------------------------------------------------------------------


def plain_changes(view: View, resolution: Resolution, changes: Changes) -> Iterator[str]:
    """The same as plain sentences; those that stand for themselves begin with a dash."""
    yield changes_words(view, changes)
    if changes.standing != "older":
        return
    yield view.say("changes.touching" if changes.touching else "changes.none")
    for release, change in changes.touching:
        place = view.say("changes.in", version=release.version, date=view.date(release.released))
        yield f"- {view.text(change.text)} ({place})"
    if titles := path_titles(view, resolution, changes):
        yield view.say("changes.paths", titles=titles)
    if not any(moved.changed for moved in changes.moved):
        if changes.moved:
            yield view.say("changes.same")
        return
    yield f"{view.say('changes.differ')}:"
    for moved in changes.moved:
        then, now = (
            plain_date_words(view, resolution, side) if side else view.say("changes.absent")
            for side in (moved.then, moved.now)
        )
        mark = view.say("changes.changed" if moved.changed else "changes.unchanged")
        yield f"- {_label(view, moved)}: {then} → {now} ({mark})"
