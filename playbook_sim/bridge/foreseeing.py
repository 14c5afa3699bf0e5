"""Answers that are worked out before they are asked for: while the reader thinks, Python has nothing to do.

What is kept is what would be worked out anew: no answer depends on how much was foreseen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from typing import Any

from playbook_sim.bridge.nearby import nearby
from playbook_sim.bridge.showing import shown, shown_with
from playbook_sim.bridge.writing import Written, written
from playbook_sim.cases import read_case
from playbook_sim.errors import FactError
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case, Language, Rulebook
from playbook_sim.rendering.answer import PARTS, render_part

ROOM = 2_000_000
"""How many characters the answers kept may have together: at two bytes each, four megabytes."""

_SLICES = len(PARTS) + 2
"""In which an answer is worked out: the case, each part, and the whole as text."""

_NONE = Written("")

type _Key = tuple[object, ...]


class Foreseen:
    """The answers of one rulebook that are kept, and the work that is left for the case shown last."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.size = 0
        self._kept: dict[_Key, Written] = {}
        self._work: Iterator[None] = iter(())

    def show(self, lang: Language, case: Case, today: dt.date) -> Written:
        """The answer as JSON. Whatever may be asked next is to be worked out then. Raises FactError."""
        key = _key(lang, case, today)
        reply = self._find(key)
        if reply is None:
            reply = written(shown(self.rulebook, evaluate(self.rulebook, case, today), lang))
            self._keep(key, reply)
        self._work = self._foresee(lang, case, today, ROOM - len(reply))
        return reply

    def go_on(self) -> bool:
        """Do one slice of the work, a part of an answer at most; tells whether more is left."""
        try:
            return next(self._work, self) is not self
        except Exception:  # whoever asks for that answer is told: nobody has yet
            self._work = iter(())
            return False

    def _foresee(self, lang: Language, case: Case, today: dt.date, room: int) -> Iterator[None]:
        """Work out what is likely to be asked next, as far as there is room: not at the cost of what is likelier."""
        for other, day in nearby(self.rulebook, evaluate(self.rulebook, case, today), lang):
            key = _key(lang, other, day)
            reply = self._find(key)
            if reply is None:
                reply = yield from self._prepare(lang, other, day)
            else:
                for _ in range(_SLICES):  # so that how many there are depends on the case alone
                    yield
            room -= len(reply)
            if room < 0:
                return
            if reply:
                self._keep(key, reply)

    def _prepare(self, lang: Language, case: Case, today: dt.date) -> Generator[None, None, Written]:
        try:
            resolution = evaluate(self.rulebook, case, today)
        except FactError:
            return _NONE  # whoever asks for this is told why it cannot be
        yield
        html = {}
        for part in PARTS:
            html[part] = render_part(self.rulebook, resolution, lang, part)
            yield
        told = {part: markup for part, markup in html.items() if markup is not None}
        reply = written(shown_with(self.rulebook, resolution, lang, told))
        yield
        return reply

    def _find(self, key: _Key) -> Written | None:
        """What is kept; what was asked for last is given up last."""
        reply = self._kept.pop(key, None)
        if reply is not None:
            self._kept[key] = reply
        return reply

    def _keep(self, key: _Key, reply: Written) -> None:
        if key in self._kept:
            return  # it was asked for meanwhile
        self._kept[key] = reply
        self.size += len(reply)
        while self.size > ROOM:
            self.size -= len(self._kept.pop(next(iter(self._kept))))


_foreseen: Foreseen | None = None


def _of(rulebook: Rulebook) -> Foreseen:
    """What is foreseen of exactly this rulebook; of another one nothing is kept then."""
    global _foreseen
    if _foreseen is None or _foreseen.rulebook is not rulebook:
        _foreseen = Foreseen(rulebook)
    return _foreseen


def show(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> Written:
    """The answer to a case (see ``cases.read_case``) as the page shows it, see ``showing.shown``."""
    return _of(rulebook).show(lang, *read_case(rulebook, params))


def foresee(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """Work on what may be asked after the case shown last, for a moment only. ``{"more"}``: whether work is left."""
    return {"more": _of(rulebook).go_on()}


def _key(lang: Language, case: Case, today: dt.date) -> _Key:
    """All that an answer depends on: the whole case, whatever fields it has."""
    return lang, replace(case, facts=tuple(case.facts.items())), today
