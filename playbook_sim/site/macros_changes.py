"""The page of changes: every version of the rulebook, and every limit that changes from a day on."""

from __future__ import annotations

from collections.abc import Callable

from playbook_sim.model import Change, Limit, Problem, Release
from playbook_sim.rendering.changes import release_anchor
from playbook_sim.rendering.html import Html, el, joined, safe
from playbook_sim.rendering.tables import rows_table
from playbook_sim.rendering.versions import version_words
from playbook_sim.rendering.view import View
from playbook_sim.site.macros_guide import problem_links
from playbook_sim.site.page_calls import page_with
from playbook_sim.site.page_macros.block import block
from playbook_sim.site.page_view import PageView


def macros(page: PageView) -> tuple[Callable[[], str], ...]:
    """The macros ``rule_changes`` and ``dated_limits`` for the page that is being built."""

    def rule_changes() -> str:
        """Every version, the newest first, each under a heading with an anchor such as ``v2-0-0``."""
        view = page.view
        parts = []
        for release in reversed(page.rulebook.history):
            title = view.say("changes.version", version=release.version)
            parts.append(f"### {title} {{ #{release_anchor(release.version)} }}\n{block(_release(view, release))}")
        return "\n".join(parts)

    def dated_limits() -> str:
        """Every limit that changes from a day on, with all its versions."""
        return block(_dated(page.view))

    return rule_changes, dated_limits


def _release(view: View, release: Release) -> Html:
    said = el("p", view.html("changes.released", date=view.time(release.released)))
    if not release.changes:
        return joined([said, el("p", view.say("changes.first"))])
    moved = any(change.had for change in release.changes)
    items = [_change(view, change) for change in release.changes]
    return joined(
        [said, None if moved else el("p", view.say("changes.no_date")), el("ul", *items, class_="pb-changes__list")]
    )


def _change(view: View, change: Change) -> Html:
    limits = joined((_limit_link(view, view.rulebook.limits[id_]) for id_ in change.limits), ", ")
    had = [el("li", _had(view, old)) for old in change.had.values()]
    return el(
        "li",
        view.text(change.text),
        el("ul", *had) if had else None,
        el("p", view.say("changes.problems"), ": ", _problems(view, change)) if change.problems else None,
        el("p", view.say("changes.limits"), ": ", limits) if limits else None,
    )


def _problems(view: View, change: Change) -> Html:
    """The problems, by the name of their platform where all of its problems are among them."""
    by_platform: dict[str, list[Problem]] = {}
    for problem in view.rulebook.problems.values():
        by_platform.setdefault(problem.platform, []).append(problem)
    told = []
    for platform, problems in by_platform.items():
        named = [problem for problem in problems if problem.id in change.problems]
        if len(named) == len(problems) > 1:
            told.append(safe(view.say("changes.all_of", platform=view.name("platform", platform))))
        elif named:
            told.append(problem_links(view, named))
    return joined(told, ", ")


def _had(view: View, old: Limit) -> Html:
    words = version_words(view, old, view.rulebook.limits[old.id])
    return view.html("changes.had", limit=_limit_link(view, old), duration=words)


def _limit_link(view: View, limit: Limit) -> Html:
    page = page_with("deadlines_at_a_glance", view.lang)
    return el("a", view.text(limit.label), href=view.link(page, f"limit-{limit.id}"))


def _dated(view: View) -> Html:
    dated = [limit for limit in view.rulebook.limits.values() if limit.versions]
    if not dated:
        return el("p", view.say("changes.no_dated"))
    rows = []
    for limit in dated:
        for version in limit.versions:
            since = view.time(version.valid_from) if version.valid_from else view.say("changes.always")
            cells = {"limit": _limit_link(view, limit), "from": since, "length": version_words(view, version, limit)}
            rows.append((None, cells))
    titles = {"limit": "table.limit", "from": "changes.valid_from", "length": "table.length"}
    return rows_table({column: view.say(key) for column, key in titles.items()}, rows, short=True)
