"""All mistakes of one load at once, and none that only follows from another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from playbook_sim.errors import RulebookError, RulebookErrors


class Follows(Exception):
    """What is asked for could not be read. Its mistake has been noted, so that there is nothing to say here."""


class Entries[T](dict[str, T]):
    """What was read, by id; entries with a mistake are not in it, but known.

    ``unread``: the ids of these. ``whole`` is false where a file could not be read at all: then any id may be one of
    its entries. Who names such an entry makes no mistake; who needs what it says gets ``Follows``.
    """

    def __init__(
        self, read: Mapping[str, T] | None = None, unread: Collection[str] = (), *, whole: bool = True
    ) -> None:
        super().__init__(read or {})
        self.unread = set(unread)
        self.whole = whole

    def __missing__(self, id_: str) -> T:
        raise Follows if self.may_have(id_) else KeyError(id_)

    def may_have(self, id_: str) -> bool:
        """Whether ``id_`` is that of an entry, be it with a mistake."""
        return id_ in self or id_ in self.unread or not self.whole

    @property
    def ids(self) -> set[str]:
        """The ids that are known."""
        return self.keys() | self.unread

    @property
    def complete(self) -> bool:
        """Whether everything could be read."""
        return self.whole and not self.unread

    def all(self) -> tuple[T, ...]:
        """Every entry. Raises Follows where one could not be read."""
        if not self.complete:
            raise Follows
        return tuple(self.values())

    def where(self, meant: Callable[[T], bool]) -> Entries[T]:
        """The entries that are meant. One that could not be read may be one of them."""
        return Entries({id_: entry for id_, entry in self.items() if meant(entry)}, self.unread, whole=self.whole)

    def joined(self, other: Entries[T], order: Iterable[str]) -> Entries[T]:
        """These and the other ones, in the ``order`` of their ids."""
        both = {**self, **other}
        read = {id_: both[id_] for id_ in order if id_ in both}
        return Entries(read, self.unread | other.unread, whole=self.whole and other.whole)


def numbered[T](parts: Iterable[T]) -> Entries[T]:
    """The entries of a list, which have no ids."""
    return Entries({str(number): part for number, part in enumerate(parts)})


class Mistakes:
    """Collects the mistakes of a load."""

    def __init__(self) -> None:
        self._found: dict[str, RulebookError] = {}

    @contextmanager
    def beside(self) -> Iterator[None]:
        """A mistake in here is noted, and keeps nothing beside it from being read."""
        try:
            yield
        except Follows:
            pass
        except RulebookError as error:
            # Noted once: what several entries share is read with each of them.
            for mistake in error.mistakes:
                self._found.setdefault(str(mistake), mistake)

    def each[A, B](self, entries: Entries[A], read: Callable[[str, A], B]) -> Entries[B]:
        """``read`` for each of ``entries``; those with a mistake are known, but not read."""
        found: dict[str, B] = {}
        for id_, entry in entries.items():
            with self.beside():
                found[id_] = read(id_, entry)
        return Entries(found, entries.unread | (entries.keys() - found.keys()), whole=entries.whole)

    @property
    def found(self) -> list[RulebookError]:
        """The mistakes noted so far, each once."""
        return list(self._found.values())

    def tell(self) -> None:
        """Raise RulebookError if there was a mistake: the only one as it is, several as RulebookErrors."""
        if self._found:
            raise self.found[0] if len(self._found) == 1 else RulebookErrors(self.found)
