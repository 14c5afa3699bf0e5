"""What the open pages are told: that something new can be seen, what is wrong with it, and what is still to do."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """``number`` grows with each change that can be seen, and is 0 until there are pages at all; ``loaded`` is that of
    the last one for which a page has to be loaded anew, with its scripts and its Python: after it only rules have
    changed. ``trouble`` keeps an edit from being seen as it is meant; ``todo`` is what must be mended before others may
    have it. Both are sentences for the editor."""

    number: int
    loaded: int
    trouble: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()


class Announcer:
    """Holds the state, and lets many pages wait until it changes."""

    def __init__(self) -> None:
        self._state = State(number=0, loaded=0)
        self._changed = threading.Condition()

    @property
    def state(self) -> State:
        return self._state

    def begun(self, trouble: Iterable[str]) -> None:
        """Pages can be asked for; ``trouble``: what keeps them from being built."""
        with self._changed:
            # Greater than any number of an earlier run: a page that was open then reloads.
            number = int(time.time() * 1000)
            self._become(replace(self._state, number=number, loaded=number, trouble=tuple(trouble)))

    def changed(self, *, rules_only: bool) -> None:
        """Something new can be seen; what was wrong before is forgotten."""
        with self._changed:
            number = self._state.number + 1
            self._become(State(number=number, loaded=self._state.loaded if rules_only else number))

    def failed(self, messages: Iterable[str]) -> None:
        """The last change cannot be seen, because of this alone."""
        with self._changed:
            self._become(replace(self._state, trouble=tuple(messages)))

    def trouble(self, messages: Iterable[str]) -> tuple[str, ...]:
        """Add what else is wrong, and return what of it was not known yet."""
        with self._changed:
            known = self._state.trouble
            new = tuple(message for message in dict.fromkeys(messages) if message not in known)
            if new:
                self._become(replace(self._state, trouble=known + new))
        return new

    def todo(self, messages: Iterable[str]) -> None:
        """Say what is still to do."""
        with self._changed:
            self._become(replace(self._state, todo=tuple(messages)))

    def wait(self, known: State | None, seconds: float) -> State:
        """The state: at once when it is not the ``known`` one, else after ``seconds`` at the latest."""
        with self._changed:
            self._changed.wait_for(lambda: self._state != known, seconds)
            return self._state

    def _become(self, state: State) -> None:
        with self._changed:
            self._state = state
            self._changed.notify_all()
