"""What was read of a rulebook with mistakes: what is known, what can be had, and that nothing is told twice."""

from __future__ import annotations

import pytest

from playbook_sim.errors import RulebookError, RulebookErrors
from playbook_sim.loading.mistakes import Entries, Follows, Mistakes, numbered

SOUND = Entries({"a": 1, "b": 2})
SPOILT = Entries({"a": 1, "b": 2}, ["c"])
TORN = Entries({"a": 1}, whole=False)


def test_what_could_be_read_is_had_and_the_rest_follows_from_its_mistake() -> None:
    assert SPOILT["a"] == 1
    with pytest.raises(Follows):
        SPOILT["c"]
    with pytest.raises(Follows):
        TORN["whatever"]
    with pytest.raises(KeyError, match="d"):
        SPOILT["d"]


def test_an_entry_with_a_mistake_is_known_and_of_a_torn_file_any_may_be() -> None:
    assert [SPOILT.may_have(id_) for id_ in "abcd"] == [True, True, True, False]
    assert [TORN.may_have(id_) for id_ in "ax"] == [True, True]
    assert (SOUND.ids, SPOILT.ids) == ({"a", "b"}, {"a", "b", "c"})


def test_all_are_had_only_where_all_could_be_read() -> None:
    assert SOUND.all() == (1, 2)
    assert (SOUND.complete, SPOILT.complete, TORN.complete) == (True, False, False)
    for entries in (SPOILT, TORN):
        with pytest.raises(Follows):
            entries.all()


def test_some_of_the_entries_know_what_may_be_one_of_them() -> None:
    some = SPOILT.where(lambda number: number > 1)
    assert (some, some.unread, some.whole) == ({"b": 2}, {"c"}, True)
    assert not TORN.where(lambda number: number > 1).whole


def test_joined_entries_stand_in_order_and_know_what_either_knew() -> None:
    joined = Entries({"z": 0}, ["y"]).joined(SPOILT, ["b", "z", "c", "a"])
    assert (list(joined.items()), joined.unread) == ([("b", 2), ("z", 0), ("a", 1)], {"y", "c"})
    assert [one.joined(other, "ab").whole for one in (SOUND, TORN) for other in (SOUND, TORN)] == [True, *[False] * 3]


def test_each_entry_is_read_beside_one_with_a_mistake_and_one_that_needs_it() -> None:
    mistakes = Mistakes()
    wrong = RulebookError("limits.toml: b", "wrong", "amount", found="0")

    def read(id_: str, number: int) -> str:
        if id_ == "b":
            raise wrong
        if id_ == "c":
            raise Follows
        return f"{id_}{number}"

    found = mistakes.each(Entries({"a": 1, "b": 2, "c": 3, "d": 4}, ["e"], whole=False), read)
    assert (found, found.unread, found.whole) == ({"a": "a1", "d": "d4"}, {"b", "c", "e"}, False)
    assert mistakes.found == [wrong]
    assert mistakes.each(SOUND, read).whole


def test_the_entries_of_a_list_are_read_each_by_itself() -> None:
    assert numbered(["one", "two"]).all() == ("one", "two")


def test_one_mistake_is_raised_as_it_is_and_several_as_one_error() -> None:
    mistakes = Mistakes()
    mistakes.tell()
    first, second = RulebookError("a.toml: x", "no", "amount", found="0"), RulebookError("b.toml", "nor this")
    for error in (first, RulebookError("a.toml: x", "no")):
        with mistakes.beside():
            raise error
    with pytest.raises(RulebookError) as raised:
        mistakes.tell()
    assert raised.value is first
    assert first.mistakes == (first,)
    with mistakes.beside():
        raise RulebookErrors([first, second])
    with pytest.raises(RulebookErrors) as several:
        mistakes.tell()
    assert several.value.mistakes == (first, second)
    assert str(several.value) == "a.toml: x: no\nb.toml: nor this"
    assert (several.value.place, several.value.code, several.value.details) == (first.place, "amount", {"found": "0"})
