"""Tables of limits: how long, which days, from when, by which reading, on whose word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playbook_sim.model import Limit
from playbook_sim.rendering.deadlines import limit_badges
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.marks import citation_list
from playbook_sim.rendering.view import View
from playbook_sim.rendering.words import reading_words
from playbook_sim.site.tables import rows_table


def limit_table(view: View, limits: Sequence[Limit], used_by: Mapping[str, Html] | None = None) -> Html:
    """One row for each limit. ``used_by``: limit id → the problems that use it, for a column of its own.

    Each row is the anchor ``limit-<id>``.
    """
    columns = ["limit", "length", "from", "unit", "readings", *(["used_by"] if used_by else []), "source"]
    titles = {column: view.say(f"table.{column}") for column in columns}
    rows = [
        (
            f"limit-{limit.id}",
            {
                "limit": el("strong", view.text(limit.label)),
                "length": joined([view.duration(limit), _sum(view, limit)], " "),
                "from": view.start_event(limit),
                "unit": limit_badges(view, limit),
                "readings": readings(view, limit),
                "used_by": used_by.get(limit.id) if used_by else None,
                "source": citation_list(view, _cites(view, limit)),
            },
        )
        for limit in limits
    ]
    return rows_table(titles, rows)


def _cites(view: View, limit: Limit) -> tuple[str, ...]:
    links = [view.rulebook.limits[link] for link in limit.chain]
    return limit.cites or tuple(dict.fromkeys(cite for link in links for cite in link.cites))


def _sum(view: View, limit: Limit) -> Html | None:
    if not limit.chain:
        return None
    links = " + ".join(view.text(view.rulebook.limits[link].label) for link in limit.chain)
    return el("small", view.say("table.sums", links=links))


def readings(view: View, limit: Limit) -> Html:
    """Where the wording puts the date: strict and literal day of a duty, earliest and latest of a window."""
    if limit.kind == "duty":
        days = {reading: reading_words(view.rulebook, view.lang, limit, reading) for reading in ("strict", "literal")}
        if days["strict"] == days["literal"]:
            days = {"same": days["strict"]}
    else:
        links = [view.rulebook.limits[link] for link in limit.chain] or [limit]
        least, most = sum(link.least for link in links), sum(link.amount for link in links)
        days = {"earliest": least, "latest": most} if least else {"latest": most}
        days = {end: view.say("reading.day", n=n) for end, n in days.items()}
    return el("ul", *(el("li", view.say(f"reading.told.{kind}", day=day)) for kind, day in days.items()))
