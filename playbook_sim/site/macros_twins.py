"""The status of the translations on a page, and the banner of each page that is behind its twin."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import quote

from playbook_sim.rendering.html import Html, el, joined
from playbook_sim.rendering.tables import rows_table
from playbook_sim.rendering.view import View
from playbook_sim.site import translations
from playbook_sim.site.page_macros.block import block
from playbook_sim.site.page_view import PageView
from playbook_sim.site.translations import Loose


def twins_macro(page: PageView) -> Callable[[], str]:
    """The macro ``translation_status`` for the page that is being built."""

    def translation_status() -> str:
        """What is behind, in which language and since when; or that nothing is."""
        return block(_status(page))

    return translation_status


def banners(view: View, loose: Iterable[Loose]) -> dict[str, Html]:
    """The banner of each page of the view's language that is behind, by its file below ``docs/<language>``."""
    return {
        each.place.removeprefix("docs/"): el(
            "div",
            el("p", view.html("twins.behind", date=view.time(each.since))),
            class_="admonition warning",
            role="note",
        )
        for each in loose
        if each.is_page and each.since and view.lang in each.behind
    }


def _status(page: PageView) -> Html:
    view, loose, record = page.view, translations.loose_texts(), translations.read()
    total = len(record.keys() | {each.place for each in loose})
    if not loose:
        last = max(told.on for told in record.values())
        return el("p", view.html("twins.none", n=total, date=view.time(last)))
    titles = {column: view.say(f"twins.{column}") for column in ("place", "state", "since")}
    rows = [(None, _row(page, each)) for each in loose]
    return joined(
        [el("p", view.counted("twins.some", len(loose), total=str(total))), rows_table(titles, rows, short=True)]
    )


def _row(page: PageView, loose: Loose) -> dict[str, Html | str]:
    view = page.view
    if loose.behind:
        languages = ", ".join(view.name("language", language) for language in loose.behind)
        state = view.say("twins.is_behind", languages=languages)
    else:
        state = view.say("twins.changed" if loose.since else "twins.new")
    since = view.time(loose.since) if loose.since else view.say("twins.never")
    return {"place": _place(page, loose), "state": state, "since": since}


def _place(page: PageView, loose: Loose) -> Html:
    """The text by the name under which it is confirmed, and where it is mended: one link for each language of a page
    that is behind, or the page itself where the build was told of no forge."""
    name = el("code", loose.place)
    if not page.forge:
        path = loose.place.removeprefix("docs/").removesuffix(".md")
        return el("a", name, href=page.link(path, "")) if loose.is_page else name
    if loose.is_page:
        return joined([_edit(page.forge, file, el("code", file)) for file in loose.files], " ")
    return _edit(page.forge, loose.files[0], name)


def _edit(forge: str, file: str, text: Html) -> Html:
    """A link to the forge's own editor."""
    return el("a", text, href=f"{forge}/edit/main/{quote(file)}", rel="noopener noreferrer")
