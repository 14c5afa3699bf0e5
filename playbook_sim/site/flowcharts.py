"""The flowchart of each problem, drawn at build time from its rules."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from playbook_sim.loading import load_rulebook
from playbook_sim.model import Language, Problem, Rule, Rulebook, Step
from playbook_sim.rendering.deadlines import limit_words
from playbook_sim.rendering.marks import actor_chain
from playbook_sim.rendering.scale import wrapped
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.site import drawing, system_picture
from playbook_sim.site.decisions import Tree, decision_tree
from playbook_sim.site.drawing import Drawing

_TRUNK_WIDTH = 280
_BRANCH_WIDTH = 156
_EDGE_WIDTH = 110


def place(cache: Path, lang: str, problem: str) -> Path:
    """Where the flowchart of ``problem`` in ``lang`` lies."""
    return cache / "flowcharts" / lang / f"{problem}.svg"


def build(cache: Path) -> None:
    """Draw the flowchart of every problem, and the picture of the whole, in every language into ``cache``.

    Raises CalledProcessError when Graphviz fails, RulebookError when the rules cannot be drawn.
    """
    rulebook = load_rulebook()
    drawings: dict[str, Drawing] = {}
    for lang in rulebook.languages:
        for name, drawn in _drawings(rulebook, lang, rulebook.problems.values(), cache).items():
            drawings[f"{lang}/{name}"] = drawn
    drawing.draw(drawings)


def build_some(rulebook: Rulebook, lang: Language, problems: Iterable[Problem], cache: Path) -> None:
    """The same for a rulebook that is loaded, in one language, with the flowcharts of ``problems`` only."""
    drawing.draw(_drawings(rulebook, lang, problems, cache))


def _drawings(rulebook: Rulebook, lang: Language, problems: Iterable[Problem], cache: Path) -> dict[str, Drawing]:
    view = View(rulebook, lang, link_from_simulator)
    return {"": system_picture.drawing(view, cache)} | {each.id: _drawing(view, each, cache) for each in problems}


def _drawing(view: View, problem: Problem, cache: Path) -> Drawing:
    return Drawing(
        path=place(cache, view.lang, problem.id),
        dot=graph(view, problem),
        id=f"pb-flow-{problem.id}",
        title=view.say("flow.title", problem=view.text(problem.title)),
        desc=view.say("flow.desc"),
    )


def graph(view: View, problem: Problem) -> str:
    """The rules of ``problem`` as a DOT graph: steps and questions from top to bottom, ending in outcomes."""
    written = _Graph(view)
    root = written.node(view.text(problem.title), "start", _TRUNK_WIDTH)
    written.tree(root, decision_tree(view.rulebook, problem), None)
    return drawing.graph(written.lines)


class _Graph:
    """Collects the lines of a DOT graph."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.lines: list[str] = []
        self._count = 0

    def node(self, text: str, kind: str, width: int) -> str:
        """Add a node wide enough for its wrapped text and give its name. ``text`` may hold line breaks."""
        self._count += 1
        name = f"n{self._count}"
        rounded = kind in ("start", "outcome", "follow")
        self.lines.append(
            drawing.node(name, text, f"pb-flow-{kind}", width, hexagon=kind == "question", rounded=rounded)
        )
        return name

    def edge(self, start: str, end: str, label: str | None, *, straight: bool = True) -> None:
        """Add an arrow, with the answer it stands for. ``straight``: downwards rather than aside."""
        said = f", label={drawing.label(wrapped(label, _EDGE_WIDTH))}" if label else ""
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
            lines.append(f"({limit_words(view, view.rulebook.limits[step.limit], in_brackets=True)})")
        return "\n".join(lines)

    def _end(self, rule: Rule, width: int) -> str:
        view = self.view
        if rule.steps and (follow := rule.steps[-1].follow):
            title = view.text(view.rulebook.problems[follow].title)
            return self.node(view.say("step.follow", problem=title), "follow", width)
        return self.node(view.name("outcome", rule.outcome), "silent" if rule.silent else "outcome", width)
