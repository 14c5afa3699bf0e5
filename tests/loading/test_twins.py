"""Texts with their twins: found wherever they stand, and known by a hash that white space does not change."""

import datetime as dt
import hashlib

import pytest

from playbook_sim.loading.twins import hash_of, record_line, texts_in

BOTH = {"en": "Ship it", "it": "Spedisci"}


def test_a_line_of_the_record() -> None:
    line = record_line("limit.label", {"en": "0a", "it": "1b"}, dt.date(2026, 3, 10))
    assert line == '"limit.label" = { en = "0a", it = "1b", on = 2026-03-10 }'


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (BOTH, [("", BOTH)]),
        ({"limit": {"label": BOTH}}, [("limit.label", BOTH)]),
        ({"a": BOTH, "X": BOTH}, [("a", BOTH), ("X", BOTH)]),
        ({"rule": [{"id": "late", "step": [{"do": BOTH}]}]}, [("rule[late].step[1].do", BOTH)]),
        ({"step": [{"do": BOTH}, {"do": BOTH}]}, [("step[1].do", BOTH), ("step[2].do", BOTH)]),
        ({"rule": [{"do": BOTH}]}, [("rule[1].do", BOTH)]),
        ({"it": "one language alone is a key like any other"}, []),
        ({"en": "a", "it": 5}, []),
        ({"en": "a", "de": "b"}, []),
        ({"en": "a", "it": "b", "id": "c"}, []),
        ({"text": "en", "list": ["it", 5]}, []),
        ("en", []),
    ],
)
def test_texts_are_found_with_their_places(value: object, found: list) -> None:
    assert list(texts_in(value, ["en", "it"])) == found


def test_a_hash_is_of_what_is_read() -> None:
    wanted = hashlib.sha256("Ciao\n  città".encode()).hexdigest()
    assert hash_of("Ciao\n  città") == wanted[:12]
    assert hash_of("\n Ciao  \n  città\t\n\n") == wanted[:12]
    assert hash_of("Ciao\ncittà") != wanted[:12]


def test_texts_in_one_language_are_found_at_any_depth_where_they_are_asked_for() -> None:
    values = {"a": {"b": {"en": "x"}}, "c": [{"id": "one", "d": {"it": "y"}}]}
    assert [text for _, text in texts_in(values, ("en", "it"), least=1)] == [{"en": "x"}, {"it": "y"}]
    assert list(texts_in(values, ("en", "it"))) == []
