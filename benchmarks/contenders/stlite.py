"""stlite: Streamlit in the browser. It is tried as its documentation says, with all that npm has of it.

It needs NumPy, pandas and Pillow compiled for its Pyodide. These lie on the Pyodide project's own host alone, so where
only npm and Python's package index can be had, and nothing may be fetched from others, the attempt ends with an error,
which then stands in the table.
"""

from __future__ import annotations

import json

from benchmarks.contenders import PAGES, PEERS, Contender, Offer, page, version_of
from benchmarks.task import Task


def offer(task: Task) -> Offer:
    """Its page. Raises OSError when the peers are not installed."""
    package, pyodide = PEERS / "@stlite" / "browser", PEERS / "pyodide-of-stlite"
    counting = (PAGES / "count_days.py").read_text(encoding="utf-8")
    shown = f"import json\nimport streamlit as st\n\nst.text(last_day(json.loads('{task.as_json()}')))\n"
    return Offer(
        contenders=(
            Contender(
                id="stlite",
                group="task",
                version=f"{version_of(package)}, Pyodide {version_of(pyodide)}",
                path="bench/stlite.html",
                expected=task.answer,
                patience=60,
            ),
        ),
        folders={"stlite": package / "build", "pyodide-of-stlite": pyodide},
        pages={"bench/stlite.html": page("stlite.html", code=json.dumps(f"{counting}\n\n{shown}"))},
    )
