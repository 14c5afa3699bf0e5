"""What ``playbook-sim check`` says of a page that does not keep to what all pages do: each rule, broken once.

That the check asks for these rules, its own tests see: they break some of them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook_sim.editing.page_rules import page_rules
from playbook_sim.editing.problem_mentions import misnamed_in_notes
from playbook_sim.editing.word_lists import misplaced_words
from playbook_sim.loading import load_rulebook
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.site.page_mistakes import PageMistake, page_mistakes
from playbook_sim.site.places import ROOT

BOOK = load_rulebook()
EXCHANGE, METRICS, PATH = "handbook/after-delivery/exchange.md", "handbook/metrics.md", "handbook/learning-path.md"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, to be spoiled."""
    docs = tmp_path_factory.mktemp("rules") / "docs"
    for language in BOOK.languages:
        shutil.copytree(ROOT / "docs" / language, docs / language)
    return docs


@pytest.fixture
def docs(copied: Path) -> Iterator[Path]:
    """The same; afterwards they are as they were."""
    before = {path: path.read_bytes() for path in copied.rglob("*.md")}
    yield copied
    for path in {*copied.rglob("*.md")} - before.keys():
        path.unlink()
    for path, data in before.items():
        path.write_bytes(data)


def told(docs: Path) -> list[PageMistake]:
    return page_rules(docs, BOOK)


def change(path: Path, old: str, new: str) -> str:
    """Put ``new`` in the place of the one passage that is like ``old``; the text afterwards."""
    text, count = re.subn(old, new, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert count == 1, (path, old, count)
    path.write_text(text, encoding="utf-8")
    return text


@pytest.mark.parametrize(
    ("page", "old", "new", "at", "advice"),
    [
        # The front matter.
        (
            "en/faq.md",
            r"^tags:\n(  - .*\n)+",
            "",
            "---",
            "the page has no tags; write tags: and below it words that people search for, each on a line of its own "
            "that begins with two spaces and a hyphen",
        ),
        ("it/faq.md", r"^tags:\n(  - .*\n)+", "tags: reso\n", "tags: reso", "the tags are no list of words; write"),
        ("it/faq.md", r"^title: .*\n", "", "---", "the page has no title; write title: and what the reader looks for"),
        # Its headings.
        (
            "en/handbook/prevention.md",
            r"^# .*$",
            "Prevention",
            "## ",
            "the page does not begin with its title; write it above all else, as in # Returns",
        ),
        (
            f"it/{METRICS}",
            r" \{ #aliexpress \}$",
            "",
            "## Che cosa c’è",
            "this heading has no anchor, by which links find it; write one behind it, the same in every language, as "
            "in ## Why it matters { #why }",
        ),
        (
            f"en/{METRICS}",
            r" \{ #aliexpress \}$",
            " { #check }",
            "## Check yourself { #check }",
            "has the anchor #check already; write another one here, the same in every language",
        ),
        # Its ending.
        (
            "en/faq.md",
            r"^## About this page \{ #about \}\n+",
            "",
            "### ",
            "the last section of a page says whom it is for and what it rests on; write it: ## About this page "
            "{ #about }",
        ),
        (
            f"it/{METRICS}",
            r"^Per (.*Ultima)",
            r"A \1",
            "## Su questa pagina",
            "this section begins with whom the page is for; write it, as in Per i venditori.",
        ),
        (
            f"it/{METRICS}",
            r"Ultima revisione: .*? 2026\. ",
            "",
            "## Su questa pagina",
            "this section does not say when somebody last read the page; write it: Ultima revisione: ",
        ),
        (
            f"en/{METRICS}",
            r"Sources: those .*$",
            "",
            "## About this page",
            "this section does not say what the page rests on; write it, as in Sources: those on returns, listed under "
            "[Sources](../sources.md).",
        ),
        (
            f"en/{METRICS}",
            r"\[Sources\]\(\.\./sources\.md\)\.$",
            "Sources.",
            "## About this page",
            "this section does not lead to the list of the sources; link ../sources.md in it",
        ),
        # The question at the end of a page of the handbook.
        (
            f"en/{EXCHANGE}",
            r"^\?\?\? question (\".*\")\n\n",
            r"\1\n\n",
            "## Check yourself",
            'no question of this section has an answer that folds out; write ??? question "…", an empty line, and the '
            "answer, each of its lines after four spaces",
        ),
        # What it calls a problem.
        (
            "en/handbook/start-here.md",
            r"\Z",
            "\nSee [Swap](after-delivery/exchange.md).\n",
            "See [Swap]",
            "the problem to which 'Swap' leads is called 'Exchange'; write {{ problem_link(\"exchange\") }}, or other "
            "words in small letters",
        ),
        # The problem that it is about.
        (
            f"it/{EXCHANGE}",
            r"^problem: exchange$",
            "problem: real_defect",
            "problem: real_defect",
            "this is the page of exchange, and it names real_defect; write problem: exchange",
        ),
        (
            "it/faq.md",
            r"^tags:$",
            "problem: exchange\ntags:",
            "problem: exchange",
            f"the page of the problem exchange is {EXCHANGE}; write that one, or take the line out here",
        ),
        (
            "it/faq.md",
            r"^tags:$",
            "problem: exchang\ntags:",
            "problem: exchang",
            "no problem is called 'exchang'. Write 'exchange'.",
        ),
    ],
)
def test_each_rule_for_pages_is_told_with_what_to_write(
    docs: Path, page: str, old: str, new: str, at: str, advice: str
) -> None:
    lines = change(docs / page, old, new).splitlines()
    found = [each for each in told(docs) if each.page == page and advice in each.problem]
    assert [at in lines[each.line - 1] for each in found] == [True], told(docs)


def test_of_two_pages_with_the_same_title_the_later_one_is_named(docs: Path) -> None:
    title = re.search(r"^title: .*$", (docs / "en" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert title
    change(docs / "en" / "faq.md", r"^title: .*$", title[0])
    (found,) = told(docs)
    assert (found.page, found.line) == ("en/glossary.md", 2)
    assert found.problem == "docs/en/faq.md has the same title; write one by which readers can tell the two apart"


def test_an_answer_that_a_link_fills_in_is_one_of_its_question(docs: Path) -> None:
    change(docs / "en" / "faq.md", '"goods_state": "as_new"', '"goods_state": "as_now"')
    change(docs / "it" / "faq.md", '"goods_state": "as_new"', '"received_on": "2026-03-12"')
    english, italian = page_mistakes(BOOK, docs)
    assert "goods_state has no answer 'as_now'. Write 'as_new'." in english.problem
    assert "received_on is no question with answers to choose from; leave it out of the link" in italian.problem
    assert [english.page, italian.page] == ["en/faq.md", "it/faq.md"]


@pytest.mark.parametrize(
    ("page", "old", "new", "advice"),
    [
        (
            METRICS,
            r" \{ #aliexpress \}$",
            " { #ali }",
            {
                1: "docs/en/handbook/metrics.md has a section #aliexpress on line {aliexpress}, and this page has "
                "none; add it here, or take it out there",
                "#ali }": "docs/en/handbook/metrics.md has no section #ali; add it there, or take it out here",
            },
        ),
        (
            METRICS,
            r"^## (.* \{ #aliexpress \})$",
            r"### \1",
            {
                "#aliexpress }": "the heading of this section and its twin in docs/en/handbook/metrics.md are not of "
                "one level (### and ##); write as many # in both"
            },
        ),
        (
            METRICS,
            r'\{\{ quote\("ae_board_disputes"\) \}\}',
            "una citazione",
            {
                1: 'docs/en/handbook/metrics.md shows {{ quote("ae_board_disputes") }} on line {ae_board_disputes}, '
                "and this page does not; show it here too, or take it out there"
            },
        ),
        (
            "faq.md",
            r"\Z",
            '\n\n{{ limit("dsers_remedy") }}\n{{ quote("dsers_no_stock") }}\n',
            {
                "quote(": 'this page shows {{ quote("dsers_no_stock") }}, and docs/en/faq.md does not',
            },
        ),
        (
            "faq.md",
            r"^tags:$",
            "lengths: [dsers_remedy]\ntags:",
            {
                "lengths:": "this page has lengths: ['dsers_remedy'] at its top, and docs/en/faq.md has no lengths:; "
                "write the same in both"
            },
        ),
        (
            METRICS,
            r"Ultima revisione: \d+ \w+ 2026",
            "Ultima revisione: 3 gennaio 2026",
            {
                "3 gennaio": "this page was last reviewed on 3 gennaio 2026, and docs/en/handbook/metrics.md on "
                "22 novembre 2026 (its line {Last reviewed}); read them side by side, and write that day in both"
            },
        ),
        (
            METRICS,
            r"^(\?\?\? question \".*\")\n\n(    .*\n)\n\?\?\?",
            r"\1\n\n\2\n    Di nuovo.\n\nDomanda",
            {
                "#check }": "the questions whose answers fold out are 1 here and 2 in docs/en/handbook/metrics.md; ask "
                "the same in both"
            },
        ),
    ],
)
def test_what_one_language_lacks_is_told_at_once(
    docs: Path, page: str, old: str, new: str, advice: dict[int | str, str]
) -> None:
    lines = change(docs / "it" / page, old, new).splitlines()
    english = (docs / "en" / page).read_text(encoding="utf-8").splitlines()

    def filled(problem: str) -> str:
        """With the line of the English page on which a word stands."""
        line = re.search(r"\{([\w ]+)\}", problem)
        number = next(number for number, text in enumerate(english, 1) if line[1] in text) if line else 0
        return problem.replace(line[0], str(number)) if line else problem

    found = [(each.line, each.problem) for each in told(docs) if each.page == f"it/{page}"]
    for at, problem in advice.items():
        line = at if isinstance(at, int) else next(n for n, text in enumerate(lines, 1) if at in text)
        assert [each for each in found if each[0] == line and each[1].startswith(filled(problem))], found


def test_what_follows_from_a_macro_that_is_wrong_is_not_told(docs: Path) -> None:
    change(docs / "it" / METRICS, r'quote\("ae_board_disputes"\)', 'quote("ae_board_dispute")')
    wrong = page_mistakes(BOOK, docs)
    assert ["no citation is called 'ae_board_dispute'" in each.problem for each in wrong] == [True]
    assert page_rules(docs, BOOK, wrong) == []


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_learning_path_leads_to_each_stage_and_platform(docs: Path, language: str) -> None:
    path = docs / language / PATH
    text = path.read_text(encoding="utf-8")
    for problem in BOOK.problems.values():
        if problem.stage in ("special", "dispute"):
            text = text.replace(f'{{{{ problem_link("{problem.id}") }}}}', "")
    path.write_text(re.sub(r"\[[^\]]*\]\(dispute/the-two-clocks\.md\)", "", text), encoding="utf-8")
    found = [
        each.problem for each in told(docs) if each.page == f"{language}/{PATH}" and "nothing here" in each.problem
    ]
    assert [problem.partition(";")[0] for problem in found] == [
        "nothing here leads to a problem of handbook/dispute",
        "nothing here leads to a problem of handbook/special",
        "nothing here leads to a problem of Any platform",
    ]
    assert '{{ problem_link("complaint") }}' in found[-1]


def test_a_folder_of_no_stage_is_told(docs: Path) -> None:
    for language in BOOK.languages:
        folder = docs / language / "handbook" / "after-shipping"
        folder.mkdir(exist_ok=True)
        shutil.copyfile(docs / language / "handbook" / "prevention.md", folder / "prevention.md")
    found = {each.page: each.problem for each in told(docs) if "no stage" in each.problem}
    wanted = "no stage of the handbook has the folder 'after-shipping'. Write 'after-shipment'."
    assert found == {f"{language}/handbook/after-shipping/prevention.md": wanted for language in BOOK.languages}


def test_the_words_of_a_dictionary_are_in_their_place(tmp_path: Path) -> None:
    page, words = tmp_path / "docs" / "it" / "faq.md", tmp_path / "docs" / "spelling" / "it.txt"
    for path, text in ((page, "La dogana, l’Aosta e il bollo.\n"), (words, "bollo\nAosta\ndogana\ndogana\nzeta\n")):
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    assert [(each.file, each.line, each.problem) for each in misplaced_words(tmp_path)] == [
        (
            "docs/spelling/it.txt",
            2,
            "the words stand in the order of the alphabet, each on a line; put 'Aosta' before 'bollo'",
        ),
        ("docs/spelling/it.txt", 4, "'dogana' stands here twice; take one out"),
        ("docs/spelling/it.txt", 5, "no text of this list has the word 'zeta' any more; take it out"),
    ]
    words.write_text("Aosta\nbollo\ndogana\n", encoding="utf-8")
    assert [*misplaced_words(tmp_path)] == []


@pytest.mark.parametrize(("language", "opening"), [("en", "open “Swap”"), ("it", "apri «Scambio»")])
def test_a_note_calls_a_problem_by_its_name(tmp_path: Path, language: str, opening: str) -> None:
    rulebook = tmp_path / "rulebook"
    shutil.copytree(ROOT / "playbook_sim" / "rulebook", rulebook)
    notes = rulebook / "notes" / "tmall_global.toml"
    text, count = re.subn(
        rf'(?m)^(text\.{language} *= ")', rf"\1To see it, {opening}. ", notes.read_text(encoding="utf-8"), count=1
    )
    assert count == 1
    notes.write_text(text, encoding="utf-8")
    (found,) = misnamed_in_notes(BOOK, RulebookFiles(rulebook))
    assert found.place.startswith("notes/tmall_global.toml: ")
    assert found.place.endswith(f".text.{language}")
    assert found.problem.startswith("no problem is called ")
