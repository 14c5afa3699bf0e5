"""The page on speed: the last committed measurement as sentences, pictures and tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from playbook_sim.rendering.html import Html, el, joined, safe
from playbook_sim.rendering.tables import rows_table
from playbook_sim.rendering.view import View
from playbook_sim.site import measured
from playbook_sim.site.measured import STATES, MeasuredError
from playbook_sim.site.page_macros.block import block
from playbook_sim.site.page_view import PageView
from playbook_sim.site.speed_picture import Bar, bars

_TASK = ("ours", "stock", "pyscript_pyodide", "pyscript_micropython", "stlite", "plain")
_PAGE = ("ours_page", "stock_page")


def macros(page: PageView) -> tuple[Callable[[], str], ...]:
    """The macros of the page on speed, for the page that is being built."""

    def told(render: Callable[[View, Mapping[str, Any]], Html]) -> str:
        try:
            html = render(page.view, measured.read())
        except MeasuredError as error:
            raise page.fail(str(error)) from None
        return block(html)

    def speed_summary() -> str:
        """The start in a sentence, beside stock Pyodide."""
        return told(_summary)

    def speed_measured() -> str:
        """When it was measured, and on which machine."""
        return told(_measured)

    def speed_starts() -> str:
        """Every contender with the small task, as pictures and as a table."""
        return told(lambda view, found: joined([_pictures(view, found), _starts(view, found, _TASK, "stock")]))

    def speed_pages() -> str:
        """The simulator's page as it is, and on stock Pyodide."""
        return told(lambda view, found: _starts(view, found, _PAGE, "stock_page"))

    def speed_rest() -> str:
        """What else was measured, each beside its aim or what it is compared with."""
        return told(_rest)

    return speed_summary, speed_measured, speed_starts, speed_pages, speed_rest


# --- numbers ----------------------------------------------------------------------------------------------------


def number(view: View, value: float, digits: int = 0) -> str:
    """A number as the reader writes it: "1,234.5", "1.234,5"."""
    said = f"{value:,.{digits}f}"
    return said.translate(str.maketrans({",": view.say("number.thousands"), ".": view.say("number.decimal")}))


def _seconds(view: View, value: float | None) -> str:
    if value is None:
        return view.say("speed.failed")
    return view.say("speed.seconds", n=number(view, value, 1 if value >= 1 else 2))


def _bytes(view: View, value: int) -> str:
    if value >= 1_000_000:
        return view.say("speed.megabytes", n=number(view, value / 1_000_000, 1))
    return view.say("speed.kilobytes", n=number(view, value / 1000, 0 if value >= 1000 else 1))


# --- the starts -------------------------------------------------------------------------------------------------


def _summary(view: View, found: Mapping[str, Any]) -> Html:
    ours, stock = measured.start(found, "ours"), measured.start(found, "stock")
    for one in (ours, stock):
        if one["reason"]:
            raise MeasuredError(f"the measurement has no times of {one['id']!r}: {one['reason']}")
    times = {state: number(view, ours["seconds"][state], 1) for state in STATES}
    theirs = {f"stock_{state}": number(view, stock["seconds"][state], 1) for state in STATES}
    return el("p", view.say("speed.summary", megabits=found["line"]["megabits"], **times, **theirs))


def _measured(view: View, found: Mapping[str, Any]) -> Html:
    machine = found["machine"]
    before, after = (number(view, load, 1) for load in found["load"])
    said = view.html(
        "speed.measured",
        date=view.time(dt.date.fromisoformat(found["date"])),
        commit=el("code", found["commit"] or "–"),
        rounds=found["rounds"],
        before=before,
        after=after,
        memory=machine["memory_gib"],
        **{key: machine[key] for key in ("cores", "processor", "system", "browser")},
    )
    return el("p", said)


def _pictures(view: View, found: Mapping[str, Any]) -> Html:
    figures = []
    for state in STATES:
        named = view.say(f"speed.state_{state}")
        told = [
            Bar(label=_name(view, id_), value=value, said=_seconds(view, value), ours=id_ == "ours")
            for id_ in _TASK
            for value in [measured.start(found, id_)["seconds"][state]]
        ]
        drawn = bars(f"pb-speed-{state}", view.say("speed.chart_title", state=named), told)
        figures.append(el("figure", el("figcaption", named), drawn, class_="pb-speed__figure"))
    return el("div", *figures, class_="pb-speed")


def _starts(view: View, found: Mapping[str, Any], ids: tuple[str, ...], base_id: str) -> Html:
    base = measured.start(found, base_id)
    titles = {"who": view.say("speed.who")}
    titles |= {state: view.say(f"speed.state_{state}") for state in STATES} | {"bytes": view.say("speed.bytes")}
    rows, reasons = [], []
    for id_ in ids:
        one = measured.start(found, id_)
        name = joined([el("strong", _name(view, id_)), safe(one["version"])], " ")
        rows.append((None, {"who": name} | _cells(view, one, base)))
        if one["reason"]:
            reasons.append(_reason(view, one))
    return joined([rows_table(titles, rows, short=True), el("p", view.say("speed.brackets")), *reasons])


def _cells(view: View, one: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, str]:
    if one["reason"]:
        return {STATES[0]: view.say("speed.failed")} | dict.fromkeys((*STATES[1:], "bytes"), view.say("speed.none"))
    cells = {state: _compared(view, _seconds, one["seconds"][state], base["seconds"][state]) for state in STATES}
    return cells | {"bytes": _compared(view, _bytes, one["bytes"], base["bytes"])}


def _compared(view: View, say: Callable[[View, Any], str], value: float, base: float | None) -> str:
    """The value, and how many times that of stock Pyodide it is; the base itself is not compared."""
    if not base or value == base:
        return say(view, value)
    return view.say("speed.compared", value=say(view, value), ratio=number(view, value / base, 2))


def _reason(view: View, one: Mapping[str, Any]) -> Html:
    """Why a contender has no times: in our words where the cause is known, and in its own."""
    own = el("code", one["reason"], lang="en")
    key = f"speed.why_{one['id']}"
    why = joined([view.say(key), view.say("speed.said"), own], " ") if key in view.rulebook.words else own
    return el("p", view.html("speed.failed_why", name=_name(view, one["id"]), why=why))


def _name(view: View, id_: str) -> str:
    return view.say(f"speed.name_{id_}")


# --- the rest ---------------------------------------------------------------------------------------------------


def _rest(view: View, found: Mapping[str, Any]) -> Html:
    titles = {column: view.say(f"speed.{column}") for column in ("what", "measure", "aim")}
    parts = {"answers": _answers, "weight": _weight, "cases": _cases, "building": _building}
    rows: list[tuple[None, Mapping[str, str]]] = []
    for part, told in parts.items():
        if "reason" in found[part]:
            reason = found[part]["reason"]
            why = view.say("speed.not_measured", why=reason) if reason else view.say("speed.left_out")
            rows.append(
                (None, {"what": view.say(_FIRST_ROW[part], n="–"), "measure": why, "aim": view.say("speed.none")})
            )
        else:
            rows += [(None, dict(zip(titles, cells, strict=True))) for cells in told(view, found[part])]
    return rows_table(titles, rows, short=True)


_FIRST_ROW = {
    "answers": "speed.row_changed",
    "weight": "speed.row_handbook",
    "cases": "speed.row_cases",
    "building": "speed.row_build",
}
"""By what a part is named that could not be measured."""


def _answers(view: View, found: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    page, cpython = found["page"], found["cpython"]
    taken = view.say("speed.milliseconds", n=number(view, page["answered"]["p95"], 1))
    goal = view.say("speed.milliseconds", n=number(view, found["goal_ms"]))
    yield view.say("speed.row_changed"), taken, view.say("speed.below", n=goal)
    outside = view.say("speed.in_cpython", n=_rate(view, cpython["summaries"]))
    yield view.say("speed.row_summaries"), _rate(view, page["summaries"]), outside
    yield view.say("speed.row_evaluations"), _rate(view, cpython["evaluations"]), view.say("speed.none")


def _rate(view: View, value: float) -> str:
    return view.say("speed.a_second", n=number(view, value))


def _weight(view: View, found: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    goal = view.say("speed.below", n=_bytes(view, found["goal"]))
    yield view.say("speed.row_handbook"), _bytes(view, found["handbook_heaviest"]), goal
    yield view.say("speed.row_handbook_median"), _bytes(view, found["handbook_median"]), goal
    yield view.say("speed.row_simulator"), _bytes(view, found["simulator"]), view.say("speed.none")


def _cases(view: View, found: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    taken, plain = (_seconds(view, found["seconds"][name]) for name in ("ours", "plain"))
    goal = view.say("speed.plain_table", goal=_seconds(view, found["goal"]), n=plain)
    yield view.say("speed.row_cases", n=number(view, found["count"])), taken, goal


def _building(view: View, found: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    taken, plain = (_seconds(view, found["seconds"][name]) for name in ("ours", "plain"))
    yield view.say("speed.row_build", n=number(view, found["pages"])), taken, view.say("speed.plain_mkdocs", n=plain)
