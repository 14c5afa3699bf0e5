"""``playbook-sim check``: each mistake at the file and the line where it is mended."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from playbook_sim.checking import problems_found
from playbook_sim.cli import main
from playbook_sim.editing import check, freshness, unreadable
from playbook_sim.editing.apostrophes import straight
from playbook_sim.editing.toml_lines import line_of
from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.site import ledger, page_calls, translations
from playbook_sim.site.labels import FILE
from playbook_sim.site.page_calls import calls
from playbook_sim.site.places import LANGUAGES, ROOT
from playbook_sim.site.twins import twins

PROBLEM = """\
title.en = "A"
title.it = "A"
asks     = ["a"]

[[rule]]
id = "first"

[[rule.step]]
id    = "one"
do.en = \"\"\"
id = "not this one"
[[rule]]
\"\"\"
do.it = "B"

[[rule]]
id = "second"

[[rule.step]]
actor = "merchant"
id    = "two"

[words]
a.b.en = "C"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("title", 1),
        ("title.it", 2),
        ("asks", 3),
        ("rule[first]", 6),
        ("rule[first].step[one].do", 10),
        ("rule[first].step[one].do.it", 14),
        ("rule[2]", 16),
        ("rule[second].step[two]", 21),
        ("rule[second].step[1].actor", 20),
        ("words.a.b", 24),
        ("words.unknown", 23),
        ("unknown", 1),
        ("", 1),
    ],
)
def test_the_line_of_a_path(path: str, line: int) -> None:
    """An entry that is named by its id is where the id is written."""
    assert line_of(PROBLEM, path) == line


def test_every_text_of_the_rulebook_is_found_on_the_line_it_is_written_on() -> None:
    missed = []
    for place in twins(ROOT):
        file, _, path = place.partition(": ")
        if path and file != FILE:
            folder = ROOT if file.startswith("tests/") else ROOT / "playbook_sim" / "rulebook"
            lines = (folder / file).read_text(encoding="utf-8").splitlines()
            key = path.rpartition(".")[2]
            if key not in lines[line_of("\n".join(lines), path) - 1]:
                missed.append(place)
    assert missed == []


def test_the_playbook_has_nothing_to_mend() -> None:
    assert [str(found) for found in check.findings() if found.grave] == []


def test_a_mistake_of_the_rulebook_stands_at_its_file_and_line() -> None:
    found = check.finding(RulebookError("limits.toml: dsers_overdue_switch.amount", "found 'four'; write a number"))
    text = (ROOT / found.file).read_text(encoding="utf-8").splitlines()
    assert found.file == "playbook_sim/rulebook/limits.toml"
    assert text[found.line - 1].startswith("amount")
    assert "[dsers_overdue_switch]" in text[: found.line]
    assert str(found) == f"{found.file}:{found.line}: error: dsers_overdue_switch.amount: found 'four'; write a number"


def test_a_page_is_named_by_its_file() -> None:
    found = check.finding(RulebookError("docs/faq.md", "behind"), grave=False)
    assert str(found).startswith("docs/en/faq.md:1: note:")


def test_a_rulebook_that_does_not_load_is_one_mistake_and_the_command_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RulebookError("rulebook.toml: version", "found nothing; write one")

    monkeypatch.setattr(check, "load_rulebook", broken)
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 1
    assert "playbook_sim/rulebook/rulebook.toml:3: error: version: found nothing; write one" in done.stderr
    assert "1 to mend, 0 to know" in done.stdout


@pytest.mark.parametrize(
    ("spoil", "hint"),
    [
        (lambda line: line.replace('"', "\N{LEFT DOUBLE QUOTATION MARK}", 1), "between straight quotes"),
        (lambda line: line.replace('"', "", 1), "between straight quotes"),
        (lambda line: line[::-1].replace('"', "", 1)[::-1], "must end, with its straight quote"),
    ],
    ids=["curly quote", "no first quote", "no last quote"],
)
def test_a_slip_in_a_file_is_named_at_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spoil: Callable[[str], str], hint: str
) -> None:
    """The commonest slips of all: nothing of Python's own is to be seen."""
    root = _copy(monkeypatch, tmp_path)
    limits = root / "playbook_sim" / "rulebook" / "limits.toml"
    lines = limits.read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines) if line.startswith("label.it"))
    lines[number] = spoil(lines[number])
    limits.write_text("\n".join(lines), encoding="utf-8")
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 1
    assert not isinstance(done.exception, RulebookError)
    assert f"playbook_sim/rulebook/limits.toml:{number + 1}: error: this is not TOML" in done.stderr
    assert hint in done.stderr


def test_a_file_that_begins_with_the_mark_of_windows_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = _copy(monkeypatch, tmp_path)
    limits = root / "playbook_sim" / "rulebook" / "limits.toml"
    limits.write_text(limits.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert [str(found) for found in check.findings() if found.grave] == []


def test_a_page_without_its_twin_is_a_mistake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = _copy(monkeypatch, tmp_path)
    (root / "docs" / "it" / "faq.md").unlink()
    (root / "docs" / "it" / "nuova.md").write_text("# Nuova\n", encoding="utf-8")
    found = [str(each) for each in check.findings() if each.grave]
    assert found == [
        "docs/en/faq.md:1: error: this page has no 'it': add docs/it/faq.md, or delete docs/en/faq.md",
        "docs/it/nuova.md:1: error: this page has no 'en': add docs/en/nuova.md, or delete docs/it/nuova.md",
    ]


def test_every_text_that_a_language_lacks_is_named_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where a language begins there are thousands: then a file says how many it lacks, and where the first is."""
    book = _copy(monkeypatch, tmp_path) / "playbook_sim" / "rulebook"
    few, many, sent = book / "sources.toml", book / "glossary.toml", book / "blanks.toml"
    lacking = _without(few, r"\w+\.it", 2)
    all_of_them = _without(many, r"\w+\.it", 10_000)
    (short,) = _without(sent, r"label\.it", 1)
    limits = book / "limits.toml"
    text, count = re.subn(r"(?m)^(amount +=) (\d+)$", r'\1 "\2"', limits.read_text(encoding="utf-8"), count=1)
    assert count == 1
    limits.write_text(text, encoding="utf-8")
    found = [str(each).partition("/rulebook/")[2] for each in check.findings()]
    head, tail = "the language {!r} is missing: add ", ' = "…"'
    assert [told for told in found if told.startswith("sources.toml")] == [
        f"sources.toml:{line}: error: {table}.{key[:-3]}: {head.format('it')}{key}{tail}"
        for line, table, key in lacking
    ]
    line, blank, key = short
    assert f"blanks.toml:{line}: error: {blank}.label: {head.format('it')}{key}{tail}" in found
    line, table, key = all_of_them[0]
    (told,) = (told for told in found if told.startswith("glossary.toml"))
    assert told.startswith(f"glossary.toml:{line}: error: {table}.{key[:-3]}: ")
    assert f"no 'it'. This is the first: add {key}{tail}" in told
    assert f" {len(all_of_them)} texts of this file" in told
    # What is wrong besides is told with them.
    (amount,) = (told for told in found if told.startswith("limits.toml"))
    assert "write a whole number" in amount
    assert len(found) == 2 + 1 + 1 + 1


def _without(path: Path, key: str, most: int) -> list[tuple[int, str, str]]:
    """Take the first lines with such a key out of a file: the lines of their twins above, their tables, their keys."""
    table, kept, gone = "", [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        table = line.strip("[]") if line.startswith("[") else table
        if len(gone) < most and (found := re.match(rf"({key}) *= \"", line)):
            gone.append((len(kept), table, found[1]))
        else:
            kept.append(line)
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return gone


def test_mistakes_on_pages_stand_at_their_lines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    docs = _copy(monkeypatch, tmp_path) / "docs"
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
    found = {(each.file, each.line): each.problem for each in _on_pages()}
    assert len(found) == len(wrong)
    for (page, line), told in wrong.items():
        number = (docs / page).read_text(encoding="utf-8").splitlines().index(line) + 1
        assert told in found[f"docs/{page}", number]


def test_what_a_page_keeps_to_is_told_with_what_to_write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    docs = _copy(monkeypatch, tmp_path) / "docs"
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
    told = [(each.file, each.line, each.problem) for each in _on_pages()]
    expected = [
        ("docs/en/faq.md", 3, f"the description has 13 characters; {wanted}"),
        ("docs/en/glossary.md", 1, f"the page has no description; {wanted}"),
        (here, heading, "nothing here leads to handbook/prevention.md; add it to the table of the day, week or month"),
        (here, len(lines), "the apostrophe of E' is straight; write È"),
        (here, len(lines), "the apostrophe of l'altro is straight; write l’altro"),
    ]
    assert [each[:2] for each in told] == [each[:2] for each in expected]
    assert all(problem.startswith(start) for (*_, problem), (*_, start) in zip(told, expected, strict=True))


def test_a_straight_apostrophe_in_a_rule_stands_at_its_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    notes = _copy(monkeypatch, tmp_path) / "playbook_sim" / "rulebook" / "notes" / "aliexpress.toml"
    text = re.sub(r'(?m)^(text\.it *= ")', r"\1Perche' no? ", notes.read_text(encoding="utf-8"), count=1)
    notes.write_text(text, encoding="utf-8")
    (found,) = [each for each in check.findings() if "apostrophe" in each.problem]
    assert found.grave
    assert found.problem == "the apostrophe of Perche' is straight; write Perché"
    assert "Perche'" in text.splitlines()[found.line - 1]


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
    page = _copy(monkeypatch, tmp_path) / "docs" / "en" / "faq.md"
    wrong = {
        "{{ quote(dsers_no_stock) }}": 'without quotes; put the id in straight ones: "dsers_no_stock"',
        "{{ limit(“dsers_remedy”) }}": 'found “, which is no straight quote; write "',
        '{{ limi("dsers_remedy") }}': "there is no macro 'limi'; write limit",
    }
    text = page.read_text(encoding="utf-8") + "\n".join(["", *wrong, ""])
    page.write_text(text, encoding="utf-8")
    lines = text.splitlines()
    told = {lines[each.line - 1]: each.problem for each in _on_pages()}
    assert {*told} == {*wrong}
    for written, problem in wrong.items():
        assert problem in told[written]


def test_a_limit_whose_length_finds_a_page_must_be_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = _copy(monkeypatch, tmp_path) / "docs" / "en" / "faq.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("\ntags:", "\nlengths: [dsers_remedies]\ntags:", 1), encoding="utf-8")
    (found,) = _on_pages()
    assert page.read_text(encoding="utf-8").splitlines()[found.line - 1] == "lengths: [dsers_remedies]"
    assert "no limit is called 'dsers_remedies'" in found.problem


def test_a_duration_that_is_typed_in_a_rule_stands_at_its_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    notes = _copy(monkeypatch, tmp_path) / "playbook_sim" / "rulebook" / "notes" / "aliexpress.toml"
    text = re.sub(r'(?m)^(text\.it *= ")', r"\1Entro due mesi. ", notes.read_text(encoding="utf-8"), count=1)
    notes.write_text(text, encoding="utf-8")
    (found,) = [each for each in check.findings() if "is typed" in each.problem]
    assert found.grave
    assert found.file == "playbook_sim/rulebook/notes/aliexpress.toml"
    assert "Entro due mesi" in text.splitlines()[found.line - 1]


def test_what_is_right_on_a_page_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = _copy(monkeypatch, tmp_path) / "docs" / "en" / "faq.md"
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
    page.write_text(page.read_text(encoding="utf-8") + right, encoding="utf-8")
    assert [str(each) for each in _on_pages()] == []


def test_each_page_stands_in_the_navigation_of_its_language(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = _copy(monkeypatch, tmp_path)
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
    root = _copy(monkeypatch, tmp_path)
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
    root = _copy(monkeypatch, tmp_path)
    rules, page = "problems/tmall_global/exchange.toml", "docs/en/handbook/after-delivery/exchange.md"
    path = root / "playbook_sim" / "rulebook" / rules
    text = path.read_text(encoding="utf-8")
    assert 'title.en   = "Exchange"' in text
    path.write_text(text.replace('title.en   = "Exchange"', 'title.en   = "Exchange of goods"', 1), encoding="utf-8")
    told = [(each.file, each.problem) for each in check.findings() if "calls this problem" in each.problem]
    wanted = "title: Exchange of goods"
    assert told == [(page, f"{rules} calls this problem 'Exchange of goods'; write {wanted}, or change the name there")]


def test_a_ledger_that_does_not_follow_the_rules_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = ledger.LEDGER.read_text(encoding="utf-8")
    monkeypatch.setattr(ledger, "LEDGER", tmp_path / "ledger.toml")
    ledger.LEDGER.write_text(kept, encoding="utf-8")
    assert ledger.stale(load_rulebook(), calls("en")) == []
    ledger.LEDGER.write_text(kept.replace("limit: ", "limits: ", 1), encoding="utf-8")
    (found,) = [each for each in check.findings() if each.file == "playbook_sim/site/ledger.toml"]
    assert not found.grave
    assert ledger.WRITE in found.problem


def test_all_that_keeps_the_rulebook_from_loading_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    book = _copy(monkeypatch, tmp_path) / "playbook_sim" / "rulebook"
    for name, old, new in (("notes/left_out.toml", "kind", "kind ="), ("metrics.toml", "where", "were")):
        file = book / name
        text = re.sub(rf"^{old}\b", new, file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
        file.write_text(text, encoding="utf-8")
    _without(book / "sources.toml", r"\w+\.it", 1)
    found = {each.file.partition("/rulebook/")[2]: each.problem for each in check.findings()}
    assert list(found) == ["sources.toml", "notes/left_out.toml", "metrics.toml"]
    assert found["notes/left_out.toml"].startswith("this is not TOML")
    assert found["metrics.toml"] == "'where' is missing: found 'were' instead; write 'where'"


def _on_pages() -> list[check.Finding]:
    return [each for each in check.findings() if each.grave and each.file.startswith("docs/")]


def test_a_page_that_is_behind_is_the_one_to_open(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = _copy(monkeypatch, tmp_path)
    for changed, behind in (("en", "it"), ("it", "en")):
        page = root / "docs" / changed / "faq.md"
        before = page.read_text(encoding="utf-8")
        page.write_text(f"{before}\nNews.\n", encoding="utf-8")
        assert [each.file for each in check.findings()] == [f"docs/{behind}/faq.md"]
        page.write_text(before, encoding="utf-8")


def test_words_of_the_search_that_cannot_be_read_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    words = tmp_path / "ask.toml"
    monkeypatch.setattr(check.ask.read_words, "__defaults__", (words,))
    words.write_text('[en]\nignored = "a, b"\n[en.means]\n[it]\nignored = ""\n[it.means]\n', encoding="utf-8")
    (said,) = (str(found) for found in check.findings() if found.grave)
    assert said == "playbook_sim/site/ask.toml:1: error: en: found 'a,'; write one word, in small letters"


def test_all_that_is_to_be_confirmed_is_one_command() -> None:
    texts = ("docs/faq.md", "limits.toml: dsers_remedy.label", "limits.toml: ae_answer.label")
    loose = [translations.Loose(place=text, changed=("en", "it"), behind=(), since=None) for text in texts]
    found = [check.finding(mistake) for mistake in translations.mistakes(loose)]
    assert check.confirming(found) == f"{translations.COMMAND} docs/faq.md limits.toml"
    # A single one says its command itself.
    assert check.confirming(found[:1]) == ""


VERIFIED = load_rulebook().limits["dsers_verification"].amount
OVERDUE = "docs/it/handbook/before-shipment/shipment-overdue.md"


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("title: Ritardo: il fornitore", 'straight quotes: title: "Ritardo: il fornitore"'),
        ("title: @Ritardo", 'straight quotes: title: "@Ritardo"'),
        ('title: "Ritardo', 'straight quotes: title: "…"'),
        ("title: 2026-03-10", 'straight quotes: title: "2026-03-10"'),
    ],
)
def test_the_head_of_a_page_that_cannot_be_read_is_named_at_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str, advice: str
) -> None:
    page = _copy(monkeypatch, tmp_path) / OVERDUE
    lines = page.read_text(encoding="utf-8").splitlines()
    page.write_text("\n".join([lines[0], written, *lines[2:]]), encoding="utf-8")
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 1
    assert f"{OVERDUE}:2: error: found {written!r}, which cannot be read; put the text in {advice}\n" == done.stderr


@pytest.mark.parametrize("file", ["playbook_sim/rulebook/evidence.toml", OVERDUE])
def test_a_file_that_is_not_utf_8_is_named_at_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: str
) -> None:
    """As editors of Windows save it when they are asked for ANSI."""
    place = _copy(monkeypatch, tmp_path) / file
    lines = place.read_bytes().splitlines()
    place.write_bytes(b"\n".join([*lines, "# così".encode("cp1252")]))
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 1
    assert done.stderr == f"{file}:{len(lines) + 1}: error: the file is not UTF-8; save it as UTF-8\n"


def test_the_mark_that_an_editor_of_windows_puts_first_is_read_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = _copy(monkeypatch, tmp_path)
    monkeypatch.setattr(page_calls, "DOCS", root / "docs")
    for file in (OVERDUE, "playbook_sim/rulebook/limits.toml", "docs/translations.toml"):
        (root / file).write_text((root / file).read_text(encoding="utf-8"), encoding="utf-8-sig")
    about = [str(found) for found in check.findings()]
    page = OVERDUE.removeprefix("docs/it/").removesuffix(".md")
    assert page_calls.heading("it", page, "") != page
    page_calls.heading.cache_clear()
    assert [told for told in about if "shipment-overdue" in told or "limits" in told or "TOML" in told] == []


def test_a_day_of_a_check_that_is_still_to_come_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Typed with a wrong year, it would keep freshness silent for years."""
    root = _copy(monkeypatch, tmp_path)
    monkeypatch.setattr(freshness, "_RULEBOOK", root / "playbook_sim/rulebook")
    sources = root / "playbook_sim/rulebook/sources.toml"
    text = re.sub(r"(?m)^(checked_on *= )[\d-]+", r"\g<1>2999-11-27", sources.read_text("utf-8"), count=1)
    sources.write_text(text, encoding="utf-8")
    line = text.splitlines().index(next(line for line in text.splitlines() if "2999" in line)) + 1
    told = f"playbook_sim/rulebook/sources.toml:{line}: error: dsers_en.checked_on: found 2999-11-27, which is still"
    for command in ("check", "freshness"):
        done = CliRunner().invoke(main, [command])
        assert done.exit_code == 1
        assert told in done.output, command
    mistake = next(found for found in check.findings(dt.date(2999, 11, 26)) if "2999" in found.problem)
    assert mistake.problem.endswith("write the day on which it was last looked at, such as 2999-11-26")
    assert not [found for found in check.findings(dt.date(2999, 11, 27)) if "2999" in found.problem]


def test_a_version_that_is_still_to_be_released_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its answers are given from the day on which the change is merged."""
    book = _copy(monkeypatch, tmp_path) / "playbook_sim" / "rulebook"
    for name in ("rulebook.toml", "history.toml"):
        head, last, tail = (book / name).read_text(encoding="utf-8").rpartition("\nreleased")
        (book / name).write_text(head + last + re.sub(r"= [\d-]+", "= 2999-11-27", tail, count=1), encoding="utf-8")
    releases = len(load_rulebook(book).history)
    told = {each.place: each for each in check.findings(dt.date(2999, 11, 26)) if "2999" in each.problem}
    assert {*told} == {"released", f"version[{releases}].released"}
    for found in told.values():
        assert found.problem == (
            "found 2999-11-27, which is still to come; write the day on which it is released, 2999-11-26 at the "
            "latest, the same in rulebook.toml and history.toml. What holds from a later day on is a valid_from in "
            "limits.toml"
        )
        assert found.grave
        assert "2999" in (tmp_path / found.file).read_text(encoding="utf-8").splitlines()[found.line - 1]
    assert not [each for each in check.findings(dt.date(2999, 11, 27)) if "2999" in each.problem]


def test_a_text_that_is_still_to_be_confirmed_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    record = _copy(monkeypatch, tmp_path) / translations.RECORD
    text = record.read_text(encoding="utf-8")
    record.write_text(re.sub(r'(?m)^("docs/faq.md" .*on = )[\d-]+', r"\g<1>2999-11-27", text), encoding="utf-8")
    (found,) = [each for each in check.findings(dt.date(2999, 11, 26)) if "2999" in each.problem]
    again = f'{translations.COMMAND} "docs/faq.md"'
    assert found.problem == (
        f"found 2999-11-27, which is still to come; take the line out, and confirm the text again: {again}"
    )
    assert found.grave
    assert record.read_text(encoding="utf-8").splitlines()[found.line - 1].startswith('"docs/faq.md"')
    assert not [each for each in check.findings(dt.date(2999, 11, 27)) if "2999" in each.problem]


def test_what_a_change_changes_is_not_told_of_pages_that_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = _copy(monkeypatch, tmp_path) / OVERDUE
    page.write_text("---\ntitle: Ritardo: il fornitore\n---\n", encoding="utf-8")
    found = [*unreadable.unreadable(tmp_path)]
    monkeypatch.setattr(unreadable, "unreadable", lambda root: found)
    done = CliRunner().invoke(main, ["impact", "--base", "HEAD"])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{OVERDUE}:2: found")


def test_a_navigation_that_cannot_be_read_is_named_at_its_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = _copy(monkeypatch, tmp_path)
    (root / "mkdocs.it.yml").write_text("nav:\n  - Ritardo: il fornitore: faq.md\n", encoding="utf-8")
    assert [str(found)[:30] for found in check.findings()] == ["mkdocs.it.yml:2: error: found "]


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("nav:\n  - Inizio: index.md\n   - Casi: cases.md\n", 3),
        ("nav:\n  - Inizio: index.md\n      - Casi: cases.md\n", 3),
        ("nav:\n  - Manuale:\n      - index.md\n    - cases.md\n", 4),
        ("nav:\n    - Inizio: index.md\n  - Casi: cases.md\n", 3),
        ("nav:\n  - Inizio: index.md\n\t- Casi: cases.md\n", 3),
    ],
)
def test_a_navigation_whose_indentation_is_wrong_is_told_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str, line: int
) -> None:
    root = _copy(monkeypatch, tmp_path)
    (root / "mkdocs.it.yml").write_text(written, encoding="utf-8")
    (found,) = check.findings()
    assert (found.file, found.line) == ("mkdocs.it.yml", line)
    assert "the indentation is wrong" in found.problem
    assert "quotes" not in found.problem


def _copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A project that may be spoiled, and is the one that is checked."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copytree(ROOT / "playbook_sim" / "rulebook", tmp_path / "playbook_sim" / "rulebook")
    monkeypatch.setattr(check, "ROOT", tmp_path)
    monkeypatch.setattr(check, "load_rulebook", lambda: load_rulebook(tmp_path / "playbook_sim" / "rulebook"))
    monkeypatch.setattr(translations.mark, "__defaults__", (tmp_path,))
    monkeypatch.setattr(translations.loose_texts, "__defaults__", (tmp_path,))
    return tmp_path


def test_what_the_proofs_find_is_among_the_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = RulebookError("triage.toml", "leads nowhere")
    monkeypatch.setattr(check, "problems_found", lambda *told: [fault, *problems_found(*told)])
    assert [found.problem for found in check.findings() if found.grave] == ["leads nowhere"]


def test_a_change_without_a_version_is_found_when_there_is_a_revision_to_compare_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    same = CliRunner().invoke(main, ["check", "--base", "HEAD"])
    assert same.exit_code in (0, 1)
    unknown = CliRunner().invoke(main, ["check", "--base", "no-such-branch"])
    assert unknown.exit_code == 2
    assert "no-such-branch" in unknown.stderr


def test_the_help_names_every_command_for_editors() -> None:
    said = CliRunner().invoke(main, ["--help"]).stdout
    for command in ("check", "impact", "changelog", "translations"):
        assert command in said


def test_checking_leaves_the_working_tree_as_it_is() -> None:
    check.findings()
    assert not Path(ROOT, "playbook_sim", "rulebook", "behind.toml").exists()
    assert load_rulebook().limits
