"""A rulebook from texts that are held in memory: the browser has them, and no file may change."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from playbook_sim.loading import load_rulebook
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.model import Rulebook

type Texts = Mapping[str, str]
"""The files of a rulebook: ``limits.toml`` → what stands in it."""


class HeldFiles(RulebookFiles):
    """Files of a rulebook that are texts. From one change to the next most are the same: each is parsed once."""

    def __init__(self, texts: Texts) -> None:
        # Not the one of files in folders: there is no folder in the browser.
        self._texts = texts
        self._look_behind()

    def names(self, folder: str) -> list[str]:
        """The TOML files in ``folder``, sorted."""
        return sorted(name for name in self._texts if name.rpartition("/")[0] == folder and name.endswith(".toml"))

    def _text(self, name: str) -> str | None:
        return self._texts.get(name)

    def _parsed(self, text: str) -> dict[str, Any]:
        return _parsed(text)


def load(texts: Texts) -> Rulebook:
    """The rulebook that ``texts`` say. Raises RulebookError for the first mistake found."""
    return _loaded(tuple(texts.items()))


# The last change is asked about more than once: its answer, then the worked cases.
@lru_cache(maxsize=1)
def _loaded(texts: tuple[tuple[str, str], ...]) -> Rulebook:
    return load_rulebook(HeldFiles(dict(texts)))


@lru_cache(maxsize=256)
def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text)
