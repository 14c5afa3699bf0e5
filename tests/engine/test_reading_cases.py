"""Reading a case: what is accepted, and each refusal word for word in both languages."""

from __future__ import annotations

import ast
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from engine import BOOK, day, request

import playbook_sim.cases
from playbook_sim.cases import explain, read_case
from playbook_sim.errors import FactError
from playbook_sim.model import Case

GOOD = request("shipment_overdue", "2026-03-12", promised_ship_date="2026-03-10")
CLAIM = request("wrong_item", "2026-03-12")
# No problem asks for a number yet; the rulebook may hold one all the same.
PIECES = replace(
    BOOK.facts["shipped"],
    id="pieces",
    kind="integer",
    values=(),
    label={"en": "How many pieces?", "it": "Quanti pezzi?"},
    least=1,
    most=9,
)
COUNTING = replace(
    BOOK,
    facts={**BOOK.facts, "pieces": PIECES},
    problems={**BOOK.problems, "no_stock": replace(BOOK.problems["no_stock"], asks=("pieces",))},
)


def test_a_case() -> None:
    case = Case(platform="dsers_tmall", problem="shipment_overdue", facts={"promised_ship_date": day("2026-03-10")})
    assert read_case(BOOK, GOOD) == (case, dt.date(2026, 3, 12))


@pytest.mark.parametrize(
    ("problem", "given", "read"),
    [
        ("order_cancelled", {"shipped": True}, {"shipped": "yes"}),
        ("order_cancelled", {"shipped": False}, {"shipped": "no"}),
        ("order_cancelled", {"shipped": None}, {}),
        ("order_cancelled", {"shipped": ""}, {}),
        ("wrong_item", {"evidence_sent_on": "", "claim_result": "not_yet"}, {"claim_result": "not_yet"}),
        ("no_stock", {"pieces": 3}, {"pieces": 3}),
        ("no_stock", {"pieces": "3"}, {"pieces": 3}),
    ],
)
def test_answers_as_a_form_gives_them(problem: str, given: dict[str, Any], read: dict[str, Any]) -> None:
    case, _ = read_case(COUNTING, request(problem, "2026-03-12", **given))
    assert case.facts == read


@pytest.mark.parametrize("facts", [{}, None])
def test_a_case_without_facts(facts: dict[str, str] | None) -> None:
    assert read_case(BOOK, {**CLAIM, "facts": facts})[0].facts == {}
    assert read_case(BOOK, {key: value for key, value in CLAIM.items() if key != "facts"})[0].facts == {}


def test_another_calendar() -> None:
    assert read_case(BOOK, {**CLAIM, "calendar": "italy-milano"})[0].calendar == "italy-milano"
    assert read_case(BOOK, {**CLAIM, "calendar": ""})[0].calendar is None


# code, what is given, the fact blamed, the sentence in English and in Italian
REFUSED: list[tuple[str, Any, str, str, str]] = [
    (
        "not_a_list",
        {**GOOD, "done": "request_refund"},
        "done",
        "done: found request_refund. Write a list of texts in square brackets.",
        "done: trovato request_refund. Scrivi un elenco di testi tra parentesi quadre.",
    ),
    (
        "unknown_value",
        {**GOOD, "done": ["request_refund", "dance"]},
        "done",
        "done: “dance” is not one of the answers. Accepted: "
        "press_supplier, treat_as_no_stock, request_refund, process_refund, reorder.",
        "done: «dance» non è tra le risposte possibili. Ammesse: "
        "press_supplier, treat_as_no_stock, request_refund, process_refund, reorder.",
    ),
    (
        "not_an_object",
        ["no_stock"],
        "facts",
        'Found [\'no_stock\']. Write a JSON object such as {"platform": …, "problem": …, "facts": {…}, "today": …}.',
        'Trovato [\'no_stock\']. Scrivi un oggetto JSON come {"platform": …, "problem": …, "facts": {…}, "today": …}.',
    ),
    (
        "not_an_object",
        {**GOOD, "facts": []},
        "facts",
        'Found []. Write a JSON object such as {"platform": …, "problem": …, "facts": {…}, "today": …}.',
        'Trovato []. Scrivi un oggetto JSON come {"platform": …, "problem": …, "facts": {…}, "today": …}.',
    ),
    (
        "unknown_key",
        {**GOOD, "date": "2026-03-10"},
        "date",
        "“date” is not a part of a case. Accepted: platform, problem, facts, today, calendar, done, made_with.",
        "«date» non fa parte di un caso. Ammessi: platform, problem, facts, today, calendar, done, made_with.",
    ),
    (
        "missing",
        {key: value for key, value in GOOD.items() if key != "platform"},
        "platform",
        "platform is missing. Accepted: aliexpress, any, dsers_tmall, tmall_global.",
        "Manca platform. Ammessi: aliexpress, any, dsers_tmall, tmall_global.",
    ),
    (
        "missing",
        {**GOOD, "today": None},
        "today",
        "today is missing. Accepted: YYYY-MM-DD.",
        "Manca today. Ammessi: YYYY-MM-DD.",
    ),
    (
        "unknown_value",
        {**GOOD, "platform": "tmall"},
        "platform",
        "platform: “tmall” is not one of the answers. Accepted: aliexpress, any, dsers_tmall, tmall_global.",
        "platform: «tmall» non è tra le risposte possibili. Ammesse: aliexpress, any, dsers_tmall, tmall_global.",
    ),
    (
        "unknown_value",
        request("wrong_item", "2026-03-12", claim_result="accepted"),
        "claim_result",
        "What did Tmall decide about the claim? (claim_result): “accepted” is not one of the answers. "
        "Accepted: not_yet, verified, rejected.",
        "Che cosa ha deciso Tmall sul reclamo? (claim_result): «accepted» non è tra le risposte possibili. "
        "Ammesse: not_yet, verified, rejected.",
    ),
    (
        "unknown_value",
        request("order_cancelled", "2026-03-12", shipped=1),
        "shipped",
        "Has the order already been shipped? (shipped): “1” is not one of the answers. Accepted: yes, no.",
        "L’ordine è già stato spedito? (shipped): «1» non è tra le risposte possibili. Ammesse: yes, no.",
    ),
    (
        "unknown_fact",
        request("customs_hold", "2026-03-12", shipped="yes"),
        "shipped",
        "“shipped” is not asked for this problem. Accepted: dsers_reminder.",
        "«shipped» non è tra le domande di questo problema. Ammesse: dsers_reminder.",
    ),
    (
        "unknown_fact",
        request("unresponsive_supplier", "2026-03-12", shipped="yes"),
        "shipped",
        "“shipped” is not asked for this problem. Accepted: –.",
        "«shipped» non è tra le domande di questo problema. Ammesse: –.",
    ),
    (
        "not_a_date",
        request("shipment_overdue", "2026-03-12", promised_ship_date="10/03/2026"),
        "promised_ship_date",
        "Promised ship date (promised_ship_date): “10/03/2026” is not a date. "
        "Write year, month and day, for example 2026-03-10.",
        "Data di spedizione promessa (promised_ship_date): «10/03/2026» non è una data. "
        "Scrivi anno, mese e giorno, per esempio 2026-03-10.",
    ),
    (
        "not_a_date",
        request("shipment_overdue", "2026-03-12", promised_ship_date="2026-02-30"),
        "promised_ship_date",
        "Promised ship date (promised_ship_date): “2026-02-30” is not a date. "
        "Write year, month and day, for example 2026-03-10.",
        "Data di spedizione promessa (promised_ship_date): «2026-02-30» non è una data. "
        "Scrivi anno, mese e giorno, per esempio 2026-03-10.",
    ),
    (
        "not_a_date",
        {**GOOD, "today": 20260312},
        "today",
        "today: “20260312” is not a date. Write year, month and day, for example 2026-03-10.",
        "today: «20260312» non è una data. Scrivi anno, mese e giorno, per esempio 2026-03-10.",
    ),
    (
        "date_out_of_range",
        request("shipment_overdue", "2026-03-12", promised_ship_date="0206-03-10"),
        "promised_ship_date",
        "Promised ship date (promised_ship_date): 0206-03-10 is outside the years covered. "
        "Write a date from 2020-01-01 to 2035-12-31.",
        "Data di spedizione promessa (promised_ship_date): 0206-03-10 è fuori dagli anni coperti. "
        "Scrivi una data dal 2020-01-01 al 2035-12-31.",
    ),
    (
        "after_today",
        request("wrong_item", "2026-03-12", evidence_sent_on="2026-03-13"),
        "evidence_sent_on",
        "Day the evidence went to DSers (evidence_sent_on): 2026-03-13 lies after today (2026-03-12), and here "
        "goes only what has happened. Write a day up to today, leave it empty if it has not happened yet, or correct "
        "the date of today.",
        "Giorno in cui hai consegnato le prove a DSers (evidence_sent_on): 2026-03-13 è dopo oggi (2026-03-12), e "
        "qui va solo ciò che è già successo. Scrivi un giorno fino a oggi, lascia vuoto se non è ancora successo, "
        "oppure correggi la data di oggi.",
    ),
    (
        "before_other",
        request(
            "wrong_item",
            "2026-03-12",
            claim_result="verified",
            evidence_sent_on="2026-03-10",
            verified_on="2026-03-09",
        ),
        "verified_on",
        "Day the claim was verified (verified_on): 2026-03-09 lies before “Day the evidence went to DSers” "
        "(2026-03-10), and it cannot happen before that. Correct whichever of the two dates is wrong.",
        "Giorno in cui il reclamo è stato verificato (verified_on): 2026-03-09 viene prima di «Giorno in cui hai "
        "consegnato le prove a DSers» (2026-03-10), e non può succedere prima. Correggi quella delle due date "
        "che è sbagliata.",
    ),
    (
        "not_an_integer",
        request("no_stock", "2026-03-12", pieces=2.5),
        "pieces",
        "How many pieces? (pieces): “2.5” is not a whole number.",
        "Quanti pezzi? (pieces): «2.5» non è un numero intero.",
    ),
    (
        "not_an_integer",
        request("no_stock", "2026-03-12", pieces=True),
        "pieces",
        "How many pieces? (pieces): “True” is not a whole number.",
        "Quanti pezzi? (pieces): «True» non è un numero intero.",
    ),
    (
        "integer_out_of_range",
        request("no_stock", "2026-03-12", pieces=10),
        "pieces",
        "How many pieces? (pieces): 10 is out of range. Write a number from 1 to 9.",
        "Quanti pezzi? (pieces): 10 è fuori dai limiti. Scrivi un numero da 1 a 9.",
    ),
]


@pytest.mark.parametrize(
    ("code", "given", "fact", "english", "italian"), REFUSED, ids=[f"{code}-{fact}" for code, _, fact, *_ in REFUSED]
)
def test_a_refusal(code: str, given: Any, fact: str, english: str, italian: str) -> None:
    with pytest.raises(FactError) as raised:
        read_case(COUNTING, given)
    assert (raised.value.code, raised.value.fact) == (code, fact)
    assert explain(COUNTING, raised.value, "en") == english
    assert explain(COUNTING, raised.value, "it") == italian


def test_every_code_has_its_sentence_and_its_test() -> None:
    tree = ast.parse(Path(playbook_sim.cases.__file__).read_text(encoding="utf-8"))
    raised = {
        node.args[1].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "FactError"
    }
    assert raised == {code for code, *_ in REFUSED}
    # Drills and the command line refuse these, and their tests want their sentences.
    elsewhere = {"no_such_level", "not_json", "too_deep", "too_large"}
    said = {key.removeprefix("errors.") for key in BOOK.words if key.startswith("errors.")}
    assert raised | elsewhere == said


@pytest.mark.parametrize("calendar", ["rome", False, 0, []])
def test_an_unknown_calendar_is_not_passed_over(calendar: Any) -> None:
    with pytest.raises(FactError) as raised:
        read_case(BOOK, {**CLAIM, "calendar": calendar})
    assert (raised.value.fact, raised.value.code) == ("calendar", "unknown_value")


@pytest.mark.parametrize(
    "today", ["2026-03-12\n", " 2026-03-12", "2026-3-12", "20260312", "２０２６-03-12", "2026-W11-4"]
)
def test_a_date_is_written_in_one_way_only(today: str) -> None:
    with pytest.raises(FactError) as raised:
        read_case(BOOK, {**CLAIM, "today": today})
    assert (raised.value.fact, raised.value.code) == ("today", "not_a_date")


def test_the_first_and_the_last_day_are_covered() -> None:
    for today in (BOOK.first_date, BOOK.last_date):
        assert read_case(BOOK, {**CLAIM, "today": today.isoformat()})[1] == today


def test_a_long_or_unprintable_text_is_shown_in_part() -> None:
    for given, shown in (("x" * 200, "x" * 60 + "…"), ("\ud800", "\\ud800"), ("{fact}", "{fact}")):
        with pytest.raises(FactError) as raised:
            read_case(BOOK, {**CLAIM, "problem": given})
        assert f"“{shown}”" in explain(BOOK, raised.value, "en")
        with pytest.raises(FactError) as raised:
            read_case(BOOK, {**CLAIM, given: "x"})
        assert f"“{shown}”" in explain(BOOK, raised.value, "en")


def test_things_may_happen_on_the_same_day() -> None:
    facts = {"claim_result": "verified", "evidence_sent_on": "2026-03-12", "verified_on": "2026-03-12"}
    case, today = read_case(BOOK, request("wrong_item", "2026-03-12", **facts))
    assert case.facts["evidence_sent_on"] == case.facts["verified_on"] == today
