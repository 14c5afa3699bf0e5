"""A table of a rule file by itself: what each getter gives, and the words with which it refuses."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from playbook_sim.errors import RulebookError
from playbook_sim.loading.reading import Table, in_languages, listed, suggestion

SPRING = dt.date(2026, 3, 10)


def table(text: str, path: str = "") -> Table:
    """A table as it would come from the file ``rules.toml``."""
    return Table(tomllib.loads(text), "rules.toml", path)


def refused(get: Callable[[], Any]) -> str:
    """The message with which ``get`` is refused."""
    with pytest.raises(RulebookError) as raised:
        get()
    return str(raised.value)


# --- sentences --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "nothing"),
        (["a"], "a"),
        (["a", "b"], "a or b"),
        (["a", "b", "c"], "a, b or c"),
    ],
)
def test_choices_in_a_sentence(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence


def test_the_nearest_word_is_suggested() -> None:
    assert suggestion("refnd", ["reissue", "refund"]) == "Write 'refund'."


def test_the_only_word_is_suggested_however_far_it_is() -> None:
    assert suggestion("xyz", ["given"]) == "Write 'given'."


def test_few_words_are_all_listed_in_order() -> None:
    twelve = [f"word_{letter}" for letter in "lkjihgfedcba"]
    assert suggestion("?", twelve) == f"Write one of: {', '.join(sorted(twelve)[:-1])} or word_l."


def test_of_many_words_the_three_nearest_are_named() -> None:
    far = [f"{letter}{letter}" for letter in "qrstuvwxyz"]
    assert suggestion("abcdef", [*far, "abxx", "abcyyyy", "azzzzzzz"]) == (
        "Write one that is, such as abcyyyy, abxx or azzzzzzz."
    )


@pytest.mark.parametrize("found", ["refundx", "re fund"])
def test_a_word_is_near_when_six_tenths_of_it_agree(found: str) -> None:
    assert suggestion(found, ["refund", "apple"]) == "Write 'refund'."


def test_a_text_is_asked_for_in_each_language() -> None:
    assert in_languages("label", ["en", "it"]) == 'label.en = "…" and label.it = "…"'


# --- places -----------------------------------------------------------------------------------------------------


def test_a_place_is_where_an_editor_would_look() -> None:
    assert table("").place() == "rules.toml"
    assert table("").place("kind") == "rules.toml: kind"
    assert table("", "limit").place() == "rules.toml: limit"
    assert table("", "limit").place("kind") == "rules.toml: limit.kind"


def test_what_is_no_table_is_refused_at_its_place() -> None:
    assert refused(lambda: Table(3, "rules.toml", "limit")) == "rules.toml: limit: found 3; write a table here"
    assert refused(lambda: Table([{}], "rules.toml")) == "rules.toml: found tables; write a table here"
    assert refused(lambda: Table([1], "rules.toml")) == "rules.toml: found [1]; write a table here"


def test_tables_inside_know_their_path() -> None:
    outer = table('[limit]\nkind = "duty"\n[[limit.earlier]]\nunit = 3\n[[limit.earlier]]\nunit = 4', "book")
    inner = outer.table("limit")
    assert inner.place("kind") == "rules.toml: book.limit.kind"
    assert [entry.place() for entry in inner.tables("earlier")] == [
        "rules.toml: book.limit.earlier[1]",
        "rules.toml: book.limit.earlier[2]",
    ]
    assert [(key, entry.place()) for key, entry in outer.items()] == [("limit", "rules.toml: book.limit")]
    assert table("").table_or_empty("limit").place() == "rules.toml: limit"


# --- getters ----------------------------------------------------------------------------------------------------

GETTERS: dict[str, tuple[Callable[[Table, str], Any], str, Any]] = {
    "a text": (Table.string, '"word"', "word"),
    "a text or none": (Table.string_or_none, '"word"', "word"),
    "a flag": (Table.flag, "true", True),
    "a number": (Table.integer, "3", 3),
    "a number or none": (Table.integer_or_none, "3", 3),
    "a date": (Table.date, "2026-03-10", SPRING),
    "a date or none": (Table.date_or_none, "2026-03-10", SPRING),
    "a choice": (lambda one, key: one.choice(key, ["word", "other"]), '"word"', "word"),
    "texts": (Table.strings, '["b", "a"]', ("b", "a")),
    "known texts": (lambda one, key: one.known_strings(key, ["a", "b"], "fact"), '["b", "a"]', ("b", "a")),
    "a text in all languages": (lambda one, key: one.text(key, ["en"]), '{ en = "Text" }', {"en": "Text"}),
    "such a text or none": (lambda one, key: one.text_or_none(key, ["en"]), '{ en = "Text" }', {"en": "Text"}),
    "a table": (lambda one, key: one.table(key).keys(), "{ b = 1, a = 2 }", ["b", "a"]),
    "a table or an empty one": (lambda one, key: one.table_or_empty(key).keys(), "{ b = 1, a = 2 }", ["b", "a"]),
    "tables": (lambda one, key: [entry.keys() for entry in one.tables(key)], "[{ a = 1 }, { b = 1 }]", [["a"], ["b"]]),
}
ABSENT = {
    "a text or none": None,
    "a flag": False,
    "a number or none": None,
    "a date or none": None,
    "texts": (),
    "known texts": (),
    "such a text or none": None,
    "a table or an empty one": [],
    "tables": [],
}
# getter → something else and the words that refuse it
WRONG = {
    "a text": ("3", "found 3; write a text in quotes"),
    "a text or none": ("3", "found 3; write a text in quotes"),
    "a flag": ('"true"', "found 'true'; write true or false"),
    "a number": ('"3"', "found '3'; write a whole number"),
    "a number or none": ("true", "found True; write a whole number"),
    "a date": ('"2026-03-10"', "found '2026-03-10'; write a date such as 2026-03-10, without quotes or time"),
    "a date or none": (
        "2026-03-10T08:00:00",
        "found 2026-03-10 08:00:00; write a date such as 2026-03-10, without quotes or time",
    ),
    "a choice": ("{ a = 1 }", "found a table; write key = one of: word or other"),
    "texts": ('"a"', "found 'a'; write a list such as [\"…\"]"),
    "known texts": ("3", 'found 3; write a list such as ["…"]'),
    "a text in all languages": ('"Text"', "found 'Text'; write key.en = \"…\""),
    "such a text or none": ('"Text"', "found 'Text'; write key.en = \"…\""),
    "a table": ("[{ a = 1 }]", "found tables; write a table"),
    "a table or an empty one": ("3", "found 3; write a table"),
    "tables": ("{ a = 1 }", "found a table; write [[key]] in double brackets above each of them"),
}
# getter → what to add where nothing stands
MISSING = {
    "a text": "add key = … (a text in quotes)",
    "a number": "add key = … (a whole number)",
    "a date": "add key = … (a date such as 2026-03-10)",
    "a choice": "add key = one of: word or other",
    "a text in all languages": 'add key.en = "…"',
    "a table": "add key = … (a table)",
}


@pytest.mark.parametrize("getter", GETTERS)
def test_what_is_written_is_given_and_counts_as_read(getter: str) -> None:
    get, written, value = GETTERS[getter]
    one = table(f"key = {written}")
    assert get(one, "key") == value
    one.finish()


@pytest.mark.parametrize("getter", ABSENT)
def test_what_is_not_written_is_nothing(getter: str) -> None:
    assert GETTERS[getter][0](table("other = 1"), "key") == ABSENT[getter]


@pytest.mark.parametrize("getter", MISSING)
def test_what_must_be_written_is_missed(getter: str) -> None:
    get = GETTERS[getter][0]
    assert refused(lambda: get(table("", "limit"), "key")) == f"rules.toml: limit: 'key' is missing: {MISSING[getter]}"


def test_getters_give_nothing_or_miss_what_is_absent() -> None:
    assert {*ABSENT, *MISSING} == set(GETTERS) == set(WRONG)


@pytest.mark.parametrize("getter", WRONG)
def test_something_else_is_refused(getter: str) -> None:
    written, words = WRONG[getter]
    get = GETTERS[getter][0]
    assert refused(lambda: get(table(f"key = {written}"), "key")) == f"rules.toml: key: {words}"


@pytest.mark.parametrize("getter", ["a text", "a number", "a text in all languages"])
def test_a_misspelt_key_is_named_instead_of_a_missing_one(getter: str) -> None:
    get = GETTERS[getter][0]
    wanted = "rules.toml: 'counted' is missing: found 'countd' instead; write 'counted'"
    assert refused(lambda: get(table("countd = 1\nunit = 1"), "counted")) == wanted


def test_a_key_that_was_read_is_not_taken_for_a_misspelling() -> None:
    one = table('counted_by = "x"')
    one.string("counted_by")
    assert refused(lambda: one.string("counted")) == (
        "rules.toml: 'counted' is missing: add counted = … (a text in quotes)"
    )


def test_an_empty_text_is_refused() -> None:
    words = "rules.toml: key: found an empty text; write the text, or take the line out"
    for get in (Table.string, Table.string_or_none):
        assert refused(lambda get=get: get(table('key = " "'), "key")) == words


def test_a_flag_that_is_false_is_false() -> None:
    assert table("key = false").flag("key") is False


# --- choices and lists ------------------------------------------------------------------------------------------


def test_a_choice_that_is_absent_is_the_default() -> None:
    one = table("")
    assert one.choice("unit", ["days", "weeks"], "days") == "days"
    assert table('unit = "weeks"').choice("unit", ["days", "weeks"], "days") == "weeks"
    one.finish()


def test_a_word_that_is_not_among_the_choices_is_refused() -> None:
    assert refused(lambda: table('unit = "dayz"').choice("unit", ["days", "weeks"])) == (
        "rules.toml: unit: found 'dayz', which is not known. Write 'days'."
    )


def test_an_id_that_is_not_known_is_refused_by_what_it_is() -> None:
    words = "rules.toml: on: found the fact 'dayz', which is not known. Write 'days'."
    assert refused(lambda: table("").known("on", "dayz", ["days"], "the fact")) == words
    assert refused(lambda: table('on = ["days", "dayz"]').known_strings("on", ["days"], "the fact")) == words
    assert table("").known("on", "days", ["days"]) is None


def test_lists_hold_texts_and_each_once() -> None:
    assert refused(lambda: table("on = [3]").strings("on")) == (
        "rules.toml: on: found 3 in the list; write texts in quotes"
    )
    assert refused(lambda: table('on = ["a", "a"]').strings("on")) == "rules.toml: on: found 'a' twice; write it once"


def test_tables_in_single_brackets_are_told_where_the_double_ones_go() -> None:
    one = table("key = 3", "rule[2].step[1]")
    assert refused(lambda: one.tables("key")) == (
        "rules.toml: rule[2].step[1].key: found 3; write [[rule.step.key]] in double brackets above each of them"
    )


# --- texts ------------------------------------------------------------------------------------------------------


def test_a_language_that_is_missing_is_named() -> None:
    assert refused(lambda: table('[label]\nen = "Text"', "limit").text("label", ["en", "it"])) == (
        "rules.toml: limit.label: the language 'it' is missing: add label.it = \"…\""
    )
    deep = table('[label]\nen = "Text"', "rule[2].step[1]")
    assert refused(lambda: deep.text("label", ["en", "it"])) == (
        "rules.toml: rule[2].step[1].label: the language 'it' is missing: add label.it = \"…\""
    )


def test_a_language_too_many_is_named() -> None:
    assert refused(lambda: table('[label]\nen = "Text"\nfr = "Texte"').text("label", iter(["en"]))) == (
        "rules.toml: label.fr: the key 'fr' is not known here. Take it out."
    )


# --- all together -----------------------------------------------------------------------------------------------


def test_a_key_that_nobody_asked_for_is_refused() -> None:
    one = table("amount = 1\nadvice = 2")
    one.integer("amount")
    assert refused(one.finish) == "rules.toml: advice: the key 'advice' is not known here. Take it out."


MAY_BE_ABSENT = {getter: GETTERS[getter][0] for getter in ABSENT}
MAY_BE_ABSENT["a choice with a default"] = lambda one, key: one.choice(key, ["days", "weeks"], "days")


@pytest.mark.parametrize("getter", MAY_BE_ABSENT)
def test_a_misspelt_key_that_may_be_absent_is_told_its_name(getter: str) -> None:
    one = table("missd = 1", "limit")
    MAY_BE_ABSENT[getter](one, "missed")
    one.integer_or_none("most")
    assert refused(one.finish) == "rules.toml: limit.missd: the key 'missd' is not known here. Write 'missed'."


def test_a_key_is_not_taken_for_one_that_is_there_too() -> None:
    one = table("missed = 1\nmissd = 1")
    one.integer_or_none("missed")
    assert refused(one.finish) == "rules.toml: missd: the key 'missd' is not known here. Take it out."


def test_items_and_defaults_count_as_read() -> None:
    one = table("[a]\n[b]")
    assert [key for key, _ in one.items()] == ["a", "b"]
    one.finish()
    assert (list(one), one.keys(), "a" in one, "c" in one) == (["a", "b"], ["a", "b"], True, False)


def test_one_table_over_another_says_what_it_does_not_leave_unsaid() -> None:
    newer, older = table("amount = 3\nunit = 1\nfirst = 1", "limit"), table("amount = 5", "limit.earlier[1]")
    both = older.over(newer, without=["first"])
    assert (both.keys(), both.place()) == (["amount", "unit"], "rules.toml: limit.earlier[1]")
    assert (both.integer("amount"), both.integer("unit")) == (5, 1)
    assert older.over(newer).keys() == ["amount", "unit", "first"]
