"""What the rule lab needs and no answer does: the rulebook as it is written, and the worked cases."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playbook_sim.site.places import ROOT

NAME = "rules.json"
_FOLDER = ROOT / "playbook_sim" / "rulebook"


def texts() -> dict[str, str]:
    """The files of the rulebook, by their names in its folder."""
    # Some editors of Windows put a mark before the first letter.
    files = sorted(_FOLDER.rglob("*.toml"))
    return {path.relative_to(_FOLDER).as_posix(): path.read_text(encoding="utf-8-sig") for path in files}


def write(out: Path, cases: Iterable[Any]) -> None:
    """Write both as ``{"files": {name: text}, "cases": [{"names", "request"}]}`` into ``out``.

    ``cases``: see ``coverage.worked_cases``.
    """
    _write(out, [{"names": dict(case.names), "request": dict(case.request)} for case in cases])


def renew(out: Path) -> None:
    """Write the rulebook in ``out`` as it is now, and leave the cases. Who reads meanwhile reads the old ones."""
    _write(out, json.loads((out / NAME).read_text(encoding="utf-8"))["cases"])


def _write(out: Path, cases: list[dict[str, Any]]) -> None:
    data = {"files": texts(), "cases": cases}
    half = out / f"{NAME}.half"
    half.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    half.replace(out / NAME)
