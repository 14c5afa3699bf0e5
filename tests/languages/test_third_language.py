"""A third language needs its folder, its configuration and its keys, and nothing else: tried with a made-up one.

It is English in brackets, under the code of a language that Material knows and the playbook does not have. The steps
are those of the contributor guide, “Add a language”, in their order; the copy is thrown away.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from project_copy import copy_of_the_project

NEW = "eo"
NAME = "⟦Esperanto⟧"
CASE = {
    "platform": "dsers_tmall",
    "problem": "shipment_overdue",
    "facts": {"promised_ship_date": "2026-03-10"},
    "today": "2026-03-12",
}

# Starts the runtime as the page's worker does, without an image, and answers one request.
ANSWER = """
import { readdirSync } from "node:fs";
const [runtimes, request] = process.argv.slice(1);
const runtime = `${runtimes}/${readdirSync(runtimes)[0]}`;
const { loadPyodide } = await import(`${runtime}/pyodide.mjs`);
const options = { indexURL: runtime, packageBaseUrl: runtime, stdLibURL: `${runtime}/library.zip` };
const python = await loadPyodide(options);
console.log(python.pyimport("playbook_sim.bridge").handle(request));
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in three languages, built."""
    root = copy_of_the_project(tmp_path_factory.mktemp("third") / "playbook")
    rulebook = root / "playbook_sim" / "rulebook"
    _list_the_language(rulebook / "rulebook.toml")
    _name_the_language(rulebook / "vocabulary.toml")
    editing = root / "playbook_sim" / "editing"
    cases = sorted((root / "tests" / "cases").rglob("*.toml"))
    for path in (*sorted(rulebook.rglob("*.toml")), *cases, editing / "words.toml", editing / "forms" / "words.toml"):
        _edit(path, _translated)
    _edit(root / "playbook_sim" / "site" / "ask.toml", lambda words: words | {NEW: {"ignored": "", "means": {}}})
    _edit(root / "playbook_sim" / "site" / "not_terms.toml", lambda phrases: phrases | {NEW: []})
    _translate_pages(root / "docs")
    _configure(root)
    _run(root, "playbook_sim", "changelog")
    _run(root, "playbook_sim", "schemas")
    _run(root, "playbook_sim", "translations", "confirm", "--all")
    _run(root, "playbook_sim.site", "build", "--no-image", "--no-offline")
    return root


def test_all_checks_pass(project: Path) -> None:
    assert "Nothing to mend" in _run(project, "playbook_sim", "check")


def test_a_text_that_the_new_language_lacks_is_named(project: Path) -> None:
    limits = project / "playbook_sim" / "rulebook" / "limits.toml"
    good = limits.read_bytes()
    _edit(limits, lambda values: values | {"dsers_remedy": _without(values["dsers_remedy"], "label")})
    try:
        said = _run(project, "playbook_sim", "check", code=1)
    finally:
        limits.write_bytes(good)
    assert f"dsers_remedy.label: the language '{NEW}' is missing: add {NEW} = " in said


@pytest.mark.parametrize("language", ["en", "it", NEW])
def test_every_page_leads_to_its_twins(project: Path, language: str) -> None:
    page = (project / "site" / language / "faq" / "index.html").read_text(encoding="utf-8")
    switch = page.partition('class="md-header__option pb-languages"')[2].partition("</div>")[0]
    others = [other for other in ("en", "it", NEW) if other != language]
    assert re.findall(r'href="([^"]+)"', switch) == [f"../../{other}/faq/" for other in others]
    assert (NAME in switch) == (language != NEW)


def test_the_pages_are_in_the_new_language(project: Path) -> None:
    site = project / "site" / NEW
    english = {path.relative_to(project / "site" / "en") for path in (project / "site" / "en").rglob("index.html")}
    assert {path.relative_to(site) for path in site.rglob("index.html")} == english
    handbook = (site / "handbook" / "before-shipment" / "no-stock" / "index.html").read_text(encoding="utf-8")
    assert f'<html lang="{NEW}"' in handbook
    told = re.sub(r"<[^>]+>", " ", handbook.partition("<article")[2].partition("</article>")[0])
    assert told.count("⟦") > 50
    assert (site / "ask.json").is_file()
    assert json.loads((site / "app.webmanifest").read_text(encoding="utf-8"))["lang"] == NEW


@pytest.mark.parametrize("name", ["index.html", "404.html", "offline.html"])
def test_the_root_pages_offer_it(project: Path, name: str) -> None:
    text = (project / "site" / name).read_text(encoding="utf-8")
    assert f'data-languages="en it {NEW}"' in text
    assert f'<section lang="{NEW}"' in text


def test_the_simulator_answers_in_it(project: Path) -> None:
    node = Path(sys.executable).with_name("node")
    request = json.dumps({"method": "answer", "params": CASE | {"lang": NEW}})
    command = [node, "--input-type=module", "-e", ANSWER, project / "site" / "runtime", request]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "⟦" in json.loads(done.stdout.splitlines()[-1])["result"]["html"]["now"]


def test_the_command_line_answers_in_it(project: Path) -> None:
    assert "⟦" in _run(project, "playbook_sim", "resolve", "--lang", NEW, "-", told=json.dumps(CASE))


def test_a_new_page_is_begun_in_it_as_well(project: Path) -> None:
    titles = [f"--title-{language}={language} papers" for language in ("en", "it", NEW)]
    _run(project, "playbook_sim", "new", "page", "handbook/papers", *titles)
    assert f"# {NEW} papers" in (project / "docs" / NEW / "handbook" / "papers.md").read_text(encoding="utf-8")
    queries = tomllib.loads((project / "tests" / "data" / "search_queries.toml").read_text(encoding="utf-8"))
    assert list(queries[NEW].values()) == [["handbook/papers"]]


# --- the steps of the guide -------------------------------------------------------------------------------------


def _list_the_language(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text, count = re.subn(r'(?m)^((?:message_)?languages\s*= \["en", "it")', rf'\1, "{NEW}"', text)
    assert count == 2
    path.write_text(text, encoding="utf-8")


def _name_the_language(path: Path) -> None:
    names = dict.fromkeys(("en", "it"), "Esperanto") | {NEW: NAME}
    _edit(path, lambda words: words | {"language": words["language"] | {NEW: names}})


def _translate_pages(docs: Path) -> None:
    for path in sorted((docs / "en").rglob("*")):
        twin = docs / NEW / path.relative_to(docs / "en")
        twin.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            # A heading that a macro writes is in the new language already.
            text = re.sub(r'(?m)^(title: "?)([^"\n]*)("?)$', r"\1⟦\2⟧\3", path.read_text(encoding="utf-8"), count=1)
            # The words of links too: some of them are names of problems.
            text = re.sub(r"(?<!!)\[([^\]\n]+)\]\((?=[\w./-]+\.md)", r"[⟦\1⟧](", text)
            twin.write_text(re.sub(r"(?m)^(#+ )(?!\{\{)(.*?)( \{.*\})?$", r"\1⟦\2⟧\3", text), encoding="utf-8")
        elif path.is_file():
            twin.write_bytes(path.read_bytes())


def _configure(root: Path) -> None:
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    for old, new in (("/en/", f"/{NEW}/"), ("docs/en", f"docs/{NEW}"), ("site/en", f"site/{NEW}")):
        assert old in text
        text = text.replace(old, new)
    text, count = re.subn(r"(?m)^  language: en$", f"  language: {NEW}", text)
    assert count == 1
    (root / f"mkdocs.{NEW}.yml").write_text(text, encoding="utf-8")


def _translated(value: Any) -> Any:
    """The same with every English text in brackets as a text of the new language."""
    if isinstance(value, list):
        return [_translated(each) for each in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("en"), str) and value.keys() <= {"en", "it", "zh"}:
        said = value["en"]
        # What has no letter is no word: how numbers are written.
        return value | {NEW: f"⟦{said}⟧" if any(map(str.isalpha, said)) else said}
    return {key: _translated(each) for key, each in value.items()}


def _without(table: dict[str, Any], key: str) -> dict[str, Any]:
    return table | {key: {language: said for language, said in table[key].items() if language != NEW}}


def _edit(path: Path, change: Any) -> None:
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    path.write_text(tomli_w.dumps(change(values), multiline_strings=True), encoding="utf-8")


def _run(root: Path, module: str, *arguments: str, code: int = 0, told: str | None = None) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=root, input=told, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr
