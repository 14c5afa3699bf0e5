"""Writing HTML and SVG so that nothing gets in unescaped: plain text is escaped, only ``Html`` passes as it is."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Html(str):
    """Markup that is safe to put into a page. Only this package makes it."""

    __slots__ = ()


NOTHING = Html("")


def el(name: str, *children: str | None, **attributes: str | int | float | bool | None) -> Html:
    """An element. Children that are not ``Html`` are escaped; None is left out.

    Attribute names may end in ``_`` (``class_``); ``_`` inside becomes ``-``. True writes the bare attribute, False
    and None leave it out.
    """
    written = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = key.rstrip("_").replace("_", "-")
        written.append(f" {key}" if value is True else f' {key}="{escape(str(value))}"')
    return Html(f"<{name}{''.join(written)}>{joined(children)}</{name}>")


def void(name: str, **attributes: str | int | float | bool | None) -> Html:
    """An element that has no children and no end tag, such as ``input``."""
    return Html(el(name, **attributes).removesuffix(f"</{name}>"))


def joined(parts: Iterable[str | None], between: str = "") -> Html:
    """The parts one after another, with ``between`` between those that are not empty; plain text is escaped."""
    return Html(safe(between).join(safe(part) for part in parts if part))


def safe(text: str) -> Html:
    """``text`` as markup: escaped unless it is markup already."""
    return text if isinstance(text, Html) else Html(escape(text))
