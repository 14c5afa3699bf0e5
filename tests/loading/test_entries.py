"""What was read of a rulebook with mistakes: what is known, what can be had, and that nothing is told twice."""

from __future__ import annotations

import pytest

from playbook_sim.errors import RulebookError, RulebookErrors
from playbook_sim.loading.mistakes import Entries, Follows, Mistakes, numbered


@pytest.fixture
def sound() -> Entries[int]:
    """All could be read."""
    return Entries({"a": 1, "b": 2})


@pytest.fixture
def spoilt() -> Entries[int]:
    """One entry has a mistake."""
    return Entries({"a": 1, "b": 2}, ["c"])


@pytest.fixture
def torn() -> Entries[int]:
    """A file could not be read."""
    return Entries({"a": 1}, whole=False)


def test_what_could_be_read_is_had_and_the_rest_follows_from_its_mistake(
    spoilt: Entries[int], torn: Entries[int]
) -> None:
    assert spoilt["a"] == 1
    with pytest.raises(Follows):
        spoilt["c"]
    with pytest.raises(Follows):
        torn["whatever"]
    with pytest.raises(KeyError, match="d"):
        spoilt["d"]


def test_an_entry_with_a_mistake_is_known_and_of_a_torn_file_any_may_be(
    sound: Entries[int], spoilt: Entries[int], torn: Entries[int]
) -> None:
    assert [spoilt.may_have(id_) for id_ in "abcd"] == [True, True, True, False]
    assert [torn.may_have(id_) for id_ in "ax"] == [True, True]
    assert (sound.ids, spoilt.ids) == ({"a", "b"}, {"a", "b", "c"})


def test_all_are_had_only_where_all_could_be_read(
    sound: Entries[int], spoilt: Entries[int], torn: Entries[int]
) -> None:
    assert sound.all() == (1, 2)
    assert (sound.complete, spoilt.complete, torn.complete) == (True, False, False)
    for entries in (spoilt, torn):
        with pytest.raises(Follows):
            entries.all()


def test_some_of_the_entries_know_what_may_be_one_of_them(spoilt: Entries[int], torn: Entries[int]) -> None:
    some = spoilt.where(lambda number: number > 1)
    assert (some, some.unread, some.whole) == ({"b": 2}, {"c"}, True)
    assert not torn.where(lambda number: number > 1).whole


def test_joined_entries_stand_in_order_and_know_what_either_knew(
    sound: Entries[int], spoilt: Entries[int], torn: Entries[int]
) -> None:
    joined = Entries({"z": 0}, ["y"]).joined(spoilt, ["b", "z", "c", "a"])
    assert (list(joined.items()), joined.unread) == ([("b", 2), ("z", 0), ("a", 1)], {"y", "c"})
    assert [one.joined(other, "ab").whole for one in (sound, torn) for other in (sound, torn)] == [True, *[False] * 3]


def test_each_entry_is_read_beside_one_with_a_mistake_and_one_that_needs_it(sound: Entries[int]) -> None:
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
    assert mistakes.each(sound, read).whole


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
