"""The steps of a path, one list item each: the same function for the handbook and for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from playbook_sim.model import Deadline, Path, PathStep, Resolution, Step, Text
from playbook_sim.rendering.choosing import choices, has_happened
from playbook_sim.rendering.deadlines import date_words, limit_badges, limit_words, missed_words
from playbook_sim.rendering.forks import future_title
from playbook_sim.rendering.html import NOTHING, Html, el, joined
from playbook_sim.rendering.marks import actor_chip, badge, citation_list, doubt_badges, note_box, state_badge
from playbook_sim.rendering.outside import render_outside_short
from playbook_sim.rendering.remembered import remembered
from playbook_sim.rendering.ticks import tick_control
from playbook_sim.rendering.view import View


@remembered
def step_item(
    view: View,
    step: Step,
    *,
    timing: Html | str | None = None,
    state: str | None = None,
    reported: bool = True,
    message: Html | str | None = None,
    after: Html | None = None,
    remark: str | None = None,
    replaced: bool = False,
    key: str = "",
) -> Html:
    """A step with who acts, until when (``timing``), evidence, message and badges; ``after`` follows inside it.

    ``reported``: a state of done was told as such. ``replaced``: a later step has taken the place of this one. ``key``
    sets apart the same step on several paths of a page.
    """
    standing = "replaced" if replaced else state
    muted = standing in ("replaced", "done")
    badge_of_state = state_badge(view, state, reported=reported, replaced=replaced) if state else None
    limit = view.rulebook.limits[step.limit] if step.limit else None
    if limit:
        badges = limit_badges(view, limit, analogy=step.analogy, also=step.doubts)
    else:
        badges = joined([badge(view, "analogy") if step.analogy else None, doubt_badges(view, step.doubts)], " ")
    evidence = ", ".join(view.text(view.rulebook.evidence[id_].label) for id_ in step.evidence)
    details = [("when", timing), ("evidence", evidence), ("message", message)]
    items = [el("li", el("strong", view.say(f"step.{key}"), ": "), value) for key, value in details if value]
    return el(
        "li",
        el(
            "p",
            joined([badge_of_state, actor_chip(view, step)], " "),
            class_="pb-step__head",
        ),
        el("p", view.text(step.do), class_="pb-step__do"),
        el("p", remark, class_="pb-step__remark") if remark else None,
        el("ul", *items, class_="pb-step__details") if items else None,
        el("p", badges, class_="pb-badges") if badges else None,
        _sources(view, step.cites, f"source-{key}-{step.id}"),
        after,
        data_item=step.id,
        class_=" ".join(
            ["pb-step", *([f"pb-step--{standing}"] if standing else []), *(["pb-step--muted"] if muted else [])]
        ),
    )


def _sources(view: View, cites: Sequence[str], key: str) -> Html:
    if not cites:
        return NOTHING
    return el(
        "details",
        el("summary", view.say("step.source")),
        citation_list(view, cites),
        data_key=key,
        class_="pb-details",
    )


def step_list(items: Iterable[Html], start: int = 1) -> Html:
    """Step items as an ordered list that may go on from an earlier one; nothing when there are none."""
    items = list(items)
    return el("ol", *items, class_="pb-steps", start=start if start > 1 else None) if items else NOTHING


def outcome(view: View, id_: str, *, silent: bool = False) -> Html:
    """How a path ends. ``silent``: because the sources say no more."""
    class_ = "pb-outcome pb-outcome--silent" if silent else "pb-outcome"
    return el("p", el("strong", view.say("step.outcome"), ": "), view.name("outcome", id_), class_=class_)


def where_to_go(view: View, nearest: Iterable[str], ask: Text | None) -> Html:
    """What to do where the sources are silent: the covered problems most like the case, and whom to ask."""
    links = [el("a", view.text(view.rulebook.problems[id_].title), href=view.problem_link(id_)) for id_ in nearest]
    return joined(
        [
            el("p", el("strong", view.say("silent.nearest"), ": "), joined(links, " · ")) if links else None,
            el("p", el("strong", view.say("silent.ask"), ": "), view.text(ask)) if ask else None,
        ]
    )


# --- the steps of an answer -------------------------------------------------------------------------------------


def shared_length(paths: Sequence[Path]) -> int:
    """How many steps at the beginning all paths have in common (as they stand by today); 0 for a single path."""
    if len(paths) < 2:
        return 0
    length = 0
    for column in zip(*(path.steps for path in paths), strict=False):
        if any(_identity(step) != _identity(column[0]) for step in column[1:]):
            break
        length += 1
    return length


def _identity(step: PathStep) -> tuple[object, ...]:
    return step.problem, step.step.id, step.step.do, step.state, step.replaced


def supposition(view: View, path: Path) -> str:
    """What a future supposes, as questions and answers: "What did Tmall decide? Verified"."""
    return " · ".join(
        f"{view.text(view.rulebook.facts[fact].label)} {view.fact_value(fact, value)}"
        for fact, value in path.when.items()
    )


def render_steps(view: View, resolution: Resolution) -> Html:
    """Every path of an answer: what all futures share first, then each future under what it supposes."""
    paths = resolution.paths
    if not paths:
        return el("p", view.say("step.none"), class_="pb-empty")
    shared = shared_length(paths)
    if len(paths) == 1:
        return _path(view, resolution, paths[0], 0)
    parts = []
    if shared:
        parts.append(el("h4", view.say("step.shared")))
        parts.append(step_list(_item(view, resolution, step, "") for step in paths[0].steps[:shared]))
    parts.append(el("p", view.say("step.open"), class_="pb-hint"))
    for path in paths:
        title = el("h4", future_title(view, resolution, path))
        supposed = el("p", supposition(view, path), class_="pb-hint")
        inside = [supposed, choices(view, resolution, path), _path(view, resolution, path, shared)]
        parts.append(el("section", title, *inside, data_item=path.rule, class_="pb-future"))
    return joined(parts)


def _path(view: View, resolution: Resolution, path: Path, skip: int) -> Html:
    steps = step_list((_item(view, resolution, step, path.rule) for step in path.steps[skip:]), skip + 1)
    silent = el("p", view.say("step.silent"), class_="pb-silent") if path.silent else None
    where_to = where_to_go(view, path.nearest, path.ask) if path.silent else NOTHING
    # A case that is not covered names its gaps at the top of the answer already.
    told_here = path.silent and resolution.status != "not_covered"
    notes = [view.rulebook.notes[note] for note in path.notes] if told_here else []
    told = (note_box(view, note) for note in notes if note.kind not in ("warning", "left_out"))
    return joined(
        [steps, outcome(view, path.outcome, silent=path.silent), silent, where_to if told_here else None, *told]
    )


def _item(view: View, resolution: Resolution, path_step: PathStep, key: str) -> Html:
    step = path_step.step
    deadline = next((deadline for deadline in resolution.deadlines if deadline.id == step.limit), None)
    message = None
    if step.message in resolution.messages:
        title = view.text(view.rulebook.messages[step.message].title)
        message = el("a", title, href=f"#pb-message-{step.message}")
    follow = None
    if step.follow:
        title = view.text(view.rulebook.problems[step.follow].title)
        follow = el("p", view.say("step.follow", problem=title), class_="pb-step__remark")
    return step_item(
        view,
        step,
        timing=_dated(view, resolution, path_step, deadline) if deadline else _undated(view, path_step),
        state=path_step.state,
        reported=path_step.reported,
        message=message,
        after=joined([tick_control(view, resolution, path_step), follow, has_happened(view, resolution, path_step)]),
        remark=step_remark(view, path_step),
        replaced=path_step.replaced,
        key=key,
    )


def step_remark(view: View, path_step: PathStep) -> str | None:
    """What is said of a step besides: a later one has taken its place, or it was done too late."""
    if path_step.replaced:
        return view.say("step.replaced")
    if not path_step.late or path_step.step.limit is None:
        return None
    missed = view.rulebook.limits[path_step.step.limit].missed
    late = view.counted("step.late", path_step.late)
    return f"{late} {missed_words(view, missed, over=True)}" if missed else late


def _dated(view: View, resolution: Resolution, path_step: PathStep, deadline: Deadline) -> Html:
    """The dates of a step, and the earlier one that others name as long as there is something to do by it."""
    open_still = path_step.state != "done" and not path_step.replaced
    earlier = render_outside_short(view, deadline) if open_still else None
    return joined([date_words(view, resolution, deadline), earlier], " · ")


def _undated(view: View, path_step: PathStep) -> str | None:
    limit = path_step.step.limit
    return limit_words(view, view.rulebook.limits[limit]) if limit and path_step.state != "done" else None
