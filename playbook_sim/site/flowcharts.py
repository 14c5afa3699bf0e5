"""The flowchart of each problem, drawn at build time from its rules: DOT, laid out by Graphviz, tidied for the page."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from playbook_sim.loading import load_rulebook
from playbook_sim.model import Problem, Rule, Step
from playbook_sim.rendering.deadlines import limit_words
from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.marks import actor_chain
from playbook_sim.rendering.scale import FONT_SIZE, wrapped
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.site.decisions import Tree, decision_tree
from playbook_sim.site.places import ROOT

_LINE = 16
_PADDING = 12
_TRUNK_WIDTH = 280
_BRANCH_WIDTH = 156
_EDGE_WIDTH = 110
_EDGE_FONT_SIZE = 15
"""Larger than the one shown, so that Graphviz leaves room for fonts that are wider than the one it measures."""
_SVG = "{http://www.w3.org/2000/svg}"
_LAYOUT = Path(__file__).with_name("flowcharts.mjs")


def place(cache: Path, lang: str, problem: str) -> Path:
    """Where the flowchart of ``problem`` in ``lang`` lies."""
    return cache / "flowcharts" / lang / f"{problem}.svg"


def build(cache: Path) -> None:
    """Draw the flowchart of every problem in every language into ``cache``; those whose rules are unchanged stay.

    Raises CalledProcessError when Graphviz fails, RulebookError when the rules cannot be drawn.
    """
    rulebook = load_rulebook()
    drawer = Path(__file__).read_bytes() + _LAYOUT.read_bytes()
    wanted: dict[str, tuple[View, Problem, str, str]] = {}
    for lang in rulebook.languages:
        view = View(rulebook, lang, link_from_simulator)
        for problem in rulebook.problems.values():
            dot = graph(view, problem)
            digest = hashlib.sha256(drawer + dot.encode()).hexdigest()
            if _digest_of(place(cache, lang, problem.id)) != digest:
                wanted[f"{lang}/{problem.id}"] = (view, problem, dot, digest)
    if not wanted:
        return
    drawn = _laid_out({name: dot for name, (_, _, dot, _) in wanted.items()})
    for name, (view, problem, _, digest) in wanted.items():
        path = place(cache, view.lang, problem.id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{tidied(view, problem, drawn[name])}\n<!-- {digest} -->\n", encoding="utf-8")


def _digest_of(path: Path) -> str | None:
    """The digest of the rules that a flowchart was drawn from; None when there is none."""
    if not path.exists():
        return None
    found = re.search(r"<!-- (\w{64}) -->\n$", path.read_text(encoding="utf-8"))
    return found[1] if found else None


def _laid_out(graphs: dict[str, str]) -> dict[str, str]:
    node = Path(sys.executable).with_name("node")
    told = json.dumps(graphs).encode()
    result = subprocess.run([node, _LAYOUT], input=told, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    return json.loads(result.stdout)


# --- DOT --------------------------------------------------------------------------------------------------------


def graph(view: View, problem: Problem) -> str:
    """The rules of ``problem`` as a DOT graph: steps and questions from top to bottom, ending in outcomes."""
    drawing = _Graph(view)
    tree = decision_tree(view.rulebook, problem)
    root = drawing.node(view.text(problem.title), "start", _TRUNK_WIDTH)
    drawing.tree(root, tree, None)
    settings = [
        "graph [rankdir=TB, ordering=out, nodesep=0.14, ranksep=0.3, margin=0.03];",
        f'node [shape=box, fixedsize=true, fontname="Arial", fontsize={FONT_SIZE}];',
        f'edge [arrowsize=0.7, fontname="Arial", fontsize={_EDGE_FONT_SIZE}];',
    ]
    return "\n".join(["digraph {", *settings, *drawing.lines, "}"])


class _Graph:
    """Collects the lines of a DOT graph."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.lines: list[str] = []
        self._count = 0

    def node(self, text: str, kind: str, width: int) -> str:
        """Add a node wide enough for its wrapped text and give its name. ``text`` may hold line breaks."""
        padding = 2 * _PADDING if kind == "question" else _PADDING
        rows = [row for line in text.split("\n") for row in wrapped(line, width - 2 * padding)]
        height = len(rows) * _LINE + _PADDING + 4
        style = ', style="rounded"' if kind in ("start", "outcome", "follow") else ""
        shape = f", shape=hexagon, width={width / 72:.3f}" if kind == "question" else f", width={width / 72:.3f}"
        self._count += 1
        name = f"n{self._count}"
        self.lines.append(
            f'{name} [label={_label(rows)}, class="pb-flow-{kind}", height={height / 72:.3f}{shape}{style}];'
        )
        return name

    def edge(self, start: str, end: str, label: str | None, *, straight: bool = True) -> None:
        """Add an arrow, with the answer it stands for. ``straight``: downwards rather than aside."""
        said = f", label={_label(wrapped(label, _EDGE_WIDTH))}" if label else ""
        self.lines.append(f"{start} -> {end} [weight={100 if straight else 1}{said}];")

    def tree(self, above: str, tree: Tree, answer: str | None, *, straight: bool = True) -> None:
        """Add ``tree`` below the node ``above``; ``answer`` stands on the first arrow.

        The first branch goes ``straight`` down and the others to its right: on a phone, where the picture scrolls
        sideways, the trunk is in view at once.
        """
        width = _TRUNK_WIDTH if tree.leaves > 1 or answer is None else _BRANCH_WIDTH
        for step in tree.steps:
            below = self.node(self._step(step), "step", width)
            self.edge(above, below, answer, straight=straight)
            above, answer, straight = below, None, True
        if tree.rule is not None:
            self.edge(above, self._end(tree.rule, width), answer, straight=straight)
            return
        fact = self.view.rulebook.facts[tree.question or ""]
        below = self.node(self.view.text(fact.label), "question", max(width, _BRANCH_WIDTH + 40))
        self.edge(above, below, answer, straight=straight)
        for branch in tree.branches:
            said = f" {self.view.say('word.or')} ".join(self.view.fact_value(fact.id, value) for value in branch.values)
            self.tree(below, branch.tree, said, straight=branch is tree.branches[0])

    def _step(self, step: Step) -> str:
        view = self.view
        lines = [f"{actor_chain(view, step)}:", view.text(step.do)]
        if step.only_if:
            lines.insert(0, f"{view.name('state', 'conditional')}:")
        if step.limit:
            lines.append(f"({limit_words(view, view.rulebook.limits[step.limit])})")
        return "\n".join(lines)

    def _end(self, rule: Rule, width: int) -> str:
        view = self.view
        if rule.steps and (follow := rule.steps[-1].follow):
            title = view.text(view.rulebook.problems[follow].title)
            return self.node(view.say("step.follow", problem=title), "follow", width)
        return self.node(view.name("outcome", rule.outcome), "silent" if rule.silent else "outcome", width)


def _label(rows: list[str]) -> str:
    """Lines of text as a DOT string."""
    escaped = (row.replace("\\", "\\\\").replace('"', '\\"') for row in rows)
    return '"' + "\\n".join(escaped) + '"'


# --- SVG --------------------------------------------------------------------------------------------------------


def tidied(view: View, problem: Problem, svg: str) -> Html:
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
    id_ = f"pb-flow-{problem.id}"
    title = view.say("flow.title", problem=view.text(problem.title))
    return el(
        "svg",
        el("title", title, id=f"{id_}-title"),
        el("desc", view.say("flow.desc"), id=f"{id_}-desc"),
        inside,
        viewBox=f"0 0 {width} {height}",
        width=round(float(width)),
        height=round(float(height)),
        font_size=FONT_SIZE,
        role="img",
        aria_labelledby=f"{id_}-title",
        aria_describedby=f"{id_}-desc",
        class_="pb-flow__picture",
    )
