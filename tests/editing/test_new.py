"""``playbook-sim new``: what it writes passes its schema, fails the check blank by blank, and passes once filled in."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from mkdocs.utils.yaml import yaml_load
from project_copy import copy_of_the_project
from toml_files import plain, validators
from worked_cases import read_cases

from playbook_sim.cases import read_case
from playbook_sim.cli import main
from playbook_sim.contract import as_data
from playbook_sim.editing.blanks import MARKS, blanks
from playbook_sim.editing.new.case import expected, rule_of
from playbook_sim.editing.new.draft import Draft
from playbook_sim.editing.new.page import new_page
from playbook_sim.evaluation import evaluate
from playbook_sim.loading import load_rulebook
from playbook_sim.site.places import ROOT

ANY_MARK = "|".join(MARKS.values())
PROBLEM = ["aliexpress", "double_charge", "--title-en", "Charged: twice", "--title-it", "Addebitato: due volte"]
PROBLEM += ["--stage", "special", "--outcome", "complaint_solved", "--question", "ae_product"]
PAGE = ["handbook/customs-papers", "--title-en", "Customs papers", "--title-it", "Documenti doganali"]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the project: the check looks at every page, and those show much of it."""
    return copy_of_the_project(tmp_path)


@pytest.fixture
def run(tree: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """``playbook-sim`` with these arguments, in the copy."""

    def run(*arguments: str, says: str | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "playbook_sim", *arguments]
        return subprocess.run(command, cwd=tree, input=says, capture_output=True, text=True, check=False)

    return run


def fill_in(tree: Path, answers: Mapping[str, str]) -> None:
    """Put the answer for a key (or for the mark of a language, in a text) in place of each blank."""
    for file in {blank.file for blank in blanks(tree)}:
        path = tree / file
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(_filled(line, answers, number) for number, line in enumerate(lines)) + "\n", "utf-8")


def _filled(line: str, answers: Mapping[str, str], number: int) -> str:
    key = line.partition("=")[0].strip()
    if key in answers and re.search(ANY_MARK, line):
        return f"{line.partition('=')[0]}= {answers[key]}"
    # A paragraph that shows how a macro is written is filled in whole.
    end = "$" if line.startswith(tuple(MARKS.values())) and "limit(" in line else r"\"|$|, listed under|, elencate in"
    text = re.compile(rf"(?P<mark>{ANY_MARK}): .*?(?={end})")
    return text.sub(lambda found: f"{answers[found['mark']]} {number}", line)


TEXTS = {
    "FILL IN": "Written by somebody, as long as the description of a page",
    "DA COMPILARE": "Scritto da qualcuno, lungo come la descrizione di una pagina",
}


def refused_blank_by_blank(tree: Path, said: subprocess.CompletedProcess[str], files: set[str]) -> None:
    """The check names each blank at its file and line, and nothing else."""
    found = list(blanks(tree))
    assert {blank.file for blank in found} == files
    lines = [f"{blank.file}:{blank.line}: error:" for blank in found]
    assert said.returncode == 1
    assert [line for line, told in zip(lines, said.stderr.splitlines(), strict=True) if not told.startswith(line)] == []
    for blank in found:
        assert len(blank.hint) > 8, blank
        assert blank.key or not re.match(
            r" +\"\w+: ", (tree / blank.file).read_text("utf-8").splitlines()[blank.line - 1]
        )


def as_the_schema_says(tree: Path, file: str, kind: str) -> None:
    data = tomllib.loads((tree / file).read_text(encoding="utf-8"))
    assert [error.message for error in validators()[kind].iter_errors(plain(data))] == []


def test_a_case(tree: Path, run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    file, name = "tests/cases/dsers_tmall/no_stock.toml", "Sold out once more and nothing else is told"
    done = run("new", "case", "no_stock", "--name-en", name)
    assert done.returncode == 0, done.stderr
    assert f"{file}: " in done.stdout
    assert "playbook-sim check" in done.stdout
    as_the_schema_says(tree, file, "cases")
    refused_blank_by_blank(tree, run("check"), {file})
    again = run("new", "case", "no_stock", "--name-en", name)
    assert (again.returncode, "is called" in again.stderr) == (2, True)

    rule = load_rulebook().problems["no_stock"].rules[0]
    states = dict(zip((step.id for step in rule.steps), ("now", "next", "later"), strict=True))
    text = (tree / file).read_text(encoding="utf-8")
    for step, state in states.items():
        text = re.sub(rf'"{step}: FILL IN: [^"]*"', f'"{step}: {state}"', text)
    (tree / file).write_text(text, encoding="utf-8")
    italian = "Di nuovo esaurito, e non si sa altro"
    fill_in(tree, {"name.it": f'"{italian}"', "today": "2026-03-12", "cites": f'["{rule.cites[0]}"]'})
    (unread,) = run("check").stderr.splitlines()
    assert "case[4].name: nobody has confirmed yet that its languages say the same" in unread
    assert run("translations", "confirm", file).returncode == 0
    assert run("check").returncode == 0
    case = next(case for case in read_cases(tree / "tests" / "cases") if case.name == name)
    assert case.names["it"] == italian
    book = load_rulebook()
    answer = as_data(book, evaluate(book, *read_case(book, case.request)), "en")
    assert case.seen(answer) == case.wanted()


def test_a_case_asks_for_what_it_is_not_told(tree: Path, run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    done = run("new", "case", "wrong_item", says="refnd\nrefund\n")
    rules = [rule.id for rule in load_rulebook().problems["wrong_item"].rules]
    assert all(rule in done.stdout for rule in rules)
    as_the_schema_says(tree, "tests/cases/dsers_tmall/wrong_item.toml", "cases")


def test_a_case_begins_with_the_steps_of_its_whole_way_and_what_is_shown_beside_them() -> None:
    """Those of a problem that the way leads to included; as all worked cases have them that come out at one rule."""
    book, seen = load_rulebook(), 0
    for case in read_cases():
        if len(case.paths) == 1 and case.status == "resolved":
            ((rule, path),) = case.paths.items()
            problem = book.problems[case.problem]
            of = expected(book, problem, rule_of(problem, rule))
            form = re.compile(r"(\w+): \w+(?:, replaced)?(, by analogy)?(?:, after a look: \w+)*")
            told = [form.fullmatch(step) for step in path["steps"]]
            assert {step[1]: step[2] or "" for step in told if step} == of.steps, case.name
            for limit in case.deadlines.keys() & of.limits.keys():
                assert ("unit not stated" in of.limits[limit]) != case.deadlines[limit]["unit_stated"], case.name
            seen += problem.id == "shipment_overdue"
    assert seen


def test_a_page(tree: Path, run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    done = run("new", "page", *PAGE)
    assert done.returncode == 0, done.stderr
    pages = {f"docs/{language}/handbook/customs-papers.md" for language in ("en", "it")}
    refused_blank_by_blank(tree, run("check"), {*pages, "tests/data/search_queries.toml"})
    as_the_schema_says(tree, "tests/data/search_queries.toml", "queries")
    for config in ("mkdocs.yml", "mkdocs.it.yml"):
        assert "handbook/customs-papers.md" in (tree / config).read_text(encoding="utf-8")
    fill_in(tree, TEXTS)
    pages_to_confirm = ("docs/handbook/customs-papers.md", "docs/handbook/learning-path.md", "mkdocs.yml")
    for language, title in (("en", "Customs papers"), ("it", "Documenti doganali")):
        path = tree / "docs" / language / "handbook" / "learning-path.md"
        link = f"[{title}](customs-papers.md)"
        assert f"it is, as in {link}" in run("check").stderr
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{link}\n", encoding="utf-8")
    assert run("translations", "confirm", *pages_to_confirm).returncode == 0
    checked = run("check")
    assert (checked.returncode, checked.stdout) == (0, "Nothing to mend\n"), checked.stderr


def entries(nav: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """The titles of a navigation with their pages."""
    for entry in nav:
        for title, below in entry.items() if isinstance(entry, dict) else ():
            if isinstance(below, list):
                yield from entries(below)
            else:
                yield title, below


TITLES = ["No", "2026", "2026-03-12", "on", "~", "Charged: twice", "- or less", "50 % #1", "=", 'Say "no"', "Plain"]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_stays_a_title(title: str) -> None:
    """YAML reads some words as something else than a text."""
    draft, path = Draft(ROOT), "handbook/customs-papers"
    titles = {"en": title, "it": f"{title.replace('"no"', '«no»')} (it)"}
    new_page(draft, load_rulebook(), path, titles, dt.date(2026, 3, 12))
    front = yaml.safe_load(draft.read(f"docs/en/{path}.md").split("---\n")[1])
    assert front["title"] == title
    assert (title, f"{path}.md") in entries(yaml_load(draft.read("mkdocs.yml"))["nav"])


def test_a_problem(tree: Path, run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    done = run("new", "problem", *PROBLEM)
    assert done.returncode == 0, done.stderr
    assert (
        "confirm problems/aliexpress/double_charge.toml triage.toml history.toml docs/handbook/special/double-charge.md"
        in (done.stdout)
    )
    assert re.search(r"All problems of AliExpress ask dispute_opened_on.* have the steps .*answer_dispute", done.stdout)
    rules = "playbook_sim/rulebook/problems/aliexpress/double_charge.toml"
    cases = "tests/cases/aliexpress/double_charge.toml"
    triage = "playbook_sim/rulebook/triage.toml"
    pages = {f"docs/{language}/handbook/special/double-charge.md" for language in ("en", "it")}
    refused_blank_by_blank(tree, run("check"), {*pages, rules, cases, triage, "tests/data/search_queries.toml"})
    for file, kind in ((rules, "problem"), (cases, "cases"), (triage, "triage")):
        as_the_schema_says(tree, file, kind)
    cite = next(iter(load_rulebook().citations))
    text = (tree / cases).read_text(encoding="utf-8")
    (tree / cases).write_text(re.sub(r'"first_step: FILL IN: [^"]*"', '"first_step: now"', text), encoding="utf-8")
    fill_in(tree, TEXTS | {"cites": f'["{cite}"]', "today": "2026-03-12"})
    assert run("changelog").returncode == 0
    confirm = ["translations", "confirm", "problems/aliexpress/double_charge.toml", "triage.toml", cases]
    assert run(*confirm, "docs/handbook/special/double-charge.md", "mkdocs.yml").returncode == 0
    checked = run("check")
    # The page of where each sentence went is written by a command of the site's, which the note names.
    assert (checked.returncode, checked.stdout) == (0, "0 to mend, 1 to know\n"), checked.stderr
    assert "ledger write" in checked.stderr
    book = load_rulebook(tree / "playbook_sim" / "rulebook")
    assert book.problems["double_charge"].title["it"] == "Addebitato: due volte"
    # What is for all that nothing else is for stays last.
    assert [option.id for option in book.triage["ae_product"].options][-2:] == ["double_charge", "other"]
    assert [problem.id for problem in book.problems.values() if problem.platform == "aliexpress"][-2:] == [
        "double_charge",
        "other_aliexpress",
    ]


def test_what_is_asked_for_is_listed_with_what_it_means(run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    book = load_rulebook()
    stage, outcome, question = "special", "complaint_solved", "ae_product"
    done = run("new", "problem", *PROBLEM[:6], says=f"{stage}\n{outcome}\n{question}\n")
    assert done.returncode == 0, done.stderr
    for id_, means in (
        (stage, book.vocabulary["stage"][stage]),
        (outcome, book.vocabulary["outcome"][outcome]),
        (question, book.triage[question].text),
    ):
        assert re.search(rf"(?m)^ +{id_} +{re.escape(means['en'])}$", done.stdout)


REFUSED = [
    (["case", "no_stok"], "'PROBLEM': found the problem 'no_stok'", "Write 'no_stock'."),
    (["case", "tmall_global/exchange"], "'PROBLEM': found 'tmall_global/exchange'", "without its platform: exchange"),
    (["case", "dsers_tmall/no_stok"], "'PROBLEM': found the problem 'dsers_tmall/no_stok'", "Write 'no_stock'."),
    (["case", "no_stock", "--rule", "none"], "'--rule': found the rule 'none'", "Write 'no_stock'."),
    (["case", "--rule", "refnd", "wrong_item"], "'--rule': found the rule 'refnd'", "Write 'refund'."),
    (["case", "no_stock", "--name-en", "Sold out"], "'--name-en': found the name 'Sold out'", "four words or more"),
    (["page", "faq", "--after", "glossary"], "'PATH': docs/en/faq.md is there already", "choose another"),
    (["page", "Customs papers"], "'PATH': found the page 'Customs papers'", "hyphens: customs-papers"),
    (["page", "docs/en/handbook/Customs_Papers.md"], "'PATH': found the page", "hyphens: handbook/customs-papers"),
    (["page", "docs/en/handbook/customs-papers.md"], "'PATH': found the page", "hyphens: handbook/customs-papers"),
    (["page", ""], "'PATH': found the page ''", "as in handbook/customs-papers"),
    (["page", "elsewhere/customs"], "'PATH': no page of the navigation is in 'elsewhere'", "--after"),
    (["page", PAGE[0], "--after", "handbok/prevention"], "'--after': the page", "Write 'handbook/prevention'."),
    (["page", PAGE[0], "--title-en", " "], "'--title-en': the title in 'en' is empty", "write it"),
    (
        ["page", PAGE[0], "--title-it", "Fonti e questioni aperte"],
        "'--title-it': docs/it/sources.md has the title",
        "another one",
    ),
    (
        ["page", PAGE[0], "--title-it", "L'altro"],
        "'--title-it': the apostrophe of L'altro is straight",
        "write L’altro",
    ),
    (["problem", "aliexpres", "double_charge"], "'PLATFORM': found the platform 'aliexpres'", "Write 'aliexpress'."),
    (["problem", "aliexpress", "no_stock"], "'ID': the problem 'no_stock' is there already", "another id"),
    (["problem", "aliexpress", "Double-Charge"], "'ID': found the id 'Double-Charge'", "underscores: double_charge"),
    (["problem", "aliexpress", "2 più"], "'ID': found the id '2 più'", "underscores: piu"),
    (["problem", "aliexpress", "2"], "'ID': found the id '2'", "as in parcel_lost"),
    (["problem", *PROBLEM[:2], "--stage", "specal"], "'--stage': found the stage 'specal'", "Write 'special'."),
    (["problem", *PROBLEM[:2], "--outcome", "x"], "'--outcome': found the outcome 'x'", "Write one that is, such as"),
    (["problem", *PROBLEM[:2], "--question", "ae_prodct"], "'--question': found the", "Write 'ae_product'."),
    (["language", "german"], "'CODE': found the language 'german'", "two small letters"),
]


@pytest.mark.parametrize(("arguments", "found", "write"), REFUSED)
def test_what_cannot_be_is_refused_before_anything_is_asked_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], found: str, write: str
) -> None:
    written: list[Draft] = []
    monkeypatch.setattr(Draft, "write", written.append)
    done = CliRunner().invoke(main, ["new", *arguments])
    assert (done.exit_code, done.stdout, written) == (2, "", [])
    refusal = done.stderr.splitlines()[-1]
    assert f"Invalid value for {found}" in refusal
    assert write in refusal


def test_what_is_typed_and_refused_is_asked_for_again(run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    done = run(
        "new",
        "page",
        PAGE[0],
        says="Sources and open questions\nCustoms papers\nFonti e questioni aperte\nDocumenti doganali\n",
    )
    assert done.returncode == 0, done.stderr
    assert "docs/en/sources.md has the title" in done.stdout + done.stderr
    assert done.stdout.count("Titolo in italiano: ") == 2
