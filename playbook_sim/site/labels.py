"""What the navigation of a language calls its pages and sections, and on which line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import yaml

FILE = "mkdocs.yml"
"""The file under which the labels of all languages are known: that of the first one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A title in a navigation. ``line`` counts from 1."""

    said: str
    line: int


@lru_cache(maxsize=8)
def labels(configuration: str) -> Mapping[str, Label]:
    """The labels of the navigation in a configuration of MkDocs, by what they stand for: a page by its file, a section
    by what is first in it. Raises yaml.YAMLError."""
    settings = yaml.compose(configuration)
    entries = settings.value if isinstance(settings, yaml.MappingNode) else []
    return dict(label for key, value in entries if key.value == "nav" for label in _in(value))


def _in(nav: yaml.Node) -> Iterator[tuple[str, Label]]:
    for entry in nav.value if isinstance(nav, yaml.SequenceNode) else ():
        for title, target in entry.value if isinstance(entry, yaml.MappingNode) else ():
            yield _name(target), Label(said=title.value, line=title.start_mark.line + 1)
            yield from _in(target)


def _name(target: yaml.Node) -> str:
    if isinstance(target, yaml.MappingNode):
        return _name(target.value[0][1])
    if isinstance(target, yaml.SequenceNode):
        return f"section of {_name(target.value[0])}" if target.value else "empty section"
    return str(target.value)
