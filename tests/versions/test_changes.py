"""What an answer says has changed since the version of the rulebook that the case was made with."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import corrected
import pytest

from playbook_sim import bridge
from playbook_sim.cases import read_case
from playbook_sim.changes import Changes, changes_of
from playbook_sim.contract import as_data
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Resolution, Rulebook
from playbook_sim.releases import limits_at, number_of, standing
from playbook_sim.rendering.answer import announce, render_answer
from playbook_sim.rendering.text import render_text

BOOK = corrected.rulebook()
REAL = load_rulebook()


def ask(problem: str, made_with: str | None, book: Rulebook = BOOK, **facts: str) -> Resolution:
    told = {"platform": book.problems[problem].platform, "problem": problem, "facts": facts, "today": "2026-03-12"}
    return evaluate(book, *read_case(book, told | {"made_with": made_with}))


def changes(problem: str, made_with: str | None, book: Rulebook = BOOK, **facts: str) -> Changes:
    found = changes_of(book, ask(problem, made_with, book, **facts))
    assert found is not None
    return found


def told(found: Changes) -> list[tuple[str, str]]:
    return [(release.version, change.text["en"]) for release, change in found.touching]


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


# --- versions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "is_"),
    [
        ("2.0.0", "same"),
        ("2.0", "same"),
        ("2", "same"),
        ("1.0.0", "older"),
        ("1", "older"),
        ("1.9.0", "older"),
        ("1.10", "older"),
        ("2.0.1", "newer"),
        ("9.9", "newer"),
        ("10.0", "newer"),
        ("1.5.0", "unknown"),
        ("0.9.0", "unknown"),
        ("", "unknown"),
        ("v1.0.0", "unknown"),
        ("1.0.0.0.0", "unknown"),
        ("1..0", "unknown"),
        ("٢", "unknown"),
        ("1.0.0 ", "unknown"),
        ("<b>1</b>", "unknown"),
    ],
)
def test_where_a_version_stands(version: str, is_: str) -> None:
    assert standing(BOOK, version) == is_


def test_versions_compare_as_numbers() -> None:
    assert number_of("1.10.0") > number_of("1.9")
    assert number_of("1.0.0") == number_of("1")


def test_the_limits_of_a_version_are_those_before_all_that_came_after() -> None:
    amounts = {
        version: (limits_at(BOOK, version)["ae_answer"].amount, limits_at(BOOK, version)["ae_answer"].strict)
        for version in ("1.0.0", "1.9", "1.10.0", "2.0.0")
    }
    assert amounts == {
        "1.0.0": (7, "that_day"),
        "1.9": (6, "day_before"),
        "1.10.0": (5, "day_before"),
        "2.0.0": (5, "day_before"),
    }
    assert limits_at(BOOK, "2.0.0") == BOOK.limits


def test_a_chain_of_then_adds_up_its_links_of_then() -> None:
    chain = limits_at(BOOK, "1.0.0")["dsers_claim_to_remedy"]
    assert (chain.least, chain.amount) == (10, 45)


# --- what has changed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made_with", [None, "", "2.0.0", "2.0"])
def test_a_case_of_the_rulebook_at_hand_has_no_changes(made_with: str | None) -> None:
    resolution = ask("own_reason", made_with, dispute_opened_on="2026-03-10")
    assert changes_of(BOOK, resolution) is None
    assert "changes" not in render_answer(BOOK, resolution, "en")
    assert as_data(BOOK, resolution, "en")["changes"] is None


def test_dates_then_and_now() -> None:
    found = changes("own_reason", "1.0.0", dispute_opened_on="2026-03-10")
    dates = {
        moved.id: (moved.then.strict.isoformat(), moved.then.literal.isoformat(), moved.now.literal.isoformat())
        for moved in found.moved
    }
    assert dates == {
        "ae_answer": ("2026-03-17", "2026-03-17", "2026-03-15"),
        "ae_settle": ("2026-03-25", "2026-03-26", "2026-03-26"),
    }
    assert [moved.changed for moved in found.moved] == [True, False]
    assert found.paths_then == ()


@pytest.mark.parametrize(("made_with", "versions"), [("1.0.0", ["1.9", "1.10.0"]), ("1.9", ["1.10.0"]), ("1.10.0", [])])
def test_only_what_came_after_is_told(made_with: str, versions: list[str]) -> None:
    found = changes("own_reason", made_with, dispute_opened_on="2026-03-10")
    assert [version for version, _ in told(found)] == versions
    assert any(moved.changed for moved in found.moved) == bool(versions)


def test_a_change_touches_by_its_problem_by_what_mirrors_it_and_by_a_limit() -> None:
    for problem in ("wrong_item", "missing_item", "damaged_goods"):
        found = changes(problem, "1.10.0", evidence_sent_on="2026-03-10")
        assert [text for _, text in told(found)] == [
            "The remedy is carried out in working days, and the verification takes longer at most.",
            "Claims are written down with their evidence.",
        ]
    assert told(changes("complaint", "1.10.0"))[0][1] == "Claims are written down with their evidence."
    assert told(changes("no_stock", "1.0.0")) == []
    assert BOOK.problems["damaged_goods"].mirrors == "wrong_item"


def test_a_change_touches_the_problem_whose_path_is_followed() -> None:
    (text,) = {text for _, text in told(changes("unresponsive_supplier", "1.0.0", REAL))}
    assert text.startswith("No stock:")


def test_a_change_touches_before_the_facts_decide_what_follows_from_it() -> None:
    (text,) = [text for _, text in told(changes("return_without_reason", "1.10.0", goods_state="as_new"))]
    assert text == "A return is possible for longer after the receipt."


def test_another_branch_of_then_is_named() -> None:
    facts = {
        "goods_state": "as_new",
        "purchased_on": "2026-03-01",
        "goods_received": "yes",
        "received_on": "2026-03-05",
        "requested_on": "2026-03-10",
        "return_received_on": "2026-03-11",
    }
    found = changes("return_without_reason", "1.10.0", **facts)
    assert found.paths_then == ("closed",)
    assert {moved.id: moved.then is None for moved in found.moved if moved.changed} == {
        "tg_return_from_purchase": False,
        "tg_return_from_receipt": False,
        "tg_refund_after_return": True,
    }
    part = plain(render_answer(BOOK, ask("return_without_reason", "1.10.0", **facts), "en")["changes"])
    title = next(rule.title["en"] for rule in BOOK.problems["return_without_reason"].rules if rule.id == "closed")
    assert f"By the limits of then another branch applied: {title}." in part
    assert BOOK.words["changes.absent"]["en"] in part


@pytest.mark.parametrize(("start", "changed"), [("2026-02-28", False), ("2026-03-01", True)])
def test_a_dated_change_moves_only_what_starts_after_it(start: str, changed: bool) -> None:
    found = changes("own_reason", "1.0.0", corrected.with_dated_change(), dispute_opened_on=start)
    assert {moved.id: moved.changed for moved in found.moved} == {"ae_answer": changed, "ae_settle": False}


@pytest.mark.parametrize(("made_with", "is_"), [("9.9", "newer"), ("1.5.0", "unknown"), ("<b>x</b>", "unknown")])
def test_of_a_version_that_is_not_older_nothing_is_compared(made_with: str, is_: str) -> None:
    assert changes("own_reason", made_with, dispute_opened_on="2026-03-10") == Changes(
        made_with=made_with, standing=is_
    )


@pytest.mark.parametrize("version", [2.0, 2, ["1.0.0"], {}])
def test_a_version_is_a_text(version: Any) -> None:
    with pytest.raises(FactError) as raised:
        read_case(BOOK, {"platform": "dsers_tmall", "problem": "no_stock", "today": "2026-03-12", "made_with": version})
    assert raised.value.fact == "made_with"


# --- as it is told ----------------------------------------------------------------------------------------------

TABLE = {
    "en": "Answer the dispute due Tue 17 March 2026 strict target Sat 14 March 2026 · literal reading Sun 15 March "
    "2026 changed Settle with the buyer",
    "it": "Rispondere alla controversia scade mar 17 marzo 2026 obiettivo prudente sab 14 marzo 2026 · alla lettera "
    "dom 15 marzo 2026 cambiata Trovare un accordo con l’acquirente",
}


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_part_of_the_answer(lang: str) -> None:
    resolution = ask("own_reason", "1.0.0", dispute_opened_on="2026-03-10")
    parts = render_answer(BOOK, resolution, lang)
    assert list(parts)[:2] == ["now", "changes"]
    said = plain(parts["changes"])
    for release, change in changes_of(BOOK, resolution).touching:
        assert change.text[lang] in said
        assert f"../rule-changes/#v{release.version.replace('.', '-')}" in parts["changes"]
    assert TABLE[lang] in said
    sentence = BOOK.words["changes.older"][lang].format(old="1.0.0", new=BOOK.version)
    assert sentence in said
    assert sentence in announce(BOOK, resolution, lang)


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_text(lang: str) -> None:
    text = " ".join(render_text(BOOK, ask("own_reason", "1.0.0", dispute_opened_on="2026-03-10"), lang).split())
    assert BOOK.words["part.changes"][lang].upper() in text
    assert "17 mar" in text.lower()
    assert f"({BOOK.words['changes.changed'][lang]})" in text
    assert f"({BOOK.words['changes.unchanged'][lang]})" in text


@pytest.mark.parametrize("lang", ["en", "it"])
@pytest.mark.parametrize(("made_with", "key"), [("9.9", "newer"), ("0.9.0", "unknown")])
def test_a_version_that_is_not_older_is_said_plainly(made_with: str, key: str, lang: str) -> None:
    resolution = ask("own_reason", made_with, dispute_opened_on="2026-03-10")
    sentence = REAL.words[f"changes.{key}"][lang].format(old=made_with, new=BOOK.version)
    assert sentence in plain(render_answer(BOOK, resolution, lang)["changes"])
    assert sentence in " ".join(render_text(BOOK, resolution, lang).split())


def test_same_dates_and_no_change_are_said_in_a_sentence_without_a_table() -> None:
    untouched = render_answer(BOOK, ask("shipment_overdue", "1.0.0", promised_ship_date="2026-03-10"), "en")["changes"]
    assert "<table" not in untouched
    assert BOOK.words["changes.none"]["en"] in plain(untouched)
    assert BOOK.words["changes.same"]["en"] in plain(untouched)
    undated = plain(render_answer(BOOK, ask("no_stock", "1.0.0"), "en")["changes"])
    assert BOOK.words["changes.same"]["en"] not in undated


def test_what_a_link_holds_is_no_markup() -> None:
    part = render_answer(BOOK, ask("no_stock", "<img src=x onerror=alert(1)>"), "en")["changes"]
    assert "<img" not in part


def test_the_contract() -> None:
    data = as_data(BOOK, ask("own_reason", "1.9", dispute_opened_on="2026-03-10"), "it")
    assert data["made_with"] == "1.9"
    assert data["changes"] == {
        "standing": "older",
        "touching": [
            {
                "version": "1.10.0",
                "released": "2025-11-10",
                "text": "La risposta a una controversia era contata con un giorno di troppo.",
                "problems": [],
                "limits": ["ae_answer"],
            }
        ],
        "dates": [
            {
                "deadline": "ae_answer",
                "then": {"strict": "2026-03-15", "literal": "2026-03-16", "earliest": None, "latest": None},
                "now": {"strict": "2026-03-14", "literal": "2026-03-15", "earliest": None, "latest": None},
                "changed": True,
            },
            {
                "deadline": "ae_settle",
                "then": {"strict": "2026-03-25", "literal": "2026-03-26", "earliest": None, "latest": None},
                "now": {"strict": "2026-03-25", "literal": "2026-03-26", "earliest": None, "latest": None},
                "changed": False,
            },
        ],
        "paths_then": [],
    }


def test_the_bridge_takes_the_version_with_the_case() -> None:
    case = {
        "platform": "dsers_tmall",
        "problem": "wrong_item",
        "today": "2026-03-12",
        "made_with": "1.0.0",
        "lang": "it",
    }
    result = json.loads(bridge.handle(json.dumps({"method": "answer", "params": case})))["result"]
    assert result["answer"]["changes"]["standing"] == "older"
    assert REAL.words["changes.touching"]["it"] in plain(result["html"]["changes"])
    assert result["html"]["changes"].index("<h3") < result["html"]["changes"].index("<ul")


# --- the history as it is ---------------------------------------------------------------------------------------


def test_the_history_begins_with_the_first_version_and_ends_with_the_one_at_hand() -> None:
    assert REAL.history[0].version == "1.0.0"
    assert (REAL.history[-1].version, REAL.history[-1].released) == (REAL.version, REAL.released)


def test_the_notice_of_a_link_points_to_the_part_by_its_name() -> None:
    for lang in REAL.languages:
        assert REAL.words["part.changes"][lang] in REAL.words["form.link_version"][lang]
