"""Flowcharts: the tree of decisions, and the picture that Graphviz makes of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pinned
import pytest

from playbook_sim.errors import RulebookError
from playbook_sim.evaluation import derived_facts
from playbook_sim.rendering.deadlines import limit_words
from playbook_sim.rendering.scale import text_width
from playbook_sim.site import drawing, flowcharts, macros_problem
from playbook_sim.site.decisions import Tree, decision_tree


def _leaves(tree: Tree) -> list[str]:
    if tree.rule is not None:
        return [tree.rule.id]
    return [id_ for branch in tree.branches for id_ in _leaves(branch.tree)]


def _walk(tree: Tree, facts: dict[str, str]) -> tuple[list[str], str]:
    """The steps passed and the rule reached when the questions are answered with ``facts``."""
    passed = [step.id for step in tree.steps]
    if tree.rule is not None:
        return passed, tree.rule.id
    (branch,) = [branch for branch in tree.branches if facts[tree.question or ""] in branch.values]
    after, rule = _walk(branch.tree, facts)
    return passed + after, rule


def test_every_rule_is_an_end_of_the_tree_exactly_once(book):
    for problem in book.problems.values():
        leaves = _leaves(decision_tree(book, problem))
        assert sorted(leaves) == sorted(rule.id for rule in problem.rules)
        assert decision_tree(book, problem).leaves == len(leaves)


def test_the_answers_lead_to_the_rule_whose_conditions_they_meet_past_its_steps(book):
    for problem in book.problems.values():
        tree = decision_tree(book, problem)
        asked = [book.facts[id_] for id_ in (*problem.asks, *derived_facts(book, problem)) if book.facts[id_].values]
        for values in product(*([value.id for value in fact.values if not value.open] for fact in asked)):
            facts = {fact.id: value for fact, value in zip(asked, values, strict=True)}
            steps, reached = _walk(tree, facts)
            rule = next(rule for rule in problem.rules if rule.id == reached)
            assert all(facts[fact] in wanted for fact, wanted in rule.when.items())
            assert steps == [step.id for step in rule.steps]


def test_what_is_still_open_is_no_branch_of_its_own(book):
    """Asked first, the interception concerns only some of the rules; "not tried yet" leads to no rule by itself."""
    problem = replace(book.problems["order_cancelled"], asks=("interception", "shipped", "parcel_leg"))
    tree = decision_tree(book, problem)
    assert tree.question == "interception"
    assert [branch.values for branch in tree.branches] == [("succeeded",), ("failed",)]


def test_rules_that_nothing_tells_apart_are_named(book):
    problem = book.problems["customs_hold"]
    twins = tuple(replace(problem.rules[0], id=id_, when={}) for id_ in ("one", "two"))
    with pytest.raises(RulebookError, match=r"customs_hold.toml: no fact tells one and two apart; add a `when`"):
        decision_tree(book, replace(problem, rules=twins))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flowcharts, "load_rulebook", pinned.rulebook)
        flowcharts.build(cache)
    return cache


def _seen(see, cache, lang, problem):
    return see(flowcharts.place(cache, lang, problem).read_text("utf-8"))


def test_every_picture_holds_its_steps_questions_and_outcomes(book, view, lang, drawn, see):
    for problem in book.problems.values():
        seen = _seen(see, drawn, lang, problem.id)
        nodes = [" ".join(g.text.split()) for g in seen.all("g", "node")]
        for rule in problem.rules:
            for step in rule.steps:
                told = [node for node in nodes if step.do[lang] in node]
                assert told, (problem.id, step.id)
                conditional = f"{book.vocabulary['state']['conditional'][lang]}:"
                assert all(node.startswith(conditional) == bool(step.only_if) for node in told)
                if step.limit:
                    said = limit_words(view, book.limits[step.limit], in_brackets=True)
                    assert f"({said})" in told[0]
                    assert "(" not in said
            if not any(step.follow for step in rule.steps):
                assert book.vocabulary["outcome"][rule.outcome][lang] in nodes
            for fact in rule.when:
                assert book.facts[fact].label[lang] in nodes


def test_every_line_of_text_fits_its_node(book, lang, drawn, see):
    for problem in book.problems:
        seen = _seen(see, drawn, lang, problem)
        for node in seen.all("g", "node"):
            shape = next(e for e in seen.elements if node in e.inside and e.tag in ("polygon", "path"))
            numbers = (shape.attributes.get("points") or shape.attributes["d"] or "").replace("M", "").replace("C", " ")
            xs = [float(pair.split(",")[0]) for pair in numbers.split() if "," in pair]
            for text in (e for e in seen.all("text") if node in e.inside):
                half = text_width(text.text) / 2
                assert min(xs) <= text.number("x") - half
                assert text.number("x") + half <= max(xs)


def test_a_picture_keeps_to_classes_and_says_what_it_is(book, lang, drawn, see):
    for problem in book.problems.values():
        seen = _seen(see, drawn, lang, problem.id)
        svg = seen.elements[0]
        assert svg.attributes["role"] == "img"
        assert problem.title[lang] in seen.one("title").text
        assert svg.attributes["aria-labelledby"] == seen.one("title").attributes["id"]
        assert svg.attributes["aria-describedby"] == seen.one("desc").attributes["id"]
        for element in seen.elements:
            assert not {"style", "fill", "stroke", "font-family"} & set(element.attributes)
            assert "id" not in element.attributes or element.tag in ("title", "desc")


def test_what_is_unchanged_is_not_drawn_again_and_what_changed_is(book, drawn, monkeypatch):
    calls = []
    real = drawing.laid_out

    def laid_out(graphs):
        calls.append(sorted(graphs))
        return real(graphs)

    monkeypatch.setattr(drawing, "laid_out", laid_out)
    monkeypatch.setattr(flowcharts, "load_rulebook", lambda: book)
    flowcharts.build(drawn)
    assert calls == []
    limits = {**book.limits}
    limits["dsers_overdue_switch"] = replace(limits["dsers_overdue_switch"], amount=6)
    monkeypatch.setattr(flowcharts, "load_rulebook", lambda: replace(book, limits=limits))
    flowcharts.build(drawn)
    assert calls == [["en/shipment_overdue", "it/shipment_overdue"]]
    assert "6 days" in flowcharts.place(drawn, "en", "shipment_overdue").read_text("utf-8")


def test_the_text_beside_the_picture_says_the_same(book, view, lang, see, drawn):
    for problem in book.problems.values():
        seen = see(macros_problem.flowchart(view, problem, drawn))
        region = seen.one("div", "pb-flow")
        assert region.attributes["tabindex"] == "0"
        assert region.attributes["aria-label"]
        listed = seen.one("details").text
        for rule in problem.rules:
            for step in rule.steps:
                assert step.do[lang] in listed
            for fact, values in rule.when.items():
                assert book.facts[fact].label[lang] in listed
                labels = {value.id: value.label[lang] for value in book.facts[fact].values}
                assert all(f"{labels[value]}:" in listed for value in values)
