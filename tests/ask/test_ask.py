"""The box “Describe it in your words” suggests what people mean, in both languages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from playbook_sim.loading import load_rulebook
from playbook_sim.site import ask
from playbook_sim.site.places import ROOT, SITE

BOOK = load_rulebook()
DATA = ROOT / "tests" / "data"
SCRIPT = Path(__file__).with_name("find.mjs")
MOST = 3


def index(lang: str) -> dict[str, Any]:
    """What the built site searches."""
    return json.loads((SITE / lang / ask.NAME).read_text(encoding="utf-8"))


def suggestions(lang: str, typed: list[str], platform: str = "") -> list[list[str]]:
    """What the page's own script suggests, run under Node."""
    node = shutil.which("node", path=str(Path(sys.executable).parent))
    assert node, "Node is not beside Python: run make setup first."
    asked = {"index": index(lang), "queries": [{"typed": text, "platform": platform} for text in typed]}
    run = subprocess.run([node, SCRIPT], input=json.dumps(asked), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def wanted(lang: str) -> dict[str, list[str]]:
    """Query → the ids that answer it: those of this box, and those of the site's search that a problem answers."""
    pages = {f"handbook/{told.stage}/{id_}".replace("_", "-"): id_ for id_, told in BOOK.problems.items()}
    queries = tomllib.loads((DATA / "search_queries.toml").read_text(encoding="utf-8"))[lang]
    about = {typed: [pages[page] for page in found if page in pages] for typed, found in queries.items()}
    own = tomllib.loads((DATA / "ask_queries.toml").read_text(encoding="utf-8"))[lang]
    return {typed: ids for typed, ids in about.items() if ids} | own


@pytest.mark.parametrize("lang", BOOK.languages)
def test_the_three_suggestions_hold_what_is_meant(lang: str) -> None:
    queries = wanted(lang)
    found = suggestions(lang, list(queries))
    misses = [
        f"“{typed}” wants {' or '.join(ids)}, suggested: {', '.join(three)}"
        for (typed, ids), three in zip(queries.items(), found, strict=True)
        if not set(ids) & set(three)
    ]
    assert len(queries) > 120
    assert misses == []
    assert all(len(three) <= MOST for three in found)


FIRST = {
    "en": {
        "dsers_tmall": {
            "broken item": "damaged_goods",
            "item broke": "damaged_goods",
            "the item is broken": "damaged_goods",
            "cracked screen": "damaged_goods",
            "the parcel does not arrive": "other_dsers",
        },
        "tmall_global": {
            "broken item": "quality_problem",
            "item broke": "quality_problem",
        },
        "aliexpress": {
            "parcel stuck for weeks": "no_tracking_update",
        },
    },
    "it": {
        "dsers_tmall": {
            "articolo rotto": "damaged_goods",
            "l'articolo è rotto": "damaged_goods",
            "schermo crepato": "damaged_goods",
            "il pacco non arriva": "other_dsers",
        },
        "tmall_global": {
            "articolo rotto": "quality_problem",
            "si è rotto": "quality_problem",
        },
        "aliexpress": {
            "pacco bloccato da settimane": "no_tracking_update",
        },
    },
}
"""Everyday words for a problem, typed by whoever has said which platform: what must then be suggested first."""


@pytest.mark.parametrize("lang", BOOK.languages)
def test_everyday_words_lead_to_the_problem_of_the_platform_that_was_named(lang: str) -> None:
    for platform, wanted_first in FIRST[lang].items():
        found = suggestions(lang, [*wanted_first], platform)
        assert {typed: three[:1] for typed, three in zip(wanted_first, found, strict=True)} == {
            typed: [id_] for typed, id_ in wanted_first.items()
        }


STOPPED = {
    "en": ("parcel stuck in customs", "parcel blocked at customs"),
    "it": ("pacco bloccato in dogana", "pacco fermo in dogana"),
}


@pytest.mark.parametrize("lang", BOOK.languages)
def test_whatever_word_says_that_customs_stops_a_parcel_leads_to_the_pages_about_customs(lang: str) -> None:
    for three in suggestions(lang, [*STOPPED[lang]], "aliexpress"):
        assert {"tax_data_missing", "buyer_unreachable"} <= {*three}, three
    for three in suggestions(lang, [*STOPPED[lang]]):
        assert "customs_hold" in three
        assert {"tax_data_missing", "buyer_unreachable"} & {*three}, three


@pytest.mark.parametrize("lang", BOOK.languages)
def test_who_has_a_dispute_and_no_name_for_the_problem_is_led_to_a_page_first(lang: str) -> None:
    queries = {typed: ids for typed, ids in wanted(lang).items() if ids[0] in ask.PAGES}
    assert len(queries) > 3
    first = {typed: three[:1] for typed, three in zip(queries, suggestions(lang, list(queries)), strict=True)}
    assert {typed: found for typed, found in first.items() if not set(found) & set(queries[typed])} == {}


@pytest.mark.parametrize("lang", BOOK.languages)
def test_every_problem_is_meant_by_some_words(lang: str) -> None:
    assert {id_ for ids in wanted(lang).values() for id_ in ids if id_.isidentifier()} == set(BOOK.problems)


@pytest.mark.parametrize("lang", BOOK.languages)
def test_each_problem_is_found_by_its_name_and_each_question_by_its_own_words(lang: str) -> None:
    entries = index(lang)["entries"]
    assert {entry["id"] for entry in entries if "platform" in entry} == set(BOOK.problems)
    found = suggestions(lang, [entry["title"] for entry in entries])
    missed = [entry["title"] for entry, three in zip(entries, found, strict=True) if entry["id"] not in three]
    assert missed == []


def test_questions_of_the_faq_have_their_anchor_on_its_page() -> None:
    for lang in BOOK.languages:
        anchors = set(re.findall(r'id="([^"]+)"', (SITE / lang / "faq" / "index.html").read_text(encoding="utf-8")))
        asked = [entry["id"] for entry in index(lang)["entries"] if "#" in entry["id"]]
        assert len(asked) > 50
        assert "faq/#about" not in asked, "what the page says of itself is no question"
        assert [id_ for id_ in asked if id_.partition("#")[2] not in anchors] == []


def test_nothing_is_suggested_for_nothing() -> None:
    assert suggestions("en", ["", "   ", "the of and", "xqzt", "?!"]) == [[], [], [], [], []]


def test_problems_of_the_chosen_platform_come_first() -> None:
    (everywhere,) = suggestions("en", ["defective product"])
    (here,) = suggestions("en", ["defective product"], "tmall_global")
    assert set(everywhere) & {"real_defect"}
    assert BOOK.problems[here[0]].platform == "tmall_global"


# --- the words ----------------------------------------------------------------------------------------------------

MISTAKES = [
    ('[en]\nignored = ""\nmeans = {}', "words.toml: found the tables en; write one for each of en, it"),
    (
        '[en]\nignored = "The"\nmeans = {}\n[it]\nignored = ""\nmeans = {}',
        "words.toml: en: found 'The'; write one word, in small letters",
    ),
    (
        '[en]\nignored = ""\nmeans = {}\n[it]\nignored = ""\nmeans = {"mala fede" = "malafede"}',
        "words.toml: it: found 'mala fede'; write one word, in small letters",
    ),
    (
        '[en]\nignored = "a"\nmeans = {a = "b"}\n[it]\nignored = ""\nmeans = {}',
        "words.toml: en.means.a: the word is ignored too; take it out of one of them",
    ),
]


@pytest.mark.parametrize(("text", "said"), MISTAKES)
def test_a_mistake_in_the_words_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ask.AskError) as raised:
        ask.read_words(("en", "it"), path)
    assert str(raised.value) == said
