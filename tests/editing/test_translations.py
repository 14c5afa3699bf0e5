"""Each text remembers the twin that it was confirmed beside: what changes alone leaves the others behind."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from playbook_sim.cli import main
from playbook_sim.editing import check
from playbook_sim.editing.page_texts import sections
from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.loading.behind import MARK, NAME
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.site import translations
from playbook_sim.site.macros_twins import banners, twins_macro
from playbook_sim.site.places import LANGUAGES, ROOT
from playbook_sim.site.twins import twins

CASES = "tests/cases/dsers_tmall/no_stock.toml"
LABEL = "limits.toml: dsers_overdue_switch.label"
THEN, NOW = dt.date(2026, 3, 2), dt.date(2026, 3, 9)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of rulebook and pages in which everything is confirmed."""
    shutil.copytree(ROOT / "playbook_sim" / "rulebook", tmp_path / "playbook_sim" / "rulebook")
    shutil.copytree(ROOT / "tests" / "cases", tmp_path / "tests" / "cases")
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("*.png", "decisions", "*.toml"))
    for configuration in LANGUAGES.values():
        shutil.copyfile(configuration, tmp_path / configuration.name)
    translations.confirm(THEN, root=tmp_path)
    return tmp_path


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def longer(root: Path, lang: str) -> None:
    """Change one text of the rulebook in one language."""
    label = load_rulebook(root / "playbook_sim" / "rulebook").limits["dsers_overdue_switch"].label[lang]
    edit(root, "playbook_sim/rulebook/limits.toml", label, f"{label} now")


def test_every_text_of_the_playbook_is_confirmed() -> None:
    assert [str(mistake) for mistake in translations.mistakes(translations.loose_texts())] == []


def test_every_text_there_is_has_a_place_of_its_own() -> None:
    found = twins(ROOT)
    assert found["docs/faq.md"].keys() == {"en", "it"}
    assert found[LABEL].keys() == {"en", "it"}
    assert any(texts.keys() == {"en", "it", "zh"} for texts in found.values())
    book = load_rulebook()
    steps = {step.id for problem in book.problems.values() for rule in problem.rules for step in rule.steps}
    assert all(any(f"[{step}].do" in place or f"{step}.do" in place for place in found) for step in steps)


@pytest.mark.parametrize(("changed", "behind"), [("en", "it"), ("it", "en")])
def test_a_text_that_changes_alone_leaves_the_other_behind(project: Path, changed: str, behind: str) -> None:
    longer(project, changed)
    (loose,) = translations.loose_texts(project)
    assert (loose.place, loose.changed, loose.behind, loose.since) == (LABEL, (changed,), (behind,), THEN)
    (said,) = translations.mistakes([loose])
    assert said.place == LABEL
    assert f"in '{changed}' changed since 2026-03-02 and the one in '{behind}' did not" in said.problem
    assert f'{translations.COMMAND} "{LABEL}"' in said.problem


@pytest.mark.parametrize(
    ("changed", "behind", "old", "name"),
    [
        ("mkdocs.yml", "it", "Daily routine:", "handbook/daily-routine.md"),
        ("mkdocs.it.yml", "en", "Lavorare bene:", "section of handbook/daily-routine.md"),
    ],
)
def test_a_label_of_the_navigation_that_changes_alone_leaves_the_other_behind(
    project: Path, monkeypatch: pytest.MonkeyPatch, changed: str, behind: str, old: str, name: str
) -> None:
    edit(project, changed, f"- {old}", f"- The {old}")
    (loose,) = translations.loose_texts(project)
    assert (loose.place, loose.behind, loose.since) == (f"mkdocs.yml: nav[{name}]", (behind,), THEN)
    other = LANGUAGES[behind].name
    assert loose.files == (other,)
    # The check names it at its line, and lets it be merged as it does a page.
    monkeypatch.setattr(check, "ROOT", project)
    monkeypatch.setattr(translations.loose_texts, "__defaults__", (project,))
    (found,) = check.behind_their_twins()
    assert (found.file, found.grave) == (other, False)
    line = (project / other).read_text(encoding="utf-8").splitlines()[found.line - 1]
    assert {"it": "La routine di lavoro: handbook/daily-routine.md", "en": "Working well:"}[behind] in line
    assert f'{translations.COMMAND} "{loose.place}"' in found.problem
    assert translations.confirm(NOW, [changed], project) == ([loose.place], [])


def test_a_page_put_first_into_a_section_leaves_its_label_confirmed(project: Path) -> None:
    """Sections have no address: they are told by what is first in them."""
    entry = "          - Before: new.md\n          - "
    edit(project, "mkdocs.yml", "          - Daily routine:", f"{entry}Daily routine:")
    edit(project, "mkdocs.it.yml", "          - La routine di lavoro:", f"{entry}La routine di lavoro:")
    assert [loose.place for loose in translations.loose_texts(project)] == ["mkdocs.yml: nav[new.md]"]


def test_what_both_languages_changed_is_to_be_read_side_by_side(project: Path) -> None:
    longer(project, "en")
    longer(project, "it")
    (loose,) = translations.loose_texts(project)
    assert (loose.changed, loose.behind) == (("en", "it"), ())


def test_a_language_that_is_new_leaves_no_other_behind(project: Path) -> None:
    edit(project, "playbook_sim/rulebook/rulebook.toml", '["en", "it"]', '["en", "it", "eo"]')
    label = 'label.eo = "Tempo"\nlabel.en'
    limits = project / "playbook_sim" / "rulebook" / "limits.toml"
    head, name, rest = limits.read_text(encoding="utf-8").partition("[dsers_overdue_switch]")
    limits.write_text(head + name + rest.replace("label.en", label, 1), encoding="utf-8")
    (loose,) = translations.loose_texts(project)
    assert (loose.place, loose.changed, loose.behind, loose.new) == (LABEL, ("eo",), (), ("eo",))
    (said,) = translations.mistakes([loose])
    assert "nobody has confirmed yet that 'eo' says the same as the others" in said.problem
    english = load_rulebook().limits["dsers_overdue_switch"].label["en"]
    edit(project, "playbook_sim/rulebook/limits.toml", english, f"{english} now")
    (loose,) = translations.loose_texts(project)
    assert (loose.changed, loose.behind, loose.new) == (("eo", "en"), ("it",), ("eo",))


def test_confirming_ends_it_and_leaves_the_day_of_all_else(project: Path) -> None:
    longer(project, "en")
    assert translations.confirm(NOW, ["limits.toml"], project) == ([LABEL], [])
    assert translations.loose_texts(project) == []
    days = {place: told.on for place, told in translations.read(project).items()}
    assert [place for place, day in days.items() if day == NOW] == [LABEL]


def test_confirming_one_text_leaves_the_others_loose(project: Path) -> None:
    longer(project, "en")
    edit(project, "docs/it/faq.md", "# Domande", "# Le domande")
    assert translations.confirm(NOW, ["docs/faq.md"], project)[0] == ["docs/faq.md"]
    assert [loose.place for loose in translations.loose_texts(project)] == [LABEL]


def test_what_nothing_is_called_is_named(project: Path) -> None:
    assert translations.confirm(NOW, ["docs/fax.md"], project) == ([], ["docs/fax.md"])


def test_a_new_text_waits_to_be_confirmed_and_an_old_one_is_forgotten(project: Path) -> None:
    for lang in ("en", "it"):
        (project / "docs" / lang / "new.md").write_text("# New\n", encoding="utf-8")
        (project / "docs" / lang / "faq.md").unlink()
    (loose,) = translations.loose_texts(project)
    assert (loose.place, loose.since) == ("docs/new.md", None)
    translations.confirm(NOW, root=project)
    assert "docs/faq.md" not in translations.read(project)


def test_spaces_at_the_ends_of_lines_are_no_change(project: Path) -> None:
    edit(project, "docs/en/faq.md", "\n", "   \n")
    assert translations.loose_texts(project) == []


def test_a_record_that_cannot_be_read_is_named(project: Path) -> None:
    (project / translations.RECORD).write_text("<<<<<<< HEAD\n", encoding="utf-8")
    with pytest.raises(RulebookError, match=r"docs/translations\.toml: it cannot be read .*confirm --all"):
        translations.loose_texts(project)


@pytest.mark.parametrize(("changed", "behind"), [("en", "it"), ("it", "en")])
def test_the_simulator_never_shows_a_text_that_is_behind_without_saying_so(
    project: Path, changed: str, behind: str
) -> None:
    longer(project, changed)
    folder = project / "playbook_sim" / "rulebook"
    translations.mark(project)
    label = load_rulebook(folder).limits["dsers_overdue_switch"].label
    assert label[behind].endswith(MARK[behind])
    assert label[changed].endswith(" now")
    translations.confirm(NOW, root=project)
    translations.mark(project)
    assert not (folder / NAME).exists()
    assert not load_rulebook(folder).limits["dsers_overdue_switch"].label[behind].endswith(MARK[behind])


def test_marking_writes_nothing_where_nothing_changed(project: Path) -> None:
    """Or the local site, which watches the folder, would never come to rest."""
    longer(project, "en")
    translations.mark(project)
    place = project / "playbook_sim" / "rulebook" / NAME
    before = place.stat().st_mtime_ns
    translations.mark(project)
    assert place.stat().st_mtime_ns == before


def test_a_step_inside_a_problem_is_marked_too(project: Path) -> None:
    book = load_rulebook()
    step = book.problems["shipment_overdue"].rules[0].steps[0]
    edit(project, "playbook_sim/rulebook/problems/dsers_tmall/shipment_overdue.toml", step.do["it"], "Sollecita.")
    translations.mark(project)
    marked = load_rulebook(project / "playbook_sim" / "rulebook").problems["shipment_overdue"].rules[0].steps[0]
    assert marked.do["en"] == step.do["en"] + MARK["en"]


@pytest.mark.parametrize(("changed", "behind"), [("en", "it"), ("it", "en")])
def test_the_name_of_a_case_is_followed_too_and_marks_no_rule(project: Path, changed: str, behind: str) -> None:
    edit(project, CASES, f'name.{changed} = "', f'name.{changed} = "Now: ')
    (loose,) = translations.loose_texts(project)
    assert (loose.place, loose.changed, loose.behind) == (f"{CASES}: case[1].name", (changed,), (behind,))
    translations.mark(project)
    assert not (project / "playbook_sim" / "rulebook" / NAME).exists()


def test_a_case_put_before_others_or_taken_out_leaves_them_confirmed(project: Path) -> None:
    case = '[[case]]\nname.en = "A new case stands before the others"\nname.it = "Un caso nuovo, prima degli altri"\n\n'
    edit(project, CASES, "[[case]]\n", f"{case}[[case]]\n")
    (loose,) = translations.loose_texts(project)
    assert loose.place == f"{CASES}: case[1].name"
    translations.confirm(NOW, [CASES], project)
    days = [told.on for place, told in translations.read(project).items() if place.startswith(CASES)]
    assert days == [NOW, *[THEN] * (len(days) - 1)]
    edit(project, CASES, case, "")
    assert translations.loose_texts(project) == []
    translations.confirm(NOW, root=project)
    kept = [told.on for place, told in translations.read(project).items() if place.startswith(CASES)]
    assert kept == days[1:]


def test_a_case_file_that_is_no_toml_is_named(project: Path) -> None:
    edit(project, CASES, "[[case]]", "[[case]")
    with pytest.raises(RulebookError, match=rf"{CASES}: this is not TOML: .*at line"):
        translations.loose_texts(project)


def test_a_page_that_is_behind_carries_a_note_with_the_day(project: Path) -> None:
    edit(project, "docs/en/faq.md", "# Questions", "# All questions")
    loose = translations.loose_texts(project)
    book = load_rulebook()
    views = {lang: View(book, lang, link_from_simulator) for lang in book.languages}
    assert banners(views["en"], loose) == {}
    (page,) = banners(views["it"], loose)
    assert page == "faq.md"
    assert 'datetime="2026-03-02"' in banners(views["it"], loose)[page]


def test_the_status_page_says_that_nothing_is_behind_or_what_is(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = load_rulebook()
    monkeypatch.setattr(translations, "loose_texts", list)
    read = translations.read
    monkeypatch.setattr(translations, "read", lambda: read(project))
    key = ("it", "translations", "Oggi")
    assert "Niente da aggiornare" in sections(book, ROOT / "docs")[key]
    longer(project, "en")
    loose = translations._loose(LABEL, twins(project)[LABEL], read(project)[LABEL])
    monkeypatch.setattr(translations, "loose_texts", lambda: [loose])
    said = sections(book, ROOT / "docs")[key]
    assert LABEL in said
    assert "Italiano: da aggiornare" in said


def test_the_status_page_leads_to_where_each_text_is_mended(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = translations.read(project)
    longer(project, "en")
    edit(project, "docs/en/faq.md", "Questions", "All questions")
    loose = [translations._loose(place, twins(project)[place], record[place]) for place in ("docs/faq.md", LABEL)]
    monkeypatch.setattr(translations, "loose_texts", lambda: loose)
    monkeypatch.setattr(translations, "read", lambda: record)
    page = SimpleNamespace(
        view=View(load_rulebook(), "en", link_from_simulator),
        forge="https://forge.example/us/playbook",
        link=link_from_simulator,
    )
    told = twins_macro(page)()
    edits = "https://forge.example/us/playbook/edit/main/"
    # The page that is behind is the Italian one, whichever is being read.
    assert re.findall(r'href="([^"]+)"', told) == [
        f"{edits}docs/it/faq.md",
        f"{edits}playbook_sim/rulebook/limits.toml",
    ]
    assert LABEL in told
    page.forge = ""
    assert re.findall(r'href="([^"]+)"', twins_macro(page)()) == ["../faq/"]


def test_a_text_is_confirmed_by_the_path_of_its_file_too(project: Path) -> None:
    longer(project, "en")
    edit(project, "docs/en/faq.md", "Questions", "All questions")
    paths = ["docs/it/faq.md", "playbook_sim/rulebook/limits.toml"]
    assert translations.confirm(NOW, paths, project) == (["docs/faq.md", LABEL], [])


def test_the_command_lists_and_refuses_what_it_cannot_confirm() -> None:
    run = CliRunner().invoke
    assert run(main, ["translations"]).exit_code == 0
    nothing = run(main, ["translations", "confirm"])
    assert nothing.exit_code == 2
    assert "--all" in nothing.stderr
