"""`make serve` in a copy of the project: each edit is seen in the next page that is asked for, and in the simulator."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from served_copy import LIMITS, PATIENCE, Served, changed_amount, serving

WORDS = "playbook_sim/rulebook/words/twins.toml"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy, served until the last test is over."""
    with serving(tmp_path_factory.mktemp("project") / "playbook") as found:
        yield found


def test_a_changed_limit_is_seen_on_pages_and_in_the_simulator(served: Served) -> None:
    before = served.page("/it/deadlines/")
    assert "10–30" in _row(before, "limit-dsers_verification")
    served.edit(LIMITS, lambda text: changed_amount(text, "dsers_verification", 37))
    for language in ("it", "en"):
        assert "10–37" in _row(served.page(f"/{language}/deadlines/"), "limit-dsers_verification")
    travelled = served.rulebook_in_the_simulator("/it/simulator/", LIMITS.removeprefix("playbook_sim/rulebook/"))
    assert travelled == (served.root / LIMITS).read_text(encoding="utf-8")


def test_only_other_rules_let_the_simulator_go_on(served: Served) -> None:
    """What asks for new scripts or another Python loads the page anew; rules are handed to the Python that runs."""
    runtime = served.runtime("/it/simulator/")
    loaded = served.state["loaded"]
    served.edit(WORDS, lambda text: f"{text}\n# a remark\n")
    assert served.state["loaded"] == loaded < served.state["number"]
    assert served.runtime("/it/simulator/") == runtime
    served.edit("docs/it/faq.md", lambda text: f"{text}\n")
    assert served.state["loaded"] == served.state["number"]


def test_the_runtime_has_no_rules_but_those_that_the_server_has_now(served: Served) -> None:
    status, library = served.get(f"/{served.runtime('/it/simulator/')}/library.zip")
    assert status == 200
    with zipfile.ZipFile(io.BytesIO(library)) as archive:
        names = archive.namelist()
    assert "playbook_sim/live.py" in names
    assert [name for name in names if name.endswith(".toml")] == []


def test_browsers_keep_nothing_of_what_may_change(served: Served) -> None:
    """Whatever the same connection has brought before."""
    runtime = served.runtime("/it/simulator/")
    kept = {}
    with closing(HTTPConnection(urlsplit(served.url).netloc, timeout=PATIENCE)) as connection:
        for path in (f"/{runtime}/pyodide.asm.wasm", f"/{runtime}/rules.json", "/it/simulator/", f"/{runtime}/none.js"):
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            kept[path.rpartition("/")[2]] = response.headers["Cache-Control"]
    assert "immutable" in kept.pop("pyodide.asm.wasm")
    assert set(kept.values()) == {"no-store"}


def test_a_page_says_which_change_it_shows(served: Served) -> None:
    for path in ("/it/faq/", "/en/simulator/"):
        assert f'data-number="{served.state["number"]}"' in served.page(path)


def test_a_picture_follows_its_rules(served: Served) -> None:
    page = "/it/handbook/before-shipment/no-stock/"
    title = re.search(r"<title>(.*?) - ", served.page(page))
    assert title
    problem = next((served.root / "playbook_sim/rulebook/problems").rglob("no_stock.toml"))
    served.edit(str(problem.relative_to(served.root)), lambda text: re.sub(r'(title\.it *= )"', r'\1"Cambiato: ', text))
    picture = served.page(page).partition("<svg viewBox")[2].partition("</svg>")[0]
    assert "Cambiato: " in picture


@pytest.mark.parametrize("language", ["en", "it"])
def test_a_changed_page_is_seen(served: Served, language: str) -> None:
    served.edit(f"docs/{language}/faq.md", lambda text: text.replace("\n# ", "\n# Changed: ", 1))
    assert re.search(r"<h1[^>]*>Changed: ", served.page(f"/{language}/faq/"))


def test_a_changed_word_is_seen(served: Served) -> None:
    shown = served.page("/en/translations/")
    assert "Zebra" not in shown
    served.edit(WORDS, lambda text: re.sub(r'(?m)^(\w+\.en *= )"', r'\1"Zebra ', text))
    assert "Zebra" in served.page("/en/translations/")


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("overrides/assets/stylesheets/playbook.css", "/it/assets/stylesheets/playbook.css"),
        ("overrides/assets/javascripts/language.js", "/en/assets/javascripts/language.js"),
    ],
)
def test_a_changed_style_or_script_is_seen(served: Served, file: str, address: str) -> None:
    served.edit(file, lambda text: f"/* changed */\n{text}")
    assert served.page(address).startswith("/* changed */")


def test_a_template_is_not_shown_as_it_is_written(served: Served) -> None:
    """Material's script reads the map of the site; what is no XML makes browsers complain."""
    assert ElementTree.fromstring(served.page("/en/sitemap.xml")).tag.endswith("urlset")
    assert served.get("/en/main.html")[0] == 404


def test_a_changed_template_is_seen(served: Served) -> None:
    served.edit("overrides/main.html", lambda text: text.replace("{% block header %}", "{% block header %}<hr id=new>"))
    assert "<hr id=new>" in served.page("/en/")


def test_a_new_page_is_there_and_a_removed_one_has_gone(served: Served) -> None:
    assert served.get("/en/fresh/")[0] == 404
    place = served.root / "docs/en/fresh.md"
    place.write_text("---\ntitle: x\n---\n# x\n", encoding="utf-8")
    served.edit("docs/en/fresh.md", lambda text: f"{text}\nFresh words\n")
    assert "Fresh words" in served.page("/en/fresh/")
    place.unlink()
    served.edit("docs/en/faq.md", lambda text: f"{text}\n")
    assert served.get("/en/fresh/")[0] == 404


def test_a_mistake_in_a_rule_is_told_and_the_pages_stay(served: Served) -> None:
    good = (served.root / LIMITS).read_text(encoding="utf-8")
    served.edit(LIMITS, lambda text: text.replace("[dsers_remedy]", "[dsers_remedy]\nsurprise = 1", 1))
    (message,) = served.state["trouble"]
    assert message.startswith("limits.toml: dsers_remedy")
    assert "dsers_remedy" in served.page("/it/deadlines/")
    assert "surprise" not in served.rulebook_in_the_simulator("/it/simulator/", "limits.toml")
    served.edit(LIMITS, lambda _: good)
    assert served.state["trouble"] == []


def test_a_mistake_on_a_page_is_told_and_the_page_stays(served: Served) -> None:
    page = "docs/en/sources.md"
    good = (served.root / page).read_text(encoding="utf-8")
    before = served.page("/en/sources/")
    served.edit(page, lambda text: f'{text}\n{{{{ limit("no_such_limit") }}}}\n')
    assert _unnumbered(served.page("/en/sources/")) == _unnumbered(before)
    told = served.wait_for_trouble()
    assert "docs/en/sources.md" in told
    assert "no_such_limit" in told
    served.edit(page, lambda _: good)
    assert served.state["trouble"] == []


def test_another_language_asks_for_another_start(served: Served) -> None:
    configuration = served.root / "mkdocs.eo.yml"
    configuration.write_text("site_name: x\n", encoding="utf-8")
    assert "start it again" in served.wait_for_line("mkdocs.xx.yml")
    configuration.unlink()
    assert "start it again" in served.wait_for_line("mkdocs.xx.yml")


def test_what_a_deployed_site_has_left_in_the_browser_is_sent_away(served: Served) -> None:
    assert b"registration.unregister()" in served.get("/service-worker.js")[1]


def _unnumbered(page: str) -> str:
    return re.sub(r'data-number="\d+"', "", page)


def _row(page: str, anchor: str) -> str:
    return page.partition(f'id="{anchor}"')[2].partition("</tr>")[0]
