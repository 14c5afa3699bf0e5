"""``playbook-sim check``: each mistake at the file and the line where it is mended."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from checked_copy import checked_copy
from click.testing import CliRunner

from playbook_sim.checking import incoherent, superfluous
from playbook_sim.cli import main
from playbook_sim.editing import check, freshness
from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.site import ledger, translations
from playbook_sim.site.page_calls import calls
from playbook_sim.site.places import ROOT


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


def test_every_text_that_a_language_lacks_is_named_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where a language begins there are thousands: then a file says how many it lacks, and where the first is."""
    book = checked_copy(monkeypatch, tmp_path) / "playbook_sim" / "rulebook"
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


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        ("Perche' no?", "the apostrophe of Perche' is straight; write Perché"),
        ("Premi “Apri”.", "the quotation marks of “Apri” are not the Italian ones; write «Apri»"),
        ("Per questo apri «Scambio».", "no problem is called 'Scambio'"),
        ("Entro due mesi.", "the duration 'due mesi' is typed"),
    ],
)
def test_what_no_text_of_a_rule_may_say_stands_at_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, slip: str, told: str
) -> None:
    notes = checked_copy(monkeypatch, tmp_path) / "playbook_sim" / "rulebook" / "notes" / "aliexpress.toml"
    text = re.sub(r'(?m)^(text\.it *= ")', rf"\1{slip} ", notes.read_text(encoding="utf-8"), count=1)
    notes.write_text(text, encoding="utf-8")
    (found,) = [each for each in check.findings() if each.problem.startswith(told)]
    assert (found.grave, found.file) == (True, "playbook_sim/rulebook/notes/aliexpress.toml")
    assert slip in text.splitlines()[found.line - 1]


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
    book = checked_copy(monkeypatch, tmp_path) / "playbook_sim" / "rulebook"
    for name, old, new in (("notes/left_out.toml", "kind", "kind ="), ("metrics.toml", "where", "were")):
        file = book / name
        text = re.sub(rf"^{old}\b", new, file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
        file.write_text(text, encoding="utf-8")
    _without(book / "sources.toml", r"\w+\.it", 1)
    found = {each.file.partition("/rulebook/")[2]: each.problem for each in check.findings()}
    assert list(found) == ["sources.toml", "notes/left_out.toml", "metrics.toml"]
    assert found["notes/left_out.toml"].startswith("this is not TOML")
    assert found["metrics.toml"] == "'where' is missing: found 'were' instead; write 'where'"


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


def test_a_day_of_a_check_that_is_still_to_come_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Typed with a wrong year, it would keep freshness silent for years."""
    root = checked_copy(monkeypatch, tmp_path)
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
    book = checked_copy(monkeypatch, tmp_path) / "playbook_sim" / "rulebook"
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
    record = checked_copy(monkeypatch, tmp_path) / translations.RECORD
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


def test_what_the_proofs_find_is_among_the_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = RulebookError("triage.toml", "leads nowhere")
    for proofs in (incoherent, superfluous):
        with monkeypatch.context() as patched:
            patched.setattr(check, proofs.__name__, lambda *told, proofs=proofs: [fault, *proofs(*told)])
            assert [found.problem for found in check.findings() if found.grave] == ["leads nowhere"]


def test_a_change_without_a_version_is_found_when_there_is_a_revision_to_compare_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    same = CliRunner().invoke(main, ["check", "--base", "HEAD"])
    assert same.exit_code in (0, 1)
    unknown = CliRunner().invoke(main, ["check", "--base", "no-such-branch"])
    assert unknown.exit_code == 2
    assert "no-such-branch" in unknown.stderr


def test_watching_it_looks_again_at_whatever_an_editor_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    watched: set[str] = set()

    def once(*places: Path, **_: object) -> Iterator[set[object]]:
        watched.update(str(place.relative_to(ROOT)) for place in places)
        yield set()

    monkeypatch.setattr("watchfiles.watch", once)
    done = CliRunner().invoke(main, ["check", "--watch"])
    assert done.stdout.count("Nothing to mend") == 2
    assert watched >= {"playbook_sim/rulebook", "docs", "tests/cases", "CHANGELOG.md", "mkdocs.yml", "mkdocs.it.yml"}


def test_the_help_names_every_command_for_editors() -> None:
    said = CliRunner().invoke(main, ["--help"]).stdout
    for command in ("check", "impact", "changelog", "translations"):
        assert command in said


def test_checking_leaves_the_working_tree_as_it_is() -> None:
    check.findings()
    assert not Path(ROOT, "playbook_sim", "rulebook", "behind.toml").exists()
    assert load_rulebook().limits
