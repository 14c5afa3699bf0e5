"""``playbook-sim new language``: every text has a line for it that says what to translate, and nothing else changes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from mkdocs.utils.yaml import yaml_load

from playbook_sim.cli import main
from playbook_sim.editing import check
from playbook_sim.editing.blanks import blanks
from playbook_sim.editing.new.draft import Draft, NewError
from playbook_sim.editing.new.language import new_language
from playbook_sim.editing.untranslated import text_files, untranslated
from playbook_sim.loading import load_rulebook
from playbook_sim.site.places import ROOT

NEW = "eo"
NAMES = {"en": "Esperanto", "it": "Esperanto", NEW: "Esperanto mem"}
MARK = "FILL IN: "


@pytest.fixture(scope="module")
def draft() -> Draft:
    """What the command would write, of which nothing is written."""
    draft = Draft(ROOT)
    new_language(draft, load_rulebook(), NEW, NAMES)
    return draft


def test_each_text_has_a_line_of_its_own_and_nothing_else_moves(draft: Draft) -> None:
    seen = 0
    for path in text_files(ROOT):
        written = tomllib.loads(draft.read(path.relative_to(ROOT).as_posix()))
        if path.name == "rulebook.toml":
            assert written.pop("languages")[-1] == written.pop("message_languages")[-1] == NEW
        if path.name == "vocabulary.toml":
            assert written["language"].pop(NEW) == NAMES
        found, as_before = _without(written)
        before = tomllib.loads(path.read_text(encoding="utf-8"))
        assert as_before == {key: value for key, value in before.items() if key in as_before}, path
        seen += found
    assert seen > 2500


def _without(value: Any) -> tuple[int, Any]:
    """How many texts have the new language, and the same without it; each must say what to translate."""
    if isinstance(value, list):
        inner = [_without(each) for each in value]
        return sum(count for count, _ in inner), [each for _, each in inner]
    if not isinstance(value, dict):
        return 0, value
    if isinstance(value.get("en"), str) and value.keys() <= {"en", "it", "zh", NEW}:
        assert value[NEW] == MARK + value["en"]
        return 1, {language: said for language, said in value.items() if language != NEW}
    counted = {key: _without(each) for key, each in value.items()}
    return sum(count for count, _ in counted.values()), {key: each for key, (_, each) in counted.items()}


def test_its_pages_are_those_of_the_others_and_say_that_they_are_to_be_translated(draft: Draft) -> None:
    for path in (ROOT / "docs" / "en").rglob("*.md"):
        text = draft.read(f"docs/{NEW}/{path.relative_to(ROOT / 'docs' / 'en').as_posix()}")
        front, _, body = text.removeprefix("---\n").partition("\n---\n")
        assert yaml.safe_load(front)["title"]
        assert body.lstrip().startswith(MARK), path


def test_its_configuration_is_the_english_one_but_for_words(draft: Draft) -> None:
    english, new = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8")), yaml_load(draft.read("mkdocs.eo.yml"))
    assert (new["docs_dir"], new["site_dir"], new["theme"]["language"]) == ("docs/eo", "site/eo", NEW)
    assert new["site_url"].endswith(f"/{NEW}/")
    assert new["site_name"] == MARK + english["site_name"]
    assert _pages(new["nav"]) == _pages(english["nav"])
    assert all(title.startswith(MARK) for title in _titles(new["nav"]))
    assert [*new] == [*english]


def test_its_pages_lead_to_forms_in_it(draft: Draft) -> None:
    forms = ROOT / ".github" / "ISSUE_TEMPLATE"
    kinds = {path.name.removesuffix("-en.yml") for path in forms.glob("*-en.yml")}
    assert kinds == {"case", "rule", "translation"}
    for kind in kinds:
        new = yaml.safe_load(draft.read(f".github/ISSUE_TEMPLATE/{kind}-{NEW}.yml"))
        english = yaml.safe_load((forms / f"{kind}-en.yml").read_text(encoding="utf-8"))
        assert new["name"] == MARK + english["name"]
        assert [part.get("id") for part in new["body"]] == [part.get("id") for part in english["body"]]
        assert all(part["attributes"].get("label", MARK).startswith(MARK) for part in new["body"])


def _pages(nav: Any) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    return [page for each in (nav.values() if isinstance(nav, dict) else nav) for page in _pages(each)]


def _titles(nav: Any) -> list[str]:
    if isinstance(nav, str):
        return []
    here = [*nav] if isinstance(nav, dict) else []
    return here + [title for each in (nav.values() if isinstance(nav, dict) else nav) for title in _titles(each)]


def test_the_check_tells_file_by_file_what_is_left(
    draft: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = Draft(tmp_path)
    files = ("limits.toml", "rulebook.toml", "words/my_cases.toml", "words/answer.toml")
    for place in (*(f"playbook_sim/rulebook/{name}" for name in files), "docs/eo/faq.md"):
        written.change(place, draft.read(place))
    written.write()
    monkeypatch.setattr(check, "ROOT", tmp_path)
    told = [str(found) for found in check.findings()]
    many = len([blank for blank in blanks(tmp_path) if blank.file.endswith("limits.toml")])
    assert len(told) == 4
    assert f" {many} texts of this file are still to be filled in, this one first: " in told[0]
    assert "this is still to be filled in: translate this page" in told[-1]

    # A text whose line is taken out lacks the language; no other does.
    limits = tmp_path / "playbook_sim" / "rulebook" / "limits.toml"
    filled = limits.read_text(encoding="utf-8")
    assert untranslated(tmp_path) == []
    limits.write_text("".join(_but_one(filled)), encoding="utf-8")
    (lack,) = untranslated(tmp_path)
    assert (lack.language, lack.key) == (NEW, f"label.{NEW}")


def _but_one(text: str) -> list[str]:
    lines = text.splitlines(keepends=True)
    del lines[next(number for number, line in enumerate(lines) if line.startswith(f"label.{NEW}"))]
    return lines


@pytest.mark.parametrize(
    ("code", "said"),
    [("it", "is there already"), ("zh", "by hand"), ("german", "two small letters"), ("xx", "the theme")],
)
def test_what_cannot_be_a_language_is_refused(code: str, said: str) -> None:
    with pytest.raises(NewError, match=said):
        new_language(Draft(ROOT), load_rulebook(), code, NAMES)
    names = ["--name", "A", "--name-en", "B", "--name-it", "C"]
    done = CliRunner().invoke(main, ["new", "language", code, *names])
    assert (done.exit_code, said in done.stderr) == (2, True)
