"""Part 2 of an answer: a picture of its dates, in a narrow and a wide variant, with the same in words for all."""

from __future__ import annotations

from playbook_sim.deadlines import outside_day
from playbook_sim.model import Deadline, Resolution
from playbook_sim.projections import projected
from playbook_sim.rendering.choosing import choices
from playbook_sim.rendering.deadlines import date_words, dates_of, provisional_words
from playbook_sim.rendering.forks import Group, decided_words, fork_words, forks, groups
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.outside import render_outside_short
from playbook_sim.rendering.picture import NARROW, WIDE, Picture, drawn_days, in_words, starts_of
from playbook_sim.rendering.remembered import while_dates_stay
from playbook_sim.rendering.view import View


@while_dates_stay
def render_timeline(view: View, resolution: Resolution) -> Html:
    """The picture in both widths (the style sheet shows the one that fits) and the list of the same dates."""
    if not resolution.deadlines:
        said = el("p", view.say("timeline.none" if resolution.paths else "timeline.pending"), class_="pb-empty")
        return joined([said, _list(view, resolution)]) if len(resolution.paths) > 1 else said
    listed = _list(view, resolution)
    if not drawn_days(resolution):
        return joined([el("p", view.say("timeline.waiting"), class_="pb-empty"), listed])
    told = groups(view, resolution)
    said = in_words(view, resolution, told)
    pictures = [
        Picture(view, resolution, width, variant).draw(told, said)
        for width, variant in ((NARROW, "narrow"), (WIDE, "wide"))
    ]
    legend = el("p", joined(_legend(view, resolution), " "), class_="pb-timeline__legend")
    details = el("details", el("summary", view.say("timeline.in_words")), listed, class_="pb-details")
    return joined([el("div", *pictures, class_="pb-timeline"), legend, details])


def _list(view: View, resolution: Resolution) -> Html:
    shared, *ways = groups(view, resolution)
    items = [el("li", view.say("timeline.today"), ": ", view.time(resolution.today))]
    for start, event in starts_of(resolution).items():
        items.append(el("li", view.html("timeline.start", event=view.text(event), date=view.time(start))))
    items += [_dated(view, resolution, deadline) for deadline in shared.deadlines]
    for fork in forks(resolution):
        items.append(el("li", fork_words(view, fork), " – ", decided_words(view, fork, resolution.today)))
    items += [_way(view, resolution, group) for group in ways]
    return el("ul", *items, class_="pb-timeline__list")


def _way(view: View, resolution: Resolution, group: Group) -> Html:
    inside = [_dated(view, resolution, deadline) for deadline in group.deadlines]
    inside = inside or [el("li", view.say("future.own_none"))]
    choice = choices(view, resolution, group.path) if group.path else None
    return el("li", f"{group.letter} · {group.said} → {group.end}", el("ul", *inside), choice)


def _dated(view: View, resolution: Resolution, deadline: Deadline) -> Html:
    dates = joined([date_words(view, resolution, deadline), render_outside_short(view, deadline)], " · ")
    return el("li", view.text(deadline.label), ": ", dates, provisional_words(view, deadline))


def _legend(view: View, resolution: Resolution) -> list[Html]:
    expected = projected(view.rulebook, resolution)
    roles = {role for deadline in resolution.deadlines for role, _ in dates_of(deadline)}
    shown = ["start", *(kind for kind in ("strict", "literal", "due") if kind in roles)]
    shown += ["outside"] if any(map(outside_day, resolution.deadlines)) else []
    shown += ["window"] if "latest" in roles else []
    shown += ["right"] if "until" in roles else []
    shown += ["decision"] if any(_still_open(fork.window, resolution) for fork in forks(resolution)) else []
    shown += ["projected"] if expected else []
    provisional = [
        *(deadline.provisional for deadline in resolution.deadlines),
        *(p.provisional for p in expected.values()),
    ]
    shown += ["provisional"] if any(provisional) else []
    return [
        el(
            "span",
            el("span", class_=f"pb-key pb-key--{kind}", aria_hidden="true"),
            view.say(f"timeline.key.{kind}"),
        )
        for kind in shown
    ]


def _still_open(window: Deadline | None, resolution: Resolution) -> bool:
    return window is not None and window.latest is not None and resolution.today <= window.latest
