"""The columns of a file of cases on a page, from the list by which such files are read and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from playbook_sim.records.columns import columns
from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.tables import rows_table
from playbook_sim.rendering.view import View
from playbook_sim.site.page_macros.block import block
from playbook_sim.site.page_view import PageView


def record_columns(view: View) -> Html:
    """Every column of a file of cases, with what goes into it; anchors ``column-<id>``."""
    titles = {key: view.say(f"records.head_{key}") for key in ("column", "id", "what")}
    return rows_table(titles, _rows(view))


def _rows(view: View) -> Iterator[tuple[str, Mapping[str, Html | str | None]]]:
    for column in columns(view.rulebook, view.lang):
        title = el("strong", column.title)
        needed = el("span", view.say("records.needed"), class_="pb-badge") if column.needed else None
        yield (
            f"column-{column.id.replace('_', '-')}",
            {
                "column": joined([title, needed], " "),
                "id": None if column.id == "facts" else el("code", column.id),
                "what": column.what,
            },
        )


def record_columns_macro(page: PageView) -> Callable[[], str]:
    """The macro ``record_columns`` for the page that is being built."""

    def macro() -> str:
        """The table of the columns of a file of cases."""
        return block(record_columns(page.view))

    macro.__name__ = "record_columns"
    return macro
