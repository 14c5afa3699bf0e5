"""Writing HTML and SVG so that nothing gets in unescaped: plain text is escaped, only ``Html`` passes as it is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
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
    written = "".join(
        [_attribute(key, value) for key, value in attributes.items() if value is not None and value is not False]
    )
    # An answer has thousands of children, and most of them are markup already: those are spared a call.
    inside = "".join([child if type(child) is Html else safe(child) for child in children if child])
    return Html(f"<{name}{written}>{inside}</{name}>")


# An answer names the same classes and addresses over and over. ``typed``: 1 and 1.0 are written differently.
@lru_cache(maxsize=4096, typed=True)
def _attribute(key: str, value: str | int | float | bool) -> str:
    key = key.rstrip("_").replace("_", "-")
    return f" {key}" if value is True else f' {key}="{escape(str(value))}"'


def void(name: str, **attributes: str | int | float | bool | None) -> Html:
    """An element that has no children and no end tag, such as ``input``."""
    return Html(el(name, **attributes).removesuffix(f"</{name}>"))


def joined(parts: Iterable[str | None], between: str = "") -> Html:
    """The parts one after another, with ``between`` between those that are not empty; plain text is escaped."""
    return Html(safe(between).join([part if type(part) is Html else safe(part) for part in parts if part]))


def safe(text: str) -> Html:
    """``text`` as markup: escaped unless it is markup already."""
    return text if isinstance(text, Html) else _escaped(text)


@lru_cache(maxsize=2048)
def _escaped(text: str) -> Html:
    return Html(escape(text))
