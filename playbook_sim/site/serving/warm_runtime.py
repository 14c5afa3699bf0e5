"""The simulator's runtime while the rules are being written: it stays, and is told of new rules.

Its library is that of the code; the rules lie beside it, and `live_bridge` reads them, so that a running simulator can
answer by new ones without starting again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from pathlib import Path

from playbook_sim.site import runtime
from playbook_sim.site.runtime import RuntimeBuildError, library, manifest, rules

_KEPT = 3
"""Directories of before that stay, for pages that are still open."""

_BRIDGE = Path(__file__).with_name("live_bridge.py")
_STARTER = "ordinary.js"
_IMPORTED, _LIVE = 'pyimport("playbook_sim.bridge")', 'pyimport("playbook_sim.live")'


class WarmRuntime:
    """Writes runtimes into ``out``, each into a directory of its own."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._places: list[Path] = []
        self._made = 0
        self._compiled = False

    def pack(self, *, rules_only: bool) -> tuple[str, bool]:
        """Write a runtime with the rulebook as it is now. Returns its directory's name, and whether its library is
        compiled: if not, Python takes seconds more to start.

        ``rules_only``: nothing but the rulebook has changed since the last one, which is renewed. Raises
        `RuntimeBuildError`.
        """
        if rules_only and self._places:
            place = self._places[-1]
            rules.renew(place)
            manifest.renew(place, rules.NAME)
            return place.name, self._compiled
        self._made += 1
        # Processes come and go, and each counts from one.
        place = self._out / f"{os.getpid()}-{self._made}"
        self._build(place)
        self._places.append(place)
        while len(self._places) > _KEPT:
            shutil.rmtree(self._places.pop(0))
        return place.name, self._compiled

    def _build(self, place: Path) -> None:
        # Nobody waits for the compiler: the build of the whole site calls it, in the background.
        self._compiled = library.is_compiled()
        with tempfile.TemporaryDirectory(dir=self._out) as scratch:
            made = Path(scratch) / runtime.build(Path(scratch), image=False, compiled=self._compiled)
            # No rules in it, so that none of before can be read; and it travels no further than this machine.
            bridge = {"playbook_sim/live.py": _BRIDGE.read_bytes()}
            bytecode = library.compiled() if self._compiled else None
            library.write(made, bytecode, bridge, compression=zipfile.ZIP_STORED)
            starter = (made / _STARTER).read_text(encoding="utf-8")
            if _IMPORTED not in starter:
                raise RuntimeBuildError(f"{_STARTER}: {_IMPORTED} is no longer there; adapt {Path(__file__).name}")
            (made / _STARTER).write_text(starter.replace(_IMPORTED, _LIVE), encoding="utf-8")
            manifest.write(made)
            made.rename(place)
