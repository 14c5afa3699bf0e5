"""JSON and text that nobody vouches for."""

from __future__ import annotations

import contextlib
import json

import pytest
from engine import BOOK
from hostile import hostile_strings
from hypothesis import given
from hypothesis import strategies as st

from playbook_sim.bridge import handle
from playbook_sim.untrusted import MOST_DEPTH, JsonError, clean, read_json, shown, whole

ANY_TEXT = st.text(st.characters()) | st.sampled_from(hostile_strings())
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def code_of(text: str) -> str:
    """Why a text is not read."""
    with pytest.raises(JsonError) as caught:
        read_json(text)
    return caught.value.code


@given(ANY_JSON)
def test_what_json_can_hold_is_read(value: object) -> None:
    assert read_json(json.dumps(value)) == value
    assert read_json(json.dumps(value, ensure_ascii=False)) == value


@given(ANY_TEXT)
def test_any_other_text_is_refused_and_nothing_else_happens(text: str) -> None:
    with contextlib.suppress(JsonError):
        read_json(text)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"[":', '["]",'])
def test_brackets_may_lie_inside_one_another_only_so_deep(opening: str) -> None:
    closing = {"[": "]", '{"a":': "}", '[{"[":': "}]", '["]",': "]"}[opening]
    levels = len(closing)
    fits = MOST_DEPTH // levels
    assert read_json(opening * fits + "1" + closing * fits)
    assert code_of(opening * (fits + 1) + "1" + closing * (fits + 1)) == "too_deep"
    assert code_of(opening * 100_000) == "too_deep"


def test_brackets_in_texts_and_beside_one_another_are_not_deep() -> None:
    assert read_json(json.dumps(["[" * 1000, *([[], {}] * 1000)]))
    assert code_of('"' + '\\"' * 100_000) == "not_json"
    assert code_of("]" * 100_000) == "not_json"


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", '{"a": -Infinity}', "1e999", "9" * 5000, ""])
def test_numbers_that_json_does_not_have_are_refused(text: str) -> None:
    assert code_of(text) == "not_json"


def test_half_characters_become_whole_ones() -> None:
    assert read_json('{"a\\ud800": ["\\uDC00b", "\\ud83d\\ude00"]}') == {"a\ufffd": ["\ufffdb", "😀"]}
    assert whole("a\ud800") == "a\ufffd"


@given(ANY_TEXT)
def test_what_is_shown_is_short_and_can_be_seen(text: str) -> None:
    said = shown(text)
    assert len(said) <= 61
    assert not set(said) & {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\u2028\u202e\u2066\ufeff"}
    assert shown([text])


def test_what_turns_the_writing_direction_is_shown_as_what_it_is() -> None:
    assert shown("\u202etxet") == "\\u202etxet"
    assert shown("a\x00\n\U000e0041") == "a\\u0000\\u000a\\U000e0041"
    assert clean("\u202eab\u2066c\x00\x1b") == "abc"
    assert clean("שלום\u200f a\tb\n") == "שלום\u200f a\tb\n"


# --- the bridge -------------------------------------------------------------------------------------------------

CASE = {"platform": "dsers_tmall", "problem": "no_stock", "today": "2026-03-01", "facts": {}}
ODD = (5, [], "x", True, {"a": 1}, ["x"], None)
PARTS = [
    ("export", "format"),
    ("export", "beside"),
    ("record_template", "problem"),
    ("record_template", "format"),
    ("drill", "topic"),
    ("drill", "seed"),
    ("drill", "difficulty"),
    ("grade", "answers"),
    ("case_calendar", "records"),
    ("case_calendar", "today"),
    ("case_calendar", "link"),
    ("figures", "records"),
    ("summaries", "cases"),
    ("summaries", "today"),
    ("write_records", "records"),
    ("read_records", "text"),
    ("ledger", "limit"),
    ("compare", "other"),
]


@pytest.mark.parametrize(("method", "part"), PARTS)
def test_a_part_of_a_request_may_be_anything(method: str, part: str) -> None:
    known = dict(CASE) if method in ("export", "ledger") else {"today": CASE["today"]}
    known |= {"drill": {"seed": 1}, "grade": {"seed": 1}, "compare": {"case": CASE}}.get(method, {})
    if "format" not in part:
        known |= {"format": "json"} if method in ("export", "write_records", "read_records", "record_template") else {}
    for odd in ODD:
        reply = json.loads(handle(json.dumps({"method": method, "params": {"lang": "en"} | known | {part: odd}})))
        assert "result" in reply or reply["error"]["code"] in ("fact", "request"), (odd, reply)


@pytest.mark.parametrize("part", ["key", "name", "link", "blanks", "now"])
def test_a_part_of_what_goes_beside_an_answer_may_be_anything(part: str) -> None:
    for odd in (*ODD, {"name": 5}, "\ud800", "a\r\nb", "\r"):
        for format_ in ("text", "markdown", "calendar"):
            params = CASE | {"lang": "en", "format": format_, "beside": {part: odd}}
            reply = json.loads(handle(json.dumps({"method": "export", "params": params})))
            assert "result" in reply or reply["error"]["code"] == "request", (odd, reply)


@pytest.mark.parametrize("lang", BOOK.languages)
def test_a_name_that_nobody_knows_is_refused_by_that_name(lang: str) -> None:
    for name in hostile_strings():
        known = {"facts": {name: "x"}}
        for params in (CASE | known, *([CASE | {name: "x"}] if name not in CASE else [])):
            reply = json.loads(handle(json.dumps({"method": "answer", "params": params | {"lang": lang}})))
            assert reply["error"]["code"] == "fact"
            assert shown(whole(name)) in reply["error"]["message"]
