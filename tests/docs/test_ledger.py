"""Every row of the rule inventory went somewhere, and every place named for it is there and rests on it.

The ids of the inventory's rows stand in tests/data/inventory_rows.txt. The inventory itself lies beside the sources
(PLAYBOOK_SOURCES, or ../shared/sources), which are not part of the project; where it is, the ids are compared with it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.exceptions import PluginError

from playbook_sim.loading import load_rulebook
from playbook_sim.rendering.marks import DOUBTS_PAGE
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.site import ledger, macros_ledger
from playbook_sim.site.__main__ import main
from playbook_sim.site.page_calls import calls, heading, page_with, quoted_on_pages
from playbook_sim.site.places import LANGUAGES, ROOT

BOOK = load_rulebook()
CALLS = calls("en")
ROWS = ledger.inventory_rows()
KEPT = ledger.read()
PLACES = ledger.cited_at(BOOK, CALLS)

NAMED = os.environ.get("PLAYBOOK_SOURCES")
SOURCES = Path(NAMED) if NAMED else ROOT.parent / "shared" / "sources"
INVENTORY = SOURCES.parent / "rule-inventory.json"


def test_the_ledger_has_the_rows_of_the_inventory() -> None:
    assert list(KEPT) == list(ROWS)
    assert len(set(ROWS)) == len(ROWS) == 119
    assert set(ROWS) <= set(BOOK.citations)


# Without the inventory there is nothing to compare the list of ids with.
if INVENTORY.is_file():

    def test_the_list_of_ids_is_that_of_the_inventory() -> None:
        assert list(ROWS) == [row["id"] for row in json.loads(INVENTORY.read_text(encoding="utf-8"))]

    def test_each_citation_of_a_row_quotes_its_words() -> None:
        quotes = {row["id"]: row["quote"] for row in json.loads(INVENTORY.read_text(encoding="utf-8"))}
        assert {row: quote for row, quote in quotes.items() if BOOK.citations[row].quote not in quote} == {}


def test_every_row_has_a_place() -> None:
    assert ledger.without_place(KEPT) == []


@pytest.mark.parametrize("row", ROWS)
def test_every_place_of_a_row_is_there_and_rests_on_it(row: str) -> None:
    assert [place for place in KEPT[row] if row not in PLACES.get(place, ())] == []


def test_the_ledger_is_up_to_date() -> None:
    assert ledger.LEDGER.read_text(encoding="utf-8") == ledger.written(ledger.ledger(BOOK, CALLS, ROWS)), (
        f"the rules or the pages have changed: look where the rows went, then run {ledger.WRITE}"
    )


# --- what the proof above would notice --------------------------------------------------------------------------


def test_a_row_that_nothing_cites_any_more_is_without_a_place() -> None:
    (row,) = [row for row in ROWS if row == "ae_quarterly"]
    emptied = {
        kind: {
            id_: replace(part, cites=tuple(cite for cite in part.cites if cite != row))
            for id_, part in getattr(BOOK, kind).items()
        }
        for kind in ("limits", "evidence", "messages", "metrics", "notes")
    }
    stripped = {
        id_: replace(
            problem,
            cites=(),
            rules=tuple(
                replace(rule, cites=(), steps=tuple(replace(step, cites=()) for step in rule.steps))
                for rule in problem.rules
            ),
        )
        for id_, problem in BOOK.problems.items()
    }
    book = replace(BOOK, problems=stripped, **emptied)
    unquoted = [call for call in CALLS if call.argument != row]
    assert ledger.without_place(ledger.ledger(book, unquoted, [row])) == [row]
    assert ledger.without_place(ledger.ledger(book, CALLS, [row])) == []


def test_a_doubt_alone_is_no_place_but_for_the_translation() -> None:
    kept = {"dsers_no_stock": ["doubt: B15"], "it_faq_delay": ["doubt: B1"], "faq_delay": []}
    assert ledger.without_place(kept) == ["dsers_no_stock", "faq_delay"]


def test_every_kind_of_place_is_found() -> None:
    kinds = {place.partition(": ")[0] for places in KEPT.values() for place in places}
    # Whether any limit has changed from a day on is the editors' business.
    assert kinds - {"earlier"} == {
        "problem",
        "rule",
        "step",
        "limit",
        "evidence",
        "message",
        "metric",
        "note",
        "left out",
        "page",
        "doubt",
    }


def test_a_step_that_problems_share_stands_once() -> None:
    settling = [place for place in PLACES if place.startswith("step: ") and place.endswith("/settle")]
    assert len(settling) == 1


def test_what_a_limit_rested_on_until_it_changed_is_a_place() -> None:
    """The guide leaves the old sentence to the earlier version alone."""
    limit = BOOK.limits["tg_exchange"]
    (row,) = limit.cites
    newest = replace(limit, cites=("tg_exchange_conditions",), valid_from=dt.date(2026, 3, 1))
    dated = replace(newest, versions=(newest, limit))
    empty = replace(BOOK, problems={}, limits={limit.id: dated}, messages={}, notes={}, doubts={}, evidence={})
    found = ledger.ledger(empty, (), [row, "tg_exchange_conditions"])
    assert found == {row: ["earlier: tg_exchange"], "tg_exchange_conditions": ["limit: tg_exchange"]}
    assert ledger.without_place(found) == []
    links = {lang: macros_ledger.place_link(View(BOOK, lang, link_from_simulator), found[row][0]) for lang in LANGUAGES}
    assert all(BOOK.words["ledger.kind.earlier"][lang] in link for lang, link in links.items())
    assert all("#limit-tg_exchange" in link for link in links.values())


# --- the command ------------------------------------------------------------------------------------------------


def test_the_command_writes_what_the_test_compares_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "LEDGER", tmp_path / "ledger.toml")
    monkeypatch.setattr("playbook_sim.site.__main__.ROOT", tmp_path)
    result = CliRunner().invoke(main, ["ledger", "write"])
    assert (result.exit_code, result.output) == (0, "119 rows written to ledger.toml\n")
    assert ledger.read() == ledger.ledger(BOOK, CALLS, ROWS)


def test_the_command_names_the_rows_that_went_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "LEDGER", tmp_path / "ledger.toml")
    monkeypatch.setattr(ledger, "inventory_rows", lambda: ("faq_delay", "nowhere"))
    monkeypatch.setattr("playbook_sim.site.__main__.ROOT", tmp_path)
    result = CliRunner().invoke(main, ["ledger", "write"])
    assert result.exit_code == 1
    assert "Without a place: nowhere. Cite them in the rulebook, or quote them on a page." in result.output
    assert ledger.read()["nowhere"] == []


# --- the page ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_every_row_with_its_quote_and_a_link_to_each_of_its_places(lang: str) -> None:
    view = View(BOOK, lang, link_from_simulator)
    told = macros_ledger.sentence_ledger(view, KEPT)
    rows = dict(re.findall(r'<tr role="row" id="row-(\w+)">(.*?)</tr>', told))
    assert set(rows) == set(ROWS)
    for row, html in rows.items():
        assert f">{row}</code>" in html
        places = html.rsplit("<td", 1)[1]
        assert places.count("<li>") == places.count("<a ") == len(KEPT[row])
    said = BOOK.words["ledger.total"][lang].format(n=119, placed=119)
    assert said in told
    assert told.count("<h3") == len({BOOK.citations[row].source for row in ROWS})


def test_the_totals_are_counted() -> None:
    view = View(BOOK, "en", link_from_simulator)
    told = macros_ledger.sentence_ledger(view, {"faq_delay": [], "dsers_no_stock": ["problem: no_stock"]})
    assert BOOK.words["ledger.total"]["en"].format(n=2, placed=1) in told


@pytest.mark.parametrize(
    "place",
    [
        "rule: no_stock/nothing",
        "step: no_stock/nothing",
        "problem: nothing",
        "limit: nothing",
        "message: nothing",
        "note: nothing",
        "page: handbook/nothing.md#list",
        "page: handbook/metrics.md#nothing",
        "wish: no_stock",
    ],
)
def test_a_place_that_is_not_there_is_named(place: str) -> None:
    view = View(BOOK, "en", link_from_simulator)
    with pytest.raises(macros_ledger.LedgerError, match=f"there is no '{place}'; write the ledger again"):
        macros_ledger.place_link(view, place)


# --- reading the pages ------------------------------------------------------------------------------------------


def test_quotes_on_pages_are_found_under_their_headings() -> None:
    (call,) = [call for call in CALLS if call.argument == "ae_board_disputes" and call.page == "handbook/metrics"]
    assert (call.macro, call.anchor) == ("quote", "aliexpress")
    assert heading("it", "handbook/metrics", "aliexpress")
    assert heading("it", "handbook/metrics", "nothing") is None
    assert heading("it", "handbook/nothing", "") is None


def test_what_pages_quote_is_what_a_search_for_the_macro_finds() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("??/**/*.md"))
    assert quoted_on_pages() == set(re.findall(r"\{\{ *quote\(\"(\w+)\"\)", pages))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_others_link_to_is_found_by_its_macro(lang: str) -> None:
    assert page_with("metric_list", lang) == "handbook/metrics"
    # The simulator, which cannot look, links to this one by its name.
    assert page_with("doubt_list", lang) == DOUBTS_PAGE
    with pytest.raises(PluginError, match=rf"docs/{lang}: other pages link to what {{{{ nothing\(\) }}}} writes"):
        page_with("nothing", lang)
