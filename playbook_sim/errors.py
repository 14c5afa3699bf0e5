"""The two ways a thing can be wrong: the rulebook (an editor mends it) or a fact (the reader mends it)."""

from __future__ import annotations

import datetime as dt


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
