"""The page "My cases": the figures of the cases, each a picture with a table beside it."""

from __future__ import annotations

from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.view import View

CHARTS = ("problems", "on_time", "days", "months")
"""The charts by the names under which the figures come; see ``records.figures``."""

_METRICS_PAGE = "handbook/metrics"


def render_figures(view: View) -> Html:
    """Where the figures go. The script draws them, and fills the tables with the same numbers."""
    return el(
        "section",
        el("h2", view.say("mycases.figures_title"), id="mc-figures-title", tabindex=-1),
        el("p", view.say("mycases.figures_help")),
        el("p", role="status", class_="mc-figures-state"),
        el(
            "p",
            el("span", role="status"),
            " ",
            el("button", type="button", class_="sim-button"),
            class_="mc-figures-missing",
            hidden=True,
        ),
        el("p", class_="mc-response", hidden=True),
        *(_figure(view, chart) for chart in CHARTS),
        class_="mc-figures",
        aria_labelledby="mc-figures-title",
        data_metrics=view.link(_METRICS_PAGE, ""),
        hidden=True,
    )


def _figure(view: View, chart: str) -> Html:
    title = view.say(f"mycases.chart_{chart}")
    head = (el("th", view.say(f"mycases.chart_{chart}_{column}"), scope="col") for column in ("what", "value"))
    table = el(
        "table",
        el("caption", title, class_="pb-sr"),
        el("thead", el("tr", *head)),
        el("tbody"),
    )
    return el(
        "figure",
        el("h3", title),
        el("p", view.say(f"mycases.chart_{chart}_why"), class_="mc-chart-why"),
        el("p", view.say("mycases.chart_none"), class_="mc-chart-none", hidden=True),
        el(
            "div",
            el("div", class_="mc-chart"),
            el("div", table, class_="mc-scroll", tabindex=0, role="region", aria_label=title),
            class_="mc-chart-pair",
        ),
        el("p", class_="mc-chart-more"),
        el("p", el("span", view.say("mycases.chart_metric")), " ", el("span", class_="mc-metrics")),
        class_="mc-figure",
        data_chart=chart,
        hidden=True,
    )
