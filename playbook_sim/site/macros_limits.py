"""Tables of limits: how long, which days, from when, by which reading, on whose word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playbook_sim.model import Limit
from playbook_sim.rendering.deadlines import limit_badges, limit_doubts, missed_words, unit_badges
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.marks import citation_list, doubt_badges
from playbook_sim.rendering.tables import rows_table
from playbook_sim.rendering.versions import since_words
from playbook_sim.rendering.view import View
from playbook_sim.rendering.words import reading_words


def limit_table(view: View, limits: Sequence[Limit]) -> Html:
    """One row for each limit, with all that is to be said about it. Each row is the anchor ``limit-<id>``."""
    columns = ("limit", "length", "from", "unit", "readings", "source")
    rows = [
        (
            f"limit-{limit.id}",
            {
                "limit": el("strong", view.text(limit.label)),
                "length": joined([view.duration(limit), _sum(view, limit), _since(view, limit)], " "),
                "from": view.start_event(limit),
                "unit": limit_badges(view, limit),
                "readings": joined([readings(view, limit), _missed(view, limit)]),
                "source": citation_list(view, _cites(view, limit)),
            },
        )
        for limit in limits
    ]
    return rows_table({column: view.say(f"table.{column}") for column in columns}, rows)


def short_limit_table(view: View, limits: Sequence[Limit], used_by: Mapping[str, Html]) -> Html:
    """As ``limit_table``, for looking things up: doubts and sources are folded away, together with ``used_by``.

    ``used_by``: limit id → the problems that use it.
    """
    rows = [
        (
            f"limit-{limit.id}",
            {
                "limit": el("strong", view.text(limit.label)),
                "length": joined(
                    [
                        view.html("limit.window", duration=view.duration(limit), event=view.start_event(limit)),
                        el("div", _sum(view, limit)) if limit.chain else None,
                        _since(view, limit),
                        el("p", unit_badges(view, limit), class_="pb-badges"),
                    ]
                ),
                "day": joined([readings(view, limit), _missed(view, limit), _behind(view, limit, used_by[limit.id])]),
            },
        )
        for limit in limits
    ]
    return rows_table({column: view.say(f"table.{column}") for column in ("limit", "length", "day")}, rows, short=True)


def _sum(view: View, limit: Limit) -> Html | None:
    if not limit.chain:
        return None
    links = " + ".join(view.text(view.rulebook.limits[link].label) for link in limit.chain)
    return el("small", view.say("table.sums", links=links))


def _since(view: View, limit: Limit) -> Html | None:
    """From when a limit holds and what held before, where that has not always been so."""
    said = since_words(view, limit)
    return el("p", said, class_="pb-ruling") if said else None


def _missed(view: View, limit: Limit) -> Html | None:
    return el("p", missed_words(view, limit.missed), class_="pb-missed") if limit.missed else None


def _behind(view: View, limit: Limit, used_by: Html) -> Html:
    return el(
        "details",
        el("summary", view.say("table.behind")),
        citation_list(view, _cites(view, limit)),
        el("p", doubt_badges(view, limit_doubts(view, limit)), class_="pb-badges"),
        el("p", view.say("table.used_by"), ": ", used_by),
        class_="pb-details",
    )


def _cites(view: View, limit: Limit) -> tuple[str, ...]:
    links = [view.rulebook.limits[link] for link in limit.chain]
    return limit.cites or tuple(dict.fromkeys(cite for link in links for cite in link.cites))


def readings(view: View, limit: Limit) -> Html:
    """Where the wording puts the date: strict and literal day of a duty, earliest and latest of a window, the end of a
    right; of the merchant's own target, that they set it."""
    if limit.amount_from is not None:
        return el("ul", el("li", view.say("reading.told.own")))
    if limit.kind == "duty":
        days = {reading: reading_words(view.rulebook, view.lang, limit, reading) for reading in ("strict", "literal")}
        if days["strict"] == days["literal"]:
            days = {"same": days["strict"]}
    else:
        links = [view.rulebook.limits[link] for link in limit.chain] or [limit]
        least, most = sum(link.least for link in links), sum(link.amount for link in links)
        ends = {"until": most} if limit.kind == "right" else {"earliest": least, "latest": most}
        days = {end: view.say("reading.day", n=n) for end, n in ends.items() if n}
    return el("ul", *(el("li", view.say(f"reading.told.{kind}", day=day)) for kind, day in days.items()))
