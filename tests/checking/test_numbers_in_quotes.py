"""A limit and the words of its source name the same number, whoever changes one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from playbook_sim.checking.durations import durations
from playbook_sim.checking.quotes import length, misquoted
from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Citation, Limit, Reason, Rulebook

BOOK = load_rulebook()
STATED = [limit for limit in BOOK.limits.values() if not limit.chain and limit.amount_from is None]
WORKING = next(limit for limit in STATED if limit.unit == "working_days" and limit.least)
ALONE = next(limit for limit in STATED if len(limit.cites) == 1 and limit.unit == "days")


# --- what a quote says ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "language", "ends"),
    [
        ("within 7 days after receiving", "en", [7]),
        ("After four days, it becomes crucial", "en", [4]),
        ("between ten and thirty business days", "en", [10, 30]),
        ("10–30 days", "en", [10, 30]),
        ("twenty-five days", "en", [25]),
        ("one hundred and eighty calendar days", "en", [180]),
        ("fifteen (15) days", "en", [15]),
        ("a 7-day return", "en", [7]),
        ("by the third working day", "en", [3]),
        ("within 48 hours", "en", [2]),
        ("within a week", "en", [7]),
        ("in about a week", "en", [7]),
        ("at least a fortnight", "en", [14]),
        ("more than a day", "en", [1]),
        ("a week or so", "en", [7]),
        ("around ten days", "en", [10]),
        ("in circa una settimana", "it", [7]),
        ("almeno un giorno", "it", [1]),
        ("una settimana circa", "it", [7]),
        ("circa dieci giorni", "it", [10]),
        ("WITHIN SIXTEEN DAYS", "en", [16]),
        ("every fortnight, a fortnight at most", "en", [14]),
        ("within 120 h", "en", [5]),
        ("by the thirtieth day", "en", [30]),
        ("ten more days", "en", [10]),
        ("supera i quattro giorni", "it", [4]),
        ("tra dieci e 30 giorni lavorativi", "it", [10, 30]),
        ("dai 10 ai 30 giorni di calendario", "it", [10, 30]),
        ("entro ventuno giorni", "it", [21]),
        ("centottanta giorni", "it", [180]),
        ("trentatré giorni", "it", [33]),
        ("ventitre giorni", "it", [23]),
        ("Centotto giorni", "it", [108]),
        ("centodue giorni", "it", [102]),
        ("centuno giorni", "it", [101]),
        ("sedici giorni", "it", [16]),
        ("entro il novantesimo giorno", "it", [90]),
        ("un giorno lavorativo", "it", [1]),
        ("48 h", "it", [2]),
        ("entro il quinto giorno", "it", [5]),
        ("due settimane", "it", [14]),
        ("entro 7 gg.", "it", [7]),
        ("entro un giorno", "it", [1]),
    ],
)
def test_a_duration_is_read_in_digits_words_and_ranges(quote: str, language: str, ends: list[int]) -> None:
    (found,) = durations(quote, language)
    assert [list(end) for end in found.ends] == [[end] for end in ends]
    assert quote[found.at :].startswith(found.said)
    assert found.working == any(word in quote for word in ("working", "business", "lavorativ"))


def test_a_time_that_is_no_whole_number_of_days_is_each_that_it_can_be() -> None:
    (hours,), (month,) = durations("36 hours", "en"), durations("entro un mese", "it")
    assert [*hours.ends[0]] == [1, 2]
    assert [*month.ends[0]] == [28, 29, 30, 31]


@pytest.mark.parametrize(
    ("quote", "language"),
    [
        ("a 30% refund to cancel", "en"),
        ("open up to 6 stores, by 10 times", "en"),
        ("one is product disputes", "en"),
        ("once a week, 24 hours a day", "en"),
        ("from time to time every day", "en"),
        ("the fort days of old", "en"),
        ("about a parcel, more than an exchange, at least a photo", "en"),
        ("a few days, some weeks, several months", "en"),
        ("circa un pacco, più di una volta, almeno una foto", "it"),
        ("qualche giorno, alcune settimane, pochi mesi", "it"),
        ("24 ore su 24, due volte", "it"),
        ("Articoli errati o mancanti", "it"),
    ],
)
def test_other_numbers_are_no_durations(quote: str, language: str) -> None:
    assert list(durations(quote, language)) == []


# --- the limits -------------------------------------------------------------------------------------------------


def found(limit: Limit, quotes: dict[str, str] | None = None, **changes: Any) -> list[RulebookError]:
    """What is found where a limit, or the quotes of its passages, are others."""
    citations = {id_: replace(BOOK.citations[id_], quote=quote) for id_, quote in (quotes or {}).items()}
    limits = {**BOOK.limits, limit.id: replace(limit, **changes)}
    return [*misquoted(replace(BOOK, limits=limits, citations={**BOOK.citations, **citations}))]


def test_the_playbook_says_what_its_sources_say() -> None:
    assert list(misquoted(BOOK)) == []


@pytest.mark.parametrize("limit", STATED, ids=lambda limit: limit.id)
@pytest.mark.parametrize("step", [-1, 1])
def test_another_number_without_another_quote_is_found(limit: Limit, step: int) -> None:
    """The most common slip of all: one line is changed, and the words it rests on are not."""
    changed = max(limit.amount + step, limit.amount - step if limit.amount + step < 1 else 0)
    (fault,) = found(limit, amount=changed)
    passage = next(BOOK.citations[id_] for id_ in limit.cites if id_ in fault.problem)
    (said,) = (duration.said for duration in durations(passage.quote, BOOK.sources[passage.source].language))
    back = "put the numbers back" if limit.least else f"write amount = {limit.amount} again"
    assert fault.place == f"limits.toml: {limit.id}.amount"
    assert fault.problem == _other(replace(limit, amount=changed), said, passage, back)
    days = f"{limit.least}–{changed}" if limit.least else str(changed)
    assert (fault.code, fault.details) == (
        "quote_other",
        {"days": days, "said": said, "passage": passage.id, "quote": passage.quote},
    )


def _other(limit: Limit, said: str, passage: Citation, back: str) -> str:
    return (
        f"this says {length(limit)}, and the passage that it rests on says {said!r}: {passage.id}, “{passage.quote}”. "
        f"If the source has changed, add its new sentence to citations/{passage.source}.toml and name that in cites "
        f"instead; if it has not, {back}. A passage about another time does not belong in cites"
    )


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (replace(ALONE, amount=1), "1 day"),
        (replace(ALONE, amount=2), "2 days"),
        (replace(ALONE, amount=1, unit="working_days"), "1 working day"),
        (replace(ALONE, least=10, amount=30, unit="working_days"), "10–30 working days"),
    ],
)
def test_a_limit_is_told_by_its_length(limit: Limit, said: str) -> None:
    assert length(limit) == said


def test_the_lower_end_of_a_range_is_compared_too() -> None:
    for changed in ({"least": WORKING.least + 1}, {"least": 0}):
        (fault,) = found(WORKING, **changed)
        assert fault.code == "quote_other"
        assert "if it has not, put the numbers back. A passage" in fault.problem


def test_a_passage_with_one_number_gives_no_range_back() -> None:
    passage = WORKING.cites[0]
    (fault,) = found(WORKING, {passage: f"within {WORKING.amount + 1} working days"})
    assert "if it has not, put the numbers back. A passage" in fault.problem


def test_a_quote_without_a_number_supports_none() -> None:
    (fault,) = found(ALONE, {ALONE.cites[0]: "as soon as possible"})
    assert fault.place == f"limits.toml: {ALONE.id}.amount"
    assert fault.problem == _none(ALONE, ALONE.amount)
    details = {"days": str(ALONE.amount), "end": str(ALONE.amount), "passages": ALONE.cites[0]}
    assert (fault.code, fault.details) == ("quote_none", details)


def test_of_a_range_that_no_quote_names_the_upper_end_is_told_and_every_passage() -> None:
    (fault,) = found(WORKING, dict.fromkeys(WORKING.cites, "as soon as possible"))
    assert len(WORKING.cites) > 1
    assert fault.problem == _none(WORKING, WORKING.amount)
    days = f"{WORKING.least}–{WORKING.amount}"
    assert fault.details == {"days": days, "end": str(WORKING.amount), "passages": ", ".join(WORKING.cites)}


def test_an_end_of_a_range_that_no_quote_names_is_told() -> None:
    (fault,) = found(WORKING, dict.fromkeys(WORKING.cites, f"within {WORKING.amount} working days"))
    assert fault.problem == _none(WORKING, WORKING.least)
    assert fault.details["end"] == str(WORKING.least)


def _none(limit: Limit, end: int) -> str:
    return (
        f"this says {length(limit)}, and no passage that it rests on names {end} ({', '.join(limit.cites)}); name in "
        "cites the one of citations/ that does, with the sentence of the source as its quote, or put the number back"
    )


def test_working_days_of_the_source_are_not_counted_as_any_days() -> None:
    (fault,) = found(WORKING, unit="days", calendar=None)
    passage = BOOK.citations[WORKING.cites[0]]
    (said,) = (duration.said for duration in durations(passage.quote, BOOK.sources[passage.source].language))
    assert fault.place == f"limits.toml: {WORKING.id}.unit"
    assert fault.problem == (
        f"this counts every day, and the passage that it rests on says {said!r}: {passage.id}, “{passage.quote}”. "
        'Write unit = "working_days" with a calendar, or the new sentence of the source as the quote'
    )
    days = f"{WORKING.least}–{WORKING.amount}"
    assert (fault.code, fault.details) == (
        "quote_working",
        {"days": days, "said": said, "passage": passage.id, "quote": passage.quote},
    )


@pytest.mark.parametrize(
    ("quote", "language", "placed"),
    [
        ("on the fourth day", "en", True),
        ("on the 4th day", "en", True),
        ("within four days", "en", False),
        ("il quarto giorno", "it", True),
        ("entro 4 giorni", "it", False),
    ],
)
def test_a_day_among_several_is_told_from_a_number_of_days(quote: str, language: str, placed: bool) -> None:
    (duration,) = durations(quote, language)
    assert duration.placed is placed


def test_number_and_quote_changed_together_are_right() -> None:
    more = ALONE.amount + 3
    assert found(ALONE, {ALONE.cites[0]: f"within {more} days"}, amount=more) == []


def test_each_version_rests_on_words_of_its_own() -> None:
    older = replace(ALONE, amount=ALONE.amount + 1)
    (fault,) = found(ALONE, versions=(ALONE, older))
    assert fault.place == f"limits.toml: {ALONE.id}.earlier[1].amount"


def test_an_earlier_version_that_took_over_the_newer_words_is_to_name_its_own() -> None:
    """To make its number the new one would falsify what held."""
    older = replace(ALONE, amount=ALONE.amount + 1, strict_because=None, literal_because=None)
    (fault,) = found(ALONE, versions=(ALONE, older))
    assert "again" not in fault.problem
    assert fault.problem.endswith(
        'These are the words of the version above: give this table cites = ["…"], the passage that held then'
    )
    (fault,) = found(ALONE, versions=(ALONE, replace(older, literal_because=Reason(text={}, cites=ALONE.cites))))
    assert fault.problem.endswith("the passage that held then, and literal_because with a text and cites of its own")
    reason = Reason(text={}, cites=ALONE.cites)
    (fault,) = found(ALONE, versions=(ALONE, replace(older, strict_because=reason, literal_because=reason)))
    assert fault.problem.endswith(", and strict_because and literal_because with a text and cites of its own")


def test_an_earlier_version_with_words_of_its_own_may_have_the_wrong_number() -> None:
    other = next(limit for limit in STATED if {*limit.cites}.isdisjoint(ALONE.cites) and limit.amount != ALONE.amount)
    older = replace(ALONE, cites=other.cites)
    (fault,) = found(ALONE, versions=(ALONE, older))
    assert "If the source has changed" in fault.problem
    assert "the version above" not in fault.problem


def test_a_source_in_a_language_that_is_not_read_is_left_to_its_readers() -> None:
    source = BOOK.citations[ALONE.cites[0]].source
    sources = {**BOOK.sources, source: replace(BOOK.sources[source], language="zh")}
    limits = {**BOOK.limits, ALONE.id: replace(ALONE, amount=ALONE.amount + 1)}
    assert ALONE.id not in " ".join(fault.place for fault in misquoted(replace(BOOK, limits=limits, sources=sources)))


def test_the_number_of_the_merchant_and_the_sum_of_a_chain_rest_on_no_quote() -> None:
    assert list(_unstated(BOOK))
    for limit in _unstated(BOOK):
        assert found(limit, amount=limit.amount + 1) == []


def _unstated(book: Rulebook) -> Iterator[Limit]:
    return (limit for limit in book.limits.values() if limit.chain or limit.amount_from is not None)
