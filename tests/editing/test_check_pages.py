"""What ``playbook-sim check`` says of pages and of the navigation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from checked_copy import checked_copy, on_pages

from playbook_sim.editing import check
from playbook_sim.editing.apostrophes import straight
from playbook_sim.loading import load_rulebook
from playbook_sim.site.places import LANGUAGES

VERIFIED = load_rulebook().limits["dsers_verification"].amount


def test_a_page_without_its_twin_is_a_mistake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = checked_copy(monkeypatch, tmp_path)
    (root / "docs" / "it" / "faq.md").unlink()
    (root / "docs" / "it" / "nuova.md").write_text("# Nuova\n", encoding="utf-8")
    found = [str(each) for each in check.findings() if each.grave]
    assert found == [
        "docs/en/faq.md:1: error: this page has no 'it': add docs/it/faq.md, or delete docs/en/faq.md",
        "docs/it/nuova.md:1: error: this page has no 'en': add docs/en/nuova.md, or delete docs/it/nuova.md",
    ]


def test_mistakes_on_pages_stand_at_their_lines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    docs = checked_copy(monkeypatch, tmp_path) / "docs"
    wrong = {
        ("en/faq.md", "[A](deadline.md)"): "the link 'deadline.md' leads nowhere: there is no deadline.md; write ",
        ("en/faq.md", "[A](/faq.md)"): "the link '/faq.md' begins with a slash",
        ("en/faq.md", "[A](index.md#no-such-section)"): "index.md has no section #no-such-section",
        ("en/faq.md", "[A](#no-such-section)"): "faq.md has no section #no-such-section",
        ("en/faq.md", "[a]: nowhere.md"): "the link 'nowhere.md' leads nowhere",
        ("en/faq.md", '<a class="x" href="deadlines.md">A</a>'): "in HTML it leads from the page’s address",
        ("it/faq.md", "<a href='../nowhere/'>A</a>"): "the link '../nowhere/' leads nowhere",
        ("en/faq.md", '<a href="../sources/#no-such-section">A</a>'): "sources.md has no section #no-such-section",
        (
            "en/faq.md",
            "Within 999 days.",
        ): "the duration '999 days' is typed; no limit here is so long: write {{ limit(",
        (
            "en/faq.md",
            "In an hour.",
        ): 'no limit here is so long: write {{ limit("…") }} with the id of the one that is meant,',
        (
            "it/faq.md",
            "Il quarto giorno sollecita.",
        ): "word the sentence so that one does, or say it without a number, if ",
        (
            "it/faq.md",
            "Al giorno 4.",
        ): "word the sentence so that one does, or say it without a number, if it is no dead",
        ("it/faq.md", f"Entro {VERIFIED} giorni."): 'giorni\' is typed; write {{ limit("dsers_verification") }}',
        ("it/index.md", '{{ limi("dsers_remedy") }}'): "there is no macro 'limi'; write limit",
        ("it/sources.md", '{{ limit("no_such_limit") }}'): "no limit is called 'no_such_limit'. Write one that ",
        ("en/deadlines.md", "{{ limit() }}"): "a macro is not called as it can be: ",
        ("en/glossary.md", '{{ limit("dsers_remedy" }}'): "what stands between braces cannot be read: ",
    }
    for page, line in wrong:
        path = docs / page
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    found = {(each.file, each.line): each.problem for each in on_pages()}
    assert len(found) == len(wrong)
    for (page, line), told in wrong.items():
        number = (docs / page).read_text(encoding="utf-8").splitlines().index(line) + 1
        assert told in found[f"docs/{page}", number]


def test_what_a_page_keeps_to_is_told_with_what_to_write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    docs = checked_copy(monkeypatch, tmp_path) / "docs"
    short, none, path = (
        docs / "en" / "faq.md",
        docs / "en" / "glossary.md",
        docs / "it" / "handbook" / "learning-path.md",
    )
    for page, line in ((short, "description: All questions\n"), (none, "")):
        text, count = re.subn(r"(?m)^description:.*\n", line, page.read_text(encoding="utf-8"), count=1)
        assert count == 1
        page.write_text(text, encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    assert "](prevention.md)" in text
    path.write_text(f"{text.replace('](prevention.md)', '](metrics.md)')}\nE' l'altro\n", encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    here, wanted = (
        "docs/it/handbook/learning-path.md",
        "write description: and what the page answers, in 50 to 155 char",
    )
    heading = next(number for number, line in enumerate(lines, 1) if line.startswith("# "))
    told = [(each.file, each.line, each.problem) for each in on_pages()]
    expected = [
        ("docs/en/faq.md", 3, f"the description has 13 characters; {wanted}"),
        ("docs/en/glossary.md", 1, f"the page has no description; {wanted}"),
        (here, heading, "nothing here leads to handbook/prevention.md; add it to the table of the day, week or month"),
        (here, len(lines), "the apostrophe of E' is straight; write È"),
        (here, len(lines), "the apostrophe of l'altro is straight; write l’altro"),
    ]
    assert [each[:2] for each in told] == [each[:2] for each in expected]
    assert all(problem.startswith(start) for (*_, problem), (*_, start) in zip(told, expected, strict=True))


def test_english_quotation_marks_of_an_italian_page_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In its front matter and in the menu, too; an English page has its own."""
    root = checked_copy(monkeypatch, tmp_path)
    said, straight_ones = "Ha scritto “non funziona”, e basta.", 'Ha scritto "non funziona", e basta.'
    for language in LANGUAGES:
        page = root / "docs" / language / "faq.md"
        text = page.read_text(encoding="utf-8").replace("\ntags:\n", "\ntags:\n  - un “reso”\n", 1)
        page.write_text(f"{text}\n{said}\n\n{straight_ones}\n", encoding="utf-8")
    lines = (root / "docs" / "it" / "faq.md").read_text(encoding="utf-8").splitlines()
    entries = LANGUAGES["it"].read_text(encoding="utf-8")
    (root / "mkdocs.it.yml").write_text(
        re.sub(r"- [^:\n]*: faq\.md$", "- Le “FAQ”: faq.md", entries, flags=re.M), "utf-8"
    )
    told = {(each.file, each.line): each.problem for each in check.findings() if each.grave}
    wrong = "the quotation marks of {} are not the Italian ones; write {}"
    assert told == {
        ("docs/it/faq.md", lines.index("  - un “reso”") + 1): wrong.format("“reso”", "«reso»"),
        ("docs/it/faq.md", lines.index(said) + 1): wrong.format("“non funziona”", "«non funziona»"),
        ("docs/it/faq.md", lines.index(straight_ones) + 1): wrong.format('"non funziona"', "«non funziona»"),
        (
            "mkdocs.it.yml",
            next(number for number, line in enumerate(entries.splitlines(), 1) if line.endswith(": faq.md")),
        ): wrong.format("“FAQ”", "«FAQ»"),
    }


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("l'altro", "l’altro"),
        ("Un po' di più", "po’"),
        ("perche'", "perché"),
        ("E' qui", "È"),
        ("c'e' tempo", "c’è"),
        ("la citta'", "città"),
        ("PIU'", "PIÙ"),
        ("ventitre'", "ventitré"),
        ("dall'1 marzo", "dall’1"),
        ("la voce 'Un po’ di tutto'", None),
        ("<a href=\"x\" title='una casa'>", None),
        ("l’altro, perché", None),
    ],
)
def test_a_straight_apostrophe_is_told_with_how_the_word_is_written(said: str, instead: str | None) -> None:
    found = [each.instead for each in straight(said)]
    assert found[:1] == ([instead] if instead else [])


def test_every_wrong_macro_of_a_page_is_told_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ids without quotes and with those of a word processor, among them."""
    page = checked_copy(monkeypatch, tmp_path) / "docs" / "en" / "faq.md"
    wrong = {
        "{{ quote(dsers_no_stock) }}": 'without quotes; put the id in straight ones: "dsers_no_stock"',
        "{{ limit(“dsers_remedy”) }}": 'found “, which is no straight quote; write "',
        '{{ limi("dsers_remedy") }}': "there is no macro 'limi'; write limit",
    }
    text = page.read_text(encoding="utf-8") + "\n".join(["", *wrong, ""])
    page.write_text(text, encoding="utf-8")
    lines = text.splitlines()
    told = {lines[each.line - 1]: each.problem for each in on_pages()}
    assert {*told} == {*wrong}
    for written, problem in wrong.items():
        assert problem in told[written]


def test_a_limit_whose_length_finds_a_page_must_be_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = checked_copy(monkeypatch, tmp_path) / "docs" / "en" / "faq.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("\ntags:", "\nlengths: [dsers_remedies]\ntags:", 1), encoding="utf-8")
    (found,) = on_pages()
    assert page.read_text(encoding="utf-8").splitlines()[found.line - 1] == "lengths: [dsers_remedies]"
    assert "no limit is called 'dsers_remedies'" in found.problem


def test_what_is_right_on_a_page_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    docs = checked_copy(monkeypatch, tmp_path) / "docs"
    right = """
```
[A](nowhere.md) within 4 days
```

`[A](nowhere.md)`, [B](https://example.org/faq.md), [C](mailto:a@example.org), [D](faq.md), [E](glossary.md).

[A](deadlines.md#limit-dsers_remedy), [B](handbook/after-shipment/wrong-item.md#deadlines),
[C](handbook/after-shipment/wrong-item.md#try): within {{ limit("dsers_remedy") }}.

<a href="../deadlines/#limit-dsers_remedy">A</a>, <a href="..">B</a>, <a href="#">C</a>, <a href="../../it/faq/">D</a>,
<a href="https://example.org/faq.md">E</a>, `<a href="nowhere">`
"""
    for language in LANGUAGES:
        page = docs / language / "faq.md"
        page.write_text(page.read_text(encoding="utf-8") + right, encoding="utf-8")
    assert [str(each) for each in on_pages()] == []


def test_each_page_stands_in_the_navigation_of_its_language(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = checked_copy(monkeypatch, tmp_path)
    for language, configuration in LANGUAGES.items():
        text = configuration.read_text(encoding="utf-8")
        (root / configuration.name).write_text(re.sub(r"\bfaq\.md$", "faqs.md", text, flags=re.MULTILINE), "utf-8")
        found = {each.line: each.problem for each in check.findings() if each.file == configuration.name}
        lines = text.splitlines()
        entry = next(number for number, line in enumerate(lines, 1) if line.endswith(" faq.md"))
        assert found == {
            lines.index("nav:") + 1: f"the page docs/{language}/faq.md is not in the navigation; add it, as in "
            "- Title: faq.md",
            entry: f"the navigation leads to docs/{language}/faqs.md, which is not there; correct it",
        }


def test_a_problem_has_one_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What its page and the menu call it is what the rulebook calls it."""
    root = checked_copy(monkeypatch, tmp_path)
    rules, page = "problems/tmall_global/exchange.toml", "handbook/after-delivery/exchange.md"
    name = load_rulebook().problems["exchange"].title["it"]
    path, menu = root / "docs" / "it" / page, root / "mkdocs.it.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(f"title: {name}", "title: Un cambio").replace("# {{ problem_title() }}", "# Un cambio"), "utf-8"
    )
    entries = LANGUAGES["it"].read_text(encoding="utf-8")
    menu.write_text(entries.replace(f"- {page}", f"- Il cambio: {page}"), "utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    told = {(each.file, each.line): each.problem for each in check.findings() if each.grave}
    assert told == {
        (f"docs/it/{page}", 2): f"{rules} calls this problem {name!r}; write title: {name}, or change the name there",
        (f"docs/it/{page}", lines.index("# Un cambio") + 1): f"the heading is the name that {rules} gives the problem; "
        "write # {{ problem_title() }}",
        (
            "mkdocs.it.yml",
            entries.splitlines().index(f"          - {page}") + 1,
        ): f"the menu calls a problem what its page and {rules} do; write - {page}",
    }


def test_a_name_that_is_behind_is_compared_as_it_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever renames a problem in one language reads of that one; the mark of the other is nobody's words."""
    root = checked_copy(monkeypatch, tmp_path)
    rules, page = "problems/tmall_global/exchange.toml", "docs/en/handbook/after-delivery/exchange.md"
    path = root / "playbook_sim" / "rulebook" / rules
    text = path.read_text(encoding="utf-8")
    assert 'title.en   = "Exchange"' in text
    path.write_text(text.replace('title.en   = "Exchange"', 'title.en   = "Exchange of goods"', 1), encoding="utf-8")
    told = [(each.file, each.problem) for each in check.findings() if "calls this problem" in each.problem]
    wanted = "title: Exchange of goods"
    assert told == [(page, f"{rules} calls this problem 'Exchange of goods'; write {wanted}, or change the name there")]


def test_what_only_the_tests_of_the_pages_knew_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A rule of each kind; all of them are tried where they are written."""
    docs = checked_copy(monkeypatch, tmp_path) / "docs"
    page, words = docs / "it" / "faq.md", docs / "spelling" / "it.txt"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n## Altro\n", encoding="utf-8")
    words.write_text(f"{words.read_text(encoding='utf-8')}zzz\n", encoding="utf-8")
    told = [(each.file, each.line, each.problem.partition(";")[0]) for each in on_pages()]
    lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in (words, page)]
    assert told == [
        ("docs/spelling/it.txt", lines[0], "no text of this list has the word 'zzz' any more"),
        ("docs/it/faq.md", lines[1], "this heading has no anchor, by which links find it"),
        ("docs/it/faq.md", lines[1], "the last section of a page says whom it is for and what it rests on"),
    ]


def test_a_page_that_is_behind_is_the_one_to_open(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = checked_copy(monkeypatch, tmp_path)
    for changed, behind in (("en", "it"), ("it", "en")):
        page = root / "docs" / changed / "faq.md"
        before = page.read_text(encoding="utf-8")
        page.write_text(f"{before}\nNews.\n", encoding="utf-8")
        assert [each.file for each in check.findings()] == [f"docs/{behind}/faq.md"]
        page.write_text(before, encoding="utf-8")
