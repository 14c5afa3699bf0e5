"""Reading one record: what is wrong with each part is named, all of it at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from random_cases import BOOK
from saved import records

from playbook_sim.records.record import MOST_TEXT, read_record
from playbook_sim.untrusted import clean

TODAY = "2026-11-26"
GOOD = {"id": "a" * 12, "platform": "dsers_tmall", "problem": "no_stock", "created_on": "2026-03-10"}


def wrong(lang: str = "en", **parts: Any) -> list[tuple[str | None, bool]]:
    """The fields that are wrong, and whether they keep the record out."""
    record, mistakes = read_record(BOOK, lang, GOOD | parts, TODAY)
    assert (record is None) == any(not mistake.entered for mistake in mistakes)
    assert all(mistake.message and "{" not in mistake.message for mistake in mistakes)
    return [(mistake.field, mistake.entered) for mistake in mistakes]


@given(records())
@settings(deadline=None)
def test_a_sound_record_stays_as_it_is(record: dict[str, Any]) -> None:
    assert read_record(BOOK, "en", record, TODAY) == (record, ())
    assert read_record(BOOK, "en", record | {"summary": {"do": "run"}}, TODAY) == (record, ())


def test_what_is_not_told_has_its_usual_value() -> None:
    record, mistakes = read_record(BOOK, "en", {"platform": "dsers_tmall", "problem": "no_stock", "store": None}, TODAY)
    assert mistakes == ()
    assert record == {
        "schema": 1,
        "id": "",
        "store": "",
        "order": "",
        "platform": "dsers_tmall",
        "problem": "no_stock",
        "facts": {},
        "calendar": None,
        "done": [],
        "sent": {},
        "blanks": {},
        "notes": "",
        "created_on": TODAY,
        "changed_on": TODAY,
        "closed_on": None,
        "outcome": None,
        "rulebook": BOOK.version,
        "summary": None,
    }


WRONG = [
    ({"store": "x" * (MOST_TEXT["store"] + 1)}, "store"),
    ({"order": ["1"]}, "order"),
    ({"notes": "x" * (MOST_TEXT["notes"] + 1)}, "notes"),
    ({"platform": None}, "platform"),
    ({"problem": "<b>"}, "problem"),
    ({"facts": []}, "facts"),
    ({"facts": {"a": []}}, "facts"),
    ({"facts": {"a": 10**12}}, "facts"),
    ({"facts": {f"a{number}": "x" for number in range(101)}}, "facts"),
    ({"done": "a"}, "done"),
    ({"done": [1]}, "done"),
    ({"sent": {"a": "soon"}}, "sent"),
    ({"blanks": {"a": "x" * (MOST_TEXT["blanks"] + 1)}}, "blanks"),
    ({"created_on": "10/03/2026"}, "created_on"),
    ({"created_on": "1999-01-01"}, "created_on"),
    ({"closed_on": "2026-02-30"}, "closed_on"),
    ({"closed_on": "2026-03-09"}, "closed_on"),
    ({"created_on": None, "closed_on": "2026-03-12"}, "created_on"),
    ({"outcome": "refunded"}, "closed_on"),
    ({"outcome": "gone", "closed_on": "2026-03-12"}, "outcome"),
    ({"schema": 99}, "schema"),
    ({"calendar": 5}, "calendar"),
]


@pytest.mark.parametrize("lang", BOOK.languages)
@pytest.mark.parametrize(("parts", "field"), WRONG)
def test_a_part_that_is_wrong_is_named(parts: dict[str, Any], field: str, lang: str) -> None:
    assert wrong(lang, **parts) == [(field, False)]


def test_all_mistakes_are_named_at_once() -> None:
    assert wrong(store=["x"], facts=3, outcome="gone") == [("store", False), ("facts", False), ("outcome", False)]


def test_a_part_that_is_not_known_is_left_out_with_a_remark() -> None:
    assert wrong(colour="red") == [(None, True)]


def test_an_order_number_may_be_a_number() -> None:
    record, _ = read_record(BOOK, "en", GOOD | {"order": 8101234567890123}, TODAY)
    assert record is not None
    assert record["order"] == "8101234567890123"


@pytest.mark.parametrize(
    ("text", "kept"), [("a\nb\tc", "a\nb\tc"), ("a\x00b\x1b", "ab"), ("\ud83d\ude00", "😀"), ("a\ud800", "a�")]
)
def test_what_no_page_can_show_is_taken_out(text: str, kept: str) -> None:
    assert clean(text) == kept
    assert clean(kept) == kept
