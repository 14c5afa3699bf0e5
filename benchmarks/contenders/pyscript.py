"""PyScript, with Pyodide and with MicroPython; everything from npm, nothing from a network of others."""

from __future__ import annotations

from benchmarks.contenders import PAGES, PEERS, Contender, Offer, page, version_of
from benchmarks.task import Task
from playbook_sim.site.places import ROOT

_KINDS = {
    "py": ("pyscript_pyodide", "/pyodide/pyodide.mjs"),
    "mpy": ("pyscript_micropython", "/micropython/micropython.mjs"),
}


def offer(task: Task) -> Offer:
    """A page for each interpreter. Raises OSError when the peers are not installed."""
    version = version_of(PEERS / "@pyscript" / "core")
    micropython = PEERS / "@micropython" / "micropython-webassembly-pyscript"
    pyodide = ROOT / "node_modules" / "pyodide"
    with_versions = {
        "py": f"{version}, Pyodide {version_of(pyodide)}",
        "mpy": f"{version}, MicroPython {version_of(micropython)}",
    }
    code = (PAGES / "count_days.py").read_text(encoding="utf-8")
    return Offer(
        contenders=tuple(
            Contender(
                id=id_, group="task", version=with_versions[kind], path=f"bench/{kind}.html", expected=task.answer
            )
            for kind, (id_, _) in _KINDS.items()
        ),
        folders={"pyscript": PEERS / "@pyscript" / "core" / "dist", "micropython": micropython, "pyodide": pyodide},
        pages={
            f"bench/{kind}.html": page(
                "pyscript.html", kind=kind, interpreter=interpreter, code=code, task=task.as_json()
            )
            for kind, (_, interpreter) in _KINDS.items()
        },
    )
