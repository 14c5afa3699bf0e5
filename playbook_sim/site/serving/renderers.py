"""The processes that build the pages, one for each language: the one that is looked at comes first."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass

from playbook_sim.site.serving import worker
from playbook_sim.site.serving.changes import Changes
from playbook_sim.site.serving.worker import Outcome, Worker, answered

_FIRST = ""
"""The address of the page by which a process learns what it would else learn from the first one that is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stale:
    """What a process has not read again yet."""

    texts: bool = False
    templates: bool = False

    def __or__(self, other: _Stale) -> _Stale:
        return _Stale(texts=self.texts or other.texts, templates=self.templates or other.templates)

    def __bool__(self) -> bool:
        return self.texts or self.templates


class Renderers:
    """Builds pages of ``languages``, of a site whose root page is at ``url``.

    After a change only the language that was asked for last reads it at once; another one does before its next page,
    or when there is time: `catch_up`.
    """

    def __init__(self, languages: Iterable[str], url: str) -> None:
        self._url = url
        self._workers = {language: Worker() for language in languages}
        self._stale = dict.fromkeys(self._workers, _Stale())
        self._front = next(iter(self._workers))
        self._lock = threading.Lock()

    def follow(self, changes: Changes) -> list[str]:
        """Read what has changed, and return what keeps it from being seen."""
        if changes.code:
            for each in self._workers.values():
                each.renew()
        texts = changes.code or changes.pages or changes.rules
        asked = _Stale(texts=texts, templates=changes.code or changes.templates)
        with self._lock:
            for language, stale in self._stale.items():
                self._stale[language] = stale | asked
            front = self._bring(self._front)
        return list(answered(front).complaints) if front else []

    def page(self, language: str, address: str, runtime: str) -> Outcome:
        """See `worker.render_page`; read before it what has changed since the last one of this language."""
        with self._lock:
            self._front = language
            renewed = self._bring(language)
            made = self._workers[language].ask(worker.render_page, address, runtime)
        complaints = answered(renewed).complaints if renewed else ()
        outcome = answered(made)
        return Outcome(value=outcome.value, complaints=(*complaints, *outcome.complaints))

    def catch_up(self) -> list[str]:
        """Have each language read what has changed, and return what keeps it from being seen."""
        with self._lock:
            asked = [self._bring(language) for language in self._workers]
        return [complaint for future in asked if future for complaint in answered(future).complaints]

    def warm(self) -> None:
        """Have each process build a page: the first one that somebody waits for comes as quickly as the next."""
        with self._lock:
            asked = [each.ask(worker.render_page, _FIRST, "") for each in self._workers.values()]
        for future in asked:
            answered(future)

    def end(self) -> None:
        """End the processes."""
        for each in self._workers.values():
            each.end()

    def _bring(self, language: str) -> Future[Outcome] | None:
        """Have a language read what has changed before anything that it is asked next."""
        stale = self._stale[language]
        if not stale:
            return None
        self._stale[language] = _Stale()
        return self._workers[language].ask(worker.renew_pages, language, self._url, stale.texts, stale.templates)
