"""What the rule lab needs and no answer does: the rulebook as it is written, and the worked cases."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from playbook_sim.lab.expected import FOLDER as CASES
from playbook_sim.site.places import ROOT

NAME = "rules.json"
_FOLDER = ROOT / "playbook_sim" / "rulebook"


def texts() -> dict[str, str]:
    """The files of the rulebook, by their names in its folder."""
    return _below(_FOLDER)


def worked(cases: Iterable[Any]) -> dict[str, Any]:
    """The ``cases`` (see ``coverage.worked_cases``) as they are asked, and as they are written:
    ``{"cases": [{"names", "request", "file", "number"}], "written": {file: text}}``."""
    asked = [
        {
            "names": dict(case.names),
            "request": dict(case.request),
            "file": f"{case.request['platform']}/{case.file}",
            "number": case.number,
        }
        for case in cases
    ]
    return {"cases": asked, "written": _below(ROOT / CASES)}


def write(out: Path, cases: Iterable[Any]) -> None:
    """Write both into ``out``: ``{"files": {name: text}}`` and what ``worked`` gives."""
    _write(out, worked(cases))


def renew(out: Path) -> None:
    """Write the rulebook in ``out`` as it is now, and leave the cases. Who reads meanwhile reads the old ones."""
    _write(out, json.loads((out / NAME).read_text(encoding="utf-8")))


def _below(folder: Path) -> dict[str, str]:
    # Some editors of Windows put a mark before the first letter.
    files = sorted(folder.rglob("*.toml"))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8-sig") for path in files}


def _write(out: Path, beside: Mapping[str, Any]) -> None:
    data = {**beside, "files": texts()}
    half = out / f"{NAME}.half"
    half.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    half.replace(out / NAME)
