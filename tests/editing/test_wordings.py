"""Words that change beside the answers and the pages are in the impact report: changed, new, or gone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from oracle import RULEBOOK

from playbook_sim.editing.impact import impact
from playbook_sim.editing.impact_report import Report, as_markdown, report_data
from playbook_sim.editing.page_texts import Sections, sections
from playbook_sim.editing.retold import Side, recited, retold
from playbook_sim.editing.wordings import Wording, relabelled, wording_told
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook
from playbook_sim.site.places import ROOT

BOOK = load_rulebook()
SWITCH = "dsers_overdue_switch"
ARRIVED = BOOK.facts["complaint_received_on"]
COMPLAINT = next(option for option in BOOK.triage["start"].options if option.problem == "complaint")
NO_PAGE = "shown beside the text of the pages, as in the simulator"


def side(files: Path = RULEBOOK, pages: Sections | None = None, book: Rulebook = BOOK) -> Side:
    return Side(rulebook=book, files=files, pages=pages or {})


def told(found: Iterable[Wording], lang: str = "en") -> list[str]:
    return [wording_told(each, BOOK, lang) for each in found]


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Side]:
    """The rulebook with one passage of a file in other words: ``edited(file, old, new)``."""

    def edited(file: str, old: str, new: str) -> Side:
        files = tmp_path / "rulebook"
        shutil.copytree(RULEBOOK, files)
        text, count = re.subn(old, new, (files / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert count == 1
        (files / file).write_text(text, encoding="utf-8")
        return side(files)

    return edited


def navigation(folder: Path, entries: dict[str, list[str]]) -> Path:
    folder.mkdir()
    for language, lines in entries.items():
        name = "mkdocs.yml" if language == "en" else f"mkdocs.{language}.yml"
        (folder / name).write_text("nav:\n" + "".join(f"  - {line}\n" for line in lines), encoding="utf-8")
    return folder


# --- the menu ---------------------------------------------------------------------------------------------------


def test_the_label_of_a_page_is_told_in_its_language(tmp_path: Path) -> None:
    before = navigation(tmp_path / "before", {"en": ["Start: index.md", "Cases: cases.md"], "it": ["Inizio: index.md"]})
    after = navigation(tmp_path / "after", {"en": ["Begin: index.md", "Cases: cases.md"], "it": ["Avvio: index.md"]})
    found = [*relabelled(before, after)]
    assert [(each.language, each.before, each.after) for each in found] == [
        ("en", "Start", "Begin"),
        ("it", "Inizio", "Avvio"),
    ]
    one = replace(BOOK, problems={"no_stock": BOOK.problems["no_stock"]})
    report = Report(base="main", impact=impact(one, one), moved=(), reworded=found)
    lines = {
        "en": "- `mkdocs.it.yml: index.md` (it): “Inizio” becomes “Avvio”; shown in the menu",
        "it": "- `mkdocs.it.yml: index.md` (it): «Inizio» diventa «Avvio»; si legge nel menu",
    }
    for lang, line in lines.items():
        assert line in as_markdown(report, lang).splitlines()
    assert not report_data(report)["nothing_changed"]
    assert [each["after"] for each in report_data(report)["wordings"]] == ["Begin", "Avvio"]


def test_a_label_that_came_or_went_is_told(tmp_path: Path) -> None:
    before = navigation(tmp_path / "before", {"en": ["Start: index.md", "Old: old.md"]})
    after = navigation(tmp_path / "after", {"en": ["Start: index.md", "New: new.md"]})
    assert told(relabelled(before, after)) == [
        "`mkdocs.yml: new.md` (en): “New” is new; shown in the menu",
        "`mkdocs.yml: old.md` (en): “Old” is gone; shown in the menu",
    ]


# --- the texts of the rulebook ----------------------------------------------------------------------------------


def test_a_question_in_other_words_is_told_with_the_problems_that_ask_it(edited: Callable[..., Side]) -> None:
    was, place = ARRIVED.label["it"], f"`facts/complaints.toml: {ARRIVED.id}.label` (it): "
    found = [*retold(side(), edited("facts/complaints.toml", re.escape(f'"{was}"'), '"Arrivo"'))]
    titles = {lang: f"{BOOK.problems['complaint'].title[lang]} (`complaint`)" for lang in BOOK.languages}
    assert told(found) == [f"{place}“{was}” becomes “Arrivo”; asked in the simulator: {titles['en']}"]
    assert told(found, "it") == [f"{place}«{was}» diventa «Arrivo»; si chiede nel simulatore: {titles['it']}"]


def test_a_question_and_its_answers_that_came_or_went_are_told(edited: Callable[..., Side]) -> None:
    entry = """
[mood]
kind = "choice"
label.en = "Mood of the buyer"
label.it = "Umore dell’acquirente"
[[mood.value]]
id = "good"
label.en = "Good"
label.it = "Buono"
"""
    more = edited("facts/complaints.toml", r"\Z", entry)
    place = "`facts/complaints.toml: mood"
    assert told(retold(side(), more)) == [
        f"{place}.label` (en): “Mood of the buyer” is new; {NO_PAGE}",
        f"{place}.label` (it): “Umore dell’acquirente” is new; {NO_PAGE}",
        f"{place}.value[good].label` (en): “Good” is new; {NO_PAGE}",
        f"{place}.value[good].label` (it): “Buono” is new; {NO_PAGE}",
    ]
    assert told(retold(more, side()))[3] == f"{place}.value[good].label` (it): “Buono” is gone; {NO_PAGE}"
    assert ": nuovo «Buono»; si legge fuori dal testo delle pagine" in told(retold(side(), more), "it")[3]
    assert ": «Buono» non c’è più; si legge fuori dal testo delle pagine" in told(retold(more, side()), "it")[3]


def test_an_option_of_a_plain_question_that_is_no_more_is_told(edited: Callable[..., Side]) -> None:
    after = edited("triage.toml", rf'^\[\[start\.option\]\]\nid *= "{COMPLAINT.id}"\n(.+\n)+', "")
    place = f"`triage.toml: start.option[{COMPLAINT.id}].label`"
    assert told(retold(side(), after)) == [
        f"{place} ({language}): “{COMPLAINT.label[language]}” is gone; among the plain questions"
        for language in BOOK.languages
    ]


@pytest.mark.parametrize(
    ("file", "key", "where"),
    [
        ("blanks.toml", r"label\.zh", "in the messages that the simulator writes, to be filled in"),
        ("words/saving.toml", r"(?:[\w.]+\.)?it", NO_PAGE),
        ("calendars/china.toml", r"[\w.]+\.en", NO_PAGE),
    ],
)
def test_what_the_simulator_says_besides_is_told(edited: Callable[..., Side], file: str, key: str, where: str) -> None:
    (line,) = told(retold(side(), edited(file, rf'\A([\s\S]*?^{key} *= )".*"$', r'\1"Another"')))
    assert line.startswith(f"`{file}: ")
    assert line.endswith(f" becomes “Another”; {where}")


def test_of_a_long_message_what_differs_is_told(edited: Callable[..., Side]) -> None:
    body = BOOK.messages["first_reply"].body["en"]
    last = [line for line in body.splitlines() if line.strip()][-2]
    found = [*retold(side(), edited("messages/aliexpress.toml", re.escape(last), f"{last} At once."))]
    (english,) = [each for each in found if each.language == "en"]
    assert (english.place, english.before) == ("messages/aliexpress.toml: first_reply.body", body)
    sent = {step.message for id_ in english.shown for rule in BOOK.problems[id_].rules for step in rule.steps}
    assert "first_reply" in sent
    (line,) = told([english])
    assert "At once." in line
    assert len(line) < len(body)
    assert "; in a message that the simulator writes: " in line


def test_what_a_page_shows_is_told_by_the_page_alone(edited: Callable[..., Side]) -> None:
    """The page is among those whose text moves."""
    name = "problems/dsers_tmall/shipment_overdue.toml"
    was = BOOK.problems["shipment_overdue"].rules[0].steps[1].do["en"]
    after = edited(name, re.escape(f'"{was}"'), '"Wait no longer: take it for out of stock & lost."')
    book = load_rulebook(after.files)
    now = replace(after, rulebook=book, pages=sections(book, ROOT / "docs"))
    before = side(pages=sections(BOOK, ROOT / "docs"))
    moved = {key[1] for key in now.pages if now.pages[key] != before.pages[key]}
    assert "handbook/before-shipment/shipment-overdue" in moved
    assert [*retold(before, now)] == []
    # By itself it would be told.
    assert [(each.language, each.before) for each in retold(side(), after)] == [("en", was)]


def test_a_language_that_is_new_is_no_change_of_each_text(edited: Callable[..., Side]) -> None:
    after = edited("blanks.toml", r"\A([\s\S]*?)^label\.zh", r'\1label.eo = "numero"\nlabel.zh')
    languages = {key: (*getattr(BOOK, key), "eo") for key in ("languages", "message_languages")}
    assert [*retold(side(), replace(after, rulebook=replace(BOOK, **languages)))] == []


# --- why two readings of a duty part ----------------------------------------------------------------------------


def test_why_the_readings_differ_is_told_with_the_problems_that_show_it(edited: Callable[..., Side]) -> None:
    limit = BOOK.limits[SWITCH]
    assert limit.strict_because is not None
    was = limit.strict_because.text["it"]
    (found,) = retold(side(), edited("limits.toml", re.escape(f'"{was}"'), '"Perché sì."'))
    assert (found.language, found.before, found.after) == ("it", was, "Perché sì.")
    assert found.place == f"limits.toml: {SWITCH}.strict_because.text"
    assert "shipment_overdue" in found.shown
    assert "no_stock" not in found.shown
    for lang in BOOK.languages:
        (line,) = told([found], lang)
        assert BOOK.problems["shipment_overdue"].title[lang] in line


def test_other_passages_behind_a_reading_are_told_in_their_words() -> None:
    limit = BOOK.limits[SWITCH]
    assert limit.strict_because is not None
    was = limit.strict_because.cites[0]
    other = next(id_ for id_ in BOOK.citations if id_ not in limit.strict_because.cites)
    why = replace(limit.strict_because, cites=(other,))
    book = replace(BOOK, limits={**BOOK.limits, SWITCH: replace(limit, strict_because=why)})
    assert [*recited(BOOK, BOOK)] == []
    found = [*recited(BOOK, book)]
    (line,) = told(found)
    assert line.startswith(f"`limits.toml: {SWITCH}.strict_because.cites`: rested on `{was}` (“")
    assert f"and rests on `{other}` (“{BOOK.citations[other].quote}”) now; shown beside the date" in line
    (line,) = told(found, "it")
    assert f"ora si basa su `{other}` («{BOOK.citations[other].quote}»); si legge accanto" in line
    none = replace(BOOK, limits={**BOOK.limits, SWITCH: replace(limit, strict_because=None)})
    assert "and rests on no passage now" in told(recited(BOOK, none))[0]
