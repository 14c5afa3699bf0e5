"""Markup as a browser sees it, for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = ("input", "img", "br")
"""Elements that have no end tag."""


@dataclass(eq=False)
class Element:
    """An element with its attributes, the languages it stands in, and all the text inside."""

    tag: str
    attributes: dict[str, str | None]
    inside: list[Element]
    text: str = ""

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    def number(self, name: str) -> float:
        return float(self.attributes[name] or "")


@dataclass
class Seen(HTMLParser):
    """Elements in their order; ``texts`` are the pieces of text with the elements they stand in."""

    elements: list[Element] = field(default_factory=list)
    texts: list[tuple[str, list[Element]]] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @classmethod
    def of(cls, *html: str) -> Seen:
        seen = cls()
        for part in html:
            seen.feed(part)
        seen.close()
        assert not seen.open, f"left open: {[element.tag for element in seen.open]}"
        return seen

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), list(self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.texts.append((data, list(self.open)))
        for element in self.open:
            element.text += data

    def all(self, tag: str = "", class_: str = "") -> list[Element]:
        """The elements with a tag, or a class, or both."""
        return [e for e in self.elements if (not tag or e.tag == tag) and (not class_ or class_ in e.classes)]

    def within(self, outer: Element, tag: str, class_: str = "") -> list[Element]:
        """Those of them that stand inside ``outer``."""
        return [element for element in self.all(tag, class_) if outer in element.inside]

    def one(self, tag: str = "", class_: str = "") -> Element:
        (found,) = self.all(tag, class_)
        return found

    @property
    def text(self) -> str:
        return " ".join("".join(text for text, _ in self.texts).split())
