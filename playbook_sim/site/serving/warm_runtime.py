"""The simulator's runtime while the rules are being written: where only they have changed, only they are packed."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from pathlib import Path

from playbook_sim.site import runtime
from playbook_sim.site.runtime import library, manifest, rules

_KEPT = 3
"""Directories of before that stay, for pages that are still open."""


class WarmRuntime:
    """Writes runtimes into ``out``, each into a directory of its own."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._bytecode: Path | None = None
        self._places: list[Path] = []
        self._made = 0

    def pack(self, *, rules_only: bool) -> str:
        """Write a runtime with the rulebook as it is now and return its directory's name.

        ``rules_only``: nothing but the rulebook has changed since the last one. Raises `RuntimeBuildError`.
        """
        self._made += 1
        # Processes come and go, and each counts from one.
        place = self._out / f"{os.getpid()}-{self._made}"
        if self._bytecode is None or not self._places or not rules_only:
            self._build(place)
        else:
            self._repack(self._places[-1], place, self._bytecode)
        self._places.append(place)
        while len(self._places) > _KEPT:
            shutil.rmtree(self._places.pop(0))
        return place.name

    def _build(self, place: Path) -> None:
        with tempfile.TemporaryDirectory(dir=self._out) as scratch:
            name = runtime.build(Path(scratch), image=False)
            (Path(scratch) / name).rename(place)
        self._bytecode = library.compiled()

    def _repack(self, before: Path, place: Path, bytecode: Path) -> None:
        place.mkdir()
        for path in before.iterdir():
            if path.name not in (library.NAME, rules.NAME, manifest.NAME):
                os.link(path, place / path.name)
        # It travels no further than this machine: to compress it would take longest.
        library.write(place, bytecode, compression=zipfile.ZIP_STORED)
        rules.renew(place, before)
        manifest.write(place)
