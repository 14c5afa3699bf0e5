"""Pyodide as it comes, with the project as a plain wheel: on a bare page, and under the simulator's page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from benchmarks.contenders import Contender, Offer, page, version_of
from benchmarks.contenders.ours import on_the_page, worker_page
from benchmarks.task import Task
from playbook_sim.site.places import CACHE, ROOT

_PYODIDE = ROOT / "node_modules" / "pyodide"
_WORKER = "/bench/stock-worker.mjs"


def offer(task: Task, site: Path) -> Offer:
    """Both. Raises CalledProcessError when the wheel does not build."""
    wheel = _wheel(CACHE / "benchmarks")
    version = version_of(_PYODIDE)
    on_its_own = Contender(id="stock", group="task", version=version, path="bench/stock.html", expected=task.answer)
    return Offer(
        contenders=(on_its_own, on_the_page("stock_page", task, version, "stock-site")),
        folders={"pyodide": _PYODIDE, "wheel": wheel.parent, "stock-site": site},
        pages={
            "bench/stock.html": worker_page(_WORKER),
            _WORKER.lstrip("/"): page("stock-worker.mjs", wheel=wheel.name),
            "stock-site/en/simulator/": on_stock((site / "en" / "simulator" / "index.html").read_text("utf-8")),
        },
    )


def on_stock(html: str) -> bytes:
    """The simulator's page with the stock runtime in place of its own, which it then need not fetch beforehand."""
    html = re.sub(r'data-runtime="[^"]*"', f'data-runtime="{_WORKER}"', html)
    return re.sub(r'<link(?=[^>]*\brel="?(?:module)?preload)(?=[^>]*runtime/)[^>]*>', "", html).encode()


def _wheel(out: Path) -> Path:
    """The project's wheel, as ``pip`` would install it."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, env=os.environ | {"SOURCE_DATE_EPOCH": "315619200"}
    )
    return max(out.glob("*.whl"), key=lambda path: path.stat().st_mtime)
