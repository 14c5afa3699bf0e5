"""Tables whose rows turn into blocks where there is no room for columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from playbook_sim.rendering.html import Html, el, joined


def rows_table(
    titles: Mapping[str, str],
    rows: Iterable[tuple[str | None, Mapping[str, Html | str | None]]],
    *,
    short: bool = False,
) -> Html:
    """A table with a row for each of ``rows``: its anchor (None: none) and its cells by column.

    ``titles``: column → what stands above it, in their order. The first column names the row. On a narrow screen the
    style sheet shows each row as a block, and each cell under its column's title. ``short``: the cells hold so little
    that columns fit beside each other earlier.
    """
    columns = [el("th", title, scope="col", role="columnheader") for title in titles.values()]
    head = el("tr", joined(columns, " "), role="row")
    body = []
    for anchor, cells in rows:
        tds = (
            el("td", el("div", cells.get(column)), role="cell", data_label=title) for column, title in titles.items()
        )
        body.append(el("tr", joined(tds, " "), role="row", id=anchor))
    # The spaces are for the search index and for whoever copies: both read a table as one text.
    parts = [el("thead", head, role="rowgroup"), el("tbody", joined(body, " "), role="rowgroup")]
    table = el("table", joined(parts, " "), role="table", class_="pb-rows pb-rows--short" if short else "pb-rows")
    return el("div", table, class_="pb-rows__frame")
