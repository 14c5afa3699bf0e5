"""The two ways a thing can be wrong: the rulebook (an editor mends it) or a fact (the reader mends it)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence


class RulebookError(Exception):
    """A mistake in the rulebook's data.

    ``place`` is where it stands: the file below ``rulebook/`` and the path inside it
    (``limits.toml: dsers_remedy.unit``). ``problem`` says what was found and what to write instead, in English.
    ``code`` names the mistakes that can be made in the rule lab, so that its page can say them in the reader's
    language: a key of ``[lab.mistake]`` in ``rulebook/words/lab_mistakes.toml``; ``details`` fills that sentence.
    """

    def __init__(self, place: str, problem: str, code: str = "", **details: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem
        self.code = code
        self.details = details

    @property
    def mistakes(self) -> tuple[RulebookError, ...]:
        """This mistake, and those that were found beside it."""
        return (self,)


class RulebookErrors(RulebookError):
    """Several mistakes, of which none follows from another. Place, problem and code are those of the first."""

    def __init__(self, mistakes: Sequence[RulebookError]) -> None:
        first = mistakes[0]
        super().__init__(first.place, first.problem, first.code, **first.details)
        self._mistakes = tuple(mistakes)

    @property
    def mistakes(self) -> tuple[RulebookError, ...]:
        """All of them, in the order in which they were found."""
        return self._mistakes

    def __str__(self) -> str:
        return "\n".join(map(str, self._mistakes))


class FactError(Exception):
    """A fact (or another part of a case) that cannot be used.

    ``fact`` is the id of the fact, or ``platform``, ``problem``, ``today``, ``calendar``, ``facts`` for the rest of
    the case. ``code`` names the kind of mistake, so that the page can say it in the reader's language:
    it is a key of ``[errors]`` in ``rulebook/words/errors.toml``; ``details`` fills that sentence.
    """

    def __init__(self, fact: str, code: str, **details: str | dt.date) -> None:
        given = "".join(f", {key}: {value}" for key, value in details.items())
        super().__init__(f"{fact}: {code}{given}")
        self.fact = fact
        self.code = code
        self.details = details
