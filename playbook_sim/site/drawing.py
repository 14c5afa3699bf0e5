"""Pictures drawn at build time: graphs in DOT, laid out by Graphviz, tidied for the page and kept until they change."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.scale import FONT_SIZE, wrapped
from playbook_sim.site.places import ROOT

_LINE = 16
_PADDING = 12
_EDGE_FONT_SIZE = 15
"""Larger than the one shown, so that Graphviz leaves room for fonts that are wider than the one it measures."""
_SVG = "{http://www.w3.org/2000/svg}"
_LAYOUT = Path(__file__).with_name("flowcharts.mjs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture to be drawn from ``dot`` into the file ``path``. The rest says what it is to those who cannot see it.

    ``id`` begins the ids inside; a page holds no two pictures with the same.
    """

    path: Path
    dot: str
    id: str
    title: str
    desc: str


def draw(drawings: Mapping[str, Drawing]) -> None:
    """Draw every picture whose graph or words have changed; the others stay. All in one process of Graphviz.

    Raises CalledProcessError when Graphviz fails.
    """
    drawer = Path(__file__).read_bytes() + _LAYOUT.read_bytes()
    digests = {name: _digest(drawer, drawing) for name, drawing in drawings.items()}
    wanted = {name: drawing for name, drawing in drawings.items() if _drawn_from(drawing.path) != digests[name]}
    if not wanted:
        return
    for name, svg in laid_out({name: drawing.dot for name, drawing in wanted.items()}).items():
        path = wanted[name].path
        path.parent.mkdir(parents=True, exist_ok=True)
        # Another build may be reading it.
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(f"{tidied(wanted[name], svg)}\n<!-- {digests[name]} -->\n", encoding="utf-8")
        fresh.replace(path)


def picture(path: Path) -> Html:
    """A picture that has been drawn. Raises FileNotFoundError when it has not."""
    return Html(path.read_text(encoding="utf-8").rsplit("<!--", 1)[0].strip())


def _digest(drawer: bytes, drawing: Drawing) -> str:
    said = "\0".join((drawing.dot, drawing.id, drawing.title, drawing.desc))
    return hashlib.sha256(drawer + said.encode()).hexdigest()


def _drawn_from(path: Path) -> str | None:
    """The digest of what a picture was drawn from; None when there is none."""
    if not path.exists():
        return None
    found = re.search(r"<!-- (\w{64}) -->\n$", path.read_text(encoding="utf-8"))
    return found[1] if found else None


def laid_out(graphs: Mapping[str, str]) -> dict[str, str]:
    """Graphviz's SVG of each graph. Raises CalledProcessError when it fails."""
    node = Path(sys.executable).with_name("node")
    told = json.dumps(graphs).encode()
    result = subprocess.run([node, _LAYOUT], input=told, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    return json.loads(result.stdout)


# --- DOT --------------------------------------------------------------------------------------------------------


def graph(lines: Iterable[str]) -> str:
    """A directed graph from top to bottom, of ``node`` and edges."""
    settings = [
        "graph [rankdir=TB, ordering=out, nodesep=0.14, ranksep=0.3, margin=0.03];",
        f'node [shape=box, fixedsize=true, fontname="Arial", fontsize={FONT_SIZE}];',
        f'edge [arrowsize=0.7, fontname="Arial", fontsize={_EDGE_FONT_SIZE}];',
    ]
    return "\n".join(["digraph {", *settings, *lines, "}"])


def node(name: str, text: str, class_: str, width: int, *, hexagon: bool = False, rounded: bool = False) -> str:
    """A node as high as its text, which may hold line breaks, needs when wrapped to ``width`` (pixels)."""
    padding = 2 * _PADDING if hexagon else _PADDING
    rows = [row for line in text.split("\n") for row in wrapped(line, width - 2 * padding)]
    height = len(rows) * _LINE + _PADDING + 4
    style = ', style="rounded"' if rounded else ""
    shape = f"{', shape=hexagon' if hexagon else ''}, width={width / 72:.3f}"
    return f'{name} [label={label(rows)}, class="{class_}", height={height / 72:.3f}{shape}{style}];'


def label(rows: Iterable[str]) -> str:
    """Lines of text as a DOT string."""
    escaped = (row.replace("\\", "\\\\").replace('"', '\\"') for row in rows)
    return '"' + "\\n".join(escaped) + '"'


# --- SVG --------------------------------------------------------------------------------------------------------


def tidied(drawing: Drawing, svg: str) -> Html:
    """Graphviz's picture without its own colours, fonts, ids and tooltips: classes carry the looks.

    One unit is one CSS pixel, so text keeps its size; the element that holds the picture scrolls.
    """
    root = ET.fromstring(svg[svg.index("<svg") :])
    for parent in root.iter():
        for child in list(parent):
            if child.tag == f"{_SVG}title" or (parent is root[0] and child.tag == f"{_SVG}polygon"):
                parent.remove(child)
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        for name in ("id", "fill", "stroke", "font-family", "font-size", "style"):
            element.attrib.pop(name, None)
    _, _, width, height = root.attrib["viewBox"].split()
    inside = Html("".join(ET.tostring(child, encoding="unicode") for child in root))
    return el(
        "svg",
        el("title", drawing.title, id=f"{drawing.id}-title"),
        el("desc", drawing.desc, id=f"{drawing.id}-desc"),
        inside,
        viewBox=f"0 0 {width} {height}",
        width=round(float(width)),
        height=round(float(height)),
        font_size=FONT_SIZE,
        role="img",
        aria_labelledby=f"{drawing.id}-title",
        aria_describedby=f"{drawing.id}-desc",
        class_="pb-flow__picture",
    )
