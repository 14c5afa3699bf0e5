"""Which pages call which macros, and under which heading: read from the pages as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from mkdocs.exceptions import PluginError

from playbook_sim.site.places import ROOT

DOCS = ROOT / "docs"

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_MARK = re.compile(
    r"^\#{1,6}[ ]+(?P<title>.*?)[ ]*(?:\{[ ]*\#(?P<anchor>[\w-]+)[ ]*\})?[ ]*$"
    r"|\{\{-?\s*(?P<macro>\w+)\(\s*(?:[\"'](?P<argument>[\w-]+)[\"'])?",
    re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of a macro: on which page (its file below ``docs/<language>`` without ``.md``), under which heading.

    ``argument``: the first one, where it is an id. ``anchor``: of the heading above; "" above the first with one.
    """

    page: str
    anchor: str
    macro: str
    argument: str | None


@cache
def calls(lang: str) -> tuple[Call, ...]:
    """Every call of a macro on the pages of a language, page by page."""
    tree = DOCS / lang
    return tuple(call for path in sorted(tree.rglob("*.md")) for call in _calls(path, tree))


def _calls(path: Path, tree: Path) -> Iterator[Call]:
    page = path.relative_to(tree).with_suffix("").as_posix()
    anchor = ""
    for found in _MARK.finditer(_FENCED.sub("", path.read_text(encoding="utf-8-sig"))):
        if found["macro"]:
            yield Call(page=page, anchor=anchor, macro=found["macro"], argument=found["argument"])
        else:
            anchor = found["anchor"] or anchor


def quoted_on_pages() -> frozenset[str]:
    """The ids of the citations that some page of some language quotes."""
    found = (call for tree in sorted(DOCS.glob("??")) for call in calls(tree.name) if call.macro == "quote")
    return frozenset(call.argument for call in found if call.argument)


def page_with(macro: str, lang: str) -> str:
    """The page that calls ``macro``. The build fails when none does: something links to what it writes."""
    for call in calls(lang):
        if call.macro == macro:
            return call.page
    raise PluginError(f"docs/{lang}: other pages link to what {{{{ {macro}() }}}} writes, and no page calls it; add it")


@cache
def heading(lang: str, page: str, anchor: str) -> str | None:
    """The title of a page, and of its section ``anchor`` if one is named; None when there is no such place."""
    path = DOCS / lang / f"{page}.md"
    if not path.exists():
        return None
    text = path.read_text(encoding="utf-8-sig")
    matter = _FRONT_MATTER.match(text)
    title = yaml.safe_load(matter[1])["title"] if matter else page
    sections = {found["anchor"]: found["title"] for found in _MARK.finditer(text) if found["anchor"]}
    if not anchor:
        return title
    return f"{title} · {sections[anchor]}" if anchor in sections else None
