"""The page of coverage: what the proof finds, and the worked cases on every branch."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from urllib.parse import parse_qsl

from macro_page import Page
from worked_cases import read_cases

from playbook_sim.checking import coverage as proven
from playbook_sim.model import Rulebook
from playbook_sim.site.coverage import coverage_table, prove, worked_cases


def _with_rules(book: Rulebook, problem: str, change) -> Rulebook:
    changed = tuple(rule for rule in map(change, book.problems[problem].rules) if rule)
    return replace(book, problems={**book.problems, problem: replace(book.problems[problem], rules=changed)})


def _numbers(see, view, book: Rulebook) -> list[int]:
    """The numbers in the sentence of the proof."""
    told = see(coverage_table(replace(view, rulebook=book), prove(book), [])).all("p")[0].text
    return [int(word) for word in told.replace(".", " ").replace(",", " ").replace(";", " ").split() if word.isdigit()]


def test_the_proof_tries_what_the_check_tries(book):
    proof = prove(book)
    pairs = [(problem, rule) for problem, sets in proven(book).items() for _, rule in sets]
    assert proof.reached == Counter(pairs)
    assert proof.sets == len(pairs)
    assert (proof.gaps, proof.overlaps, proof.stuck) == (0, 0, 0)
    assert proof.open > 0


def test_the_page_tells_the_result_and_would_tell_a_bad_one(book, view, see):
    rules = sum(len(problem.rules) for problem in book.problems.values())
    proof = prove(book)
    assert _numbers(see, view, book) == [proof.sets, len(book.problems), rules, 0, 0, 0, proof.open, 0]
    gap = _with_rules(book, "customs_hold", lambda rule: rule if rule.id == "reminder" else None)
    assert _numbers(see, view, gap)[3:6] == [1, 0, 0]
    overlap = _with_rules(book, "customs_hold", lambda rule: replace(rule, when={}) if rule.id == "reminder" else rule)
    assert _numbers(see, view, overlap)[3:6] == [0, 1, 0]
    never = _with_rules(
        book, "customs_hold", lambda rule: replace(rule, when={"dsers_reminder": ()}) if rule.id == "reminder" else rule
    )
    assert _numbers(see, view, never)[3:6] == [1, 0, 1]


def test_an_open_set_without_a_path_is_counted(book):
    stuck = _with_rules(book, "wrong_item", lambda rule: None)
    assert prove(stuck).stuck > 0


def test_the_cases_are_those_of_the_tests():
    assert [case.name for case in worked_cases()] == [case.name for case in read_cases()]


def test_every_branch_has_its_sets_and_links_that_open_each_of_its_cases(book, lang, see):
    seen = see(Page(lang, "coverage.md").call("coverage_table"))
    cases = read_cases()
    rows = iter(row for row in seen.all("tr") if any(cell.tag == "td" and row in cell.inside for cell in seen.elements))
    sets = Counter((problem, rule) for problem, found in proven(book).items() for _, rule in found)
    for platform in book.vocabulary["platform"]:
        here = [problem for problem in book.problems.values() if problem.platform == platform]
        for problem in here:
            for rule in problem.rules:
                row = next(rows)
                cells = [cell for cell in seen.all("td") if row in cell.inside]
                page = f"../handbook/{problem.stage}/{problem.id}/".replace("_", "-")
                links = [a for a in seen.all("a") if row in a.inside]
                assert [(a.text, a.attributes["href"]) for a in links[:2]] == [
                    (problem.title[lang], page),
                    (rule.title[lang], f"{page}#{problem.id}-{rule.id}"),
                ]
                assert cells[2].text == str(sets[problem.id, rule.id])
                wanted = [case for case in cases if case.problem == problem.id and rule.id in case.paths]
                assert [a.text for a in links[2:]] == [case.names[lang] for case in wanted]
                for link, case in zip(links[2:], wanted, strict=True):
                    address, _, fragment = (link.attributes["href"] or "").partition("#")
                    assert address == "../simulator/"
                    told = dict(parse_qsl(fragment, keep_blank_values=True))
                    request = dict(case.request)
                    assert told == {key: str(value) for key, value in (request.pop("facts") | request).items()}
        if here:
            total = next(rows)
            assert [cell.text for cell in seen.all("td") if total in cell.inside][2:] == [
                str(sum(n for (problem, _), n in sets.items() if book.problems[problem].platform == platform)),
                str(sum(case.request["platform"] == platform for case in cases)),
            ]
    assert next(rows, None) is None
    assert f": {len(cases)}." in seen.all("p")[1].text
